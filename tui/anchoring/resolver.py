"""Anchoring: it finds a selected passage again in a file that may have changed.

It never returns a wrong span silently: a passage that can't be decided is ambiguous or an orphan.
"""

from collections.abc import Sequence

from tui.anchoring.decision import Candidate, DecoyScore, decide, score
from tui.anchoring.diff_summary import summarize_change
from tui.anchoring.quote_alignment import AnchorQuery, make_query
from tui.anchoring.result import AnchorResult, AnchorState
from tui.anchoring.selector import Selector, SimilarSentence, names, numbers, surroundings, whole
from tui.anchoring.similarity import count_occurrences, normalize_typography, similarity
from tui.anchoring.token_index import TokenIndex
from tui.text.document import Document
from tui.text.span import Span

MAX_SIMILAR_SENTENCES = 4
"""Largest number of similar sentences that a selector records."""
CANDIDATES = 5
"""Largest number of candidates that are offered for a passage without a span."""

_MIN_SIMILARITY = 0.5
"""Similarity from which another sentence is recorded as similar."""
_PLACES = 8
"""Number of candidates that are compared with each other."""


def create_selector(document: Document, span: Span, digest: str) -> Selector:
    """Return the selector of `span` in `document`.

    Args:
        document: The document.
        span: Code points of its text.
        digest: Hexadecimal SHA-256 of the file's bytes.

    Raises:
        ValueError: If `span` has no words.
    """
    return AnchorResolver(document, digest).create_selector(span)


def resolve(selector: Selector, document: Document, digest: str) -> AnchorResult:
    """Return the anchor result of `selector` in `document`.

    For many selectors, use `AnchorResolver`.
    """
    return AnchorResolver(document, digest).resolve(selector)


