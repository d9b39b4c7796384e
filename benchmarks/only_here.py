"""Fits the bar below which a sentence is only here, and writes `only_here.json`.

    python benchmarks/only_here.py [--write] [--vectors FILE]

A sentence has a counterpart if the annotation gives another article's sentence for the same claim
(core), and is unique if none even touches its claim. `false` is the share of the sentences called
only here that have a counterpart, `told` the share of the unique sentences that are called so. A
logistic model gives the odds of a counterpart from the likeliest pair of a sentence, the agreement
of the accounts, and the number of names that no other account has; solved for the likeliest pair
it is the bar. It is fitted to pairs judged by models that were fitted without their event. `held
out` leaves each event out in turn: the model of pairs, its calibration and the weights of the bar
don't depend on it; `all held out` also chooses the highest odds on the other events. The meaning
layer must be installed; `gold.py` says where the data is looked for.
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
"""Share of the sentences called only here that may have a counterpart. By words alone hardly any
could be called so at the lower share."""
FEWEST = 20
"""Least number of sentences called only here for which that share is computed."""
LEAST = -4.0
"""Odds, in logarithms, of a sentence without any pair."""
SENTENCES = 80.0
"""Sentences of an event of middling size: larger ones weigh as the root of their size."""


class Event(NamedTuple):
    """The lines of one event's articles, and their candidates."""

    stated: np.ndarray
    """For each line True if it has a counterpart."""
    unique: np.ndarray
    decidable: np.ndarray
    """True if the line is long enough to be called only here."""
    names: np.ndarray
    """The number of stems of its names that no other article has."""
    features: np.ndarray
    """For each candidate the features of the words, then those of the meaning."""
    lines: np.ndarray
    """The two lines of each candidate."""
    core: np.ndarray
    right: np.ndarray
    odds: dict[str, np.ndarray]
    """The odds by the shipped model, in logarithms."""
    kept: np.ndarray
    """True if matching keeps the candidate."""


class Fit(NamedTuple):
    """The weights of start, likeliest pair, agreement and names in the odds of a counterpart."""

    weights: np.ndarray
    least: float
    """The range of the agreement to which it was fitted."""
    most: float

    def odds(self, rows: np.ndarray) -> np.ndarray:
        """Return the odds that each line has a counterpart, in logarithms."""
        clipped = rows.copy()
        clipped[:, 1] = np.clip(rows[:, 1], self.least, self.most)
        return self.weights[0] + clipped @ self.weights[1:]

    def bar(self, odds: float) -> Bar:
        """Return the bar at which a sentence has these odds."""
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
    stated_keys = [frozenset().union(*a.members[n]) for a, n in _lines(corpus)]
    texts = [a.side.lines[n].span.of(a.side.reading.text) for a, n in _lines(corpus)]
    model = DEFAULT.model
    features, lines, verdicts, odds = [], [], [], []
    for first, second in combinations(corpus.articles, 2):
        overlaps = find_candidates(first.side, second.side, DEFAULT).overlaps
        pairs = PairFeatureExtractor(first.side, second.side, overlaps, DEFAULT)
        candidates = sorted(pairs.overlaps)
        meaning = dict(semantic_features(first.vectors, second.vectors, candidates, DEFAULT))
        for candidate in candidates:
            word_features = pairs.whole(candidate)
            features.append((*word_features, *meaning[candidate]))
            lines.append((numbers[first.name, candidate[0]], numbers[second.name, candidate[1]]))
            verdicts.append(corpus.verdict((first, candidate[0]), (second, candidate[1])))
            combined = model.meaning.odds(word_features) + model.meaning_odds(meaning[candidate])
            odds.append((model.words.odds(word_features), combined))
    by_words, by_both = np.array(odds).T
    return Event(
        np.array([not core.isdisjoint(keys) for keys in stated_keys]),
        np.array([fair.isdisjoint(keys) for keys in stated_keys]),
        np.array([is_long_enough(text, SCRAPS) for text in texts]),
        np.array(count_own_names(corpus, texts)),
        np.array(features),
        np.array(lines),
        np.array([bool(verdict.found) for verdict in verdicts]),
        np.array([verdict.right > 0 for verdict in verdicts]),
        {"words": by_words, "meaning": by_both},
        by_words >= model.worth_reading,
    )


