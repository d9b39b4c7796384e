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
        self._result = Search()
        self._document: Document | None = None
        self._start_offset = 0

    @property
    def summary(self) -> str:
        """The query, and the number of the current hit; empty without a search."""
        return f"“{self._result.query}” {self._result.count}" if self._result.query else ""

    def begin(self, document: Document | None, offset: int) -> None:
        """Ask for a query in `document`; the search begins at the code point `offset`."""
        self._document, self._start_offset = document, offset
        self.value = ""
        self.display = True
        self.focus()

    def repeat(self, document: Document, query: str, offset: int) -> None:
        """Search another document for `query`, and make the hit at code point `offset` current."""
        self._document, self._start_offset = document, offset
        self._show(search(document.text, query).onward(offset - 1))

    def take(self, document: Document, result: Search) -> None:
        """Show a hit of a search of `document` that was made elsewhere."""
        self._document, self._start_offset = document, result.here.start if result.here else 0
        self._show(result)

    def go_on(self, offset: int, *, forward: bool) -> None:
        """Go to the next or previous hit after the reading line's `offset`."""
        if self._document is None or not self._result.hits:
            return
        hit = self._result.here
        passage_at = self._document.passage_at
        start = hit.start if hit and passage_at(hit.start) == passage_at(offset) else offset
        self._show(self._result.onward(start) if forward else self._result.backward(start))

    def forget(self) -> None:
        """Drop the hits."""
        if self._result.query:
            self._result = Search()
            self.post_message(self.HitsChanged(self._result, None))

    def _show(self, result: Search) -> None:
        self._result = result
        self.post_message(self.HitsChanged(result, result.here.start if result.here else None))

    @on(Prompt.Typed)
    def _search(self, event: Prompt.Typed) -> None:
        event.stop()
        if self.display and self._document:
            self._result = search(self._document.text, event.text).onward(self._start_offset - 1)
            offset = self._result.here.start if self._result.here else self._start_offset
            self.post_message(self.HitsChanged(self._result, offset))

    @on(Prompt.Accepted)
    def _close(self, event: Prompt.Accepted) -> None:
        event.stop()
        self.display = False
        in_vain = self._result.query if not self._result.hits else ""
        self.post_message(self.Closed(in_vain))

    @on(Prompt.Cancelled)
    def _give_up(self, event: Prompt.Cancelled) -> None:
        event.stop()
        self.display = False
        self._result = Search()
        self.post_message(self.HitsChanged(self._result, self._start_offset))
        self.post_message(self.Closed())
