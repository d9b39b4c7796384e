"""The stage of candidates: which texts are worth comparing, by a shuffle of their fingerprints.

Each stem pair belongs to one bucket, so a bucket has all documents of its stem pairs, and finds the
candidates that these lead to as one machine does. Stem pairs that too many documents have are in no
bucket: sentences with several of them are shuffled by the words that they draw.
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

from tui.cluster.dataflow.frames import Row, groups_of, map_batches, map_rows, signed, together
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
"""Texts for which there is one bucket more: its parts of them have some 50 MB."""


class StemPairs(NamedTuple):
    """What the stem pairs of a corpus are known to be."""

    bits: bytes
    """The filter of those that several documents have, but not too many."""
    frequent: frozenset[int]
    """Those that too many have."""


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
        every = list(combinations(numbers, 2))
        return session.createDataFrame(every, "one int, two int")
    context = session.sparkContext
    lines = context.broadcast(boilerplate)
    counts = (
        map_batches(texts.select("record"), partial(_stem_pairs, lines), {"pair": "bigint"})
        .groupBy("pair")
        .count()
        .where("count > 1")
        .persist()
    )
    most = DEFAULT.max_stem_pair_documents
    frequent = frozenset(row["pair"] for row in counts.where(f"count > {most}").collect())
    bits = bytes(make_filter(counts.where(f"count <= {most}").select("pair"), partitions))
    counts.unpersist()
    known = context.broadcast(StemPairs(bits, frequent))
    buckets = max(partitions, documents // _BUCKET_TEXTS + 1)
    fingerprints = texts.select("text", "record")
    parts = map_rows(fingerprints, partial(_parts, lines, known, buckets), _PARTS)
    compared = together(parts, buckets, "bucket", "text")
    found = map_rows(compared, partial(_candidates, buckets, documents), _COUNTED)
    enough = DEFAULT.min_shared_stem_pairs
    by_stems = found.groupBy("one", "two").agg(sql.sum("shared").alias("shared"))
    return (
        by_stems.where(f"shared >= {enough}")
        .select("one", "two")
        .union(_copies(texts, lines))
        .distinct()
    )


def _copies(texts: DataFrame, lines: "Broadcast[frozenset[int]]") -> DataFrame:
    """Return the pairs of texts that have a whole sentence in common."""
    sentences = map_rows(
        texts.select("text", "record"),
        partial(_sentences, lines),
        {"text": "int", "sentence": "bigint"},
    )
    once = sentences.groupBy("sentence").agg(sql.collect_list("text").alias("texts"))
    groups = once.where("size(texts) > 1").select(sql.sort_array("texts").alias("texts")).distinct()
    return map_rows(groups, _pairs, PAIRS).distinct()


def _pairs(rows: Iterable[Row]) -> Iterator[Row]:
    for (numbers,) in rows:
        yield from combinations(numbers, 2)


def _sentences(lines: "Broadcast[frozenset[int]]", rows: Iterable[Row]) -> Iterator[Row]:
    for text, record in rows:
        for sentence in _leading(record, lines.value).sentences:
            yield text, signed(sentence)


def _leading(record: bytes, boilerplate: frozenset[int]) -> Fingerprint:
    return unpack_record(record).fingerprint.without(boilerplate)


def _stem_pairs(
    lines: "Broadcast[frozenset[int]]", batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Yield the stem pairs of each text, each once."""
    for batch in batches:
        pairs = array("q")
        for record in batch.column(0):
            pairs.extend(_leading(record.as_py(), lines.value).stem_pair_set())
        column = pa.Array.from_buffers(pa.int64(), len(pairs), [None, pa.py_buffer(pairs)])
        yield pa.RecordBatch.from_arrays([column], ["pair"])


def _parts(
    lines: "Broadcast[frozenset[int]]",
    known: "Broadcast[StemPairs]",
    buckets: int,
    rows: Iterable[Row],
) -> Iterator[Row]:
    """Yield the parts of each text's fingerprint for the buckets that need them.

    Buckets from 0 are of stem pairs. Those behind are of words drawn, so many for each draw.
    """
    bits, frequent = known.value
    same = {pair: pair for pair in frequent}
    hashers = [MinHasher(draw) for draw in range(DEFAULT.draws)] if same else []
    for text, record in rows:
        fingerprint = _leading(record, lines.value)
        by_bucket: defaultdict[int, list[int]] = defaultdict(list)
        for located in fingerprint.stem_pairs:
            pair = located >> _LINE_BITS
            if is_in_filter(bits, pair) and pair not in same:
                by_bucket[pair % buckets].append(located)
        for line, pairs in frequent_pair_sentences(fingerprint, same, DEFAULT) if same else ():
            tokens = fingerprint.tokens[fingerprint.starts[line] : fingerprint.starts[line + 1]]
            for draw, hasher in enumerate(hashers):
                drawn = array("I", hasher.signature(tokens, DEFAULT.drawn))
                bucket = buckets * (1 + draw) + crc32(drawn.tobytes()) % buckets
                by_bucket[bucket] += (pair << _LINE_BITS | line for pair in pairs)
        for bucket, some in by_bucket.items():
            yield bucket, text, pack_part(fingerprint, sorted(some))


def pack_part(fingerprint: Fingerprint, located: Sequence[int]) -> bytes:
    """Return those stem pairs of a fingerprint, and the tokens of their sentences, as bytes."""
    used = sorted({one & _LINE for one in located})
    numbers = {line: number for number, line in enumerate(used)}
    pairs = array("Q", (one & ~_LINE | numbers[one & _LINE] for one in located))
    tokens, starts = array("I"), array("I", [0])
    for line in used:
        tokens += array(
            "I", fingerprint.tokens[fingerprint.starts[line] : fingerprint.starts[line + 1]]
        )
        starts.append(len(tokens))
    head = array("I", (len(pairs), len(starts)))
    return head.tobytes() + pairs.tobytes() + starts.tobytes() + tokens.tobytes()


def unpack_part(data: bytes) -> Fingerprint:
    """Return a fingerprint with what `pack_part` made bytes of."""
    head, pairs, starts, tokens = array("I"), array("Q"), array("I"), array("I")
    head.frombytes(data[:8])
    end = 8 + 8 * head[0]
    pairs.frombytes(data[8:end])
    starts.frombytes(data[end : end + 4 * head[1]])
    tokens.frombytes(data[end + 4 * head[1] :])
    none = array("Q")
    return Fingerprint(b"", (), (), pairs, none, none, none, none, none, tokens, starts)


def _candidates(buckets: int, documents: int, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the pairs of texts that each bucket leads to, with the number of shared stem pairs.

    All stem pairs in a bucket of words drawn are frequent ones.
    """
    for bucket, some in groups_of(rows):
        texts: list[int] = []
        fingerprints: list[Fingerprint] = []
        for _, text, part in some:
            texts.append(text)
            fingerprints.append(unpack_part(part))
        enough = DEFAULT.min_shared_stem_pairs
        if bucket < buckets:
            found = partial_candidates(fingerprints, documents)
            similar: Iterable[tuple[int, int]] = found.similar
            for (one, two), shared in found.shared.items():
                yield texts[one], texts[two], shared
        else:
            lines = SentenceSketches(fingerprints)
            frequent = set[int]().union(*(one.stem_pair_set() for one in fingerprints))
            index = MinHashIndex(fingerprints, lines, frequent, DEFAULT)
            draw = bucket // buckets - 1
            similar = index.document_pairs(range(len(texts)), (), [draw])
        for one, two in similar:
            yield texts[one], texts[two], enough
