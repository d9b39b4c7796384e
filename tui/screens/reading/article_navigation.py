"""Navigation from article to article: the open one, the first one, and the way back."""

from collections.abc import Callable
from typing import Protocol

from tui.corpus.corpus_file import CorpusFile
from tui.screens.base.navigation_history import NavigationEntry, NavigationHistory
from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.messages import PassageChosen
from tui.text.document import CARRIES_CLAIMS, Document


class ReadArticle(Protocol):
    """The view of the open article."""

    @property
    def offset_here(self) -> int:
        """Code point of the document's text on the reading line."""

    def go_to(self, offset: int) -> None:
        """Move the reading line to a code point of the document's text."""


class ArticleNavigation:
    """The open article, and the positions to return to."""

    def __init__(
        self,
        contents: CorpusContents,
        article: ReadArticle,
        selection: SourceSelection,
        *,
        first: str = "",
        show: Callable[[CorpusFile, int, str], None],
        focus: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        """Create a navigation.

        Args:
            contents: The articles.
            article: The view of the open one.
            selection: The chosen card.
            first: The document to open first; empty for the one read last.
            show: Shows an article from an offset on, with the card of a source chosen.
            focus: Moves the focus to the article.
            say: Shows a message.
        """
        self._contents = contents
        self._article = article
        self._selection = selection
        self._first = first
        self._show = show
        self._focus = focus
        self._say = say
        self._history = NavigationHistory()
        self.document = ""
        """The id of the open document; empty before one is open."""
        self._first_position = ("", 0)
        """The document and the offset that were opened first."""

    # Opening

    def open(self, document_id: str, offset: int | None = None, source: str = "") -> None:
        """Open a document, without an entry in the history.

        Args:
            document_id: The document.
            offset: Code point of its text to begin at; None for the last position in it.
            source: The document whose card is to be chosen.
        """
        corpus_file = self._contents.files[document_id]
        positions = self._contents.positions
        if offset is None:
            is_known = document_id in positions.by_document
            offset = (
                positions.of(document_id).offset if is_known else first_claim(corpus_file.document)
            )
        self.document = document_id
        self._show(corpus_file, offset, source)

    def reopen(self, offset: int) -> None:
        """Open the open document again, from `offset` on, because its text has changed."""
        self.open(self.document, offset, self._selection.source)

    @property
    def offset(self) -> int:
        """Code point of the open document's text on the reading line."""
        return self._article.offset_here

    @property
    def is_at_start(self) -> bool:
        """True until the reader moves, so that an article read last may still be opened."""
        return not self.document or self._first_position == (self.document, self.offset)

    def open_first(self) -> None:
        """Open the document that was read last, or else the first one; or say why there is none."""
        files = self._contents.files.values()
        if readable := [corpus_file for corpus_file in files if corpus_file.document]:
            # All positions are empty here: no document was ever read. The first one is opened.
            position_of = self._contents.positions.of
            last = max(
                readable, key=lambda file: (file.id == self._first, position_of(file.id).changed)
            )
            if last.id != self.document:
                self.open(last.id)
            self._first_position = (self.document, self.offset)
        elif any(corpus_file.partial for corpus_file in files):
            self._say("Waiting for the disk…")
        elif files:
            self._say("None of these files can be read; the list says why")
        else:
            self._say("There is no article here")

    # Moving to another article or passage, and back

    def read(self, document_id: str) -> None:
        """Open a document at its last position, unless it is open or can't be read."""
        if document_id != self.document and self._contents.document(document_id):
            self._leave()
            self.open(document_id)
        self._focus()

    def go_to(self, passage: PassageChosen) -> None:
        """Go to a passage of any document."""
        if not self._contents.document(passage.document):
            self._say("That article is not there any more")
            return
        self._leave()
        if passage.document != self.document or passage.source:
            self.open(passage.document, passage.offset, passage.source)
        self._article.go_to(passage.offset)
        self._focus()

    def back(self) -> None:
        """Go back to the position before the last jump whose document is still there."""
        entry = self._history.back()
        while entry and not self._contents.document(entry.document):
            entry = self._history.back()
        if entry is None:
            self._say("There is no earlier position to return to")
            return
        self.open(entry.document, entry.offset, entry.source)
        self._focus()

    def _leave(self) -> None:
        """Add the present position to the history, before a jump."""
        if self.document:
            self._history.leave(NavigationEntry(self.document, self.offset, self._selection.source))

    def carry(self, document_id: str, carry_offset: Callable[[int], int]) -> None:
        """Move the positions in a document to its newer text."""
        self._history.carry(document_id, carry_offset)


def first_claim(document: Document | None) -> int:
    """Return the offset at which an article is opened for the first time.

    It is the start of the first passage with a claim, after any navigation text above it.
    """
    passages = document.passages if document else ()
    return next((p.span.start for p in passages if p.role in CARRIES_CLAIMS), 0)
