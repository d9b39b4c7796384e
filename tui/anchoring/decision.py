"""The decision on the candidate that is the passage beyond doubt; all thresholds of anchoring."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from tui.anchoring.assignment import best_assignment_scores
from tui.anchoring.result import AnchorState
from tui.anchoring.selector import Selector, differ_by_a_number, same_facts
from tui.anchoring.token_index import AdjacentContext, ContextSimilarity
from tui.text.span import Span
from tui.text.tokens import tokens

_LIKE_AT_ALL = 0.4
"""Similarity below which a sentence is another one."""
_MARGIN = 0.2
"""Score by which a candidate must exceed the next one."""
_MARGIN_OF_COPIES = 0.5
"""Score by which it must exceed a copy of the same words: the whole context of one side."""
_LONG = 8
"""Words from which a quote that occurs once, before and now, needs no context."""
_SHORT = 4
"""Words below which only the context of a quote decides."""
_SHORT_LETTERS = 20
"""Code points below which only the context of a quote decides."""
_NEEDED_SAME = 0.5
"""Context, of 2, that the same words need if they are not long."""
_NEEDED_SIDE = 0.5
"""Context on either side that distinguishes one copy of a sentence from another."""
_SIDES = 2
"""Sides on which a copy must have its old neighbours; one fewer if the passage has both of its
own."""
_NEEDED_ALONE = 0.75
"""Similarity from which a long sentence with the same numbers and names needs no context."""
_NEEDED_BETWEEN = 0.55
"""Similarity that is sufficient between the same neighbours."""
_NEEDED_BESIDE = 0.85
"""Similarity that is sufficient beside one neighbour, with a changed number or name."""
_NEEDED_KEPT = 0.7
"""Similarity that is sufficient near some neighbours, with the same numbers and names."""
_NEEDED_SHORT = 0.8
"""Context on either side that identifies a short quote whose words have changed."""


class DecoyScore(NamedTuple):
    """Score of a span as the new position of a similar sentence."""

    score: float
    verbatim: bool
    """True if the span has exactly the words of the similar sentence."""
    matching_sides: int
    """Number of sides on which the words also have their old neighbours; 0 if a word differs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be the passage, with its scores for the passage and for similar sentences."""

    span: Span
    words: str
    is_part: bool
    """True if the span is a part of a longer sentence."""
    similarity: float
    context: ContextSimilarity
    adjacent: AdjacentContext
    decoys: tuple[DecoyScore, ...]
    """Scores of the similar sentences for this span."""

    @property
    def matching_sides(self) -> int:
        """Number of sides on which a copy of the passage has its old neighbours."""
        return max((rival.matching_sides for rival in self.decoys), default=0)

    @property
    def score(self) -> float:
        """Score of the span as the passage; similar sentences are not considered."""
        return score(self.similarity, self.context)


def decide(candidates: Sequence[Candidate], selector: Selector) -> Candidate | AnchorState:
    """Return the candidate that is the passage beyond doubt, or the state if there is none."""
    ours, none = best_assignment_scores(
        [find.score for find in candidates],
        [
            [find.decoys[n].score for find in candidates]
            for n in range(len(selector.similar_sentences))
        ],
    )
    order = sorted(range(len(candidates)), key=lambda n: -ours[n])
    lost = (
        AnchorState.AMBIGUOUS
        if sum(f.similarity == 1 for f in candidates) > 1
        else AnchorState.ORPHAN
    )
    if not order or ours[order[0]] < none + _MARGIN:
        return lost
    best = candidates[order[0]]
    if not _is_accepted(best, selector):
        return lost
    if (
        best.similarity == 1
        and selector.times > 1
        and not _is_distinguished(best, candidates, selector)
    ):
        return lost
    if best.similarity < 1 and _is_another(best, candidates):
        return lost
    for n in order[1:]:
        other, behind = candidates[n], ours[order[0]] - ours[n]
        copy = other.similarity == 1 and (best.similarity == 1 or _is_accepted(other, selector))
        if behind < (_MARGIN_OF_COPIES if copy else _MARGIN):
            return AnchorState.AMBIGUOUS
    return best


def _is_accepted(find: Candidate, selector: Selector) -> bool:
    """Return True if `find` would be the passage beyond doubt without other candidates."""
    sentence, around = selector.sentence, find.context
    length = len(tokens(sentence))
    if length < _SHORT or len(sentence) < _SHORT_LETTERS:
        return around.both >= 1 if find.similarity == 1 else min(around) >= _NEEDED_SHORT
    if find.similarity == 1:
        return length >= _LONG or around.both >= _NEEDED_SAME
    if length >= _LONG and _is_updated(find, selector):
        return True
    kept = same_facts(sentence, find.words)
    if kept and length >= _LONG and find.similarity >= _NEEDED_ALONE:
        return True
    needed = _needed(find, selector, kept=kept and selector.sentences == 1)
    return find.similarity >= (needed if selector.sentences == 1 else max(needed, _NEEDED_KEPT))


def _is_updated(find: Candidate, selector: Selector) -> bool:
    """Return True if `find` is the passage with another number, at any position.

    All other words must be unchanged. No similar sentence may have differed by one number only: if
    several did, as in a table, a new number identifies none of them.
    """
    sentence = selector.sentence
    return (
        selector.times == 1
        and not find.is_part
        and differ_by_a_number(sentence, find.words)
        and not any(
            differ_by_a_number(sentence, rival.sentence) for rival in selector.similar_sentences
        )
    )


def _needed(find: Candidate, selector: Selector, *, kept: bool) -> float:
    """Return the similarity from which `find` is the passage, for the context around it."""
    needed = 2.0  # never
    words = (bool(selector.before.strip()), bool(selector.after.strip()))
    if min(find.context) >= _NEEDED_SIDE:
        needed = _NEEDED_BETWEEN
    elif kept and find.context.both >= _NEEDED_SIDE:
        needed = _NEEDED_KEPT
    elif (
        sum(compress(find.context, words)) >= 2 * _NEEDED_SIDE
    ):  # the edge of a text is weak evidence
        needed = _NEEDED_BESIDE
    return max(needed, _NEEDED_ALONE) if find.is_part else needed


def _is_distinguished(best: Candidate, candidates: Sequence[Candidate], selector: Selector) -> bool:
    """Return True if no other copy of the sentence can have moved to the position of `best`.

    That is so if every other copy has its old neighbours, or if only `best` is left and has its
    own.
    """
    copies = [find for find in candidates if find.similarity == 1 and find is not best]
    if len(copies) + 1 < selector.times:
        return not copies and not best.matching_sides and all(best.adjacent)
    sides = _SIDES - all(best.adjacent)
    return len(copies) + 1 == selector.times and all(
        copy.matching_sides >= sides for copy in copies
    )


def _is_another(best: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Return True if `best` is a similar sentence that has no other position now."""
    return any(
        claim.verbatim and not any(f.decoys[n].matching_sides for f in candidates if f is not best)
        for n, claim in enumerate(best.decoys)
    )


def score(like: float, around: ContextSimilarity) -> float:
    """Return the score of a span for a sentence; identical words count as much as all context."""
    return like + around.both / 2 + (like == 1) if like >= _LIKE_AT_ALL else 0.0
