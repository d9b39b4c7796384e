"""Where each document was left off, and what of that the disk does not know yet."""

from collections.abc import Callable
from dataclasses import replace

from tui.corpus.corpus_file import Holding
from tui.reading_state.reading_position import Bookmark
from tui.workspace.workspace import Library


class Bookmarks:
    """One for each document that was ever opened."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._unkept: dict[str, Holding] = {}
        self.known: dict[str, Bookmark] = {}
        """By the document's id."""

    def of(self, document_id: str) -> Bookmark:
        """Give where a document was left; one never opened is at its beginning."""
        return self.known.get(document_id, Bookmark())

    def take(self, holding: Holding, bookmark: Bookmark | None) -> None:
        """Take what was kept of a document, unless it is not there as a whole yet."""
        if bookmark and not holding.partial:
            self.known[holding.id] = bookmark

    def move(self, holding: Holding, offset: int, *, at_end: bool) -> None:
        """Note how far one is in a document; to read to its end once is to have read it."""
        before = self.of(holding.id)
        self.known[holding.id] = replace(before, offset=offset, read=before.read or at_end)
        self._unkept[holding.id] = holding

    def carry(self, holding: Holding, place: Callable[[int], int]) -> None:
        """Take what is known of a document over to the file as it is now, `place` by place."""
        if before := self.known.get(holding.id):
            self.known[holding.id] = replace(before, offset=place(before.offset))
            self._unkept[holding.id] = holding

    def keep(self, last: str) -> None:
        """Put down what was noted, the document `last` last: the one to come back to."""
        while self._unkept:
            document_id = next((one for one in self._unkept.copy() if one != last), last)
            holding = self._unkept.pop(document_id, None)
            if holding:
                self._library.keep_bookmark(holding, self.of(document_id))
