"""Unmarked variants: sentences that have a quotation's words without quotation marks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import LCSseq, Opcode

from tui.collation.quotations.pieces import EMPTY, FEW, TELLING, Piece, placed_words, worth
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
        among: Mapping[PassageRef, frozenset[PassageRef]],
        pieces: Iterable[Piece],
    ) -> None:
        self._documents = documents
        self._among = among
        self._quoted: defaultdict[str, list[Span]] = defaultdict(list)
        for piece in pieces:
            self._quoted[piece.variant.document].append(piece.variant.span)
        self._words: dict[PassageRef, tuple[Token, ...]] = {}
        self._by_run: defaultdict[tuple[str, ...], set[PassageRef]] = defaultdict(set)
        wanted = {
            tuple(piece.folds[n : n + _RUN])
            for piece in pieces
            for n in range(len(piece.folds) - _RUN + 1)
        }
        for name, document in documents.items():
            for number, passage in enumerate(document.passages):
                if passage.role not in CARRIES_CLAIMS:
                    continue
                place = PassageRef(name, number)
                folds = [word.norm for word in self._free(place)]
                for n in range(len(folds) - _RUN + 1):
                    if (run := tuple(folds[n : n + _RUN])) in wanted:
                        self._by_run[run].add(place)

    def of(self, group: Sequence[Piece]) -> list[Variant]:
        """Return the unmarked variants of a group's quotation, at most one for each sentence."""
        taken = {piece.place for piece in group}
        found: list[Variant] = []
        fullest = group[0]
        for place in sorted(self._near(group) - taken):
            if span := self._stands_in(fullest, place, claimed=self._claimed(group, place)):
                passage = self._documents[place.document].passages[place.passage]
                found.append(
                    Variant(
                        place.document,
                        span,
                        place.passage,
                        passage.span,
                        span,
                        None,
                        marked=False,
                    )
                )
        return found

    def _near(self, group: Sequence[Piece]) -> set[PassageRef]:
        places: set[PassageRef] = set()
        for piece in group:
            places |= self._among.get(piece.place, frozenset())
        folds = group[0].folds
        for n in range(len(folds) - _RUN + 1):
            places |= self._by_run.get(tuple(folds[n : n + _RUN]), set())
        return places

    def _claimed(self, group: Sequence[Piece], place: PassageRef) -> bool:
        return any(place in self._among.get(piece.place, ()) for piece in group)

    def _stands_in(self, piece: Piece, place: PassageRef, *, claimed: bool) -> Span | None:
        """Return the span of a quotation's words in a sentence, if enough are close together."""
        words = self._free(place)
        folds = [word.norm for word in words]
        blocks = [
            code
            for code in LCSseq.opcodes(piece.folds, folds)
            if code.tag == "equal"
            and (
                code.src_end - code.src_start >= _SHORTEST_RUN
                or folds[code.dest_start] not in EMPTY
            )
        ]
        while _is_spread_out(blocks):
            ends = (blocks[0], blocks[-1])
            blocks.remove(min(ends, key=lambda code: code.dest_end - code.dest_start))
        if not blocks:
            return None
        same = [piece.folds[n] for code in blocks for n in range(code.src_start, code.src_end)]
        share = sum(map(worth, same)) / piece.weight
        longest = max(code.src_end - code.src_start for code in blocks)
        telling = sum(word not in EMPTY for word in same)
        if len(piece.folds) < FEW:
            enough = claimed and longest == len(piece.folds) and telling > 1
        elif claimed:
            enough = telling > TELLING and (longest >= _RUN or share >= _SHARE_IN_CLAIM)
        else:
            enough = longest >= _RUN and telling > TELLING and share >= _SHARE
        places = [n for code in blocks for n in range(code.dest_start, code.dest_end)]
        while places and folds[places[-1]] in EMPTY and len(piece.folds) >= FEW:
            places.pop()
        if not enough or not places:
            return None
        return Span(words[places[0]].span.start, words[places[-1]].span.end)

    def _free(self, place: PassageRef) -> tuple[Token, ...]:
        """Return the words of a sentence that are not between marks."""
        if place not in self._words:
            document = self._documents[place.document]
            span = document.passages[place.passage].span
            quoted = [q for q in self._quoted.get(place.document, ()) if q.meets(span)]
            self._words[place] = tuple(
                word
                for word in placed_words(document.text, span)
                if not any(word.span.meets(other) for other in quoted)
            )
        return self._words[place]


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


def _gap(one: Opcode, two: Opcode) -> int:
    """Return the number of words between two blocks."""
    return two.dest_start - one.dest_end
