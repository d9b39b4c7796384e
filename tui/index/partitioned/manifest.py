"""The manifest of a partitioned index: `index.json`, which names its files, replaced at once."""

import json
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
from tui.storage.atomic_write import sync_folder, write_atomically
from tui.storage.disk_timeout import DiskTimeoutError, call_with_timeout

FILE = "index.json"
FORMAT = 2
ASK_FOR_RIGHT = "ask for the right to read it"
"""Advice on a file or a folder that is closed to this user."""
_NEW = ".new-"
"""The beginning of the names of folders whose files are being written."""
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
    """Return a new folder for the files of an index in `folder`, which is made if it is missing.

    Raises:
        OSError: If it can't be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for remnant in folder.glob(f"{_NEW}*"):  # of a killed run
        if time.time() - remnant.stat().st_mtime > _LEFT:
            shutil.rmtree(remnant, ignore_errors=True)
    generation = Path(mkdtemp(prefix=_NEW, dir=folder))
    generation.chmod(0o755)
    return generation


def publish(folder: Path, generation: Path, manifest: Manifest) -> None:
    """Make the files in `generation` the index in `folder`; the previous ones stay for readers.

    The files are on the disk before the manifest names them, the manifest before older ones are
    removed.

    Raises:
        OSError: If the folder can't be written.
    """
    try:
        previous = read_manifest(folder).generation
    except IndexRefusedError:
        previous = ""
    current = folder / manifest.generation
    if current.exists():
        shutil.rmtree(generation)
    else:
        generation.rename(current)
    for directory in (*current.iterdir(), current, folder):
        sync_folder(directory)
    write_atomically(folder / FILE, _packed(manifest).decode())
    (folder / FILE).chmod(0o644)
    for path in folder.iterdir():
        if path.name not in {previous, manifest.generation} and _is_generation(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_generation(folder: Path) -> bool:
    """Return True if a folder has the files of an index: its name is a check sum."""
    name = folder.name
    return len(name) == 16 and not name.strip("0123456789abcdef") and folder.is_dir()  # noqa: PLR2004


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the index in `folder`.

    Raises:
        IndexRefusedError: If there is no manifest, or it can't be used.
    """
    path = folder / FILE
    try:
        values = json.loads(call_with_timeout(_read_safe, path, disk=str(folder)))
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
        if values["format"] != FORMAT:
            raise IndexRefusedError(
                f"{folder} was made by another version of variorum", advice="ask for a new one"
            )
        tables = {table: tuple(_file(*file) for file in values["tables"][table]) for table in Table}
        manifest = Manifest(
            str(values["engine"]), _count(values["articles"]), _count(values["claims"]), tables
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder, error) from error
    return manifest


def _read_safe(path: Path) -> bytes:
    """Return the bytes of a manifest that not everyone may write."""
    for judged_path in (path.parent, path):
        mode = judged_path.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise IndexRefusedError(f"{judged_path} may be written by everyone (chmod o-w)")
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise IndexRefusedError(f"{path} is too large", advice="ask for a new one")
    return data


def _file(number: object, rows: object, size: object, digest: object) -> TableFile:
    return TableFile(_count(number), _count(rows), _count(size), str(digest))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 48:
        raise ValueError("it has a number that is negative, too large or no number")
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
