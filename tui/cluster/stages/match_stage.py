"""The stage of matches: passages that say the same, from the comparisons of their texts."""

from collections.abc import Iterator, Mapping
from functools import partial

from pyspark import Broadcast
from pyspark.sql import DataFrame

from tui.cluster.dataflow.frames import Row
from tui.cluster.dataflow.pair_tasks import assign_tasks, map_pairs
from tui.index.cache.comparison_cache import unpack_comparison
from tui.index.cache.document_record import unpack_record
from tui.matching.candidates.fingerprint import Fingerprint
from tui.matching.matches import KIND_NUMBERS
from tui.matching.pipeline import (
    ComparisonTable,
    CorpusDocument,
    CorpusFacts,
    keys_of,
    pair_matches,
)

MATCHES = {
    "is_reuse": "boolean",
    "article": "int",
    "start": "int",
    "end": "int",
    "other": "int",
    "other_start": "int",
    "other_end": "int",
    "score": "double",
    "kind": "tinyint",
    "is_match": "boolean",
}
"""Columns of matches, whose passages are in `start`, and of reused ranges."""


def find_matches(
    pairs: DataFrame, count: int, texts: DataFrame, boilerplate: Mapping[int, int]
) -> DataFrame:
    """Return the matches and the reused ranges, from both sides.

    Args:
        pairs: Pairs of texts, by number, with their comparison: `one`, `two`, `value`.
        count: Their number.
        texts: Texts, each with its number `text` and its record as `value`.
        boilerplate: The number of documents that have each sentence of boilerplate.
    """
    lines = pairs.sparkSession.sparkContext.broadcast(dict(boilerplate))
    assigned = assign_tasks(pairs, count)
    return map_pairs(assigned, texts, _fingerprint, partial(_list_matches, lines), MATCHES)


def _fingerprint(record: bytes) -> Fingerprint:
    return unpack_record(record).fingerprint


def _list_matches(
    lines: "Broadcast[dict[int, int]]", texts: dict[int, Fingerprint], pairs: list[Row]
) -> Iterator[Row]:
    facts = CorpusFacts(boilerplate=lines.value)
    documents = {number: CorpusDocument(str(number), text) for number, text in texts.items()}
    for first, second, value in pairs:
        comparison = unpack_comparison(value)
        if comparison is None:
            raise ValueError("a kept comparison is damaged; remove the folder of stages")
        here, there = documents[first], documents[second]
        comparisons = ComparisonTable(facts)
        comparisons.add(keys_of(here, there), comparison)
        yield from _list_rows(here, there, comparisons)
        yield from _list_rows(there, here, comparisons)


def _list_rows(
    here: CorpusDocument, there: CorpusDocument, comparisons: ComparisonTable
) -> Iterator[Row]:
    """Yield the matches and the reused ranges of a pair, from the side of `here`."""
    article, other = int(here.document), int(there.document)
    pair = pair_matches(here, there, comparisons)
    for matches, is_match in ((pair.matches, True), (pair.near_misses, False)):
        for match in matches:
            yield (
                *(False, article, match.here.passage, 0, other, match.there.passage, 0),
                *(match.score, KIND_NUMBERS[match.kind], is_match),
            )
    for reuse in pair.reused_ranges:
        yield True, article, *reuse.here.span, other, *reuse.there.span, 0.0, 0, False
