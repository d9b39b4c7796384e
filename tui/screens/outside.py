"""The reader's own editor, $VISUAL or $EDITOR, on a note's words; the screen waits meanwhile.

What it wrote is handed over before anything else is done, whatever has become of the terminal.
"""

import os
import shlex
import subprocess
from collections.abc import Callable
from typing import Any

from textual.app import App, SuspendNotSupported

from tui.library.manuscripts import Manuscript
from tui.text.clean import clean_line


class NoEditorError(Exception):
    """The editor could not be used: why, for the reader."""


def edit_outside(app: App[Any], lent: Manuscript, take: Callable[[int], None]) -> None:
    """Run the editor on what was lent, then `take` with its exit code; raises `NoEditorError`."""
    problem = ""
    try:
        command = _command()
        with app.suspend():  # nothing may be raised in here: the screen would not come back
            try:
                done = subprocess.run(  # noqa: S603
                    [*command, str(lent.file)], check=False, pass_fds=(lent.lock,)
                )
            except OSError as error:
                problem = f"{clean_line(command[0], 60)} can't be started: {error.strerror}"
            else:
                lent.give_back()
                take(done.returncode)
    except SuspendNotSupported as error:
        raise NoEditorError("this terminal can't be lent to another program") from error
    finally:
        lent.give_back()
    if problem:
        raise NoEditorError(problem)


def _command() -> list[str]:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return shlex.split(chosen) or ["vi"]
    except ValueError as error:
        raise NoEditorError(f"$EDITOR can't be understood: {error}") from error
