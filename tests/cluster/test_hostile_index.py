"""An index that somebody made on purpose: what is wrong is told, and no article of it does harm."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.cluster import generation
from tests.support.parquet_pages import mutations, put_bomb
from tui.index.shared.shared_index import IndexRefusedError
from tui.lazy_imports import lazy_imports

with lazy_imports():
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tui.index.partitioned import (
        manifest,
        partitioned_index,
        table_files,
        table_reader,
        tables,
    )
    from tui.workspace import indexed_articles

pytestmark = pytest.mark.parquet

Rows = list[dict[str, Any]]


def forged(
    honest: Path,
    folder: Path,
    table: str,
    change: Callable[[Rows], None],
    write: "Callable[[pa.Table, Path], None] | None" = None,
) -> Path:
    """Return an index like `honest` but for one table, with check sums that are right."""
    told = manifest.read_manifest(honest)
    files = {name: list(some) for name, some in told.tables.items()}
    written = manifest.new_files(folder / "forged")
    for one in tables.Table:
        for file in files[one]:
            read = pq.read_table(
                table_files.file_path(honest / generation(honest), one, file.number)
            )
            rows = read.to_pylist()
            if one == table:
                change(rows)
            values = pa.Table.from_pylist(rows, schema=tables.LAYOUTS[one].schema)
            made = table_files.write_file(written, one, file.number, values)
            if one == table and write:
                path = table_files.file_path(written, one, file.number)
                write(values, path)
                digest = table_files.file_digest(path)
                made = made._replace(size=path.stat().st_size, digest=digest)
            files[one] = [made]
    manifest.publish(folder / "forged", written, told._replace(tables=files))
    return folder / "forged"


def every_row(column: str, value: object) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for row in rows:
            row[column] = value

    return change


def read_all(index: Path) -> tuple[list[str], list[str]]:
    """Return the texts of the articles around the first one, and all that was told."""
    opened = partitioned_index.PartitionedIndex(index)
    try:
        around = indexed_articles.IndexedArticles(opened, opened.entry(0))
        files = list(around.corpus_files())
        found = list(around.matches())
        assert around.result
        lengths = {one.id: len(one.document.passages) for one in files if one.document}
        for one in found:
            passages = lengths.get(one.document, 0)
            assert all(0 <= n < passages for pair in one.repeats for n in pair)
            assert all(0 <= n < passages for n, _ in one.boilerplate)
            for match in (*one.matches, *one.near_misses):
                assert match.here.document != match.there.document
                for place in (match.here, match.there):
                    assert 0 <= place.passage < lengths.get(place.document, 1 << 31)
        told = [*around.result.complaints, *(one.problem for one in files if one.problem)]
        return [one.document.text for one in files if one.document], told
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("texts", "text", b"\xff\xfe no text"),
        ("texts", "title", b"\x80"),
        ("texts", "text", b""),
        ("articles", "passages", 99),
        ("articles", "first", 7),
        ("articles", "article", 5),
        ("matches", "other", 99),
        ("matches", "other", -1),
        ("matches", "passage", 99),
        ("matches", "other_passage", -1),
        ("matches", "kind", 77),
        ("claims", "passage", 99),
        ("claims", "passage", -1),
    ],
)
def test_a_value_that_can_not_be_is_told(
    honest: Path, tmp_path: Path, table: str, column: str, value: object
) -> None:
    index = forged(honest, tmp_path, table, every_row(column, value))
    try:
        _, told = read_all(index)
    except IndexRefusedError as refused:
        told = [str(refused)]
    assert told
    assert all("index" in words or "empty" in words for words in told)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("texts", "repeats", [-1, -2, 0, 99]),
        ("texts", "boilerplate", [-1, 3, 99, 3]),
        ("texts", "spellings", ["", "\0", "a-\x1b[31m", "x" * 5_000]),
        ("texts", "stated_boilerplate", ["", "(", "\x1b]0;x\x07", "\n\n"]),
        ("texts", "path", b"/etc/\0../\xffpasswd"),
        ("texts", "date", b"99999-99-99"),
        ("texts", "url", b"javascript:alert(1)\x1b[2J"),
        ("texts", "encoding", "no such encoding"),
        ("matches", "score", float("nan")),
        ("matches", "score", -7.0),
        ("matches", "other", 0),
    ],
)
def test_a_value_that_does_no_harm_is_read(
    honest: Path, tmp_path: Path, table: str, column: str, value: object
) -> None:
    texts, _ = read_all(forged(honest, tmp_path, table, every_row(column, value)))
    assert texts


def test_no_line_of_the_list_has_control_characters(honest: Path, tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        rows[0] |= {"id": "../../\x1b]0;owned\x07\x9b31m", "title": "\x1b[2J\u202eTitle\n"}
        rows[1] |= {"id": "[bold]b", "outlet": "\x1b[31m", "date": "\r\n\0", "title": "t" * 100_000}

    opened = partitioned_index.PartitionedIndex(forged(honest, tmp_path, "articles", change))
    first, second = opened.entries(0, 2)
    assert (first.title, first.id[:6]) == ("[2JTitle", "../../")
    assert all(text.isprintable() for entry in (first, second) for text in entry[1:5])
    assert len(second.title) < 5_000
    assert [entry.number for some in opened.find("title", 9) for entry in some] == []


def large_groups(values: "pa.Table", path: Path) -> None:
    pq.write_table(pa.concat_tables([values] * 3_000), path, row_group_size=1 << 20)


def without_values(values: "pa.Table", path: Path) -> None:
    columns = [pa.array([None] * len(values), field.type) for field in values.schema]
    names = values.schema.names
    pq.write_table(pa.Table.from_arrays(columns, names=names), path, store_schema=False)


def other_columns(values: "pa.Table", path: Path) -> None:
    pq.write_table(values.drop_columns(["passage"]), path)


def no_statistics(values: "pa.Table", path: Path) -> None:
    pq.write_table(values, path, write_statistics=False, store_schema=False)


@pytest.mark.parametrize("write", [large_groups, without_values, other_columns, no_statistics])
def test_a_file_of_another_form_is_refused(
    honest: Path, tmp_path: Path, write: "Callable[[pa.Table, Path], None]"
) -> None:
    index = forged(honest, tmp_path, "matches", lambda _: None, write)
    texts, told = read_all(index)
    assert texts, "the article itself can be read"
    assert len(told) == 1
    assert "matches/000000.parquet is damaged" in told[0]


def large_text(values: "pa.Table", path: Path) -> None:
    put_bomb(values, path, "text", 1 << 30)


def repeated_line(values: "pa.Table", path: Path) -> None:
    """Write one line of 20 kB a hundred thousand times, as one entry of a dictionary."""
    count = 100_000
    lines = pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), ["x" * 20_000])
    ends = pa.array([0, *[count] * len(values)], pa.int32())
    column = pa.field("stated_boilerplate", pa.list_(pa.field("element", lines.type, False)), False)  # noqa: FBT003  # pyarrow's
    position = values.schema.names.index(column.name)
    many = pa.ListArray.from_arrays(ends, lines, type=column.type)
    pq.write_table(values.set_column(position, column, many), path, store_schema=False)


def many_values(values: "pa.Table", path: Path) -> None:
    count = 5_000_000
    column = values.schema.field("repeats")
    ends = pa.array([0, *[count] * len(values)], pa.int32())
    many = pa.ListArray.from_arrays(ends, pa.array([0] * count, pa.int32()), type=column.type)
    position = values.schema.names.index(column.name)
    pq.write_table(values.set_column(position, column, many), path, store_schema=False)


def large_footer(values: "pa.Table", path: Path) -> None:
    with pq.ParquetWriter(path, values.schema, store_schema=False) as file:
        file.write_table(values)
        file.add_key_value_metadata({"note": "x" * (3 << 20)})


def shared_beginnings(values: "pa.Table", path: Path) -> None:
    """Write texts as what differs from the one before, which may be much longer than that."""
    encodings = {"entry": "DELTA_BYTE_ARRAY"}
    pq.write_table(
        values, path, use_dictionary=False, column_encoding=encodings, store_schema=False
    )


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (large_text, "its rows are too large when they are unpacked"),
        (repeated_line, "its rows are too large when they are unpacked"),
        (many_values, "it has too many values"),
        (large_footer, "its footer is too large"),
        (shared_beginnings, "a page of it has an unknown encoding"),
    ],
)
def test_what_would_fill_the_memory_is_refused_before_it_is_unpacked(
    honest: Path, tmp_path: Path, write: "Callable[[pa.Table, Path], None]", reason: str
) -> None:
    index = forged(honest, tmp_path, "texts", lambda _: None, write)
    opened = partitioned_index.PartitionedIndex(index)
    entry = opened.entry(0)
    pool = pa.default_memory_pool()
    before = pool.max_memory()
    with pytest.raises(IndexRefusedError) as refused:
        opened.text(entry)
    path = index / generation(index) / "texts" / "000000.parquet"
    assert str(refused.value) == f"{path} is damaged ({reason}); ask for a new index"
    assert pool.max_memory() - before < 64 << 20


def test_a_text_that_is_larger_than_any_file_is_refused(
    honest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitioned_index, "MOST_TEXT", 1_000)
    index = forged(honest, tmp_path, "texts", every_row("text", b"x" * 1_001))
    opened = partitioned_index.PartitionedIndex(index)
    with pytest.raises(IndexRefusedError, match="larger than any file that is read"):
        opened.text(opened.entry(0))


def reason_against_reading(reader: "table_reader.TableReader") -> str:
    try:
        reader.rows(tables.Table.MATCHES, 0)
    except IndexRefusedError as refused:
        return str(refused)
    return ""


def test_a_file_with_changed_bytes_is_read_or_refused(honest: Path, tmp_path: Path) -> None:
    """Whoever forges a file can also forge its check sums, so only the reader is left to judge."""
    index = forged(honest, tmp_path, "matches", lambda _: None)
    (file,) = index.glob("*/matches/*.parquet")
    for changed in mutations(file.read_bytes(), 300):
        file.write_bytes(changed)
        refiled = table_files.TableFile(0, 0, len(changed), table_files.file_digest(file))
        told = manifest.read_manifest(index)
        reader = table_reader.TableReader(
            file.parents[1], told._replace(tables={**told.tables, "matches": (refiled,)})
        )
        refusal = reason_against_reading(reader)
        reader.close()
        assert not refusal or "matches/000000.parquet is damaged" in refusal


def test_rows_in_disorder_are_refused(honest: Path, tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        rows += [dict(row) for row in rows]

    _, told = read_all(forged(honest, tmp_path, "matches", change))
    assert "disorder" in told[0]


def test_what_changes_after_it_was_checked_is_told(honest: Path, tmp_path: Path) -> None:
    """A file is checked once; its pages are checked each time, and a cut file kills nobody."""
    index = forged(honest, tmp_path, "texts", lambda _: None)
    opened = partitioned_index.PartitionedIndex(index)
    assert opened.text(opened.entry(0)).article.text
    (file,) = index.glob("*/texts/*.parquet")
    data = bytearray(file.read_bytes())
    with file.open("r+b") as changed:  # in place, as some programs copy
        changed.write(bytes(byte ^ 255 for byte in data[: len(data) // 2]))
    with pytest.raises(IndexRefusedError, match="damaged"):
        opened.text(opened.entry(0))
    with file.open("r+b") as changed:
        changed.truncate(100)
    with pytest.raises(IndexRefusedError, match="damaged"):
        opened.text(opened.entry(0))
    file.write_bytes(data)
    assert opened.text(opened.entry(0)).article.text, "it is read again once it is whole again"


def test_an_index_that_is_removed_while_it_is_open_is_told(honest: Path, tmp_path: Path) -> None:
    index = forged(honest, tmp_path, "texts", lambda _: None)
    opened = partitioned_index.PartitionedIndex(index)
    assert opened.entry(0)
    for file in index.glob("*/*/*"):
        file.unlink()
    assert opened.entry(0), "what is open can be read on"
    with pytest.raises(IndexRefusedError, match=r"texts/000000.parquet is gone"):
        opened.text(opened.entry(0))


def test_readers_of_an_index_that_is_made_anew_keep_theirs(honest: Path, tmp_path: Path) -> None:
    first = forged(honest, tmp_path, "texts", lambda _: None)
    readers = [partitioned_index.PartitionedIndex(first) for _ in range(2)]
    again = forged(honest, tmp_path, "texts", every_row("text", b"The pier is new.\n"))
    assert again == first
    assert {one.text(one.entry(0)).article.text[:11] for one in readers} == {"The harbour"}
    late = partitioned_index.PartitionedIndex(first)
    assert late.text(late.entry(0)).article.text == "The pier is new.\n"


def test_a_manifest_of_nonsense_is_refused(honest: Path, tmp_path: Path) -> None:
    told = json.loads((honest / "index.json").read_text())
    for wrong in (
        "[]", "{", "1e999", "[" * 100_000, "\udcff",
        json.dumps({**told, "articles": 1 << 60}),
        json.dumps({**told, "tables": {}}),
        json.dumps({**told, "tables": {**told["tables"], "texts": [["../../x", 1, 1, ""]]}}),
        json.dumps({**told, "tables": {**told["tables"], "texts": [[-1, 1, 1, ""]]}}),
    ):  # fmt: skip
        (tmp_path / "index.json").write_bytes(wrong.encode(errors="surrogatepass"))
        with pytest.raises(IndexRefusedError, match="is damaged"):
            partitioned_index.PartitionedIndex(tmp_path)
