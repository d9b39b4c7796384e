"""Archives: the files in zip and gzip files, and in archives inside them."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.formats.extracted_article import ExtractionError, Limits
from tui.formats.unpacking import UnpackedBytes, ZipParts, unpack_gzip

_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_FNAME, _FEXTRA = 8, 4
_LONGEST_NAME = 1_000
"""Largest length of a member's name in code points, with the names of the archives that it is
in."""
_HEADER = 10
"""Bytes of a gzip header before its optional fields."""
_DEEPEST = 8
"""Largest depth of archives in archives, whatever the limits allow."""


class Member(NamedTuple):
    """A file in an archive."""

    name: str
    """Name in the archive, after the names of the archives in between; it is never used as a
    path."""
    data: bytes


def members(data: bytes, limits: Limits = Limits()) -> Iterator[Member]:
    """Yield the files in the zip or gzip file `data`, in its order.

    A member whose name has the ending of an archive (`.zip`, `.gz`) is unpacked itself. Hidden
    files and files that systems add (`__MACOSX/`) are left out.

    Raises:
        ExtractionError: If it is not an archive, is damaged, or exceeds a limit.
    """
    if not data.startswith((_ZIP, _GZIP)):
        raise ExtractionError("it is not a zip or gzip file")
    unpacked_bytes = UnpackedBytes(limits)
    for count, member in enumerate(_unpack(Member("", data), limits, unpacked_bytes, 1), 1):
        if count > limits.articles:
            raise ExtractionError(f"it has more than {limits.articles} files")
        yield member


def _unpack(
    archive: Member, limits: Limits, unpacked_bytes: UnpackedBytes, depth: int
) -> Iterator[Member]:
    if depth > min(limits.depth, _DEEPEST):
        raise ExtractionError(f"it has more than {depth - 1} archives in each other")
    for member in _members(archive, limits, unpacked_bytes):
        if _is_archive(member):
            yield from _unpack(member, limits, unpacked_bytes, depth + 1)
        else:
            yield member


def _members(archive: Member, limits: Limits, unpacked_bytes: UnpackedBytes) -> Iterator[Member]:
    if archive.data.startswith(_GZIP):
        name = _gzip_name(archive.data) or _last(archive.name).removesuffix(".gz")
        yield Member(_join_names(archive.name, name), unpack_gzip(archive.data, unpacked_bytes))
        return
    parts = ZipParts(archive.data, limits, unpacked_bytes)
    for name in parts.names:
        if not _is_hidden(name):
            yield Member(_join_names(archive.name, name), parts.read(name))


def _is_archive(member: Member) -> bool:
    name = member.name.lower()
    return (name.endswith(".zip") and member.data.startswith(_ZIP)) or (
        name.endswith(".gz") and member.data.startswith(_GZIP)
    )


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in _parts(name))


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def _join_names(archive: str, name: str) -> str:
    """Return the name without parts that lead up or to the root: it is only shown."""
    parts = [part for part in _parts(name) if part not in {"", ".", ".."}]
    return "/".join([archive, *parts] if archive else parts)[:_LONGEST_NAME]


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _gzip_name(data: bytes) -> str:
    """Return the name in a gzip header; empty if there is none."""
    if len(data) < _HEADER or not data[3] & _FNAME:
        return ""
    start = _HEADER
    if data[3] & _FEXTRA:
        start += 2 + int.from_bytes(data[start : start + 2], "little")
    end = data.find(b"\0", start, start + _LONGEST_NAME)
    return data[start:end].decode("latin-1") if end > 0 else ""
