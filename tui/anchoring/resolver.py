"""Anchoring: finding a selected passage again in a file that may have changed.

The one rule: never a silent wrong place. What can't be told is said to be ambiguous or lost.
"""

from collections.abc import Sequence

from tui.anchoring.decision import Claim, Find, chosen, score
from tui.anchoring.diff_summary import change
from tui.anchoring.quote_alignment import Sought, sought
from tui.anchoring.result import Anchoring, State
from tui.anchoring.selector import Rival, Selector, names, numbers, surroundings, whole
from tui.anchoring.similarity import likeness, plain, times
from tui.anchoring.token_index import Ground
from tui.text.document import Document
from tui.text.span import Span

RIVALS = 4
"""Lookalikes of a passage remembered with it."""
CANDIDATES = 5
"""Places offered for a passage that has none."""

_RIVALS_FROM = 0.5
"""Likeness from which another passage counts as a lookalike."""
_PLACES = 8
"""Places weighed against each other."""


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
        best = chosen(finds, selector)
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

    def verbatim(self, words: str) -> list[Span]:
        """Where `words` stand to the letter, typography aside."""
        return self._ground.exact(words)

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

    def _offered(self, find: Find, sentence: str) -> Span:
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

    def _finds(self, selector: Selector) -> list[Find]:
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
        apart: list[Find] = []
        for find in finds:
            if not any(_overlap(find.span, other.span) for other in apart):
                apart.append(find)
        return apart[:_PLACES]

    def _measured(
        self, span: Span, sentence: str, passage: Sought, rivals: Sequence[tuple[str, Sought]]
    ) -> Find:
        words = span.of(self.document.text)
        like, around = _like(sentence, words), self._ground.around(span, passage)
        return Find(
            span=span,
            words=words,
            is_part=whole(self.document, span) != span,
            likeness=like,
            around=around,
            beside=self._ground.beside(span, passage),
            rivals=tuple(self._claim(span, *rival) for rival in rivals),
        )

    def _claim(self, span: Span, rival: str, context: Sought) -> Claim:
        like = _like(rival, span.of(self.document.text))
        beside = self._ground.beside(span, context)
        held = 0 if like < 1 or False in beside else beside.count(True)
        return Claim(score(like, self._ground.around(span, context)), like == 1, held)

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


def _like(quote: str, words: str) -> float:
    """The likeness of two wordings; 1 only if they are the same, typography aside."""
    return 1.0 if plain(quote)[0] == plain(words)[0] else min(0.99, likeness(quote, words))


def _passages(document: Document, span: Span) -> int:
    return document.passage_at(span.end - 1) - document.passage_at(span.start) + 1


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
