"""Speakers: the speaker of each quotation of an article, as far as its words name one.

The speaker is named by the clause beside the quotation, by the quotation that it continues, or by
the sentence before. If none of them names one, the speaker is unknown.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.collation.quotation_marks import quoted_spans
from tui.collation.quotations import speech
from tui.collation.quotations.agents import find_agent
from tui.collation.quotations.people.cast import Cast
from tui.collation.quotations.people.mentions import Mention
from tui.collation.quotations.references import References
from tui.collation.quotations.speech import BLANK
from tui.collation.quotations.subjects import AUXILIARY, Subjects
from tui.text.document import Document, Role
from tui.text.span import Span

_HEADS = {Role.TITLE, Role.SUBTITLE, Role.HEADING}
"""Roles of paragraphs in which every word may be capitalized."""
_POINTED = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Col|Lt|Sgt|Prof|Rev|Hon|St|Jr|Sr|[A-Z](?:\.[A-Z])*)\.$"
)
"""Words whose full stop ends no sentence."""
_SHOW = re.compile(r"(?:show|program|column|magazine|host)\b")
_PAUSE = re.compile(rf"[\s,;:{BLANK}.…—–»«”“„\"’‘›‹-]*")
_ENDS = (",", ".", "?", "!", "…")
_FEWEST = 3
_SMALL = frozenset({"about", "after", "before", "from", "into", "over", "that", "with"})
"""Words that are small in the name of a work, too."""
_PARAGRAPHS = 8
"""Largest number of paragraphs of one quotation in which its speaker is looked for."""
_BEFORE = 600
"""Code points before a quotation in which its verb is looked for."""
_REACH = 160
"""Code points behind a quotation in which its verb is looked for."""
_BESIDE = 30
"""The same before a quotation, for a verb that is more often a noun."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A complete quotation of one article, with its speaker."""

    span: Span
    """The quoted words without their marks; code points of `Document.text`."""
    speaker: str | None
    """The full name if the article gives it, else an office; None if the speaker is unknown."""


def utterances(document: Document) -> tuple[Utterance, ...]:
    """Return the quotations of `document` in order, each with its speaker."""
    spans = quoted_spans(document.text, [p.span for p in document.paragraphs])
    return tuple(_Attribution(document, spans).utterances()) if spans else ()


class _Beside(NamedTuple):
    """The speaker that the sentence of a quotation names."""

    mention: Mention | None
    is_unclear: bool = False
    """True if it gives the words to somebody whom it does not name."""


