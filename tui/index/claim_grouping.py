"""Grouping: how a corpus's matches count, once the reader has said which of them are none.

The panel, the gutter, `variorum matches` and exports by claim all count by this.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from tui.matching.claim_clustering import Links, claims, linked, meeting, ways
from tui.matching.claim_values import Grouping
from tui.matching.matches import Couple, Found, Match, Place, Reuse, couple, latest
from tui.text.span import Span

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import Rejection


def grouped(
    each: Iterable[Found],
    tokens: Callable[[Place], frozenset[int]],
    words: Callable[[Place], str],
    rejections: "Sequence[Rejection]" = (),
) -> Grouping:
    """The grouping of all that was found; of what came twice, the last counts.

    `tokens` gives what is compared of a passage, as `Trace.line` does, and `words` its text, which
    is asked for only where the reader rejected something that may be it.
    """
    each = latest(each)
    matches = [match for found in each for match in found.matches]
    separate = set_apart(each, words, rejections)
    links: Links = linked(matches, separate)
    found = claims(links, meeting(tokens, separate))
    return Grouping(separate, found, ways(found, links))


def unbroken(
    found: Found, apart: Collection[Couple], span: Callable[[Place], Span]
) -> tuple[Reuse, ...]:
    """The stretches of a document but those of which all matches were set `apart`.

    `span` gives where a passage stands; code points of its document's text.
    """
    broken = {one.document for pair in apart for one in pair}
    if found.document not in broken or not found.passages:
        return found.passages
    left: list[Reuse] = []
    matches: defaultdict[str, list[Match]] = defaultdict(list)
    for match in found.matches:
        matches[match.there.document].append(match)
    for reuse in found.passages:
        inside = [
            couple(match.here, match.there) in apart
            for match in matches[reuse.there.document]
            if span(match.here).meets(reuse.here.span) and span(match.there).meets(reuse.there.span)
        ]
        if not inside or not all(inside):
            left.append(reuse)
    return tuple(left)


def set_apart(
    each: Iterable[Found], words: Callable[[Place], str], rejections: "Sequence[Rejection]"
) -> frozenset[Couple]:
    """Of the passages found to match, those that the reader called no match."""
    if not rejections:
        return frozenset()
    from tui.notes.excluded_pairs import apart  # noqa: PLC0415  # start-up: it needs a database

    matches = [match for found in each for match in found.matches]
    return apart(rejections, {place for m in matches for place in (m.here, m.there)}, words)
