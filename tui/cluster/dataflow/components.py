"""Connected components of a graph that no machine holds whole.

Each partition first finds the components of its own edges, and keeps one edge for each node. If few
edges remain, one process joins them. Otherwise the nodes of each neighbourhood get edges to its
least node, first the larger and then the smaller neighbours, until no edge changes (Kiveris and
others, 2014).
"""

from collections.abc import Iterable, Iterator
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, map_rows
from tui.cluster.dataflow.stage_results import StageResults

_EDGES = {"node": "bigint", "component": "bigint"}
_FEW = 2_000_000
"""Edges that one process joins, at most; they take some 400 MB."""


def find_components(
    edges: DataFrame, results: StageResults, content: str, few: int = _FEW
) -> DataFrame:
    """Return for each node its component, named by its least node: `node`, `component`.

    Args:
        edges: Pairs of nodes, which are numbers.
        results: The results of stages, in which the steps are kept.
        content: The check sum of the content from which the edges come.
        few: Edges that one process joins, at most.
    """
    stars = results.result_of(
        "components", f"{content} 0", lambda: map_rows(edges, contract, _EDGES)
    )
    step = 0
    while True:
        if stars.count() <= few:
            return map_rows(stars.coalesce(1), contract, _EDGES)
        step += 1
        earlier_stars = stars
        stars = results.result_of("components", f"{content} {step}", partial(_step, earlier_stars))
        if _edges_checksum(stars) == _edges_checksum(earlier_stars):
            return stars.select("node", "component").distinct()


def contract(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield each node of the edges, the least ones too, with the least node of its component."""
    parents: dict[int, int] = {}

    def least_node(node: int) -> int:
        root = node
        while (parent := parents.setdefault(root, root)) != root:
            root = parent
        while parents[node] != root:
            parents[node], node = root, parents[node]
        return root

    for first, second in rows:
        lesser, greater = sorted((least_node(first), least_node(second)))
        parents[greater] = lesser
    yield from ((node, least_node(node)) for node in list(parents))


def _step(edges: DataFrame) -> DataFrame:
    """Return the edges after one more step, towards the least node of each neighbourhood."""
    larger = _with_least_node(edges.select("node", "component"), edges.select("component", "node"))
    to_least = larger.where("node > near").selectExpr("node AS one", "least AS two")
    loops = edges.where("node = component").toDF("one", "two")
    down = (
        to_least.union(loops)
        .distinct()
        .selectExpr("greatest(one, two) AS node", "least(one, two) AS near")
    )
    lowest = down.groupBy("node").agg(sql.min("near").alias("least"))
    smaller = down.join(lowest, "node").selectExpr("near AS node", "least AS component")
    nodes = lowest.selectExpr("node", "least AS component")
    return smaller.union(nodes).distinct()


def _with_least_node(edges: DataFrame, reversed_edges: DataFrame) -> DataFrame:
    """Return each edge, from both ends, with the least node in the neighbourhood of its end."""
    from_both_ends = edges.toDF("near", "node").union(reversed_edges.toDF("near", "node"))
    lowest = from_both_ends.groupBy("near").agg(sql.min("node").alias("lowest"))
    return from_both_ends.join(lowest, "near").selectExpr(
        "near", "node", "least(near, lowest) AS least"
    )  # fmt: skip


def _edges_checksum(edges: DataFrame) -> tuple[object, ...]:
    hashes = sql.xxhash64("node", "component").cast("decimal(38,0)")
    return tuple(edges.select(sql.count("*"), sql.sum(hashes)).collect()[0])
