"""A part of the program that fails is told and logged, and reading goes on without it."""

from pathlib import Path

import pytest

from tests.support.corpora import PILOTS, STORM, written
from tests.support.folders import own_folders
from tests.support.reader import Reader, reading
from tui.collation.corpus_comparison import CorpusComparison
from tui.log.crash_log import CRASH_LOG
from tui.workspace.read_passage_access import ReadPassageAccess
from tui.workspace.workspace import Workspace

pytestmark = pytest.mark.slow


def corpus(folder: Path) -> Path:
    return written(folder / "corpus", a=f"{STORM}\n\n{PILOTS}", b=f"{PILOTS}\n\n{STORM}")


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("a fault of ours")


async def is_told_and_logged(reader: Reader, folder: Path, message: str) -> None:
    log = own_folders(folder).log / CRASH_LOG
    await reader.until(lambda: message in reader.status)
    await reader.until(lambda: log.exists() and "a fault of ours" in log.read_text())


async def still_reads(reader: Reader) -> None:
    passage = reader.passage
    await reader.press(")")
    await reader.until(lambda: reader.passage != passage)


async def test_reading_goes_on_without_matches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "match_documents", fail)
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await is_told_and_logged(reader, tmp_path, "comparing failed; the log has the error")
        await still_reads(reader)


async def test_reading_goes_on_without_a_comparison_of_the_accounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CorpusComparison, "prepare", fail)
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await is_told_and_logged(reader, tmp_path, "comparing failed; the log has the error")
        await still_reads(reader)
        assert "verbatim" in reader.sources


async def test_reading_goes_on_without_novelty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadPassageAccess, "among", fail)
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await is_told_and_logged(reader, tmp_path, "What is new to you is not known")
        await still_reads(reader)


async def test_novelty_that_was_known_is_not_shown_once_its_look_up_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 50)) as reader:
        await reader.collated()
        await reader.until(lambda: reader.screen.novelty.is_looked_up)
        await reader.press("j", "j")
        await reader.until(lambda: " new of " in reader.shown(reader.panes.documents))
        monkeypatch.setattr(ReadPassageAccess, "among", fail)
        await reader.press("T")
        await is_told_and_logged(reader, tmp_path, "What is new to you is not known")
        await reader.until(lambda: " new of " not in reader.shown(reader.panes.documents))