def _lines(corpus: Corpus) -> list[tuple[Article, int]]:
    return [(a, n) for a in corpus.articles for n in range(len(a.side.lines))]


def count_own_names(corpus: Corpus, texts: Sequence[str]) -> list[int]:
    """Return for each line the number of its names' rarer stems that no other article has."""
    lines = _lines(corpus)
    stems = [rarer_stems(text) for text in texts]
    names_of_others = {
        article.name: frozenset[str]().union(
            *(s for s, (a, _) in zip(stems, lines, strict=True) if a is not article)
        )
        for article in corpus.articles
    }
    return [
        len((article.side.names[line] & line_stems) - names_of_others[article.name])
        for line_stems, (article, line) in zip(stems, lines, strict=True)
    ]


def rows_of(event: Event, odds: np.ndarray) -> np.ndarray:
    """Return for each line its likeliest pair, the agreement of the accounts and its own names.

    A pair that is not even shown as perhaps a match does not count, as in the program.
    """
    best = np.full(len(event.stated), LEAST)
    are_shown = event.kept & (sigmoid(odds) >= DEFAULT.model.perhaps)
    for side in (0, 1):
        np.maximum.at(best, event.lines[are_shown, side], odds[are_shown])
    agreement = np.where(best > LEAST, sigmoid(best), 0.0).mean()
    names = np.minimum(event.names, MANY_NAMES)
    return np.stack([best, np.full(len(best), agreement), names], axis=1)


def fit_weights(every: Sequence[Event], rows: Sequence[np.ndarray]) -> Fit:
    """Return the weights for the odds that a sentence, if not too short, has a counterpart."""
    decidable = np.concatenate([r[e.decidable] for e, r in zip(every, rows, strict=True)])
    stated = np.concatenate([e.stated[e.decidable] for e in every])
    weight = np.concatenate(
        [
            (np.where(e.stated | e.unique, 1.0, TOUCHING) * (SENTENCES / len(e.stated)) ** 0.5)[
                e.decidable
            ]
            for e in every
        ]
    )
    mean, spread = decidable.mean(axis=0), decidable.std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(decidable), 1)), (decidable - mean) / spread])
    solution = logistic(scaled, stated, weight, np.zeros(len(decidable)), RIDGE)
    slopes = solution[1:] / spread
    weights = np.array([solution[0] - slopes @ mean, *slopes])
    return Fit(weights, float(decidable[:, 1].min()), float(decidable[:, 1].max()))


