"""Mentions: the people an article names, by name, by office or by pronoun.

Offsets are code points of the article's text in which quoted text is blank.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from tui.collation.quotations import speech
from tui.text.span import Span

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_WORD = (
    r"(?:(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Col|Lt|Sgt|Prof|Rev|Hon|St|Jr|Sr)\."
    rf"|[{_CAPITAL}]\.(?:[{_CAPITAL}]\.)*|[{_CAPITAL}][\w&-]*(?:['’](?!s\b)\w+)?)"
)
_LINK = r"of|de|del|della|der|di|du|van|von|den|al|el|bin|ibn|la|le|da|dos|for|of the|for the"
_NAME = re.compile(
    rf"(?<![\w’'.])(?:\d+(?:st|nd|rd|th) )?{_WORD}"
    rf"(?:[ \u00a0](?:(?:{_LINK})[ \u00a0](?=[{_CAPITAL}]))?{_WORD})*"
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b(?!['’](?:d|ll|re|s|ve)\b)")
_BEFORE = re.compile(r"((?:[\w.’'-]+ ){1,6})$")
_AFTER = re.compile(
    r", (?!\w+ing |who |which |whose )((?:the |a |an )?(?:[\w.’'&-]+ ){0,6}[\w.’'-]+)"
)


class Sort(Enum):
    """The way in which somebody is mentioned."""

    NAME = "name"
    OFFICE = "office"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible speaker, where the article names it."""

    span: Span
    words: str
    """The words of the text; of a name, without the offices before it."""
    sort: Sort
    offices: frozenset[str] = frozenset()
    """For a name, the words before it; for an office, its noun."""


