"""The session of a cluster: Spark, and this program shipped to the processes that work for it."""

import os
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyspark.sql import SparkSession

import tui
from tui.storage.temporary_folder import temporary_folder

_SHIPPED = (".py", ".json", ".txt")
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "512",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.driver.memory": "1g",
}
"""Defaults, which the user's settings replace."""
LOCAL_SETTINGS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
"""On one machine Java only passes rows to functions: compiling plans costs more than it saves."""


@contextmanager
def cluster_session(master: str, settings: Mapping[str, str]) -> Iterator[SparkSession]:
    """Give a session on the cluster `master`, such as `local[2]` or `spark://host:7077`.

    The executors get the modules of this program, but need its libraries.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("variorum").master(master)
    local = LOCAL_SETTINGS if master.startswith("local") else {}
    for name, value in {**_SETTINGS, **local, **settings}.items():
        builder = builder.config(name, value)
    with temporary_folder() as folder:
        session = builder.getOrCreate()
        try:
            session.sparkContext.setLogLevel("ERROR")
            session.sparkContext.addArchive(f"{_pack(folder)}#{tui.__name__}")
            if "spark.sql.shuffle.partitions" not in settings:
                partitions = 2 * session.sparkContext.defaultParallelism
                session.conf.set("spark.sql.shuffle.partitions", str(max(4, partitions)))
            yield session
        finally:
            session.stop()


def _pack(folder: Path) -> Path:
    """Write the modules of this program into a zip file, and return its path."""
    package = Path(tui.__file__).parent
    zip_file = folder / "variorum.zip"
    with zipfile.ZipFile(zip_file, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(package.rglob("*")):
            if file.suffix in _SHIPPED and file.is_file():
                archive.write(file, file.relative_to(package))
    return zip_file
