"""The files of a corpus, found while they are read."""

import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from tui.corpus.file_finder import FileFinder


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
