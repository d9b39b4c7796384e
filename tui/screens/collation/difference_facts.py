"""Difference facts: the values in which a passage and a card differ, in short form."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from tui.collation.differences.differences import Difference
from tui.matching.matches import PassageRef
from tui.text.tokens import normalized_tokens

_KINDS = frozenset({"number", "date", "name", "quote"})
_VALUE = 32
"""Largest number of code points of a value on the screen."""


def difference_facts(
    differences: Iterable[Difference],
    here: PassageRef,
    there: Collection[PassageRef],
    texts_here: Sequence[str],
    texts_there: Sequence[str],
) -> Iterator[str]:
    """Yield the values in which a passage and a source differ, as `14 hurt | 17 hurt`.

    The weightiest comes first. A value that the other article has in any of its matching passages
    is no difference. Of a long value the beginning is shown, and compared.

    Args:
        differences: The differences of the passage `here`.
        here: The passage on the reading line; its value comes first.
        there: The passage on the card, and the further ones of its article that match.
        texts_here: The text of `here`.
        texts_there: The texts of all passages of the card's article that match `here`.
    """
    facts: set[str] = set()
    for difference in differences:
        if difference.kind not in _KINDS:
            continue
        if difference.here == here and difference.there in there:
            first, second = difference.a_text, difference.b_text
        elif difference.there == here and difference.here in there:
            first, second = difference.b_text, difference.a_text
        else:
            continue
        first, second = _shorten(first), _shorten(second)
        if not first or not second or _has(texts_there, first) or _has(texts_here, second):
            continue
        fact = f"{first} | {second}"
        if fact not in facts:
            facts.add(fact)
            yield fact


def _has(texts: Iterable[str], value: str) -> bool:
    """Return True if one of the texts has the words of a value in a row; “Beijing’s” is Beijing."""
    words = f" {_words(value)} "
    return any(words in f" {_words(text)} " for text in texts)


def _words(text: str) -> str:
    return " ".join(word.removesuffix("'s") for word in normalized_tokens(text))


def _shorten(text: str) -> str:
    """Return the beginning of a value, cut between words where it has several."""
    plain = " ".join(text.split())
    if len(plain) <= _VALUE:
        return plain
    beginning = plain[:_VALUE]
    words, _, last_word = beginning.rpartition(" ")
    return f"{words if words and len(last_word) < len(beginning) // 2 else beginning[:-1]}…"
