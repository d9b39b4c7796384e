"""A partitioned index has what was matched; a damaged one is refused."""

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.cluster import generation
from tests.support.command_line import matches, variorum
from tests.support.corpora import harbour
from tui.index.shared.shared_index import IndexRefusedError
from tui.lazy_imports import lazy_imports
from tui.text.document import Role

with lazy_imports():
    import pyarrow as pa

    from tui.index.partitioned import column_search, manifest, neighbourhood, partitioned_index

pytestmark = pytest.mark.parquet


def made(corpus: Path, index: Path) -> Path:
    done = variorum("index", str(corpus), "--partitioned", "--to", str(index))
    assert done.returncode == 0, done.stderr
    return index


@pytest.mark.slow
def test_an_index_has_the_matches_of_the_corpus(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    opened = partitioned_index.PartitionedIndex(made(corpus, tmp_path / "index"))
    told = len(matches(corpus)["matches"])
    assert opened.articles == 2
    assert sum(match.is_match for match in opened.matches(0)) == told == opened.claims
    assert [match.other for match in opened.matches(1)] == [0] * told
    assert opened.members(0)[0][0] == 0


@pytest.mark.slow
def test_the_articles_around_one_are_read_from_the_index_alone(various: Path) -> None:
    opened = partitioned_index.PartitionedIndex(various)
    ids = [entry.id for entry in opened.entries(0, 1_000)]
    assert ids == sorted(ids)
    assert len(ids) == opened.articles == 96
    retold = next(n for n, name in enumerate(ids) if name.endswith("r03.txt"))
    around = neighbourhood.Neighbourhood(opened, opened.entry(retold))
    files = list(around.corpus_files())
    assert files[0].id == ids[retold]
    assert all(file.document for file in files)
    assert any(file.id.endswith("n03.txt") for file in files)
    found = {one.document: one for one in around.matches()}
    passages = {file.id: len(file.document.passages) for file in files if file.document is not None}
    assert found[ids[retold]].matches
    for one in found.values():
        for match in one.matches:
            assert match.here.passage < passages[match.here.document]
            assert match.there.passage < passages[match.there.document]
    claims = around.grouping().claims
    assert any(place.document == ids[retold] for claim in claims for place in claim.places)


@pytest.mark.slow
def test_copies_and_recurring_lines_are_in_an_index(various: Path) -> None:
    opened = partitioned_index.PartitionedIndex(various)
    entries = opened.entries(0, 1_000)
    copies = [entry for entry in entries if opened.copies(entry.first)]
    assert sorted(Path(entry.id).name for entry in copies) == ["copy.txt", "n05.txt", "same.txt"]
    assert opened.text(copies[0]).boilerplate


def found(opened: "partitioned_index.PartitionedIndex", words: str, most: int = 10) -> list[str]:
    return [entry.title for some in opened.find(words, most) for entry in some]


@pytest.mark.slow
def test_words_of_a_title_find_an_article(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    (corpus / "ferry.md").write_text("# The Missing Ferry\n\nNobody knows where it is now.\n")
    (corpus / "piers.md").write_text("# Les Jetées de l'Île\n\nPersonne ne les a vues.\n")
    opened = partitioned_index.PartitionedIndex(made(corpus, tmp_path / "index"))
    assert found(opened, "ferry missing") == ["The Missing Ferry"]
    assert found(opened, "FERRY.MD") == ["The Missing Ferry"]
    assert found(opened, "jetees ile") == found(opened, "Jetées") == ["Les Jetées de l'Île"]
    assert found(opened, "ferry zebra") == found(opened, "ferry jetées") == found(opened, " ") == []
    assert len(found(opened, ".")) == 4
    assert len(found(opened, ".", 3)) == 3


@given(
    st.lists(st.text("ab é", max_size=5), max_size=12),
    st.lists(st.text("abé", min_size=1, max_size=3), min_size=1, max_size=3),
    st.integers(0, 3),
)
def test_the_rows_that_are_found_are_those_with_all_words(
    texts: list[str], words: list[str], skipped: int
) -> None:
    column = pa.chunked_array([texts[:4], texts[4:]], pa.string())[skipped:]
    rows = column_search.rows_with(column, [word.encode() for word in words])
    expected = [n for n, text in enumerate(texts[skipped:]) if all(word in text for word in words)]
    assert list(rows) == expected


@pytest.mark.slow
def test_what_a_corpus_states_of_itself_is_in_its_index(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    (corpus / "variorum.toml").write_text(
        'boilerplate = ["Some words that only this file has to offer."]\n'
        '[outlets]\n"b.txt" = "De Bode"\n'
    )
    opened = partitioned_index.PartitionedIndex(made(corpus, tmp_path / "index"))
    assert [entry.outlet for entry in opened.entries(0, 9)] == ["", "De Bode"]
    (corpus / "variorum.toml").unlink()
    files = list(neighbourhood.Neighbourhood(opened, opened.entry(1)).corpus_files())
    assert files[0].metadata.outlet == "De Bode"
    document = files[0].document
    assert document
    assert [part.role for part in document.paragraphs][:1] == [Role.BOILERPLATE]


@pytest.mark.slow
def test_a_new_index_takes_the_place_of_the_old_one_at_once(tmp_path: Path) -> None:
    corpus, folder = harbour(tmp_path), tmp_path / "index"
    before = partitioned_index.PartitionedIndex(made(corpus, folder))
    first = generation(folder)
    (corpus / "c.txt").write_text("The harbour of Vlissingen was closed after the storm.")
    made(corpus, folder)
    assert before.text(before.entry(0)).article.extracted.text.startswith("The harbour")
    assert partitioned_index.PartitionedIndex(folder).articles == 3
    (corpus / "d.txt").write_text("The pier of Vlissingen was closed on Tuesday.")
    made(corpus, folder)
    assert not (folder / first).exists()


@pytest.mark.slow
def test_an_index_that_a_disk_does_not_take_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = made(harbour(tmp_path), tmp_path / "index")
    before = manifest.read_manifest(index)
    other = manifest.new_manifest(0, 0, {})

    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "the disk failed")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="the disk failed"):
        manifest.publish(index, manifest.new_files(index), other)
    monkeypatch.undo()
    assert manifest.read_manifest(index) == before
    assert partitioned_index.PartitionedIndex(index).entries(0, 10)


@pytest.mark.parametrize("damage", ["flip", "cut", "gone", "json", "writable"])
def test_a_damaged_index_is_refused_with_the_file_and_the_reason(index: Path, damage: str) -> None:
    file = index / generation(index) / "matches" / "000000.parquet"
    data = file.read_bytes()
    match damage:
        case "flip":
            file.write_bytes(data[:40] + bytes([data[40] ^ 255]) + data[41:])
        case "cut":
            file.write_bytes(data[:-9])
        case "gone":
            file.unlink()
        case "json":
            (index / "index.json").write_text('{"format": 1, "articles": -1}')
        case _:
            (index / "index.json").chmod(0o666)
    with pytest.raises(IndexRefusedError) as refused:
        partitioned_index.PartitionedIndex(index).matches(0)
    assert str(index) in str(refused.value)


def test_an_index_of_another_format_is_refused(index: Path) -> None:
    told = json.loads((index / "index.json").read_text())
    (index / "index.json").write_text(json.dumps({**told, "format": 99}))
    with pytest.raises(IndexRefusedError, match="another version"):
        partitioned_index.PartitionedIndex(index)


def test_a_number_that_leads_out_of_the_index_is_refused(index: Path) -> None:
    told = json.loads((index / "index.json").read_text())
    (index / "index.json").write_text(json.dumps({**told, "articles": 1}))
    with pytest.raises(IndexRefusedError):
        partitioned_index.PartitionedIndex(index).matches(0)


def test_an_index_is_never_written_where_other_files_are(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    inside = variorum("index", str(corpus), "--partitioned", "--to", str(corpus / "index"))
    assert inside.returncode == 2
    assert "never written to" in inside.stderr
    other = tmp_path / "other"
    other.mkdir()
    (other / "precious").write_text("not to be lost")
    there = variorum("index", str(corpus), "--partitioned", "--to", str(other))
    assert there.returncode == 2
    assert "other files" in there.stderr
    assert [file.name for file in other.iterdir()] == ["precious"]
