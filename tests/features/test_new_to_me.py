"""New to me: what was read in one article is known in the others, now and in the next run."""

import sqlite3
from pathlib import Path

import pytest

from tests.collation.accounts import (
    BODE,
    CAPTAIN,
    CAPTAIN_AGAIN,
    COOK,
    COURANT,
    ENGINE,
    FIRE,
    INQUIRY,
    LIFEBOAT_AGAIN,
    MUSEUM,
    TELEGRAM,
)
from tests.support.corpora import written
from tests.support.reader import Reader, reading

pytestmark = pytest.mark.slow


def corpus(folder: Path) -> Path:
    """An account, its copy, a rewrite of it with a sentence more, and an article on a museum."""
    return written(folder / "corpus", a=TELEGRAM, b=TELEGRAM, c=COURANT, d=MUSEUM)


async def known(reader: Reader) -> None:
    """Wait until it is looked up what was read."""
    await reader.collated()
    await reader.until(lambda: reader.screen.novelty.is_looked_up)
    await reader.pilot.pause()


async def read_all(reader: Reader) -> None:
    """Read the open article to its end, line by line, and wait until that is kept."""
    while not reader.panes.reader.at_end:
        await reader.press("j")
    await reader.until(lambda: reader.screen.progress.is_saved)
    await reader.pilot.pause()


async def opened(reader: Reader, siglum: str) -> None:
    await reader.press("1", "g", *"j" * (ord(siglum) - ord("A")), "enter")
    await reader.until(lambda: reader.siglum == siglum)
    await reader.pilot.pause()


def row(reader: Reader, siglum: str) -> str:
    """The second row of an article of the list."""
    rows = reader.rows(reader.panes.documents)
    return rows[next(n for n, text in enumerate(rows) if text[2:].startswith(f"{siglum} · ")) + 1]


def dim(reader: Reader) -> set[str]:
    """The first words of the passages that are dim in the article."""
    view = reader.panes.reader
    colour = view.component_style("known").color
    words = ""
    for y in range(view.size.height):
        for piece in view.render_line(y):
            if piece.style and piece.style.color == colour and len(piece.text) > 2:
                words += piece.text + " "
    document = view.document
    assert document
    starts = [document.words_of(n)[:20] for n in range(len(document.passages))]
    return {start for start in starts if start in words}


def starts(*sentences: str) -> set[str]:
    return {sentence[:20] for sentence in sentences}


async def test_of_a_copy_of_what_was_read_nothing_is_new_and_all_is_dim(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 50)) as reader:
        await known(reader)
        await read_all(reader)
        await reader.until(lambda: "0 new of 5" in row(reader, "B"))
        await opened(reader, "B")
        await reader.press("G")
        assert dim(reader) == starts(*TELEGRAM.split("\n\n")[:-1])  # the last is being read


async def test_of_a_rewrite_exactly_what_was_added_is_new(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 50)) as reader:
        await known(reader)
        await read_all(reader)
        await reader.until(lambda: "1 new of 6" in row(reader, "C"))
        assert "1 new of 1" in row(reader, "D")
        await opened(reader, "C")
        await reader.press("G")
        assert reader.passage == COOK
        assert dim(reader) == starts(*COURANT.split("\n\n")[:-1])


async def test_what_says_another_value_is_new(tmp_path: Path) -> None:
    more = TELEGRAM.replace("fourteen passengers", "seventeen passengers")
    folder = written(tmp_path / "corpus", a=TELEGRAM, b=more, c=MUSEUM)
    async with reading(tmp_path, [folder], size=(160, 50)) as reader:
        await known(reader)
        await read_all(reader)
        await reader.until(lambda: "1 new of 5" in row(reader, "B"))
        await opened(reader, "B")
        await reader.press("G")
        assert dim(reader) == starts(ENGINE, *TELEGRAM.split("\n\n")[2:-1])


async def test_the_passage_on_the_reading_line_has_full_ink(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 50)) as reader:
        await known(reader)
        await read_all(reader)
        await opened(reader, "C")
        while reader.passage != CAPTAIN_AGAIN:
            await reader.press(")")
        assert CAPTAIN_AGAIN[:20] not in dim(reader)
        await reader.press(")")
        assert CAPTAIN_AGAIN[:20] in dim(reader)


async def test_before_anything_is_read_the_list_says_nothing_of_it(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await known(reader)
        assert " new of " not in reader.listed
        assert reader.listed.count("new") == 3


async def test_a_jump_reads_nothing_and_a_page_reads_what_it_goes_over(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 50)) as reader:
        await known(reader)
        await reader.press("G", "g", ")", ")", ")")
        await reader.pilot.pause(0.7)
        assert " new of " not in reader.listed
        await reader.press("k")  # from the fourth passage, up by a line
        await reader.until(lambda: " new of " in reader.listed)
        assert "3 new of 5" in row(reader, "B")
        await reader.press("g", "space", "space")
        await reader.until(lambda: "0 new of 5" in row(reader, "B"))


