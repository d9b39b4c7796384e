"""Results of stages in a folder that all machines see, with which a killed run continues.

A result is whole once Spark has written its mark; a result that is not whole is made again.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

from tui.cluster.dataflow.addresses import address_of, reading_address
from tui.cluster.dataflow.frames import Columns

_WHOLE = "_SUCCESS"


class StageResults:
    """The kept results of the stages of one program."""

    def __init__(self, session: SparkSession, folder: Path, engine: str) -> None:
        """Keep results in `folder`, apart from those of programs other than `engine`."""
        self._session = session
        self._folder = folder / engine
        self._folder.mkdir(parents=True, exist_ok=True)

    def result_of(self, stage: str, content: str, make: Callable[[], DataFrame]) -> DataFrame:
        """Return the result of a stage for a `content`; make and keep it if it is missing."""
        path = self._folder / stage / checksum(content)
        if not (path / _WHOLE).exists():
            self.write(make(), path)
        return self._session.read.parquet(reading_address(path))

    def add(self, stage: str, content: str, part: DataFrame) -> None:
        """Keep a further part of the result of a stage."""
        self.write(part, self._folder / stage / checksum(content))

    def parts(self, stage: str, columns: Columns) -> DataFrame:
        """Return all whole parts of the result of a stage as one frame."""
        marks = sorted(self._folder.glob(f"{stage}/*/{_WHOLE}"))
        schema = ", ".join(f"`{name}` {type_}" for name, type_ in columns.items())
        if not marks:
            return self._session.createDataFrame([], schema)
        paths = [reading_address(mark.parent) for mark in marks]
        return self._session.read.schema(schema).parquet(*paths)

    @staticmethod
    def write(result: DataFrame, path: Path) -> None:
        """Write a result; it is whole when this returns."""
        result.write.mode("overwrite").parquet(address_of(path))


def checksum(*parts: str) -> str:
    """Return the check sum by which results of a content are named."""
    return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
