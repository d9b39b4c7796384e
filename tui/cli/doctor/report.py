"""`variorum doctor`: the abilities of the terminal, the decisions from them, and their settings.

Its output has the facts for a bug report, and no private data. Exit codes: 0 reading is possible
here, 1 it is not, 2 usage.
"""

import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from typing import Final

from tui import __version__
from tui.cli.argument_parser import Parser
from tui.cli.doctor.finding import safe_line
from tui.cli.doctor.settings_findings import Configuration, read_configuration, settings_findings
from tui.cli.doctor.terminal_findings import terminal_findings
from tui.cli.mouse_option import with_mouse
from tui.settings import display_path, folders
from tui.terminal.probe.capabilities import find_capabilities
from tui.terminal.probe.query import ProbeResult, ask_terminal

_READABLE, _UNREADABLE = 0, 1
_SHOWN: Final = (
    ("TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION"),
    ("LANG", "LC_ALL", "LC_CTYPE"),
)
"""Environment variables that are shown with their values."""
_PRIVATE: Final = ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""Variables with addresses and sockets: shown only as set or not."""


def examine(words: Sequence[str]) -> int:
    """Print the report; return the exit code."""
    parser = Parser(
        prog="variorum doctor",
        description="Show what this terminal can do, how it is used, and how to change that.",
    )
    parser.parse_args(words)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(
            errors="replace"
        )  # people paste a report elsewhere: its characters must be safe there
    terminal = find_capabilities(os.environ)
    probe = ask_terminal(terminal, is_shared=not sys.stdout.isatty())
    configuration = read_configuration(folders().config)
    for line in report(os.environ, probe, configuration):
        print(line)  # noqa: T201  # the command line's voice
    usable = terminal.usable and not configuration.problem
    return _READABLE if usable else _UNREADABLE


def report(
    environ: Mapping[str, str], probe: ProbeResult, configuration: Configuration
) -> Iterator[str]:
    """Yield the lines of the report."""
    terminal = with_mouse(find_capabilities(environ, probe.answers), environ)
    yield f"variorum {__version__}, Textual {_textual()}, Python {platform.python_version()}"
    yield f"{platform.system()} {platform.release()}"
    yield from _surroundings(environ, probe)
    yield ""
    if probe.unasked:
        yield f"The terminal could not be asked: {probe.unasked}. The findings below"
        yield "are based on the environment only."
        yield ""
    elif probe.is_silent:
        yield "The terminal did not answer within a second: the findings below are based on"
        yield "the environment only."
        yield ""
    for finding in terminal_findings(terminal, probe, environ):
        yield from finding.lines()
    for finding in settings_findings(configuration, environ):
        yield from finding.lines()
    yield ""
    user_folders = folders()
    for name in ("config", "state", "data", "cache", "log"):
        yield safe_line(f"{name}: {display_path(getattr(user_folders, name))}")


def _surroundings(environ: Mapping[str, str], probe: ProbeResult) -> Iterator[str]:
    """Yield the facts of the environment that may matter to the reader."""
    size = probe.size
    yield f"terminal size: {f'{size[0]} columns, {size[1]} lines' if size else 'not known'}"
    for names in _SHOWN:
        yield ", ".join(
            safe_line(f"{name}={environ[name]}") if name in environ else f"{name} not set"
            for name in names
        )
    yield ", ".join(f"{name} {'set' if environ.get(name) else 'not set'}" for name in _PRIVATE)


def _textual() -> str:
    try:
        return version("textual")
    except PackageNotFoundError:
        return "not installed"
