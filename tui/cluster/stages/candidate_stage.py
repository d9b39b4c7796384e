"""The stage of candidates: the texts worth comparing, by a shuffle of their fingerprints.

Each stem pair belongs to one bucket, so a bucket has all documents of its stem pairs, and finds the
same candidates by them as one machine. Stem pairs that too many documents have belong to no bucket:
sentences with several of them are shuffled by the words that they draw.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

import pyarrow as pa
from pyspark import Broadcast
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import (
    Row,
    groups_of,
    map_batches,
    map_rows,
    partition_by_key,
    signed,
)
from tui.cluster.stages.stem_pair_filter import is_in_filter, make_filter
from tui.index.cache.document_record import unpack_record
from tui.matching.candidates.document_pairs import partial_candidates
from tui.matching.candidates.fingerprint import Fingerprint
from tui.matching.candidates.minhash import MinHasher, MinHashIndex, frequent_pair_sentences
from tui.matching.candidates.sentence_sketches import SentenceSketches
from tui.matching.config import DEFAULT

PAIRS = {"one": "int", "two": "int"}
_COUNTED = {"one": "int", "two": "int", "shared": "int"}
_PARTS = {"bucket": "bigint", "text": "int", "part": "binary"}
_LINE_BITS = 16
_LINE = (1 << _LINE_BITS) - 1
_BUCKET_TEXTS = 20_000
"""Texts for each bucket, about: its parts of their fingerprints have some 50 MB."""


class StemPairs(NamedTuple):
    """The stem pairs of a corpus by the number of documents that have them."""

    bits: bytes
    """The filter of the stem pairs that several documents have, but not too many."""
    frequent: frozenset[int]
    """The stem pairs that too many documents have."""


def find_candidates(
    texts: DataFrame, documents: int, boilerplate: frozenset[int], partitions: int
) -> DataFrame:
    """Return the pairs of texts worth comparing, by number, the lesser first.

    Args:
        texts: Texts, each with its number `text` and its `record`.
        documents: Their number.
        boilerplate: Sentences that select no candidates.
        partitions: Partitions of the shuffles.
    """
    session = texts.sparkSession
    if documents <= DEFAULT.few:
        numbers = sorted(row["text"] for row in texts.select("text").collect())
        pairs = list(combinations(numbers, 2))
        return session.createDataFrame(pairs, "one int, two int")
    context = session.sparkContext
    lines = context.broadcast(boilerplate)
    counts = (
        map_batches(texts.select("record"), partial(_list_stem_pairs, lines), {"pair": "bigint"})
        .groupBy("pair")
        .count()
        .where("count > 1")
        .persist()
    )
    most = DEFAULT.max_stem_pair_documents
    frequent = frozenset(row["pair"] for row in counts.where(f"count > {most}").collect())
    bits = bytes(make_filter(counts.where(f"count <= {most}").select("pair"), partitions))
    counts.unpersist()
    stem_pairs = context.broadcast(StemPairs(bits, frequent))
    buckets = max(partitions, documents // _BUCKET_TEXTS + 1)
    fingerprints = texts.select("text", "record")
    parts = map_rows(fingerprints, partial(_list_parts, lines, stem_pairs, buckets), _PARTS)
    by_bucket = partition_by_key(parts, buckets, "bucket", "text")
    shared = map_rows(by_bucket, partial(_list_candidates, buckets, documents), _COUNTED)
    enough = DEFAULT.min_shared_stem_pairs
    by_stems = shared.groupBy("one", "two").agg(sql.sum("shared").alias("shared"))
    return (
        by_stems.where(f"shared >= {enough}")
        .select("one", "two")
        .union(_pairs_by_sentences(texts, lines))
        .distinct()
    )


def _pairs_by_sentences(texts: DataFrame, lines: "Broadcast[frozenset[int]]") -> DataFrame:
    """Return the pairs of texts that have a whole sentence in common."""
    sentences = map_rows(
        texts.select("text", "record"),
        partial(_list_sentences, lines),
        {"text": "int", "sentence": "bigint"},
    )
    by_sentence = sentences.groupBy("sentence").agg(sql.collect_list("text").alias("texts"))
    groups = (
        by_sentence.where("size(texts) > 1")
        .select(sql.sort_array("texts").alias("texts"))
        .distinct()
    )
    return map_rows(groups, _list_pairs, PAIRS).distinct()


def _list_pairs(rows: Iterable[Row]) -> Iterator[Row]:
    for (numbers,) in rows:
        yield from combinations(numbers, 2)


def _list_sentences(lines: "Broadcast[frozenset[int]]", rows: Iterable[Row]) -> Iterator[Row]:
    for text, record in rows:
        for sentence in _fingerprint(record, lines.value).sentences:
            yield text, signed(sentence)


def _fingerprint(record: bytes, boilerplate: frozenset[int]) -> Fingerprint:
    """Return the fingerprint in a record, without boilerplate."""
    return unpack_record(record).fingerprint.without(boilerplate)


def _list_stem_pairs(
    lines: "Broadcast[frozenset[int]]", batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Yield the stem pairs of each text, each once."""
    for batch in batches:
        pairs = array("q")
        for record in batch.column(0):
            pairs.extend(_fingerprint(record.as_py(), lines.value).stem_pair_set())
        column = pa.Array.from_buffers(pa.int64(), len(pairs), [None, pa.py_buffer(pairs)])
        yield pa.RecordBatch.from_arrays([column], ["pair"])


