"""A sentence for comparison: its words, the quoted ones among them, and its values.

All spans are code points of the text of the sentence.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from tui.collation.quotations.speech import head_of, verbs
from tui.collation.values.certainty import HEDGES, NEGATIONS, is_one_of
from tui.collation.values.dates import Date, Order, find_dates, find_orders
from tui.collation.values.degrees import Degree, degree_at
from tui.collation.values.events.occurrences import Occurrence, find_occurrences
from tui.collation.values.events.phases import EventPhase, find_phases
from tui.collation.values.events.rates import Rate, find_rates
from tui.collation.values.names import Name, find_names
from tui.collation.values.number import Number
from tui.collation.values.numbers import find_numbers, find_parts
from tui.collation.values.periods import Period, find_periods
from tui.collation.values.synonyms import meaning, singular
from tui.collation.values.word_lists import word_set
from tui.matching.features.stemming import stem_of
from tui.matching.features.word_frequency import zipf
from tui.text.span import Span
from tui.text.tokens import words

_COMMON = 6.0
"""Zipf value from which a short word says little by itself: once in a thousand words."""
_SHORT = 5
"""Largest number of letters of such a word: long words may have a frequent stem by chance."""
_FUNCTION = word_set(
    "through because against between before after should although though while whether another "
    "however without within during around themselves himself herself itself himself yourself "
    "having whose according"
)
_PLACES = word_set("to in at from near")
"""Number of words between a place and the thing at this place."""
_WORLD = word_set("world worldwide global globally globe")
VISIT = "visit"
_VISITS = word_set(
    "visit visits visited visiting trip trips tour toured touring travel travels traveled "
    "travelled traveling travelling journey"
)
"""Words for travelling to a place; `VISIT` represents any of them."""
_ADDRESSED = word_set("told asked to by with on at from in of for")
"""Words after which a name is not the speaker's."""
_SPOKEN = 1
"""Number of words on either side of a name in which the verb is looked for."""
SPEECH = word_set(
    "said says say told announced argued claimed added stated wrote warned insisted noted "
    "according tweeted asked replied continued"
)
"""Verbs of speech, and words with the same role."""
_NEAR_SPEECH = 3
"""The same number for any word that may stand for the speaker."""
_TONGUE = "en"
_TITLE_CASE = 0.8
_LONG = 4
_LETTERS = str.maketrans("ſ\u212aıİ\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86", "sKiIвдосттъ")
"""Letters that patterns without regard to case take for others, and these."""
_CONTRACTIONS = {
    "won't": "will not",
    "can't": "can not",
    "n't": " not",
    "'re": " are",
    "'ve": " have",
    "'ll": " will",
    "'m": " am",
    "'s": " is",
    "'d": " would",
}


class NameSlot(NamedTuple):
    """A name and the words around it."""

    name: Name
    before: str
    """The word before it, as compared; empty at the start."""
    after: str
    place_of: str
    """The stem of the thing at this place; `VISIT` for `a trip to China` and `visited Beijing`."""


class Word(NamedTuple):
    """A word of a sentence."""

    fold: str
    stem: str
    span: Span
    quotation: int
    """Index of its quotation in the text; -1 if it has none."""
    common: bool
    """True if most texts have the word."""
    meaning: str
    """The stem that stands for its own one and its synonyms."""


