"""The stage of comparisons: those that no earlier run has made."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from pyspark.sql import DataFrame, SparkSession

from tui.cluster.dataflow.frames import Row
from tui.cluster.dataflow.pair_tasks import assign_tasks, map_pairs
from tui.cluster.dataflow.stage_results import StageResults, checksum
from tui.index.cache.comparison_cache import pack_comparison
from tui.index.cache.packed_document import unpack_prepared
from tui.index.comparison_order import order_for_cache
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.pairs.document_comparison import Keys, compare_documents

COMPARISONS = {"key_one": "binary", "key_two": "binary", "made": "binary"}
STAGE = "comparisons"
_BATCH_SETTING = "spark.variorum.batch"
"""The setting of Spark with the number of pairs after which comparisons are kept."""
_BATCH_PER_CORE = 25_000
"""Its default for each core: a killed run loses no more, some half a minute of work."""
_OPEN = 3_000_000
"""Code points of the documents whose features a process keeps, with some 130 bytes for each."""


def compare_missing(
    pairs: DataFrame, texts: DataFrame, results: StageResults, corpus: str
) -> tuple[DataFrame, int]:
    """Return the comparisons of all pairs, and the number of those that are new.

    Args:
        pairs: Pairs of texts, by number and key: `one`, `two`, `key_one`, `key_two`.
        texts: Texts, each with its number `text`, and its prepared document as `value`.
        results: The kept results.
        corpus: The check sum of the corpus.
    """
    earlier = results.parts(STAGE, COMPARISONS)
    keys = ["key_one", "key_two"]
    missing = pairs.join(earlier.select(keys), keys, "left_anti").persist()
    count = missing.count()
    if count:
        batches = -(-count // _batch_size(pairs.sparkSession))
        assigned = assign_tasks(missing, count).selectExpr(
            "*", "CAST(NULL AS BINARY) AS value"
        ).persist()  # fmt: skip
        for batch in range(batches):
            batch_pairs = assigned.where(f"task % {batches} = {batch}")
            comparisons = map_pairs(batch_pairs, texts, _Text, _compare, COMPARISONS)
            results.add(STAGE, checksum(corpus, str(count), str(batch)), comparisons)
        assigned.unpersist()
    missing.unpersist()
    return results.parts(STAGE, COMPARISONS), count


def _batch_size(session: SparkSession) -> int:
    default = _BATCH_PER_CORE * session.sparkContext.defaultParallelism
    setting = session.conf.get(_BATCH_SETTING, str(default)) or ""
    return max(1, int(setting)) if setting.isdecimal() else default


class _Text:
    """A prepared document as bytes, with its key."""

    __slots__ = ("key", "prepared")

    def __init__(self, data: bytes) -> None:
        self.key, self.prepared = data[:16], data[16:]


def _compare(texts: dict[int, _Text], pairs: list[Row]) -> Iterator[Row]:
    by_key = {text.key: text for text in texts.values()}
    features: OrderedDict[bytes, DocumentFeatures] = OrderedDict()
    room = _OPEN

    def features_of(key: bytes) -> DocumentFeatures:
        nonlocal room
        if key in features:
            features.move_to_end(key)
            return features[key]
        document = features[key] = DocumentFeatures(unpack_prepared(by_key[key].prepared))
        room -= len(document.reading.text)
        while room < 0 and len(features) > 2:  # noqa: PLR2004  # the two that are compared
            room += len(features.popitem(last=False)[1].reading.text)
        return document

    for lesser, greater in order_for_cache(list(_keys(texts, pairs))):
        comparison = compare_documents(features_of(lesser), features_of(greater))
        yield lesser, greater, pack_comparison(comparison)


def _keys(texts: dict[int, _Text], pairs: Iterable[Row]) -> Iterator[Keys]:
    for first, second, _ in pairs:
        lesser, greater = sorted((texts[first].key, texts[second].key))
        yield lesser, greater
