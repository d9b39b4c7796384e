"""Names of persons, places and organisations, as they stand in a text, and which may be the same.

A title, an initial, a first name that is left out, an acronym or an adjective makes no other name.
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
    """A name where it stands, without its title."""

    span: Span
    words: tuple[str, ...]
    """Its words in small letters, without points, initials and the genitive's s."""
    letters: str
    """The first letters of all its words written large, or the letters of an acronym."""


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
_VARIANT = 0.8
"""How alike two spellings of one word are at least."""
_LEAST = 5
"""Letters of a word that may be spelt in two ways."""


def find_names(text: str, known: Collection[str] = ()) -> tuple[Name, ...]:
    """The names of a sentence in order; `known` are words written large elsewhere, here small.

    The first word of the sentence counts only if it is among them or another large one follows.
    """
    found: list[Name] = []
    start = re.match(r"\W*", text)
    first = start.end() if start else 0
    pattern = _NAME if text.isascii() else compiled(_ANY_NAME)
    for match in pattern.finditer(text):
        words = list(_WORD.finditer(text, *match.span()))
        words = _untitled(words)
        if words and words[0].start() == first and _plain(words[0][0]) not in known:
            words.pop(0)
        while words and words[0][0] in _SMALL.split("|"):
            words.pop(0)
        if words:
            found.append(_named(text, words))
    return tuple(n for n in found if n.words and not _is_no_name(n, text))


def words_of_names(text: str, sentences: Iterable[Span]) -> frozenset[str]:
    """Return the words that are written large within sentences of `text`, and never small."""
    large = {
        word
        for span in sentences
        if (first := _FIRST.match(text, *span))
        for word in _CAPITAL.findall(text, first.end(), span.end)
    }
    return frozenset(map(_plain, large)) - frozenset(_SMALL_WORD.findall(text))


def _is_no_name(name: Name, text: str) -> bool:
    """Whether it is a day, a month, or a party and a state: `R-Va.`."""
    return _CALENDAR.issuperset(name.words) or _PARTY.match(name.span.of(text)) is not None


def _untitled(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words of a name after its last title, with what that is of: `Secretary of State`."""
    titles = [n for n, word in enumerate(words) if _plain(word[0]) in _TITLES]
    if not titles or titles[-1] + 1 == len(words):
        return [word for n, word in enumerate(words) if n not in titles]
    start = titles[-1] + 1
    if words[start][0] == "of" and start + 2 < len(words):
        start += 2
    return words[start:]


def _named(text: str, words: Sequence[re.Match[str]]) -> Name:
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
        span, tuple(p for p in plain if len(p) > 1 and p not in _SMALL.split("|")), letters.lower()
    )


def _plain(word: str) -> str:
    """A word of a name in small letters, without points, hyphens and the genitive's s."""
    return re.sub(r"[’']s$|[^\w]", "", word.lower())


def is_same(one: Name, other: Name, *, places: bool = False) -> bool:
    """Whether two names may be of the same one.

    A capital may stand for its country, but not where both are `places`.
    """
    mine, theirs = set(one.words), set(other.words)
    short = min(len(one.words), len(other.words))
    initials = len(one.letters) > 1 and one.letters == other.letters
    return (
        mine <= theirs
        or theirs <= mine
        or _canonical(one) == _canonical(other)
        or (not places and _country(one) == _country(other))
        or (
            one.words[-1] == other.words[-1]
            and not _two_first_names(one, other)
            and not _are_two_bodies(one, other)
        )
        or (short == 1 and (initials or any(_akin(a, b) for a in mine for b in theirs)))
    )


def _country(name: Name) -> str:
    whole = _canonical(name)
    return _CAPITALS.get(whole, whole)


def is_variant(one: Name, other: Name) -> tuple[str, str] | None:
    """The two spellings of the one word in which two names differ; nothing if they don't so."""
    return _variant(one.words, other.words)


@lru_cache(maxsize=1 << 14)
def _variant(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    if len(one) != len(other):
        return None
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(apart) != 1 or not _is_misspelt(*apart[0]):
        return None
    return apart[0]


def _canonical(name: Name) -> str:
    whole = " ".join(name.words)
    return _ALIASES.get(whole, whole)


def _are_two_bodies(one: Name, other: Name) -> bool:
    """Return True if only the middle of two names differs, as of two committees of a parliament."""
    if min(len(one.words), len(other.words)) < 3:  # noqa: PLR2004
        return False
    return one.words[0] == other.words[0] and set(one.words[1:-1]).isdisjoint(other.words[1:-1])


def _two_first_names(one: Name, other: Name) -> bool:
    """Whether both have a first name, and not the same."""
    if min(len(one.words), len(other.words)) < 2:  # noqa: PLR2004
        return False
    return one.words[0] != other.words[0] and one.words[0][0] != other.words[0][0]


def _akin(one: str, other: str) -> bool:
    """Whether one word is the other's adjective, plural or abbreviation."""
    if _ALIASES.get(one, one) == _ALIASES.get(other, other):
        return True
    short, long = sorted((one, other), key=len)
    if short in _ABBREVIATED and long.startswith(short[:2]):
        return True
    shared = 0
    while shared < len(short) and short[shared] == long[shared]:
        shared += 1
    return shared >= max(4, len(short) - 1)


def _is_misspelt(one: str, other: str) -> bool:
    if one in _CALENDAR or other in _CALENDAR:  # a mistyped day is no other name
        return False
    if min(len(one), len(other)) < _LEAST or one[0] != other[0] or _akin(one, other):
        return False
    return Indel.normalized_similarity(one, other) >= _VARIANT
