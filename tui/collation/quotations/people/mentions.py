"""Mentions: the people an article names, by name, by office or by pronoun.

Offsets are code points of the article's text in which quoted text is blank.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from tui.collation.quotations import speech
from tui.collation.quotations.people.complements import CAPITAL, end_of_phrase
from tui.text.span import Span

_WORD = (
    r"(?:(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Col|Lt|Sgt|Prof|Rev|Hon|St|Jr|Sr)\."
    rf"|[{CAPITAL}]\.(?:[{CAPITAL}]\.)*|[{CAPITAL}][\w&-]*(?:['’](?!s\b)\w+)?)"
)
_LINK = (
    r"of|de|de la|de los|del|della|di|du|van|van der|van den|von|von der|von dem|al|el|bin|ibn|la"
    r"|le|da|dos|for|of the|for the"
)
_NAME = re.compile(
    rf"(?<![\w’'.])(?:\d+(?:st|nd|rd|th) )?{_WORD}"
    rf"(?:[ \u00a0](?:(?:{_LINK})[ \u00a0](?=[{CAPITAL}]))?{_WORD})*"
)
_DOES = re.compile(rf"(?<![\w’'.-])[{CAPITAL}][\w’'.-]*\s+[a-z]+ed\s+")
"""A name and a verb, which may stand before an office that is the object."""
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b(?!['’](?:d|ll|re|s|ve)\b)")


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


def find_mentions(text: str, zone: Span) -> list[Mention]:
    """Return the mentions in a `zone` of the text, in order; names replace what overlaps them."""
    people = list(find_names(text, zone))
    spans = [mention.span for mention in people]
    for match in speech.SOMEBODY.finditer(text, *zone):
        people += find_offices(match, spans)
    offices = [mention.span for mention in people if mention.sort is Sort.OFFICE]
    people = [
        mention
        for mention in people
        if not any(
            office.start <= mention.span.start
            and mention.span.end <= office.end
            and office != mention.span
            for office in offices
        )
    ]
    spans = [mention.span for mention in people]
    people += [
        Mention(Span(*match.span()), match[0].lower(), Sort.PRONOUN)
        for match in _PRONOUN.finditer(text, *zone)
        if not any(Span(*match.span()).meets(span) for span in spans)
    ]
    return sorted(people, key=lambda mention: mention.span)


def find_offices(match: re.Match[str], spans: Iterable[Span]) -> Iterator[Mention]:
    """Yield the office that `match` of `SOMEBODY` has, cut before verbs and names.

    Names at `spans` are no part of it.
    """
    span = Span(*match.span())
    words = match[0]
    start = 0
    for function_word in re.finditer(
        r"\b(?:of|in|on|at|by|for|from|with|to|as|that|which|who|and|or|but|said|says|told|whether"
        r"|is|was|were|are|be|been|has|had|have|not|if|when|what|about"
        r"|(?!(?:acting|leading|outgoing|incoming|ruling|governing|sitting)\b)\w+ing)\s+",
        words,
        re.IGNORECASE,
    ):
        start = function_word.end()
    for article in re.finditer(r"\s(?=(?:the|an?|his|her|its|their)\s)", words):
        start = max(start, article.end())
    for verb in _DOES.finditer(words):  # Pike dismissed critics
        start = max(start, verb.end())
    span = Span(span.start + start, span.end)
    if any(occupied.end >= span.end and occupied.start < span.end for occupied in spans):
        return
    head = match["head"].lower().split()[-1]
    if match.string.endswith("one of ", 0, span.start):
        span = Span(span.start - len("one of "), span.end)
    span = Span(span.start, end_of_phrase(match.string, span.end))
    yield Mention(span, span.of(match.string), Sort.OFFICE, frozenset({head}))


def find_names(text: str, zone: Span) -> Iterator[Mention]:
    """Yield the names in a zone of the text, and the offices that are written like names."""
    for match in _NAME.finditer(text, *zone):
        words = [Span(*w.span()) for w in re.finditer(r"\S+", match[0])]
        while words and words[0].of(match[0]).lower().rstrip(".") in speech.STARTERS:
            words.pop(0)
        if not words or (len(words) == 1 and _is_no_name(words[0].of(match[0]))):
            continue
        start, end = match.start() + words[0].start, match.end()
        yield _make_mention(text, Span(start, end))


def _is_no_name(word: str) -> bool:
    """Return True if a single capitalized word only begins its sentence."""
    small = bare(word)
    return (
        small.endswith("ly")
        or small in _ADJECTIVES
        or small.partition("-")[0] in _TENS
        or re.fullmatch(r"[A-Z]\.", word) is not None
    )


def _make_mention(text: str, span: Span) -> Mention:
    """Return the mention at `span`, with the offices before the name separate."""
    words = span.of(text).split()
    noun = bare(words[-1]).removesuffix("s")
    if len(words) == 1 and words[0].endswith("s") and noun in speech.ROLES | speech.SOURCES:
        span = Span(span.start, end_of_phrase(text, span.end))  # Officials in Hawaii
        return Mention(span, span.of(text), Sort.OFFICE, frozenset({noun}))
    last = max((n for n, word in enumerate(words, 1) if bare(word) in speech.ROLES), default=0)
    name = _without_offices(words, last)
    if not name:
        head = span.start + len(" ".join(words[:last]))
        span = Span(span.start, max(span.end, end_of_phrase(text, head)))
        return Mention(span, span.of(text), Sort.OFFICE, frozenset({bare(words[last - 1])}))
    offices = frozenset(map(bare, words[: len(words) - len(name)]))
    if "of" in name[_FULL:-1]:  # Representative Joaquin Castro of Texas
        first = name[: name.index("of")]
        if not _is_organisation(first):
            span = Span(span.start, span.end - len(" ".join(name[len(first) :])) - 1)
            name = first
    return Mention(span, " ".join(name), Sort.NAME, offices)


def _without_offices(words: Sequence[str], last: int) -> Sequence[str]:
    """Return the words of a name without its `last` first ones, an office, and what follows it."""
    name = words[last:]
    if last and name and name[0] in {"von", "vom"}:  # Sprecher von Anna Orr
        return []
    if last and name and name[0] in {"of", "for"}:  # Secretary of State Antony Blinken
        while name and (name[0] in {"of", "for", "the"} or bare(name[0]) in _POSTS):
            name = name[1:]
        if not any(bare(word) in _POSTS for word in words[last:]):
            name = []  # Democrat of California
    if not name and len(words) == _FULL and is_first_name(words[0]):
        return words  # Stephen King
    if last:
        return name
    while len(name) > _FULL and bare(name[0]) in _BEFORE_NAMES:
        name = name[1:]
    if len(name) > _FULL and not is_first_name(name[0]):  # Pacific Affairs Daniel Orr
        start = next((n for n in range(1, len(name) - 1) if is_first_name(name[n])), 0)
        is_thing = name[start - 1].endswith("s") or _is_organisation(name[:1])
        if start and is_thing and not _is_organisation(name[start:]):
            return name[start:]
    return name


def _is_organisation(words: Iterable[str]) -> bool:
    return any(bare(word) in speech.ORGANISATIONS for word in words)


_FULL = 2
"""Usual number of words of a full name."""
_BEFORE_NAMES = frozenset({"former", "then", "democratic", "republican"})
_ADJECTIVES = speech.words_of(
    "senior former federal white foreign chinese american british russian french democratic"
)
_TENS = speech.words_of("twenty thirty forty fifty sixty seventy eighty ninety")
_POSTS = speech.words_of(
    """state defense treasury justice education energy labor commerce interior agriculture health
    homeland security transportation staff"""
)


def bare(word: str) -> str:
    """Return a word in small letters, without punctuation and the possessive s."""
    return word.lower().strip(".,()").removesuffix("’s").removesuffix("'s")


def nearest_before(people: Sequence[Mention], offset: int) -> Mention | None:
    """Return the last mention that ends at or before `offset`."""
    number = bisect_left([mention.span.end for mention in people], offset + 1)
    return people[number - 1] if number else None


def is_first_name(word: str) -> bool:
    """Return True if a word is a known first name."""
    return word.lower() in speech.NAMES_OF_MEN or word.lower() in speech.NAMES_OF_WOMEN
