"""References: the person that a name, an office or a pronoun means at its position.

This depends on the speakers before, so an article is processed in order.
"""

import re
from bisect import bisect_left

from tui.collation.quotations import speech
from tui.collation.quotations.people.cast import Cast
from tui.collation.quotations.people.mentions import Mention, Sort
from tui.collation.quotations.subjects import is_part
from tui.text.document import Document
from tui.text.span import Span

_APART = 60
"""Number of code points behind an office in which its holder is looked for."""
_FAR = 6
"""Number of sentences before a pronoun in which its person is looked for."""
_APPOSITION = re.compile(r",? ")
"""Text between an office and the name of the one who has it."""
_DASH = re.compile(r"(?:,| [—–-]+)\s+(?:(?:a|an|the|his|her|its|their)\s+)?(?:[\w’'.-]+\s+){0,6}$")
"""Text between a name and an office that describes it."""
_OF_AGE = re.compile(r"-year-old$")
_WHEN = re.compile(r"\W*(?:(?:But|And)\s+)?(?i:when|after|as|once|before|while)\b")
"""The beginning of a sentence whose subordinate clause stands before its main clause."""
_BY_PRONOUN = re.compile(r"\W*(?:He|She)\b")
"""The pattern of a sentence whose subject is named further back."""


class References:
    """The cast of one article, and the speakers up to a position."""

    def __init__(self, document: Document, text: str, cast: Cast) -> None:
        """Begin at the start of a document; `text` is its text in which quoted text is blank."""
        self._document = document
        self._text = text
        self._cast = cast
        self._known: list[tuple[Span, str | None]] = []
        """The span and the speaker of each quotation so far."""

    def note(self, span: Span, speaker: str | None) -> None:
        """Add the speaker of the quotation at `span`."""
        self._known.append((span, speaker))

    @property
    def last(self) -> tuple[Span, str | None] | None:
        """The last quotation so far, and its speaker."""
        return self._known[-1] if self._known else None

    def name(self, mention: Mention) -> str:
        """Return the name of the mentioned person; empty if it is unknown."""
        match mention.sort:
            case Sort.NAME:
                return self._cast.full(mention)
            case Sort.OFFICE:
                return self._office(mention)
            case Sort.PRONOUN:
                return self._meant(mention)

    def _office(self, mention: Mention) -> str:
        """Return the name of the one who has an office, if the article gives it; else the words."""
        end = mention.span.end
        beside = _APPOSITION.match(self._text, end)  # its chief executive, Barry Rand,
        if beside:
            behind = self._cast.mentions(Span(beside.end(), end + _APART))
            if behind and behind[0].sort is Sort.NAME and behind[0].span.start == beside.end():
                name = self._cast.full(behind[0])
                if self._cast.is_person(name):
                    return name
        if name := self._find_described(mention) or self._cast.holder(mention):
            return name
        words = _in_small(" ".join(mention.words.split()))
        noun = next(iter(mention.offices), "")
        is_again = noun in speech.DESCRIBED or _OF_AGE.search(words) or noun[:1].isupper()
        if (
            is_again
            and words.startswith("the ")
            and (name := self._nearest(mention.span.start, ""))
        ):
            return name
        return words

    def _find_described(self, office: Mention) -> str:
        """Return the person whom an office behind a name describes: “Ann Orr, a former aide”."""
        start = max(0, office.span.start - _APART)
        dash = _DASH.search(self._text, start, office.span.start)
        for name in self._cast.mentions(Span(start, dash.start())) if dash else ():
            if name.sort is Sort.NAME and dash and name.span.end == dash.start():
                full = self._cast.full(name)
                return full if self._cast.is_person(full) else ""
        return ""

    def _meant(self, pronoun: Mention) -> str:
        """Return the name that a pronoun means; empty if it is unknown."""
        gender = speech.PRONOUNS[pronoun.words]
        if pronoun.words in {"it", "they"}:
            return self._nearest_thing(pronoun.span.start, pronoun.words)
        return self._nearest(pronoun.span.start, gender)

    def _nearest(self, offset: int, gender: str) -> str:
        """Return the nearest speaker or subject before `offset` that fits a pronoun of `gender`."""
        current = self._document.passage_at(offset)
        for passage in range(current, max(-1, current - _FAR), -1):
            span = self._document.passages[passage].span
            end = min(span.end, offset)
            first, last = (
                bisect_left(self._known, current, key=lambda known: known[0].start)
                for current in (span.start, end)
            )
            speakers = [
                name for _, name in self._known[first:last] if name and self._fits(name, gender)
            ]
            subjects = [
                name
                for name in self._people(
                    Span(span.start, end),
                    leading=passage < current or _WHEN.match(self._text, *span) is not None,
                )
                if self._cast.suits(name, gender)
            ]
            if passage < current and speakers:
                return speakers[-1]
            if passage < current and _BY_PRONOUN.match(self._text, *span):
                continue  # the person that this pronoun means is named further back
            if subjects or speakers:
                return subjects[0] if subjects else speakers[-1]
        return ""

    def _nearest_thing(self, offset: int, pronoun: str) -> str:
        """Return the thing that “it” or “they” may mean, from the start of an earlier sentence."""
        current = self._document.passage_at(offset)
        for passage in range(current - 1, max(-1, current - _FAR), -1):
            if name := self._thing(*self._document.passages[passage].span, pronoun):
                return name
        return ""

    def _fits(self, name: str, gender: str) -> bool:
        return self._cast.is_person(name) and self._cast.suits(name, gender)

    def _people(self, zone: Span, *, leading: bool) -> list[str]:
        """Return the people named in a zone, subjects first."""
        subjects: list[str] = []
        others_named: list[str] = []
        for mention in self._cast.mentions(zone):
            name = ""
            if mention.sort is Sort.NAME:
                name = self._cast.full(mention)
            elif mention.sort is Sort.OFFICE:
                name = self.name(mention)
            if not name or not self._cast.is_person(name):
                continue
            lead = self._text[zone.start : mention.span.start]
            owned = re.match(r"[’']s\b", self._text[mention.span.end : mention.span.end + 2])
            (others_named if is_part(lead) or owned else subjects).append(name)
        return subjects + (others_named if leading else [])

    def _thing(self, start: int, end: int, pronoun: str) -> str:
        """Return the thing that “it” or “they” means, if the sentence begins with one."""
        for mention in self._cast.mentions(Span(start, end)):
            if mention.sort is Sort.PRONOUN:
                return ""
            name = self.name(mention)
            people = mention.words.endswith("s") and bool(mention.offices & speech.ROLES)
            unfit = mention.sort is Sort.OFFICE and people != (pronoun == "they")
            if unfit or self._cast.is_person(name):
                return ""
            return name
        return ""


def _in_small(words: str) -> str:
    """Return words from the start of a sentence as they are written within one."""
    first, space, following = words.partition(" ")
    small = first.lower()
    is_noun = small.removesuffix("s") in (speech.ROLES | speech.SOURCES) - speech.GERMAN_ROLES
    is_noun = is_noun and (small.endswith("s") or not following)
    return small + space + following if is_noun or small in speech.STARTERS else words
