"""Options of `variorum index` for a partitioned index, and the reasons why it can't be made."""

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


def is_partitioned(options: argparse.Namespace) -> bool:
    """Return True if the options ask for a partitioned index."""
    return bool(options.partitioned or options.engine == "spark")


def master(options: argparse.Namespace) -> str:
    """Return the address of the cluster."""
    return options.master or _LOCAL_MASTER


def unmet_of(options: argparse.Namespace) -> str:
    """Return the reason why a partitioned index can't be made with the options; empty if it can."""
    uses_spark = options.engine == "spark"
    wrong_setting = next((setting for setting in options.conf if "=" not in setting), "")
    conditions = (
        (
            not uses_spark and (options.master or options.stages or options.conf),
            "--master, --stages and --conf are for --engine spark",
        ),
        (not is_partitioned(options), ""),
        (options.to is None, "name the folder of the index: --to FOLDER"),
        (options.semantic, "a partitioned index is matched by words alone; leave out --semantic"),
        (
            uses_spark and None in map(find_spec, ("pyspark", "pyarrow", "pandas")),
            f"Spark is not installed: {INSTALL_SPARK}",
        ),
        (find_spec("pyarrow") is None, f"Parquet is not installed: {INSTALL_PARQUET}"),
        (wrong_setting, f"--conf {wrong_setting}: write NAME=VALUE"),
    )
    for is_decisive, reason in conditions:
        if is_decisive:
            return reason
    return _unfit(options.to, [Path(name) for name in options.paths])


def _unfit(folder: Path, paths: list[Path]) -> str:
    """Return the reason why no index can be in `folder`; empty if it can."""
    if folder in PathScope(path for path in paths if "://" not in str(path)):
        return f"{folder} is in the corpus, which is never written to; choose another place"
    if os.path.lexists(folder):
        if not folder.is_dir():
            return f"{folder} exists and is no folder; choose another place"
        if any(map(_is_foreign, folder.iterdir())) and not (folder / "index.json").is_file():
            return f"{folder} has other files in it; choose an empty folder"
    return ""


def _is_foreign(file: Path) -> bool:
    """Return True if a file in the folder of an index is no remnant of a killed run."""
    return not file.name.startswith(".new-")
