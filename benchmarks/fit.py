"""Fits the model by which matches are judged, from annotated news, and writes `model.json`.

    python benchmarks/fit.py [--write] [--vectors FILE]

Events and seeds give the weights; pairs of documents of different events say what strangers look
like, the translations what versions of one text do. Every figure is of corpora that were left out:
each event in turn, with weights, calibration and threshold chosen on the others; the seeds as one
event; the translations in ten parts by document. What is written is fitted on all. The meaning
layer must be installed; what it read is kept in FILE, if one is named. The data is looked for as
`gold.py` tells.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from gold import Article, Corpus, Verdict, events, read_meaning, seeds, translations

from tui.matching.config import LogisticWeights, MatchingConfig, PairModel
from tui.matching.features.pair_features import CHEAP, PairFeatureExtractor, PairFeatures
from tui.matching.pairs.near_duplicates import find_candidates
from tui.matching.pairs.semantic_features import SemanticFeatures, semantic_features

OUT = Path(__file__).resolve().parent.parent / "tui/matching/model.json"
NOTHING = LogisticWeights(0.0, ())
JUDGE = MatchingConfig(model=PairModel(NOTHING, NOTHING, NOTHING, NOTHING, 0.0, 0.0, 0.5, 0.9, 0.1))
"""Its model is asked for nothing here: only candidates and features are worked out."""

WORDS = len(PairFeatures._fields)
DOCUMENTS = ("strangeness", "version", "version_outdone", "version_outdone_least")
"""Features of the words that speak of the two documents: weighed last, the others being settled."""
DOCUMENTS_IN_MEANING = ("version", "version_outdone")

TOUCHING = 0.1
"""Weight of pairs of which one only touches the claim: neither right nor quite wrong."""
RIDGE, RIDGE_OF_DOCUMENTS = 3.0, 0.05
STRANGERS, VERSIONS = 8.0, 16.0
"""Weight of all pairs of strangers, and of versions, in events."""
EVENT = 500.0
"""Pairs of an event of middling size: larger ones weigh as the root of their size."""
OTHERS = 4
"""Documents each translation is also compared with, that say something else."""
PARTS = 10
PERHAPS_RECALL = 0.95
"""Share of the core pairs that must be matches or perhaps ones: only the rest is only here."""
SURE = 0.9
"""Probability from which a match is sure."""
READING_LOSS = 0.04
"""Share of the matches by meaning that may be lost for their words are too unlike to be read."""
SCREEN_LOSS = 0.005
"""Share of what is shown that may be lost for want of the features that cost more."""


class Pairs(NamedTuple):
    """The candidates of some documents."""

    features: np.ndarray
    """A row each: the features of the words, then those of the meaning."""
    verdicts: Sequence[Verdict]
    core: np.ndarray
    right: np.ndarray
    group: np.ndarray
    """What is left out together with what."""


class Fit(NamedTuple):
    """A fitted model of one layer."""

    weights: np.ndarray
    """Of the start and of each feature that the layer has."""
    columns: Sequence[int]

    def odds(self, features: np.ndarray) -> np.ndarray:
        """Of each row, in logarithms."""
        return self.weights[0] + features[:, self.columns] @ self.weights[1:]


class Data(NamedTuple):
    """All that is fitted on."""

    events: Sequence[Pairs]
    """The events in order, and after them the seeds."""
    strangers: Pairs
    """Of documents of different events; `group` has both events' numbers."""
    versions: Pairs
    """Of translations; `group` has the number of the document here, and whether it is its own."""


class Scores(NamedTuple):
    """Precision, recall and f1 at each of `THRESHOLDS`."""

    precision: np.ndarray
    recall: np.ndarray
    f1: np.ndarray