def left_out_odds(every: Sequence[Event], rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return the odds of each event's lines by weights fitted to the others."""
    left_out = []
    for number in range(len(every)):
        remaining = [n for n in range(len(every)) if n != number]
        fit = fit_weights([every[n] for n in remaining], [rows[n] for n in remaining])
        left_out.append(fit.odds(rows[number]))
    return left_out


def choose_odds(every: Sequence[Event], odds: Sequence[np.ndarray], false: float) -> float:
    """Return the highest odds up to which no more than that share is false."""
    all_odds = np.concatenate([o[e.decidable] for e, o in zip(every, odds, strict=True)])
    stated = np.concatenate([e.stated[e.decidable] for e in every])
    order = np.argsort(all_odds, kind="stable")
    share = np.cumsum(stated[order]) / np.arange(1, len(order) + 1)
    positions = np.nonzero(share[FEWEST:] <= false)[0]
    return float(all_odds[order][FEWEST + (positions.max() if len(positions) else 0)])


def count_called(event: Event, odds: np.ndarray, highest: float) -> np.ndarray:
    """Count the lines called only here, those of them with a counterpart, and the unique ones."""
    called = (odds <= highest) & event.decidable
    return np.array([called.sum(), (called & event.stated).sum(), (called & event.unique).sum()])


def figures(counts: Sequence[np.ndarray], every: Sequence[Event]) -> dict[str, float]:
    called, false, called_unique = np.sum(counts, axis=0)
    unique = sum(event.unique.sum() for event in every)
    return {
        "only": int(called),
        "false": round(float(false / max(1, called)), 3),
        "told": round(float(called_unique / unique), 3),
    }


def judge(all_: Sequence[Event], columns: Sequence[int]) -> Callable[[int, int], np.ndarray]:
    """Return the odds of an event's candidates by a model fitted without it and another one.

    They are the odds of a right match, calibrated on events of which neither is that other one. The
    last of `all_` are the seeds, for which no figures are computed.
    """
    first = [column for column in columns if column not in LAST]
    count = len(all_) - 1

    @cache
    def weights(out: frozenset[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        remaining = [event for n, event in enumerate(all_) if n not in out]
        rows = np.concatenate([e.features[:, first] for e in remaining])
        core = np.concatenate([e.core for e in remaining])
        weight = np.concatenate(
            [
                np.where(e.right & ~e.core, TOUCHING, 1.0) * (EVENT / len(e.core)) ** 0.5
                for e in remaining
            ]
        )
        mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
        scaled = np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread])
        return mean, spread, logistic(scaled, core, weight, np.zeros(len(rows)), RIDGE)

    def raw(number: int, other: int) -> np.ndarray:
        mean, spread, solution = weights(frozenset((number, other)))
        scaled = (all_[number].features[:, first] - mean) / spread
        return np.asarray(solution[0] + scaled @ solution[1:])

    @cache
    def calibration(other: int) -> np.ndarray:
        numbers = [n for n in range(count) if n != other]
        odds = np.concatenate([raw(n, other) for n in numbers])
        right = np.concatenate([all_[n].right for n in numbers])
        is_near = odds > CALIBRATED_FROM
        rows = np.stack([np.ones(is_near.sum()), odds[is_near]], axis=1)
        return logistic(rows, right[is_near], np.ones(is_near.sum()), np.zeros(is_near.sum()), 0.0)

    def judged(number: int, other: int) -> np.ndarray:
        start, slope = calibration(other)
        return np.asarray(start + slope * raw(number, other))

    return judged


def report(all_: Sequence[Event], layer: str) -> dict[str, object]:
    """Return the bar of a layer, and its figures."""
    every, false = all_[:-1], FALSE[layer]
    numbers = range(len(every))
    judged = judge(all_, LAYERS[layer])
    rows = [rows_of(every[n], judged(n, n)) for n in numbers]
    most = choose_odds(every, left_out_odds(every, rows), false)
    fit = fit_weights(every, rows)
    shipped, held_out, all_held_out = [], [], []
    for number in numbers:
        event = every[number]
        shipped.append(count_called(event, fit.odds(rows_of(event, event.odds[layer])), most))
        other_numbers = [n for n in numbers if n != number]
        remaining = [every[n] for n in other_numbers]
        other_rows = [rows_of(every[n], judged(n, number)) for n in other_numbers]
        odds = fit_weights(remaining, other_rows).odds(rows[number])
        held_out.append(count_called(event, odds, most))
        all_held_out.append(
            count_called(
                event, odds, choose_odds(remaining, left_out_odds(remaining, other_rows), false)
            )
        )
    return {
        **fit.bar(most)._asdict(),
        "shipped": figures(shipped, every),
        "held out": figures(held_out, every),
        "all held out": figures(all_held_out, every),
    }


def main(arguments: Sequence[str]) -> None:
    corpora, sample = events(), seeds()
    if not corpora:
        print("skipped: the annotated events are not there")
        return
    vectors_file = (
        Path(arguments[arguments.index("--vectors") + 1]) if "--vectors" in arguments else None
    )
    read_meaning([*corpora, sample], vectors_file)
    all_ = [event_of(corpus) for corpus in [*corpora, sample]]
    reports = {layer: report(all_, layer) for layer in LAYERS}
    for layer, layer_report in reports.items():
        print(layer, json.dumps(layer_report))
    if "--write" in arguments:
        OUT.write_text(json.dumps(reports, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
