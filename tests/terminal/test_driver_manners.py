"""What is judged of a terminal from outside, and what is written to its clipboard."""

import base64
import re

import pytest

from tui.terminal.clipboard import copy_sequence
from tui.terminal.driver import EconomicalDriver, driver_class
from tui.terminal.probe.capabilities import (
    COLOURS_16,
    COLOURS_256,
    COLOURS_NONE,
    COLOURS_TRUE,
    find_capabilities,
)
from tui.terminal.screen.frame_parser import is_harmless


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, COLOURS_TRUE),
        ({"TERM": "xterm-256color"}, COLOURS_256),
        ({"TERM": "xterm-kitty"}, COLOURS_TRUE),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "s,1,0"}, COLOURS_TRUE),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "STY": "1.pts"}, COLOURS_256),
        (
            {"TERM": "screen-256color", "COLORTERM": "truecolor", "SSH_TTY": "/dev/pts/1"},
            COLOURS_256,
        ),
        ({"TERM": "linux"}, COLOURS_16),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, COLOURS_NONE),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, COLOURS_NONE),
        ({}, COLOURS_NONE),
    ],
)
def test_colours_are_judged_by_the_environment(environ: dict[str, str], colours: int) -> None:
    found = find_capabilities(environ)
    assert found.colours == colours
    assert found.reasons["colours"]


@pytest.mark.parametrize(
    ("environ", "multiplexer", "erased"),
    [
        ({"TERM": "screen-256color", "TMUX": "socket,1,0"}, "tmux", True),
        ({"TERM": "tmux-256color"}, "tmux", True),
        ({"TERM": "screen-256color"}, "screen", False),
        ({"TERM": "xterm", "STY": "1.pts"}, "screen", False),
        ({"TERM": "xterm"}, "", True),
    ],
)
def test_multiplexers_are_told_apart(
    environ: dict[str, str],
    multiplexer: str,
    erased: bool,  # noqa: FBT001
) -> None:
    found = find_capabilities(environ)
    assert (found.multiplexer, found.colours_erased) == (multiplexer, erased)


@pytest.mark.parametrize(
    ("environ", "measured"),
    [
        ({"TERM": "tmux-256color", "TMUX": "s,1,0", "SSH_CONNECTION": "a 1 b 22"}, False),
        ({"TERM": "screen-256color", "STY": "1.pts", "SSH_CONNECTION": "a 1 b 22"}, False),
        ({"TERM": "tmux-256color", "TMUX": "s,1,0"}, True),
        ({"TERM": "tmux-256color", "SSH_CONNECTION": "a 1 b 22"}, True),
        ({"TERM": "xterm", "SSH_CONNECTION": "a 1 b 22"}, True),
    ],
)
def test_a_multiplexer_behind_the_link_hides_it(environ: dict[str, str], measured: bool) -> None:  # noqa: FBT001
    assert find_capabilities(environ).link_measured is measured


def test_the_mouse_is_off_over_ssh_and_on_a_dumb_terminal() -> None:
    assert find_capabilities({"TERM": "xterm"}).mouse
    assert not find_capabilities({"TERM": "xterm", "SSH_CONNECTION": "a 1 b 22"}).mouse
    assert not find_capabilities({"TERM": "dumb"}).mouse
    assert not find_capabilities({"TERM": "dumb"}).usable


def test_every_judgement_has_its_reason() -> None:
    found = find_capabilities({"TERM": "linux", "SSH_TTY": "/dev/pts/1"})
    judged = set(found.__slots__) - {"answers", "reasons"}
    assert judged == set(found.reasons)
    assert not found.scrolls


def test_the_driver_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    assert driver_class("plain") is None
    assert driver_class("") is EconomicalDriver
    monkeypatch.setattr("sys.platform", "darwin")
    assert driver_class("") is None


def payload(sequence: str) -> str:
    found = re.search(r"\x1b\]52;c;([^\x07]*)\x07", sequence)
    assert found is not None
    return base64.b64decode(found[1]).decode()


def test_a_copy_is_wrapped_for_what_stands_between() -> None:
    text = "naïve 本 " * 60
    assert payload(copy_sequence(text).sequence) == text
    tmux = copy_sequence(text, "tmux").sequence
    assert payload(tmux) == text
    wrapped = re.search(r"\x1bPtmux;(.*)\x1b\\\Z", tmux, re.DOTALL)
    assert wrapped is not None
    assert payload(wrapped[1].replace("\x1b\x1b", "\x1b")) == text
    chunks = re.findall(r"\x1bP(.*?)\x1b\\", copy_sequence(text, "screen").sequence, re.DOTALL)
    assert len(chunks) > 1
    assert all(len(chunk) < 256 for chunk in chunks)
    assert payload("".join(chunks)) == text


def test_a_copy_says_only_what_was_sent() -> None:
    assert copy_sequence("four").message == "Copied 4 characters"
    too_long = copy_sequence("x" * 80_000)
    assert too_long.sequence == ""
    assert "nothing sent" in too_long.message


@pytest.mark.parametrize("multiplexer", ["", "tmux", "screen"])
def test_copying_does_not_cost_a_repaint(multiplexer: str) -> None:
    assert is_harmless(copy_sequence("some text " * 99, multiplexer).sequence)


@pytest.mark.parametrize(
    ("write", "harmless"),
    [
        ("\x1b[?1000h", True),
        ("\x1b[?1049h", False),
        ("\x1b[?1004l\x1b[>25u", True),
        ("\x1b[?2048$p", True),
        ("\x1b]22;pointer\x07", True),
        ("\x1b[2J", False),
        ("\x1bPq#0;2;0;0;0#0~~\x1b\\", False),
        ("text", False),
        ("\x1b[?1000h\x1b[2J", False),
    ],
)
def test_what_moves_no_cell_is_known(write: str, harmless: bool) -> None:  # noqa: FBT001
    assert is_harmless(write) is harmless
