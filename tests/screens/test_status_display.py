"""The status line shows the state of the reader, or a message until the state changes."""

from types import SimpleNamespace

import pytest

from tui.screens.reading.status_display import StatusDisplay


class Text:
    """The state in words: the passage, after the result of reading files again."""

    is_reading_slow = False

    def __init__(self, here: SimpleNamespace) -> None:
        self.here = here

    def describe(self, reload: str) -> str:
        return " · ".join(filter(None, (reload, str(self.here.passage))))


@pytest.fixture
def here() -> SimpleNamespace:
    return SimpleNamespace(passage=1)


@pytest.fixture
def line() -> SimpleNamespace:
    return SimpleNamespace(message="")


@pytest.fixture
def progress() -> list[str]:
    return [""]


@pytest.fixture
def status(line: SimpleNamespace, here: SimpleNamespace, progress: list[str]) -> StatusDisplay:
    return StatusDisplay(line, Text(here), SimpleNamespace(here=here), lambda: progress[0])


def test_a_message_stands_until_the_state_is_shown_again(
    status: StatusDisplay, line: SimpleNamespace
) -> None:
    status.update()
    assert status.is_state
    status.say("There is no card here")
    assert line.message == "There is no card here"
    assert not status.is_state
    status.update()
    assert line.message == "1"


def test_a_message_stays_while_the_progress_of_the_matching_is_the_same(
    status: StatusDisplay, line: SimpleNamespace, progress: list[str]
) -> None:
    status.say("Copied")
    status.update_matching()
    assert line.message == "Copied"
    progress[0] = "comparing 2/5"
    status.update_matching()
    assert line.message == "1"


def test_files_read_again_are_told_of_until_the_reader_moves(
    status: StatusDisplay, line: SimpleNamespace, here: SimpleNamespace
) -> None:
    status.tell_reload("1 file read again")
    status.follow()
    status.update()
    assert line.message == "1 file read again · 1"
    here.passage = 2
    status.follow()
    status.update()
    assert line.message == "2"


def test_a_later_change_on_the_disk_replaces_what_was_told(
    status: StatusDisplay, line: SimpleNamespace
) -> None:
    status.tell_reload("1 file read again")
    status.drop_reload()
    status.update()
    assert line.message == "1"


def test_the_reading_from_the_disk_is_told_only_if_it_takes_a_while(
    status: StatusDisplay, line: SimpleNamespace
) -> None:
    status.say("Reading…")
    status.update_reading()
    assert line.message == "Reading…"
