"""Writing of new files: whole or not at all, and never over another file."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from tui.storage.atomic_write import OURS, sync_folder


def write_new(path: Path, data: bytes) -> None:
    """Write `data` as a new file at `path`; the folder must exist.

    The name appears when all bytes are on the disk.

    Raises:
        FileExistsError: Something is at `path` already.
        OSError: If the file or folder can't be written.
    """
    temporary_file = path.parent / f"{OURS}{token_hex(8)}.tmp"
    try:
        with temporary_file.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _give_name(temporary_file, path)
    finally:
        with suppress(OSError):
            temporary_file.unlink()
    sync_folder(path.parent)


def _give_name(temporary_file: Path, path: Path) -> None:
    try:
        os.link(temporary_file, path)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no second names
        with path.open("xb"):
            pass  # the name is ours from here on
        try:
            temporary_file.replace(path)
        except OSError:
            path.unlink()
            raise
