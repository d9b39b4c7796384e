"""A reader opens an index: its list, an article with those around it, and the list again."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.corpora import ALONE, STORM, harbour
from tests.support.folders import own_folders
from tests.support.reader import TRUECOLOUR
from tui.app import ReaderApp
from tui.lazy_imports import lazy_imports
from tui.settings import Settings
from tui.terminal.probe.capabilities import find_capabilities

with lazy_imports():
    from tui.index.partitioned import partitioned_index
    from tui.workspace import indexed_articles

pytestmark = [pytest.mark.parquet, pytest.mark.slow]


def made(corpus: Path, index: Path) -> Path:
    done = variorum("index", str(corpus), "--partitioned", "--to", str(index))
    assert done.returncode == 0, done.stderr
    return index


def rows(app: ReaderApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


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
        await pilot.press("q")
        await until(lambda: app.reading_screen is None and "2 articles" in rows(app))
        await pilot.press("down", "enter")
        await until(lambda: app.reading_screen is not None and app.reading_screen.is_settled)
        await until(lambda: "only this file" in rows(app))


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


async def test_a_damaged_article_is_told_and_the_others_can_be_read(tmp_path: Path) -> None:
    index = made(harbour(tmp_path), tmp_path / "index")
    (file,) = index.glob("*/texts/*.parquet")
    file.write_bytes(b"no Parquet")
    app = opened(tmp_path, index)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: "2 articles" in rows(app))
        await pilot.press("enter")
        await until(lambda: "None of these files can be read" in rows(app))
        await pilot.press("q")
        await until(lambda: app.reading_screen is None and "2 articles" in rows(app))


def test_what_is_no_index_is_told(tmp_path: Path) -> None:
    done = variorum("--index", str(tmp_path))
    assert done.returncode == 2  # no terminal
    (tmp_path / "a.txt").write_text("x")
    both = variorum("--index", str(tmp_path), str(tmp_path / "a.txt"))
    assert (both.returncode, "not both" in both.stderr) == (2, True)
