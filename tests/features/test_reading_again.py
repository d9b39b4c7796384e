"""A file that changes while it is open says so, and a key reads it again: place and notes hold."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.disks import blocked
from tests.support.notes import store, take, until_row
from tests.support.reader import Reader, reading
from tui.settings import Settings
from tui.storage.disk_timeout import forget

DAWN = "The ferry Aurelia ran aground at dawn with ninety people aboard."
QUAY = "Nobody was hurt, the master of the harbour said on the quay."
NOON = "Tugs pulled her free at noon, under the eyes of a crowd."
NEWS = "A paragraph that the editors put in above all the others."

UNWATCHED = Settings(watch=False)
"""Changes are told only, and read by the key."""


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("tui.screens.documents.files_controller._CHECK_EVERY", 0.05)
    monkeypatch.setattr("tui.storage.disk_timeout.LIMIT", 0.5)
    yield
    forget()


def corpus(folder: Path) -> Path:
    return written(
        folder / "corpus",
        a=f"{DAWN}\n\n{QUAY}\n\n{NOON}",
        b=f"{NOON}\n\n{QUAY}\n\nWords that only this one has.",
    )


def change(file: Path, before: str, after: str) -> None:
    file.write_text(file.read_text().replace(before, after))


async def settled(reader: Reader, said: str) -> None:
    await reader.until(lambda: said in reader.status and reader.screen.is_settled)
    await reader.pilot.pause()


@pytest.mark.slow
async def test_a_change_is_marked_and_read_again_with_place_notes_and_cards(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    take(tmp_path, "a.txt", "under the eyes of a crowd")
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        await reader.press("g", "]")
        await reader.until(lambda: reader.passage == QUAY)
        assert "↻" not in reader.article + reader.listed
        change(folder / "a.txt", DAWN, f"{NEWS}\n\n{DAWN}")
        await reader.until(lambda: "changed on the disk: r reads it again" in reader.status)
        assert reader.article.startswith("↻")
        assert "↻" in reader.listed
        assert reader.passage == QUAY
        await reader.press("r")
        await settled(reader, "Read again")
        assert reader.passage == QUAY
        assert NEWS[:20] in reader.shown(reader.panes.reader)
        assert "↻" not in reader.article + reader.listed
        await until_row(reader, "✎", NOON)
        await reader.until(lambda: "verbatim" in reader.sources)
        await reader.press("]")
        await reader.until(lambda: reader.passage == NOON)
        assert "Read again" not in reader.status
        await reader.press("enter")
        await reader.until(lambda: reader.article == NOON)


@pytest.mark.slow
async def test_a_passage_another_article_no_longer_says_has_no_card_any_more(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        await reader.press("G")
        await reader.until(lambda: "verbatim" in reader.sources)
        (folder / "b.txt").write_text("Only this now.")
        await reader.until(lambda: "↻" in reader.listed)
        assert "changed" not in reader.status  # it is not what is open
        await reader.press("r")
        await settled(reader, "Read again")
        await reader.until(lambda: "Only here" in reader.sources)
        (folder / "b.txt").write_text(NOON)
        await reader.press("r")  # not noticed yet, perhaps, and read all the same
        await reader.until(lambda: "verbatim" in reader.sources)


@pytest.mark.slow
async def test_the_way_back_leads_to_the_same_words(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        await reader.press("G")
        await reader.until(lambda: "verbatim" in reader.sources)
        await reader.press("enter")
        await reader.until(lambda: reader.article == NOON)
        change(folder / "a.txt", DAWN, f"{NEWS}\n\n{NEWS} Twice.\n\n{DAWN}")
        await reader.press("r")
        await settled(reader, "Read again")
        await reader.press("backspace")
        await reader.until(lambda: reader.passage == NOON and reader.article != NOON)


async def test_a_file_gone_from_the_disk_stays_on_the_screen(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        (folder / "a.txt").unlink()
        await reader.until(lambda: "gone from the disk, shown as it was" in reader.status)
        await reader.press("r")
        await reader.until(lambda: "Not read: a.txt" in reader.status)
        assert DAWN[:20] in reader.shown(reader.panes.reader)
        change(folder / "b.txt", QUAY, NEWS)
        (folder / "b.txt").rename(folder / "a.txt")
        await reader.press("r")
        await reader.until(lambda: NEWS[:20] in reader.shown(reader.panes.reader))


async def test_nothing_is_read_again_where_nothing_changed(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        os.utime(folder / "a.txt", ns=(1, 1))
        await reader.press("r")
        await reader.until(lambda: "Nothing has changed" in reader.status)
        assert "↻" not in reader.listed


@pytest.mark.slow
async def test_a_file_that_blocks_is_put_off_and_read_once_its_disk_answers(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    with blocked(folder / "b.txt"):
        async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
            await reader.until(lambda: "b.txt" in reader.listed)
            assert DAWN[:20] in reader.shown(reader.panes.reader)
            assert "only article" in reader.sources
            await reader.press("1", "j")
            assert "skipped for now" in reader.status
            await reader.press("r")
            await reader.until(lambda: "Not read: b.txt" in reader.status)


async def test_what_was_put_off_is_read_with_the_same_key(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    file = folder / "b.txt"
    file.rename(tmp_path / "later")
    file.symlink_to(tmp_path / "there")  # leads nowhere yet
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        await reader.until(lambda: "no such file" in " ".join(reader.listed.split()))
        (tmp_path / "later").rename(tmp_path / "there")
        await reader.press("r")
        await settled(reader, "Read again")
        await reader.press("G")
        await reader.until(lambda: "verbatim" in reader.sources)


async def test_secure_mode_reads_nothing_again_that_leads_out_of_the_corpus(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    (tmp_path / "secret.txt").write_text(NEWS)
    (folder / "c.txt").symlink_to(tmp_path / "secret.txt")
    async with reading(tmp_path, [folder], settings=Settings(secure=True, watch=False)) as reader:
        (folder / "a.txt").unlink()
        (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
        await reader.until(lambda: "changed on the disk" in reader.status)
        await reader.press("r")
        await reader.until(lambda: "is outside the corpus" in reader.status)
        assert NEWS[:12] not in reader.listed + reader.shown(reader.panes.reader)


@pytest.mark.slow
async def test_a_note_taken_before_and_kept_after_reading_again_is_on_its_words(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    store(tmp_path).close()
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        await reader.press("G", "m", "2")
        await until_row(reader, "2", NOON)
        change(folder / "a.txt", DAWN, NEWS)
        change(folder / "a.txt", NOON, NOON.replace("noon", "one"))
        await reader.press("r")
        await settled(reader, "Read again")
        assert reader.passage == NOON.replace("noon", "one")
        await until_row(reader, "2", NOON)


async def test_the_row_of_other_formats_stays_what_it_is(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    (folder / "picture.gif").write_bytes(b"GIF89a")
    async with reading(tmp_path, [folder], settings=UNWATCHED) as reader:
        assert "1 file of other formats" in reader.listed
        await reader.press("r")
        await settled(reader, "Nothing has changed on the disk")
        assert "1 file of other formats" in reader.listed
        assert "it is a folder" not in reader.listed
