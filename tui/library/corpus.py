"""The corpus: which files it is made of, and each one read, or the reason it could not be.

Nothing here raises for a bad file: a reader of forty must not lose them to the forty-first.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tui.library.bounds import Bounds
from tui.library.contents import ContentsError, beginning, contents, too_large
from tui.library.deadline import UnansweredError, answered
from tui.library.holding import Holding
from tui.text.clean import clean_line
from tui.text.decode import NotTextError, decode
from tui.text.read import Format, read

LARGEST = 64 << 20
"""Bytes of a file that is still opened."""
LONG = 1 << 19
"""Bytes of a file whose beginning is shown before the whole is read."""
BEGINNING = 1 << 14
"""Bytes of that beginning."""

_MARKDOWN = {".md", ".markdown"}
_TAKEN = _MARKDOWN | {".txt", ".text"}


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that `paths` name, folders searched in order of name, hidden ones passed over.

    A file reached by two ways is given once; what can't be reached is given too, for `load` to say
    why. In folders `.txt`, `.text`, `.md` and `.markdown` are taken.
    """
    seen: set[str] = set()
    for path in paths:
        try:
            real, is_folder = answered(_place, path, disk=str(path.parent))
        except OSError:  # `load` says why
            real, is_folder = str(path), False
        for file, where in _walk(path, real, frozenset()) if is_folder else [(path, real)]:
            if where not in seen:
                seen.add(where)
                yield file


def load(path: Path, *, soon: bool = False) -> Holding:
    """The holding for the file at `path`; `soon`, or else one of which the rest is to follow."""
    try:
        origin, *data = contents(path, LARGEST, soon=soon)
    except (ContentsError, OSError) as error:
        if soon and isinstance(error, UnansweredError):
            return _awaited(path)
        return unread(path, error)
    # It is taken out of the list: of a long file each copy counts.
    holding = hold(_identity(path), path, _name(path), data.pop(), _kind(path))
    return replace(holding, real=origin.real, stamp=origin.stamp)


def _awaited(path: Path) -> Holding:
    """The holding for a file whose disk has not answered yet."""
    waiting = ContentsError("its disk has not answered yet…")
    return replace(unread(path, waiting), partial=True)


def load_again(path: Path, paths: Sequence[Path], *, secure: bool) -> Holding:
    """The holding for a file reached by `paths` before, as it is now; `secure` as in `reach`."""
    bounds = _bounds(paths) if secure and path not in paths else None
    problem = _outside(path, bounds) if bounds else None
    return unread(path, problem) if problem else load(path)


def unread(path: Path, error: ContentsError | OSError) -> Holding:
    """The holding for the file at `path`, which can't be read."""
    problem = _why(error) if isinstance(error, OSError) else str(error)
    return Holding(_identity(path), path, _name(path), problem=problem)


def reach(paths: Sequence[Path], *, secure: bool) -> Iterator[Path | Holding]:
    """The files that `paths` name; `secure`, for one that really lies outside, its holding."""
    bounds, named = _bounds(paths) if secure else None, frozenset(paths)
    for path in find(paths):
        problem = _outside(path, bounds) if bounds and path not in named else None
        yield unread(path, problem) if problem else path


def _outside(path: Path, bounds: Bounds) -> ContentsError | OSError | None:
    """Why `path` is not read in secure mode; nothing if it really lies in the corpus."""
    try:
        if answered(bounds.__contains__, path, disk=str(path.parent)):
            return None
    except OSError as error:
        return error
    return ContentsError("it leads out of the corpus (secure mode)")


def _bounds(paths: Sequence[Path]) -> Bounds:
    """The bounds of a corpus; what is on a disk that doesn't answer lies outside."""
    named = []
    for path in paths:
        with suppress(OSError):
            answered(_place, path, disk=str(path.parent))
            named.append(path)
    return Bounds(named)


def preview(path: Path) -> Holding | None:
    """The beginning of a long UTF-8 file, to be shown while `load` reads the whole; or nothing.

    Of a file whose disk doesn't answer soon, a holding that says so.
    """
    try:
        data = beginning(path, BEGINNING, LONG)
    except UnansweredError:
        return _awaited(path)
    except OSError:
        return None
    if data is None:
        return None
    try:
        text = data[: data.rfind(b"\n") + 1 or len(data)].decode("utf-8")
    except UnicodeDecodeError:
        return None
    holding = hold(_identity(path), path, _name(path), text.encode(), _kind(path))
    return replace(holding, digest="", partial=True) if holding.document else None


def hold(identity: str, path: Path, name: str, data: bytes, kind: Format) -> Holding:
    """The holding for bytes already read, as from standard input."""
    if len(data) > LARGEST:
        return Holding(identity, path, name, problem=too_large(len(data), LARGEST))
    digest = hashlib.sha256(data).hexdigest()
    try:
        decoded = decode(data)
    except NotTextError as error:
        return Holding(identity, path, name, problem=str(error))
    del data  # of a long file each copy counts
    document = read(decoded.text, kind)
    if not document.passages:
        return Holding(identity, path, name, problem="it is empty", digest=digest)
    return Holding(identity, path, name, document, "", decoded.encoding, digest)


def _walk(folder: Path, real: str, above: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """The files below `folder` and where each really lies; a folder in itself is entered once."""
    try:
        entries = answered(_entries, folder, disk=str(folder))
    except OSError:
        yield folder, real
        return
    for name, is_link, is_real_folder in entries:
        path, where, is_folder = folder / name, f"{real}{os.sep}{name}", is_real_folder
        if is_link:
            with suppress(OSError):  # `load` says why
                where, is_folder = answered(_place, path, disk=where)
        if is_folder:
            if where not in above | {real}:
                yield from _walk(path, where, above | {real})
        elif path.suffix.lower() in _TAKEN:
            yield path, where


def _entries(folder: Path) -> list[tuple[str, bool, bool]]:
    """What is in `folder`, hidden things aside, by name; whether it is a link, or a folder itself.

    Only links need to be followed to know where a file lies: of a thousand files few are.
    """
    return [
        (entry.name, entry.is_symlink(), entry.is_dir(follow_symlinks=False))
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)
        if not entry.name.startswith(".")
    ]


def _place(path: Path) -> tuple[str, bool]:
    """Where `path` really lies, and whether it is a folder."""
    return os.path.realpath(path), path.is_dir()


def _identity(path: Path) -> str:
    return clean_line(str(path), 4_000) or _name(path)


def _name(path: Path) -> str:
    return clean_line(path.name) or "(no name)"


def _kind(path: Path) -> Format:
    return Format.MARKDOWN if path.suffix.lower() in _MARKDOWN else Format.PLAIN


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "it is not there (any more)"
        case PermissionError():
            return "you may not read it"
    if "symbolic links" in (error.strerror or ""):
        return "it is a link that leads back to itself"
    return clean_line(error.strerror or str(error))
