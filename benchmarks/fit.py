"""Fits the model that scores matches to annotated news, and writes `model.json`.

    python benchmarks/fit.py [--write] [--vectors FILE]

Events and seeds give the weights; pairs of documents of different events are examples of strangers,
the translations examples of versions of one text. Every figure is of corpora that were left out:
each event in turn, with weights, calibration and threshold chosen on the others; the seeds as one
event; the translations in ten parts by document. The written model is fitted on all. The meaning
layer must be installed; its vectors are kept in FILE, if one is named. `gold.py` says where the
data is looked for.
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
"""Its model is not used here: only candidates and features are computed."""

WORDS = len(PairFeatures._fields)
DOCUMENTS = ("strangeness", "version", "version_outdone", "version_outdone_least")
"""Features of the words about the two documents: weighted last, once the others are fixed."""
DOCUMENTS_IN_MEANING = ("version", "version_outdone")

TOUCHING = 0.1
"""Weight of pairs of which one only touches the claim: neither right nor wrong."""
RIDGE, RIDGE_OF_DOCUMENTS = 3.0, 0.05
STRANGERS, VERSIONS = 8.0, 16.0
"""Weight of all pairs of strangers, and of versions, in events."""
EVENT = 500.0
"""Pairs of an event of middling size: larger ones weigh as the root of their size."""
OTHERS = 4
"""Number of documents about something else with which each translation is compared, too."""
PARTS = 10
PERHAPS_RECALL = 0.95
"""Share of the core pairs that must be matches or perhaps ones: only the rest is only here."""
SURE = 0.9
"""Probability from which a match is sure."""
READING_LOSS = 0.04
"""Share of the matches by meaning that may be lost because their words differ too much."""
SCREEN_LOSS = 0.005
"""Share of the shown pairs that may be lost because costly features are not computed."""


class Pairs(NamedTuple):
    """The candidates of some documents."""

    features: np.ndarray
    """A row each: the features of the words, then those of the meaning."""
    verdicts: Sequence[Verdict]
    core: np.ndarray
    right: np.ndarray
    group: np.ndarray
    """Pairs of one group are left out together."""


class Fit(NamedTuple):
    """A fitted model of one layer."""

    weights: np.ndarray
    """The weight of the start, and of each feature of the layer."""
    columns: Sequence[int]

    def odds(self, features: np.ndarray) -> np.ndarray:
        """Return the odds of each row, in logarithms."""
        return self.weights[0] + features[:, self.columns] @ self.weights[1:]


class Data(NamedTuple):
    """The data to which the model is fitted."""

    events: Sequence[Pairs]
    """The events in order, and after them the seeds."""
    strangers: Pairs
    """Pairs of documents of different events; `group` has the numbers of both events."""
    versions: Pairs
    """Pairs of translations; `group` has the numbers of both documents, equal for one text."""


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
    """Return all candidates of an annotated corpus."""
    return collect_pairs(corpus, combinations(corpus.articles, 2), lambda *_: (0, 0))


def strangers(corpora: Sequence[Corpus]) -> Pairs:
    """Return the candidates of documents of different events."""
    articles = [(number, a) for number, c in enumerate(corpora) for a in c.articles]
    event = {id(article): number for number, article in articles}
    article_pairs = (
        (first, second) for (m, first), (n, second) in combinations(articles, 2) if m != n
    )
    no_claims = Corpus("strangers", (), frozenset(), frozenset())
    return collect_pairs(no_claims, article_pairs, lambda a, b: (event[id(a)], event[id(b)]))


def versions_of(corpus: Corpus) -> Pairs:
    """Return the candidates of each translation with the other one of its text, and with others."""
    half = len(corpus.articles) // 2
    number = {id(article): n for n, article in enumerate(corpus.articles)}
    article_pairs = [
        (corpus.articles[n], corpus.articles[half + (n + m * m) % half])
        for n in range(half)
        for m in range(OTHERS + 1)
    ]
    return collect_pairs(corpus, article_pairs, lambda a, b: (number[id(a)], number[id(b)] - half))


def collect_pairs(
    corpus: Corpus,
    article_pairs: Iterable[tuple[Article, Article]],
    group: Callable[[Article, Article], tuple[int, int]],
) -> Pairs:
    """Return the candidates of pairs of documents, with all features and the annotation."""
    rows, verdicts, groups = [], [], []
    for here, there in article_pairs:
        features = PairFeatureExtractor(
            here.side, there.side, find_candidates(here.side, there.side, JUDGE).overlaps, JUDGE
        )
        candidates = sorted(features.overlaps)
        meaning = dict(semantic_features(here.vectors, there.vectors, candidates, JUDGE))
        for candidate in candidates:
            rows.append((*features.whole(candidate), *meaning[candidate]))
            verdicts.append(corpus.verdict((here, candidate[0]), (there, candidate[1])))
            groups.append(group(here, there))
    return Pairs(
        np.array(rows),
        verdicts,
        np.array([bool(verdict.found) for verdict in verdicts]),
        np.array([verdict.right > 0 for verdict in verdicts]),
        np.array(groups),
    )


# Fitting


def fit_model(
    data: Data,
    columns: Sequence[int],
    event_numbers: Sequence[int],
    documents: Sequence[int] | None = None,
) -> Fit:
    """Return the model of some events, by number, and of some translations (all if None).

    It is fitted in two steps: first the features that distinguish core pairs from unrelated ones
    among accounts of one event; then, with these fixed, the features of the two documents.
    """
    first = [column for column in columns if column not in LAST]
    last = [column for column in columns if column in LAST]
    parts = [data.events[number] for number in event_numbers]
    rows = np.concatenate([part.features for part in parts])
    core = np.concatenate([part.core for part in parts])
    weight = np.concatenate([weights_of(part) for part in parts])
    mean, spread = rows[:, first].mean(axis=0), rows[:, first].std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(rows), 1)), (rows[:, first] - mean) / spread])
    solution = logistic(scaled, core, weight, np.zeros(len(rows)), RIDGE)
    slopes = solution[1:] / spread
    first_fit = Fit(np.array([solution[0] - slopes @ mean, *slopes]), first)
    stranger_rows = data.strangers.features[
        np.isin(data.strangers.group, list(event_numbers)).all(axis=1)
    ]
    selection = slice(None) if documents is None else np.isin(data.versions.group[:, 0], documents)
    version_rows, version_core = data.versions.features[selection], data.versions.core[selection]
    rows = np.concatenate([rows, stranger_rows, version_rows])
    weight = np.concatenate(
        [
            weight,
            np.full(len(stranger_rows), STRANGERS * EVENT / len(stranger_rows)),
            np.full(len(version_rows), VERSIONS * EVENT / len(version_rows)),
        ]
    )
    core = np.concatenate([core, np.zeros(len(stranger_rows), bool), version_core])
    spread = rows[:, last].std(axis=0) + 1e-9
    last_weights = logistic(
        rows[:, last] / spread, core, weight, first_fit.odds(rows), RIDGE_OF_DOCUMENTS
    )
    return Fit(np.concatenate([first_fit.weights, last_weights / spread]), [*first, *last])


def weights_of(part: Pairs) -> np.ndarray:
    """Return the weight of each pair of an event."""
    touching = part.right & ~part.core
    return np.where(touching, TOUCHING, 1.0) * (EVENT / len(part.core)) ** 0.5


_SETTLED = 1e-5
"""Length of the step at which Newton's method ends."""


