"""A reader opens an index: its list, an article with those around it, and the list again."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from weakref import ref

import pytest
from textual import events

from tests.support.command_line import variorum
from tests.support.corpora import ALONE, STORM, harbour
from tests.support.disks import blocked
from tests.support.folders import own_folders
from tests.support.reader import TRUECOLOUR
from tests.support.reader_session import session
from tests.support.rights import closed
from tui.app import ReaderApp
from tui.lazy_imports import lazy_imports
from tui.settings import Settings
from tui.terminal.probe.capabilities import find_capabilities
from tui.widgets.core.choice_list import ChoiceList
from tui.widgets.core.prompt import Prompt

with lazy_imports():
    from tui.index.partitioned import partitioned_index
    from tui.workspace import indexed_articles

if TYPE_CHECKING:
    from tui.index.partitioned.partitioned_index import IndexEntry, PartitionedIndex

pytestmark = [pytest.mark.parquet, pytest.mark.slow]


def made(corpus: Path, index: Path) -> Path:
    done = variorum("index", str(corpus), "--partitioned", "--to", str(index))
    assert done.returncode == 0, done.stderr
    return index


def only_file(index: Path, table: str) -> Path:
    (file,) = index.glob(f"*/{table}/*.parquet")
    return file


def rows(app: ReaderApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def only_problem(app: ReaderApp) -> str:
    """Return the reason why the opened article can't be read."""
    assert app.reading_screen
    return next(iter(app.reading_screen.contents.files.values())).problem


async def until(so: Callable[[], bool]) -> None:
    for _ in range(1_200):
        if so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("never came")


def opened(folder: Path, index: Path) -> ReaderApp:
    ours = own_folders(folder)
    corpus = indexed_articles.IndexedCorpus(
        partitioned_index.PartitionedIndex(index), ours, Settings()
    )
    return ReaderApp(corpus, Settings(), ours, find_capabilities(TRUECOLOUR))


async def test_an_article_opens_from_the_list_and_q_leads_back(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    index = made(corpus, tmp_path / "index")
    for file in corpus.iterdir():
        file.unlink()
    app = opened(tmp_path, index)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: "2 articles" in rows(app))
        await pilot.press("enter")
        await until(lambda: app.reading_screen is not None and app.reading_screen.is_settled)
        await until(lambda: STORM[:30] in rows(app))
        assert ALONE[:20] in rows(app)
        assert "q list" in rows(app)
        await pilot.press("q")
        await until(lambda: app.reading_screen is None and "2 articles" in rows(app))
        await pilot.press("down", "enter")
        await until(lambda: app.reading_screen is not None and app.reading_screen.is_settled)
        await until(lambda: "only this file" in rows(app))


async def test_closed_articles_do_not_add_up_in_memory(tmp_path: Path, index: Path) -> None:
    """However quickly one is opened after the other."""
    app = opened(tmp_path, index)
    closed: list[ref[object]] = []
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: STORM[:30] in rows(app))
        for _ in range(10):
            await pilot.press("enter")
            await until(lambda: app.reading_screen is not None and app.reading_screen.is_settled)
            assert app.reading_screen
            closed.append(ref(app.reading_screen.contents))
            await pilot.press("q")
            await until(lambda: app.reading_screen is None)
        assert closed[0]() is None