class AnchorResolver:
    """Creates and resolves selectors in one state of one file."""

    def __init__(self, document: Document, digest: str) -> None:
        self.document = document
        self.digest = digest
        self._index = TokenIndex(document)

    def create_selector(self, span: Span) -> Selector:
        """Return the selector of `span`.

        Raises:
            ValueError: If it has no words.
        """
        document = self.document
        span = Span(max(0, span.start), min(span.end, len(document.text))).trimmed(document.text)
        if not span:
            raise ValueError("no words are selected")
        quote = span.of(document.text)
        sentence = whole(document, span)
        before, after = surroundings(document, sentence)
        copies = [s for s in self._index.find_exact(sentence.of(document.text)) if s != sentence]
        return Selector(
            digest=self.digest,
            position=document.offset_map.span_to_source(span),
            clean_offset=span.start,
            quote=quote,
            prefix=before + document.text[sentence.start : span.start],
            suffix=document.text[span.end : sentence.end] + after,
            numbers=numbers(quote),
            names=names(quote),
            times=len(copies) + 1,
            sentences=_passages(document, sentence),
            head=span.start - sentence.start,
            tail=sentence.end - span.end,
            similar_sentences=self._similar_sentences(sentence, copies),
        )

    def resolve(self, selector: Selector) -> AnchorResult:
        """Return the anchor result of `selector`."""
        if selector.digest == self.digest and (span := self._unchanged(selector)):
            return AnchorResult(AnchorState.EXACT, span)
        found_candidates = self._candidates(selector)
        candidates = tuple(
            self._offered(candidate, selector.sentence)
            for candidate in found_candidates[:CANDIDATES]
        )
        best = decide(found_candidates, selector)
        if isinstance(best, AnchorState):
            return AnchorResult(best, candidates=candidates)
        head, tail = len(selector.prefix) - selector.head, selector.tail
        span = self._index.within(
            best.span, selector.prefix[head:], selector.quote, selector.suffix[:tail]
        )
        if span is None:
            return AnchorResult(AnchorState.ORPHAN, candidates=candidates)
        if (
            count_occurrences(selector.quote, selector.sentence) > 1
        ):  # of "that that" with one word removed, both are possible
            count = count_occurrences(selector.quote, best.span.of(self.document.text))
            if count != count_occurrences(selector.quote, selector.sentence):
                return AnchorResult(AnchorState.AMBIGUOUS, candidates=candidates)
        return self._result(span, selector)

    def verbatim(self, words: str) -> list[Span]:
        """Return the spans with exactly these `words`; typography doesn't count."""
        return self._index.find_exact(words)

    def resolve_latest(self, original: Selector, later: Sequence[Selector]) -> AnchorResult:
        """Return the anchor result of `original`, by the latest later selector that resolves."""
        for selector in reversed(later):
            anchoring = self.resolve(selector)
            if anchoring.span is not None:
                return self._result(anchoring.span, original)
        return self.resolve(original)

    def _result(self, span: Span, selector: Selector) -> AnchorResult:
        words = span.of(self.document.text)
        if normalize_typography(words)[0] != normalize_typography(selector.quote)[0]:
            return AnchorResult(AnchorState.EDITED, span, summarize_change(selector.quote, words))
        source_offset = self.document.offset_map.to_source(span.start)
        is_at_old_offset = (
            source_offset == selector.position.start or span.start == selector.clean_offset
        )
        return AnchorResult(AnchorState.EXACT if is_at_old_offset else AnchorState.MOVED, span)

    def _offered(self, candidate: Candidate, sentence: str) -> Span:
        """Return the span to offer for `sentence`: one sentence of `candidate` if it is closer."""
        text, passages = self.document.text, self.document.passages
        first = self.document.passage_at(candidate.span.start)
        last = self.document.passage_at(candidate.span.end - 1)
        spans = (
            [candidate.span, *(p.span for p in passages[first : last + 1])] if last > first else []
        )
        return max(
            spans, key=lambda span: similarity(sentence, span.of(text)), default=candidate.span
        )

    def _unchanged(self, selector: Selector) -> Span | None:
        """Return the span in a file with the same bytes; None if its words differ now."""
        source, position = self.document.offset_map, selector.position
        span = Span(source.to_clean(position.start), source.to_clean(position.end - 1) + 1)
        return span if span.of(self.document.text) == selector.quote else None

    def _candidates(self, selector: Selector) -> list[Candidate]:
        """Return the sentences that may be the passage, the most likely first, not overlapping."""
        passage = make_query(selector.before, selector.sentence, selector.after)
        similar_queries = [
            (similar.sentence, make_query(similar.before, "", similar.after))
            for similar in selector.similar_sentences
        ]
        spans = self._index.find_exact(selector.sentence)
        spans += [
            span
            for similar in selector.similar_sentences
            for span in self._index.find_exact(similar.sentence)
        ]
        similar_spans = self._index.find_similar(passage)
        spans += [self._index.with_edges(span, selector.sentence) for span in similar_spans]
        candidates = [
            self._measured(span, selector.sentence, passage, similar_queries)
            for span in dict.fromkeys(spans)
        ]
        candidates.sort(key=lambda candidate: (-candidate.score, candidate.span))
        separate: list[Candidate] = []
        for candidate in candidates:
            if not any(_overlap(candidate.span, accepted.span) for accepted in separate):
                separate.append(candidate)
        return separate[:_PLACES]

    def _measured(
        self,
        span: Span,
        sentence: str,
        passage: AnchorQuery,
        similar_queries: Sequence[tuple[str, AnchorQuery]],
    ) -> Candidate:
        words = span.of(self.document.text)
        likeness, context = _like(sentence, words), self._index.context_similarity(span, passage)
        return Candidate(
            span=span,
            words=words,
            is_part=whole(self.document, span) != span,
            similarity=likeness,
            context=context,
            adjacent=self._index.adjacent_context(span, passage),
            decoys=tuple(
                self._decoy_score(span, *similar_query) for similar_query in similar_queries
            ),
        )

    def _decoy_score(self, span: Span, similar_sentence: str, context: AnchorQuery) -> DecoyScore:
        likeness = _like(similar_sentence, span.of(self.document.text))
        adjacent = self._index.adjacent_context(span, context)
        matching_sides = 0 if likeness < 1 or False in adjacent else adjacent.count(True)
        return DecoyScore(
            score(likeness, self._index.context_similarity(span, context)),
            likeness == 1,
            matching_sides,
        )

    def _similar_sentences(self, sentence: Span, copies: list[Span]) -> tuple[SimilarSentence, ...]:
        """Return the sentences most similar to `sentence`; its `copies` come first."""
        text = self.document.text
        words = sentence.of(text)
        recorded = [sentence, *copies]
        similar_spans = [
            (similarity(words, s.of(text)), s) for s in self._index.similar_passages(sentence)
        ]
        for likeness, span in sorted(similar_spans, key=lambda pair: -pair[0]):
            if likeness >= _MIN_SIMILARITY and not any(
                _overlap(span, recorded_span) for recorded_span in recorded
            ):
                recorded.append(span)
        return tuple(
            SimilarSentence(span.of(text), *surroundings(self.document, span))
            for span in recorded[1 : MAX_SIMILAR_SENTENCES + 1]
        )


def _like(quote: str, words: str) -> float:
    """Return the similarity of two wordings; 1 only for the same words, typography aside."""
    return (
        1.0
        if normalize_typography(quote)[0] == normalize_typography(words)[0]
        else min(0.99, similarity(quote, words))
    )


def _passages(document: Document, span: Span) -> int:
    return document.passage_at(span.end - 1) - document.passage_at(span.start) + 1


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
