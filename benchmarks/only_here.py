"""Fits the bar below which a sentence is called only here, and writes `only_here.json`.

    python benchmarks/only_here.py [--write] [--vectors FILE]

A sentence has a counterpart if the annotation gives another article's sentence for the same claim
(core), and is unique if none even touches what it says. `false` is the share of what is called only
here that has a counterpart, `told` the share of the unique sentences that is called so. A logistic
model tells from the likeliest pair of a sentence, from the agreement of the accounts and from the
names that no other account has whether it has a counterpart; solved for the likeliest pair it is
the bar. It is fitted to pairs judged by models that were fitted without their event. `held out`
leaves each event out in turn: the model of pairs, its calibration and the weights of the bar know
nothing of it; `all held out` chooses the odds from which nothing is called so on the others, too.
The meaning layer must be installed; the data is looked for as `gold.py` tells.
"""

import json
import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fit import CALIBRATED_FROM, EVENT, LAST, LAYERS, RIDGE, TOUCHING, logistic, sigmoid
from gold import Article, Corpus, events, read_meaning, seeds

from tui.collation.sources.uniqueness import MANY_NAMES, Bar, is_long_enough, rarer_stems
from tui.matching.config import DEFAULT
from tui.matching.features.pair_features import PairFeatureExtractor
from tui.matching.pairs.near_duplicates import find_candidates
from tui.matching.pairs.semantic_features import semantic_features

OUT = Path(__file__).resolve().parent.parent / "tui/collation/sources/only_here.json"
SCRAPS = Bar(0.0, 0.0, 0.0, 0.0, 1.0, fewest_words=6, piece_words=12)
FALSE = {"words": 0.07, "meaning": 0.05}
"""Share of what is called only here that may have a counterpart. By words alone hardly anything
could be called so at the lower one."""
FEWEST = 20
"""Sentences called only here, at least, from which that share is believed."""
LEAST = -4.0
"""Odds, in logarithms, of a sentence without any pair."""
SENTENCES = 80.0
"""Sentences of an event of middling size: larger ones weigh as the root of their size."""


class Event(NamedTuple):
    """The lines of one event's articles, and their candidates."""

    stated: np.ndarray
    """For each line whether it has a counterpart."""
    unique: np.ndarray
    decidable: np.ndarray
    """Whether it is no scrap, of which nothing is said."""
    names: np.ndarray
    """How many stems of names it has that no other article has."""
    features: np.ndarray
    """For each candidate, those of the words, then those of the meaning."""
    lines: np.ndarray
    """The two lines of each candidate."""
    core: np.ndarray
    right: np.ndarray
    odds: dict[str, np.ndarray]
    """By the model as shipped; in logarithms."""
    kept: np.ndarray
    """Whether matching keeps the candidate."""


class Fit(NamedTuple):
    """The weights of start, likeliest pair, agreement and names in the odds of a counterpart."""

    weights: np.ndarray
    least: float
    """The range of the agreement it was fitted to."""
    most: float

    def odds(self, rows: np.ndarray) -> np.ndarray:
        """Of each line of some rows, in logarithms, that it has a counterpart."""
        known = rows.copy()
        known[:, 1] = np.clip(rows[:, 1], self.least, self.most)
        return self.weights[0] + known @ self.weights[1:]

    def bar(self, odds: float) -> Bar:
        """The bar at which a sentence comes to these odds."""
        start, best, agreement, names = self.weights.tolist()
        return SCRAPS._replace(
            start=round((odds - start) / best, 4),
            agreement=round(-agreement / best, 4),
            names=round(-names / best, 4),
            least=round(self.least, 3),
            most=round(self.most, 3),
        )


