"""Anchoring: finding a selected passage again in a file that may have changed.

The one rule: never a silent wrong place. What can't be told is said to be ambiguous or lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from tui.text.clean import clean_line
from tui.text.document import Document
from tui.text.fold import Word
from tui.text.ground import Around, Beside, Ground, Sought, likeness, plain, sought, times, tokens
from tui.text.lookalikes import standings
from tui.text.selector import (
    Rival,
    Selector,
    names,
    numbers,
    same_facts,
    surroundings,
    whole,
)
from tui.text.span import Span

RIVALS = 4
"""Lookalikes of a passage remembered with it."""
CANDIDATES = 5
"""Places offered for a passage that has none."""

_RIVALS_FROM = 0.5
"""Likeness from which another passage counts as a lookalike."""
_LIKE_AT_ALL = 0.4
"""Likeness below which a sentence is another one."""
_MARGIN = 0.2
"""Score by which a place must be better than the next."""
_MARGIN_OF_COPIES = 0.5
"""Score by which it must be better if the next is the same words: one side's whole context."""
_LONG = 8
"""Words from which a quote that stood once, and stands once, needs no context."""
_SHORT = 4
"""Words below which a quote says nothing without its context."""
_SHORT_LETTERS = 20
"""Code points below which it says nothing either."""
_PLACES = 8
"""Places weighed against each other."""
_NEEDED_SAME = 0.5
"""Context, of 2, needed by the same words if they are not long."""
_NEEDED_SIDE = 0.5
"""Context, on either side, that tells one copy of a sentence from another."""
_SIDES = 2
"""Sides on which a copy must have stayed; one fewer if the passage itself has on both."""
_NEEDED_ALONE = 0.75
"""Likeness from which a longer sentence needs no context, numbers and names being the same."""
_NEEDED_BETWEEN = 0.55
"""Likeness that is enough between the same neighbours."""
_NEEDED_BESIDE = 0.85
"""Likeness that is enough beside one of them, were a number or name changed."""
_NEEDED_KEPT = 0.7
"""Likeness that is enough near some of them, were none changed."""
_NEEDED_SHORT = 0.8
"""Context, on either side, that pins a short quote whose words have changed."""
_CHANGE_LONGEST = 160
"""Code points of a change as told."""


class State(StrEnum):
    """What became of a passage."""

    EXACT = "exact"
    MOVED = "moved"
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Where a passage is now, or why that can't be said."""

    state: State
    span: Span | None = None
    """Code points of the document's text; none if ambiguous or orphan."""
    change: str | None = None
    """What changed in the words, as "14 → 17"; only if edited."""
    candidates: tuple[Span, ...] = ()
    """Places it might be, likeliest first; only if ambiguous or orphan."""


class _Claim(NamedTuple):
    """How well a place would suit a lookalike of the passage."""

    score: float
    verbatim: bool
    """Whether its words stand there to the letter."""
    held: int
    """The sides on which they do, and stand next to what they stood next to; none if one differs."""


@dataclass(frozen=True, slots=True)
class _Find:
    """A place that may be the passage, and how well it would suit it or a lookalike of it."""

    span: Span
    likeness: float
    around: Around
    beside: Beside
    rivals: tuple["_Claim", ...]
    """What the sentences that were like it have to say for being here."""

    @property
    def held(self) -> int:
        """The sides on which a copy of the passage stands next to what it stood next to."""
        return max((rival.held for rival in self.rivals), default=0)

    @property
    def score(self) -> float:
        return _score(self.likeness, self.around)


def describe(document: Document, span: Span, digest: str) -> Selector:
    """The selector of `span` of `document`, read from a file whose bytes have `digest`.

    Raises `ValueError` if `span` holds no words.
    """
    return Anchors(document, digest).describe(span)


def anchor(selector: Selector, document: Document, digest: str) -> Anchoring:
    """What became of the passage `selector` describes in `document`; for many, use `Anchors`."""
    return Anchors(document, digest).anchor(selector)


