"""The emulator draws, scrolls and reads as terminals do where pyte does not."""

from collections.abc import Iterable

import pytest

from tests.support.emulator import Emulator, rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本x", ["本", "", "x", " ", " ", " "]),
        ("👩\u200d🚀x", ["👩\u200d🚀", "", "x", " ", " ", " "]),
        ("❤\ufe0fx", ["❤\ufe0f", "", "x", " ", " ", " "]),
        ("e\u0301x", ["e\u0301", "x", " ", " ", " ", " "]),
        ("本\x1b[1;2Hx", [" ", "x", " ", " ", " ", " "]),
        ("a本\x1b[1;2Hx", ["a", "x", " ", " ", " ", " "]),
        ("abc\x1b[1;2H\x1b[41m\x1b[X", ["a", " ", "c", " ", " ", " "]),
        ("abc\x1b[1;2H\x1b[1K", [" ", " ", "c", " ", " ", " "]),
        ("\x1b[?7labcdefgh", ["a", "b", "c", "d", "e", "h"]),
    ],
)
def test_the_emulator_draws_as_terminals_do(text: str, expected: Iterable[str]) -> None:
    emulator = Emulator(6, 2)
    emulator.feed(text)
    assert [cell.data for cell in emulator.cells()[0]] == list(expected)


def test_the_emulator_scrolls_a_region() -> None:
    emulator = Emulator(3, 5)
    emulator.feed("\x1b[Ha\r\nb\r\nc\r\nd\r\ne\x1b[2;4r\x1b[S\x1b[r")
    assert rows(emulator) == ["a", "c", "d", "", "e"]
    emulator.feed("\x1b[1;3r\x1b[2T\x1b[r")
    assert rows(emulator) == ["", "", "a", "", "e"]


def test_the_emulator_reads_sequences_cut_in_two() -> None:
    emulator = Emulator(6, 1)
    for piece in ("a\x1b", "[", "3", "1mb\x1b]8;;htt", "p://x\x1b", "\\c"):
        emulator.feed(piece)
    assert [(cell.data, cell.fg) for cell in emulator.cells()[0][:3]] == [
        ("a", "default"),
        ("b", "red"),
        ("c", "red"),
    ]