def _list_parts(
    lines: "Broadcast[frozenset[int]]",
    stem_pairs: "Broadcast[StemPairs]",
    buckets: int,
    rows: Iterable[Row],
) -> Iterator[Row]:
    """Yield the parts of each text's fingerprint for the buckets that need them.

    The first `buckets` buckets are those of stem pairs. Each draw of words has as many after them.
    """
    bits, frequent = stem_pairs.value
    frequent_pairs = {pair: pair for pair in frequent}
    hashers = [MinHasher(draw) for draw in range(DEFAULT.draws)] if frequent else []
    for text, record in rows:
        fingerprint = _fingerprint(record, lines.value)
        by_bucket: defaultdict[int, list[int]] = defaultdict(list)
        for located in fingerprint.stem_pairs:
            pair = located >> _LINE_BITS
            if is_in_filter(bits, pair) and pair not in frequent:
                by_bucket[pair % buckets].append(located)
        sentences = (
            frequent_pair_sentences(fingerprint, frequent_pairs, DEFAULT) if frequent else ()
        )
        for line, pairs in sentences:
            tokens = fingerprint.tokens[fingerprint.starts[line] : fingerprint.starts[line + 1]]
            for draw, hasher in enumerate(hashers):
                drawn = array("I", hasher.signature(tokens, DEFAULT.drawn))
                bucket = buckets * (1 + draw) + crc32(drawn.tobytes()) % buckets
                by_bucket[bucket] += (pair << _LINE_BITS | line for pair in pairs)
        for bucket, located_pairs in by_bucket.items():
            yield bucket, text, pack_part(fingerprint, sorted(located_pairs))


def pack_part(fingerprint: Fingerprint, located: Sequence[int]) -> bytes:
    """Return as bytes some stem pairs of a fingerprint, and the tokens of their sentences."""
    lines = sorted({pair & _LINE for pair in located})
    numbers = {line: number for number, line in enumerate(lines)}
    pairs = array("Q", (pair & ~_LINE | numbers[pair & _LINE] for pair in located))
    tokens, starts = array("I"), array("I", [0])
    for line in lines:
        tokens += array(
            "I", fingerprint.tokens[fingerprint.starts[line] : fingerprint.starts[line + 1]]
        )
        starts.append(len(tokens))
    head = array("I", (len(pairs), len(starts)))
    return head.tobytes() + pairs.tobytes() + starts.tobytes() + tokens.tobytes()


def unpack_part(data: bytes) -> Fingerprint:
    """Return a fingerprint that has only the data of `pack_part`."""
    head, pairs, starts, tokens = array("I"), array("Q"), array("I"), array("I")
    head.frombytes(data[:8])
    end = 8 + 8 * head[0]
    pairs.frombytes(data[8:end])
    starts.frombytes(data[end : end + 4 * head[1]])
    tokens.frombytes(data[end + 4 * head[1] :])
    empty = array("Q")
    return Fingerprint(b"", (), (), pairs, empty, empty, empty, empty, empty, tokens, starts)


def _list_candidates(buckets: int, documents: int, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the candidates of each bucket, with the number of stem pairs that they share.

    All stem pairs in a bucket of words drawn are frequent ones.
    """
    for bucket, bucket_rows in groups_of(rows):
        texts: list[int] = []
        fingerprints: list[Fingerprint] = []
        for _, text, part in bucket_rows:
            texts.append(text)
            fingerprints.append(unpack_part(part))
        enough = DEFAULT.min_shared_stem_pairs
        if bucket < buckets:
            candidates = partial_candidates(fingerprints, documents)
            similar: Iterable[tuple[int, int]] = candidates.similar
            for (first, second), shared in candidates.shared.items():
                yield texts[first], texts[second], shared
        else:
            lines = SentenceSketches(fingerprints)
            frequent = set[int]().union(*(part.stem_pair_set() for part in fingerprints))
            index = MinHashIndex(fingerprints, lines, frequent, DEFAULT)
            draw = bucket // buckets - 1
            similar = index.document_pairs(range(len(texts)), (), [draw])
        for first, second in similar:
            yield texts[first], texts[second], enough
