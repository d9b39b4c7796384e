"""The progress of the reader in the open article: saved a moment after a move, and at the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.controllers import Host, hosting, workspace_on
from tests.support.corpora import ALONE, STORM, written
from tui.reading_state.read_passages import passage_digest
from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.reading.reading_progress import ReadingProgress
from tui.workspace.workspace import Workspace


@dataclass
class Article:
    """A view of which the reader has passed some passages."""

    offset_here: int = 0
    is_read_to_end: bool = False
    passed: set[int] = field(default_factory=set)

    def take_read(self) -> set[int]:
        passed, self.passed = self.passed, set()
        return passed


class Panes:
    """A list and a status line of which each update is recorded."""

    is_state = True

    def __init__(self) -> None:
        self.updated: list[set[str]] = []

    def update_progress(self, documents: set[str]) -> None:
        self.updated.append(set(documents))

    def update(self) -> None:
        """Accept a new state."""


@asynccontextmanager
async def progressing(
    folder: Path,
) -> AsyncIterator[tuple[ReadingProgress, Article, CorpusContents, Workspace, Host]]:
    corpus = written(folder / "corpus", a=STORM, b=ALONE)
    async with workspace_on(folder, corpus) as workspace, hosting() as host:
        contents = CorpusContents(workspace)
        contents.add((corpus_file, None) for corpus_file in workspace.corpus_files())
        novelty = NoveltyController(host, workspace, contents.files, contents.positions.is_read)
        article, panes = Article(), Panes()
        progress = ReadingProgress(
            host,
            article,
            contents.files,
            contents.positions,
            novelty=novelty,
            documents=panes,
            status=panes,
            hold_frame=lambda: None,
        )
        yield progress, article, contents, workspace, host


async def test_a_position_is_saved_a_moment_after_the_move(tmp_path: Path) -> None:
    async with progressing(tmp_path) as (progress, article, contents, workspace, host):
        first, second = contents.files.values()
        progress.open(first.id)
        article.offset_here = 9
        progress.move()
        assert not progress.is_saved
        await host.until(lambda: progress.is_saved)
        await host.until(lambda: workspace.reading_position(first) is not None)
        assert workspace.reading_position(first).offset == 9
        assert workspace.reading_position(second) is None


async def test_passages_count_for_the_article_in_which_they_were_read(tmp_path: Path) -> None:
    async with progressing(tmp_path) as (progress, article, contents, workspace, _):
        first, second = contents.files.values()
        progress.open(first.id)
        article.passed = {0}
        progress.open(second.id)
        assert not progress.is_saved
        progress.keep()
        assert progress.is_saved
        digest = passage_digest(first.document.words_of(0))
        (read,) = workspace.read_passages.among([digest])
        assert read.path.endswith("a.txt")


async def test_all_is_saved_at_the_end_the_open_article_last(tmp_path: Path) -> None:
    async with progressing(tmp_path) as (progress, article, contents, workspace, _):
        first, second = contents.files.values()
        for corpus_file, offset in ((second, 4), (first, 7)):
            progress.open(corpus_file.id)
            article.offset_here = offset
            progress.move()
        progress.keep()
        kept = [workspace.reading_position(one) for one in (first, second)]
        assert [one.offset for one in kept] == [7, 4]
        assert kept[0].changed >= kept[1].changed
