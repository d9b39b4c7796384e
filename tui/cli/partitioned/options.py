"""Options of `variorum index` for a partitioned index, and what can't be asked of it."""

import argparse
import os
from importlib.util import find_spec
from pathlib import Path

from tui.storage.path_scope import PathScope

ENGINES = ("local", "spark")
INSTALL_PARQUET = "pip install 'variorum[parquet]'"
INSTALL_SPARK = "pip install 'variorum[spark]'"
_LOCAL_MASTER = "local[*]"


def add_partitioned(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--partitioned",
        action="store_true",
        help="write a folder of Parquet files, with the articles, for `variorum --index`",
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help=f"spark matches on many machines, and writes such a folder ({INSTALL_SPARK})",
    )
    parser.add_argument(
        "--master",
        metavar="URL",
        default="",
        help=f"the cluster, as spark://host:7077 or local[2] (default {_LOCAL_MASTER})",
    )
    parser.add_argument(
        "--stages",
        type=Path,
        metavar="FOLDER",
        help="where the cluster keeps results of stages (default FOLDER.stages beside --to)",
    )
    parser.add_argument(
        "--conf",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of Spark, as spark.executor.memory=4g; may be repeated",
    )


def is_partitioned(asked: argparse.Namespace) -> bool:
    """Return True if a partitioned index is asked for."""
    return bool(asked.partitioned or asked.engine == "spark")


def master(asked: argparse.Namespace) -> str:
    """Return the cluster that is asked for."""
    return asked.master or _LOCAL_MASTER


def unmet_of(asked: argparse.Namespace) -> str:
    """Return the reason why a partitioned index can't be made as asked; empty if it can."""
    uses_spark = asked.engine == "spark"
    wrong = next((one for one in asked.conf if "=" not in one), "")
    conditions = (
        (
            not uses_spark and (asked.master or asked.stages or asked.conf),
            "--master, --stages and --conf are for --engine spark",
        ),
        (not is_partitioned(asked), ""),
        (asked.to is None, "name the folder of the index: --to FOLDER"),
        (asked.semantic, "a partitioned index is matched by words alone; leave out --semantic"),
        (
            uses_spark and None in map(find_spec, ("pyspark", "pyarrow", "pandas")),
            f"Spark is not installed: {INSTALL_SPARK}",
        ),
        (find_spec("pyarrow") is None, f"Parquet is not installed: {INSTALL_PARQUET}"),
        (wrong, f"--conf {wrong}: write NAME=VALUE"),
    )
    for is_met, reason in conditions:
        if is_met:
            return reason
    return _unfit(asked.to, [Path(name) for name in asked.paths])


def _unfit(folder: Path, paths: list[Path]) -> str:
    if folder in PathScope(path for path in paths if "://" not in str(path)):
        return f"{folder} is in the corpus, which is never written to; choose another place"
    if os.path.lexists(folder):
        if not folder.is_dir():
            return f"{folder} exists and is no folder; choose another place"
        if any(map(_is_other, folder.iterdir())) and not (folder / "index.json").is_file():
            return f"{folder} has other files in it; choose an empty folder"
    return ""


def _is_other(file: Path) -> bool:
    """Return True if a file in the folder of an index is not left by a killed run."""
    return not file.name.startswith(".new-")
