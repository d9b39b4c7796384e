"""Source pairs: a statement that two accounts have of two sources, at least one without a name.

As `officials warned …` and `Minister Ida Bloch warned …`. That two people with names say like
things is no difference; their quotations are compared elsewhere.
"""

from collections.abc import Iterable, Iterator

from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.quotations.speech import ROLES
from tui.collation.values.sentence_values import Sentence, is_speech
from tui.collation.values.word_lists import word_set

_SHARED = 4
"""Least number of content words that two statements share."""
_ALIKE = 0.5
"""Least share of the content words of the shorter statement that the other has, too."""
_PEOPLE = frozenset(word.removesuffix("s") for word in ROLES) | word_set(
    "resident villager neighbour neighbor witness survivor voter caller relative police source "
    "parent brother sister son daughter worker passenger driver"
)
"""Nouns for people who are a source without a name, without a plural s."""
_ONE_OF_SEVERAL = word_set("a an one another police")
_WEIGHT = 0.5


def source_pairs(slots: Slots, beside: Surroundings) -> Iterator[ValuePair]:
    """Yield the sources of two like statements, if one has a name, which the other lacks."""
    one, other = slots.one, slots.other
    if len(one.meanings & other.meanings) < _SHARED or not (one.source and other.source):
        return
    if (one.source.is_named and other.source.is_named) or not _are_alike(one, other):
        return
    sides = (one, other, beside.theirs), (other, one, beside.ours)
    nameless = [side[0] for side in sides if side[0].source and not side[0].source.is_named]
    if not all(map(_is_anybody, nameless)):
        return
    if any(_is_mentioned(ours, (theirs, *more)) for ours, theirs, more in sides):
        return
    yield ValuePair(Kind.SPEAKER, one.source.span, other.source.span, _WEIGHT)


def _are_alike(one: Sentence, other: Sentence) -> bool:
    ours, theirs = _statement(one), _statement(other)
    shared = len(ours & theirs)
    return shared >= _SHARED and shared >= _ALIKE * min(len(ours), len(theirs))


def _statement(sentence: Sentence) -> set[str]:
    """Return the content words of a sentence that are neither its source nor a verb of speech."""
    source = sentence.source
    return {
        word.meaning
        for word in sentence.words
        if not word.common
        and not is_speech(word.fold)
        and not (source and source.span.meets(word.span))
    }


def _is_anybody(sentence: Sentence) -> bool:
    """Return True if a source is several people, or one of several: `officials`, `an official`.

    `The leader` may be anybody's title whom the other account names.
    """
    words = sentence.source.name.casefold().split() if sentence.source else [""]
    several = words[-1].endswith("s") or words[0] in _ONE_OF_SEVERAL
    return several and _noun(sentence) in _PEOPLE


def _is_mentioned(one: Sentence, sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences has the last word for the source, too."""
    noun = _noun(one)
    return any(
        word.fold.removesuffix("'s").removesuffix("s") == noun
        for s in sentences
        for word in s.words
    )


def _noun(sentence: Sentence) -> str:
    """Return the last word for a source, in small letters and without a plural s."""
    last = sentence.source.name.split()[-1].casefold() if sentence.source else ""
    return last.removesuffix("s")
