"""Searching a document's text: what was typed, as a reader means it, and where it stands."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from tui.text.span import Span

_MOST = 20_000
_QUOTES = {"'": "['’‘ʼ]", '"': '["“”„«»]'}


@dataclass(frozen=True, slots=True)
class Search:
    """A query, its hits in one text in order, and the one that is looked at."""

    query: str = ""
    hits: tuple[Span, ...] = ()
    at: int = 0

    @property
    def here(self) -> Span | None:
        """The hit that is looked at."""
        return self.hits[self.at] if self.hits else None

    @property
    def count(self) -> str:
        """Which of how many hits: `4/14`."""
        return f"{self.at + 1 if self.hits else 0}/{len(self.hits)}" if self.query else ""

    def onward(self, offset: int) -> "Search":
        """This search at the first hit behind code point `offset`; behind the last, the first."""
        found = bisect_right(self.hits, offset, key=lambda hit: hit.start)
        return Search(self.query, self.hits, found % max(1, len(self.hits)))

    def backward(self, offset: int) -> "Search":
        """This search at the last hit before code point `offset`; before the first, the last."""
        found = bisect_left(self.hits, offset, key=lambda hit: hit.start)
        return Search(self.query, self.hits, (found - 1) % max(1, len(self.hits)))


def search(text: str, query: str) -> Search:
    """Where `query` stands in `text`.

    Small letters find capitals too, a capital only itself; any space finds any within a paragraph;
    straight quotes find curly ones.
    """
    words = query.strip()
    if not words:
        return Search()
    flags = re.IGNORECASE if words == words.lower() else re.NOFLAG
    pattern = "".join(
        r"[^\S\n]+" if part.isspace() else _QUOTES.get(part, re.escape(part))
        for part in re.findall(r"\s+|\S", words)
    )
    found: list[Span] = []
    for hit in re.finditer(pattern, text, flags):
        found.append(Span(*hit.span()))
        if len(found) == _MOST:
            break
    return Search(words, tuple(found))
