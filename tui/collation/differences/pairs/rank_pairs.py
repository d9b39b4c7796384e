"""Rank pairs: ranks of one thing that differ: ties, comparatives and superlatives.

As `second` and `tied for second`, `much higher` and `higher`, `the largest` and `one of the
largest`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots, is_parted
from tui.collation.differences.value_pair import Kind, ValuePair
from tui.collation.values.number import Measure, Number, say_same
from tui.collation.values.number_words import ORDINALS
from tui.collation.values.sentence_values import Sentence
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_LIKE = 0.2
"""Share of the content words from which two sentences rank the same thing."""
_TIE = 3
"""Number of words before a rank in which a tie is looked for."""
_TIES = word_set("tie tied ties tying shared shares sharing joint jointly")
_COMPARED = 0.25
"""Share of the content words from which two sentences compare the same."""
_COMPARATIVES = word_set(
    "higher lower larger smaller bigger greater better worse longer shorter faster slower stronger "
    "weaker cheaper older younger earlier later fewer richer poorer safer harder easier"
)
_FAR = word_set("much far significantly substantially considerably vastly dramatically sharply")
_LITTLE = word_set("slightly somewhat little bit marginally modestly moderately")
_SUPERLATIVES = word_set(
    "largest biggest greatest highest lowest smallest best worst oldest youngest longest shortest "
    "richest poorest strongest fastest deepest tallest newest closest toughest latest only first "
    "last"
)
_ENDING = "iest"
"""The ending of the other superlatives."""
_LEADS = (("one", "of", "the"), ("among", "the"), ("one", "of"))
"""Words before a superlative that several things share."""
_PLACES = word_set("only first last latest")
"""Those that have no second one."""
_ENDS = word_set("in of at on for to from with by than that which who ever since and or but")
_NOUN = 4
"""Number of words after a superlative in which its noun is looked for."""


def rank_pairs(slots: Slots) -> Iterator[ValuePair]:
    """Yield ties, comparatives and superlatives that differ."""
    yield from _ties(slots)
    yield from _comparatives(slots)
    yield from _superlatives(slots)


class _Superlative(NamedTuple):
    """A superlative of a sentence."""

    span: Span
    word: str
    """The word that tells it: `largest`, or the adjective after `most`."""
    nouns: frozenset[str]
    """The meanings of the content words behind it."""
    is_shared: bool
    """True if several things share the rank: `one of the largest`."""
    place: int = 1
    """2 for `the second largest`, and so on."""


def _superlatives(slots: Slots) -> Iterator[ValuePair]:
    """The first of its kind, and one of the first: `the largest dam`, `one of the largest dams`."""
    if slots.likeness() < _LIKE:
        return
    for first in _superlatives_of(slots.one):
        for second in _superlatives_of(slots.other):
            same = first.word == second.word and not first.nouns.isdisjoint(second.nouns)
            if same and (first.is_shared, first.place) != (second.is_shared, second.place):
                yield ValuePair(Kind.NUMBER, first.span, second.span, 0.55)


_known: WeakKeyDictionary[Sentence, Sequence[_Superlative]] = WeakKeyDictionary()
"""The superlatives of sentences: each sentence is compared with several."""


def _superlatives_of(sentence: Sentence) -> Sequence[_Superlative]:
    if (known := _known.get(sentence)) is None:
        known = _known[sentence] = tuple(_find_superlatives(sentence))
    return known


def _find_superlatives(sentence: Sentence) -> Iterator[_Superlative]:
    words = sentence.words
    for n, word in enumerate(words[:-1]):
        last = n + 1 if word.fold == "most" else n
        told = word.fold in _SUPERLATIVES or word.fold.endswith(_ENDING)
        if not told and (last == n or words[last].common):
            continue
        end = last + 1
        while end < min(len(words), last + 1 + _NOUN) and not _ends(sentence, end):
            end += 1
        nouns = frozenset(w.meaning for w in words[last + 1 : end] if not w.common)
        before = tuple(w.fold for w in words[max(0, n - 3) : n])
        lead = next((lead for lead in _LEADS if before[-len(lead) :] == lead), ())
        place = ORDINALS.index(before[-1]) + 1 if before and before[-1] in ORDINALS else 1
        if place > 1 and nouns and word.fold not in _PLACES:
            span = span_of(words[n - 1 : last + 1])
            yield _Superlative(span, words[last].fold, nouns, is_shared=False, place=place)
        elif nouns and (lead or (before and (before[-1] == "the" or before[-1].endswith("'s")))):
            first = n - (len(lead) or 1)
            span = span_of(words[first : last + 1])
            yield _Superlative(span, words[last].fold, nouns, is_shared=bool(lead))


def _ends(sentence: Sentence, n: int) -> bool:
    """Return True if the noun behind a superlative is told before word `n`."""
    return is_parted(sentence, n) or sentence.words[n].fold in _ENDS


def _ties(slots: Slots) -> Iterator[ValuePair]:
    """A place that one account tells to be shared with another: `second`, `tied for second`."""
    if slots.likeness() < _LIKE:
        return
    for first in slots.one.numbers:
        for second in slots.other.numbers:
            if first.measure is Measure.ORDINAL and say_same(first, second):
                here, there = _tie(slots.one, first), _tie(slots.other, second)
                if (here == first.span) is not (there == second.span):
                    yield ValuePair(Kind.NUMBER, here, there, 0.6)


def _tie(sentence: Sentence, number: Number) -> Span:
    """Return where a number stands, with the words before it that tell a tie."""
    start = sentence.range_of(number.span)[0]
    for first in range(max(0, start - _TIE), start):
        if sentence.words[first].fold in _TIES:
            return Span(sentence.words[first].span.start, number.span.end)
    return number.span


def _comparatives(slots: Slots) -> Iterator[ValuePair]:
    """The same comparative by far and by a little, or by neither: `much higher`, `higher`."""
    if slots.likeness() < _COMPARED:
        return
    ours, theirs = _steps(slots.one), _steps(slots.other)
    for fold in ours.keys() & theirs.keys():
        (first, here), (second, there) = ours[fold], theirs[fold]
        if first != second:
            yield ValuePair(Kind.NUMBER, here, there, 0.45)


def _steps(sentence: Sentence) -> dict[str, tuple[int, Span]]:
    """Return each comparative with the step that it is told by, if it stands there once."""
    found: dict[str, list[tuple[int, Span]]] = {}
    for n, word in enumerate(sentence.words):
        if word.fold in _COMPARATIVES:
            before = sentence.words[n - 1].fold if n else ""
            step = 1 if before in _FAR else -1 if before in _LITTLE else 0
            first = n - 1 if step else n
            found.setdefault(word.fold, []).append((step, span_of(sentence.words[first : n + 1])))
    return {fold: steps[0] for fold, steps in found.items() if len(steps) == 1}
