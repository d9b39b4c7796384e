"""A folder that changes while one reads: its files are taken in, what one reads stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.notes import take, until_row
from tests.support.reader import Reader, reading
from tests.support.saved_files import AGROUND, BREAD, STORM, feed
from tui.settings import Settings, SettingsError, read_settings
from tui.storage.disk_timeout import forget

pytestmark = pytest.mark.slow

DAWN = "The ferry Aurelia ran aground at dawn with ninety people aboard."
QUAY = "Nobody was hurt, the master of the harbour said on the quay."
NOON = "Tugs pulled her free at noon, under the eyes of a crowd."
OWN = "Words that only this one has."

POLLED = "without notices of the system"
"""As on a file system that tells nothing, or without the package that listens."""


@pytest.fixture(autouse=True, params=["", POLLED])
def _notices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if request.param:
        monkeypatch.setattr("tui.corpus.folder_watch.MOST_FOLDERS", 0)
        monkeypatch.setattr("tui.screens.documents.files_controller._CHECK_EVERY", 0.05)
    yield
    forget()


def corpus(folder: Path) -> Path:
    return written(
        folder / "corpus", a=f"{DAWN}\n\n{QUAY}\n\n{NOON}", c=f"{NOON}\n\n{QUAY}\n\n{OWN}"
    )


def titles(reader: Reader) -> list[str]:
    return [row.strip(" ┃│") for row in reader.rows(reader.panes.documents)[::2] if row.strip()]


async def settled(reader: Reader) -> None:
    await reader.until(lambda: reader.screen.is_settled)
    await reader.pilot.pause()


@pytest.mark.slow
async def test_a_file_that_appears_is_listed_marked_compared_and_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    take(tmp_path, "a.txt", "under the eyes of a crowd")
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("g")
        await reader.until(lambda: reader.passage == DAWN)
        row, at = reader.reading_row, reader.rows(reader.panes.reader).index(reader.reading_row)
        assert "Only here" in reader.sources
        (folder / "b.txt").write_text(f"{DAWN}\n\nMore of the ferry.")
        await reader.until(lambda: "1 new" in reader.status and "verbatim" in reader.sources)
        await settled(reader)
        assert reader.reading_row[2:] == row[2:]  # but for the gutter
        assert reader.rows(reader.panes.reader).index(reader.reading_row) == at
        assert reader.panes.reader.has_focus
        assert [title.split(" · ")[0] for title in titles(reader)] == ["A", "+ C", "B"]
        await until_row(reader, "✎", NOON)
        await reader.press("enter")
        await reader.until(lambda: reader.siglum == "C")
        assert "new" not in reader.status
        assert "+" not in reader.listed


async def test_only_what_is_said_of_the_new_file_is_added_to_what_was_found(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("G")
        await reader.until(lambda: "verbatim" in reader.sources)
        (folder / "b.txt").write_text(f"{DAWN}\n\nMore of the ferry.")
        await reader.until(lambda: "1 new" in reader.status)
        assert "verbatim" in reader.sources  # it never went away
        await settled(reader)
        assert "verbatim" in reader.sources


@pytest.mark.slow
async def test_a_file_that_changes_is_read_again_unless_it_is_open(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("G")
        await reader.until(lambda: "verbatim" in reader.sources)
        (folder / "c.txt").write_text("Only this now.")
        await reader.until(lambda: "1 changed, read again" in reader.status)
        await settled(reader)
        assert "Only article" in reader.sources or "Only here" in reader.sources
        (folder / "a.txt").write_text(f"{OWN}\n\n{DAWN}\n\n{QUAY}\n\n{NOON}")
        await reader.until(lambda: "changed on the disk: r reads it again" in reader.status)
        assert reader.passage == NOON
        assert OWN not in reader.shown(reader.panes.reader)
        await reader.press("r")
        await reader.until(lambda: OWN in reader.shown(reader.panes.reader))
        assert reader.passage == NOON


@pytest.mark.slow
async def test_a_file_that_vanishes_is_a_row_and_comes_back(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("G")
        await reader.until(lambda: "verbatim" in reader.sources)
        await reader.press("enter")
        await reader.until(lambda: reader.siglum == "B")
        await reader.press("backspace")
        await reader.until(lambda: reader.siglum == "A")
        text = (folder / "c.txt").read_text()
        (folder / "c.txt").unlink()
        await reader.until(lambda: "1 gone from the disk" in reader.status)
        await settled(reader)
        assert "there is no such file" in " ".join(reader.listed.split())
        assert "verbatim" not in reader.sources
        (folder / "c.txt").write_text(text)
        await reader.until(lambda: "verbatim" in reader.sources)
        assert reader.siglum == "A"


@pytest.mark.slow
async def test_the_open_file_stays_on_the_screen_when_it_vanishes(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("G")
        (folder / "a.txt").unlink()
        await reader.until(lambda: "gone from the disk, shown as it was" in reader.status)
        assert reader.passage == NOON
        await reader.press("enter")
        await reader.until(lambda: reader.siglum == "B")
        await reader.until(lambda: "there is no such file" in " ".join(reader.listed.split()))
        await reader.press("backspace")
        await reader.until(lambda: "no earlier position" in reader.status)
        assert reader.siglum == "B"


async def test_new_entries_of_a_feed_come_while_one_of_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "feed.xml").write_text(feed([AGROUND, STORM]))
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("j")
        title, passage = reader.article, reader.passage
        (folder / "feed.xml").write_text(feed([AGROUND, STORM, BREAD]))
        await reader.until(lambda: "1 new" in reader.status)
        await settled(reader)
        assert (reader.article, reader.passage) == (title, passage)
        assert BREAD.title in {one.title for one in reader.corpus_files}
        assert "↻" not in reader.article


@pytest.mark.slow
async def test_nothing_is_taken_in_while_a_note_is_written(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("g", "a")
        await reader.until(lambda: reader.app.focused is not reader.panes.reader)
        await reader.type("Who was")
        (folder / "b.txt").write_text(f"{DAWN}\n\nMore of the ferry.")
        await reader.pilot.pause(1)
        assert len(reader.corpus_files) == 2
        await reader.type(" aboard")
        await reader.press("ctrl+s")
        # Whichever comes last is told in the status line: the note, or the file.
        await reader.until(lambda: "+ C" in reader.listed)
        await until_row(reader, "✎", DAWN)
        assert reader.panes.reader.has_focus


async def test_folders_come_with_their_files_and_other_files_do_not(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        (folder / "picture.gif").write_bytes(b"GIF89a")
        (folder / ".hidden.txt").write_text(DAWN)
        (folder / "more").mkdir()
        (folder / "more" / "d.txt").write_text(f"{DAWN}\n\n{QUAY}")
        (folder / "more" / "e.txt").write_text(f"{DAWN}\n\n{NOON}")
        await reader.until(lambda: "2 new" in reader.status)
        assert [one.name for one in reader.corpus_files] == ["a.txt", "c.txt", "d.txt", "e.txt"]


async def test_a_folder_whose_disk_is_away_is_not_a_folder_that_was_emptied(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        folder.rename(tmp_path / "away")
        await reader.pilot.pause(1)
        assert "no such file" not in reader.listed
        (tmp_path / "away").rename(folder)


async def test_a_link_out_of_the_corpus_is_refused_in_secure_mode(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    (tmp_path / "secret.txt").write_text(OWN)
    async with reading(tmp_path, [folder], settings=Settings(secure=True)) as reader:
        (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
        await reader.until(lambda: "it is outside the" in reader.listed)
        assert OWN[:12] not in reader.listed


async def test_what_changes_is_only_told_where_the_setting_says_so(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("watch = false\n")
    assert not read_settings(tmp_path).watch
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], settings=read_settings(tmp_path)) as reader:
        (folder / "b.txt").write_text(DAWN)
        await reader.pilot.pause(1)
        assert len(reader.corpus_files) == 2
    (tmp_path / "config.toml").write_text('watch = "no"\n')
    with pytest.raises(SettingsError, match="line 1: watch: it must be true or false"):
        read_settings(tmp_path)