class Anchors:
    """One state of one file, in which many passages are described and found again."""

    def __init__(self, document: Document, digest: str) -> None:
        self.document = document
        self.digest = digest
        self._ground = Ground(document)

    def describe(self, span: Span) -> Selector:
        """The selector of `span`; raises `ValueError` if it holds no words."""
        document = self.document
        span = Span(max(0, span.start), min(span.end, len(document.text))).trimmed(document.text)
        if not span:
            raise ValueError("no words are selected")
        quote = span.of(document.text)
        sentence = whole(document, span)
        before, after = surroundings(document, sentence)
        others = [s for s in self._ground.exact(sentence.of(document.text)) if s != sentence]
        return Selector(
            digest=self.digest,
            position=document.source.span(span),
            place=span.start,
            quote=quote,
            prefix=before + document.text[sentence.start : span.start],
            suffix=document.text[span.end : sentence.end] + after,
            numbers=numbers(quote),
            names=names(quote),
            times=len(others) + 1,
            sentences=_passages(document, sentence),
            head=span.start - sentence.start,
            tail=sentence.end - span.end,
            rivals=self._rivals(sentence, others),
        )

    def anchor(self, selector: Selector) -> Anchoring:
        """What became of the passage `selector` describes."""
        if selector.digest == self.digest and (span := self._unchanged(selector)):
            return Anchoring(State.EXACT, span)
        finds = self._finds(selector)
        candidates = tuple(self._offered(f, selector.sentence) for f in finds[:CANDIDATES])
        best = self._chosen(finds, selector)
        if isinstance(best, State):
            return Anchoring(best, candidates=candidates)
        head, tail = len(selector.prefix) - selector.head, selector.tail
        span = self._ground.within(
            best.span, selector.prefix[head:], selector.quote, selector.suffix[:tail]
        )
        if span is None:
            return Anchoring(State.ORPHAN, candidates=candidates)
        if times(selector.quote, selector.sentence) > 1:  # "that that": which of them went?
            now = times(selector.quote, best.span.of(self.document.text))
            if now != times(selector.quote, selector.sentence):
                return Anchoring(State.AMBIGUOUS, candidates=candidates)
        return self._found(span, selector)

    def follow(self, original: Selector, later: Sequence[Selector]) -> Anchoring:
        """What became of `original`, found by the latest of its sightings that still tells."""
        for selector in reversed(later):
            anchoring = self.anchor(selector)
            if anchoring.span is not None:
                return self._found(anchoring.span, original)
        return self.anchor(original)

    def _found(self, span: Span, selector: Selector) -> Anchoring:
        words = span.of(self.document.text)
        if plain(words)[0] != plain(selector.quote)[0]:
            return Anchoring(State.EDITED, span, change(selector.quote, words))
        here = self.document.source.offset(span.start)
        stayed = here == selector.position.start or span.start == selector.place
        return Anchoring(State.EXACT if stayed else State.MOVED, span)

    def _chosen(self, finds: Sequence[_Find], selector: Selector) -> _Find | State:
        """The one of `finds` that is the passage beyond doubt, or why none is."""
        ours, none = standings(
            [find.score for find in finds],
            [[find.rivals[n].score for find in finds] for n in range(len(selector.rivals))],
        )
        order = sorted(range(len(finds)), key=lambda n: -ours[n])
        lost = State.AMBIGUOUS if sum(f.likeness == 1 for f in finds) > 1 else State.ORPHAN
        if not order or ours[order[0]] < none + _MARGIN:
            return lost
        best = finds[order[0]]
        if not self._convinces(best, selector):
            return lost
        if best.likeness == 1 and selector.times > 1 and not _told_apart(best, finds, selector):
            return lost
        if best.likeness < 1 and _is_another(best, finds):
            return lost
        for n in order[1:]:
            other, behind = finds[n], ours[order[0]] - ours[n]
            copy = other.likeness == 1 and (best.likeness == 1 or self._convinces(other, selector))
            if behind < (_MARGIN_OF_COPIES if copy else _MARGIN):
                return State.AMBIGUOUS
        return best

    def _convinces(self, find: _Find, selector: Selector) -> bool:
        """Whether `find` is the passage beyond doubt, were there no other."""
        sentence, around = selector.sentence, find.around
        length = len(tokens(sentence))
        if length < _SHORT or len(sentence) < _SHORT_LETTERS:
            return around.both >= 1 if find.likeness == 1 else min(around) >= _NEEDED_SHORT
        if find.likeness == 1:
            return length >= _LONG or around.both >= _NEEDED_SAME
        kept = same_facts(sentence, find.span.of(self.document.text))
        if kept and length >= _LONG and find.likeness >= _NEEDED_ALONE:
            return True
        needed = self._needed(find, selector, kept=kept and selector.sentences == 1)
        return find.likeness >= (needed if selector.sentences == 1 else max(needed, _NEEDED_KEPT))

    def _needed(self, find: _Find, selector: Selector, *, kept: bool) -> float:
        """The likeness from which `find` is the passage, for what is around it."""
        needed = 2.0  # never
        words = (bool(selector.before.strip()), bool(selector.after.strip()))
        if min(find.around) >= _NEEDED_SIDE:
            needed = _NEEDED_BETWEEN
        elif kept and find.around.both >= _NEEDED_SIDE:
            needed = _NEEDED_KEPT
        elif sum(compress(find.around, words)) >= 2 * _NEEDED_SIDE:  # an edge says too little
            needed = _NEEDED_BESIDE
        cut = whole(self.document, find.span) != find.span  # a part of a longer sentence
        return max(needed, _NEEDED_ALONE) if cut else needed

    def _offered(self, find: _Find, sentence: str) -> Span:
        """What of `find` to offer for `sentence`: one of its sentences, if that is more like it."""
        text, passages = self.document.text, self.document.passages
        first = self.document.passage_at(find.span.start)
        last = self.document.passage_at(find.span.end - 1)
        spans = [find.span, *(p.span for p in passages[first : last + 1])] if last > first else []
        return max(spans, key=lambda span: likeness(sentence, span.of(text)), default=find.span)

    def _unchanged(self, selector: Selector) -> Span | None:
        """The span in a file that is the same to the byte; none if it reads differently now."""
        source, position = self.document.source, selector.position
        span = Span(source.back(position.start), source.back(position.end - 1) + 1)
        return span if span.of(self.document.text) == selector.quote else None

    def _finds(self, selector: Selector) -> list[_Find]:
        """Every sentence that may be the passage's, likeliest first, none overlapping another."""
        passage = sought(selector.before, selector.sentence, selector.after)
        rivals = [(r.sentence, sought(r.before, "", r.after)) for r in selector.rivals]
        spans = self._ground.exact(selector.sentence)
        spans += [span for r in selector.rivals for span in self._ground.exact(r.sentence)]
        alike = self._ground.like(passage)
        spans += [self._ground.with_edges(span, selector.sentence) for span in alike]
        finds = [
            self._measured(span, selector.sentence, passage, rivals)
            for span in dict.fromkeys(spans)
        ]
        finds.sort(key=lambda find: (-find.score, find.span))
        apart: list[_Find] = []
        for find in finds:
            if not any(_overlap(find.span, other.span) for other in apart):
                apart.append(find)
        return apart[:_PLACES]

    def _measured(
        self, span: Span, sentence: str, passage: Sought, rivals: Sequence[tuple[str, Sought]]
    ) -> _Find:
        words = span.of(self.document.text)
        like, around = _like(sentence, words), self._ground.around(span, passage)
        return _Find(
            span,
            like,
            around,
            self._ground.beside(span, passage),
            tuple(self._claim(span, *rival) for rival in rivals),
        )

    def _claim(self, span: Span, rival: str, context: Sought) -> _Claim:
        like = _like(rival, span.of(self.document.text))
        score = _score(like, self._ground.around(span, context))
        beside = self._ground.beside(span, context)
        held = 0 if like < 1 or False in beside else beside.count(True)  # noqa: FBT003
        return _Claim(score, like == 1, held)

    def _rivals(self, sentence: Span, others: list[Span]) -> tuple[Rival, ...]:
        """The places of this document most like `sentence`: `others`, its copies, first."""
        text = self.document.text
        words = sentence.of(text)
        known = [sentence, *others]
        alike = [(likeness(words, s.of(text)), s) for s in self._ground.resembling(sentence)]
        for like, span in sorted(alike, key=lambda found: -found[0]):
            if like >= _RIVALS_FROM and not any(_overlap(span, other) for other in known):
                known.append(span)
        return tuple(
            Rival(span.of(text), *surroundings(self.document, span))
            for span in known[1 : RIVALS + 1]
        )


