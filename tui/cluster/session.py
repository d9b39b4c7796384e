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
"""Defaults; the user's own come after."""
LOCAL_SETTINGS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
"""On one machine Java only carries rows to the functions: compiling plans for it costs more."""


@contextmanager
def cluster_session(master: str, settings: Mapping[str, str]) -> Iterator[SparkSession]:
    """Give a session on the cluster `master`, as `local[2]` or `spark://host:7077`.

    This program's modules are shipped to the executors, which need its libraries.
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
            session.sparkContext.addArchive(f"{_packed(folder)}#{tui.__name__}")
            if "spark.sql.shuffle.partitions" not in settings:
                partitions = 2 * session.sparkContext.defaultParallelism
                session.conf.set("spark.sql.shuffle.partitions", str(max(4, partitions)))
            yield session
        finally:
            session.stop()


def _packed(folder: Path) -> Path:
    """Return a zip file with the modules of this program, to be unpacked as the folder `tui`."""
    home = Path(tui.__file__).parent
    packed = folder / "variorum.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(home.rglob("*")):
            if file.suffix in _SHIPPED and file.is_file():
                archive.write(file, file.relative_to(home))
    return packed
