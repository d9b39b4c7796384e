"""Names of persons, places and organisations in a text, and their comparison.

A title, an initial, an omitted first name, an acronym or an adjective makes no other name.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from tui.collation.values.word_lists import word_set
from tui.text.normalization.unicode_properties import compiled
from tui.text.span import Span


class Name(NamedTuple):
    """A name with its span, without its title."""

    span: Span
    words: tuple[str, ...]
    """Its words in small letters, without full stops, initials and the possessive s."""
    letters: str
    """The initials of its capitalized words, or the letters of an acronym."""
    initials: str = ""
    """The initials of all its words, as acronyms may have them: those of `Department of Energy`."""


_TITLES = word_set(
    "mr mrs ms miss dr sir lord lady president vice senator senators sen sens representative "
    "rep reps congressman congresswoman secretary speaker governor gov mayor general gen "
    "colonel col captain capt lieutenant lt sergeant sgt admiral adm judge justice king queen "
    "prince princess pope bishop archbishop cardinal rev reverend father sister professor prof "
    "minister prime chancellor chairman chairwoman chair ambassador attorney sheriff officer "
    "detective first director leader majority minority former acting deputy chief premier"
)
_SMALL = "of|for|the|and|de|del|la|von|van|der|den|di|da|bin|al|el"
_LARGE = r"[^\W\d_a-z](?:[\w&]|\.(?=\w)|[’'-](?=\w))*\.?"
_NAME = re.compile(rf"{_LARGE}(?:\s+(?:(?:of|de|del|von|van|bin|al|el)\s+(?:the\s+)?)?{_LARGE})*")
_ANY_LARGE = r"[\p{Lu}\p{Lt}](?:[\w\p{M}&]|\.(?=\w)|[’'-](?=\w))*+\.?"
_ANY_NAME = _NAME.pattern.replace(_LARGE, _ANY_LARGE)
"""As `_NAME`, for text beyond ASCII. Scripts without capitals write names as any other word."""
_WORD = re.compile(r"[^\s]+")
_FIRST = re.compile(r"\W*[\w’'.-]*")
_CAPITAL = re.compile(r"(?<![\w’'.-])[^\W\d_a-z][\w’'.-]*")
_SMALL_WORD = re.compile(r"(?<![\w’'.-])[a-z]+")
_ALIASES = {
    **dict.fromkeys(("us", "usa", "america", "american", "americans"), "united states"),
    **dict.fromkeys(("uk", "britain", "british", "briton", "britons"), "united kingdom"),
    **dict.fromkeys(("gop", "republican", "republicans", "republican party"), "republican"),
    **dict.fromkeys(
        ("dems", "democrat", "democrats", "democratic", "democratic party"), "democrat"
    ),
    **dict.fromkeys(("dc", "washington dc", "washington", "district of columbia"), "washington"),
    **dict.fromkeys(("french", "frenchman"), "france"),
    "spanish": "spain",
    "danish": "denmark",
    "dutch": "netherlands",
    "swiss": "switzerland",
    "welsh": "wales",
    "irish": "ireland",
    "polish": "poland",
    "turkish": "turkey",
    "filipino": "philippines",
    "un": "united nations",
    "eu": "european union",
    "nyc": "new york",
}
_CAPITALS = {
    "beijing": "china",
    "chinese": "china",
    "moscow": "russia",
    "kremlin": "russia",
    "russian": "russia",
    "washington": "united states",
    "london": "united kingdom",
    "paris": "france",
    "berlin": "germany",
    "german": "germany",
    "tehran": "iran",
    "iranian": "iran",
    "kyiv": "ukraine",
    "kiev": "ukraine",
    "ukrainian": "ukraine",
    "pyongyang": "north korea",
    "seoul": "south korea",
    "tokyo": "japan",
    "japanese": "japan",
    "brussels": "european union",
    "new delhi": "india",
    "delhi": "india",
    "indian": "india",
    "ankara": "turkey",
    "damascus": "syria",
    "baghdad": "iraq",
    "kabul": "afghanistan",
    "riyadh": "saudi arabia",
    "taipei": "taiwan",
}
_ABBREVIATED = word_set(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont "
    "neb nev okla ore pa tenn tex va vt wash wis wyo"
)
_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december"
)
_PARTY = re.compile(r"[RDI]-[A-Z]")
_ACRONYM = 3
"""Least number of letters of an acronym that begins a sentence."""
_VARIANT = 0.8
"""Least similarity of two spellings of one word."""
_LEAST = 5
"""Least number of letters of a word that may be spelt in two ways."""


def find_names(text: str, proper_nouns: Collection[str] = ()) -> tuple[Name, ...]:
    """Return the names of a sentence in order.

    The first word of the sentence counts only if it is among `proper_nouns`, is an acronym, or if
    another capitalized word follows.

    Args:
        text: The sentence.
        proper_nouns: Words that are capitalized elsewhere within sentences, in small letters here.
    """
    names: list[Name] = []
    start = re.match(r"\W*", text)
    first = start.end() if start else 0
    pattern = _NAME if text.isascii() else compiled(_ANY_NAME)
    for match in pattern.finditer(text):
        words = list(_WORD.finditer(text, *match.span()))
        words = _drop_titles(words)
        if words and words[0].start() == first and not _is_known(words[0][0], proper_nouns):
            words.pop(0)
        while words and words[0][0] in _SMALL.split("|"):
            words.pop(0)
        if words:
            names.append(_name(text, words))
    return tuple(n for n in names if n.words and not _is_no_name(n, text))


def _is_known(word: str, proper_nouns: Collection[str]) -> bool:
    """Return True if the first word of a sentence is a name, or an acronym."""
    return _plain(word) in proper_nouns or (
        len(word) >= _ACRONYM and word.isalpha() and word.isupper()
    )


def words_of_names(text: str, sentences: Iterable[Span]) -> frozenset[str]:
    """Return the words that are capitalized within sentences of `text`, and never small."""
    large = {
        word
        for span in sentences
        if (first := _FIRST.match(text, *span))
        for word in _CAPITAL.findall(text, first.end(), span.end)
    }
    return frozenset(map(_plain, large)) - frozenset(_SMALL_WORD.findall(text))


def _is_no_name(name: Name, text: str) -> bool:
    """Return True for a day, a month, or a party and a state: `R-Va.`."""
    return _CALENDAR.issuperset(name.words) or _PARTY.match(name.span.of(text)) is not None


def _drop_titles(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words of a name after its last title and that title's object.

    The object is as in `Secretary of State`.
    """
    titles = [n for n, word in enumerate(words) if _plain(word[0]) in _TITLES]
    if not titles or titles[-1] + 1 == len(words):
        return [word for n, word in enumerate(words) if n not in titles]
    start = titles[-1] + 1
    if words[start][0] == "of" and start + 2 < len(words):
        start += 2
    return words[start:]


