"""Subjects: the subject of a verb, as far as the order of words shows it.

Offsets are code points of an article's text in which quoted text is blank.
"""

import re
from collections.abc import Sequence

from tui.collation.quotations import speech
from tui.collation.quotations.mentions import Cast, Mention, Sort, nearest_before
from tui.text.span import Span

AUXILIARY = re.compile(
    r"(?:\b(?:a|ont|avait|hat|hatte|ha|han|has|had|have|also|later|then|once|again|would|did|does|could|will|may|might|first|even"
    r"|simply|just|recently|often|repeatedly|himself|herself|themselves|both|all|at least|never"
    r"|[a-z]+ly)\b,?|[\s\u00a0])+$"
)
"""Words that may stand between a subject and its verb."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|as|to be|get|got)\s+(?:\w+ly\s+)?$")
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
    r"(?:[a-z][\w-]*\s+){0,2}$"
)
"""Words that make the next noun a part of the one before."""
_OWN = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+){0,4}?(?:statement|claim|remark|comment|assertion|letter|"
    r"question|argument|message|tweet|speech|contention|suggestion|pledge|promise|view|position|"
    r"description|criticism|characterization|words?|response|answer|reply|reaction|warning|call|office|spokes\w+|testimony|interview)s?\b"
)
_WHEN = re.compile(
    r"\s*(?:on |in |late |early )?(?:last |this )?"
    r"(?:\w+day|week|month|year|spring|summer|fall|winter)?\s*"
)
"""Expressions of time that may stand between a subject and its verb."""
_NOUN = re.compile(
    r"(?:^|[,;—–] )(?:[Bb]ut |[Aa]nd )?((?i:the|a|an|one|another) [\w -]{3,40}\w)\s*$"
)
"""A person without a name or a known office: “the 43-year-old”."""
_ADDED = re.compile(r", (?:which|whom?|that|where|when)\b[^,]*$")
"""The beginning of a clause that only adds something."""
_PAST = re.compile(r"(?:ed|said|told|wrote|spoke|began|put it|made clear|made it clear)$")
"""Past tenses, in which stories are written; a present tense is more often in reported speech."""
_CALLED = re.compile(r"(?:the|his|her|its|their) [\w -]{3,40},")
"""Words between a verb and the name they introduce: “said the legislator, Ann Orr”."""
_CLAUSE = re.compile(r"[;:—–]|, (?:and|but|while|as) |\b(?:that|which|when|while)\b")
_MINOR = re.compile(r"[,.;:]|\b(?:that|in|at|on|during|to|of|when|as|about|after)\b")
_LEAD = 6
"""Words before the subject of a sentence."""


class Subjects:
    """Finds the subjects of verbs in one text."""

    def __init__(self, text: str, verbs: re.Pattern[str], cast: Cast) -> None:
        self._text = text
        self._verbs = verbs
        self._cast = cast

    def is_passive(self, start: int, verb: int) -> bool:
        """Return True if the verb that begins at `verb` is passive."""
        return _PASSIVE.search(self._text[start:verb]) is not None

    # Before a verb

    def before(
        self, start: int, verb: int, *, participle: bool = False, here_only: bool = False
    ) -> Mention | None:
        """Return the subject of the verb that begins at `verb`, in a clause from `start` on.

        This may be the subject of an earlier verb, unless `here_only` is true.
        """
        lead = self._text[start:verb]
        said = AUXILIARY.sub("", lead)
        said = _BRACKETS.sub("", said) if said.endswith(")") else said
        said = AUXILIARY.sub("", said)
        here = self._cast.mentions(Span(start, start + len(said)))
        if not here and not _NOUN.search(said):
            return None
        if participle or _JOINED.search(said) or not said.strip():
            return None if here_only else self._earlier(start, start + len(said), here)
        if relative := speech.RELATIVE.search(said):
            end = start + len(self._text[start : start + relative.start()].rstrip(" ,"))
            last = nearest_before(here, end)
            return last if last and last.span.end >= end - 1 else self._set_off(start, end, here)
        if said.endswith(","):
            return self._set_off(start, start + len(said) - 1, here)
        return self._beside(start, said, here, here_only=here_only)

    def _beside(
        self, start: int, said: str, here: Sequence[Mention], *, here_only: bool
    ) -> Mention | None:
        """Return the person named at the end of the words `said` before a verb, from `start` on."""
        last = here[-1] if here else None
        gap = self._text[last.span.end if last else start : start + len(said)]
        if not gap.strip() or _WHEN.fullmatch(gap):
            return self._head(start, here, len(here) - 1) if here else None
        if noun := _NOUN.search(said):
            span = Span(*noun.span(1)).shifted(start)
            return Mention(span, noun[1], Sort.OFFICE, frozenset({noun[1].split()[-1]}))
        return self._loose(start, start + len(said), here, here_only=here_only)

    def _head(self, start: int, here: Sequence[Mention], number: int) -> Mention:
        """Return the noun that mention `number` only describes: “director of the White House”."""
        mention = here[number]
        if mention.sort is Sort.PRONOUN:
            return mention
        lead = self._text[start : mention.span.start]
        if number and (of := _OF.search(lead)):
            end = start + len(lead[: of.start()].rstrip())
            other = nearest_before(here[:number], end)
            rest = AUXILIARY.sub("", lead[: of.start()])
            if rest.endswith(","):  # Ryan, who was there, also on Fox News defended it
                return self._set_off(start, start + len(rest) - 1, here[:number]) or mention
            if other and other.span.end >= end - 1:
                return self._head(start, here, here.index(other))
            if other and not re.search(r"[,;]", self._text[other.span.end : mention.span.start]):
                return other
        return mention

    def _set_off(self, start: int, end: int, here: Sequence[Mention]) -> Mention | None:
        """Return the person named before an insertion: “John Rother, its policy chief, said”."""
        office: Mention | None = None
        other: Mention | None = None
        pieces = _pieces(self._text, Span(start, end))
        for piece in reversed(pieces):
            inside = [m for m in here if piece.start <= m.span.start and m.span.end <= piece.end]
            words = _BRACKETS.sub("", piece.of(self._text)).rstrip()
            people = [m for m in inside if self._cast.is_person(self._cast.full(m))]
            if not inside or (piece != pieces[0] and not people and _PARTY.fullmatch(words)):
                continue
            last = inside[-1]
            if last.sort is Sort.PRONOUN and last.span.end >= piece.start + len(words):
                return last
            found = self._set_off_in(piece, words, inside, is_first=piece == pieces[0])
            if found and self._cast.is_person(self._cast.full(found)):
                return found
            other = found or other
            if inside[0].sort is Sort.OFFICE:
                office = inside[0]
        return other or office

    def _set_off_in(
        self, piece: Span, words: str, inside: Sequence[Mention], *, is_first: bool
    ) -> Mention | None:
        """Return the name at the start or end of a piece between commas, if it is no addition."""
        last = inside[-1]
        if last.sort is Sort.NAME and last.span.end >= piece.start + len(words):
            lead = self._text[piece.start : last.span.start]
            if not lead.strip() or _is_office(lead):
                return last
            if is_first:
                return self._head(piece.start, inside, len(inside) - 1)
        begins = inside[0].sort is Sort.NAME and inside[0].span.start == piece.start
        return inside[0] if begins else None

    def _loose(
        self, start: int, end: int, here: Sequence[Mention], *, here_only: bool
    ) -> Mention | None:
        """Return the last person named in the clause that ends at `end`.

        A person in a noun phrase about somebody else does not count.
        """
        clause = start
        for edge in re.finditer(
            r"[;:—–]|, (?:and|but|while|as) |\b(?:that|which|when|while)\b", self._text[start:end]
        ):
            clause = start + edge.end()
        inside = [m for m in here if m.span.start >= clause]
        for number, mention in enumerate(inside):
            if not _OF.search(self._text[clause : mention.span.start]) and not re.match(
                r"[’']s\b", self._text[mention.span.end :]
            ):
                return self._head(clause, inside, number)
        if here_only:
            return None
        return self._earlier(start, clause, [m for m in here if m.span.end <= clause])

    def _earlier(self, start: int, end: int, here: Sequence[Mention]) -> Mention | None:
        """Return the subject of the last verb of speech before `end`, or of the sentence."""
        verbs = [
            verb
            for verb in reversed(list(self._verbs.finditer(self._text, start, end)))
            if not verb[0].endswith("ing")
            and not _PASSIVE.search(self._text[start : verb.start()])
            and not _ADDED.search(self._text[start : verb.start()])
        ]
        for verb in sorted(verbs, key=lambda verb: not _PAST.search(verb[0])):
            if found := self.before(start, verb.start(), here_only=True):
                return found
        for mention in here:
            lead = self._text[start : mention.span.start]
            if len(lead.split()) > _LEAD and not lead.rstrip().endswith(","):
                return None
            if not _OF.search(lead) and not re.match(r"[’']s\b", self._text[mention.span.end :]):
                return mention
        return None

    def behind(self, zone: Span) -> Mention | None:
        """Return the person named right behind a verb: “said Jonathan Cowan”."""
        for mention in self._cast.mentions(zone):
            lead = self._text[zone.start : mention.span.start].strip()
            if mention.sort is Sort.NAME and _CALLED.fullmatch(lead):
                return mention
            if re.search(r"[,.;:]|\b(?:that|in|at|on|during|to|of|when|as|about|after)\b", lead):
                return None
            if mention.sort is Sort.OFFICE:
                follows = self._text[mention.span.end : mention.span.end + 1]
                rest = [
                    m
                    for m in self._cast.mentions(Span(mention.span.end, zone.end))
                    if m.sort is Sort.NAME
                ]
                gap = self._text[mention.span.end : rest[0].span.start] if rest else "x"
                if follows in " ," and gap.strip(" ,") == "":
                    return rest[0]
            return mention
        return None

    def owner(self, zone: Span) -> Mention | None:
        """Return the person whose statement, question or the like is named before a quotation."""
        for mention in reversed(self._cast.mentions(zone)):
            if _OWN.match(self._text, mention.span.end, zone.end):
                return mention
        return None


def is_part(words: str) -> bool:
    """Return True if `words` behind a noun make it a part of the next one: “a member of”."""
    return _OF.search(words) is not None


def _pieces(text: str, zone: Span) -> list[Span]:
    """Return the parts of a zone between commas."""
    edges = [comma.span() for comma in re.finditer(r",\s*", zone.of(text))]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(zone.of(text))]
    return [Span(a, b).shifted(zone.start) for a, b in zip(starts, ends, strict=True)]


def _is_office(words: str) -> bool:
    """Return True if the words before a name are its office, in small letters."""
    last = words.rsplit(maxsplit=1)[-1].lower().strip(",.")
    return last in speech.ROLES
