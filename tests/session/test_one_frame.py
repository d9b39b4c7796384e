"""A key costs one frame: text, panel, list and status line come together, and nothing later."""

import pytest

from tests.support.reader_session import ready, session
from tui.resources import SEEDS

pytestmark = pytest.mark.slow

FRAME = b"\x1b[5n"
"""What the driver asks after each frame."""


def test_a_line_key_is_drawn_in_one_frame() -> None:
    with session(SEEDS, size=(120, 40)) as terminal:
        ready(terminal)
        terminal.press("]")
        terminal.press("j")
        # The accounts are compared by then, and what is new is counted.
        terminal.until(lambda: " new of " in terminal.emulator.text())
        terminal.until_quiet(1.0)
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
