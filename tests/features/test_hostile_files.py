"""Files that break a reader or take long are rows that say why, and hold no other file up."""

import gzip
from pathlib import Path

import pytest

from tests.support.reader import reading, written
from tests.support.saved_files import AGROUND, page, zip_file
from tui.corpus.extracted import extraction

FERRY = "The ferry runs aground at dawn on Tuesday, and nobody of the ninety people is hurt."


@pytest.mark.slow
async def test_a_file_that_takes_long_is_read_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "_SOON", 0.01)
    folder = written(tmp_path / "corpus", a=FERRY, c=f"{FERRY} The tugs came at noon.")
    long = "".join(f"<p>The ferry was seen by witness number {n}.</p>" for n in range(8_000))
    (folder / "b.html").write_text(f"<!DOCTYPE html><html><body><article>{long}</article></body>")
    async with reading(tmp_path, [folder]) as reader:
        assert [one.name for one in reader.corpus_files] == ["a.txt", "b.html", "c.txt"]
        assert all(one.document and not one.partial for one in reader.corpus_files)


@pytest.mark.slow
async def test_hostile_files_say_why_and_the_others_open(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=FERRY)
    (folder / "bomb.gz").write_bytes(gzip.compress(bytes(3 << 20), mtime=0))
    (folder / "deep.html").write_text("<div>" * 90_000)
    (folder / "entities.xml").write_text(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss><channel><title>&a;</title>'
    )
    (folder / "many.zip").write_bytes(zip_file({f"{n}.txt": "x" for n in range(10_001)}))
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "z.html").write_text(page(AGROUND))
    async with reading(tmp_path, [folder]) as reader:
        problems = {one.path.name: one.problem for one in reader.corpus_files if one.problem}
        assert {name: bool(reason) for name, reason in problems.items()} == dict.fromkeys(
            ("bomb.gz", "cut.pdf", "deep.html", "entities.xml", "many.zip"), True
        )
        assert "250 times" in problems["bomb.gz"]
        assert "nested" in problems["deep.html"]
        assert "entities" in problems["entities.xml"]
        assert "10000 parts" in problems["many.zip"]
        assert "damaged" in problems["cut.pdf"]
        read = [one.title for one in reader.corpus_files if one.document]
        assert read[-1] == AGROUND.title
        assert len(read) == 2
        assert "nested" in reader.listed