class _Attribution:
    """Finds the speakers of the quotations in one article."""

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        self._document = document
        self._spans = spans
        self._text = _blank_out(document.text, spans)
        self._language = speech.language(document.text)
        self._verbs = speech.verbs(self._language)
        self._cast = Cast.of(
            self._text, [p.span for p in document.passages if p.role not in _HEADS]
        )
        self._subjects = Subjects(self._text, self._verbs, self._cast)
        self._references = References(document, self._text, self._cast)
        self._besides: dict[int, _Beside] = {}

    def utterances(self) -> Iterator[Utterance]:
        for number, span in enumerate(self._spans):
            if self._is_name(span):
                continue
            speaker = self._speaker(number)
            self._references.note(span, speaker)
            yield Utterance(span, speaker)

    def _is_name(self, span: Span) -> bool:
        """Return True if text between marks is a title or the like, which nobody says."""
        text = self._document.text
        words = re.findall(r"[^\W\d_][\w’']*", span.of(text))
        before = self._text[max(0, span.start - 40) : span.start].rstrip(BLANK)
        long = [word for word in words if len(word) > _FEWEST and word not in _SMALL]
        behind = self._text[span.end : span.end + 12].lstrip(f" {BLANK}")
        capital = bool(long) and all(word[0].isupper() for word in long)
        ends = span.of(text).rstrip("'’\"”")[-1:] in set(",.?!…") and len(words) > 1
        if capital and (re.search(r"\b(?:on|On|of|in|In)\s*$", before) or _SHOW.match(behind)):
            return True
        if speech.TITLED.search(before) and (capital or not ends):
            return True
        if capital and len(words) == 1:  # “Greens” in the middle of a sentence; told “Today.”
            is_told = re.search(r"\btold(?: the)?\s*$", before)
            last_word = before.split()[-1:]
            is_within = last_word and last_word[0].isalpha()
            is_said = is_within and self._verbs.fullmatch(last_word[0])
            is_ended = ends or span.of(text).endswith(_ENDS)
            return bool(is_told or (is_within and not is_said and not is_ended))
        return capital and len(words) > 1 and not ends and not self._verbs.search(before[-20:])

    # One quotation

    def _speaker(self, number: int) -> str | None:
        beside = self._beside(number)
        if beside.mention:
            return self._references.name(beside.mention) or None
        if beside.is_unclear:
            return None
        return self._continued_speaker(number) or self._speaker_of_rest(number)

    def _speaker_of_rest(self, number: int) -> str | None:
        """Return the speaker of the next quotation, if it goes on with this one.

        Then there is only one mark between the two: the first has none at its end.
        """
        for n in range(number, min(number + _PARAGRAPHS, len(self._spans) - 1)):
            between = self._document.text[self._spans[n].end : self._spans[n + 1].start]
            if len(between.strip()) != 1:
                return None
            if mention := self._beside(n + 1).mention:
                return self._references.name(mention) or None
        return None

    def _beside(self, number: int) -> _Beside:
        """Return the speaker that the sentence of quotation `number` names."""
        if number not in self._besides:
            self._besides[number] = self._find_beside(self._spans[number])
        return self._besides[number]

    def _find_beside(self, span: Span) -> _Beside:
        before, behind = self._zones(span)
        words = span.of(self._document.text)
        closing = words[-1:]
        opens_low = words[:1].islower()
        agency = find_agent(self._text, self._cast, before, behind)
        if agency and agency.agent:
            return _Beside(agency.agent)
        speaker_behind = self._behind(behind, closing)
        if agency:
            return _Beside(speaker_behind, is_unclear=True)
        speaker_before = self._speaker_before(before)
        lead = self._text[before.start : before.end].rstrip(f" ,:{BLANK}")
        last_verbs = list(self._verbs.finditer(self._text, *before))[-1:]
        is_led = bool(last_verbs) and last_verbs[0].end() >= before.start + len(lead)
        if is_led or (closing != "," and (opens_low or closing not in "?!")):
            return _Beside(speaker_before or speaker_behind or self._according(before, behind))
        return _Beside(speaker_behind or speaker_before or self._according(before, behind))

    def _zones(self, span: Span) -> tuple[Span, Span]:
        """Return the parts of its sentence before a quotation and behind it."""
        passages = self._document.passages
        passage = self._document.passage_at(span.start)
        while passage and _POINTED.search(passages[passage - 1].span.of(self._text)):
            passage -= 1
        start = min(passages[passage].span.start, span.start)
        paragraph = self._paragraph(span.start)
        if not re.search(r"\w", self._text[start : span.start]):
            lead = self._text[paragraph.start : start].rstrip(f" {BLANK}")
            if lead.endswith(":"):
                passage = self._document.passage_at(paragraph.start + len(lead) - 1)
                start = passages[passage].span.start
        behind = span.end
        pause = _PAUSE.match(self._text, behind)
        following = pause.end() if pause else behind
        start = max(start, span.start - _BEFORE)
        return Span(start, span.start), Span(behind, min(self._end(following), paragraph.end))

    def _end(self, offset: int) -> int:
        """Return the end of the sentence at `offset`, even if a “Mr.” split the sentence."""
        passages = self._document.passages
        passage = self._document.passage_at(offset)
        while passage + 1 < len(passages) and _POINTED.search(
            passages[passage].span.of(self._text)
        ):
            passage += 1
        return max(passages[passage].span.end, offset)

    def _paragraph(self, offset: int) -> Span:
        paragraphs = self._document.paragraphs
        number = bisect_right(paragraphs, offset, key=lambda p: p.span.start) - 1
        return paragraphs[max(0, number)].span

    def _behind(self, zone: Span, closing: str) -> Mention | None:
        """Return the person named beside a verb of speech, behind the last character `closing`."""
        pause = _PAUSE.match(self._text, *zone)
        start = pause.end() if pause else zone.start
        gap = self._text[zone.start : start]
        is_ended = closing in {".", "…"} and "," not in gap and self._language == "en"
        if is_ended or (closing not in {",", "?", "!"} and "." in gap):
            return None
        stop = self._text.find(BLANK, start, zone.end)
        end = min(stop if stop >= 0 else zone.end, start + _REACH)
        for verb in self._verbs.finditer(self._text, start, end):
            lead = self._text[start : verb.start()]
            goes_on = re.match(r"(?:and|but|or)\b", lead) is not None
            participle = verb[0].endswith("ing")
            if not AUXILIARY.sub("", lead).strip(" ,"):
                speaker = None if participle else self._subjects.behind(Span(verb.end(), end))
                if speaker or goes_on or participle:
                    return speaker
            elif not (
                self._subjects.is_passive(start, verb.start())
                or (closing != "," and (goes_on or participle or lead.startswith("that ")))
            ):
                return self._subjects.before(start, verb.start())
        return None

    def _speaker_before(self, zone: Span) -> Mention | None:
        """Return the person named beside a verb of speech before a quotation, in its sentence."""
        for verb in reversed(list(self._verbs.finditer(self._text, *zone))):
            if self._subjects.is_passive(zone.start, verb.start()) and not verb[0].endswith("ing"):
                continue
            if verb[0] in speech.SELDOM and verb.end() + _BESIDE < zone.end:
                continue
            if speaker := self._subjects.before(
                zone.start, verb.start(), participle=verb[0].endswith("ing")
            ):
                return speaker
        return self._subjects.owner(zone)

    def _according(self, *zones: Span) -> Mention | None:
        for zone in zones:
            for phrase in speech.according(self._language).finditer(self._text, *zone):
                for mention in self._cast.mentions(Span(phrase.end(), zone.end)):
                    return mention
        return None

    def _continued_speaker(self, number: int) -> str | None:
        """Return the speaker of the quotation before, if this one continues it."""
        before, _ = self._zones(self._spans[number])
        if not (last := self._references.last):
            return None
        span, speaker = last
        current = self._spans[number]
        between = self._text[span.end : current.start]
        words = between.strip(f"{BLANK} \n\t.,;—–-")
        if re.search(r"\w", self._text[before.start : before.end]):
            in_sentence = before.start <= span.start  # “influence” and “interfere”
            return speaker if in_sentence and len(words.split()) <= 8 else None  # noqa: PLR2004
        breaks = between.count("\n\n") + (between.count("\n") if "\n\n" not in between else 0)
        verbs = list(self._verbs.finditer(self._text, span.end, current.start))
        if breaks <= 1 and (not words or (self._sentences(between) <= 1 and verbs)):
            return speaker
        is_complete = current.of(self._document.text)[-1:] in ".?!,…"
        if not is_complete or breaks > 1:
            return None
        passage = self._document.passage_at(max(0, before.start - 1))
        return self._subject_of(passage)

    def _sentences(self, text: str) -> int:
        return sum(
            not _POINTED.search(text[: end.start() + 1])
            for end in re.finditer(r"[.!?](?=\s|$)", text)
        )

    # Subjects

    def _subject_of(self, passage: int) -> str | None:
        """Return the speaker, or the first subject, of a sentence without quotations."""
        span = self._document.passages[passage].span
        for verb in self._verbs.finditer(self._text, *span):
            if self._subjects.is_passive(span.start, verb.start()):
                continue
            if mention := self._subjects.before(span.start, verb.start()):
                return self._references.name(mention) or None
        if mention := self._according(span):
            return self._references.name(mention) or None
        return None


def _blank_out(text: str, spans: Sequence[Span]) -> str:
    parts, offset = [], 0
    for span in spans:
        start, end = max(offset, span.start - 1), min(len(text), span.end + 1)
        parts += [text[offset:start], BLANK * (end - start)]
        offset = end
    return "".join([*parts, text[offset:]])
