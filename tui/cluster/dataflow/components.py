"""Connected components of a graph that no machine holds whole.

Each partition first finds the components of its own edges, and keeps one edge for each node. If few
are left, one process joins them; else the nodes of each neighbourhood are tied to its least one,
once by larger and once by smaller neighbours, until nothing changes (Kiveris and others, 2014).
"""

from collections.abc import Iterable, Iterator
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, map_rows
from tui.cluster.dataflow.stage_results import StageResults

_EDGES = {"node": "bigint", "component": "bigint"}
_FEW = 2_000_000
"""Edges that one process joins, in some 400 MB."""


def find_components(
    edges: DataFrame, results: StageResults, content: str, few: int = _FEW
) -> DataFrame:
    """Return for each node its component, named by its least node: `node`, `component`.

    Args:
        edges: Pairs of nodes, which are numbers.
        results: Where the steps are kept.
        content: The check sum of what the edges are made of.
        few: Edges that one process joins.
    """
    stars = results.kept("components", f"{content} 0", lambda: map_rows(edges, contract, _EDGES))
    step = 0
    while True:
        size = stars.count()
        if size <= few:
            return map_rows(stars.coalesce(1), contract, _EDGES)
        step += 1
        before = stars
        stars = results.kept("components", f"{content} {step}", partial(_step, before))
        if _sum(stars) == _sum(before):
            return stars.select("node", "component").distinct()


def contract(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield each node of some edges with the least node of its component; the least one, too."""
    above: dict[int, int] = {}

    def least(node: int) -> int:
        root = node
        while (parent := above.setdefault(root, root)) != root:
            root = parent
        while above[node] != root:
            above[node], node = root, above[node]
        return root

    for one, two in rows:
        first, second = sorted((least(one), least(two)))
        above[second] = first
    yield from ((node, least(node)) for node in list(above))


def _step(edges: DataFrame) -> DataFrame:
    larger = _tied(edges.select("node", "component"), edges.select("component", "node"))
    joined = larger.where("node > near").selectExpr("node AS one", "least AS two")
    once = joined.union(edges.where("node = component").toDF("one", "two")).distinct()
    down = once.selectExpr("greatest(one, two) AS node", "least(one, two) AS near")
    lowest = down.groupBy("node").agg(sql.min("near").alias("least"))
    smaller = down.join(lowest, "node").selectExpr("near AS node", "least AS component")
    own = lowest.selectExpr("node", "least AS component")
    return smaller.union(own).distinct()


def _tied(one: DataFrame, two: DataFrame) -> DataFrame:
    """Return for each edge, seen from both sides, the least node around its nearer end."""
    both = one.toDF("near", "node").union(two.toDF("near", "node"))
    least = both.groupBy("near").agg(sql.min("node").alias("lowest"))
    return both.join(least, "near").selectExpr(
        "near", "node", "least(near, lowest) AS least"
    )  # fmt: skip


def _sum(edges: DataFrame) -> tuple[object, ...]:
    hashes = sql.xxhash64("node", "component").cast("decimal(38,0)")
    return tuple(edges.select(sql.count("*"), sql.sum(hashes)).collect()[0])
