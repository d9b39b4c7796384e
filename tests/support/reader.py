"""A reader at the keyboard: the app on a corpus, keys, the screen."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widget import Widget

from tests.support.corpora import written
from tests.support.folders import own_folders
from tui.app import ReaderApp
from tui.cli.corpus_options import encodings_of
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FileEncodings
from tui.resources import SEEDS
from tui.screens.reading.reading_screen import ReadingScreen
from tui.settings import Settings
from tui.terminal.probe.capabilities import find_capabilities
from tui.widgets.article.search_line import SearchLine
from tui.widgets.core.pane import Pane
from tui.widgets.core.status_line import StatusLine
from tui.widgets.layout.panes import Panes
from tui.workspace.workspace import Workspace

__all__ = ["TRUECOLOUR", "Reader", "reading", "written"]

TRUECOLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Reader:
    """The actions of a reader, and the contents of the screen."""

    def __init__(self, app: ReaderApp, workspace: Workspace, pilot: Pilot[None]) -> None:
        self.app = app
        self.workspace = workspace
        self.pilot = pilot

    @property
    def screen(self) -> ReadingScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        return screen

    @property
    def panes(self) -> Panes:
        return self.screen.query_exactly_one(Panes)

    @property
    def three_panes(self) -> tuple[Pane, Pane, Pane]:
        """The panes from left to right: documents, reader and sources."""
        return self.panes.documents, self.panes.reader, self.panes.sources

    @property
    def corpus_files(self) -> list[CorpusFile]:
        """The listed documents."""
        return list(self.screen.contents.files.values())

    @property
    def notifications(self) -> list[str]:
        """The full texts of the notifications."""
        return [notification.message for notification in self.app._notifications]

    @property
    def whole_screen(self) -> list[str]:
        """Every row of the topmost screen."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        await self.press(*("space" if c == " " else c for c in text))

    async def filter(self, text: str) -> None:
        """Type a filter of the list on the screen, and go back to its rows."""
        await self.press("slash")
        await self.type(text)
        await self.press("enter")

    async def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(1_200):
            if condition():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"never came; the screen:\n{self.shown(self.panes.reader)}")

    async def collated(self) -> None:
        """Wait until the accounts are compared: only here, differences, voices."""
        await self.until(lambda: self.screen.collation.comparison is not None)
        await self.pilot.pause()

    @property
    def status(self) -> str:
        return str(self.screen.query_exactly_one(StatusLine).message)

    @property
    def search_line(self) -> SearchLine:
        return self.screen.query_exactly_one(SearchLine)

    @property
    def article(self) -> str:
        """The title of the open article from the reader's pane, without its siglum."""
        return re.sub(r"^2 (↻ |)[A-Z]+ · ", r"\1", str(self.panes.reader.border_title))

    @property
    def siglum(self) -> str:
        """The siglum of the open article."""
        match = re.match(r"2 (?:↻ )?([A-Z]+) · ", str(self.panes.reader.border_title))
        assert match
        return match[1]

    @property
    def passage(self) -> str:
        """The words of the passage on the reading line."""
        view = self.panes.reader
        assert view.document is not None
        return view.document.words_of(view.passage)

    @property
    def reading_row(self) -> str:
        """The row of the screen with the reading line."""
        return next(row for row in self.rows(self.panes.reader) if row.lstrip().startswith("▶"))

    def rows(self, pane: Widget) -> list[str]:
        return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]

    def shown(self, pane: Widget) -> str:
        return "\n".join(self.rows(pane))

    @property
    def sources(self) -> str:
        return self.shown(self.panes.sources)

    @property
    def listed(self) -> str:
        return self.shown(self.panes.documents)


@asynccontextmanager
async def reading(
    folder: Path,
    paths: Sequence[Path] = (SEEDS,),
    *,
    piped: CorpusFile | None = None,
    size: tuple[int, int] = (120, 40),
    settings: Settings | None = None,
    compared: bool = True,
    semantic: bool = False,
    encodings: bool = False,
    environ: Mapping[str, str] = TRUECOLOUR,
) -> AsyncIterator[Reader]:
    """Give the app on `paths`, with everything read and, unless `compared` is False, compared.

    With `semantic` the meaning layer scores the matches, too, where it is installed; `encodings`
    are those that the user named before.
    """
    folders = own_folders(folder)
    settings = settings or Settings()
    file_encodings = encodings_of(list(paths), folders, settings) if encodings else FileEncodings()
    workspace = Workspace(
        list(paths),
        folders,
        piped,
        secure=settings.secure,
        semantic=semantic,
        encodings=file_encodings,
        mark_names=settings.mark_names,
    )
    app = ReaderApp(workspace, settings, folders, find_capabilities(environ))
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, workspace, pilot)
        await reader.until(lambda: reader.screen.is_settled if compared else bool(reader.status))
        await pilot.pause()
        yield reader
    workspace.close()
