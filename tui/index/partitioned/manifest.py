"""The manifest of a partitioned index: `index.json`, which names its files, replaced at once."""

import json
import os
import shutil
import stat
import time
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from tui.index.cache.comparison_cache import engine_checksum
from tui.index.partitioned.table_files import TableFile
from tui.index.partitioned.tables import Table
from tui.index.shared.shared_index import IndexRefusedError
from tui.storage.disk_timeout import DiskTimeoutError, call_with_timeout

FILE = "index.json"
FORMAT = 2
ASK_FOR_RIGHT = "ask for the right to read it"
"""Advice on a file or a folder that is closed to this user."""
_NEW = ".new-"
_LEFT = 7 * 86_400.0
"""Seconds after which the files of a run that did not end are removed."""
_LARGEST = 64 << 20
"""Bytes of a manifest that is still read: files of some 100 million articles."""


class Manifest(NamedTuple):
    """The contents of an index."""

    engine: str
    """Check sum of the program that compared its articles."""
    articles: int
    claims: int
    tables: Mapping[Table, Sequence[TableFile]]
    """The files of each table, in order."""

    @property
    def generation(self) -> str:
        """The name of the folder with the files."""
        return blake2b(_packed(self), digest_size=8).hexdigest()


def _packed(manifest: Manifest) -> bytes:
    return json.dumps(
        {
            "format": FORMAT,
            "engine": manifest.engine,
            "articles": manifest.articles,
            "claims": manifest.claims,
            "tables": {table: manifest.tables.get(table, ()) for table in Table},
        },
        separators=(",", ":"),
    ).encode()


def new_files(folder: Path) -> Path:
    """Return a new folder for the files of an index in `folder`, which is made if it is not there.

    Raises:
        OSError: If it can't be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_NEW}*"):  # by a killed run
        if time.time() - left.stat().st_mtime > _LEFT:
            shutil.rmtree(left, ignore_errors=True)
    written = Path(mkdtemp(prefix=_NEW, dir=folder))
    written.chmod(0o755)
    return written


def publish(folder: Path, written: Path, manifest: Manifest) -> None:
    """Make the files in `written` the index in `folder`; the one before is kept for its readers.

    Raises:
        OSError: If the folder can't be written.
    """
    try:
        before = read_manifest(folder).generation
    except IndexRefusedError:
        before = ""
    ours = folder / manifest.generation
    if ours.exists():
        shutil.rmtree(written)
    else:
        written.rename(ours)
    beside = folder / f".{FILE}.{os.getpid()}"
    beside.write_bytes(_packed(manifest))
    beside.chmod(0o644)
    beside.replace(folder / FILE)
    for other in folder.iterdir():
        if other.name not in {before, manifest.generation} and _is_generation(other):
            shutil.rmtree(other, ignore_errors=True)


def _is_generation(folder: Path) -> bool:
    """Return True if a folder has files of an index: its name is a check sum."""
    name = folder.name
    return len(name) == 16 and not name.strip("0123456789abcdef") and folder.is_dir()  # noqa: PLR2004


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the index in `folder`.

    Raises:
        IndexRefusedError: If there is none, or it can't be used.
    """
    path = folder / FILE
    try:
        found = json.loads(call_with_timeout(_read_safe, path, disk=str(folder)))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexRefusedError(
            f"{folder} is no index", advice="`variorum index --partitioned --to` makes one"
        ) from error
    except PermissionError as error:
        raise IndexRefusedError(f"{path} may not be read", advice=ASK_FOR_RIGHT) from error
    except DiskTimeoutError as error:
        raise IndexRefusedError(f"{path} can't be read", cause=error) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(folder, error) from error
    try:
        if found["format"] != FORMAT:
            raise IndexRefusedError(
                f"{folder} was made by another version of variorum", advice="ask for a new one"
            )
        tables = {
            table: tuple(_file(*values) for values in found["tables"][table]) for table in Table
        }
        manifest = Manifest(
            str(found["engine"]), _count(found["articles"]), _count(found["claims"]), tables
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder, error) from error
    return manifest


def _read_safe(path: Path) -> bytes:
    """Return the bytes of a manifest that not everyone may write."""
    for one in (path.parent, path):
        mode = one.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise IndexRefusedError(f"{one} may be written by everyone (chmod o-w)")
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise IndexRefusedError(f"{path} is too large", advice="ask for a new one")
    return data


def _file(number: object, rows: object, size: object, digest: object) -> TableFile:
    return TableFile(_count(number), _count(rows), _count(size), str(digest))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 48:
        raise ValueError("it has a number that is none")
    return value


def _damaged(folder: Path, error: Exception) -> IndexRefusedError:
    reason = error.strerror if isinstance(error, OSError) else error
    return IndexRefusedError(f"{folder} is damaged ({reason})", advice="ask for a new one")


def new_manifest(
    articles: int, claims: int, tables: Mapping[Table, Sequence[TableFile]]
) -> Manifest:
    """Return the manifest of an index that this program made."""
    ordered = {table: tuple(sorted(tables.get(table, ()))) for table in Table}
    return Manifest(engine_checksum(), articles, claims, ordered)
