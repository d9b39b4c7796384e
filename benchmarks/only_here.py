"""Chooses the bars by which a sentence is called only here, and writes `only_here.json`.

    python benchmarks/only_here.py [--write] [--vectors FILE]

A sentence has a counterpart if the annotation gives another article's sentence for the same claim
(core), and is unique if none even touches what it says. `false` is the share of what is called only
here that has a counterpart, `told` the share of the unique sentences that is called so. What is
written is chosen by the model as shipped, on all events; `held out` leaves each event out in turn:
its pairs are judged by a model that was fitted and calibrated without it; `bar and all`: its bar is
chosen on the other events, too. The meaning layer must be installed; the data is looked for as
`gold.py` tells.
"""

import json
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fit import CALIBRATED_FROM, EVENT, LAST, LAYERS, RIDGE, TOUCHING, logistic, sigmoid
from gold import Article, Corpus, events, read_meaning, seeds

from tui.collation.sources.uniqueness import Bar, is_only_here
from tui.matching.config import DEFAULT
from tui.matching.features.pair_features import PairFeatureExtractor
from tui.matching.pairs.near_duplicates import find_candidates
from tui.matching.pairs.semantic_features import semantic_features

OUT = Path(__file__).resolve().parent.parent / "tui/collation/sources/only_here.json"
FEWEST_WORDS, PIECE_WORDS = 6, 12
BARS = np.arange(0.30, 0.80, 0.01)
FALSE = {"words": 0.09, "meaning": 0.06}
"""Share of what is called only here that may have a counterpart. By words alone hardly anything
could be called so at the lower one."""
LEAST = -8.0
"""Odds, in logarithms, of a sentence without any pair."""


class Event(NamedTuple):
    """The lines of one event's articles, and their candidates."""

    stated: np.ndarray
    """For each line whether it has a counterpart."""
    unique: np.ndarray
    decidable: np.ndarray
    """Whether it is no scrap, of which nothing is said."""
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
        ats = sorted(pairs.found)
        meaning = dict(semantic_features(one.vectors, other.vectors, ats, DEFAULT))
        for at in ats:
            whole = pairs.whole(at)
            features.append((*whole, *meaning[at]))
            lines.append((numbers[one.name, at[0]], numbers[other.name, at[1]]))
            verdicts.append(corpus.verdict((one, at[0]), (other, at[1])))
            both = model.meaning.odds(whole) + model.meaning_odds(meaning[at])
            odds.append((model.words.odds(whole), both))
    by_words, by_both = np.array(odds).T
    bar = Bar(1.0, FEWEST_WORDS, PIECE_WORDS)
    return Event(
        np.array([not core.isdisjoint(keys) for keys in said]),
        np.array([fair.isdisjoint(keys) for keys in said]),
        np.array([is_only_here(text, 0.0, bar) for text in texts]),
        np.array(features),
        np.array(lines),
        np.array([bool(verdict.found) for verdict in verdicts]),
        np.array([verdict.right > 0 for verdict in verdicts]),
        {"words": by_words, "meaning": by_both},
        by_words >= model.worth_reading,
    )


def _lines(corpus: Corpus) -> list[tuple[Article, int]]:
    return [(a, n) for a in corpus.articles for n in range(len(a.side.lines))]


def likeliest(event: Event, odds: np.ndarray) -> np.ndarray:
    """The probability of each line's likeliest pair among those that matching keeps."""
    best = np.full(len(event.stated), LEAST)
    for side in (0, 1):
        np.maximum.at(best, event.lines[event.kept, side], odds[event.kept])
    return sigmoid(best)


def counted(event: Event, score: np.ndarray, bar: float) -> np.ndarray:
    """How many lines are called only here, how many of them falsely, and how many unique ones."""
    called = (score < bar) & event.decidable
    return np.array([called.sum(), (called & event.stated).sum(), (called & event.unique).sum()])


def figures(counts: Sequence[np.ndarray], every: Sequence[Event]) -> dict[str, float]:
    called, false, told = np.sum(counts, axis=0)
    unique = sum(event.unique.sum() for event in every)
    return {
        "only": int(called),
        "false": round(float(false / max(1, called)), 3),
        "told": round(float(told / unique), 3),
    }


def chosen(every: Sequence[Event], scores: Sequence[np.ndarray], false: float) -> float:
    """The highest bar at which no more than that share is false."""
    fitting = [
        bar
        for bar in BARS
        if figures([counted(e, s, bar) for e, s in zip(every, scores, strict=True)], every)["false"]
        <= false
    ]
    return round(float(max(fitting, default=BARS[0])), 2)


def held_out_odds(every: Sequence[Event], columns: Sequence[int]) -> list[np.ndarray]:
    """The odds of each event's candidates by a model that was fitted without it."""
    first = [column for column in columns if column not in LAST]
    found = []
    for number, event in enumerate(every):
        kept = [other for n, other in enumerate(every) if n != number]
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
        weights = logistic(scaled, core, weight, np.zeros(len(rows)), RIDGE)
        there = (event.features[:, first] - mean) / spread
        found.append(weights[0] + there @ weights[1:])
    return found


def calibrated(every: Sequence[Event], odds: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The same as odds of being right, each event by what the others tell."""
    found = []
    for number in range(len(every)):
        others = [n for n in range(len(every)) if n != number]
        whole = np.concatenate([odds[n] for n in others])
        right = np.concatenate([every[n].right for n in others])
        near = whole > CALIBRATED_FROM
        rows = np.stack([np.ones(near.sum()), whole[near]], axis=1)
        start, slope = logistic(rows, right[near], np.ones(near.sum()), np.zeros(near.sum()), 0.0)
        found.append(start + slope * odds[number])
    return found


def main(arguments: Sequence[str]) -> None:
    corpora, sample = events(), seeds()
    if not corpora:
        print("skipped: the annotated events are not there")
        return
    kept = Path(arguments[arguments.index("--vectors") + 1]) if "--vectors" in arguments else None
    read_meaning([*corpora, sample], kept)
    all_ = [event_of(corpus) for corpus in [*corpora, sample]]
    every = all_[:-1]
    written: dict[str, object] = {}
    for layer, columns in LAYERS.items():
        shipped = [likeliest(event, event.odds[layer]) for event in every]
        bar = chosen(every, shipped, FALSE[layer])
        odds = held_out_odds(all_, columns)[:-1]
        held = [
            likeliest(event, o) for event, o in zip(every, calibrated(every, odds), strict=True)
        ]
        nested = []
        for number, event in enumerate(every):
            rest = [n for n in range(len(every)) if n != number]
            theirs = chosen([every[n] for n in rest], [held[n] for n in rest], FALSE[layer])
            nested.append(counted(event, held[number], theirs))
        written[layer] = {
            "score": bar,
            "fewest_words": FEWEST_WORDS,
            "piece_words": PIECE_WORDS,
            "shipped": figures(
                [counted(e, s, bar) for e, s in zip(every, shipped, strict=True)], every
            ),
            "held out": figures(
                [counted(e, s, bar) for e, s in zip(every, held, strict=True)], every
            ),
            "held out, bar and all": figures(nested, every),
        }
        print(layer, json.dumps(written[layer]))
        for bar in BARS[::4]:
            both = [
                figures([counted(e, s, bar) for e, s in zip(every, some, strict=True)], every)
                for some in (shipped, held)
            ]
            print(f"  {bar:.2f}  shipped {both[0]}  held out {both[1]}")
    if "--write" in arguments:
        OUT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
