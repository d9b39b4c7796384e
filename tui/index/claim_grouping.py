"""Grouping: how a corpus's matches count, once the reader has said which of them are none.

The panel, the gutter, `variorum matches` and exports by claim all count by this.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from tui.lazy_imports import lazy_imports
from tui.matching.claim_clustering import (
    Links,
    cluster_claims,
    indirect_matches,
    link_matches,
    meeting_rule,
)
from tui.matching.claim_values import Grouping
from tui.matching.matches import (
    DocumentMatches,
    Match,
    PassagePair,
    PassageRef,
    TextReuse,
    latest_per_document,
    passage_pair,
)
from tui.text.span import Span

with lazy_imports():
    from tui.notes import excluded_pairs as excluded

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import ExcludedPair


def group_matches(
    each: Iterable[DocumentMatches],
    tokens: Callable[[PassageRef], frozenset[int]],
    words: Callable[[PassageRef], str],
    excluded_pairs: "Sequence[ExcludedPair]" = (),
) -> Grouping:
    """Return the grouping of all that was found; of what came twice, the last counts.

    `tokens` gives what is compared of a passage, as `Fingerprint.sentence_tokens` does, and `words`
    its text, which is asked for only where the reader rejected something that may be it.
    """
    each = latest_per_document(each)
    matches = [match for found in each for match in found.matches]
    separate = find_excluded(each, words, excluded_pairs)
    links: Links = link_matches(matches, separate)
    found = cluster_claims(links, meeting_rule(tokens, separate))
    return Grouping(separate, found, indirect_matches(found, links))


def remaining_reuse(
    found: DocumentMatches, apart: Collection[PassagePair], span: Callable[[PassageRef], Span]
) -> tuple[TextReuse, ...]:
    """Return a document's reused ranges, without those of which all matches are excluded.

    `span` returns a passage's span; code points of its document's text.
    """
    broken = {one.document for pair in apart for one in pair}
    if found.document not in broken or not found.reused_ranges:
        return found.reused_ranges
    left: list[TextReuse] = []
    matches: defaultdict[str, list[Match]] = defaultdict(list)
    for match in found.matches:
        matches[match.there.document].append(match)
    for reuse in found.reused_ranges:
        inside = [
            passage_pair(match.here, match.there) in apart
            for match in matches[reuse.there.document]
            if span(match.here).meets(reuse.here.span) and span(match.there).meets(reuse.there.span)
        ]
        if not inside or not all(inside):
            left.append(reuse)
    return tuple(left)


def find_excluded(
    each: Iterable[DocumentMatches],
    words: Callable[[PassageRef], str],
    excluded_pairs: "Sequence[ExcludedPair]",
) -> frozenset[PassagePair]:
    """Return the passage pairs that match but are excluded by the reader."""
    if not excluded_pairs:
        return frozenset()
    matches = [match for found in each for match in found.matches]
    return excluded.matching_pairs(
        excluded_pairs, {place for m in matches for place in (m.here, m.there)}, words
    )
