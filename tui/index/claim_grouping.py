"""Grouping of a corpus's matches into claims, without the pairs that the reader excluded.

The panel, the gutter, `variorum matches` and exports by claim all use this grouping.
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
    results: Iterable[DocumentMatches],
    tokens: Callable[[PassageRef], frozenset[int]],
    words: Callable[[PassageRef], str],
    excluded_pairs: "Sequence[ExcludedPair]" = (),
) -> Grouping:
    """Return the grouping of all matches into claims.

    Args:
        results: Matches by document; the last ones of a document count.
        tokens: Returns the compared tokens of a passage, as `Fingerprint.sentence_tokens` does.
        words: Returns the text of a passage; it is called only for passages that may be excluded.
        excluded_pairs: The pairs that the reader excluded.
    """
    results = latest_per_document(results)
    matches = [match for result in results for match in result.matches]
    separate_pairs = find_excluded(results, words, excluded_pairs)
    links: Links = link_matches(matches, separate_pairs)
    claims = cluster_claims(links, meeting_rule(tokens, separate_pairs))
    return Grouping(separate_pairs, claims, indirect_matches(claims, links))


def remaining_reuse(
    result: DocumentMatches,
    separate_pairs: Collection[PassagePair],
    span: Callable[[PassageRef], Span],
) -> tuple[TextReuse, ...]:
    """Return a document's reused ranges, without those whose matches are all excluded.

    `span` returns a passage's span in code points of its document's text.
    """
    affected = {passage.document for pair in separate_pairs for passage in pair}
    if result.document not in affected or not result.reused_ranges:
        return result.reused_ranges
    remaining: list[TextReuse] = []
    matches: defaultdict[str, list[Match]] = defaultdict(list)
    for match in result.matches:
        matches[match.there.document].append(match)
    for reuse in result.reused_ranges:
        are_separate = [
            passage_pair(match.here, match.there) in separate_pairs
            for match in matches[reuse.there.document]
            if span(match.here).meets(reuse.here.span) and span(match.there).meets(reuse.there.span)
        ]
        if not are_separate or not all(are_separate):
            remaining.append(reuse)
    return tuple(remaining)


def find_excluded(
    results: Iterable[DocumentMatches],
    words: Callable[[PassageRef], str],
    excluded_pairs: "Sequence[ExcludedPair]",
) -> frozenset[PassagePair]:
    """Return the pairs of matching passages that the reader has excluded."""
    if not excluded_pairs:
        return frozenset()
    matches = [match for result in results for match in result.matches]
    return excluded.matching_pairs(
        excluded_pairs, {passage for m in matches for passage in (m.here, m.there)}, words
    )