def logistic(
    rows: np.ndarray, truth: np.ndarray, weight: np.ndarray, offset: np.ndarray, ridge: float
) -> np.ndarray:
    """Return the weights of a logistic model, by Newton's method; no ridge on a column of ones."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], ridge)
    if (rows[:, 0] == 1.0).all():
        penalty[0] = 0.0
    for _ in range(40):
        chance = sigmoid(offset + rows @ weights)
        slope = rows.T @ (weight * (truth - chance)) - penalty * weights
        bend = (rows * (weight * np.maximum(chance * (1 - chance), 1e-6))[:, None]).T @ rows
        step = np.linalg.solve(bend + np.diag(penalty), slope)
        weights += step
        if np.abs(step).max() < _SETTLED:
            break
    return weights


def sigmoid(odds: np.ndarray) -> np.ndarray:
    """Return the probabilities of odds in logarithms."""
    return 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))


def calibrate(odds: Sequence[np.ndarray], parts: Sequence[Pairs]) -> np.ndarray:
    """Return start and slope that turn odds into those of a right match, from left-out events."""
    all_odds = np.concatenate(odds)
    right = np.concatenate([part.right for part in parts])
    is_near = all_odds > CALIBRATED_FROM
    rows = np.stack([np.ones(is_near.sum()), all_odds[is_near]], axis=1)
    return logistic(rows, right[is_near], np.ones(is_near.sum()), np.zeros(is_near.sum()), 0.0)


CALIBRATED_FROM = -3.5
"""Odds, in logarithms, below which no pair is shown, nor used for the calibration."""


# Scoring


def scores(part: Pairs, chance: np.ndarray, core_count: int) -> Scores:
    """Return the scores of a corpus with `core_count` core pairs at each threshold."""
    order = np.argsort(-chance)
    matched: set[frozenset[str]] = set()
    count = []
    for number in order:
        matched |= part.verdicts[number].found
        count.append(len(matched))
    matches = np.cumsum([part.verdicts[number].matches for number in order])
    right = np.cumsum([part.verdicts[number].right for number in order])
    last = np.searchsorted(-chance[order], -THRESHOLDS, side="right") - 1
    has_match = last >= 0
    precision = np.where(has_match, right[last] / matches[last], 0.0)
    recall = np.where(has_match, np.array(count)[last] / core_count, 0.0)
    return Scores(precision, recall, 2 * precision * recall / np.maximum(1e-9, precision + recall))


def best(all_scores: Iterable[Scores]) -> int:
    """Return the number of the threshold at which the smoothed mean f1 is best."""
    mean = np.mean([score.f1 for score in all_scores], axis=0)
    return int(np.argmax(np.convolve(mean, np.ones(7) / 7, "same")[3:-3])) + 3


def calibration(chance: np.ndarray, right: np.ndarray) -> float:
    """Return the mean distance of score and truth in ten equally filled bins, as `events.py`."""
    order = np.argsort(chance)
    bins = np.array_split(order, 10)
    return sum(abs(chance[b].sum() - right[b].sum()) for b in bins if len(b)) / max(1, len(order))


def main(arguments: Sequence[str]) -> None:
    corpora, sample, versions = events(), seeds(), translations()
    if not corpora:
        print("skipped: the annotated events are not there")
        return
    vectors_file = (
        Path(arguments[arguments.index("--vectors") + 1]) if "--vectors" in arguments else None
    )
    read_meaning([*corpora, sample, versions], vectors_file)
    data = Data(
        [*map(pairs_of, corpora), pairs_of(sample)], strangers(corpora), versions_of(versions)
    )
    core_counts = [len(corpus.core) for corpus in [*corpora, sample]]
    report: dict[str, object] = {}
    layers: dict[str, tuple[Fit, list[np.ndarray]]] = {}
    for layer, columns in LAYERS.items():
        report[layer] = held_out_figures(data, columns, core_counts, len(versions.core))
        print(layer, json.dumps(report[layer]), flush=True)
        held_out_odds = [odds_of(data, columns, [number]) for number in range(len(corpora))]
        start, slope = calibrate(held_out_odds, data.events[:-1])
        fit = fit_model(data, columns, range(len(data.events)))
        weights = fit.weights * slope + np.array([start, *[0.0] * len(fit.columns)])
        layers[layer] = (
            fit._replace(weights=weights),
            [start + slope * odds for odds in held_out_odds],
        )
    shipped = shipped_model(data, layers, core_counts)
    shipped["figures"] = report
    if "--write" in arguments:
        OUT.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")


def odds_of(data: Data, columns: Sequence[int], out: Sequence[int]) -> np.ndarray:
    """Return the odds of the pairs of event `out[0]`, by a model without the events `out`."""
    event_numbers = [number for number in range(len(data.events)) if number not in out]
    return fit_model(data, columns, event_numbers).odds(data.events[out[0]].features)


def held_out_figures(
    data: Data, columns: Sequence[int], core_counts: Sequence[int], segments: int
) -> dict[str, object]:
    """Return the figures of a layer on left-out events: everything is chosen on the others."""
    count = len(data.events) - 1
    rows, chances, rights, thresholds = [], [], [], []
    for number in range(count):
        other_numbers = [other_number for other_number in range(count) if other_number != number]
        inner = [odds_of(data, columns, [other_number, number]) for other_number in other_numbers]
        start, slope = calibrate(
            inner, [data.events[other_number] for other_number in other_numbers]
        )
        threshold = best(
            scores(
                data.events[other_number], sigmoid(start + slope * odds), core_counts[other_number]
            )
            for other_number, odds in zip(other_numbers, inner, strict=True)
        )
        chance = sigmoid(start + slope * odds_of(data, columns, [number]))
        event_scores = scores(data.events[number], chance, core_counts[number])
        rows.append(
            [
                event_scores.precision[threshold],
                event_scores.recall[threshold],
                event_scores.f1[threshold],
            ]
        )
        is_match = chance >= THRESHOLDS[threshold]
        chances.append(chance[is_match])
        rights.append(data.events[number].right[is_match])
        thresholds.append(THRESHOLDS[threshold])
    mean, spread = np.mean(rows, axis=0), np.std(rows, axis=0)
    held_out_odds = [odds_of(data, columns, [number]) for number in range(count)]
    start, slope = calibrate(held_out_odds, data.events[:count])
    threshold = best(
        scores(part, sigmoid(start + slope * odds), size)
        for part, odds, size in zip(data.events, held_out_odds, core_counts, strict=False)
    )
    sample = sigmoid(start + slope * odds_of(data, columns, [count]))
    seeds_scored = scores(data.events[count], sample, core_counts[count])
    return {
        "events": dict(zip(("precision", "recall", "f1"), mean.round(3).tolist(), strict=True)),
        "spread of f1": round(float(spread[2]), 3),
        "calibration": round(calibration(np.concatenate(chances), np.concatenate(rights)), 3),
        "thresholds": [round(float(f(thresholds)), 2) for f in (min, np.mean, max)],
        "seeds f1": round(float(seeds_scored.f1[threshold]), 3),
        "seeds f1 at their own best threshold": round(float(seeds_scored.f1.max()), 3),
        "translations f1": held_out_versions(
            data, columns, (start, slope), THRESHOLDS[threshold], segments
        ),
    }


def held_out_versions(
    data: Data,
    columns: Sequence[int],
    calibration_: tuple[float, float],
    threshold: float,
    segments: int,
) -> float:
    """Return f1 on the translations, in ten parts by document, as `translations.py` counts."""
    versions = data.versions
    is_own_version = versions.group[:, 0] == versions.group[:, 1]
    documents = np.unique(versions.group[:, 0])
    matched: set[frozenset[str]] = set()
    right = wrong = 0.0
    for part in range(PARTS):
        out = documents[part::PARTS]
        fit = fit_model(data, columns, range(len(data.events)), np.setdiff1d(documents, out))
        is_held_out = np.isin(versions.group[:, 0], out)
        chance = sigmoid(
            calibration_[0] + calibration_[1] * fit.odds(versions.features[is_held_out])
        )
        for number in np.flatnonzero(is_held_out)[chance >= threshold]:
            verdict = versions.verdicts[number]
            matched |= verdict.found
            scale = 1.0 if is_own_version[number] else (len(documents) - 1) / OTHERS
            right += scale * verdict.right
            wrong += scale * (verdict.matches - verdict.right)
    precision, recall = right / max(1.0, right + wrong), len(matched) / segments
    return round(2 * precision * recall / max(1e-9, precision + recall), 3)


def shipped_model(
    data: Data, layers: dict[str, tuple[Fit, list[np.ndarray]]], core_counts: Sequence[int]
) -> dict[str, object]:
    """Return the model for the program: weights fitted on all, thresholds from left-out data."""
    all_scores = [
        scores(part, sigmoid(odds), size)
        for _, held_out_odds in layers.values()
        for part, odds, size in zip(data.events, held_out_odds, core_counts, strict=False)
    ]
    threshold = float(THRESHOLDS[best(all_scores)])
    count = len(data.events) - 1
    perhaps = min(
        perhaps_from(data.events[:count], [sigmoid(odds) for odds in held_out_odds])
        for _, held_out_odds in layers.values()
    )
    words, meaning = layers["words"][0], layers["meaning"][0]
    parts = {
        name: dict(zip(fit.columns, fit.weights[1:].tolist(), strict=True))
        for name, fit in (("words", words), ("meaning", meaning))
    }
    features = np.concatenate([part.features for part in data.events])
    odds = words.odds(features)
    matches = meaning.odds(features) >= np.log(threshold / (1 - threshold))
    perhaps_odds = np.log(perhaps / (1 - perhaps))
    worth_reading = min(perhaps_odds, float(np.quantile(odds[matches], READING_LOSS)))
    cheap = np.hstack([np.ones((len(features), 1)), features[:, :CHEAP]])
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
    """Return the greatest probability that enough of the core pairs reach."""
    core = np.concatenate([chance[part.core] for part, chance in zip(parts, chances, strict=True)])
    return float(np.quantile(core, 1 - PERHAPS_RECALL))


if __name__ == "__main__":
    main(sys.argv[1:])
