"""Results of stages: kept in a folder that all machines see, so that a killed run goes on.

A result is whole once Spark has written its mark; what is not whole is made again.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

from tui.cluster.dataflow.addresses import address_of, reading_address
from tui.cluster.dataflow.frames import Columns

_WHOLE = "_SUCCESS"


class StageResults:
    """The kept results of one program's stages."""

    def __init__(self, session: SparkSession, folder: Path, engine: str) -> None:
        """Keep results in `folder`; those of another program than `engine` are left alone."""
        self._session = session
        self._folder = folder / engine
        self._folder.mkdir(parents=True, exist_ok=True)

    def kept(self, stage: str, content: str, make: Callable[[], DataFrame]) -> DataFrame:
        """Return the result of a stage for some `content`; it is made if it is not kept."""
        path = self._folder / stage / checksum(content)
        if not (path / _WHOLE).exists():
            self.write(make(), path)
        return self._session.read.parquet(reading_address(path))

    def add(self, stage: str, content: str, made: DataFrame) -> None:
        """Keep one more part of the result of a stage."""
        self.write(made, self._folder / stage / checksum(content))

    def parts(self, stage: str, columns: Columns) -> DataFrame:
        """Return all whole parts of a stage's result together."""
        whole = sorted(self._folder.glob(f"{stage}/*/{_WHOLE}"))
        schema = ", ".join(f"`{name}` {one}" for name, one in columns.items())
        if not whole:
            return self._session.createDataFrame([], schema)
        paths = [reading_address(mark.parent) for mark in whole]
        return self._session.read.schema(schema).parquet(*paths)

    @staticmethod
    def write(made: DataFrame, path: Path) -> None:
        """Write a result; it is whole when this returns."""
        made.write.mode("overwrite").parquet(address_of(path))


def checksum(*parts: str) -> str:
    """Return the check sum that names what is made of some content."""
    return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
