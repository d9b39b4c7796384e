"""Subjects: the subject of a verb, as far as the order of words shows it.

Offsets are code points of an article's text in which quoted text is blank.
"""

import re
from collections.abc import Sequence

from tui.collation.quotations import speech
from tui.collation.quotations.people.cast import Cast
from tui.collation.quotations.people.complements import end_of_phrase
from tui.collation.quotations.people.mentions import Mention, Sort, nearest_before
from tui.text.span import Span

AUXILIARY = re.compile(
    r"(?:\b(?:a|ont|avait|hat|hatte|ha|han|has|had|have|also|later|then|once|again|would|did|does|could|will|may|might|first|even"
    r"|simply|just|recently|often|repeatedly|himself|herself|themselves|both|all|at least|never"
    r"|[a-z]+ly)\b,?|[\s\u00a0])+$"
)
"""Words that may stand between a subject and its verb."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|as|to be|get|got)\s+(?:\w+ly\s+)?$")
_ATTRIBUTE = re.compile(r"\b(?:the|an?|his|her|its|their)\s+$")
"""Text before a participle that is an attribute: “the proposed plan”."""
_PARTICIPLE = re.compile(r"[a-z]+ed\b")
_JOINED = re.compile(r"(?:^|[\s,;])(?:and|but|or|then)$")
_PARTY = re.compile(
    r"(?:\(?[RDI]-[A-Z][\w.]*\)?|\d{1,3}|Jr\.?|Sr\.?|[A-Z][a-z]+\.?|[A-Z]\.[A-Z]\."
    r"|(?:Democrat|Republican|independent|Independent)(?: of .*)?)$"
)
"""Words between commas behind a name that name nobody: party, age, state."""
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_OF = re.compile(
    r"\b(?i:of|for|in|at|from|with|by|on|to|about|against|including|between|among|over|under|around"
    r"|like|into|toward|towards|near|than)\s+(?:(?:the|a|an|his|her|its|their)\s+)?"
    r"(?:(?!that\b|wh|if\b|as\b)[a-z][\w-]*\s+){0,2}$"
)
"""Words that make the next noun a part of the one before."""
_OWN = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+){0,4}?(?:statement|claim|remark|comment|assertion|letter|"
    r"question|argument|message|tweet|speech|contention|suggestion|pledge|promise|view|position|"
    r"description|criticism|characterization|words?|response|answer|reply|reaction|warning|call|office|spokes\w+|testimony|interview)s?\b"
)
_JUDGED = re.compile(r"\b(?:is|are|was|were|be|been|being|as)\s+(?:\w+\s+)?(?:an?\s+|the\s+)?$")
"""Text between a statement and the quoted words by which somebody else describes it."""
_REPLY = re.compile(r"(?:words?|response|answer|reply|reaction|question|message)s?$")
_WHEN = re.compile(
    r"\s*(?:on |in |late |early )?(?:last |this )?"
    r"(?:\w+day|week|month|year|spring|summer|fall|winter)?\s*"
)
"""Expressions of time that may stand between a subject and its verb."""
_NOUN = re.compile(
    r"(?:^|[,;—–] )(?:[Bb]ut |[Aa]nd )?((?i:the|a|an|one|another) [\w -]{3,40}\w)\s*$"
)
"""A person without a name or a known office: “the 43-year-old”."""
_NOUN_BEHIND = re.compile(
    r"\s*((?:the|a|an|one|another) (?:[a-z-]+ ){0,2}?[a-z-]+)"
    r"(?=[,.;:]|$| (?:in|at|on|from|of|who|after|before|when|as|during|to)\b)"
)
"""The same right behind a verb: “said the diver”."""
_FOREIGN_NOUN = re.compile(
    r"\s*((?:une?|le|la|les|el|los|las|una)\s(?:[^\W\d_A-Z][\w-]*)"
    r"(?:\s(?:de\s(?:la|l['’]|los|las)|des?|du|del|d['’])\s?(?:[\w’'-]+\s?){1,3}?)?)"
    rf"(?=[,.;:»{speech.BLANK}]|\s*$)"
)
"""The same in French and Spanish: “dijo un portavoz de Ana Orr”."""
_ADDED = re.compile(r", (?:which|whom?|that|where|when)\b[^,]*$")
"""The beginning of a clause that only adds something."""
_PAST = re.compile(r"(?:ed|said|told|wrote|spoke|began|put it|made clear|made it clear)$")
"""Past tenses, in which stories are written; a present tense is more often in reported speech."""
_CALLED = re.compile(r"(?:the|his|her|its|their) [\w -]{3,40},")
"""Words between a verb and the name they introduce: “said the legislator, Ann Orr”."""
_MINOR = re.compile(
    r"[,.;:]|\b(?:that|in|at|on|during|to|of|when|as|about|after|des?|du|del|para|pour|di|della|von"
    r"|vom)\b|\bd['’]"
)
"""Words between a verb and a name that make the name a part of something else."""
_FULL = 2
_LEAD = 6
"""Words before the subject of a sentence."""


class Subjects:
    """Finds the subjects of verbs in one text."""

    def __init__(self, text: str, verbs: re.Pattern[str], cast: Cast) -> None:
        self._text = text
        self._verbs = verbs
        self._cast = cast

    def is_passive(self, start: int, verb: int) -> bool:
        """Return True if the verb that begins at `verb` is passive, or an attribute."""
        lead = self._text[start:verb]
        is_participle = _PARTICIPLE.match(self._text, verb) is not None
        return _PASSIVE.search(lead) is not None or (
            is_participle and _ATTRIBUTE.search(lead) is not None
        )

    # Before a verb

    def before(
        self, start: int, verb: int, *, participle: bool = False, own_clause_only: bool = False
    ) -> Mention | None:
        """Return the subject of the verb that begins at `verb`, in a clause from `start` on.

        This may be the subject of an earlier verb, unless `own_clause_only` is true.
        """
        lead = self._text[start:verb]
        words = AUXILIARY.sub("", lead)
        words = _BRACKETS.sub("", words) if words.endswith(")") else words
        words = AUXILIARY.sub("", words)
        mentions = self._cast.mentions(Span(start, start + len(words)))
        if not mentions and not _NOUN.search(words):
            return None
        if participle or _JOINED.search(words) or not words.strip():
            return None if own_clause_only else self._earlier(start, start + len(words), mentions)
        if relative := speech.RELATIVE.search(words):
            end = start + len(self._text[start : start + relative.start()].rstrip(" ,"))
            last = nearest_before(mentions, end)
            return (
                last if last and last.span.end >= end - 1 else self._set_off(start, end, mentions)
            )
        if words.endswith(","):
            return self._set_off(start, start + len(words) - 1, mentions)
        return self._beside(start, words, mentions, own_clause_only=own_clause_only)

    def _beside(
        self, start: int, words: str, mentions: Sequence[Mention], *, own_clause_only: bool
    ) -> Mention | None:
        """Return the person named at the end of `words` before a verb, from `start` on."""
        last = mentions[-1] if mentions else None
        gap = self._text[last.span.end if last else start : start + len(words)]
        if not gap.strip() or _WHEN.fullmatch(gap):
            if not mentions or self._is_one_of_two(mentions):
                return None
            return self._head(start, mentions, len(mentions) - 1)
        if noun_phrase := _NOUN.search(words):
            span = Span(*noun_phrase.span(1)).shifted(start)
            return Mention(
                span, noun_phrase[1], Sort.OFFICE, frozenset({noun_phrase[1].split()[-1]})
            )
        return self._loose(start, start + len(words), mentions, own_clause_only=own_clause_only)

    def _is_one_of_two(self, mentions: Sequence[Mention]) -> bool:
        """Return True if the last person speaks together with the one before: “both A and B”."""
        if len(mentions) < _FULL or mentions[-1].sort is not Sort.NAME:
            return False
        first, second = mentions[-2:]
        between = self._text[first.span.end : second.span.start]
        return between == " and " and self._text.endswith(("Both ", "both "), 0, first.span.start)

    def _head(self, start: int, mentions: Sequence[Mention], number: int) -> Mention:
        """Return the noun that mention `number` only describes: “director of the White House”."""
        mention = mentions[number]
        if mention.sort is Sort.PRONOUN:
            return mention
        lead = self._text[start : mention.span.start]
        if number and (preposition := _OF.search(lead)):
            end = start + len(lead[: preposition.start()].rstrip())
            previous = nearest_before(mentions[:number], end)
            words = AUXILIARY.sub("", lead[: preposition.start()])
            if words.endswith(","):  # Ryan, who was there, also on Fox News defended it
                return self._set_off(start, start + len(words) - 1, mentions[:number]) or mention
            if previous and previous.span.end >= end - 1:
                return self._head(start, mentions, mentions.index(previous))
            if previous and not re.search(
                r"[,;]", self._text[previous.span.end : mention.span.start]
            ):
                return previous
        return mention

    def _set_off(self, start: int, end: int, mentions: Sequence[Mention]) -> Mention | None:
        """Return the person named before an insertion: “John Rother, its policy chief, said”."""
        office: Mention | None = None
        fallback: Mention | None = None
        parts = _parts(self._text, Span(start, end))
        for part in reversed(parts):
            inside = [m for m in mentions if part.start <= m.span.start and m.span.end <= part.end]
            words = _BRACKETS.sub("", part.of(self._text)).rstrip()
            people = [m for m in inside if self._cast.is_person(self._cast.full(m))]
            if not inside or (part != parts[0] and not people and _PARTY.fullmatch(words)):
                continue
            last = inside[-1]
            if last.sort is Sort.PRONOUN and last.span.end >= part.start + len(words):
                return last
            name = self._set_off_in(part, words, inside, is_first=part == parts[0])
            if name and self._cast.is_person(self._cast.full(name)):
                return name
            fallback = name or fallback
            if inside[0].sort is Sort.OFFICE:
                office = inside[0]
        return fallback or office

    def _set_off_in(
        self, part: Span, words: str, inside: Sequence[Mention], *, is_first: bool
    ) -> Mention | None:
        """Return the name at the start or end of a piece between commas, if it is no addition."""
        last = inside[-1]
        if last.sort is Sort.NAME and last.span.end >= part.start + len(words):
            lead = self._text[part.start : last.span.start]
            if not lead.strip() or _is_office(lead):
                return last
            if is_first:
                return self._head(part.start, inside, len(inside) - 1)
        begins = inside[0].sort is Sort.NAME and inside[0].span.start == part.start
        return inside[0] if begins else None

    def _loose(
        self, start: int, end: int, mentions: Sequence[Mention], *, own_clause_only: bool
    ) -> Mention | None:
        """Return the last person named in the clause that ends at `end`.

        A person in a noun phrase about somebody else does not count.
        """
        clause = start
        for edge in re.finditer(
            r"[;:—–]|, (?:and|but|while|as) |\b(?:that|which|when|while)\b", self._text[start:end]
        ):
            clause = start + edge.end()
        inside = [m for m in mentions if m.span.start >= clause]
        for number, mention in enumerate(inside):
            if not _OF.search(self._text[clause : mention.span.start]) and not re.match(
                r"[’']s\b", self._text[mention.span.end :]
            ):
                return self._head(clause, inside, number)
        if own_clause_only:
            return None
        return self._earlier(start, clause, [m for m in mentions if m.span.end <= clause])

    def _earlier(self, start: int, end: int, mentions: Sequence[Mention]) -> Mention | None:
        """Return the subject of the last verb of speech before `end`, or of the sentence."""
        verbs = [
            verb
            for verb in reversed(list(self._verbs.finditer(self._text, start, end)))
            if not verb[0].endswith("ing")
            and not _PASSIVE.search(self._text[start : verb.start()])
            and not _ADDED.search(self._text[start : verb.start()])
        ]
        for verb in sorted(verbs, key=lambda verb: not _PAST.search(verb[0])):
            if subject := self.before(start, verb.start(), own_clause_only=True):
                return subject
        for mention in mentions:
            lead = self._text[start : mention.span.start]
            if len(lead.split()) > _LEAD and not lead.rstrip().endswith(","):
                return None
            if not _OF.search(lead) and not re.match(r"[’']s\b", self._text[mention.span.end :]):
                return mention
        return None

    def behind(self, zone: Span) -> Mention | None:
        """Return the person named right behind a verb: “said Jonathan Cowan”, “said the diver”."""
        for mention in self._cast.mentions(zone):
            lead = self._text[zone.start : mention.span.start].strip()
            if mention.sort is Sort.NAME and _CALLED.fullmatch(lead):
                return mention
            if _MINOR.search(lead):
                break
            if mention.sort is Sort.OFFICE:
                follows = self._text[mention.span.end : mention.span.end + 1]
                names = [
                    m
                    for m in self._cast.mentions(Span(mention.span.end, zone.end))
                    if m.sort is Sort.NAME
                ]
                gap = self._text[mention.span.end : names[0].span.start] if names else "x"
                if follows in " ," and gap.strip(" ,") == "":
                    return names[0]
            return mention
        if noun_phrase := _FOREIGN_NOUN.match(self._text, *zone):
            span = Span(*noun_phrase.span(1))
            noun = frozenset({speech.head_of(noun_phrase[1])})
            return Mention(span, noun_phrase[1], Sort.OFFICE, noun)
        if noun_phrase := _NOUN_BEHIND.match(self._text, *zone):
            start, end = noun_phrase.span(1)
            noun = frozenset({noun_phrase[1].split()[-1]})
            span = Span(start, end_of_phrase(self._text, end))
            return Mention(span, span.of(self._text), Sort.OFFICE, noun)
        return None

    def owner(self, zone: Span) -> Mention | None:
        """Return the person whose statement, question or the like is named before a quotation."""
        for mention in reversed(self._cast.mentions(zone)):
            if own := _OWN.match(self._text, mention.span.end, zone.end):
                gap = self._text[own.end() : zone.end].rstrip(speech.BLANK)
                if _JUDGED.search(gap) and not _REPLY.search(own[0]):
                    return None  # her speech was “a mess”: the words are somebody else's
                verbs = list(self._verbs.finditer(self._text, zone.start, mention.span.start))
                is_object = verbs and not self._text[verbs[-1].end() : mention.span.start].strip()
                return None if is_object and not gap.strip() else mention
        return None


def is_part(words: str) -> bool:
    """Return True if `words` behind a noun make it a part of the next one: “a member of”."""
    return _OF.search(words) is not None


def _parts(text: str, zone: Span) -> list[Span]:
    """Return the parts of a zone between commas."""
    edges = [comma.span() for comma in re.finditer(r",\s*", zone.of(text))]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(zone.of(text))]
    return [
        Span(part_start, part_end).shifted(zone.start)
        for part_start, part_end in zip(starts, ends, strict=True)
    ]


def _is_office(words: str) -> bool:
    """Return True if the words before a name are its office, in small letters."""
    last = words.rsplit(maxsplit=1)[-1].lower().strip(",.")
    return last in speech.ROLES
