"""Difference facts: the values in which a passage and a card differ, in a few words."""

from collections.abc import Iterable, Iterator, Sequence

from tui.collation.differences.differences import Difference
from tui.matching.matches import PassageRef
from tui.text.tokens import normalized_tokens

_KINDS = frozenset({"number", "date", "name", "quote"})
_VALUE = 32
"""Code points of a value that are shown."""


def difference_facts(
    differences: Iterable[Difference],
    here: PassageRef,
    there: PassageRef,
    ours: Sequence[str],
    theirs: Sequence[str],
) -> Iterator[str]:
    """Yield the values in which two passages differ, as `14 hurt | 17 hurt`, the weightiest first.

    A value that the other article has in any passage on the matter is none that it lacks.

    Args:
        differences: The differences of the passage `here`.
        here: The passage that is read; its value comes first.
        there: The passage on the card.
        ours: The text of `here`.
        theirs: The texts of all passages of the card's article that match `here`.
    """
    seen: set[str] = set()
    for difference in differences:
        if difference.kind not in _KINDS:
            continue
        if (difference.here, difference.there) == (here, there):
            one, other = difference.a_text, difference.b_text
        elif (difference.there, difference.here) == (here, there):
            one, other = difference.b_text, difference.a_text
        else:
            continue
        if not one.strip() or not other.strip() or _has(theirs, one) or _has(ours, other):
            continue
        fact = f"{_shortened(one)} | {_shortened(other)}"
        if fact not in seen:
            seen.add(fact)
            yield fact


def _has(texts: Iterable[str], value: str) -> bool:
    """Return True if the words of a value stand in one of the texts, in a row."""
    words = f" {' '.join(normalized_tokens(value))} "
    return any(words in f" {' '.join(normalized_tokens(text))} " for text in texts)


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _VALUE else f"{plain[: _VALUE - 1]}…"
