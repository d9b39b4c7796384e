"""Post pairs: two posts of one person, or two kinds of one body, told right beside the name.

As `economic adviser Larry Summers` and `Larry Summers, chairman of the National Economic Council`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.names import Name, is_same
from tui.collation.values.sentence_values import Sentence, Word
from tui.collation.values.word_lists import word_list, word_set

_WEIGHT = 0.5
_BEFORE, _AFTER = 5, 9
"""Words before a name, and after it, that may tell the post."""
_POSTS = (
    "spokesman spokeswoman spokesperson",
    "director",
    "adviser advisor counselor",
    "aide staffer assistant deputy",
    "chairman chairwoman chair chairperson head leader president chief",
    "executive ceo",
    "secretary",
    "minister",
    "ambassador envoy diplomat",
    "lawyer attorney counsel",
    "prosecutor",
    "judge justice",
    "senator lawmaker congressman congresswoman representative legislator",
    "governor",
    "mayor",
    "professor scholar academic lecturer",
    "economist",
    "historian",
    "scientist researcher",
    "analyst expert",
    "strategist consultant",
    "pollster",
    "reporter journalist correspondent columnist",
    "editor publisher",
    "producer",
    "author writer novelist",
    "actor actress comedian",
    "singer musician",
    "officer",
    "general commander colonel admiral major captain lieutenant sergeant",
    "sheriff",
    "detective investigator",
    "doctor physician surgeon",
    "nurse",
    "teacher",
    "student",
    "manager",
    "owner founder",
    "developer",
    "tycoon businessman businesswoman entrepreneur",
    "banker",
    "activist advocate campaigner organizer",
    "priest pastor bishop cardinal archbishop reverend",
    "coach",
    "farmer",
    "driver",
    "engineer",
    "pilot",
    "group organization organisation association",
    "tank",
    "lobby",
    "company firm corporation manufacturer",
    "charity foundation nonprofit",
    "university college institute",
    "agency bureau",
    "newspaper magazine tabloid",
    "website blog",
    "party",
    "union",
    "militia",
)
_KINDS = {word: row for row in _POSTS for word in word_list(row)}
"""The words for posts and for kinds of bodies, each with those that may mean the same."""
_SINGLE = word_set(
    "mayor minister chairman chairwoman chair president chief director secretary governor "
    "ambassador sheriff captain coach manager owner founder editor spokesman spokeswoman judge "
    "pilot driver"
)
"""Posts that one person holds where something happens."""
_LIKE = 0.5
"""Share of the content words from which two sentences tell the same of the one who holds a post."""
_STOPS = word_set(
    "the a an his her its their our my this that these those in on at by to from with for and or "
    "of but as than after before is are was were be been who which when while told said says "
    "i you he she it we they"
)
_INSIDE = word_set("of the")
"""Words that a post may go on with: `chairman of the council`."""
_GENERATIONS = word_set("jr sr ii iii iv")
_PAST = word_set("former ex then late")


class _Post(NamedTuple):
    """What a person or body is said to be, beside the name."""

    name: Name
    words: Sequence[Word]
    kind: str


_known: WeakKeyDictionary[Sentence, tuple[_Post, ...]] = WeakKeyDictionary()
"""The posts of sentences: each sentence is compared with several."""


def post_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Two posts of the same name, or two names of the same post, that no other account tells."""
    for first in _posts_of(slots.one):
        for second in _posts_of(slots.other):
            if not _are_of_one(first.name, second.name):
                if _are_holders(slots, first, second) and not (
                    _is_named(first.name, (slots.other, *surroundings.theirs))
                    or _is_named(second.name, (slots.one, *surroundings.ours))
                ):
                    yield ValuePair(Kind.NAME, first.name.span, second.name.span, _WEIGHT)
                continue
            if first.kind == second.kind:
                if _is_of_more(slots.one, first, second) or _is_of_more(slots.other, second, first):
                    yield ValuePair(Kind.NAME, span_of(first.words), span_of(second.words), _WEIGHT)
                continue
            if _PAST & {word.fold for word in (*first.words, *second.words)}:
                continue
            if not _is_said(first, (slots.other, *surroundings.theirs)) and not _is_said(
                second, (slots.one, *surroundings.ours)
            ):
                yield ValuePair(Kind.NAME, span_of(first.words), span_of(second.words), _WEIGHT)