def event_of(corpus: Corpus) -> Event:
    numbers = {
        (article.name, line): number
        for number, (article, line) in enumerate(
            (a, n) for a in corpus.articles for n in range(len(a.side.lines))
        )
    }
    core = frozenset().union(*corpus.core)
    fair = frozenset().union(*corpus.fair)
    said = [frozenset().union(*a.members[n]) for a, n in _lines(corpus)]
    texts = [a.side.lines[n].span.of(a.side.reading.text) for a, n in _lines(corpus)]
    model = DEFAULT.model
    features, lines, verdicts, odds = [], [], [], []
    for one, other in combinations(corpus.articles, 2):
        found = find_candidates(one.side, other.side, DEFAULT).overlaps
        pairs = PairFeatureExtractor(one.side, other.side, found, DEFAULT)
        ats = sorted(pairs.overlaps)
        meaning = dict(semantic_features(one.vectors, other.vectors, ats, DEFAULT))
        for at in ats:
            whole = pairs.whole(at)
            features.append((*whole, *meaning[at]))
            lines.append((numbers[one.name, at[0]], numbers[other.name, at[1]]))
            verdicts.append(corpus.verdict((one, at[0]), (other, at[1])))
            both = model.meaning.odds(whole) + model.meaning_odds(meaning[at])
            odds.append((model.words.odds(whole), both))
    by_words, by_both = np.array(odds).T
    return Event(
        np.array([not core.isdisjoint(keys) for keys in said]),
        np.array([fair.isdisjoint(keys) for keys in said]),
        np.array([is_long_enough(text, SCRAPS) for text in texts]),
        np.array(own_names(corpus, texts)),
        np.array(features),
        np.array(lines),
        np.array([bool(verdict.found) for verdict in verdicts]),
        np.array([verdict.right > 0 for verdict in verdicts]),
        {"words": by_words, "meaning": by_both},
        by_words >= model.worth_reading,
    )


def _lines(corpus: Corpus) -> list[tuple[Article, int]]:
    return [(a, n) for a in corpus.articles for n in range(len(a.side.lines))]


def own_names(corpus: Corpus, texts: Sequence[str]) -> list[int]:
    """For each line, how many stems of names it has that no other article has, of rarer ones."""
    lines = _lines(corpus)
    stems = [rarer_stems(text) for text in texts]
    others = {
        article.name: frozenset[str]().union(
            *(s for s, (a, _) in zip(stems, lines, strict=True) if a is not article)
        )
        for article in corpus.articles
    }
    return [
        len((article.side.names[line] & here) - others[article.name])
        for here, (article, line) in zip(stems, lines, strict=True)
    ]


def rows_of(event: Event, odds: np.ndarray) -> np.ndarray:
    """For each line its likeliest pair, the agreement of the accounts and its own names.

    A pair that is not even shown as perhaps a match is none: so it is where the bar is asked.
    """
    best = np.full(len(event.stated), LEAST)
    shown = event.kept & (sigmoid(odds) >= DEFAULT.model.perhaps)
    for side in (0, 1):
        np.maximum.at(best, event.lines[shown, side], odds[shown])
    agreement = np.where(best > LEAST, sigmoid(best), 0.0).mean()
    names = np.minimum(event.names, MANY_NAMES)
    return np.stack([best, np.full(len(best), agreement), names], axis=1)


def fitted(every: Sequence[Event], rows: Sequence[np.ndarray]) -> Fit:
    """Weights by which it is told whether a sentence that is no scrap has a counterpart."""
    known = np.concatenate([r[e.decidable] for e, r in zip(every, rows, strict=True)])
    stated = np.concatenate([e.stated[e.decidable] for e in every])
    weight = np.concatenate(
        [
            (np.where(e.stated | e.unique, 1.0, TOUCHING) * (SENTENCES / len(e.stated)) ** 0.5)[
                e.decidable
            ]
            for e in every
        ]
    )
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(known), 1)), (known - mean) / spread])
    found = logistic(scaled, stated, weight, np.zeros(len(known)), RIDGE)
    slopes = found[1:] / spread
    weights = np.array([found[0] - slopes @ mean, *slopes])
    return Fit(weights, float(known[:, 1].min()), float(known[:, 1].max()))