@dataclass(slots=True)
class Cast:
    """The people that one article names, in order, and their names and offices."""

    text: str
    """The article's text in which quoted text is blank."""
    names: list[Mention] = field(default_factory=list)
    _full: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Full names, by each of their words that may stand alone."""
    _small: frozenset[str] = frozenset()
    """The words that the text has in small letters."""
    _firsts: frozenset[int] = frozenset()
    """The offsets at which its sentences begin."""
    _mentioned: dict[Span, list[Mention]] = field(default_factory=dict)
    _persons: set[str] = field(default_factory=set)
    _genders: dict[str, str] = field(default_factory=dict)
    _offices: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)
    """The mentions of a person with an office: the name, and the words of the office."""

    @classmethod
    def of(cls, text: str, zones: Sequence[Span]) -> "Cast":
        """Return the people named in some zones of `text`, in which quoted text is blank."""
        cast = cls(text)
        cast.names = [name for zone in zones for name in _names(text, zone)]
        cast._small = frozenset(re.findall(r"(?<![\w’'.-])[a-z]{4,}", text))
        cast._firsts = frozenset(zone.start for zone in zones)
        cast.names = [name for name in cast.names if not cast._only_begins(name)]
        for name in cast.names:
            words = name.words.split()
            if _is_person(name):
                cast._persons.add(name.words)
                if len(words) > 1:
                    cast._note_gender(name.words, name)
                    cast._full[words[0]][name.words] += 1
                    cast._full[words[-1]][name.words] += 1_000
        for name in cast.names:
            person = cast.full(name)
            if _is_person(name) or person in cast._persons:
                cast._persons.add(person)
                cast._note_gender(person, name)
                if offices := cast._offices_around(name):
                    cast._offices.append((name.span.start, person, offices))
        return cast

    def mentions(self, zone: Span) -> list[Mention]:
        """Return the mentions in a zone of the text, in order."""
        if zone not in self._mentioned:
            zone_mentions = mentions(self.text, zone)
            self._mentioned[zone] = [
                mention for mention in zone_mentions if not self._only_begins(mention)
            ]
        return self._mentioned[zone]

    def _only_begins(self, mention: Mention) -> bool:
        """Return True if a name is only the capitalized first word of a sentence."""
        begins = mention.sort is Sort.NAME and mention.span.start in self._firsts
        return begins and mention.words.lower() in self._small

    def full(self, mention: Mention) -> str:
        """Return the full name of a mention: “Mr. Rand” is Barry Rand if the article names him."""
        words = mention.words.split()
        if len(words) > 1 or not words:
            return mention.words
        full_names = self._full.get(words[0], Counter())
        genders = {speech.GENDERED[o] for o in mention.offices if o in speech.GENDERED}
        is_president = "president" in mention.offices
        for name, _ in full_names.most_common():
            gender = self._genders.get(name, "")
            if not genders and not is_president:
                return name
            if gender in (genders or {"m"}) or not (gender or is_president):
                return name
        return mention.words

    def is_person(self, name: str) -> bool:
        """Return True if a full name looks like a person's."""
        return name in self._persons

    def suits(self, name: str, gender: str) -> bool:
        """Return True if a pronoun of this gender may mean a person."""
        return not gender or self._genders.get(name, gender) == gender

    def holder(self, office: Mention) -> str:
        """Return the person an office means, by its nearest mention with a name.

        Returns:
            The full name that was last mentioned with it before, else the first one after; empty if
                there
                is none.
        """
        if not re.match(r"(?:the|this|that|its|his|her|their)\b", office.words, re.IGNORECASE):
            return ""
        words = frozenset(re.findall(r"[\w.-]+", office.words.lower())) - {"the", "this", "that"}
        (noun,) = office.offices or ("",)
        holders = [
            (offset, name, office_words & words)
            for offset, name, office_words in self._offices
            if noun in office_words and ("vice" in office_words) <= ("vice" in words)
        ]
        if not holders:
            return ""
        largest = max(len(common) for _, _, common in holders)
        candidates = [(offset, name) for offset, name, common in holders if len(common) == largest]
        before = [name for offset, name in candidates if offset < office.span.start]
        return before[-1] if before else candidates[0][1]

    def _note_gender(self, person: str, name: Mention) -> None:
        genders = {speech.GENDERED[o] for o in name.offices if o in speech.GENDERED}
        first = person.split(maxsplit=1)[0].lower()
        if len(genders) == 1:
            self._genders[person] = genders.pop()
        elif first in speech.NAMES_OF_MEN:
            self._genders.setdefault(person, "m")
        elif first in speech.NAMES_OF_WOMEN:
            self._genders.setdefault(person, "f")

    def _offices_around(self, name: Mention) -> frozenset[str]:
        """Return the words of the office beside a name: before it, or between commas behind it."""
        offices = set(name.offices)
        before = _BEFORE.search(self.text, max(0, name.span.start - 80), name.span.start)
        if before:
            words = before[1].lower().split()
            if any(_bare(word) in speech.ROLES for word in words[-1:]):
                offices.update(map(_bare, words[-4:]))
        behind = _AFTER.match(self.text, name.span.end)
        if behind and any(_bare(word) in speech.ROLES for word in behind[1].lower().split()):
            offices.update(map(_bare, behind[1].lower().split()))
        return frozenset(offices)


def mentions(text: str, zone: Span) -> list[Mention]:
    """Return the mentions in a `zone` of the text, in order; names replace what overlaps them."""
    people = list(_names(text, zone))
    spans = [mention.span for mention in people]
    for match in speech.SOMEBODY.finditer(text, *zone):
        people += _office(match, spans)
    offices = [mention.span for mention in people if mention.sort is Sort.OFFICE]
    people = [
        mention
        for mention in people
        if mention.sort is Sort.OFFICE
        or not any(o.start <= mention.span.start and mention.span.end <= o.end for o in offices)
    ]
    spans = [mention.span for mention in people]
    people += [
        Mention(Span(*match.span()), match[0].lower(), Sort.PRONOUN)
        for match in _PRONOUN.finditer(text, *zone)
        if not any(Span(*match.span()).meets(span) for span in spans)
    ]
    return sorted(people, key=lambda mention: mention.span)


