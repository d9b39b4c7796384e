"""A key costs one frame: all panes, or the whole list that it opens, and nothing later."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.pty_session import Session
from tests.support.reader_session import ready, session
from tui.resources import SEEDS

pytestmark = pytest.mark.slow

FRAME = b"\x1b[5n"
"""What the driver asks after each frame."""
LISTS = {
    "D": "Differences: ",
    "c": "Claim map",
    "s": "▶ A · ",
    "?": "Here: the article",
}
"""Keys, and words on the list that each one opens."""


@contextmanager
def compared() -> Iterator[Session]:
    """Give a reader of the seeds that has compared the accounts, and counted what is new."""
    with session(SEEDS, size=(120, 40)) as terminal:
        ready(terminal)
        terminal.press("]")
        terminal.press("j")
        terminal.until(lambda: " new of " in terminal.emulator.text())
        terminal.until_quiet(1.0)
        yield terminal


def test_a_line_key_is_drawn_in_one_frame() -> None:
    with compared() as terminal:
        answers = set()
        for _ in range(15):
            before = len(terminal.received)
            terminal.press("j")
            terminal.until(lambda start=before: FRAME in terminal.received[start:])  # type: ignore[misc]
            terminal.until_quiet(0.2)
            assert terminal.received[before:].count(FRAME) == 1
            answers.add(terminal.emulator.text().split("3 Other sources")[1][:4])
        assert len(answers) > 1, "the panel changed too"
        before = len(terminal.received)
        terminal.until_quiet(1.0)
        assert len(terminal.received) == before, "nothing comes late"


def test_a_list_is_opened_in_one_frame() -> None:
    with compared() as terminal:
        for key, title in LISTS.items():
            before = len(terminal.received)
            terminal.press(key)
            terminal.until(lambda wanted=title: wanted in terminal.emulator.text())  # type: ignore[misc]
            terminal.until_quiet(0.5)
            assert terminal.received[before:].count(FRAME) == 1, title
            terminal.press("\x1b")
            terminal.until(lambda wanted=title: wanted not in terminal.emulator.text())  # type: ignore[misc]
            terminal.until_quiet(0.5)
