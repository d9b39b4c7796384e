"""A partitioned index made on a cluster."""

import argparse
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from tui.cli.messages import complain, tell
from tui.cli.partitioned.options import master
from tui.cluster.matching_job import JobResult, MatchingJob
from tui.cluster.session import cluster_session
from tui.cluster.stages.reading import Encodings, is_table
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find_allowed
from tui.errors import FAILED
from tui.index.corpus_matcher import Progress
from tui.log.log_file import logger
from tui.reading_state import preferences
from tui.settings import Folders, Settings
from tui.text.sanitization import clean_line

DONE = 0
_FILE_ADDRESS = "file://"
_CALL = "An error occurred while calling"
_LONGEST_REASON = 300
"""Code points of Spark's message that are told."""


def make_on_cluster(
    options: argparse.Namespace, user_folders: Folders, settings: Settings, progress: Progress
) -> int:
    """Make the index that a command line names; return the exit code.

    Raises:
        InputError: If no article can be read, or two have the same id.
    """
    if shutil.which("java") is None:
        return complain("Spark needs Java 17 or newer, and there is no `java` on PATH", FAILED)
    start = time.monotonic()
    tables = [name for name in options.paths if is_table(name)]
    paths = [Path(name.removeprefix(_FILE_ADDRESS)) for name in options.paths if name not in tables]
    files = _files(paths, secure=settings.secure)
    if not files and not tables:
        return complain("nothing to compare: no article that can be read", FAILED)
    encodings = Encodings(
        options.encoding,
        dict(settings.encodings),
        dict(preferences.encodings(user_folders.state)),
        [str(path.absolute()) for path in paths],
        settings.secure,
    )
    folder = options.to.absolute()
    stages = (options.stages or folder.with_name(f"{folder.name}.stages")).absolute()
    try:
        with cluster_session(master(options), _settings(options.conf)) as session:
            job = MatchingJob(session, folder, stages, progress)
            result = job.run(files, tables, encodings)
    except OSError as error:
        return complain(f"{folder}: {error.strerror or error}", FAILED)
    except (PySparkException, Py4JError) as error:
        logger(__name__).error("Spark failed", exc_info=error)
        return complain(f"Spark failed: {_reason(error)}", FAILED)
    _tell(result)
    seconds = time.monotonic() - start
    pairs = f"{result.compared} of {result.pairs} pairs compared now"
    print(f"{result.articles} articles, {pairs}, {seconds:.1f} s")  # noqa: T201
    return DONE


def _files(paths: Sequence[Path], *, secure: bool) -> list[Path]:
    """Return the files in `paths` by absolute paths, which other machines find; tell problems."""
    absolute_paths = [path.absolute() for path in paths]
    files = []
    for file in find_allowed(absolute_paths, secure=secure, other_formats=True):
        if isinstance(file, CorpusFile):
            tell(f"{file.id}: {file.problem}")
        else:
            files.append(file)
    return files


def _settings(assignments: Sequence[str]) -> Mapping[str, str]:
    return {name: value for name, _, value in (text.partition("=") for text in assignments)}


def _reason(error: Exception) -> str:
    """Return the first line with a reason of Spark's message, of which the log file has all."""
    lines = (clean_line(line, _LONGEST_REASON).lstrip(": ") for line in str(error).splitlines())
    reasons = (line for line in lines if line and not line.startswith(_CALL))
    return next(reasons, type(error).__name__)


def _tell(result: JobResult) -> None:
    for name, problem in result.problems:
        tell(f"{name}: {problem}")
