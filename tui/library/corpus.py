"""The corpus: which files it is made of, and each one read, or the reason it could not be.

Nothing here raises for a bad file: a reader of forty must not lose them to the forty-first.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tui.library.bounds import Bounds
from tui.library.encodings import FOUND, Encodings
from tui.library.holding import Holding, spelt
from tui.text.clean import clean_line
from tui.text.decode import Decoded, NotTextError
from tui.text.html import is_html, is_page
from tui.text.read import Format, read

LARGEST = 64 << 20
"""Bytes of a file that is still opened."""
LONG = 1 << 19
"""Bytes of a file whose beginning is shown before the whole is read."""
BEGINNING = 1 << 14
"""Bytes of that beginning."""

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_TAKEN = _MARKDOWN | {".txt", ".text"}
_HTML = {".html", ".htm", ".xhtml"}
_KINDS = 6
"""Kinds of other formats that are named."""
_NUMBER = re.compile(r"([0-9]+)")


def find(paths: Iterable[Path], left: dict[str, Path] | None = None) -> Iterator[Path]:
    """The files that `paths` name, folders searched in natural order, hidden ones passed over.

    A file reached by two ways is given once; what can't be reached is given too, for `load` to say
    why. In folders plain text and Markdown are taken, by their endings; the other files are put
    into `left`, by where they really lie.
    """
    seen: set[str] = set()
    left = {} if left is None else left
    for path in paths:
        real = os.path.realpath(path)
        found = _walk(path, real, frozenset(), left) if path.is_dir() else [(path, real)]
        for file, where in found:
            if where not in seen:
                seen.add(where)
                yield file


def load(path: Path, encodings: Encodings = FOUND) -> Holding:
    """The holding for the file at `path`."""
    name, identity = name_of(path), identity_of(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            return Holding(identity, path, name, problem="you may not look into this folder")
        if not path.is_file():
            return Holding(identity, path, name, problem="it is not a regular file")
        if size > LARGEST:
            return Holding(identity, path, name, problem=_too_large(size))
        return hold(identity, path, name, path.read_bytes(), kind_of(path), encodings=encodings)
    except OSError as error:
        return Holding(identity, path, name, problem=_why(error))


def natural_order(name: str) -> tuple[list[str | int], str]:
    """A key to sort names by as people count: 2 before 10."""
    pieces: list[str | int] = list(_NUMBER.split(name))
    pieces[1::2] = map(int, pieces[1::2])
    return pieces, name


def reach(paths: Sequence[Path], *, secure: bool, others: bool = False) -> Iterator[Path | Holding]:
    """The files that `paths` name; `secure`, for one that really lies outside, its holding.

    With the `others`, at last one holding for all files of other formats in the folders.
    """
    bounds = Bounds(paths) if secure else None
    left: dict[str, Path] = {}
    for path in find(paths, left):
        yield path if bounds is None or path in bounds else _barred(path)
    if others and left:
        yield _of_other_formats(list(left.values()))


def _of_other_formats(files: Sequence[Path]) -> Holding:
    """The holding for files that are passed over, which says how many, and of which kinds."""
    kinds = Counter(clean_line(f.suffix.lower()[1:], 8) or "without ending" for f in files)
    told = [f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))]
    more = ["…"] if len(told) > _KINDS else []
    name = f"{len(files)} file{'s' if len(files) > 1 else ''} of other formats"
    problem = f"not read: {', '.join([*told[:_KINDS], *more])}"
    return Holding(name, files[0].parent, name, problem=problem)


def _barred(path: Path) -> Holding:
    name, identity = name_of(path), identity_of(path)
    return Holding(identity, path, name, problem="it leads out of the corpus (secure mode)")


def preview(path: Path, encodings: Encodings = FOUND) -> Holding | None:
    """The beginning of a long UTF-8 file, to be shown while `load` reads the whole; or nothing."""
    try:
        if encodings.named(path) or path.stat().st_size < LONG or not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(BEGINNING)
        text = data[: data.rfind(b"\n") + 1 or len(data)].decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    holding = hold(identity_of(path), path, name_of(path), text.encode(), kind_of(path))
    return replace(holding, digest="", partial=True) if holding.document else None


def hold(
    identity: str,
    path: Path,
    name: str,
    data: bytes,
    kind: Format,
    *,
    encodings: Encodings = FOUND,
) -> Holding:
    """The holding for bytes already read, as from standard input."""
    if len(data) > LARGEST:
        return Holding(identity, path, name, problem=_too_large(len(data)))
    try:
        decoded = encodings.decode(path, data)
    except NotTextError as error:
        return Holding(identity, path, name, problem=str(error))
    digest = digest_of(data, decoded.encoding)
    del data  # of a long file each copy counts
    if refused := refusal(decoded, path):
        return Holding(identity, path, name, problem=refused, digest=digest)
    document = read(decoded.text, kind)
    if not document.passages:
        return Holding(identity, path, name, problem="it is empty", digest=digest)
    return Holding(identity, path, name, document, "", decoded.encoding, digest)


def name_of(path: Path) -> str:
    """The name of the file at `path`, safe to show; of bytes that are no UTF-8 their numbers."""
    return clean_line(spelt(path.name)) or "(no name)"


def identity_of(path: Path) -> str:
    """What a file is known by in a corpus: its path, safe to show, marked where that lost some."""
    shown = clean_line(spelt(str(path)), 4_000)
    written = os.fsencode(path)
    if shown.encode() == written:
        return shown
    return f"{shown} #{hashlib.blake2b(written, digest_size=4).hexdigest()}"


def digest_of(data: bytes, encoding: str) -> str:
    """What a file's content is known by: the check sum of its bytes, and how they are read."""
    digest = hashlib.sha256(data)
    if encoding != "utf-8":
        digest.update(b"\0" + encoding.encode())
    return digest.hexdigest()


def refusal(decoded: Decoded, path: Path) -> str:
    """Why a text is not one to be read; nothing if it is."""
    html = is_page if kind_of(path) is Format.MARKDOWN else is_html
    named = path.suffix.lower() in _HTML
    return "it is HTML, which is not read yet; save it as text" * (named or html(decoded.text))


def _walk(
    folder: Path, real: str, above: frozenset[str], left: dict[str, Path]
) -> Iterator[tuple[Path, str]]:
    """The files below `folder` and where each really lies; a folder in itself is entered once.

    Only links need to be followed to know where a file lies: of a thousand files few are.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: natural_order(entry.name))
    except OSError:
        yield folder, real
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        where = f"{real}{os.sep}{entry.name}"
        if entry.is_symlink():
            where = os.path.realpath(where)
        path = folder / entry.name
        if path.is_dir() if entry.is_symlink() else entry.is_dir():
            if where not in above | {real}:
                yield from _walk(path, where, above | {real}, left)
        elif path.suffix.lower() in _TAKEN:
            yield path, where
        elif entry.is_file():
            left[where] = path


def kind_of(path: Path) -> Format:
    """How the text of a file of this name is written."""
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


def _too_large(size: int) -> str:
    return f"it has {size >> 20} MB; at most {LARGEST >> 20} MB are opened"
