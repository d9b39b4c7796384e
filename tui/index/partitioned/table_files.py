"""Files of a partitioned index: each is written whole before it has its name, with a check sum."""

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from tui.index.partitioned.tables import LAYOUTS, Table, file_number, in_columns

_BLOCK = 1 << 20


class TableFile(NamedTuple):
    """One file of a table."""

    number: int
    rows: int
    size: int
    """Bytes."""
    digest: str
    """BLAKE2b of its bytes, 16 bytes, in hexadecimal."""


def file_path(folder: Path, table: Table, number: int) -> Path:
    """Return the path of a file of a table."""
    return folder / table / f"{number:06}.parquet"


def write_file(folder: Path, table: Table, number: int, rows: pa.Table) -> TableFile:
    """Write one file of a table; the same rows give the same bytes.

    Raises:
        OSError: If it can't be written.
    """
    layout = LAYOUTS[table]
    path = file_path(folder, table, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o755)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(
            rows,
            temporary,
            row_group_size=layout.rows,
            use_dictionary=[name for name in layout.schema.names if name not in layout.distinct],
            compression="zstd",
            write_page_index=True,
            write_page_checksum=True,
            store_schema=False,
        )
        with temporary.open("rb") as file:
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        size, digest = temporary.stat().st_size, file_digest(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return TableFile(number, rows.num_rows, size, digest)


def write_rows(
    folder: Path, table: Table, rows: Iterable[tuple[int, *tuple[object, ...]]]
) -> Iterator[TableFile]:
    """Write rows, which must be in order of their first column, to the files of a table.

    Raises:
        OSError: If a file can't be written.
    """
    for number, rows_of_file in groupby(rows, lambda row: file_number(table, row[0])):
        yield write_file(folder, table, number, in_columns(table, rows_of_file))


def file_digest(path: Path) -> str:
    """Return the check sum of a file.

    Raises:
        OSError: If it can't be read.
    """
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