def _are_holders(slots: Slots, first: _Post, second: _Post) -> bool:
    """Return True if two like sentences tell of the same single post: `the mayor`."""
    ours, theirs = ([word.fold for word in post.words] for post in (first, second))
    return (
        ours == theirs
        and ours[-1] in _SINGLE
        and not is_same(first.name, second.name)
        and slots.likeness() >= _LIKE
    )


def _is_named(one: Name, sentences: Iterable[Sentence]) -> bool:
    return any(is_same(one, name) for sentence in sentences for name in sentence.names)


def _is_of_more(sentence: Sentence, first: _Post, second: _Post) -> bool:
    """Return True if one post has a body's name before what the other has: `FBI counsel`."""
    ours, theirs = ([w.fold for w in post.words] for post in (first, second))
    new = first.words[: len(ours) - len(theirs)]
    return (
        bool(new)
        and len(theirs) > 1
        and ours[len(new) :] == theirs
        and all(sentence.text[w.span.start].isupper() for w in new)
    )


def _are_of_one(first: Name, second: Name) -> bool:
    return _last(first) == _last(second) and is_same(first, second)


def _last(name: Name) -> str:
    """Return the last word of a name that tells which it is."""
    return next((w for w in reversed(name.words) if w not in _GENERATIONS), "")


def _is_said(post: _Post, sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences tells that post of that name, too."""
    return any(
        post.kind == other.kind and _are_of_one(post.name, other.name)
        for sentence in sentences
        for other in _posts_of(sentence)
    )


def _posts_of(sentence: Sentence) -> tuple[_Post, ...]:
    if (known := _known.get(sentence)) is None:
        known = _known[sentence] = tuple(_posts(sentence))
    return known


def _posts(sentence: Sentence) -> Iterator[_Post]:
    for name in sentence.names:
        start, end = sentence.range_of(name.span)
        before, after = _before(sentence, start, end), _after(sentence, end)
        if before:
            yield _Post(name, before, _KINDS[before[-1].fold])
        if after and (kind := next((_KINDS[w.fold] for w in after if w.fold in _KINDS), "")):
            yield _Post(name, after, kind)


def _before(sentence: Sentence, start: int, end: int) -> Sequence[Word]:
    """Return the words right before a name, which end with a post."""
    words, first = sentence.words, start
    if (
        not start
        or words[start - 1].fold not in _KINDS
        or (start > 1 and words[start - 2].fold == "in")
    ):
        return ()
    set_off = "," in _between(sentence, start)
    if set_off and (end >= len(words) or "," not in _between(sentence, end)):
        return ()
    while first > max(0, start - _BEFORE) and words[first - 1].fold not in _STOPS:
        between = _between(sentence, first)
        if between.strip() and not (first == start and between == ", "):
            break
        first -= 1
    large = next((n for n in range(first, start) if _is_large(sentence, n)), first)
    return words[large:start]


def _after(sentence: Sentence, end: int) -> Sequence[Word]:
    """Return the words from a comma after a name to the next mark."""
    words = sentence.words
    if end >= len(words) or _between(sentence, end) != ", ":
        return ()
    first = end
    while first < min(len(words), end + 2) and words[first].fold in {"the", "a", "an"}:
        first += 1
    last, found = first, False
    while last < min(len(words), end + _AFTER):
        if last > first and _between(sentence, last).strip(" -"):
            break
        if words[last].fold in (_STOPS - _INSIDE if found else _STOPS):
            break
        found = found or words[last].fold in _KINDS
        last += 1
    return words[first:last]


def _is_large(sentence: Sentence, n: int) -> bool:
    return sentence.text[sentence.words[n].span.start].isupper()


def _between(sentence: Sentence, n: int) -> str:
    return sentence.text[sentence.words[n - 1].span.end : sentence.words[n].span.start]
