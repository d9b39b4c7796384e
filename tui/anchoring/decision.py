"""Which of the places found is the passage beyond doubt; every threshold of anchoring."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from tui.anchoring.assignment import standings
from tui.anchoring.result import State
from tui.anchoring.selector import Selector, differ_by_a_number, same_facts
from tui.anchoring.token_index import Around, Beside
from tui.text.span import Span
from tui.text.tokens import tokens

_LIKE_AT_ALL = 0.4
"""Likeness below which a sentence is another one."""
_MARGIN = 0.2
"""Score by which a place must be better than the next."""
_MARGIN_OF_COPIES = 0.5
"""Score by which it must be better if the next is the same words: one side's whole context."""
_LONG = 8
"""Words from which a quote that stood once, and stands once, needs no context."""
_SHORT = 4
"""Words below which a quote says nothing without its context."""
_SHORT_LETTERS = 20
"""Code points below which it says nothing either."""
_NEEDED_SAME = 0.5
"""Context, of 2, needed by the same words if they are not long."""
_NEEDED_SIDE = 0.5
"""Context, on either side, that tells one copy of a sentence from another."""
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


class Claim(NamedTuple):
    """How well a place would suit a lookalike of the passage."""

    score: float
    verbatim: bool
    """Whether its words stand there to the letter."""
    held: int
    """The sides on which they also stand next to what they stood next to; 0 if one differs."""


@dataclass(frozen=True, slots=True)
class Find:
    """A place that may be the passage, and how well it would suit it or a lookalike of it."""

    span: Span
    words: str
    is_part: bool
    """Whether it is a part of a longer sentence."""
    likeness: float
    around: Around
    beside: Beside
    rivals: tuple[Claim, ...]
    """What the sentences that were like it have to say for being here."""

    @property
    def held(self) -> int:
        """The sides on which a copy of the passage stands next to what it stood next to."""
        return max((rival.held for rival in self.rivals), default=0)

    @property
    def score(self) -> float:
        """How well it suits the passage, lookalikes aside."""
        return score(self.likeness, self.around)


def chosen(finds: Sequence[Find], selector: Selector) -> Find | State:
    """The one of `finds` that is the passage beyond doubt, or why none is."""
    ours, none = standings(
        [find.score for find in finds],
        [[find.rivals[n].score for find in finds] for n in range(len(selector.rivals))],
    )
    order = sorted(range(len(finds)), key=lambda n: -ours[n])
    lost = State.AMBIGUOUS if sum(f.likeness == 1 for f in finds) > 1 else State.ORPHAN
    if not order or ours[order[0]] < none + _MARGIN:
        return lost
    best = finds[order[0]]
    if not _convinces(best, selector):
        return lost
    if best.likeness == 1 and selector.times > 1 and not _told_apart(best, finds, selector):
        return lost
    if best.likeness < 1 and _is_another(best, finds):
        return lost
    for n in order[1:]:
        other, behind = finds[n], ours[order[0]] - ours[n]
        copy = other.likeness == 1 and (best.likeness == 1 or _convinces(other, selector))
        if behind < (_MARGIN_OF_COPIES if copy else _MARGIN):
            return State.AMBIGUOUS
    return best


def _convinces(find: Find, selector: Selector) -> bool:
    """Whether `find` is the passage beyond doubt, were there no other."""
    sentence, around = selector.sentence, find.around
    length = len(tokens(sentence))
    if length < _SHORT or len(sentence) < _SHORT_LETTERS:
        return around.both >= 1 if find.likeness == 1 else min(around) >= _NEEDED_SHORT
    if find.likeness == 1:
        return length >= _LONG or around.both >= _NEEDED_SAME
    if length >= _LONG and _is_updated(find, selector):
        return True
    kept = same_facts(sentence, find.words)
    if kept and length >= _LONG and find.likeness >= _NEEDED_ALONE:
        return True
    needed = _needed(find, selector, kept=kept and selector.sentences == 1)
    return find.likeness >= (needed if selector.sentences == 1 else max(needed, _NEEDED_KEPT))


def _is_updated(find: Find, selector: Selector) -> bool:
    """Whether `find` is the passage with another number, wherever it stands now.

    It is if no other word of it was changed, and if no sentence was like it but for a number
    before: where several are, as in a table, a new one is none of the old ones.
    """
    sentence = selector.sentence
    return (
        selector.times == 1
        and not find.is_part
        and differ_by_a_number(sentence, find.words)
        and not any(differ_by_a_number(sentence, rival.sentence) for rival in selector.rivals)
    )


def _needed(find: Find, selector: Selector, *, kept: bool) -> float:
    """The likeness from which `find` is the passage, for what is around it."""
    needed = 2.0  # never
    words = (bool(selector.before.strip()), bool(selector.after.strip()))
    if min(find.around) >= _NEEDED_SIDE:
        needed = _NEEDED_BETWEEN
    elif kept and find.around.both >= _NEEDED_SIDE:
        needed = _NEEDED_KEPT
    elif sum(compress(find.around, words)) >= 2 * _NEEDED_SIDE:  # an edge says too little
        needed = _NEEDED_BESIDE
    return max(needed, _NEEDED_ALONE) if find.is_part else needed


def _told_apart(best: Find, finds: Sequence[Find], selector: Selector) -> bool:
    """Whether it is sure that no other copy of the sentence came to stand where `best` is.

    It is if every other copy stands where it stood, or if `best` alone is left, in its own place.
    """
    copies = [find for find in finds if find.likeness == 1 and find is not best]
    if len(copies) + 1 < selector.times:
        return not copies and not best.held and all(best.beside)
    sides = _SIDES - all(best.beside)
    return len(copies) + 1 == selector.times and all(copy.held >= sides for copy in copies)


def _is_another(best: Find, finds: Sequence[Find]) -> bool:
    """Whether `best` says what a lookalike always said, that stands nowhere else by now."""
    return any(
        claim.verbatim and not any(f.rivals[n].held for f in finds if f is not best)
        for n, claim in enumerate(best.rivals)
    )


def score(like: float, around: Around) -> float:
    """How well a place suits a sentence; the same words count as much as any context."""
    return like + around.both / 2 + (like == 1) if like >= _LIKE_AT_ALL else 0.0
