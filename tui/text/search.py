"""The search in a document's text: the query, its strictness, and its hits."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice

from tui.text.normalization.search_variants import Strictness, searchable
from tui.text.span import Span

_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Search:
    """Query, its hits in one text in order, and the current hit."""

    query: str = ""
    hits: tuple[Span, ...] = ()
    at: int = 0

    @property
    def here(self) -> Span | None:
        """Span of the current hit."""
        return self.hits[self.at] if self.hits else None

    @property
    def count(self) -> str:
        """Number of the current hit and of all hits: `4/14`."""
        return f"{self.at + 1 if self.hits else 0}/{len(self.hits)}" if self.query else ""

    def onward(self, offset: int) -> "Search":
        """Return the search at the first hit after code point `offset`, or else the very first."""
        index = bisect_right(self.hits, offset, key=lambda hit: hit.start)
        return Search(self.query, self.hits, index % max(1, len(self.hits)))

    def backward(self, offset: int) -> "Search":
        """Return the search at the last hit before code point `offset`, or else the very last."""
        index = bisect_left(self.hits, offset, key=lambda hit: hit.start)
        return Search(self.query, self.hits, (index - 1) % max(1, len(self.hits)))


def search(text: str, query: str) -> Search:
    """Return the search for `query` in `text`.

    Small letters match capitals and accents, too. A capital or an accent matches only itself,
    unless there is no such hit. Dashes, quotes, ligatures, and the width of letters and spaces
    don't matter.
    """
    stripped_query = query.strip()
    hits = _hits(text, stripped_query, strictness_of(stripped_query))
    if not hits:
        hits = _hits(text, stripped_query, Strictness.LETTERS)
    return Search(stripped_query, hits) if stripped_query else Search()


def strictness_of(query: str) -> Strictness:
    """Return the strictness of `query`, by its capitals and accents."""
    if any(character.isupper() for character in query):
        return Strictness.ALL
    without_accents, without_case = (
        searchable(query, s).text for s in (Strictness.LETTERS, Strictness.ACCENTS)
    )
    return Strictness.LETTERS if without_accents == without_case else Strictness.ACCENTS


def _hits(text: str, query: str, strictness: Strictness) -> tuple[Span, ...]:
    words = searchable(query, strictness).text.split()
    if not words:
        return ()
    searchable_text = searchable(text, strictness)
    pattern = " +".join(map(re.escape, words))
    return tuple(
        searchable_text.span(*hit.span())
        for hit in islice(re.finditer(pattern, searchable_text.text), _MOST)
    )