async def test_what_was_read_is_known_in_the_next_run_also_of_a_corpus_that_has_grown(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], size=(160, 50)) as reader:
        await known(reader)
        await read_all(reader)
    (folder / "b.txt").unlink()
    (folder / "a.txt").rename(folder / "renamed.txt")
    written(folder, bode=f"{MUSEUM}\n\n{BODE}")
    async with reading(tmp_path, [folder], size=(160, 50)) as reader:
        await known(reader)
        assert "1 new of 4" in row(reader, "E")  # bode; letters stay with their articles
        assert "1 new of 6" in row(reader, "C")  # the rewrite
        await reader.press("1", "g", "enter")
        assert reader.siglum == "E"
        assert dim(reader) == starts(FIRE, ENGINE, LIFEBOAT_AGAIN)


async def test_what_is_read_right_before_one_quits_is_kept(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await known(reader)
        await reader.press("j", "j")
    async with reading(tmp_path, [folder]) as reader:
        await known(reader)
        assert " new · " in row(reader, "B")


async def test_what_was_read_only_here_is_not_dim_here(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], size=(160, 50)) as reader:
        await known(reader)
        await opened(reader, "C")
        await reader.press("j", "j", "j", "j", "j")
        await reader.until(lambda: "new of 5" in row(reader, "A"))
        assert dim(reader) == set()
        await opened(reader, "A")
        assert FIRE[:20] not in dim(reader)  # it is on the reading line
        await reader.press("G")
        assert FIRE[:20] in dim(reader)
        await opened(reader, "C")
        assert dim(reader) == set()


async def test_the_end_of_an_article_says_which_has_most_that_is_new_and_a_key_goes_there(
    tmp_path: Path,
) -> None:
    long = f"{COOK}\n\n{CAPTAIN}\n\n{INQUIRY}\n\n{MUSEUM}"
    folder = written(tmp_path / "corpus", a=TELEGRAM, b=BODE, c=TELEGRAM, d=long)
    async with reading(tmp_path, [folder], size=(200, 50)) as reader:
        await known(reader)
        await read_all(reader)
        await reader.until(lambda: "2 new of 4" in row(reader, "D"))
        await reader.until(lambda: "next: D (2 new), A goes there" in reader.status)
        await reader.press("A")
        assert reader.siglum == "D"
        await reader.press("backspace")
        assert reader.siglum == "A"


async def test_taking_back_and_forgetting_are_undone_one_after_the_other(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 50)) as reader:
        await known(reader)
        await reader.press("T")
        await reader.until(lambda: "no reading to undo" in reader.status)
        await read_all(reader)
        await reader.until(lambda: "0 new of 5" in row(reader, "B"))
        await reader.press("Z")
        await reader.until(lambda: "counts as read (5 did)" in reader.status)
        assert " new of " not in reader.listed
        await reader.press("T")
        await reader.until(lambda: "5 passages count as read again" in reader.status)
        assert "0 new of 5" in row(reader, "B")
        await reader.press("T")
        await reader.until(lambda: "count as not read" in reader.status)
        assert " new of " not in reader.listed


async def test_off_nothing_is_dim_or_counted_and_that_is_remembered(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], size=(160, 50)) as reader:
        await known(reader)
        await reader.press("R")
        await reader.until(lambda: "not shown" in reader.status)
        await read_all(reader)
        assert " new of " not in reader.listed
    async with reading(tmp_path, [folder], size=(160, 50)) as reader:
        await known(reader)
        await opened(reader, "C")
        assert " new of " not in reader.listed
        assert dim(reader) == set()
        await reader.press("R")
        await reader.until(lambda: "1 new of 6" in row(reader, "C"))
        assert dim(reader) == starts(*COURANT.split("\n\n")[1:-1])


async def test_a_store_that_cannot_be_used_is_told_and_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "read.sqlite").write_bytes(b"not a database at all" * 100)
    async with reading(tmp_path, [corpus(tmp_path)], size=(200, 50)) as reader:
        await known(reader)
        await read_all(reader)
        await reader.press("k", "j")
        await reader.until(lambda: "The passages you read are not saved" in reader.status)
        assert "0 new of 5" in row(reader, "B")


async def test_an_article_read_again_keeps_what_was_read_of_it(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder], size=(160, 50)) as reader:
        await known(reader)
        await read_all(reader)
        await reader.until(lambda: "0 new of 5" in row(reader, "B"))
        (folder / "b.txt").write_text(f"{TELEGRAM}\n\n{MUSEUM}", encoding="utf-8")
        await reader.press("r")
        await reader.until(lambda: "1 new of 6" in row(reader, "B"))


async def test_what_is_kept_names_no_words_of_the_articles(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await known(reader)
        await read_all(reader)
    with sqlite3.connect(tmp_path / "state" / "read.sqlite") as store:
        kept = "\n".join(store.iterdump())
    assert "read_passages" in kept
    assert "ferry" not in kept
