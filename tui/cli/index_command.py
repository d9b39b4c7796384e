"""`variorum index`: compares a corpus in advance, so that opening it needs no comparison.

A terminal shows a progress bar, other outputs get plain lines; results are saved at once.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tui.cli.argument_parser import Parser
from tui.cli.corpus_options import (
    add_encoding,
    add_log_level,
    add_secure,
    encodings_of,
    log_level,
    start,
)
from tui.cli.matches_command import comparing, passage_words, unmet
from tui.cli.messages import complain, report_errors
from tui.cli.partitioned.options import add_partitioned, is_partitioned, unmet_of
from tui.cli.streams import is_standard_output, is_stream, write_stream
from tui.embedding.embedding_model import INSTALL
from tui.errors import FAILED, USAGE, VariorumError
from tui.index.cache.document_record import DocumentRecord
from tui.index.corpus_matcher import MatchedCorpus, Progress
from tui.index.shared.shared_index import is_index, write_index
from tui.index.source import Source
from tui.lazy_imports import lazy_imports
from tui.log.log_file import start_log
from tui.matching.matches import latest_per_document
from tui.storage.path_scope import PathScope
from tui.storage.temporary_folder import temporary_folder

with lazy_imports():
    from rich import console
    from rich import progress as rich_progress

    from tui.cli.partitioned import cluster_index, local_index

DONE, STOPPED = 0, 130
_LINE_EVERY = 5.0
"""Seconds between two plain lines of one kind of work."""


@report_errors
def make_index(arguments: Sequence[str]) -> int:
    """Compare the corpus that the command line names; return the exit code."""
    parser = Parser(
        prog="variorum index", description="Compare the articles of a corpus before reading."
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    parser.add_argument(
        "-o",
        "--to",
        type=Path,
        metavar="FILE",
        help="also write a shared index to this file (- is standard output), for VARIORUM_INDEX;"
        " with --partitioned, the folder of the index",
    )
    parser.add_argument(
        "--semantic", action="store_true", help=f"match by meaning, too ({INSTALL})"
    )
    add_partitioned(parser)
    add_encoding(parser)
    add_secure(parser)
    add_log_level(parser)
    options = parser.parse_args(arguments)
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, log_level(options.log_level))
    paths = [Path(name) for name in options.paths]
    problem = unmet(semantic=options.semantic) or unmet_of(options)
    if options.to and not is_partitioned(options):
        problem = problem or _unfit(options.to, paths)
    if problem:
        return complain(problem, USAGE)
    if options.engine == "spark":
        with show_progress() as progress:
            return cluster_index.make_on_cluster(options, user_folders, settings, progress)
    start_time = time.monotonic()
    encodings = encodings_of(paths, user_folders, settings, options.encoding)
    try:
        with (
            show_progress() as progress,
            comparing(
                paths,
                progress,
                semantic=options.semantic,
                secure=settings.secure,
                encodings=encodings,
            ) as (
                sources,
                records,
                results,
                run,
            ),
        ):
            if is_partitioned(options):
                latest = latest_per_document(results)
                matches = sum(len(result.matches) for result in latest) // 2
                if records:
                    local_index.write_local(
                        options.to,
                        sources,
                        run,
                        latest,
                        words=passage_words(sources, records),
                        encodings=encodings,
                    )
            else:
                # If a document comes twice the last one counts; only its number is kept.
                matches = (
                    sum({result.document: len(result.matches) for result in results}.values()) // 2
                )
            if options.to and records and run.matched_corpus and not is_partitioned(options):
                _share(options.to, sources, records, run.matched_corpus)
    except KeyboardInterrupt:
        return complain("stopped; the results so far are saved", STOPPED)
    if not records:
        return FAILED
    seconds = time.monotonic() - start_time
    stream = sys.stderr if options.to and is_standard_output(str(options.to)) else sys.stdout
    print(f"{len(records)} articles, {matches} matches, {seconds:.1f} s", file=stream)
    return DONE


def _unfit(file: Path, paths: Sequence[Path]) -> str:
    """Return the reason why no shared index can be written to `file`; empty if it can."""
    if is_stream(str(file)):
        is_shown = is_standard_output(str(file)) and sys.stdout.isatty()
        return "an index is binary; name a file, or send it through a pipe" * is_shown
    if file in PathScope(paths):
        return f"{file} is in the corpus, which is never written to; choose another place"
    if os.path.lexists(file) and not is_index(file):
        reason = "is not an index" if os.access(file, os.R_OK) else "may not be read"
        return f"{file} exists and {reason}; remove it first, or choose another place"
    return ""


class _UnwritableError(VariorumError):
    """The shared index can't be written."""


def _share(
    file: Path,
    sources: Mapping[str, Source],
    records: Mapping[str, DocumentRecord],
    matched_corpus: MatchedCorpus,
) -> None:
    records_by_content = {sources[name].content: record for name, record in records.items()}
    try:
        if not is_stream(str(file)):
            write_index(file, records_by_content, matched_corpus.comparisons.all())
            return
        with temporary_folder() as folder:
            local_file = folder / "index"
            write_index(local_file, records_by_content, matched_corpus.comparisons.all())
            write_stream(str(file), local_file.read_bytes())
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _UnwritableError(
            f"{file}: the index can't be written", cause=error.strerror or error
        ) from error


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Give the progress callback: a bar if standard error is a terminal, else lines."""
    if not sys.stderr.isatty():
        yield _in_lines()
        return
    columns = (
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
    )
    rate = rich_progress.TextColumn("{task.fields[rate]}")
    with rich_progress.Progress(
        *columns, rate, rich_progress.TimeRemainingColumn(), console=console.Console(stderr=True)
    ) as bars:
        tasks: dict[str, tuple[int, float, int]] = {}

        def tell(kind: str, done: int, total: int) -> None:
            if kind not in tasks:
                number = int(bars.add_task(kind, total=total, rate=""))
                tasks[kind] = number, time.monotonic(), done
            number, start, done_before = tasks[kind]
            rate = (done - done_before) / max(0.001, time.monotonic() - start)
            bars.update(bars.task_ids[number], completed=done, total=total, rate=f"{rate:.0f}/s")

        yield tell


def _in_lines() -> Callable[[str, int, int], None]:
    last_times: dict[str, float] = {}
    starts: dict[str, tuple[float, int]] = {}

    def tell(kind: str, done: int, total: int) -> None:
        now = time.monotonic()
        start_time, done_before = starts.setdefault(kind, (now, done))
        if done < total and now - last_times.get(kind, 0.0) < _LINE_EVERY:
            return
        last_times[kind] = now
        rate = (done - done_before) / max(0.001, now - start_time)
        print(f"{kind} {done}/{total}, {rate:.0f}/s", file=sys.stderr, flush=True)  # noqa: T201

    return tell