class Sentence:
    """One sentence of a text; its parts are computed on demand."""

    def __init__(
        self,
        text: str,
        span: Span,
        quotations: Sequence[Span] = (),
        *,
        proper_nouns: Collection[str] = (),
        written: date | None = None,
        voices: Sequence[str | None] = (),
        language: str = "en",
    ) -> None:
        """Take a span of a text.

        Args:
            text: The text, of which `span` is the sentence.
            span: The sentence.
            quotations: The spans between quotation marks.
            proper_nouns: Words that are names elsewhere in the text.
            written: The day of writing, if it is known.
            voices: The speakers of the quotations, where they are known.
            language: The code of the text's language; an unknown one is read as English.
        """
        self.text = text
        self.span = span
        self._quotations = quotations
        self._proper_nouns = proper_nouns
        self.written = written
        """The day of writing, if it is known."""
        self._voices = voices
        self.language = language
        self._ranges: dict[Span, tuple[int, int]] = {}

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order."""
        sentence_words: list[Word] = []
        inside = [(n, q) for n, q in enumerate(self._quotations) if q.meets(self.span)]
        for fold, span in words(self.text, *self.span):
            quotation = next((n for n, q in inside if q.meets(span)), -1)
            stem = singular(stem_of(fold))
            common = _is_common(fold, stem)
            sentence_words.append(Word(fold, stem, span, quotation, common, meaning(fold, stem)))
        return tuple(sentence_words)

    @cached_property
    def folds(self) -> frozenset[str]:
        """Its words, as compared."""
        return frozenset(word.fold for word in self.words)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(word.stem for word in self.words if not word.common)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The stems that stand for its content words, synonyms being one."""
        return frozenset(word.meaning for word in self.words if not word.common)

    @cached_property
    def quoted(self) -> tuple[Word, ...]:
        """Its words that stand between quotation marks."""
        return tuple(word for word in self.words if word.quotation >= 0)

    @cached_property
    def quoted_content(self) -> frozenset[str]:
        """The stems of the content words among them."""
        return frozenset(word.stem for word in self.quoted if not word.common)

    @cached_property
    def quoted_words(self) -> Mapping[int, int]:
        """The number of its words in each quotation, by the quotation's index."""
        return Counter(word.quotation for word in self.quoted)

    @cached_property
    def voices(self) -> frozenset[str]:
        """The last names or nouns, as compared, of its speakers, if known."""
        quotations = {word.quotation for word in self.quoted}
        return frozenset(voice for n in quotations if (voice := self.voice_of(n)))

    def voice_of(self, quotation: int) -> str:
        """Return the last name or noun, as compared, of a quotation's speaker, if known."""
        name = self._voices[quotation] if quotation < len(self._voices) else None
        return head_of(name).casefold() if name else ""

    @cached_property
    def _plain(self) -> str:
        """Its text with `s` for `ſ` and the like: patterns match both, tables have only one."""
        text = self.span.of(self.text)
        return text if text.isascii() else text.translate(_LETTERS)

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """The dates and times in it."""
        dates = find_dates(self._plain, self.written)
        return tuple(d._replace(span=d.span.shifted(self.span.start)) for d in dates)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers in it that are part of no date."""
        date_spans = [d.span.shifted(-self.span.start) for d in self.dates]
        numbers = find_numbers(self._plain, date_spans, self.language)
        return tuple(n._replace(span=n.span.shifted(self.span.start)) for n in numbers)

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """Its words for an order of events."""
        orders = find_orders(self._plain)
        return tuple(o._replace(span=o.span.shifted(self.span.start)) for o in orders)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """The places in a series, and the numbers of times, of the events in it."""
        occurrences = find_occurrences(self._plain)
        return tuple(o._replace(span=o.span.shifted(self.span.start)) for o in occurrences)

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """The rates in it: how often something happens by the calendar."""
        rates = find_rates(self._plain)
        return tuple(r._replace(span=r.span.shifted(self.span.start)) for r in rates)

    @cached_property
    def phases(self) -> tuple[EventPhase, ...]:
        """The phases of events in it: ahead, begun, over."""
        phases = find_phases(self._plain)
        return tuple(s._replace(span=s.span.shifted(self.span.start)) for s in phases)

    @cached_property
    def degrees(self) -> tuple[Degree, ...]:
        """The sizes, frequencies and shares in it that are no numbers."""
        after = (*(word.fold for word in self.words[1:]), "")
        degrees = (
            degree_at(w.fold, w.span, next_one)
            for w, next_one in zip(self.words, after, strict=True)
        )
        return tuple(
            degree
            for degree in degrees
            if degree and self.text[degree.span.end : degree.span.end + 1] != "-"
        )

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods in it that are no dates."""
        periods = find_periods(self._plain)
        return tuple(p._replace(span=p.span.shifted(self.span.start)) for p in periods)

    @cached_property
    def parts(self) -> tuple[Span, ...]:
        """The spans in which it is about a part of something."""
        parts = find_parts(self._plain)
        return tuple(span.shifted(self.span.start) for span in parts)

    @cached_property
    def qualifiers(self) -> frozenset[str]:
        """`negation` and `hedge`, if it has any words of them."""
        word_lists = (("negation", NEGATIONS), ("hedge", HEDGES))
        return frozenset(
            kind
            for kind, vocabulary in word_lists
            if any(is_one_of(vocabulary, w.fold) for w in self.words)
        )

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in it."""
        names = find_names(self.span.of(self.text), self._proper_nouns)
        return tuple(n._replace(span=n.span.shifted(self.span.start)) for n in names)

    @cached_property
    def is_of_the_world(self) -> bool:
        """True if it is about the whole world, which no name says."""
        return any(word.fold in _WORLD for word in self.words)

    @cached_property
    def name_slots(self) -> tuple[NameSlot, ...]:
        """The names with the words around them."""
        return tuple(self._slot(name) for name in self.names)

    @cached_property
    def besides_names(self) -> frozenset[str]:
        """The stems that stand for its content words, but for those in names."""
        inside = [self.range_of(name.span) for name in self.names]
        return frozenset(
            word.meaning
            for n, word in enumerate(self.words)
            if not word.common and not any(start <= n < end for start, end in inside)
        )

    @cached_property
    def name_company(self) -> frozenset[tuple[str, str]]:
        """The words before and behind the names, and the things at these places."""
        return frozenset(
            (side, word)
            for slot in self.name_slots
            for side, word in (
                ("before", slot.before),
                ("after", slot.after),
                ("place", slot.place_of),
            )
            if word or side != "place"
        )

    def _slot(self, name: Name) -> NameSlot:
        start, end = self.range_of(name.span)
        before = self.words[start - 1] if start else None
        after = self.words[end] if end < len(self.words) else None
        place = ""
        lead = self.text[before.span.end : name.span.start] if before else ""
        if before and before.fold in _VISITS and not lead.strip():
            place = VISIT
        elif start > 1 and before and before.fold in _PLACES:
            word = self.words[start - 2]
            if word.fold in _VISITS and before.fold == "to":
                place = VISIT
            elif not word.common:
                place = word.stem
        return NameSlot(name, before.fold if before else "", after.fold if after else "", place)

    @cached_property
    def speakers(self) -> tuple[Name, ...]:
        """The names next to a verb of speech, outside of quotations."""
        speakers: list[Name] = []
        for name in self.names:
            start, end = self.range_of(name.span)
            neighbours = self.words[max(0, start - _SPOKEN) : end + _SPOKEN]
            if start < end and self.words[start].quotation >= 0:
                continue
            if start and self.words[start - 1].fold in _ADDRESSED:
                continue
            if any(word.fold in SPEECH and word.quotation < 0 for word in neighbours):
                speakers.append(name)
        return tuple(speakers)

    @cached_property
    def beside_speech(self) -> frozenset[str]:
        """Its words, without an 's, that are next to a verb of speech, or nearly so."""
        folds = [word.fold for word in self.words]
        return frozenset(
            neighbour.removesuffix("'s")
            for n, fold in enumerate(folds)
            if is_speech(fold)
            for neighbour in folds[max(0, n - _NEAR_SPEECH) : n + _NEAR_SPEECH + 1]
        )

    @cached_property
    def in_title_case(self) -> bool:
        """True if nearly all its longer words are capitalized, as in a headline."""
        long = [w for w in re.findall(r"[^\W\d_]+", self.span.of(self.text)) if len(w) >= _LONG]
        return len(long) > 1 and sum(w[0].isupper() for w in long) >= _TITLE_CASE * len(long)

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the range of words in `span`: the first, and the one after the last."""
        if (word_range := self._ranges.get(span)) is None:
            first = bisect_right(self.words, span.start, key=lambda word: word.span.end)
            last = bisect_left(self.words, span.end, key=lambda word: word.span.start)
            word_range = self._ranges[span] = (first, max(first, last))
        return word_range


@lru_cache(maxsize=1 << 14)
def is_speech(fold: str) -> bool:
    """Return True if a word is a verb of speech."""
    return verbs(_TONGUE).fullmatch(fold) is not None


def _is_common(fold: str, stem: str) -> bool:
    if fold[0].isdigit():
        return False
    if fold in _FUNCTION:
        return True
    short = len(fold.partition("'")[0]) <= _SHORT
    return short and zipf(stem) >= _COMMON


def spelt_out(folds: Sequence[str]) -> str:
    """Return words without differences in spelling only: contractions, hyphens."""
    text = " ".join(folds)
    for short, long in _CONTRACTIONS.items():
        text = text.replace(short, long)
    return text.replace("can not", "cannot").replace(" ", "")