def _office(match: re.Match[str], spans: Iterable[Span]) -> Iterator[Mention]:
    """Yield the office that `match` found, cut before verbs and names."""
    span = Span(*match.span())
    words = match[0]
    start = 0
    for function_word in re.finditer(
        r"\b(?:of|in|on|at|by|for|from|with|to|as|that|which|who|and|or|but|said|says|told|whether"
        r"|is|was|were|are|be|been|has|had|have|not|if|when|what|about|\w+(?<!senior )ing)\s+",
        words,
        re.IGNORECASE,
    ):
        start = function_word.end()
    span = Span(span.start + start, span.end)
    if any(occupied.end >= span.end and occupied.start < span.end for occupied in spans):
        return
    head = match["head"].lower().split()[-1]
    yield Mention(span, span.of(match.string), Sort.OFFICE, frozenset({head}))


def _names(text: str, zone: Span) -> Iterator[Mention]:
    for match in _NAME.finditer(text, *zone):
        words = [Span(*w.span()) for w in re.finditer(r"\S+", match[0])]
        while words and words[0].of(match[0]).lower().rstrip(".") in speech.STARTERS:
            words.pop(0)
        if not words or (len(words) == 1 and _is_no_name(words[0].of(match[0]))):
            continue
        start, end = match.start() + words[0].start, match.end()
        yield _named(text, Span(start, end))


def _is_no_name(word: str) -> bool:
    """Return True if a single capitalized word only begins its sentence."""
    small = _bare(word)
    return (
        small.endswith("ly")
        or small in _ADJECTIVES
        or small.partition("-")[0] in _TENS
        or re.fullmatch(r"[A-Z]\.", word) is not None
    )


def _named(text: str, span: Span) -> Mention:
    """Return the mention at `span`, with the offices before the name separate."""
    words = span.of(text).split()
    last = max((n for n, word in enumerate(words, 1) if _bare(word) in speech.ROLES), default=0)
    rest = words[last:]
    if last and rest and rest[0] in {"of", "for"}:  # Secretary of State Antony Blinken
        while rest and (rest[0] in {"of", "for", "the"} or _bare(rest[0]) in _POSTS):
            rest = rest[1:]
        if not any(_bare(word) in _POSTS for word in words[last:]):
            rest = []  # Democrat of California
    if not rest:
        return Mention(span, span.of(text), Sort.OFFICE, frozenset({_bare(words[last - 1])}))
    while not last and len(rest) > _FULL and _bare(rest[0]) in _BEFORE_NAMES:
        rest = rest[1:]
    offices = frozenset(map(_bare, words[: len(words) - len(rest)]))
    if "of" in rest[_FULL:-1]:  # Representative Joaquin Castro of Texas
        bare = rest[: rest.index("of")]
        if not any(_bare(word) in speech.ORGANISATIONS for word in bare):
            span = Span(span.start, span.end - len(" ".join(rest[len(bare) :])) - 1)
            rest = bare
    return Mention(span, " ".join(rest), Sort.NAME, offices)


_FULL, _LONGEST = 2, 4
"""Usual and largest number of words of a full name."""
_BEFORE_NAMES = frozenset({"former", "then", "democratic", "republican"})
_ADJECTIVES = speech.words_of(
    "senior former federal white foreign chinese american british russian french democratic"
)
_TENS = speech.words_of("twenty thirty forty fifty sixty seventy eighty ninety")
_POSTS = speech.words_of(
    """state defense treasury justice education energy labor commerce interior agriculture health
    homeland security transportation staff"""
)


def _bare(word: str) -> str:
    return word.lower().strip(".,()").removesuffix("’s").removesuffix("'s")


def _is_person(mention: Mention) -> bool:
    """Return True if a name by itself looks like a person's."""
    words = [_bare(word) for word in mention.words.split()]
    if any(word in speech.ORGANISATIONS or word in {"of", "for", "the"} for word in words):
        return False
    if mention.offices & speech.ROLES:
        return True
    acronyms = (word.isupper() and len(word) > _FULL for word in mention.words.split())
    return _FULL <= len(words) <= _LONGEST and not any(acronyms)


def nearest_before(people: Sequence[Mention], offset: int) -> Mention | None:
    """Return the last mention that ends at or before `offset`."""
    number = bisect_left([mention.span.end for mention in people], offset + 1)
    return people[number - 1] if number else None
