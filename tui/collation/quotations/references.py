"""References: whom a name, an office or a pronoun means where it stands.

It depends on who spoke before, so an article is gone through in order.
"""

import re
from bisect import bisect_left

from tui.collation.quotations import speech
from tui.collation.quotations.mentions import Cast, Mention, Sort
from tui.collation.quotations.subjects import is_part
from tui.text.document import Document
from tui.text.span import Span

_APART = 60
"""Code points behind an office in which its holder is named."""
_FAR = 6
"""Sentences that a pronoun looks back."""
_BY_PRONOUN = re.compile(r"\W*(?:He|She)\b")
"""A sentence whose subject is named further back."""


class References:
    """The cast of one article, and who spoke in it so far."""

    def __init__(self, document: Document, text: str, cast: Cast) -> None:
        """`text`, the document's with what is quoted blanked out."""
        self._document = document
        self._text = text
        self._cast = cast
        self._known: list[tuple[Span, str | None]] = []
        """Where each quotation so far stands, and who is quoted."""

    def note(self, span: Span, speaker: str | None) -> None:
        """Take note of who is quoted at `span`."""
        self._known.append((span, speaker))

    @property
    def last(self) -> tuple[Span, str | None] | None:
        """The last quotation so far, and who is quoted."""
        return self._known[-1] if self._known else None

    def name(self, mention: Mention) -> str:
        """Return the name of who is mentioned; empty if it can't be told."""
        match mention.sort:
            case Sort.NAME:
                return self._cast.full(mention)
            case Sort.OFFICE:
                end = mention.span.end
                if self._text.startswith(", ", end):  # its chief executive, Barry Rand,
                    behind = self._cast.mentions(Span(end, end + _APART))
                    if behind and behind[0].sort is Sort.NAME and behind[0].span.start == end + 2:
                        return self._cast.full(behind[0])
                words = _in_small(" ".join(mention.words.split()))
                noun = words.rsplit(maxsplit=1)[-1]
                nouns = {noun, noun.removesuffix("s")}
                unknown = nouns.isdisjoint(speech.ROLES | speech.SOURCES)
                unknown = unknown and words.startswith("the ")
                return (
                    self._cast.holder(mention)
                    or (self._nearest(mention.span.start, "") if unknown else "")
                    or words
                )
            case Sort.PRONOUN:
                return self._meant(mention)

    def _meant(self, pronoun: Mention) -> str:
        """Whom or what a pronoun means."""
        gender = speech.PRONOUNS[pronoun.words]
        if pronoun.words in {"it", "they"}:
            return self._nearest_thing(pronoun.span.start, pronoun.words)
        return self._nearest(pronoun.span.start, gender)

    def _nearest(self, offset: int, gender: str) -> str:
        """The nearest speaker or subject before `offset` of whom a pronoun of `gender` is said."""
        at = self._document.passage_at(offset)
        for passage in range(at, max(-1, at - _FAR), -1):
            span = self._document.passages[passage].span
            end = min(span.end, offset)
            first, last = (
                bisect_left(self._known, at, key=lambda known: known[0].start)
                for at in (span.start, end)
            )
            spoken = [
                name for _, name in self._known[first:last] if name and self._fits(name, gender)
            ]
            subjects = [
                name
                for name in self._people(Span(span.start, end), leading=passage < at)
                if self._cast.suits(name, gender)
            ]
            if passage < at and spoken:
                return spoken[-1]
            if passage < at and _BY_PRONOUN.match(self._text, *span):
                continue  # whom that one means is told further back
            if subjects or spoken:
                return subjects[0] if subjects else spoken[-1]
        return ""

    def _nearest_thing(self, offset: int, pronoun: str) -> str:
        """What the sentences before `offset` begin with that “it” or “they” may mean."""
        at = self._document.passage_at(offset)
        for passage in range(at - 1, max(-1, at - _FAR), -1):
            if found := self._thing(*self._document.passages[passage].span, pronoun):
                return found
        return ""

    def _fits(self, name: str, gender: str) -> bool:
        return self._cast.is_person(name) and self._cast.suits(name, gender)

    def _people(self, zone: Span, *, leading: bool) -> list[str]:
        """Return the people named in a zone, who are the subject of something first."""
        found: list[str] = []
        later: list[str] = []
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
            (later if is_part(lead) or owned else found).append(name)
        return found + (later if leading else [])

    def _thing(self, start: int, end: int, pronoun: str) -> str:
        """What “it” or “they” means, if the sentence begins with such a thing."""
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
    """Return words that may begin a sentence as they stand within one."""
    first, space, rest = words.partition(" ")
    small = first.lower()
    return small + space + rest if small in speech.STARTERS else words
