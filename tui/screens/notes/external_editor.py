"""The reader's own editor, $VISUAL or $EDITOR, on a note's words; the screen waits meanwhile.

What it wrote is handed over before anything else is done, whatever has become of the terminal.
"""

import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from textual.app import App, SuspendNotSupported

from tui.errors import VariorumError
from tui.notes.files.external_edits import ExternalEdit
from tui.text.sanitization import clean_line

_KEYS: Final = (signal.SIGINT, signal.SIGQUIT)


class NoEditorError(VariorumError):
    """The editor could not be used."""


def edit_externally(app: App[Any], lent: ExternalEdit, take: Callable[[int], bool]) -> bool:
    """What `take` says of the exit code of the editor, once that had what was lent.

    Raises `NoEditorError`.
    """
    problem, is_well = "", False
    try:
        command = _command()
        with app.suspend():  # nothing may be raised in here: the screen would not come back
            try:
                editor = subprocess.Popen(  # noqa: S603
                    [*command, str(lent.file)], pass_fds=(lent.lock_descriptor,)
                )
            except OSError as error:
                problem = f"{clean_line(command[0], 60)} can't be started: {error.strerror}"
            else:
                with _deaf():
                    code = editor.wait()
                lent.release_lock()
                is_well = take(code)
    except SuspendNotSupported as error:
        raise NoEditorError("this terminal can't be lent to another program") from error
    finally:
        lent.release_lock()
    if problem:
        raise NoEditorError(problem)
    return is_well


@contextmanager
def _deaf() -> Iterator[None]:
    """Leave the keys that interrupt and quit to the editor: the terminal tells both of them."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _KEYS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _command() -> list[str]:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return shlex.split(chosen) or ["vi"]
    except ValueError as error:
        raise NoEditorError(f"$EDITOR can't be understood: {error}") from error
