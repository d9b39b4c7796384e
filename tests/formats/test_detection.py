"""The format of a file is told by what is in it, and by its name only where that tells nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.saved_files import AGROUND, book, feed, mhtml, page, zip_file
from tui.formats.detection import HEAD, FileFormat, detect_format

MAIL = b"From: Ann <ann@bode.example>\nSubject: News\nMIME-Version: 1.0\n\nIt rained."


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (page(AGROUND).encode(), "a.txt", FileFormat.HTML),
        (page(AGROUND).encode("utf-16"), "a", FileFormat.HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html>", "a", FileFormat.HTML),
        (feed([AGROUND]).encode(), "a.txt", FileFormat.FEED),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "a", FileFormat.FEED),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "a.json", FileFormat.FEED),
        (mhtml("<p>It rained.</p>"), "a.eml", FileFormat.MHTML),
        (book([AGROUND]), "a.zip", FileFormat.EPUB),
        (zip_file({"a.txt": "It rained."}), "a", FileFormat.ARCHIVE),
        (zip_file({"[Content_Types].xml": "x", "word/document.xml": "x"}), "a", FileFormat.DOCX),
        (b"%PDF-1.7\n", "a.txt", FileFormat.PDF),
        (b"{\\rtf1 It rained.}", "a.doc", FileFormat.RTF),
        (MAIL, "a.txt", FileFormat.MAIL),
        (b"From ann@bode.example Fri Apr 26 08:15:00 2024\n" + MAIL, "a", FileFormat.MBOX),
        (b"WARC/1.1\r\n", "a", FileFormat.WARC),
        (b'{"text": "It rained."}\n{"text": "It snowed."}\n', "a", FileFormat.TABLE),
        (b"id,text\n1,It rained.\n", "a.csv", FileFormat.TABLE),
        (b"* It rained\n", "a.org", FileFormat.ORG),
        (b"It rained.", "a.txt", FileFormat.PLAIN),
        (b"It rained.", "a.html", FileFormat.HTML),
        (b"<p align='center'>Rain</p> <b>pours</b>, <i>said</i> all.", "a.md", FileFormat.MARKDOWN),
        (b"Source: De Bode\nDate: 2024-04-26\n\nIt rained.", "a.txt", FileFormat.PLAIN),
        (zip_file({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "a.xlsx", None),
        (b"It rained.", "a.log", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", None),
        (b"\x89PNG\r\n\0\0", "a.txt", None),
    ],
)
def test_content_tells_the_format(data: bytes, name: str, told: FileFormat | None) -> None:
    assert detect_format(data, name) is told
    assert detect_format(data[:HEAD], name) is told


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        (b"<!-- a comment -->", FileFormat.PLAIN),
        (b"<?xml version='1.0'?>", FileFormat.PLAIN),
        (b"\n", FileFormat.PLAIN),
        (b"Body\nIt rained.\n", FileFormat.PLAIN),
        (b"A: b\r\n c", FileFormat.PLAIN),
        (b"From a", FileFormat.PLAIN),
        (b"{}", FileFormat.PLAIN),
    ],
)
def test_what_recurs_at_the_beginning_is_looked_at_once(piece: bytes, told: FileFormat) -> None:
    """A pattern that can match the same in several ways would not come to an end here."""
    assert detect_format(piece * (80_000 // len(piece)), "a.txt") is told


def test_a_feed_may_begin_with_comments() -> None:
    begin = b"<?xml version='1.0'?>\n" + b"<!-- a comment -->\n" * 100
    assert detect_format(begin + b"<rss version='2.0'>", "a.txt") is FileFormat.FEED


def test_texts_are_read_without_any_reader_of_another_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained all day in the harbour of Vlissingen.")
    command = [sys.executable, "-X", "importtime", "-m", "tui", "matches", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "tui.corpus.loader" in imported
    for name in ("lxml", "lxml.etree", "trafilatura", "fastfeedparser", "subprocess"):
        assert name not in imported
    for name in ("web.html", "registry", "limited_extraction"):
        assert f"tui.formats.{name}" not in imported