LAYERS = {
    "words": list(range(WORDS)),
    "meaning": list(range(WORDS + len(SemanticFeatures._fields))),
}
LAST = [PairFeatures._fields.index(name) for name in DOCUMENTS] + [
    WORDS + SemanticFeatures._fields.index(name) for name in DOCUMENTS_IN_MEANING
]
THRESHOLDS = np.linspace(0.3, 0.95, 66)


def pairs_of(corpus: Corpus) -> Pairs:
    """All candidates of an annotated corpus."""
    return gathered(corpus, combinations(corpus.articles, 2), lambda *_: (0, 0))


def strangers(corpora: Sequence[Corpus]) -> Pairs:
    """The candidates of documents of different events."""
    everyone = [(number, a) for number, c in enumerate(corpora) for a in c.articles]
    event = {id(article): number for number, article in everyone}
    between = ((one, two) for (m, one), (n, two) in combinations(everyone, 2) if m != n)
    nothing = Corpus("strangers", (), frozenset(), frozenset())
    return gathered(nothing, between, lambda a, b: (event[id(a)], event[id(b)]))


def versions_of(corpus: Corpus) -> Pairs:
    """The candidates of each translation with its own other one, and with some others."""
    half = len(corpus.articles) // 2
    number = {id(article): n for n, article in enumerate(corpus.articles)}
    between = [
        (corpus.articles[n], corpus.articles[half + (n + m * m) % half])
        for n in range(half)
        for m in range(OTHERS + 1)
    ]
    return gathered(corpus, between, lambda a, b: (number[id(a)], number[id(b)] - half))


def gathered(
    corpus: Corpus,
    between: Iterable[tuple[Article, Article]],
    group: Callable[[Article, Article], tuple[int, int]],
) -> Pairs:
    """The candidates of some pairs of documents, with all features and the annotation."""
    rows, verdicts, groups = [], [], []
    for here, there in between:
        features = PairFeatureExtractor(
            here.side, there.side, find_candidates(here.side, there.side, JUDGE).overlaps, JUDGE
        )
        ats = sorted(features.overlaps)
        meaning = dict(semantic_features(here.vectors, there.vectors, ats, JUDGE))
        for at in ats:
            rows.append((*features.whole(at), *meaning[at]))
            verdicts.append(corpus.verdict((here, at[0]), (there, at[1])))
            groups.append(group(here, there))
    return Pairs(
        np.array(rows),
        verdicts,
        np.array([bool(verdict.found) for verdict in verdicts]),
        np.array([verdict.right > 0 for verdict in verdicts]),
        np.array(groups),
    )


# Fitting


def fitted(
    data: Data, columns: Sequence[int], kept: Sequence[int], documents: Sequence[int] | None = None
) -> Fit:
    """The model of some of the events, by number, and of some of the translations, if not all.

    Two steps: first what tells core pairs from unrelated ones among accounts of one event; then,
    that being settled, what the two documents say of it.
    """
    first = [column for column in columns if column not in LAST]
    last = [column for column in columns if column in LAST]
    parts = [data.events[number] for number in kept]
    rows = np.concatenate([part.features for part in parts])
    core = np.concatenate([part.core for part in parts])
    weight = np.concatenate([weights_of(part) for part in parts])
    mean, spread = rows[:, first].mean(axis=0), rows[:, first].std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(rows), 1)), (rows[:, first] - mean) / spread])
    found = logistic(scaled, core, weight, np.zeros(len(rows)), RIDGE)
    slopes = found[1:] / spread
    settled = Fit(np.array([found[0] - slopes @ mean, *slopes]), first)
    apart = data.strangers.features[np.isin(data.strangers.group, list(kept)).all(axis=1)]
    own = slice(None) if documents is None else np.isin(data.versions.group[:, 0], documents)
    alike, same = data.versions.features[own], data.versions.core[own]
    rows = np.concatenate([rows, apart, alike])
    weight = np.concatenate(
        [
            weight,
            np.full(len(apart), STRANGERS * EVENT / len(apart)),
            np.full(len(alike), VERSIONS * EVENT / len(alike)),
        ]
    )
    core = np.concatenate([core, np.zeros(len(apart), bool), same])
    spread = rows[:, last].std(axis=0) + 1e-9
    more = logistic(rows[:, last] / spread, core, weight, settled.odds(rows), RIDGE_OF_DOCUMENTS)
    return Fit(np.concatenate([settled.weights, more / spread]), [*first, *last])


