"""The stage of claims: passages that say the same, grouped for each component of their matches.

Passages of one claim are connected by matches, so each component is grouped alone, by the same
function as a corpus.
"""

import json
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.components import find_components
from tui.cluster.dataflow.frames import Row, groups_of, map_rows, partition_by_key
from tui.cluster.dataflow.numbering import number_rows
from tui.cluster.dataflow.stage_results import StageResults
from tui.index.cache.document_record import unpack_record
from tui.index.claim_grouping import group_matches
from tui.matching.candidates.fingerprint import tokens_of
from tui.matching.matches import KIND_NUMBERS, KINDS, DocumentMatches, Match, PassageRef

_PASSAGE_BITS = 24
_PASSAGE = (1 << _PASSAGE_BITS) - 1
_TOKENS = {"node": "bigint", "tokens": "binary"}
_GROUPED = {
    "is_claim": "boolean",
    "first": "bigint",
    "place": "int",
    "nodes": "array<bigint>",
    "score": "double",
    "kind": "tinyint",
}
"""Claims with their passages; indirect matches with passage, other passage and the third."""


class Claims(NamedTuple):
    """The claims of a corpus, as rows of the tables."""

    claims: int
    """Their number."""
    members: DataFrame
    indirect: DataFrame


def group_claims(
    matches: DataFrame, texts: DataFrame, results: StageResults, corpus: str, partitions: int
) -> Claims:
    """Return the claims and the indirect matches.

    Args:
        matches: Rows of the stage of matches.
        texts: Texts, each with its number `text`, its `record` and its `prepared` document.
        results: The kept results.
        corpus: The check sum of the corpus.
        partitions: Partitions of the shuffles.
    """
    here, there = _node("article", "start"), _node("other", "other_start")
    edges = matches.where("NOT is_reuse AND is_match AND article < other").select(
        here.alias("one"), there.alias("two"), "score", "kind"
    )
    components = results.result_of(
        "component-of",
        corpus,
        lambda: find_components(edges.select("one", "two"), results, corpus),
    )
    nodes = components.select(
        sql.shiftright("node", _PASSAGE_BITS).cast("int").alias("text"),
        sql.col("node").bitwiseAND(sql.lit(_PASSAGE)).cast("int").alias("passage"),
    )
    passages = sql.sort_array(sql.collect_list("passage")).alias("passages")
    by_text = nodes.groupBy("text").agg(passages)
    tokens = map_rows(
        by_text.join(texts, "text").select("text", "passages", "record", "prepared"),
        _list_tokens,
        _TOKENS,
    )
    node_rows = tokens.join(components, "node").selectExpr(
        "component", "0 AS is_edge", "node AS one", "0L AS two", "0D AS score",
        "CAST(0 AS TINYINT) AS kind", "tokens",
    )  # fmt: skip
    edge_rows = edges.join(components.withColumnRenamed("node", "one"), "one").selectExpr(
        "component", "1 AS is_edge", "one", "two", "score", "kind", "CAST(NULL AS BINARY) AS tokens"
    )
    rows = partition_by_key(
        node_rows.union(edge_rows), partitions, "component", "is_edge", "one", "two"
    )
    grouped = results.result_of("grouped", corpus, lambda: map_rows(rows, _group, _GROUPED))
    claims = number_rows(
        grouped.where("is_claim").select("first", "place", "nodes"),
        ["first", "place"],
        results,
        "claims",
        corpus,
    )
    members = claims.select(sql.col("number").alias("claim"), sql.explode("nodes").alias("node"))
    indirect = grouped.where("NOT is_claim").selectExpr(
        "nodes[0] AS here", "nodes[1] AS there", "nodes[2] AS via", "score", "kind", "place"
    )
    return Claims(
        claims.count(),
        members.select("claim", _article("node"), _passage("node")),
        indirect.select(
            _article("here"),
            _passage("here"),
            _article("there").alias("other"),
            _passage("there").alias("other_passage"),
            "score",
            "kind",
            _article("via").alias("via"),
            _passage("via").alias("via_passage"),
            "place",
        ),
    )


def _node(article: str, passage: str) -> sql.Column:
    number = sql.shiftleft(sql.col(article).cast("bigint"), _PASSAGE_BITS)
    return number + sql.col(passage)


def _article(node: str) -> sql.Column:
    return sql.shiftright(node, _PASSAGE_BITS).cast("int").alias("article")


def _passage(node: str) -> sql.Column:
    return sql.col(node).bitwiseAND(sql.lit(_PASSAGE)).cast("int").alias("passage")


def _list_tokens(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the tokens of the passages of each text, as `MatchingRun.grouping` takes them."""
    for text, passages, packed, prepared in rows:
        record = unpack_record(packed)
        fingerprint = record.fingerprint
        repeats = frozenset(fingerprint.repeats[::2])
        words = json.loads(prepared)[1] if not repeats.isdisjoint(passages) else ""
        for passage in passages:
            tokens = (
                tokens_of(record.passage(passage).of(words))
                if passage in repeats
                else fingerprint.tokens_at(passage)
            )
            yield text << _PASSAGE_BITS | passage, array("I", sorted(tokens)).tobytes()


def _group(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the claims and the indirect matches of each component."""
    for _, component_rows in groups_of(rows):
        packed: dict[PassageRef, bytes] = {}
        matches: list[Match] = []
        for _, is_edge, first, second, score, kind, tokens in component_rows:
            if is_edge:
                matches.append(Match(_reference(first), _reference(second), score, KINDS[kind]))
            else:
                packed[_reference(first)] = tokens
        yield from _group_component(matches, packed)


def _group_component(matches: list[Match], packed: dict[PassageRef, bytes]) -> Iterator[Row]:
    @cache
    def tokens(reference: PassageRef) -> frozenset[int]:
        values = array("I")
        values.frombytes(packed[reference])
        return frozenset(values)

    component = DocumentMatches("", tuple(matches), (), ())
    grouping = group_matches([component], tokens, lambda _: "")
    for number, claim in enumerate(grouping.claims):
        nodes = list(map(_node_number, claim.places))
        yield True, nodes[0], number, nodes, 0.0, 0
    for here, indirect_matches in grouping.indirect_matches.items():
        for number, match in enumerate(indirect_matches):
            nodes = [_node_number(ref) for ref in (here, match.there, match.via or here)]
            yield False, nodes[0], number, nodes, match.score, KIND_NUMBERS[match.kind]


def _reference(node: int) -> PassageRef:
    """Return a reference with the number of the article as its id; both orders are the same."""
    return PassageRef(f"{node >> _PASSAGE_BITS:010}", node & _PASSAGE)


def _node_number(reference: PassageRef) -> int:
    return int(reference.document) << _PASSAGE_BITS | reference.passage
