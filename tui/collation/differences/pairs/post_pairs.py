"""Post pairs: two posts of one person, or two kinds of one body, told right beside the name.

As `economic adviser Larry Summers` and `Larry Summers, chairman of the National Economic Council`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.names import Name, is_same
from tui.collation.values.sentence_values import Sentence, Word
from tui.collation.values.word_lists import word_list, word_set
from tui.text.span import Span

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
_STATES = re.compile(
    r"(?:,\s\d{1,3})?(?:,\swho\b(?:[^,;:.“”\"]|(?<=\d)[,.](?=\d)){0,140}?)?"
    r"\s(?:is|was|became|works\sas|worked\sas|serves\sas|served\sas)\s(?:an?\s|the\s|then\s)?"
    rf"(?P<post>(?:[\w’'-]+\s){{0,3}}?(?:{'|'.join(_KINDS)}))\b"
)
"""Text behind a name that states a post of the person."""
_SOMEBODY_ELSE = re.compile(r"\b(?:he|she|it|they|his|her|whose|that|which|when|while|if)\b")
"""Words behind “who” after which the post may be another person's."""
_GENERATIONS = word_set("jr sr ii iii iv")
_PAST = word_set("former ex then late")


class _Post(NamedTuple):
    """What a person or body is said to be, beside the name."""

    name: Name
    words: Sequence[Word]
    kind: str


_cache: WeakKeyDictionary[Sentence, tuple[_Post, ...]] = WeakKeyDictionary()
"""The posts of sentences: each sentence is compared with several."""


def post_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Two posts of the same name, or two names of the same post, that no other account tells."""
    for first in _posts_of(slots.first):
        for second in _posts_of(slots.second):
            if not _are_of_one(first.name, second.name):
                if _are_holders(slots, first, second) and not (
                    _is_named(first.name, (slots.second, *surroundings.second))
                    or _is_named(second.name, (slots.first, *surroundings.first))
                ):
                    yield ValuePair(Kind.NAME, first.name.span, second.name.span, _WEIGHT)
                continue
            if first.kind == second.kind:
                if _is_of_more(slots.first, first, second) or _is_of_more(
                    slots.second, second, first
                ):
                    yield ValuePair(Kind.NAME, span_of(first.words), span_of(second.words), _WEIGHT)
                continue
            if _PAST & {word.fold for word in (*first.words, *second.words)}:
                continue
            if not _is_said(first, (slots.second, *surroundings.second)) and not _is_said(
                second, (slots.first, *surroundings.first)
            ):
                yield ValuePair(Kind.NAME, span_of(first.words), span_of(second.words), _WEIGHT)


def _are_holders(slots: Slots, first: _Post, second: _Post) -> bool:
    """Return True if two like sentences tell of the same single post: `the mayor`."""
    first_words, second_words = ([word.fold for word in post.words] for post in (first, second))
    return (
        first_words == second_words
        and first_words[-1] in _SINGLE
        and not is_same(first.name, second.name)
        and slots.likeness() >= _LIKE
    )


def _is_named(holder: Name, sentences: Iterable[Sentence]) -> bool:
    return any(is_same(holder, name) for sentence in sentences for name in sentence.names)


def _is_of_more(sentence: Sentence, first: _Post, second: _Post) -> bool:
    """Return True if one post has a body's name before what the other has: `FBI counsel`."""
    first_words, second_words = ([w.fold for w in post.words] for post in (first, second))
    new = first.words[: len(first_words) - len(second_words)]
    return (
        bool(new)
        and len(second_words) > 1
        and first_words[len(new) :] == second_words
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
        post.kind == candidate.kind and _are_of_one(post.name, candidate.name)
        for sentence in sentences
        for candidate in _posts_of(sentence)
    )


def _posts_of(sentence: Sentence) -> tuple[_Post, ...]:
    if (posts := _cache.get(sentence)) is None:
        posts = _cache[sentence] = tuple(_posts(sentence))
    return posts


def _posts(sentence: Sentence) -> Iterator[_Post]:
    for name in sentence.names:
        start, end = sentence.range_of(name.span)
        before, after = _before(sentence, start, end), _after(sentence, end)
        if before:
            yield _Post(name, before, _KINDS[before[-1].fold])
        if after and (kind := next((_KINDS[w.fold] for w in after if w.fold in _KINDS), "")):
            yield _Post(name, after, kind)
        if stated := _find_stated_post(sentence, name.span.end):
            yield _Post(name, stated, _KINDS[stated[-1].fold])


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
    last, has_kind = first, False
    while last < min(len(words), end + _AFTER):
        if last > first and _between(sentence, last).strip(" -"):
            break
        if words[last].fold in (_STOPS - _INSIDE if has_kind else _STOPS):
            break
        has_kind = has_kind or words[last].fold in _KINDS
        last += 1
    return words[first:last]


def _find_stated_post(sentence: Sentence, end: int) -> Sequence[Word]:
    """Return the words for a post that a clause about the name before `end` states.

    As in `Ann Orr, 31, who lives in Halden and was a spokeswoman for the town`.
    """
    match = _STATES.match(sentence.text, end, sentence.span.end)
    if not match or _SOMEBODY_ELSE.search(sentence.text, match.start(), match.start("post")):
        return ()
    first, last = sentence.range_of(Span(*match.span("post")))
    return sentence.words[first:last]


def _is_large(sentence: Sentence, n: int) -> bool:
    return sentence.text[sentence.words[n].span.start].isupper()


def _between(sentence: Sentence, n: int) -> str:
    return sentence.text[sentence.words[n - 1].span.end : sentence.words[n].span.start]