def weights_of(part: Pairs) -> np.ndarray:
    """The weight of each pair of an event."""
    touching = part.right & ~part.core
    return np.where(touching, TOUCHING, 1.0) * (EVENT / len(part.core)) ** 0.5


_SETTLED = 1e-5
"""Steps of Newton's method less than this change nothing any more."""


def logistic(
    rows: np.ndarray, truth: np.ndarray, weight: np.ndarray, offset: np.ndarray, ridge: float
) -> np.ndarray:
    """The weights of a logistic model, by Newton's method; a first column of ones is not shrunk."""
    found = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], ridge)
    if (rows[:, 0] == 1.0).all():
        penalty[0] = 0.0
    for _ in range(40):
        chance = sigmoid(offset + rows @ found)
        slope = rows.T @ (weight * (truth - chance)) - penalty * found
        bend = (rows * (weight * np.maximum(chance * (1 - chance), 1e-6))[:, None]).T @ rows
        step = np.linalg.solve(bend + np.diag(penalty), slope)
        found += step
        if np.abs(step).max() < _SETTLED:
            break
    return found


def sigmoid(odds: np.ndarray) -> np.ndarray:
    """The probability of some odds, in logarithms."""
    return 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))


def calibrated(odds: Sequence[np.ndarray], parts: Sequence[Pairs]) -> np.ndarray:
    """Start and slope that make odds those of being right, from events that were left out."""
    whole = np.concatenate(odds)
    right = np.concatenate([part.right for part in parts])
    near = whole > CALIBRATED_FROM
    rows = np.stack([np.ones(near.sum()), whole[near]], axis=1)
    return logistic(rows, right[near], np.ones(near.sum()), np.zeros(near.sum()), 0.0)


CALIBRATED_FROM = -3.5
"""Odds, in logarithms, below which no pair is shown, so that nothing is calibrated."""


# Scoring


def scores(part: Pairs, chance: np.ndarray, most: int) -> Scores:
    """How well a corpus with `most` core pairs is matched at each threshold."""
    order = np.argsort(-chance)
    found: set[frozenset[str]] = set()
    count = []
    for number in order:
        found |= part.verdicts[number].found
        count.append(len(found))
    matches = np.cumsum([part.verdicts[number].matches for number in order])
    right = np.cumsum([part.verdicts[number].right for number in order])
    last = np.searchsorted(-chance[order], -THRESHOLDS, side="right") - 1
    some = last >= 0
    precision = np.where(some, right[last] / matches[last], 0.0)
    recall = np.where(some, np.array(count)[last] / most, 0.0)
    return Scores(precision, recall, 2 * precision * recall / np.maximum(1e-9, precision + recall))


def best(each: Iterable[Scores]) -> int:
    """The number of the threshold at which the mean f1, smoothed, is best."""
    mean = np.mean([scored.f1 for scored in each], axis=0)
    return int(np.argmax(np.convolve(mean, np.ones(7) / 7, "same")[3:-3])) + 3


def calibration(chance: np.ndarray, right: np.ndarray) -> float:
    """The mean distance of score and truth in ten equally filled bins, as `events.py` has it."""
    order = np.argsort(chance)
    bins = np.array_split(order, 10)
    return sum(abs(chance[b].sum() - right[b].sum()) for b in bins if len(b)) / max(1, len(order))


