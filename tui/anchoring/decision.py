"""Decision which candidate is the passage beyond doubt; every threshold of anchoring."""

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
"""Likeness below which a sentence is another one."""
_MARGIN = 0.2
"""Score by which a candidate must exceed the next."""
_MARGIN_OF_COPIES = 0.5
"""Score by which it must be better if the next is the same words: one side's whole context."""
_LONG = 8
"""Words from which a quote that stood once, and stands once, needs no context."""
_SHORT = 4
"""Words below which a quote is decided by its context only."""
_SHORT_LETTERS = 20
"""Code points below which a quote is decided by its context only."""
_NEEDED_SAME = 0.5
"""Context, of 2, needed by the same words if they are not long."""
_NEEDED_SIDE = 0.5
"""Context, on either side, that distinguishes one copy of a sentence from another."""
_SIDES = 2
"""Sides on which a copy must have stayed; one fewer if the passage itself has on both."""
_NEEDED_ALONE = 0.75
"""Likeness from which a longer sentence needs no context, numbers and names being the same."""
_NEEDED_BETWEEN = 0.55
"""Likeness that is enough between the same neighbours."""
_NEEDED_BESIDE = 0.85
"""Likeness that is enough beside one of them, were a number or name changed."""
_NEEDED_KEPT = 0.7
"""Likeness that is enough near some of them, were none changed."""
_NEEDED_SHORT = 0.8
"""Context, on either side, that pins a short quote whose words have changed."""


class DecoyScore(NamedTuple):
    """Score of a span as the new span of a similar sentence."""

    score: float
    verbatim: bool
    """True if its words stand there to the letter."""
    matching_sides: int
    """The sides on which they also stand next to what they stood next to; 0 if one differs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be the passage, and how well it would suit it or a lookalike of it."""

    span: Span
    words: str
    is_part: bool
    """True if it is a part of a longer sentence."""
    similarity: float
    context: ContextSimilarity
    adjacent: AdjacentContext
    decoys: tuple[DecoyScore, ...]
    """Scores of the similar sentences for this span."""

    @property
    def matching_sides(self) -> int:
        """The sides on which a copy of the passage stands next to what it stood next to."""
        return max((rival.matching_sides for rival in self.decoys), default=0)

    @property
    def score(self) -> float:
        """Score of the span as the passage, without regard to similar sentences."""
        return score(self.similarity, self.context)


def decide(candidates: Sequence[Candidate], selector: Selector) -> Candidate | AnchorState:
    """Return the one of `candidates` that is the passage beyond doubt, or why none is."""
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
    """Return True if `find` is the passage beyond doubt, were there no other."""
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
    """Return True if `find` is the passage with another number, wherever it is now.

    All other words must be unchanged, and no other sentence may have differed by a number only:
    where several did, as in a table, a new number identifies none of them.
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
    """Return the likeness from which `find` is the passage, for what is around it."""
    needed = 2.0  # never
    words = (bool(selector.before.strip()), bool(selector.after.strip()))
    if min(find.context) >= _NEEDED_SIDE:
        needed = _NEEDED_BETWEEN
    elif kept and find.context.both >= _NEEDED_SIDE:
        needed = _NEEDED_KEPT
    elif sum(compress(find.context, words)) >= 2 * _NEEDED_SIDE:  # an edge says too little
        needed = _NEEDED_BESIDE
    return max(needed, _NEEDED_ALONE) if find.is_part else needed


def _is_distinguished(best: Candidate, candidates: Sequence[Candidate], selector: Selector) -> bool:
    """True if it is sure that no other copy of the sentence came to stand where `best` is.

    It is if every other copy stands where it stood, or if `best` alone is left, in its own place.
    """
    copies = [find for find in candidates if find.similarity == 1 and find is not best]
    if len(copies) + 1 < selector.times:
        return not copies and not best.matching_sides and all(best.adjacent)
    sides = _SIDES - all(best.adjacent)
    return len(copies) + 1 == selector.times and all(
        copy.matching_sides >= sides for copy in copies
    )


def _is_another(best: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Return True if `best` is the wording of a similar sentence that stands nowhere else now."""
    return any(
        claim.verbatim and not any(f.decoys[n].matching_sides for f in candidates if f is not best)
        for n, claim in enumerate(best.decoys)
    )


def score(like: float, around: ContextSimilarity) -> float:
    """Return the score of a span for a sentence; the same words count as much as any context."""
    return like + around.both / 2 + (like == 1) if like >= _LIKE_AT_ALL else 0.0
