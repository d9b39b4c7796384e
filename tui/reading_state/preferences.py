"""Preferences for the next run, in one small file: theme, articles, order, encodings, novelty.

When saving returns, the file on the disk is complete and private. A folder that can't be written is
no error: preferences can be chosen again.
"""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from tui.lazy_imports import lazy_imports
from tui.storage.permissions import private_folder

with lazy_imports():
    import json

    from tui.storage import atomic_write

_FILE = "preferences.json"
_LARGEST = 4_000_000
_KEEPING = threading.Lock()
"""Lock for saving: two threads may save at the same time."""


def theme(folder: Path) -> str | None:
    """Return the name of the theme that was last chosen.

    Returns:
        The name; None if no theme was chosen, or the file can't be read.
    """
    name = _values(folder).get("theme")
    return name if isinstance(name, str) else None


def paths(folder: Path) -> list[str]:
    """Return the files and folders that were last read; an empty list if they are not known."""
    saved_paths = _values(folder).get("paths")
    return (
        [path for path in saved_paths if isinstance(path, str)]
        if isinstance(saved_paths, list)
        else []
    )


def list_order(folder: Path) -> str:
    """Return the name of the order of the list that was last chosen; empty if none was."""
    name = _values(folder).get("list_order")
    return name if isinstance(name, str) else ""


def encodings(folder: Path) -> dict[str, str]:
    """Return the encodings that the reader has named for single files, by resolved path."""
    return _encodings_in(_values(folder))


def _encodings_in(values: dict[str, object]) -> dict[str, str]:
    saved_encodings = values.get("encodings")
    if not isinstance(saved_encodings, dict):
        return {}
    return {path: name for path, name in saved_encodings.items() if isinstance(name, str)}


def is_novelty_shown(folder: Path) -> bool:
    """Return True if novelty is shown: unless the reader has turned it off."""
    return _values(folder).get("novelty") is not False


def keep_novelty_shown(folder: Path, *, is_shown: bool) -> None:
    """Save the choice to show novelty or not."""
    _keep(folder, "novelty", lambda _: is_shown)


def keep_encoding(folder: Path, path: str, name: str) -> None:
    """Save the encoding named for a file; an empty name removes it."""

    def change(values: dict[str, object]) -> object:
        saved_encodings = _encodings_in(values)
        saved_encodings.pop(path, None)
        return {**saved_encodings, path: name} if name else saved_encodings

    _keep(folder, "encodings", change)


def keep_paths(folder: Path, read_paths: list[str]) -> None:
    """Save the paths that are read: `variorum` without arguments opens them."""
    _keep(folder, "paths", lambda _: read_paths)


def keep_list_order(folder: Path, name: str) -> None:
    """Save the name of the order of the list."""
    _keep(folder, "list_order", lambda _: name)


def keep_theme(folder: Path, name: str) -> None:
    """Save the name of the theme."""
    _keep(folder, "theme", lambda _: name)


def _values(folder: Path) -> dict[str, object]:
    """Return the preferences; none if the file can't be read."""
    try:
        return _read(folder)
    except OSError:
        return {}


def _read(folder: Path) -> dict[str, object]:
    """Return the preferences; none if the file is not there, or is damaged.

    Raises:
        OSError: If the file can't be read.
    """
    try:
        with (folder / _FILE).open(encoding="utf-8") as file:
            values = json.loads(file.read(_LARGEST))
    except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _keep(folder: Path, name: str, change: Callable[[dict[str, object]], object]) -> None:
    """Save the value under `name` that `change` makes of all preferences."""
    with _KEEPING, contextlib.suppress(OSError):
        values = _read(folder)
        value = change(values)
        if values.get(name) != value:
            private_folder(folder)
            atomic_write.write_atomically(
                folder / _FILE, json.dumps({**values, name: value}), private=True
            )
