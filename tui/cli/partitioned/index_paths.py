"""Paths of a command line that are partitioned indexes, which are not read as files."""

from collections.abc import Iterable
from pathlib import Path

from tui.storage.disk_timeout import call_with_timeout
from tui.text.sanitization import clean_line

_BEGINNING = b'{"format":'
"""The first bytes of the manifest of an index."""


def index_among(paths: Iterable[Path]) -> str:
    """Return the advice for the first path that is an index; empty if none is."""
    for path in paths:
        try:
            is_index = call_with_timeout(_begins_index, path, disk=str(path), soon=True)
        except OSError:
            continue
        if is_index:
            name = clean_line(str(path))
            return f"{name} is an index, which `variorum --index {name}` reads"
    return ""


def _begins_index(path: Path) -> bool:
    with (path / "index.json").open("rb") as file:
        return file.read(len(_BEGINNING)) == _BEGINNING