def _told_apart(best: _Find, finds: Sequence[_Find], selector: Selector) -> bool:
    """Whether it is sure that no other copy of the sentence came to stand where `best` is.

    It is if every other copy stands where it stood, or if `best` alone is left, in its own place.
    """
    copies = [find for find in finds if find.likeness == 1 and find is not best]
    if len(copies) + 1 < selector.times:
        return not copies and not best.held and all(best.beside)
    sides = _SIDES - all(best.beside)
    return len(copies) + 1 == selector.times and all(copy.held >= sides for copy in copies)


def _is_another(best: _Find, finds: Sequence[_Find]) -> bool:
    """Whether `best` says what a lookalike always said, that stands nowhere else by now."""
    return any(
        claim.verbatim and not any(f.rivals[n].held for f in finds if f is not best)
        for n, claim in enumerate(best.rivals)
    )


def change(old: str, new: str) -> str:
    """What became of the words of `old` in `new`, as "14 → 17", one line."""
    ours, theirs = tokens(old), tokens(new)
    if [w.fold for w in ours] == [w.fold for w in theirs]:
        ours, theirs = _written(old), _written(new)
    told: list[str] = []
    for op in Levenshtein.opcodes([w.fold for w in ours], [w.fold for w in theirs]):
        if op.tag == "equal":
            continue
        gone = _stretch(old, ours[op.src_start : op.src_end])
        come = _stretch(new, theirs[op.dest_start : op.dest_end])
        told.append(f"{gone} → {come}" if gone and come else f"− {gone}" if gone else f"+ {come}")
    return clean_line("; ".join(told), _CHANGE_LONGEST)


def _written(text: str) -> tuple[Word, ...]:
    """The words of `text` as they are written, stops and capitals included."""
    return tuple(Word(m[0], Span(*m.span())) for m in re.finditer(r"\S+", text))


def _stretch(text: str, words: Sequence[Word]) -> str:
    return text[words[0].span.start : words[-1].span.end] if words else ""


def _like(quote: str, words: str) -> float:
    """The likeness of two wordings; 1 only if they are the same, typography aside."""
    return 1.0 if plain(quote)[0] == plain(words)[0] else min(0.99, likeness(quote, words))


def _score(like: float, around: Around) -> float:
    """How well a place suits a sentence; the same words count as much as any context."""
    return like + around.both / 2 + (like == 1) if like >= _LIKE_AT_ALL else 0.0


def _passages(document: Document, span: Span) -> int:
    return document.passage_at(span.end - 1) - document.passage_at(span.start) + 1


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
