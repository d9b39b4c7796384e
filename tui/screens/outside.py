"""The reader's own editor, $VISUAL or $EDITOR, on a note's words; the screen waits meanwhile."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from tui.library.note import TEXT_LONGEST
from tui.text.clean import clean, clean_line


class NoEditorError(Exception):
    """The editor could not be used: why, for the reader."""


def edited_outside(app: App[Any], text: str) -> str:
    """`text` as the editor leaves it; raises `NoEditorError`, and then nothing has changed."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        command = shlex.split(chosen)
    except ValueError as error:
        raise NoEditorError(f"$EDITOR can't be understood: {error}") from error
    with tempfile.TemporaryDirectory(prefix="variorum-") as folder:  # private: mode 0700
        file = Path(folder, "note.md")
        file.write_text(text + "\n" if text else "", encoding="utf-8")
        try:
            with app.suspend():
                done = subprocess.run([*command, str(file)], check=False)  # noqa: S603
        except SuspendNotSupported as error:
            raise NoEditorError("this terminal can't be lent to another program") from error
        except OSError as error:
            name = clean_line(command[0] if command else chosen, 60)
            raise NoEditorError(f"{name} can't be started: {error.strerror or error}") from error
        if done.returncode:
            raise NoEditorError(f"the editor gave up ({done.returncode}); nothing was changed")
        return _read(file)


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > 8 * TEXT_LONGEST:
            raise NoEditorError(f"a note has at most {TEXT_LONGEST:,} characters")
        written = file.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise NoEditorError(f"what was written can't be read: {error.strerror}") from error
    return clean(written)[0].strip("\n")
