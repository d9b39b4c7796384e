"""The search of the open article: a prompt below it, and the hits."""

from dataclasses import dataclass

from textual import on
from textual.message import Message

from tui.text.document import Document
from tui.text.search import Search, search
from tui.widgets.core.prompt import Prompt


class SearchLine(Prompt):
    """A prompt that searches while one types, and keeps the hits when it is closed."""

    @dataclass
    class HitsChanged(Message):
        """The hits, or the current hit, have changed."""

        search: Search
        offset: int | None
        """The code point to go to, if the reading line is to move."""

    @dataclass
    class Closed(Message):
        """The prompt is closed."""

        in_vain: str = ""
        """The query, if it has no hit."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder, id=id)
        self._found = Search()
        self._document: Document | None = None
        self._from = 0

    @property
    def summary(self) -> str:
        """The query, and the number of the current hit; empty without a search."""
        return f"“{self._found.query}” {self._found.count}" if self._found.query else ""

    def begin(self, document: Document | None, offset: int) -> None:
        """Ask for a query in `document`; the search begins at the code point `offset`."""
        self._document, self._from = document, offset
        self.value = ""
        self.display = True
        self.focus()

    def repeat(self, document: Document, query: str, offset: int) -> None:
        """Search another document for `query`, and make the hit at code point `offset` current."""
        self._document, self._from = document, offset
        self._look(search(document.text, query).onward(offset - 1))

    def take(self, document: Document, found: Search) -> None:
        """Show a hit of a search of `document` that was made elsewhere."""
        self._document, self._from = document, found.here.start if found.here else 0
        self._look(found)

    def go_on(self, offset: int, *, forward: bool) -> None:
        """Go to the next or previous hit after the reading line's `offset`."""
        if self._document is None or not self._found.hits:
            return
        here = self._found.here
        seen = self._document.passage_at
        start = here.start if here and seen(here.start) == seen(offset) else offset
        self._look(self._found.onward(start) if forward else self._found.backward(start))

    def forget(self) -> None:
        """Drop the hits."""
        if self._found.query:
            self._found = Search()
            self.post_message(self.HitsChanged(self._found, None))

    def _look(self, found: Search) -> None:
        self._found = found
        self.post_message(self.HitsChanged(found, found.here.start if found.here else None))

    @on(Prompt.Typed)
    def _search(self, event: Prompt.Typed) -> None:
        event.stop()
        if self.display and self._document:
            self._found = search(self._document.text, event.text).onward(self._from - 1)
            offset = self._found.here.start if self._found.here else self._from
            self.post_message(self.HitsChanged(self._found, offset))

    @on(Prompt.Accepted)
    def _close(self, event: Prompt.Accepted) -> None:
        event.stop()
        self.display = False
        in_vain = self._found.query if not self._found.hits else ""
        self.post_message(self.Closed(in_vain))

    @on(Prompt.Cancelled)
    def _give_up(self, event: Prompt.Cancelled) -> None:
        event.stop()
        self.display = False
        self._found = Search()
        self.post_message(self.HitsChanged(self._found, self._from))
        self.post_message(self.Closed())
