"""The contents of the corpus as far as they are read: files, titles, and reading positions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.reading_state.reading_position import ReadingPosition
from tui.screens.documents.position_tracker import PositionTracker
from tui.text.document import Document
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.workspace.document_reload import ReloadedFile


class CorpusContents:
    """The files of the corpus by id; others look them up here, and never replace one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.files: dict[str, CorpusFile] = {}
        """The files by id, as far as they are read."""
        self.titles = DisplayTitles()
        """The titles of the files, and their sigla."""
        self.positions = PositionTracker(workspace)
        """The reading position in each document."""

    def document(self, document_id: str) -> Document | None:
        """Return a document; None if there is no such file, or if it can't be read."""
        corpus_file = self.files.get(document_id)
        return corpus_file.document if corpus_file else None

    def add(self, files_read: Iterable[tuple[CorpusFile, ReadingPosition | None]]) -> None:
        """Add files, each with its last position; a whole file replaces its beginning."""
        for corpus_file, position in files_read:
            self.files[corpus_file.id] = corpus_file
            self.positions.take(corpus_file, position)

    def replace(self, reloaded: "ReloadedFile") -> None:
        """Replace a file by its newer text, and carry the position over to it."""
        corpus_file = reloaded.corpus_file
        self.add([(corpus_file, reloaded.position)])
        if corpus_file.document:
            self.positions.carry(corpus_file, reloaded.carry_offset)

    def assign_titles(self) -> None:
        """Give each file its siglum, and a title that distinguishes it from the others."""
        self.titles.take(self.files.values(), self._workspace.sigla_known)
