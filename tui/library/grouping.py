"""Grouping: how a corpus's matches count, once the reader has said which of them are none.

The panel, the gutter, `variorum matches` and exports by claim all count by this.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.matching.claims import Claim, Links, claims, linked, meeting, ways
from tui.matching.match import Couple, Found, Match, Place
from tui.text.document import Document

if TYPE_CHECKING:
    from tui.library.rejections import Rejection


@dataclass(frozen=True, slots=True)
class Grouping:
    """What counts as one, and what doesn't."""

    apart: frozenset[Couple] = frozenset()
    """Passages that the reader called no match."""
    claims: tuple[Claim, ...] = ()
    ways: Mapping[Place, tuple[Match, ...]] = field(default_factory=dict)
    """For each passage, what only a claim ties to it."""


def grouped(
    each: Iterable[Found],
    tokens: Callable[[Place], frozenset[int]],
    words: Callable[[Place], str],
    rejections: "Sequence[Rejection]" = (),
) -> Grouping:
    """The grouping of all that was found.

    `tokens` gives what is compared of a passage, as `Trace.line` does, and `words` its text, which
    is asked for only where the reader rejected something that may be it.
    """
    matches = [match for found in each for match in found.matches]
    separate = _apart(matches, words, rejections) if rejections else frozenset()
    links: Links = linked(matches, separate)
    found = claims(links, meeting(tokens, separate))
    return Grouping(separate, found, ways(found, links))


def _apart(
    matches: Iterable[Match], words: Callable[[Place], str], rejections: "Sequence[Rejection]"
) -> frozenset[Couple]:
    from tui.library.rejections import apart  # noqa: PLC0415  # start-up: it needs a database

    places = {place for match in matches for place in (match.here, match.there)}
    return apart(rejections, places, words)


def passage_of(documents: Mapping[str, Document], place: Place) -> str:
    """The passage at `place` on one line: a line break in it is a space of the same length."""
    return documents[place.document].words_of(place.passage).replace("\n", " ")
