"""The status line shows the state of the reader; a message stays until the reader goes on."""

from types import SimpleNamespace
from typing import Any

from tui.screens.reading.status_display import StatusDisplay


class State:
    """A state that names the progress of the matching."""

    def __init__(self) -> None:
        self.progress = ""

    def describe(self, reload: str) -> str:
        return " · ".join(filter(None, ("1/16", self.progress, reload)))


def display() -> tuple[StatusDisplay, Any, State]:
    line: Any = SimpleNamespace(message="")
    state: Any = State()
    selection: Any = SimpleNamespace()
    return StatusDisplay(line, state, selection, lambda: state.progress), line, state


def test_the_progress_of_the_matching_is_shown_as_it_changes() -> None:
    status, line, state = display()
    status.update()
    state.progress = "meanings 3/113"
    status.update_matching()
    assert line.message == "1/16 · meanings 3/113"


def test_a_message_is_not_replaced_by_progress_but_by_the_next_move() -> None:
    status, line, state = display()
    status.update()
    status.say("Documents: by outlet")
    state.progress = "meanings 3/113"
    status.update_matching()
    assert line.message == "Documents: by outlet"
    status.update()
    assert line.message == "1/16 · meanings 3/113"
