"""Pages of Parquet files that ask for more memory than they have bytes."""

import random
from collections.abc import Iterator
from pathlib import Path

from tui.lazy_imports import lazy_imports

with lazy_imports():
    import pyarrow as pa
    import pyarrow.parquet as pq

_SKIPPED = 0x184D2A50.to_bytes(4, "little")
"""The beginning of a part of Zstandard's data that is skipped."""


def number(value: int) -> bytes:
    """Return a number as Thrift writes it."""
    value = value << 1 ^ value >> 63
    digits = []
    while value > 127:
        digits.append(value & 127 | 128)
        value >>= 7
    return bytes([*digits, value])


def data_page(packed: bytes, unpacked: int, values: int) -> bytes:
    """Return a page of texts with its header, which may be false."""
    details = b"\x15" + number(values) + b"\x15\x00\x15\x06\x15\x06\x00"
    return (
        b"\x15\x00\x15" + number(unpacked) + b"\x15" + number(len(packed))
        + b"\x2c" + details + b"\x00" + packed
    )  # fmt: skip


def zeros(size: int) -> bytes:
    """Return so many zeros, packed; they are never in memory."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        for _ in range(size >> 20):
            packed.write(bytes(1 << 20))
    return bytes(sink.getvalue().to_pybytes())


def put_bomb(values: "pa.Table", path: Path, column: str, size: int) -> None:
    """Write a table whose page of one column is unpacked to `size` bytes; the footer is honest."""
    noise = random.Random(1).randbytes(size >> 12)  # noqa: S311  # no secret
    position = values.schema.names.index(column)
    noisy = pa.array([noise, *[b""] * (len(values) - 1)], values.schema.field(column).type)
    table = values.set_column(position, values.schema.field(column), noisy)
    pq.write_table(table, path, use_dictionary=False, compression="zstd", store_schema=False)
    chunk = pq.read_metadata(path).row_group(0).column(position)
    packed = zeros(size)
    room = chunk.total_compressed_size - len(packed)
    pages = (
        data_page(packed + _SKIPPED + n.to_bytes(4, "little") + bytes(n), size, len(values))
        for n in range(room - 100, room)
    )
    page = next(page for page in pages if len(page) == chunk.total_compressed_size)
    with path.open("r+b") as file:
        file.seek(chunk.data_page_offset)
        file.write(page)


def mutations(data: bytes, count: int) -> Iterator[bytes]:
    """Yield data with some bytes changed."""
    chance = random.Random(2)  # noqa: S311  # no secret
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield bytes(changed)