async def test_words_narrow_the_list(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    (corpus / "ferry.md").write_text("# The Missing Ferry\n\nNobody knows where it is now.\n")
    app = opened(tmp_path, made(corpus, tmp_path / "index"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: "3 articles" in rows(app))
        await pilot.press(*"ferry")
        await until(lambda: "The Missing Ferry" in rows(app) and STORM[:20] not in rows(app))
        await pilot.press("enter")
        await until(lambda: "Nobody knows where" in rows(app))


async def test_a_damaged_article_is_told_and_the_others_can_be_read(
    tmp_path: Path, index: Path
) -> None:
    only_file(index, "texts").write_bytes(b"no Parquet")
    app = opened(tmp_path, index)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: "2 articles" in rows(app))
        await pilot.press("enter")
        await until(lambda: "None of these files can be read" in rows(app))
        await pilot.press("q")
        await until(lambda: app.reading_screen is None and "2 articles" in rows(app))


def many(folder: Path, count: int) -> Path:
    corpus = folder / "many"
    corpus.mkdir()
    for number in range(count):
        title = f"Report {chr(65 + number // 26)}{chr(97 + number % 26)}"
        (corpus / f"{number:03}.md").write_text(f"# {title}\n\nNumber {number} says this.\n")
    return made(corpus, folder / "index")


async def test_a_list_is_read_in_pages_as_far_as_it_is_looked_at(tmp_path: Path) -> None:
    app = opened(tmp_path, many(tmp_path, 140))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(lambda: "140 articles" in rows(app) and "Report Aa" in rows(app))
        await pilot.press("ctrl+end")
        await until(lambda: "Report Fj" in rows(app))
        await pilot.press("pageup", "down", "enter")
        await until(lambda: "says this" in rows(app))


async def test_keys_are_answered_while_the_disk_is_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = harbour(tmp_path)
    (corpus / "ferry.md").write_text("# The Missing Ferry\n\nNobody knows where it is now.\n")
    index = made(corpus, tmp_path / "index")
    answer = Event()
    entries = partitioned_index.PartitionedIndex.entries

    def slow(self: "PartitionedIndex", first: int, count: int) -> "list[IndexEntry]":
        answer.wait(120)
        return entries(self, first, count)

    monkeypatch.setattr(partitioned_index.PartitionedIndex, "entries", slow)
    app = opened(tmp_path, index)
    async with app.run_test(size=(100, 30)) as pilot:
        try:
            await until(lambda: "Reading…" in rows(app))
            await pilot.press("down", "enter")  # it opens as soon as it is read
            assert "Reading…" in rows(app)
        finally:
            answer.set()
        await until(lambda: app.reading_screen is not None and app.reading_screen.is_settled)
        assert STORM[:20] in rows(app)


async def test_a_disk_that_does_not_answer_is_told_and_asked_again(
    tmp_path: Path, index: Path
) -> None:
    app = opened(tmp_path, index)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(lambda: STORM[:30] in rows(app))
        with blocked(only_file(index, "texts")):
            await pilot.press("enter")
            await until(lambda: app.reading_screen is not None)
            await until(lambda: "None of these files can be read" in rows(app))
            assert "did not answer" in only_problem(app)
            await pilot.press("q")
            await until(lambda: app.reading_screen is None and "2 articles" in rows(app))
        await pilot.press("enter")
        await until(lambda: app.reading_screen is not None and app.reading_screen.is_settled)
        await until(lambda: ALONE[:20] in rows(app))


async def test_an_answer_to_earlier_words_is_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = many(tmp_path, 60)
    answer, asked = Event(), list[str]()
    find = partitioned_index.PartitionedIndex.find

    def slow(self: "PartitionedIndex", words: str, most: int) -> "Iterator[list[IndexEntry]]":
        asked.append(words)
        if words == "ac":
            answer.wait(120)
        yield from find(self, words, most)

    monkeypatch.setattr(partitioned_index.PartitionedIndex, "find", slow)
    app = opened(tmp_path, index)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(lambda: "Report Aa" in rows(app))
        await pilot.press(*"ac", "down")  # a move does not wait for a pause
        await until(lambda: asked == ["ac"] and "searching…" in rows(app))
        await pilot.press("backspace", *"f", "enter")  # and opens what is found, not what was shown
        await until(lambda: app.reading_screen is not None and app.reading_screen.is_settled)
        assert "Number 5 says this" in rows(app)
        answer.set()
        await pilot.press("q")
        await until(lambda: "1 found" in rows(app))
        assert "Report Af" in rows(app)
        assert "Report Ac" not in rows(app)


async def test_words_that_are_in_no_title_are_told(tmp_path: Path) -> None:
    app = opened(tmp_path, many(tmp_path, 30))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(lambda: "Report Aa" in rows(app))
        await pilot.press(*"zebra", "enter")
        await until(lambda: "Nothing found" in rows(app))
        assert app.reading_screen is None
        await pilot.press("escape")
        await until(lambda: "Report Aa" in rows(app))
        await pilot.click(ChoiceList, offset=(5, 2))
        await pilot.click(ChoiceList, offset=(5, 2))
        await until(lambda: "Number 2 says this" in rows(app))


async def test_another_window_may_have_the_focus_for_a_while(tmp_path: Path, index: Path) -> None:
    app = opened(tmp_path, index)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(lambda: STORM[:30] in rows(app))
        app.post_message(events.AppBlur())
        await until(lambda: app.focused is None)
        await pilot.pause()
        app.post_message(events.AppFocus())
        await until(lambda: isinstance(app.focused, Prompt))
        await pilot.press(*"zebra")
        await until(lambda: "Nothing found" in rows(app))


async def test_a_list_that_can_not_be_read_is_told_and_read_when_it_can(tmp_path: Path) -> None:
    index = many(tmp_path, 5)
    file = only_file(index, "articles")
    data = file.read_bytes()
    file.write_bytes(data[:50])
    app = opened(tmp_path, index)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(lambda: "Can't be read" in rows(app) and "damaged" in rows(app))
        await pilot.press("down", "up", "enter")
        assert app.reading_screen is None
        file.write_bytes(data)  # the disk is there again
        await pilot.press("down")
        await until(lambda: "Report Ab" in rows(app))
        await pilot.press("enter")
        await until(lambda: "Number 1 says this" in rows(app))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("matches --index {}", "`variorum --index FOLDER` reads an index"),
        ("compare {}", "is an index, which `variorum --index"),
        ("search storm {}", "is an index, which `variorum --index"),
        ("{}", "is an index, which `variorum --index"),
    ],
)
def test_a_command_that_reads_files_tells_how_an_index_is_read(
    honest: Path, words: str, told: str
) -> None:
    done = variorum(*words.format(honest).split())
    assert done.returncode in {1, 2}
    assert told in done.stderr


