"""The position in each document, and the positions that are not yet on the disk."""

from collections.abc import Callable
from dataclasses import replace

from tui.corpus.corpus_file import CorpusFile
from tui.reading_state.reading_position import ReadingPosition
from tui.workspace.workspace import Workspace


class PositionTracker:
    """The positions in all documents that were opened."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._unsaved: dict[str, CorpusFile] = {}
        self.by_document: dict[str, ReadingPosition] = {}
        """The positions, by the document's id."""

    def of(self, document_id: str) -> ReadingPosition:
        """Return the position in a document; the beginning if it was never opened."""
        return self.by_document.get(document_id, ReadingPosition())

    def is_read(self, document_id: str) -> bool:
        """Return True if a document was read to its end."""
        return self.of(document_id).read

    def take(self, corpus_file: CorpusFile, position: ReadingPosition | None) -> None:
        """Set the saved position of a document, unless the document is read only in part."""
        if position and not corpus_file.partial:
            self.by_document[corpus_file.id] = position

    def move(self, corpus_file: CorpusFile, offset: int, *, at_end: bool) -> None:
        """Set the position in a document; a document read to its end once stays read."""
        before = self.of(corpus_file.id)
        self.by_document[corpus_file.id] = replace(
            before, offset=offset, read=before.read or at_end
        )
        self._unsaved[corpus_file.id] = corpus_file

    def carry(self, corpus_file: CorpusFile, carry_offset: Callable[[int], int]) -> None:
        """Move the position in a document to its new text, by `carry_offset`."""
        if before := self.by_document.get(corpus_file.id):
            self.by_document[corpus_file.id] = replace(before, offset=carry_offset(before.offset))
            self._unsaved[corpus_file.id] = corpus_file

    def keep(self, last: str) -> None:
        """Save the new positions, that of `last` at the end: the next start opens it."""
        while self._unsaved:
            document_id = next(
                (unsaved_id for unsaved_id in self._unsaved.copy() if unsaved_id != last), last
            )
            corpus_file = self._unsaved.pop(document_id, None)
            if corpus_file:
                self._workspace.save_position(corpus_file, self.of(document_id))