def main(arguments: Sequence[str]) -> None:
    corpora, sample, versions = events(), seeds(), translations()
    if not corpora:
        print("skipped: the annotated events are not there")
        return
    kept = Path(arguments[arguments.index("--vectors") + 1]) if "--vectors" in arguments else None
    read_meaning([*corpora, sample, versions], kept)
    data = Data(
        [*map(pairs_of, corpora), pairs_of(sample)], strangers(corpora), versions_of(versions)
    )
    most = [len(corpus.core) for corpus in [*corpora, sample]]
    report: dict[str, object] = {}
    layers: dict[str, tuple[Fit, list[np.ndarray]]] = {}
    for layer, columns in LAYERS.items():
        report[layer] = left_out(data, columns, most, len(versions.core))
        print(layer, json.dumps(report[layer]), flush=True)
        held = [odds_of(data, columns, [number]) for number in range(len(corpora))]
        start, slope = calibrated(held, data.events[:-1])
        fit = fitted(data, columns, range(len(data.events)))
        weights = fit.weights * slope + np.array([start, *[0.0] * len(fit.columns)])
        layers[layer] = fit._replace(weights=weights), [start + slope * odds for odds in held]
    shipped = shipped_model(data, layers, most)
    shipped["figures"] = report
    if "--write" in arguments:
        OUT.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")


def odds_of(data: Data, columns: Sequence[int], out: Sequence[int]) -> np.ndarray:
    """The odds of the pairs of the first event that is left `out`, all these being left out."""
    kept = [number for number in range(len(data.events)) if number not in out]
    return fitted(data, columns, kept).odds(data.events[out[0]].features)


def left_out(
    data: Data, columns: Sequence[int], most: Sequence[int], segments: int
) -> dict[str, object]:
    """The figures of one layer on what was left out: all that is chosen is chosen on the rest."""
    count = len(data.events) - 1
    rows, chances, rights, thresholds = [], [], [], []
    for number in range(count):
        others = [other for other in range(count) if other != number]
        inner = [odds_of(data, columns, [other, number]) for other in others]
        start, slope = calibrated(inner, [data.events[other] for other in others])
        threshold = best(
            scores(data.events[other], sigmoid(start + slope * odds), most[other])
            for other, odds in zip(others, inner, strict=True)
        )
        chance = sigmoid(start + slope * odds_of(data, columns, [number]))
        scored = scores(data.events[number], chance, most[number])
        rows.append([scored.precision[threshold], scored.recall[threshold], scored.f1[threshold]])
        shown = chance >= THRESHOLDS[threshold]
        chances.append(chance[shown])
        rights.append(data.events[number].right[shown])
        thresholds.append(THRESHOLDS[threshold])
    mean, spread = np.mean(rows, axis=0), np.std(rows, axis=0)
    held = [odds_of(data, columns, [number]) for number in range(count)]
    start, slope = calibrated(held, data.events[:count])
    threshold = best(
        scores(part, sigmoid(start + slope * odds), size)
        for part, odds, size in zip(data.events, held, most, strict=False)
    )
    sample = sigmoid(start + slope * odds_of(data, columns, [count]))
    seeds_scored = scores(data.events[count], sample, most[count])
    return {
        "events": dict(zip(("precision", "recall", "f1"), mean.round(3).tolist(), strict=True)),
        "spread of f1": round(float(spread[2]), 3),
        "calibration": round(calibration(np.concatenate(chances), np.concatenate(rights)), 3),
        "thresholds": [round(float(f(thresholds)), 2) for f in (min, np.mean, max)],
        "seeds f1": round(float(seeds_scored.f1[threshold]), 3),
        "seeds f1 at their own best threshold": round(float(seeds_scored.f1.max()), 3),
        "translations f1": versions_left_out(
            data, columns, (start, slope), THRESHOLDS[threshold], segments
        ),
    }


