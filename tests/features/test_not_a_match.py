"""Calling a card no match: it goes here and in its copies, stays gone, is listed and taken back."""

from pathlib import Path

import pytest

from tests.support.corpora import STORM, written
from tests.support.reader import Reader, reading
from tui.notes.excluded_pairs import QuotedPassage
from tui.notes.note_store import NoteStore

AGAIN = "The harbour of Vlissingen was closed on Tuesday after the great storm."
OWN = "Nobody else reports the missing ferry Ouwerkerk at all."


def corpus(folder: Path) -> Path:
    texts = {"asker": f"{OWN}\n\n{STORM}", "broad": AGAIN, "copy": AGAIN, "daily": STORM}
    return written(folder / "corpus", **texts)


def title(reader: Reader) -> str:
    return str(reader.panes.sources.border_title)


async def go_to_storm(reader: Reader) -> None:
    await reader.collated()
    await reader.press("f", *"nobody", "enter", "G")
    assert reader.passage == STORM


async def rejected(reader: Reader) -> None:
    """Reject the card of the article that says it differently, which is not the first."""
    await go_to_storm(reader)
    assert "2/2 voices, 3 articles" in title(reader)
    await reader.press("J")
    await reader.press("x")
    await reader.until(lambda: "1/2" in title(reader))


@pytest.mark.slow
async def test_the_card_goes_and_those_of_copies_of_it(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await rejected(reader)
        await reader.until(lambda: "Not a match" in reader.status)
        assert "great" not in reader.sources
        assert "▅" in reader.shown(reader.panes.reader)


@pytest.mark.slow
async def test_it_stays_gone_after_a_restart_in_a_file_of_another_name(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await rejected(reader)
    (folder / "broad.txt").rename(folder / "renamed.txt")
    (folder / "copy.txt").write_text(f"One more sentence that was written since.\n\n{AGAIN}")
    async with reading(tmp_path, [folder]) as reader:
        await go_to_storm(reader)
        assert "1/3" in title(reader)


@pytest.mark.slow
async def test_undoing_brings_it_back_also_after_a_restart(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await rejected(reader)
    async with reading(tmp_path, [folder]) as reader:
        await go_to_storm(reader)
        await reader.press("U")
        await reader.until(lambda: "2/2" in title(reader))
        await reader.press("ctrl+r")
        await reader.until(lambda: "1/2" in title(reader))


@pytest.mark.slow
async def test_the_list_shows_both_passages_and_takes_one_back(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await rejected(reader)
        await reader.press("X")
        listed = reader.app.screen.query_one("#rejections")
        await reader.until(lambda: "great" in reader.shown(listed))
        assert STORM in reader.shown(listed)
        await reader.press("x")
        await reader.until(lambda: "great" not in reader.shown(listed))
        await reader.press("escape")
        await reader.until(lambda: "2/2" in title(reader))


@pytest.mark.slow
async def test_what_another_reader_of_the_same_store_rejects_is_seen(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("f", *"nobody", "enter", "a", "h", "i", "ctrl+s")
        await go_to_storm(reader)
        other = NoteStore(tmp_path / "data" / "notes.sqlite")
        other.excluded_pairs.add(QuotedPassage(AGAIN, "Broad"), QuotedPassage(STORM, "Asker"))
        other.close()
        await reader.until(lambda: "1/2" in title(reader))


@pytest.mark.slow
async def test_rejecting_every_card_leaves_the_passage_only_here(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", asker=f"{OWN}\n\n{STORM}", broad=AGAIN)
    async with reading(tmp_path, [folder]) as reader:
        await go_to_storm(reader)
        await reader.press("x")
        await reader.until(lambda: "Only here" in reader.sources)
        assert reader.shown(reader.panes.reader).count("◆") == 2
        await reader.press("x")
        assert "no card" in reader.status.lower()


@pytest.mark.slow
async def test_a_store_that_cannot_be_written_is_told_and_reading_goes_on(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notes.sqlite").write_bytes(b"not a database at all" * 100)
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await go_to_storm(reader)
        await reader.press("J", "x")
        await reader.until(lambda: "damaged" in reader.status)
        assert "2/2 voices, 3 articles" in title(reader)
        await reader.press("k", "j")
        assert reader.passage == STORM
