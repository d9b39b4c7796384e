"""Where each document was left off, and what of that the disk does not know yet."""

from collections.abc import Callable
from dataclasses import replace

from tui.corpus.corpus_file import CorpusFile
from tui.reading_state.reading_position import ReadingPosition
from tui.workspace.workspace import Workspace


class PositionTracker:
    """One for each document that was ever opened."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._unkept: dict[str, CorpusFile] = {}
        self.known: dict[str, ReadingPosition] = {}
        """By the document's id."""

    def of(self, document_id: str) -> ReadingPosition:
        """Give where a document was left; one never opened is at its beginning."""
        return self.known.get(document_id, ReadingPosition())

    def take(self, corpus_file: CorpusFile, position: ReadingPosition | None) -> None:
        """Take what was kept of a document, unless it is not there as a whole yet."""
        if position and not corpus_file.partial:
            self.known[corpus_file.id] = position

    def move(self, corpus_file: CorpusFile, offset: int, *, at_end: bool) -> None:
        """Note how far one is in a document; to read to its end once is to have read it."""
        before = self.of(corpus_file.id)
        self.known[corpus_file.id] = replace(before, offset=offset, read=before.read or at_end)
        self._unkept[corpus_file.id] = corpus_file

    def carry(self, corpus_file: CorpusFile, place: Callable[[int], int]) -> None:
        """Take what is known of a document over to the file as it is now, `place` by place."""
        if before := self.known.get(corpus_file.id):
            self.known[corpus_file.id] = replace(before, offset=place(before.offset))
            self._unkept[corpus_file.id] = corpus_file

    def keep(self, last: str) -> None:
        """Put down what was noted, the document `last` last: the one to come back to."""
        while self._unkept:
            document_id = next((one for one in self._unkept.copy() if one != last), last)
            corpus_file = self._unkept.pop(document_id, None)
            if corpus_file:
                self._workspace.save_position(corpus_file, self.of(document_id))
