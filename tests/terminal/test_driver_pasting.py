"""What is pasted arrives in order, as words only, however the terminal hands it over."""

from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from tests.support.reader_session import ready, session
from tui.notes.note_store import NoteStore
from tui.resources import SEEDS
from tui.terminal.input.parser import KeyReader
from tui.text.sanitization import clean

START, END = "\x1b[200~", "\x1b[201~"
NASTY = (
    "first \x1b[32mgreen\x1b[0m, \x1b]0;title\x07 then \x1bOP \x9b1m"
    " \x08\x00 up\r\nto \u202ethe\u202c end\x1b"
)
"""Written anew; what is left of it is what the same words in an article would be."""


def heard(*reads: str) -> list[str]:
    """Each key by its name, and what was pasted in brackets."""
    reader = KeyReader()
    messages: list[Message] = []
    for text in reads:
        messages += reader.events(text)
    return [
        f"[{message.text}]" if isinstance(message, Paste) else message.key
        for message in messages
        if isinstance(message, Paste | Key)
    ]


@given(st.lists(st.integers(0, 200), max_size=9), st.text("a\x1b[0;?~2m\x00é", max_size=60))
@example([1, 2, 3, 4, 5, 6, 7], "\x1b[20")
def test_keys_and_pastes_stay_in_order_in_whatever_pieces_they_come(
    cuts: list[int], words: str
) -> None:
    words = words.replace(END, "")
    while (words + END).find(END) != len(words):
        words = words[:-1]
    sent = f"a{START}{words}{END}b{START}more{END}c"
    places = sorted({0, len(sent), *[cut % len(sent) for cut in cuts]})
    pieces = [sent[start:end] for start, end in pairwise(places)]
    plain = words.replace("\x1b", "").replace("\x00", "")
    assert heard(*pieces) == ["a", f"[{plain}]", "b", "[more]", "c"]


def test_an_escape_before_a_paste_is_a_key() -> None:
    assert heard("\x1b", f"{START}words{END}", "x") == ["escape", "[words]", "x"]


@pytest.mark.slow
def test_a_note_keeps_what_was_pasted_in_order(tmp_path: Path) -> None:
    with session(SEEDS, XDG_DATA_HOME=str(tmp_path)) as terminal:
        ready(terminal)
        terminal.press("a")
        terminal.until(lambda: "Ctrl-S save" in terminal.emulator.text())
        terminal.press(f"so {START}{NASTY}{END} it is")
        terminal.until(lambda: "it is" in terminal.emulator.text())
        terminal.press("\x13")
        terminal.until(lambda: "Ctrl-S save" not in terminal.emulator.text())
        terminal.until_quiet()
        terminal.press("q")
        assert terminal.ended() == 0
        assert b"\x1b[32mgreen" not in terminal.received
    with closing(NoteStore(tmp_path / "variorum" / "notes.sqlite")) as notes:
        (note,) = notes.all()
    assert note.text == f"so {clean(NASTY)[0]} it is"


@pytest.mark.slow
def test_a_search_takes_a_paste_as_one_line() -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        terminal.press("/")
        terminal.until_quiet()
        terminal.press(f"{START}\x1b]0;x\x07Blin\x1bken\r\n said{END}")
        terminal.until(lambda: "Blinken said" in terminal.emulator.text())
        terminal.press("\x1b")
        terminal.until_quiet()
        terminal.press("q")
        assert terminal.ended() == 0
        assert b"\x1b]0;x" not in terminal.received