def test_an_index_that_can_not_be_opened_is_told_before_the_screen(
    tmp_path: Path, index: Path
) -> None:
    (index / "index.json").write_text("{}")
    with session("--index", tmp_path / "no\x1b[31mthing", TERM="xterm-256color") as terminal:
        assert terminal.ended() == 1
        assert "is no index" in terminal.emulator.text()
        assert b"\x1b[31m" not in terminal.received
    with session("--index", index, TERM="xterm-256color") as terminal:
        assert terminal.ended() == 1
        assert "is damaged" in terminal.emulator.text().replace("\n", " ")


def test_what_is_no_index_is_told(tmp_path: Path) -> None:
    done = variorum("--index", str(tmp_path))
    assert done.returncode == 2  # no terminal
    (tmp_path / "a.txt").write_text("x")
    both = variorum("--index", str(tmp_path), str(tmp_path / "a.txt"))
    assert (both.returncode, "not both" in both.stderr) == (2, True)


@pytest.mark.parametrize("name", [".", "index.json"])
def test_a_closed_index_is_told_before_the_screen(index: Path, name: str) -> None:
    wide = (240, 40)
    with closed(index / name), session("--index", index, size=wide, obeys_modes=True) as terminal:
        assert terminal.ended() == 1
        message = "index.json may not be read; ask for the right to read it"
        assert message in terminal.emulator.text()


@pytest.mark.parametrize(
    ("table", "message"),
    [("articles", "Can't be read"), ("texts", "None of these files can be read")],
)
def test_a_closed_file_of_an_index_is_told(index: Path, table: str, message: str) -> None:
    file = only_file(index, table)
    with closed(file), session("--index", index, obeys_modes=True) as terminal:
        terminal.until_text("2 articles")
        terminal.press("\r")
        terminal.until_text(message)
        assert terminal.process.poll() is None
