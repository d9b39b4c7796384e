"""The external editor, $VISUAL or $EDITOR, for the words of a note; the screen waits meanwhile.

The words are handed over first, whatever the state of the terminal.
"""

import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from textual.app import App, SuspendNotSupported

from tui.errors import VariorumError
from tui.notes.files.external_edits import ExternalEdit
from tui.text.sanitization import clean_line

_KEYS: Final = (signal.SIGINT, signal.SIGQUIT)


class NoEditorError(VariorumError):
    """The editor could not be used."""


def edit_externally(app: App[Any], edit: ExternalEdit, take: Callable[[int], bool]) -> bool:
    """Run the editor on the file of `edit`; return the result of `take` for its exit code.

    Raises:
        NoEditorError: If the editor could not be used.
    """
    problem, is_well = "", False
    try:
        command = _command()
        with app.suspend():  # an exception in here would leave the terminal without the screen
            try:
                editor = subprocess.Popen(  # noqa: S603
                    [*command, str(edit.file)], pass_fds=(edit.lock_descriptor,)
                )
            except OSError as error:
                problem = f"{clean_line(command[0], 60)} can't be started: {error.strerror}"
            else:
                with _ignore_signals():
                    code = editor.wait()
                edit.release_lock()
                is_well = take(code)
    except SuspendNotSupported as error:
        raise NoEditorError("this terminal can't run another program") from error
    finally:
        edit.release_lock()
    if problem:
        raise NoEditorError(problem)
    return is_well


@contextmanager
def _ignore_signals() -> Iterator[None]:
    """Ignore SIGINT and SIGQUIT, which the terminal sends to the editor and to this program."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _KEYS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def editor_name() -> str:
    """Return the name of the editor for messages; `an editor` if its setting is unusable."""
    try:
        return clean_line(Path(_command()[0]).name, 60) or "an editor"
    except NoEditorError:
        return "an editor"


def _command() -> list[str]:
    command_line = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return shlex.split(command_line) or ["vi"]
    except ValueError as error:
        raise NoEditorError(f"$EDITOR can't be understood: {error}") from error