def _name(text: str, words: Sequence[re.Match[str]]) -> Name:
    end = words[-1].end()
    while text[end - 1] in ".,’'" and not re.search(r"\.\w\.$", text[:end]):
        end -= 1
    span = Span(words[0].start(), end)
    if genitive := re.search(r"[’']s$", span.of(text)):
        span = Span(span.start, span.start + genitive.start())
    plain = [_plain(word[0]) for word in words]
    large = [p for p, word in zip(plain, words, strict=True) if word[0][0].isupper()]
    alone = re.sub(r"\W", "", words[0][0]) if len(words) == 1 else ""
    letters = alone if alone.isupper() and len(alone) > 1 else "".join(p[0] for p in large if p)
    return Name(
        span,
        tuple(p for p in plain if len(p) > 1 and p not in _SMALL.split("|")),
        letters.lower(),
        "".join(p[0] for p in plain if p),
    )


def _plain(word: str) -> str:
    """Return a word of a name in small letters, without full stops, hyphens, possessive s."""
    return re.sub(r"[’']s$|[^\w]", "", word.lower())


def is_same(first: Name, second: Name, *, places: bool = False) -> bool:
    """Return True if two names may be of the same person, place or organisation.

    A capital may stand for its country, but not where both are `places`.
    """
    first_words, second_words = set(first.words), set(second.words)
    short = min(len(first.words), len(second.words))
    initials = len(first.letters) > 1 and (
        first.letters == second.letters or is_acronym(first, second)
    )
    return (
        first_words <= second_words
        or second_words <= first_words
        or _canonical(first) == _canonical(second)
        or (not places and _country(first) == _country(second))
        or (
            first.words[-1] == second.words[-1]
            and not _two_first_names(first, second)
            and not _are_two_bodies(first, second)
        )
        or (
            short == 1
            and (
                initials
                or any(_are_forms_of_one_word(a, b) for a in first_words for b in second_words)
            )
        )
    )


def is_acronym(first: Name, second: Name) -> bool:
    """Return True if one name is the acronym of the other."""
    short, long = sorted((first, second), key=lambda name: len(name.words))
    return (
        len(short.words) == 1 < len(long.words)
        and len(short.letters) > 1
        and short.letters in {long.letters, long.initials}
    )


def _country(name: Name) -> str:
    full_name = _canonical(name)
    return _CAPITALS.get(full_name, full_name)


def is_variant(first: Name, second: Name) -> tuple[str, str] | None:
    """Return the two spellings of the only word in which two names differ, if that is all."""
    return _variant(first.words, second.words)


@lru_cache(maxsize=1 << 14)
def _variant(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, str] | None:
    if len(first) != len(second):
        return None
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(pairs) != 1 or not _is_misspelt(*pairs[0]):
        return None
    return pairs[0]


def _canonical(name: Name) -> str:
    full_name = " ".join(name.words)
    return _ALIASES.get(full_name, full_name)


def _are_two_bodies(first: Name, second: Name) -> bool:
    """Return True if two names differ only in the middle, as two committees of a parliament."""
    if min(len(first.words), len(second.words)) < 3:  # noqa: PLR2004
        return False
    return first.words[0] == second.words[0] and set(first.words[1:-1]).isdisjoint(
        second.words[1:-1]
    )


def _two_first_names(first: Name, second: Name) -> bool:
    """Return True if both have a first name, and not the same."""
    if min(len(first.words), len(second.words)) < 2:  # noqa: PLR2004
        return False
    return first.words[0] != second.words[0] and first.words[0][0] != second.words[0][0]


def _are_forms_of_one_word(first: str, second: str) -> bool:
    """Return True if one word is the other's adjective, plural or abbreviation."""
    if _ALIASES.get(first, first) == _ALIASES.get(second, second):
        return True
    short, long = sorted((first, second), key=len)
    if short in _ABBREVIATED and long.startswith(short[:2]):
        return True
    shared = 0
    while shared < len(short) and short[shared] == long[shared]:
        shared += 1
    return shared >= max(4, len(short) - 1)


def _is_misspelt(first: str, second: str) -> bool:
    if first in _CALENDAR or second in _CALENDAR:  # a misspelt day is no other name
        return False
    if (
        min(len(first), len(second)) < _LEAST
        or first[0] != second[0]
        or _are_forms_of_one_word(first, second)
    ):
        return False
    return Indel.normalized_similarity(first, second) >= _VARIANT
