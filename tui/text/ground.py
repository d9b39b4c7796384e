"""A document made ready for finding passages in it again, by their words and by what is around.

It finds and measures; `anchor` decides.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from tui.text.document import Document
from tui.text.fold import Word, words
from tui.text.selector import whole
from tui.text.source import SourceMap
from tui.text.span import Span

_OCCURRENCES = 64
"""How often a word may stand in a document and still be a lead; also exact finds looked at."""
_LEADS = 8
"""Places looked at closely for one passage."""
_SLACK = 24
"""Words of room on either side for what was put in or taken out."""
_NEXT = 8
"""Words that are next to a passage."""
_NEXT_SAME = 0.5
"""Share of them that must be there for its neighbour to be the same."""
_RUN = 2
"""Words in a row that agree before context counts them: single ones agree by chance."""

_REWORDED = 6
"""Words by which a reworded end may be longer than it was."""

_LONGER = 2.5
"""How many times as long as what was found the sentence around it may be."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_UNEVEN = re.compile(r"\s{2,}|[^\S ]|[^\W_]?[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words: each is taken as a word."""


class Around(NamedTuple):
    """How much of the text before and after a passage is there, each 0 to 1."""

    before: float
    after: float

    @property
    def both(self) -> float:
        """The two as one figure, 0 to 2."""
        return self.before + self.after


class Beside(NamedTuple):
    """Whether what stood next to a passage, on either side, still does.

    Nothing if it stood at the text's edge and doesn't any more: something may have been put on.
    """

    before: bool | None
    after: bool | None


@dataclass(frozen=True, slots=True)
class Sought:
    """A passage to find: its words between the words around it, folded."""

    before: tuple[str, ...]
    quote: tuple[str, ...]
    after: tuple[str, ...]


def sought(prefix: str, quote: str, suffix: str) -> Sought:
    """The passage `quote` between `prefix` and `suffix`, as words to find."""
    return Sought(_folded(prefix), _folded(quote), _folded(suffix))


def plain(text: str) -> tuple[str, SourceMap]:
    """`text` with one kind of space, quote and dash, letters composed; and the way back."""
    text = text.translate(_ALIKE)
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    here = there = 0
    for odd in _UNEVEN.finditer(text):
        kept = " " if odd[0].isspace() else unicodedata.normalize("NFC", odd[0])
        parts += (text[there : odd.start()], kept)
        runs += ((here, there), (here + odd.start() - there, odd.start()))
        here += odd.start() - there + len(kept)
        there = odd.end()
    parts.append(text[there:])
    runs.append((here, there))
    return "".join(parts), SourceMap.of(runs)


def tokens(text: str) -> tuple[Word, ...]:
    """The words of `text`, spans in it; those of unspaced scripts letter by letter."""
    if text.isascii():
        return words(text)
    return tuple(part for word in words(text) for part in _letters(text, word))


def likeness(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 1: words in order and letters count the same."""
    ours, theirs = _folded(one), _folded(other)
    if not ours or not theirs:
        return 1.0 if plain(one)[0] == plain(other)[0] else 0.0
    by_letter = fuzz.ratio(" ".join(ours), " ".join(theirs)) / 100
    return (Indel.normalized_similarity(ours, theirs) + by_letter) / 2


def times(quote: str, text: str) -> int:
    """How often the words of `quote` stand in `text`, one after the other."""
    ours, theirs = _folded(quote), _folded(text)
    return sum(theirs[n : n + len(ours)] == ours for n in range(len(theirs) - len(ours) + 1))


def agreement(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of `ours` that stands in `theirs` too, in order and in runs; 0 to 1."""
    if not ours:
        return 0.0
    run = min(_RUN, len(ours))
    found = (op.src_end - op.src_start for op in Indel.opcodes(ours, theirs) if op.tag == "equal")
    return sum(length for length in found if length >= run) / len(ours)


class Ground:
    """One document, its words and their places found once and used for many passages."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The document's words, spans in its text."""
        return tokens(self.document.text)

    @cached_property
    def _folds(self) -> tuple[str, ...]:
        return tuple(word.fold for word in self.words)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(word.span.start for word in self.words)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for n, fold in enumerate(self._folds):
            places[fold].append(n)
        return dict(places)

    @cached_property
    def _plain(self) -> tuple[str, SourceMap]:
        return plain(self.document.text)

    def exact(self, quote: str) -> list[Span]:
        """Where `quote` stands to the letter, typography aside, as whole words."""
        needle = plain(quote)[0].strip()
        hay, way = self._plain
        found: list[Span] = []
        at = hay.find(needle) if needle else -1
        while at >= 0 and len(found) < _OCCURRENCES:
            end = at + len(needle)
            if not (_inside_word(hay, at) or _inside_word(hay, end)):
                found.append(_with_marks(self.document.text, way.span(Span(at, end))))
            at = hay.find(needle, at + 1)
        return found

    def within(self, sentence: Span, head: str, quote: str, tail: str) -> Span | None:
        """Where in `sentence` the `quote` is that once stood in it between `head` and `tail`."""
        inside, way = plain(sentence.of(self.document.text))
        before, words_of = len(plain(head)[0]), plain(quote)[0]
        if plain(head + quote + tail)[0] == inside:
            found = way.span(Span(before, before + len(words_of))).shifted(sentence.start)
            return _with_marks(self.document.text, found)
        first = bisect_left(self._starts, sentence.start)
        last = bisect_left(self._starts, sentence.end)
        fitted = self._fitted(sought(head, quote, tail), first, last)
        return self.with_edges(fitted, quote) if fitted else None

    def around(self, span: Span, passage: Sought) -> Around:
        """How much of what was around `passage` is around `span`."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        back = len(passage.before) + _SLACK
        on = len(passage.after) + _SLACK
        before = self._folds[max(0, first - back) : first]
        after = self._folds[last : last + on]
        return Around(
            agreement(passage.before, before) if passage.before else _edge(len(before)),
            agreement(passage.after, after) if passage.after else _edge(len(after)),
        )

    def beside(self, span: Span, passage: Sought) -> Beside:
        """Whether the very words that stood next to `passage` stand next to `span`."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        before, after = passage.before[-_NEXT:], passage.after[:_NEXT]
        return Beside(
            _is_next(before, self._folds[max(0, first - len(before)) : first], edge=not first),
            _is_next(after, self._folds[last : last + len(after)], edge=last == len(self._folds)),
        )

    def like(self, passage: Sought) -> list[Span]:
        """The sentences most like `passage`, most promising first."""
        found: list[Span] = []
        room = _SLACK + len(passage.before)
        for lead in self._leads(passage):
            first = max(0, lead - room)
            last = max(0, lead + len(passage.quote) + len(passage.after) + _SLACK)
            span = self._fitted(passage, first, last)
            span = self._snapped(span) if span and not self._cut(span, first, last) else None
            if span and span not in found:
                found.append(span)
        return found

    def resembling(self, sentence: Span) -> list[Span]:
        """The other runs of as many passages that share most words with `sentence`, most first."""
        passages = self.document.passages
        if not passages:
            return []
        at = self.document.passage_at(sentence.start)
        size = self.document.passage_at(sentence.end - 1) - at + 1
        shared: Counter[int] = Counter()
        for fold in set(_folded(sentence.of(self.document.text))):
            places = self._places.get(fold, ())
            if len(places) <= _OCCURRENCES:
                there = {self.document.passage_at(self._starts[place]) for place in places}
                shared.update({m for n in there for m in range(max(0, n - size + 1), n + 1)})
        runs = [
            Span(passages[n].span.start, passages[min(n + size, len(passages)) - 1].span.end)
            for n, _ in shared.most_common(size + _LEADS * 2)
        ]
        return [run for run in runs if run.end <= sentence.start or run.start >= sentence.end]

    def with_edges(self, span: Span, quote: str) -> Span:
        """`span` with the quotation marks and stops that `quote` has at its ends."""
        text, start, end = self.document.text, span.start, span.end
        lead = len(quote) - len(quote.lstrip("\"'“”‘’«»„([—–-"))
        tail = len(quote) - len(quote.rstrip("\"'“”‘’«»)].,;:!?…—–-%"))
        while lead and start and not text[start - 1].isalnum() and not text[start - 1].isspace():
            start, lead = start - 1, lead - 1
        while tail and end < len(text) and not text[end].isalnum() and not text[end].isspace():
            end, tail = end + 1, tail - 1
        return Span(start, end)

    def _leads(self, passage: Sought) -> list[int]:
        """The word numbers at which `passage` may begin: where its words vote for."""
        votes: defaultdict[int, float] = defaultdict(float)
        offset = -len(passage.before)
        for row, weight in ((passage.before, 1.0), (passage.quote, 2.0), (passage.after, 1.0)):
            for n, fold in enumerate(row, offset):
                places = self._places.get(fold, ())
                if len(places) <= _OCCURRENCES:
                    for place in places:
                        votes[place - n] += weight / len(places) ** 0.5
            offset += len(row)
        return _peaks(votes, 3 + len(passage.quote) // 3)

    def _fitted(self, passage: Sought, first: int, last: int) -> Span | None:
        """What stands for the quote between two words, its bounds carried over by alignment."""
        before, quote = len(passage.before), len(passage.quote)
        window = self._folds[first:last]
        row = (*passage.before, *passage.quote, *passage.after)
        pairs = [
            (op.src_start + n, op.dest_start + n)
            for op in Indel.opcodes(row, window)
            if op.tag == "equal"
            for n in range(op.src_end - op.src_start)
        ]
        inside = _densest([p for p in pairs if before <= p[0] < before + quote], 4 + quote // 4)
        left = max((p for p in pairs if p[0] < before), default=(-1, -1))
        right = min((p for p in pairs if p[0] >= before + quote), default=(len(row), len(window)))
        held_left = left[0] == before - 1
        held_right = right[0] == before + quote
        if inside:
            (head, begin), (tail, finish) = inside[0], inside[-1]
            begin -= _reached(head - before, begin - left[1] - 1, held=held_left)
            finish += _reached(before + quote - 1 - tail, right[1] - finish - 1, held=held_right)
        elif held_left and held_right and 0 < right[1] - left[1] - 1 <= quote + 3:
            begin, finish = left[1] + 1, right[1] - 1
        else:
            return None
        return Span(self.words[first + begin].span.start, self.words[first + finish].span.end)

    def _cut(self, span: Span, first: int, last: int) -> bool:
        """Whether `span`, found between two words, may go on beyond them."""
        begins = first and span.start <= self._starts[first]
        return bool(begins) or (last < len(self._starts) and span.end >= self._starts[last - 1])

    def _snapped(self, span: Span) -> Span:
        """`span` carried to bounds of passages: the nearest, or else those around it."""
        passages = self.document.passages
        n = self.document.passage_at(span.start)
        reach = max(40, (span.end - span.start) // 2)
        starts = [p.span.start for p in passages[n : n + 2] if p.span.start < span.end]
        start = min(starts, key=lambda bound: abs(bound - span.start), default=span.start)
        n = self.document.passage_at(span.end - 1)
        ends = [p.span.end for p in passages[max(0, n - 1) : n + 1] if p.span.end > start]
        end = min(ends, key=lambda bound: abs(bound - span.end), default=span.end)
        if abs(start - span.start) <= reach and abs(end - span.end) <= reach:
            return whole(self.document, Span(start, end))
        around = whole(self.document, span)
        longest = _LONGER * (span.end - span.start)
        return around if around.end - around.start <= longest else span


def _folded(text: str) -> tuple[str, ...]:
    return tuple(token.fold for token in tokens(text))


def _letters(text: str, word: Word) -> list[Word]:
    """`word`, or its letters if its script puts no spaces."""
    written = word.span.of(text)
    if not _UNSPACED.search(written):
        return [word]
    return [Word(letter, Span(n, n + 1)) for n, letter in enumerate(written, word.span.start)]


def _with_marks(text: str, span: Span) -> Span:
    """`span` with the combining marks that belong to its last letter."""
    end = span.end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Span(span.start, end)


def _inside_word(text: str, at: int) -> bool:
    """Whether the bound before `at` parts a word in two."""
    if not 0 < at < len(text) or not (text[at - 1].isalnum() and text[at].isalnum()):
        return False
    return not (_UNSPACED.match(text[at - 1]) or _UNSPACED.match(text[at]))


def _is_next(ours: Sequence[str], theirs: Sequence[str], *, edge: bool) -> bool | None:
    if not ours:
        return edge or None
    return agreement(ours, theirs) >= _NEXT_SAME


def _edge(beyond: int) -> float:
    """What the edge of a document says of a passage that stood at it: whether it still is one."""
    return 1.0 if beyond <= _RUN else 0.0


def _peaks(votes: dict[int, float], width: int) -> list[int]:
    """The places most voted for, votes up to `width` away counted in, places apart."""
    places = sorted(votes)
    sums: list[tuple[float, int]] = []
    low = high = 0
    total = 0.0
    for place in places:
        while high < len(places) and places[high] <= place + width:
            total += votes[places[high]]
            high += 1
        while places[low] < place - width:
            total -= votes[places[low]]
            low += 1
        sums.append((total + votes[place], place))
    peaks: list[int] = []
    for _, place in sorted(sums, key=lambda s: (-s[0], s[1])):
        if all(abs(place - peak) > width for peak in peaks):
            peaks.append(place)
            if len(peaks) == _LEADS:
                break
    return peaks


def _densest(pairs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """The longest stretch of `pairs` without a hole of more than `gap` words in one of the two."""
    stretches: list[list[tuple[int, int]]] = [pairs[:1]]
    for one, other in pairwise(pairs):
        if abs((other[1] - one[1]) - (other[0] - one[0])) > gap:
            stretches.append([])
        stretches[-1].append(other)
    return max(stretches, key=len)


def _reached(missing: int, room: int, *, held: bool) -> int:
    """How many words a quote goes on beyond its outermost word found.

    `missing` of its words were not found, `room` words lie between it and the context found;
    if the context is `held` to its last word, all the room is the quote's, within reason.
    """
    if not missing:
        return 0
    return room if held and room <= missing + _REWORDED else min(missing, room)
