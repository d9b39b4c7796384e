"""`variorum index`: compares a corpus ahead of reading it, so that opening it computes nothing.

On a terminal a bar shows how far it is, elsewhere plain lines do; what is done is kept at once.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tui.cli.matches import add_semantic, surveyed, tell
from tui.library.model import ModelError
from tui.library.surveyor import Progress

DONE, FAILED, STOPPED = 0, 1, 130
_LINE_EVERY = 5.0
"""Seconds between two plain lines of one kind of work."""


def make_index(arguments: Sequence[str]) -> int:
    """Compare the corpus that the command line names; the exit code."""
    parser = argparse.ArgumentParser(
        prog="variorum index", description="Compare the articles of a corpus ahead of reading it."
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    add_semantic(parser)
    asked = parser.parse_args(arguments)
    paths = [Path(name) for name in asked.paths]
    start = time.monotonic()
    try:
        with shown() as progress:
            _, outlines, found = surveyed(paths, progress, semantic=asked.semantic)
    except ModelError as error:
        tell(str(error))
        return FAILED
    except KeyboardInterrupt:
        print("variorum: stopped; what was done so far is kept", file=sys.stderr)  # noqa: T201
        return STOPPED
    if not outlines:
        return FAILED
    matches = sum(len(one.matches) for one in found) // 2
    took = time.monotonic() - start
    print(f"{len(outlines)} articles, {matches} matches, {took:.1f} s")  # noqa: T201
    return DONE


@contextmanager
def shown() -> Iterator[Progress]:
    """Where progress is told: to a bar if standard error is a terminal, else in lines."""
    if not sys.stderr.isatty():
        yield _in_lines()
        return
    from rich.console import Console  # noqa: PLC0415  # only where a bar is seen
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    rate = TextColumn("{task.fields[rate]}")
    with Bars(*columns, rate, TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        tasks: dict[str, tuple[int, float, int]] = {}

        def tell(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                number = int(bars.add_task(what, total=whole, rate=""))
                tasks[what] = number, time.monotonic(), done
            number, start, before = tasks[what]
            rate = (done - before) / max(0.001, time.monotonic() - start)
            bars.update(bars.task_ids[number], completed=done, total=whole, rate=f"{rate:.0f}/s")

        yield tell


def _in_lines() -> Callable[[str, int, int], None]:
    told: dict[str, float] = {}
    begun: dict[str, tuple[float, int]] = {}

    def tell(what: str, done: int, whole: int) -> None:
        now = time.monotonic()
        since, before = begun.setdefault(what, (now, done))
        if done < whole and now - told.get(what, 0.0) < _LINE_EVERY:
            return
        told[what] = now
        rate = (done - before) / max(0.001, now - since)
        print(f"{what} {done}/{whole}, {rate:.0f}/s", file=sys.stderr, flush=True)  # noqa: T201

    return tell
