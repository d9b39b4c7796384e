"""Unmarked variants: sentences that have a quotation's words without quotation marks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import LCSseq, Opcode

from tui.collation.quotations.pieces import EMPTY, FEW, TELLING, Piece, find_words, worth
from tui.collation.quotations.quotation import Variant
from tui.matching.matches import PassageRef
from tui.text.document import CARRIES_CLAIMS, Document
from tui.text.span import Span
from tui.text.tokens import Token

_SHARE_IN_CLAIM, _SHARE = 0.45, 0.6
"""Share of the quotation's words, by weight, with a claim and without one."""
_RUN = 5
"""Number of unmarked words in a row that are a quotation's, wherever they stand."""
_SHORTEST_RUN = 2
_SPREAD = 2
"""Words of a sentence over which each word of a quotation may be spread."""


class Unmarked:
    """The sentences that have a quotation's words without marks."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        same_claim: Mapping[PassageRef, frozenset[PassageRef]],
        pieces: Iterable[Piece],
    ) -> None:
        self._documents = documents
        self._same_claim = same_claim
        self._quoted: defaultdict[str, list[Span]] = defaultdict(list)
        for piece in pieces:
            self._quoted[piece.variant.document].append(piece.variant.span)
        self._words: dict[PassageRef, tuple[Token, ...]] = {}
        self._by_run: defaultdict[tuple[str, ...], set[PassageRef]] = defaultdict(set)
        quoted_runs = {
            tuple(piece.norms[n : n + _RUN])
            for piece in pieces
            for n in range(len(piece.norms) - _RUN + 1)
        }
        for name, document in documents.items():
            for number, passage in enumerate(document.passages):
                if passage.role not in CARRIES_CLAIMS:
                    continue
                reference = PassageRef(name, number)
                norms = [word.norm for word in self._free(reference)]
                for n in range(len(norms) - _RUN + 1):
                    if (run := tuple(norms[n : n + _RUN])) in quoted_runs:
                        self._by_run[run].add(reference)

    def of(self, group: Sequence[Piece]) -> list[Variant]:
        """Return the unmarked variants of a group's quotation, at most one for each sentence."""
        quoted_references = {piece.reference for piece in group}
        variants: list[Variant] = []
        fullest = group[0]
        for reference in sorted(self._near(group) - quoted_references):
            if span := self._stands_in(
                fullest, reference, in_claim=self._is_in_claim(group, reference)
            ):
                passage = self._documents[reference.document].passages[reference.passage]
                variants.append(
                    Variant(
                        reference.document,
                        span,
                        reference.passage,
                        passage.span,
                        span,
                        None,
                        marked=False,
                    )
                )
        return variants

    def _near(self, group: Sequence[Piece]) -> set[PassageRef]:
        references: set[PassageRef] = set()
        for piece in group:
            references |= self._same_claim.get(piece.reference, frozenset())
        norms = group[0].norms
        for n in range(len(norms) - _RUN + 1):
            references |= self._by_run.get(tuple(norms[n : n + _RUN]), set())
        return references

    def _is_in_claim(self, group: Sequence[Piece], reference: PassageRef) -> bool:
        return any(reference in self._same_claim.get(piece.reference, ()) for piece in group)

    def _stands_in(self, piece: Piece, reference: PassageRef, *, in_claim: bool) -> Span | None:
        """Return the span of a quotation's words in a sentence, if enough are close together."""
        words = self._free(reference)
        norms = [word.norm for word in words]
        blocks = [
            code
            for code in LCSseq.opcodes(piece.norms, norms)
            if code.tag == "equal"
            and (
                code.src_end - code.src_start >= _SHORTEST_RUN
                or norms[code.dest_start] not in EMPTY
            )
        ]
        while _is_spread_out(blocks):
            ends = (blocks[0], blocks[-1])
            blocks.remove(min(ends, key=lambda code: code.dest_end - code.dest_start))
        if not blocks:
            return None
        shared_words = [
            piece.norms[n] for code in blocks for n in range(code.src_start, code.src_end)
        ]
        share = sum(map(worth, shared_words)) / piece.weight
        longest = max(code.src_end - code.src_start for code in blocks)
        content_words = sum(word not in EMPTY for word in shared_words)
        if len(piece.norms) < FEW:
            enough = in_claim and longest == len(piece.norms) and content_words > 1
        elif in_claim:
            enough = content_words > TELLING and (longest >= _RUN or share >= _SHARE_IN_CLAIM)
        else:
            enough = longest >= _RUN and content_words > TELLING and share >= _SHARE
        positions = [n for code in blocks for n in range(code.dest_start, code.dest_end)]
        while positions and norms[positions[-1]] in EMPTY and len(piece.norms) >= FEW:
            positions.pop()
        if not enough or not positions:
            return None
        return Span(words[positions[0]].span.start, words[positions[-1]].span.end)

    def _free(self, reference: PassageRef) -> tuple[Token, ...]:
        """Return the words of a sentence that are not between marks."""
        if reference not in self._words:
            document = self._documents[reference.document]
            span = document.passages[reference.passage].span
            quoted = [q for q in self._quoted.get(reference.document, ()) if q.meets(span)]
            self._words[reference] = tuple(
                word
                for word in find_words(document.text, span)
                if not any(word.span.meets(quoted_span) for quoted_span in quoted)
            )
        return self._words[reference]


def _is_spread_out(blocks: Sequence[Opcode]) -> bool:
    """Return True if the shared words are spread so far that their ends are chance."""
    if not blocks:
        return False
    same = sum(code.dest_end - code.dest_start for code in blocks)
    if blocks[-1].dest_end - blocks[0].dest_start > _SPREAD * same + FEW:
        return True
    return len(blocks) > 1 and (
        (blocks[0].dest_end - blocks[0].dest_start == 1 and _gap(*blocks[:2]) > FEW)
        or (blocks[-1].dest_end - blocks[-1].dest_start == 1 and _gap(*blocks[-2:]) > FEW)
    )


def _gap(first: Opcode, second: Opcode) -> int:
    """Return the number of words between two blocks."""
    return second.dest_start - first.dest_end
