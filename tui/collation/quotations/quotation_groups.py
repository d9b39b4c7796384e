"""Groups: the pieces of a corpus that are variants of one quotation.

Each member must be similar to the fullest of its group, by its words or by a claim, so that a chain
of similar pieces never becomes one group.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from tui.collation.quotations.pieces import EMPTY, FEW, TELLING, Piece, position, shared
from tui.matching.matches import PassageRef

_SHARE, _SHARE_IN_CLAIM, _SHARE_ALONE, _SHARE_APART = 0.6, 0.4, 0.25, 0.8
"""Share of a quotation's words, by weight, that a fuller variant must have.

They hold: without a claim; with a claim; with a claim if nothing else is quoted; with another
speaker or twice in one article.
"""
_SURE_RUN = 3
"""Number of words in a row that two variants share."""
_COMMON = 60
"""Number of quotations with the same three words from which these words are ignored."""
_SAME_NAME = 80
"""Percentage that two spellings of a name have in common."""


class Groups:
    """Groups the pieces that are variants of one quotation."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        among: Mapping[PassageRef, frozenset[PassageRef]],
        tongues: Mapping[str, str],
    ) -> None:
        self._pieces = sorted(pieces, key=lambda p: (-p.weight, p.variant.document, p.variant.span))
        self._among = among
        self._tongues = tongues
        self._by_place: defaultdict[PassageRef, list[int]] = defaultdict(list)
        self._by_run: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._first: dict[int, int] = {}
        """For a piece that repeats another word for word, the first such piece."""
        known: dict[tuple[str, ...], int] = {}
        for number, piece in enumerate(self._pieces):
            self._by_place[piece.place].append(number)
            first = known.setdefault(piece.folds, number)
            if first != number and self._repeats(piece, self._pieces[first]):
                self._first[number] = first
                continue
            for run in _runs(piece.folds):
                self._by_run[run].append(number)

    def groups(self) -> list[list[Piece]]:
        """Return the groups, the fullest of each first."""
        of: dict[int, int] = {}
        groups: dict[int, list[Piece]] = {}
        for number, piece in enumerate(self._pieces):
            if number in self._first:
                of[number] = of[self._first[number]]
            else:
                likest = max(
                    (
                        (score, -first)
                        for other in self._candidates(number)
                        if (first := self._first.get(other, other)) in groups
                        and (score := self._likeness(number, other))
                    ),
                    default=(0.0, -number),
                )
                of[number] = -likest[1]
            groups.setdefault(of[number], []).append(piece)
        return list(groups.values())

    def _repeats(self, piece: Piece, first: Piece) -> bool:
        """Return True if a piece has the very words of another; if few, of the same speaker."""
        akin = same_speaker(piece.variant.speaker, first.variant.speaker)
        return bool(akin) or (len(piece.folds) >= FEW and akin is None)

    def _candidates(self, number: int) -> Iterable[int]:
        """Return the fuller pieces that may be variants of piece `number`."""
        piece = self._pieces[number]
        found: set[int] = set()
        for run in _runs(piece.folds):
            others = self._by_run[run]
            if len(others) <= _COMMON:
                found.update(others)
        for place in self._among.get(piece.place, ()):
            found.update(self._by_place.get(place, ()))
        return [other for other in found if other < number]

    def _likeness(self, number: int, other: int) -> float:
        """Return the similarity of piece `number` to the fuller `other`; 0 if it is no variant."""
        piece, fuller = self._pieces[number], self._pieces[other]
        claimed = fuller.place in self._among.get(piece.place, ())
        claimed = claimed and fuller.variant.document != piece.variant.document
        akin = same_speaker(piece.variant.speaker, fuller.variant.speaker)
        if len(piece.folds) < FEW:
            return self._few_alike(piece, fuller, claimed=claimed, akin=akin)
        share, run, telling = shared(piece, fuller)
        if claimed and akin is not False:
            least = self._least(piece, fuller)
            enough = share >= least and (run >= _SURE_RUN or telling > TELLING or not least)
            return share + 1 if enough else 0.0
        apart = akin is False or fuller.variant.document == piece.variant.document
        sure = share >= (_SHARE_APART if apart else _SHARE) and run >= _SURE_RUN
        return share if sure else 0.0

    def _few_alike(self, piece: Piece, fuller: Piece, *, claimed: bool, akin: bool | None) -> float:
        """Return the similarity of a short piece, which must stand in the other unchanged."""
        telling = sum(word not in EMPTY for word in piece.folds)
        enough = telling > (0 if claimed else 1 if akin else TELLING)
        if akin is False or not enough:
            return 0.0
        return 1.0 + claimed if position(piece.folds, fuller.folds) is not None else 0.0

    def _least(self, piece: Piece, fuller: Piece) -> float:
        """Return the share that makes pieces variants in sentences that say the same.

        The share is smaller where each piece is all that its sentence quotes, and most of the
        sentence; in a translation no word has to be the same.
        """
        for one in (piece, fuller):
            alone = len({p.variant.whole for p in self._at_place(one.place)}) == 1
            quoted = one.variant.whole.end - one.variant.whole.start
            if not alone or 2 * quoted < one.variant.sentence.end - one.variant.sentence.start:
                return _SHARE_IN_CLAIM
        tongues = self._tongues[piece.variant.document], self._tongues[fuller.variant.document]
        return 0.0 if tongues[0] != tongues[1] else _SHARE_ALONE

    def _at_place(self, place: PassageRef) -> list[Piece]:
        return [self._pieces[number] for number in self._by_place[place]]


def _runs(folds: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Return all runs of three words; of fewer words, the only run."""
    if len(folds) <= 2:  # noqa: PLR2004
        return [tuple(folds)] if any(word not in EMPTY for word in folds) else []
    triples = {tuple(folds[n : n + 3]) for n in range(len(folds) - 2)}
    pairs = {pair for pair in pairwise(folds) if not EMPTY.issuperset(pair)}
    return triples | pairs | {(word,) for word in folds if word not in EMPTY}


def same_speaker(one: str | None, other: str | None) -> bool | None:
    """Return True if two speakers may be one; None if one of them is not known."""
    if one is None or other is None:
        return None
    mine, theirs = one.lower().split(), other.lower().split()
    if not (one[:1].isupper() and other[:1].isupper()):
        return mine == theirs or None
    if mine[-1] == theirs[-1] or set(mine) <= set(theirs) or set(theirs) <= set(mine):
        return True
    return ratio(one, other) >= _SAME_NAME