def left_out(every: Sequence[Event], rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The odds of each event's lines by weights fitted to the others."""
    found = []
    for number in range(len(every)):
        rest = [n for n in range(len(every)) if n != number]
        fit = fitted([every[n] for n in rest], [rows[n] for n in rest])
        found.append(fit.odds(rows[number]))
    return found


def chosen(every: Sequence[Event], odds: Sequence[np.ndarray], false: float) -> float:
    """The highest odds up to which no more than that share is false."""
    whole = np.concatenate([o[e.decidable] for e, o in zip(every, odds, strict=True)])
    stated = np.concatenate([e.stated[e.decidable] for e in every])
    order = np.argsort(whole, kind="stable")
    share = np.cumsum(stated[order]) / np.arange(1, len(order) + 1)
    fitting = np.nonzero(share[FEWEST:] <= false)[0]
    return float(whole[order][FEWEST + (fitting.max() if len(fitting) else 0)])


def counted(event: Event, odds: np.ndarray, most: float) -> np.ndarray:
    """How many lines are called only here, how many of them falsely, and how many unique ones."""
    called = (odds <= most) & event.decidable
    return np.array([called.sum(), (called & event.stated).sum(), (called & event.unique).sum()])


def figures(counts: Sequence[np.ndarray], every: Sequence[Event]) -> dict[str, float]:
    called, false, told = np.sum(counts, axis=0)
    unique = sum(event.unique.sum() for event in every)
    return {
        "only": int(called),
        "false": round(float(false / max(1, called)), 3),
        "told": round(float(told / unique), 3),
    }


def judge(all_: Sequence[Event], columns: Sequence[int]) -> Callable[[int, int], np.ndarray]:
    """Return the odds of an event's candidates by a model fitted without it and another one.

    The odds are of being right, by what the events tell of which neither is that other one. The
    last of `all_` are the seeds, which nothing is asked of.
    """
    first = [column for column in columns if column not in LAST]
    count = len(all_) - 1

    @cache
    def weights(out: frozenset[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        kept = [event for n, event in enumerate(all_) if n not in out]
        rows = np.concatenate([e.features[:, first] for e in kept])
        core = np.concatenate([e.core for e in kept])
        weight = np.concatenate(
            [
                np.where(e.right & ~e.core, TOUCHING, 1.0) * (EVENT / len(e.core)) ** 0.5
                for e in kept
            ]
        )
        mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
        scaled = np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread])
        return mean, spread, logistic(scaled, core, weight, np.zeros(len(rows)), RIDGE)

    def raw(number: int, other: int) -> np.ndarray:
        mean, spread, found = weights(frozenset((number, other)))
        there = (all_[number].features[:, first] - mean) / spread
        return np.asarray(found[0] + there @ found[1:])

    @cache
    def calibration(other: int) -> np.ndarray:
        others = [n for n in range(count) if n != other]
        whole = np.concatenate([raw(n, other) for n in others])
        right = np.concatenate([all_[n].right for n in others])
        near = whole > CALIBRATED_FROM
        rows = np.stack([np.ones(near.sum()), whole[near]], axis=1)
        return logistic(rows, right[near], np.ones(near.sum()), np.zeros(near.sum()), 0.0)

    def judged(number: int, other: int) -> np.ndarray:
        start, slope = calibration(other)
        return np.asarray(start + slope * raw(number, other))

    return judged


def report(all_: Sequence[Event], layer: str) -> dict[str, object]:
    """The bar of a layer, and what it comes to."""
    every, false = all_[:-1], FALSE[layer]
    numbers = range(len(every))
    judged = judge(all_, LAYERS[layer])
    rows = [rows_of(every[n], judged(n, n)) for n in numbers]
    most = chosen(every, left_out(every, rows), false)
    fit = fitted(every, rows)
    shipped, held, nested = [], [], []
    for number in numbers:
        event = every[number]
        shipped.append(counted(event, fit.odds(rows_of(event, event.odds[layer])), most))
        others = [n for n in numbers if n != number]
        rest = [every[n] for n in others]
        theirs = [rows_of(every[n], judged(n, number)) for n in others]
        odds = fitted(rest, theirs).odds(rows[number])
        held.append(counted(event, odds, most))
        nested.append(counted(event, odds, chosen(rest, left_out(rest, theirs), false)))
    return {
        **fit.bar(most)._asdict(),
        "shipped": figures(shipped, every),
        "held out": figures(held, every),
        "all held out": figures(nested, every),
    }


def main(arguments: Sequence[str]) -> None:
    corpora, sample = events(), seeds()
    if not corpora:
        print("skipped: the annotated events are not there")
        return
    kept = Path(arguments[arguments.index("--vectors") + 1]) if "--vectors" in arguments else None
    read_meaning([*corpora, sample], kept)
    all_ = [event_of(corpus) for corpus in [*corpora, sample]]
    written = {layer: report(all_, layer) for layer in LAYERS}
    for layer, found in written.items():
        print(layer, json.dumps(found))
    if "--write" in arguments:
        OUT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
