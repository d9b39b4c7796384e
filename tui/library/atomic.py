"""Writing a file whole or not at all: what stood there before stands until the new one is safe."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

OURS = ".variorum-"
"""How the name of a file begins that is not whole yet."""


def write_whole(path: Path, text: str) -> None:
    """Put `text`, as UTF-8, in the place of what is at `path`; raises `OSError`.

    A link is followed, an existing file keeps its mode, and the folder must exist.
    """
    real = Path(os.path.realpath(path))
    try:
        mode = stat.S_IMODE(real.stat().st_mode)
    except FileNotFoundError:
        mode = 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=OURS, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(as_bytes(text))
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(name).replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    settle(real.parent)


def settle(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk; raises `OSError`."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def as_bytes(text: str) -> bytes:
    """`text` as a file of ours holds it: UTF-8, and paths that are no text as they are."""
    return text.encode("utf-8", errors="surrogateescape")


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
