"""The record of an added page: its addresses and its time, in a file beside the page as it came.

A folder may come from somebody else: a record that is damaged or has other values is passed over.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PAGES = ".pages"
"""Folder in a corpus for the pages as they came; hidden, so that it is not read."""
_SUFFIX = ".json"
_LARGEST = 1 << 16
"""Bytes of a record."""


class AdditionRecord(NamedTuple):
    """The record of one added page."""

    file: str
    """The name of the file in the corpus."""
    url: str
    """The canonical address."""
    address: str
    """The address that gave the page."""
    redirects: tuple[str, ...]
    """The addresses before, the one that was asked for first."""
    fetched: str
    """The time, as ISO 8601 writes it."""
    digest: str
    """Check sum of the article and its metadata, or of a file that was kept as it came."""


def record_path(folder: Path, stem: str) -> Path:
    """Return the path of the record of the file called `stem`."""
    return folder / PAGES / f"{stem}{_SUFFIX}"


def record_bytes(record: AdditionRecord) -> bytes:
    """Return the content of a record's file."""
    return (json.dumps(record._asdict(), ensure_ascii=False, indent=1) + "\n").encode()


def records_of(folder: Path) -> Iterator[AdditionRecord]:
    """Yield the records of the files in `folder` that are still there."""
    for path in sorted((folder / PAGES).glob(f"*{_SUFFIX}")):
        record = _read_record(path)
        if record and (folder / record.file).is_file():
            yield record


def _read_record(path: Path) -> AdditionRecord | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        values = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or values.keys() != set(AdditionRecord._fields):
        return None
    redirects = values.pop("redirects")
    if not all(isinstance(value, str) for value in values.values()):
        return None
    if not isinstance(redirects, list) or not all(
        isinstance(address, str) for address in redirects
    ):
        return None
    record = AdditionRecord(**values, redirects=tuple(redirects))
    return record if Path(record.file).name == record.file else None
