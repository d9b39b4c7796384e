"""Unpacking of gzip and of the parts of a zip file, with limits; no file is written.

Sizes and counts in a file's header are not trusted: the unpacked bytes are counted.
"""

import struct
import zipfile
import zlib
from io import BytesIO

from tui.formats.extracted_article import ExtractionError, Limits

_MOST_RATIO = 250
"""Largest number of unpacked bytes for a packed one; prose packs to a third, markup to a
thirtieth."""
_UNSUSPICIOUS = 1 << 20
"""Number of unpacked bytes up to which no ratio is too high."""
_PIECE = 1 << 16
_FED = 1 << 12
"""Packed bytes given at once: what is left of them is copied at the end of each member."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Compression methods that need little memory; others may need gigabytes."""
_ENTRY = b"PK\x01\x02"
_GZIP = 31
"""`wbits` with which zlib expects a gzip header and verifies the check sum."""
_ENCRYPTED = 1
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError, KeyError, IndexError,
)  # fmt: skip
"""Errors that `zipfile` raises for damaged files."""


class UnpackedBytes:
    """Number of bytes unpacked from one file, all parts together."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._most = limits.unpacked
        self._count = 0

    @property
    def left(self) -> int:
        """Number of bytes that may still be unpacked."""
        return self._most - self._count

    def add(self, size: int) -> None:
        """Add `size` bytes.

        Raises:
            ExtractionError: If there are more than the limits allow.
        """
        self._count += size
        if self._count > self._most:
            raise ExtractionError(f"it unpacks to more than {self._most >> 20} MiB")


class ZipParts:
    """Parts of a zip file, read by name."""

    def __init__(self, data: bytes, limits: Limits, unpacked_bytes: UnpackedBytes) -> None:
        """Read the directory of `data`; the bytes of parts are counted in `unpacked_bytes`.

        Raises:
            ExtractionError: If it is not a zip file, or has too many parts.
        """
        if data.count(_ENTRY) > limits.articles:
            raise ExtractionError(f"it has more than {limits.articles} parts")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            parts = [part for part in self._zip.infolist() if not part.is_dir()]
        except _DAMAGED as error:
            raise ExtractionError("it is a damaged zip file") from error
        self._unpacked = unpacked_bytes
        self._parts = {part.filename: part for part in parts}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, in the order of the file."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """Return the bytes of the part `name`.

        Raises:
            ExtractionError: If it is missing, damaged, encrypted or too large.
        """
        part = self._parts.get(name)
        if part is None:
            raise ExtractionError(f"its part {name} is missing")
        if part.flag_bits & _ENCRYPTED:
            raise ExtractionError("it is encrypted")
        if part.compress_type not in _METHODS:
            raise ExtractionError("it is compressed by a method that can't be read")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_PIECE):
                    size += len(chunk)
                    self._unpacked.add(len(chunk))
                    _check_ratio(size, part.compress_size)
                    chunks.append(chunk)
        except _DAMAGED as error:
            raise ExtractionError(f"its part {name} is damaged") from error
        return b"".join(chunks)


def unpack_gzip(data: bytes, unpacked_bytes: UnpackedBytes) -> bytes:
    """Return the unpacked gzip members of `data`, one after the other.

    Raises:
        ExtractionError: If it is damaged, or unpacks to too many bytes.
    """
    chunks: list[bytes] = []
    size = offset = 0
    rest = b""
    member = None
    while True:
        if not rest:
            rest = data[offset : offset + _FED]
            offset += len(rest)
        if member is None:
            rest = rest.lstrip(b"\0")
            if not rest and offset >= len(data):
                return b"".join(chunks)
            member = zlib.decompressobj(_GZIP) if rest else None
            continue
        try:
            chunk = member.decompress(rest, _PIECE)
        except zlib.error as error:
            raise ExtractionError("it is a damaged gzip file") from error
        if not rest and not chunk and not member.eof:
            raise ExtractionError("it is a gzip file that was cut off")
        size += len(chunk)
        unpacked_bytes.add(len(chunk))
        _check_ratio(size, len(data))
        chunks.append(chunk)
        rest = member.unconsumed_tail
        if member.eof:
            rest, member = member.unused_data, None


def _check_ratio(size: int, packed_size: int) -> None:
    if size > _UNSUSPICIOUS and size > _MOST_RATIO * max(1, packed_size):
        raise ExtractionError(f"it unpacks to more than {_MOST_RATIO} times its size")
