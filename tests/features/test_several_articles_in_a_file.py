"""A page, a feed and a book are listed, read, noted and read again, an article each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.notes import kept, store, take, until_row
from tests.support.reader import Reader, reading
from tests.support.saved_files import AGROUND, BREAD, FURNITURE, STORM, Story, book, feed, page
from tui.notes.note_reports import NoteReports
from tui.storage.disk_timeout import forget


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("tui.screens.documents.files_controller._CHECK_EVERY", 0.05)
    yield
    forget()


def corpus(folder: Path, *stories: Story) -> Path:
    made = folder / "corpus"
    made.mkdir(exist_ok=True)
    (made / "feed.xml").write_text(feed(stories or [AGROUND, STORM]))
    return made


def titles(reader: Reader) -> list[str]:
    return [one.title for one in reader.corpus_files if one.document]


@pytest.mark.slow
async def test_each_article_has_a_row_with_its_outlet_and_day(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    (folder / "book.epub").write_bytes(book([BREAD, STORM]))
    (folder / "page.html").write_text(page(AGROUND))
    async with reading(tmp_path, [folder], size=(160, 40)) as reader:
        assert titles(reader) == [
            BREAD.title,
            STORM.title,
            STORM.title,
            AGROUND.title,
            AGROUND.title,
        ]
        assert "De Bode · 2024-04-26" in reader.listed
        assert "Quay Press" in reader.listed
        assert reader.corpus_files[0].group == "Stories of the quay"
        assert f"book.epub · {STORM.title[:9]}" in reader.listed
        assert "The Quay Courier · 2024-04-26" in reader.listed
        await reader.press("g")
        await reader.until(lambda: BREAD.paragraphs[0][:20] in reader.shown(reader.panes.reader))
        assert not any(one in reader.shown(reader.panes.reader) for one in FURNITURE)
        said = reader.screen.matching.match_index.saying(reader.corpus_files[2].id, 4)
        assert list(said) == [1, 1, 1, 1]


@pytest.mark.slow
async def test_the_place_and_the_notes_of_an_entry_survive_new_entries(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("j", "j")
        place = reader.passage
        assert place in STORM.paragraphs
        await reader.until(lambda: bool(reader.workspace.reading_position(reader.corpus_files[0])))
    take(tmp_path, "feed.xml", STORM.paragraphs[1][:30])
    corpus(tmp_path, AGROUND, STORM, BREAD)
    async with reading(tmp_path, [folder]) as reader:
        assert titles(reader) == [BREAD.title, STORM.title, AGROUND.title]
        assert STORM.title in reader.article
        assert reader.passage == place
        await until_row(reader, "✎", STORM.paragraphs[1])


@pytest.mark.slow
async def test_new_entries_are_told_and_read_by_the_key(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        assert len(titles(reader)) == 2
        corpus(tmp_path, AGROUND, STORM, BREAD)
        await reader.until(lambda: "more articles on the disk" in reader.status)
        await reader.press("r")
        await reader.until(lambda: len(titles(reader)) == 3 and reader.screen.is_settled)
        assert BREAD.title in titles(reader)
        assert reader.article == STORM.title


async def test_an_entry_that_is_gone_stays_as_it_was(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        corpus(tmp_path, AGROUND)
        await reader.until(lambda: "gone from the disk" in reader.status)
        await reader.press("r")
        await reader.until(lambda: "no longer in its file" in reader.status)
        assert titles(reader) == [STORM.title, AGROUND.title]


async def test_versions_of_one_page_are_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    (folder / "a.html").write_text(page(AGROUND))
    later = AGROUND._replace(paragraphs=(*AGROUND.paragraphs, "Divers found nothing on Friday."))
    (folder / "b.html").write_text(page(later))
    async with reading(tmp_path, [folder], size=(200, 40)) as reader:
        await reader.until(lambda: "1 of 2 versions" in reader.listed)


def test_a_note_names_its_entry_and_is_found_from_outside(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    take(tmp_path, "feed.xml", STORM.paragraphs[0])
    [target] = kept(tmp_path)[0].targets
    assert target.path.startswith(f"{folder / 'feed.xml'}#")
    corpus(tmp_path, AGROUND, STORM, BREAD)
    for paths in ([folder], []):
        notes = store(tmp_path)
        [report] = NoteReports(notes, paths).summaries()
        notes.close()
        assert report["targets"][0]["state"] == "exact"
        assert report["targets"][0]["path"] == target.path
