"""The files of a corpus, found while they are read."""

import inspect
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from tui.corpus.file_finder import FileFinder
from tui.corpus.loader import find


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 1_000])
def test_all_files_are_given_in_order_and_their_number_is_known(count: int) -> None:
    paths = [Path(f"{n}.txt") for n in range(count)]
    finder = FileFinder(iter(paths))
    assert list(finder.files()) == paths
    assert (finder.given, finder.whole) == (count, count)


def test_the_number_is_known_before_all_are_read() -> None:
    found = threading.Event()

    def paths() -> Iterator[Path]:
        yield from (Path(f"{n}.txt") for n in range(500))
        found.set()

    finder = FileFinder(paths())
    files = finder.files()
    for _ in range(100):
        next(files)
    assert found.wait(60)
    while not finder.whole:
        sleep(0.01)
    assert (finder.given, finder.whole) == (99, 500)
    assert len(list(files)) == 400


def test_the_search_ends_with_the_reading() -> None:
    ended = threading.Event()
    going_on = threading.Event()

    def paths() -> Iterator[Path]:
        try:
            yield from (Path(f"{n}.txt") for n in range(100))
            going_on.wait(60)
            for n in range(100, 10**9):
                yield Path(f"{n}.txt")
        finally:
            ended.set()

    finder = FileFinder(paths())
    files = finder.files()
    for _ in range(80):
        next(files)
    files.close()
    going_on.set()
    assert ended.wait(60)
    assert finder.whole == 0


def test_an_error_of_the_search_reaches_whoever_reads() -> None:
    def paths() -> Iterator[Path]:
        yield from (Path(f"{n}.txt") for n in range(100))
        raise LookupError("a fault of ours")

    finder = FileFinder(paths())
    read: list[object] = []
    with pytest.raises(LookupError, match="a fault of ours"):
        read.extend(finder.files())
    assert finder.whole == 0


def test_folders_may_be_nested_more_deeply_than_calls(tmp_path: Path) -> None:
    folder, limit = tmp_path.joinpath(*"f" * 200), sys.getrecursionlimit()
    folder.mkdir(parents=True)
    (folder / "deep.txt").write_text("words")
    (tmp_path / "f" / "shallow.txt").write_text("words")
    (folder / "back").symlink_to(tmp_path)
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        found = [path.name for path in find([tmp_path])]
    finally:
        sys.setrecursionlimit(limit)
    assert found == ["deep.txt", "shallow.txt"]
