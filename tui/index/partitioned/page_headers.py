"""Headers of the pages of a Parquet file: the size of a page, before it is unpacked.

Arrow takes as much memory as a header asks for, and no library tells of it beforehand. Only the
headers that `table_files` writes are read, in Thrift's compact protocol; any other is an error, so
that no header has one meaning here and another one there.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

_TRUE, _FALSE, _I32, _I64, _BINARY, _STRUCT = 1, 2, 5, 6, 8, 12
"""Types of Thrift's fields."""
_DEPTH = 3
"""Levels of structures: a header, that of its kind of page, and statistics."""
_MOST_FIELDS = 16
"""Largest number of a field; Parquet has named eight."""
_LONGEST_NUMBER = 10
"""Bytes of the longest number."""
_KIND, _UNPACKED, _PACKED, _DATA_PAGE, _DICTIONARY_PAGE = 1, 2, 3, 5, 7
"""Fields of a header that are used."""
_VALUES, _ENCODING = 1, 2
"""Fields of the header of a data page or a dictionary."""

_UNKNOWN = "a page of it has an unknown header"
_NO_NUMBER = "a page of it has a number that is none"

_Fields = dict[int, "int | _Fields"]


class PageKind(IntEnum):
    """The kinds of pages that are read."""

    DATA = 0
    DICTIONARY = 2


class Encoding(IntEnum):
    """The encodings of values that are read: each value takes its own bytes, or a dictionary's."""

    PLAIN = 0
    PLAIN_DICTIONARY = 2
    RLE = 3
    RLE_DICTIONARY = 8


_KINDS, _ENCODINGS = frozenset(PageKind), frozenset(Encoding)


class Page(NamedTuple):
    """A page as its header describes it."""

    kind: PageKind
    encoding: Encoding
    values: int
    packed: int
    """Bytes of the page in the file, without the header."""
    unpacked: int
    """Bytes of the page once it is unpacked."""


def read_pages(chunk: bytes) -> Iterator[Page]:
    """Yield the pages of a column chunk.

    Raises:
        ValueError: If a header can't be read, or a page does not end in the chunk.
    """
    offset = 0
    while offset < len(chunk):
        try:
            header, offset = _read_fields(chunk, offset, _DEPTH)
            page = _page_of(header)
        except (IndexError, KeyError) as error:
            raise ValueError("a page of it has no whole header") from error
        offset += page.packed
        if offset > len(chunk):
            raise ValueError("a page of it is cut off")
        yield page


def _page_of(header: _Fields) -> Page:
    kind = _number(header[_KIND])
    if kind not in _KINDS:
        raise ValueError("a page of it is of an unknown kind")
    details = header[_DATA_PAGE if kind == PageKind.DATA else _DICTIONARY_PAGE]
    if not isinstance(details, dict):
        raise ValueError(_UNKNOWN)  # noqa: TRY004  # the type is the file's
    encoding = _number(details[_ENCODING])
    if encoding not in _ENCODINGS:
        raise ValueError("a page of it has an unknown encoding")
    return Page(
        PageKind(kind),
        Encoding(encoding),
        _number(details[_VALUES]),
        _number(header[_PACKED]),
        _number(header[_UNPACKED]),
    )


def _number(value: int | _Fields) -> int:
    if isinstance(value, dict) or value < 0:
        raise ValueError(_NO_NUMBER)
    return value


def _read_fields(data: bytes, offset: int, depth: int) -> tuple[_Fields, int]:
    """Return the 32-bit numbers and structures of a structure by field, and its end."""
    if not depth:
        raise ValueError(_UNKNOWN)
    fields: _Fields = {}
    field = 0
    while (byte := data[offset]) != 0:
        step, kind = byte >> 4, byte & 15
        field += step
        offset += 1
        if not step or field > _MOST_FIELDS:
            raise ValueError(_UNKNOWN)
        if kind == _I32:
            number, offset = _read_number(data, offset)
            if number >= 1 << 32:
                raise ValueError(_NO_NUMBER)
            fields[field] = (number >> 1) ^ -(number & 1)
        elif kind == _STRUCT:
            fields[field], offset = _read_fields(data, offset, depth - 1)
        elif kind == _I64:
            _, offset = _read_number(data, offset)
        elif kind == _BINARY:
            length, offset = _read_number(data, offset)
            offset += length
        elif kind not in {_TRUE, _FALSE}:
            raise ValueError(_UNKNOWN)
    return fields, offset + 1


def _read_number(data: bytes, offset: int) -> tuple[int, int]:
    """Return an unsigned number of 7 bits in each byte, and its end."""
    number = 0
    for place in range(_LONGEST_NUMBER):
        byte = data[offset + place]
        number |= (byte & 127) << (7 * place)
        if byte < 128:  # noqa: PLR2004  # the last byte
            return number, offset + place + 1
    raise ValueError(_NO_NUMBER)
