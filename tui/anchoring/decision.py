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
    sums, sum_without = best_assignment_scores(
        [candidate.score for candidate in candidates],
        [
            [candidate.decoys[index].score for candidate in candidates]
            for index in range(len(selector.similar_sentences))
        ],
    )
    order = sorted(range(len(candidates)), key=lambda index: -sums[index])
    failure = (
        AnchorState.AMBIGUOUS
        if sum(candidate.similarity == 1 for candidate in candidates) > 1
        else AnchorState.ORPHAN
    )
    if not order or sums[order[0]] < sum_without + _MARGIN:
        return failure
    best = candidates[order[0]]
    if not _is_accepted(best, selector):
        return failure
    if (
        best.similarity == 1
        and selector.times > 1
        and not _is_distinguished(best, candidates, selector)
    ):
        return failure
    if best.similarity < 1 and _is_another(best, candidates):
        return failure
    for index in order[1:]:
        next_candidate, lead = candidates[index], sums[order[0]] - sums[index]
        is_copy = next_candidate.similarity == 1 and (
            best.similarity == 1 or _is_accepted(next_candidate, selector)
        )
        if lead < (_MARGIN_OF_COPIES if is_copy else _MARGIN):
            return AnchorState.AMBIGUOUS
    return best


def _is_accepted(candidate: Candidate, selector: Selector) -> bool:
    """Return True if `candidate` would be the passage beyond doubt without other candidates."""
    sentence, context = selector.sentence, candidate.context
    length = len(tokens(sentence))
    if length < _SHORT or len(sentence) < _SHORT_LETTERS:
        return context.both >= 1 if candidate.similarity == 1 else min(context) >= _NEEDED_SHORT
    if candidate.similarity == 1:
        return length >= _LONG or context.both >= _NEEDED_SAME
    if length >= _LONG and _is_updated(candidate, selector):
        return True
    has_same_facts = same_facts(sentence, candidate.words)
    if has_same_facts and length >= _LONG and candidate.similarity >= _NEEDED_ALONE:
        return True
    needed = _needed(candidate, selector, has_same_facts=has_same_facts and selector.sentences == 1)
    return candidate.similarity >= (
        needed if selector.sentences == 1 else max(needed, _NEEDED_KEPT)
    )


def _is_updated(candidate: Candidate, selector: Selector) -> bool:
    """Return True if `candidate` is the passage with another number, at any position.

    All other words must be unchanged. No similar sentence may have differed by one number only: if
    several did, as in a table, a new number identifies none of them.
    """
    sentence = selector.sentence
    return (
        selector.times == 1
        and not candidate.is_part
        and differ_by_a_number(sentence, candidate.words)
        and not any(
            differ_by_a_number(sentence, similar.sentence) for similar in selector.similar_sentences
        )
    )


def _needed(candidate: Candidate, selector: Selector, *, has_same_facts: bool) -> float:
    """Return the similarity from which `candidate` is the passage, for the context around it."""
    needed = 2.0  # never
    has_words = (bool(selector.before.strip()), bool(selector.after.strip()))
    if min(candidate.context) >= _NEEDED_SIDE:
        needed = _NEEDED_BETWEEN
    elif has_same_facts and candidate.context.both >= _NEEDED_SIDE:
        needed = _NEEDED_KEPT
    elif (
        sum(compress(candidate.context, has_words)) >= 2 * _NEEDED_SIDE
    ):  # the edge of a text is weak evidence
        needed = _NEEDED_BESIDE
    return max(needed, _NEEDED_ALONE) if candidate.is_part else needed


def _is_distinguished(best: Candidate, candidates: Sequence[Candidate], selector: Selector) -> bool:
    """Return True if no other copy of the sentence can have moved to the position of `best`.

    That is so if every other copy has its old neighbours, or if only `best` is left and has its
    own.
    """
    copies = [
        candidate for candidate in candidates if candidate.similarity == 1 and candidate is not best
    ]
    if len(copies) + 1 < selector.times:
        return not copies and not best.matching_sides and all(best.adjacent)
    sides = _SIDES - all(best.adjacent)
    return len(copies) + 1 == selector.times and all(
        copy.matching_sides >= sides for copy in copies
    )


def _is_another(best: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Return True if `best` is a similar sentence that has no other position now."""
    return any(
        decoy.verbatim
        and not any(
            candidate.decoys[index].matching_sides
            for candidate in candidates
            if candidate is not best
        )
        for index, decoy in enumerate(best.decoys)
    )


def score(likeness: float, context: ContextSimilarity) -> float:
    """Return the score of a span for a sentence; identical words count as much as all context."""
    return likeness + context.both / 2 + (likeness == 1) if likeness >= _LIKE_AT_ALL else 0.0