def versions_left_out(
    data: Data,
    columns: Sequence[int],
    calibration_: tuple[float, float],
    threshold: float,
    segments: int,
) -> float:
    """F1 on the translations, in ten parts by document, as `translations.py` counts."""
    versions = data.versions
    own = versions.group[:, 0] == versions.group[:, 1]
    documents = np.unique(versions.group[:, 0])
    found: set[frozenset[str]] = set()
    right = wrong = 0.0
    for part in range(PARTS):
        out = documents[part::PARTS]
        fit = fitted(data, columns, range(len(data.events)), np.setdiff1d(documents, out))
        mine = np.isin(versions.group[:, 0], out)
        chance = sigmoid(calibration_[0] + calibration_[1] * fit.odds(versions.features[mine]))
        for number in np.flatnonzero(mine)[chance >= threshold]:
            verdict = versions.verdicts[number]
            found |= verdict.found
            scale = 1.0 if own[number] else (len(documents) - 1) / OTHERS
            right += scale * verdict.right
            wrong += scale * (verdict.matches - verdict.right)
    precision, recall = right / max(1.0, right + wrong), len(found) / segments
    return round(2 * precision * recall / max(1e-9, precision + recall), 3)


def shipped_model(
    data: Data, layers: dict[str, tuple[Fit, list[np.ndarray]]], most: Sequence[int]
) -> dict[str, object]:
    """What the program reads: weights fitted on all, thresholds from what was left out."""
    each = [
        scores(part, sigmoid(odds), size)
        for _, held in layers.values()
        for part, odds, size in zip(data.events, held, most, strict=False)
    ]
    threshold = float(THRESHOLDS[best(each)])
    count = len(data.events) - 1
    perhaps = min(
        perhaps_from(data.events[:count], [sigmoid(odds) for odds in held])
        for _, held in layers.values()
    )
    words, meaning = layers["words"][0], layers["meaning"][0]
    parts = {
        name: dict(zip(fit.columns, fit.weights[1:].tolist(), strict=True))
        for name, fit in (("words", words), ("meaning", meaning))
    }
    whole = np.concatenate([part.features for part in data.events])
    odds = words.odds(whole)
    matches = meaning.odds(whole) >= np.log(threshold / (1 - threshold))
    least = np.log(perhaps / (1 - perhaps))
    worth_reading = min(least, float(np.quantile(odds[matches], READING_LOSS)))
    cheap = np.hstack([np.ones((len(whole), 1)), whole[:, :CHEAP]])
    screen = np.linalg.lstsq(cheap, odds, rcond=None)[0]
    screened = float(np.quantile((cheap @ screen)[odds >= worth_reading], SCREEN_LOSS))

    def named(start: float, names: Sequence[str], weights: Iterable[float]) -> dict[str, object]:
        rounded = (round(float(weight), 5) for weight in weights)
        return {"start": round(float(start), 5), "weights": dict(zip(names, rounded, strict=True))}

    fields = PairFeatures._fields
    return {
        "about": "Fitted and written by benchmarks/fit.py on events, seeds and translations.",
        "fitted": datetime.now(UTC).date().isoformat(),
        "words": named(words.weights[0], fields, (parts["words"][n] for n in range(WORDS))),
        "meaning": named(meaning.weights[0], fields, (parts["meaning"][n] for n in range(WORDS))),
        "added": named(
            0.0,
            SemanticFeatures._fields,
            (parts["meaning"][WORDS + n] for n in range(len(SemanticFeatures._fields))),
        ),
        "screen": named(screen[0], fields[:CHEAP], screen[1:]),
        "screened": round(screened, 3),
        "worth_reading": round(worth_reading, 3),
        "threshold": round(threshold, 3),
        "sure": SURE,
        "perhaps": round(perhaps, 3),
    }


def perhaps_from(parts: Sequence[Pairs], chances: Sequence[np.ndarray]) -> float:
    """The greatest probability so that of the core pairs few enough fall short of it."""
    core = np.concatenate([chance[part.core] for part, chance in zip(parts, chances, strict=True)])
    return float(np.quantile(core, 1 - PERHAPS_RECALL))


if __name__ == "__main__":
    main(sys.argv[1:])
