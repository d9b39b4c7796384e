"""Stages give what one machine gives, whatever part of the work each process has."""

from pathlib import Path
from random import Random

import pytest

from tests.support.cluster import every_kind, missing
from tui.corpus.loader import load
from tui.index.cache.packed_document import pack_prepared, unpack_prepared
from tui.lazy_imports import lazy_imports
from tui.matching.candidates.document_pairs import find_candidates, partial_candidates
from tui.matching.candidates.fingerprint import Fingerprint, make_fingerprint
from tui.matching.config import DEFAULT
from tui.matching.features.preprocessing import preprocess

with lazy_imports():
    from tui.cluster.dataflow import components
    from tui.cluster.stages import candidate_stage, stem_pair_filter


def fingerprints(corpus: Path) -> list[Fingerprint]:
    files = [load(path) for path in sorted(corpus.iterdir()) if path.suffix == ".txt"]
    found = [
        make_fingerprint(preprocess(file.id, file.document)) for file in files if file.document
    ]
    return list({one.key: one for one in found}.values())


def test_a_prepared_document_stays_the_same_as_bytes(tmp_path: Path) -> None:
    corpus = every_kind(tmp_path)
    document = load(corpus / "r01.txt").document
    assert document
    prepared = preprocess("r01", document)
    again = unpack_prepared(pack_prepared(prepared))
    assert (again.text, again.sentences, again.repeats) == (
        prepared.text, prepared.sentences, prepared.repeats,
    )  # fmt: skip


@pytest.mark.spark
def test_buckets_of_stem_pairs_find_the_candidates_of_the_whole(tmp_path: Path) -> None:
    texts = fingerprints(every_kind(tmp_path))
    buckets = 5
    counts: dict[tuple[int, int], int] = {}
    for bucket in range(buckets):
        parts = [
            candidate_stage.unpack_part(
                candidate_stage.pack_part(
                    text,
                    [one for one in text.stem_pairs if (one >> 16) % buckets == bucket],
                )
            )
            for text in texts
        ]
        found = partial_candidates(parts, len(texts))
        for pair in found.similar:
            counts[pair] = counts.get(pair, 0) + DEFAULT.min_shared_stem_pairs
        for pair, shared in found.shared.items():
            counts[pair] = counts.get(pair, 0) + shared
    by_stems = {pair for pair, n in counts.items() if n >= DEFAULT.min_shared_stem_pairs}
    assert by_stems
    assert by_stems <= find_candidates(texts)


@pytest.mark.spark
def test_a_filter_of_stem_pairs_drops_none_that_is_in_it() -> None:
    chance = Random(1)  # noqa: S311  # no secret
    inside = [chance.getrandbits(48) for _ in range(4_000)]
    bits = bytearray(1 << 13)
    for pair in inside:
        bit = pair % (len(bits) * 8)
        bits[bit // 8] |= 1 << bit % 8
    assert all(stem_pair_filter.is_in_filter(bits, pair) for pair in inside)
    others = [chance.getrandbits(48) for _ in range(4_000)]
    assert sum(stem_pair_filter.is_in_filter(bits, pair) for pair in others) < 1_000


@pytest.mark.spark
def test_edges_are_contracted_to_the_least_node_of_each_component() -> None:
    chance = Random(2)  # noqa: S311  # no secret
    edges = [(n, n + 10) for n in range(200)] + [(5_000, 4_000), (4_500, 5_000)]
    chance.shuffle(edges)
    halves = [*components.contract(edges[:90]), *components.contract(edges[90:])]
    found = dict(components.contract(halves))
    assert {found[n] for n in range(210)} == set(range(10))
    assert found == {**{n: n % 10 for n in range(210)}, 4_000: 4_000, 4_500: 4_000, 5_000: 4_000}


def test_what_is_missing_is_told() -> None:
    def none(name: str) -> None:
        del name

    assert missing({"parquet"}, none, none, {}) == "pyarrow missing: see docs/cluster.md"
    assert "java" in missing({"spark"}, none, none, {})
    assert missing(set(), none, none, {}) == ""
    assert "make test-spark" in missing({"standalone"}, str, str, {})
    assert missing({"standalone"}, str, str, {"VARIORUM_TEST_SPARK": "1"}) == ""
