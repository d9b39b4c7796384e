"""The cast of an article: the people that it names, their full names, genders and offices.

Offsets are code points of the article's text in which quoted text is blank.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from tui.collation.quotations import speech
from tui.collation.quotations.people.complements import CAPITAL
from tui.collation.quotations.people.mentions import (
    Mention,
    Sort,
    bare,
    find_mentions,
    find_names,
    find_offices,
    is_first_name,
)
from tui.text.span import Span

_BEFORE = re.compile(r"((?:[\w.’'-]+ ){1,6})$")
_AFTER = re.compile(
    r", (?!\w+ing |who |which |whose )((?:the |a |an )?(?:[\w.’'&-]+ ){0,6}[\w.’'-]+)"
)
_LARGE = re.compile(rf"(?<![\w’'.-])[{CAPITAL}][\w’'-]*")
_ACTS = re.compile(
    r"[’']s\b|, who(?:se)?\b|\s+(?:who|is|was|are|were|has|had|have|will|would|can|could|may|might"
    rf"|should|must|did|does|also|later|then|and\s+[{CAPITAL}]|[a-z]+ed)\b"
)
"""Words behind the first word of a sentence that make it somebody's name."""
_INITIAL = re.compile(rf"[{CAPITAL}]\.")
_FULL, _LONGEST = 2, 4
"""Usual and largest number of words of a full name."""


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
    _large: frozenset[str] = frozenset()
    """The words that it capitalizes within sentences, and those of names of several words."""
    _firsts: frozenset[int] = frozenset()
    """The offsets at which its sentences begin."""
    _things: frozenset[str] = frozenset()
    """The names that it uses with an article, as no name of a person is."""
    _mentioned: dict[Span, list[Mention]] = field(default_factory=dict)
    _persons: set[str] = field(default_factory=set)
    _genders: dict[str, str] = field(default_factory=dict)
    _offices: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)
    """The mentions of a person with an office: the name, and the words of the office."""

    @classmethod
    def of(cls, text: str, zones: Sequence[Span]) -> "Cast":
        """Return the people named in some zones of `text`, in which quoted text is blank."""
        cast = cls(text)
        cast.names = [name for zone in zones for name in find_names(text, zone)]
        cast._small = frozenset(re.findall(r"(?<![\w’'.-])[a-z]{4,}", text))
        cast._firsts = frozenset(zone.start for zone in zones)
        cast._large = frozenset(
            match[0]
            for zone in zones
            for match in _LARGE.finditer(text, *zone)
            if match.start() not in cast._firsts
        ).union(*(name.words.split() for name in cast.names if " " in name.words))
        cast.names = [name for name in cast.names if not cast._only_begins(name)]
        with_article = Counter(
            name.words
            for name in cast.names
            if not name.offices and text.endswith(("the ", "The "), 0, name.span.start)
        )
        all_names = Counter(name.words for name in cast.names)
        cast._things = frozenset(
            words for words, count in with_article.items() if 2 * count >= all_names[words]
        )
        for name in cast.names:
            words = name.words.split()
            if _is_person(name) and name.words not in cast._things:
                cast._persons.add(name.words)
                if len(words) > 1 and not _INITIAL.fullmatch(words[0]):
                    cast._note_gender(name.words, name)
                    cast._full[words[0]][name.words] += 1
                    cast._full[words[-1]][name.words] += 1_000
        for name in cast.names:
            person = cast.full(name)
            if (_is_person(name) and name.words not in cast._things) or person in cast._persons:
                cast._persons.add(person)
                cast._note_gender(person, name)
                if offices := cast._offices_around(name):
                    offices |= {speech.OFFICES_IN_FULL.get(word, word) for word in offices}
                    cast._offices.append((name.span.start, person, offices))
        return cast

    def mentions(self, zone: Span) -> list[Mention]:
        """Return the mentions in a zone of the text, in order."""
        if zone not in self._mentioned:
            zone_mentions = find_mentions(self.text, zone)
            self._mentioned[zone] = [
                mention for mention in zone_mentions if not self._only_begins(mention)
            ]
        return self._mentioned[zone]

    def _only_begins(self, mention: Mention) -> bool:
        """Return True if a name is only the capitalized first word of a sentence."""
        if mention.sort is not Sort.NAME or mention.span.start not in self._firsts:
            return False
        if mention.words.lower() in self._small:
            return True
        if " " in mention.words or mention.offices or mention.words in self._large:
            return False
        is_mixed = mention.words[1:] != mention.words[1:].lower()  # NATO, BuzzFeed
        end = mention.span.end
        verb = speech.verbs("").match(self.text, end + 1)
        return not (is_mixed or verb or _ACTS.match(self.text, end))

    def full(self, mention: Mention) -> str:
        """Return the full name of a mention: “Mr. Rand” is Barry Rand if the article names him."""
        words = mention.words.split()
        if _INITIAL.fullmatch(words[0]) and len(words) == _FULL:  # M. Orr is Mary Orr
            full_names = self._full.get(words[1], Counter())
            return next(
                (name for name, _ in full_names.most_common() if name[0] == words[0][0]),
                mention.words,
            )
        if len(words) > 1:
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
            The full name that was last mentioned with it before, else the first one after, if one
            person has such an office; empty if there is none.
        """
        if not re.match(r"(?:the|this|that|its|his|her|their)\b", office.words, re.IGNORECASE):
            return ""
        words = frozenset(re.findall(r"[\w.-]+", office.words.lower())) - {"the", "this", "that"}
        (noun,) = office.offices or ("",)
        noun = speech.OFFICES_IN_FULL.get(noun, noun)
        holders = [
            (offset, name, office_words & words)
            for offset, name, office_words in self._offices
            if noun in office_words
            and ("vice" in office_words) <= ("vice" in words)
            and not _is_of_another(office_words, words, noun)
        ]
        if not holders:
            return ""
        largest = max(len(common) for _, _, common in holders)
        candidates = [(offset, name) for offset, name, common in holders if len(common) == largest]
        before = [name for offset, name in candidates if offset < office.span.start]
        if before:
            return before[-1]
        return "" if noun in speech.SHARED else candidates[0][1]

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
            if any(bare(word) in speech.ROLES for word in words[-1:]):
                offices.update(map(bare, words[-4:]))
        elif self.text.endswith(", ", 0, name.span.start) and re.match(
            r"[,.;)]", self.text[name.span.end : name.span.end + 1]
        ):  # the mayor of Halden, Ines Falk
            for match in speech.SOMEBODY.finditer(
                self.text, max(0, name.span.start - 80), name.span.start - 2
            ):
                if match["head"] in speech.ROLES:
                    for office in find_offices(match, ()):
                        if office.span.end == name.span.start - 2:
                            offices.update(map(bare, office.words.split()))
        behind = _AFTER.match(self.text, name.span.end)
        if behind and any(bare(word) in speech.ROLES for word in behind[1].lower().split()):
            offices.update(map(bare, behind[1].lower().split()))
        return frozenset(offices)


def _is_of_another(first: Collection[str], second: Collection[str], noun: str) -> bool:
    """Return True if two offices with the same noun both say of what, and say otherwise."""
    if "of" not in first or "of" not in second:
        return False
    return not (set(first) & set(second)) - {"of", "the", noun, "former"}


def _is_person(mention: Mention) -> bool:
    """Return True if a name by itself looks like a person's."""
    words = [bare(word) for word in mention.words.split()]
    named = words[1:] if words and is_first_name(words[0]) else words  # Bill is a name here
    if any(word in speech.ORGANISATIONS or word in {"of", "for", "the"} for word in named):
        return False
    if mention.offices & speech.ROLES:
        return True
    acronyms = (word.isupper() and len(word) > _FULL for word in mention.words.split())
    return _FULL <= len(words) <= _LONGEST and not any(acronyms)
