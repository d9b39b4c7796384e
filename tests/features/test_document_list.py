"""The document list says what there is, what could not be read and why, and how far one is."""

import os
from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import reading
from tui.corpus.corpus_file import CorpusFile
from tui.widgets.documents.document_list import DocumentEntry, DocumentList, second_row


@pytest.mark.slow
async def test_each_document_has_title_words_and_what_is_shared(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        assert "213 w" in reader.listed
        assert "/27 shared" in reader.listed
        assert reader.listed.count("new") == 4


async def test_an_article_without_spaces_is_counted_in_characters(tmp_path: Path) -> None:
    chinese = "运河来水了\n\n水位上涨了两米，人们很高兴。田地绿了，收成会好。"
    corpus = written(tmp_path / "corpus", a=chinese, b="The canal has water again, at last.")
    async with reading(tmp_path, [corpus]) as reader:
        assert "25 chars" in reader.listed
        assert "7 w" in reader.listed


@pytest.mark.slow
async def test_enter_reads_the_document_under_the_cursor(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("1", "j", "j", "enter")
        assert reader.article.startswith("In a recent interview")
        assert reader.panes.reader.has_focus
        await reader.press("backspace")
        assert reader.article.startswith("Blinken Accuses")


@pytest.mark.slow
async def test_what_cannot_be_read_is_a_row_that_says_why(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", good="A good sentence stands here.", empty="  \n")
    (corpus / "binary.txt").write_bytes(b"\x7fELF\0\0\0")
    (corpus / "loop.txt").symlink_to("loop.txt")
    (corpus / "gone.txt").symlink_to("nowhere.txt")
    russian = "Президент заявил, что выборов не будет, и что он в этом уверен. "
    (corpus / "russian.txt").write_bytes(russian.encode("cp1251") * 9)
    os.mkfifo(corpus / "pipe.txt")
    async with reading(tmp_path, [corpus], size=(120, 60)) as reader:
        listed = " ".join(reader.listed.split())
        assert "it is a binary file" in listed
        assert "it is empty" in listed
        assert "it is a link that leads" in listed
        assert "no such" in listed
        assert "read as cp1251" in listed
        assert "not a regular file" in listed
        assert "A good sentence" in listed


async def test_files_of_other_formats_are_a_row(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", good="A good sentence stands here.")
    for name in ("a.pdf", "b.pdf", "c.docx"):
        (corpus / name).write_bytes(b"%PDF")
    async with reading(tmp_path, [corpus]) as reader:
        listed = " ".join(reader.listed.split())
        assert "3 files of other formats not read: 2 pdf, 1 docx" in listed


async def test_a_long_reason_is_told_whole_under_the_cursor(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", good="A good sentence stands here.")
    (corpus / "loop.txt").symlink_to("loop.txt")
    async with reading(tmp_path, [corpus]) as reader:
        await reader.press("1", "j")
        await reader.until(lambda: "a link that leads back to itself" in reader.status)
        await reader.press("k")
        await reader.until(lambda: "itself" not in reader.status)


def kept(folder: Path) -> Path:
    """Three articles of two outlets, the oldest last on the disk."""
    return written(
        folder / "corpus",
        a="Zeppelin over the harbour\n\nOutlet: De Bode\nDate: 2026-03-03\n\nIt rains.",
        b="A zeppelin was seen\n\nOutlet: Argus\nDate: 2026-03-04\n\nIt was grey.",
        c="Many zeppelins are expected\n\nOutlet: De Bode\nDate: 2026-03-01\n\nThey are late.",
    )


@pytest.mark.slow
async def test_outlet_and_day_are_shown_and_the_list_is_sorted_by_them(tmp_path: Path) -> None:
    async with reading(tmp_path, [kept(tmp_path)], size=(160, 40)) as reader:

        def letters() -> str:
            rows = reader.rows(reader.panes.documents)[::2]
            return "".join(row[2:3] for row in rows).strip()

        assert "Argus" in reader.listed
        assert "2026-03-04" in reader.listed
        assert letters() == "ABC"
        await reader.press("1", "S", "S")
        await reader.until(lambda: "by outlet" in reader.status)
        for order in ("BAC", "CAB"):
            await reader.until(lambda order=order: letters() == order)
            await reader.press("S")
        await reader.until(lambda: "unread first" in reader.status)
        await reader.until(lambda: letters() == "BCA")
        await reader.press("S")
        await reader.until(lambda: letters() == "ABC")


@pytest.mark.slow
async def test_the_cursor_stays_on_its_article_in_another_order(tmp_path: Path) -> None:
    async with reading(tmp_path, [kept(tmp_path)]) as reader:
        await reader.press("1", "j")
        under = reader.panes.documents.under_cursor
        await reader.press("S", "S", "S")
        assert reader.panes.documents.under_cursor == under


@pytest.mark.slow
async def test_an_article_takes_two_rows_its_progress_on_the_right(tmp_path: Path) -> None:
    texts = {f"n{n:03}": f"Number {n} was drawn. Nobody had it." for n in range(60)}
    async with reading(tmp_path, [written(tmp_path / "corpus", **texts)]) as reader:
        rows = reader.rows(reader.panes.documents)
        assert "Number 0 was" in rows[0]
        assert rows[3].endswith("new")
        assert "Number 17 was" in rows[34]
        await reader.press("1", "G")
        assert "Number 59 was" in reader.listed


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (40, "12/14 shared    11 new of 12 · 25 %"),
        (30, "12/14 shared   11 new · 25 %"),
        (22, "12/14 shared  11 new"),
    ],
)
def test_the_count_of_shared_passages_stays_where_the_progress_is_long(
    width: int, shown: str
) -> None:
    entry = DocumentEntry(
        "a",
        "A · Storm",
        ("12/14 shared", "a longer fact for which there is no room"),
        ("11 new of 12 · 25 %", "11 new · 25 %", "11 new"),
    )
    assert " ".join(second_row(entry, width).split()) == " ".join(shown.split())


def test_a_digest_in_a_file_s_name_is_no_name_for_a_card() -> None:
    def short_name(name: str) -> str:
        return CorpusFile(id=name, path=Path(name), name=name).short_name

    assert short_name("003_5f0c9a7be2d14a88.txt") == ""
    assert short_name("gazette-5f0c9a7be2d14a88.txt") == "gazette"
    assert short_name("2026-11-26 gazette.txt") == "2026-11-26 gazette"
    assert short_name("20261126.txt") == "20261126"


async def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    async with reading(tmp_path, [tmp_path / "corpus"], compared=False) as reader:
        await reader.until(lambda: "There is no article here" in reader.status)


@pytest.mark.slow
async def test_reading_to_the_end_marks_a_document_read(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("G")
        assert "read ✓" not in reader.listed
        await reader.press("k", "j")
        await reader.press("1", "j", "enter")
        assert "read ✓" in reader.listed


@pytest.mark.slow
async def test_the_place_is_kept_from_one_run_to_the_next(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("]", "]", "]", "j")
        row = reader.reading_row
    async with reading(tmp_path) as reader:
        assert reader.reading_row == row


@pytest.mark.slow
async def test_a_moved_file_keeps_its_place(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", a="One is here. Two is here.\n\nThree is here.")
    async with reading(tmp_path, [corpus]) as reader:
        await reader.press("j")
        passage = reader.passage
    (corpus / "a.txt").rename(corpus / "b.txt")
    async with reading(tmp_path, [corpus]) as reader:
        assert reader.passage == passage


@pytest.mark.slow
async def test_reading_goes_on_where_nothing_can_be_kept(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / "places.sqlite").write_bytes(b"this is no database" * 100)
    async with reading(tmp_path) as reader:
        await reader.press("]", "]")
        await reader.until(lambda: "Reading positions are not saved" in reader.status)
        assert "damaged" in reader.status
        assert (state / "places.sqlite").read_bytes().startswith(b"this is no database")


@pytest.mark.slow
async def test_two_readers_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    async with reading(tmp_path) as one, reading(tmp_path) as other:
        await one.press("]", "]", "]")
        await other.press("G")
        row = other.reading_row
        assert not one.workspace.complaints
        assert not other.workspace.complaints
    assert row


@pytest.mark.slow
async def test_a_long_document_is_shown_before_it_is_read_whole(tmp_path: Path) -> None:
    lines = [f"Line number {n} of the long report says something." for n in range(40_000)]
    corpus = written(tmp_path / "corpus", long="\n\n".join(lines))
    async with reading(tmp_path, [corpus], compared=False) as reader:
        await reader.until(lambda: "Line number 0" in reader.shown(reader.panes.reader))
        await reader.until(lambda: reader.screen.is_settled)
        await reader.press("G")
        assert reader.passage == lines[-1]


@pytest.mark.slow
async def test_a_click_opens_the_document_clicked_on_and_no_neighbour(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        rows = reader.rows(reader.panes.documents)
        for first in ("In a recent", "US has seen"):
            row = next(y for y, text in enumerate(rows) if first in text)
            await reader.pilot.click(
                "#documents", offset=(5, row + DocumentList.ROWS)
            )  # its last row, below the border
            await reader.pilot.pause()
            assert reader.article.startswith(first)


STATED = "---\ntitle: Lock\noutlet: De Bode\ndate: 2024-05-03\n---\n\nThe lock of Lunden is shut.\n"
UNSTATED = "The lock of Ostby is open again, and nobody says who wrote so or when.\n"


@pytest.mark.slow
async def test_the_status_line_says_if_outlet_and_date_are_unknown(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(STATED)
    (corpus / "b.md").write_text(UNSTATED)
    async with reading(tmp_path, [corpus]) as reader:
        await reader.press("1")
        await reader.until(lambda: reader.panes.documents.has_focus)
        assert "unknown" not in reader.status
        await reader.press("j")
        await reader.until(lambda: "outlet unknown · no date" in reader.status)
        await reader.press("2")
        await reader.until(lambda: "unknown" not in reader.status)


def test_a_wide_list_says_if_outlet_and_date_are_unknown() -> None:
    entry = DocumentEntry(
        "a", "A · Storm", ("12/14 shared",), ("new",), unknown=("outlet unknown", "no date")
    )
    wide = " ".join(second_row(entry, 50).split())
    assert wide == "12/14 shared · outlet unknown · no date new"
    assert second_row(entry, 25).split() == ["12/14", "shared", "new"]
