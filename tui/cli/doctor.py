"""`variorum doctor`: what the terminal can do, what was decided from it, and how to override that.

Its output is what a bug report needs. Exit codes: 0 it can be read here, 1 it can't, 2 usage.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from tui import __version__
from tui.settings import Settings, SettingsError, folders, offered_index, read_settings
from tui.terminal.asking import ask_terminal
from tui.terminal.capabilities import Answers, Capabilities, find_capabilities
from tui.terminal.link import CHOICES, SLOW_FROM

_READABLE, _UNREADABLE = 0, 1
_NAMES = {0: "none", 16: "16", 256: "256", 1 << 24: "16 million"}


class Finding(NamedTuple):
    """One line of the report."""

    subject: str
    found: str
    decided: str
    override: str


def examine(words: Sequence[str]) -> int:
    """Print the report; the exit code."""
    parser = argparse.ArgumentParser(
        prog="variorum doctor",
        description="Say what this terminal can do, what is made of it, and how to change that.",
    )
    parser.parse_args(words)
    answers = ask_terminal() if sys.stdout.isatty() else None
    for line in report(os.environ, answers, is_terminal=sys.stdout.isatty()):
        print(line)  # noqa: T201  # the command line's voice
    usable = find_capabilities(os.environ).usable
    return _READABLE if usable else _UNREADABLE


def report(
    environ: Mapping[str, str], answers: Answers | None, *, is_terminal: bool
) -> Iterator[str]:
    """The lines of the report."""
    terminal = find_capabilities(environ, answers)
    yield f"variorum {__version__}, Textual {_textual()}, Python {platform.python_version()}"
    yield f"{platform.system()} {platform.release()}, TERM={environ.get('TERM', '')}"
    yield ""
    if not is_terminal:
        yield "Standard output is no terminal: it could not be asked anything; what follows"
        yield "is judged by the environment alone."
        yield ""
    elif answers is None:
        yield "The terminal did not answer within a second: what follows is judged by the"
        yield "environment alone, and frames are paced by time."
        yield ""
    for finding in findings(terminal, environ):
        yield f"{finding.subject}: {finding.found}"
        yield f"    so: {finding.decided}"
        yield f"    to change it: {finding.override}"
    yield ""
    ours = folders()
    for name in ("config", "state", "data", "cache", "log"):
        yield f"{name}: {getattr(ours, name)}"


def findings(terminal: Capabilities, environ: Mapping[str, str]) -> Iterator[Finding]:
    """What was found and decided, subject by subject."""
    why, answers = terminal.reasons, terminal.answers
    yield Finding(
        "full screen",
        why["usable"],
        "it can be read here" if terminal.usable else "the reader does not start here",
        "TERM, set to what your terminal is",
    )
    yield Finding(
        "colours",
        f"{_NAMES[terminal.colours]} ({why['colours']})",
        _colours(terminal.colours),
        "TEXTUAL_COLOR_SYSTEM=truecolor, 256 or standard; NO_COLOR=1 for none",
    )
    yield Finding(
        "synchronised output",
        _said(answers.synchronised_output),
        "large frames are bracketed by it, so that none is seen half drawn"
        if answers.synchronised_output
        else "frames are sent without it; nothing depends on it",
        "nothing to change",
    )
    yield Finding(
        "keyboard protocol",
        _said(answers.kitty_keyboard),
        "Escape is understood at once"
        if answers.kitty_keyboard
        else "Escape is understood after a pause of a tenth of a second",
        "ESCDELAY, in milliseconds",
    )
    yield Finding(
        "clipboard (OSC 52)",
        _said(answers.clipboard, silent="the terminal does not say (most that take it don't)"),
        "copying sends OSC 52 and says how much was sent, never that it was taken",
        "in tmux: set -g set-clipboard on",
    )
    yield Finding(
        "multiplexer",
        f"{terminal.multiplexer or 'none'} ({why['multiplexer']})",
        _multiplexer(terminal),
        "TERM inside of it",
    )
    trip = "not measured" if answers.round_trip is None else f"{answers.round_trip * 1000:.0f} ms"
    yield Finding(
        "round trip",
        trip,
        "two frames are under way at most, and only the newest state is sent",
        "ssh -C makes it a tenth of the bytes",
    )
    yield _link(environ)
    yield Finding(
        "SSH",
        f"{'yes' if terminal.over_ssh else 'no'} ({why['over_ssh']})",
        f"the mouse is {'on' if terminal.mouse else 'off'}",
        "VARIORUM_MOUSE=on or off; ! in the reader",
    )
    plain = environ.get("VARIORUM_DRIVER") == "plain"
    yield Finding(
        "driver",
        "VARIORUM_DRIVER is plain" if plain else "VARIORUM_DRIVER is not set to plain",
        "Textual's own" if plain else "the economical one: only what changed is sent",
        "VARIORUM_DRIVER=plain for Textual's own",
    )
    secure = bool(environ.get("VARIORUM_SECURE"))
    yield Finding(
        "secure mode",
        "VARIORUM_SECURE is set" if secure else "VARIORUM_SECURE is not set",
        "no editor, shell or link; nothing outside the corpus" if secure else "off",
        "--secure, or VARIORUM_SECURE=1",
    )
    yield _shared_index(environ)


def _link(environ: Mapping[str, str]) -> Finding:
    """Whether highlights are cheap ones."""
    chosen = environ.get("VARIORUM_LINK", "")
    slow = CHOICES.get(chosen)
    if slow is None:
        decided = f"highlights get cheaper once a frame takes {SLOW_FROM * 1000:.0f} ms"
    else:
        decided = "highlights are cheap ones" if slow else "highlights stay as they are"
    return Finding(
        "link",
        f"VARIORUM_LINK is {'neither slow nor quick' if slow is None else chosen}",
        decided,
        "VARIORUM_LINK=slow or quick",
    )


def _shared_index(environ: Mapping[str, str]) -> Finding:
    """Which index is offered, and whether it is used."""
    from tui.library.shared_index import IndexRefusedError, SharedIndex  # noqa: PLC0415

    why, decided = "VARIORUM_INDEX", "everything is compared here"
    try:
        file = offered_index(Settings())
        if "VARIORUM_INDEX" not in environ:
            why = "config.toml"
            file = offered_index(read_settings(folders().config))
        found = f"{file} ({why})" if file else f"none ({why})"
        if file:
            with closing(SharedIndex(file)) as index:
                articles, comparisons = index.count()
            decided = (
                f"it is read: {articles} articles, {comparisons} comparisons; what holds of a"
                " file as it is now is used"
            )
    except IndexRefusedError as error:
        decided = f"it is not used: {error}"
    except SettingsError as error:
        found, decided = f"not known ({error})", "the reader does not start here"
    return Finding(
        "shared index",
        found,
        decided,
        'VARIORUM_INDEX=FILE, empty for none; index = "FILE" in config.toml',
    )


def _colours(colours: int) -> str:
    if not colours:
        return "marks are told by bold, underline, reverse and by signs"
    if colours <= 16:  # noqa: PLR2004  # the terminal's own palette
        return "the theme ansi-dark, in the terminal's own colours"
    if colours <= 256:  # noqa: PLR2004
        return "themes that stay distinct at 256 colours; another one is replaced, and you are told"
    return "any theme"


def _multiplexer(terminal: Capabilities) -> str:
    if not terminal.multiplexer:
        return "nothing to heed"
    erased = "" if terminal.colours_erased else "; blanks are sent, not erased"
    return f"Ctrl-L sends everything again after reattaching{erased}"


def _said(answer: bool | None, silent: str = "could not be asked") -> str:  # noqa: FBT001
    return silent if answer is None else "yes" if answer else "no"


def _textual() -> str:
    try:
        return version("textual")
    except PackageNotFoundError:
        return "not installed"
