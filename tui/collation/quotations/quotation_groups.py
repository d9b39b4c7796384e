"""Groups: the pieces of a corpus that are variants of one quotation.

Each member must be similar to the fullest of its group, by its words or by a claim, so that a chain
of similar pieces never becomes one group.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from tui.collation.quotations.pieces import EMPTY, FEW, TELLING, Piece, count_shared, position
from tui.collation.quotations.speech import head_of, is_name
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
        same_claim: Mapping[PassageRef, frozenset[PassageRef]],
        languages: Mapping[str, str],
    ) -> None:
        self._pieces = sorted(pieces, key=lambda p: (-p.weight, p.variant.document, p.variant.span))
        self._same_claim = same_claim
        self._languages = languages
        self._by_reference: defaultdict[PassageRef, list[int]] = defaultdict(list)
        self._by_run: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._first: dict[int, int] = {}
        """For a piece that repeats another word for word, the first such piece."""
        first_by_words: dict[tuple[str, ...], int] = {}
        for number, piece in enumerate(self._pieces):
            self._by_reference[piece.reference].append(number)
            first = first_by_words.setdefault(piece.norms, number)
            if first != number and self._repeats(piece, self._pieces[first]):
                self._first[number] = first
                continue
            for run in _runs(piece.norms):
                self._by_run[run].append(number)

    def groups(self) -> list[list[Piece]]:
        """Return the groups, the fullest of each first."""
        group_of: dict[int, int] = {}
        groups: dict[int, list[Piece]] = {}
        for number, piece in enumerate(self._pieces):
            if number in self._first:
                group_of[number] = group_of[self._first[number]]
            else:
                best = max(
                    (
                        (score, -first)
                        for candidate in self._candidates(number)
                        if (first := self._first.get(candidate, candidate)) in groups
                        and (score := self._likeness(number, candidate))
                    ),
                    default=(0.0, -number),
                )
                group_of[number] = -best[1]
            groups.setdefault(group_of[number], []).append(piece)
        return list(groups.values())

    def _repeats(self, piece: Piece, first: Piece) -> bool:
        """Return True if a piece has the very words of another; if few, of the same speaker."""
        is_same_speaker = same_speaker(piece.variant.speaker, first.variant.speaker)
        return bool(is_same_speaker) or (len(piece.norms) >= FEW and is_same_speaker is None)

    def _candidates(self, number: int) -> Iterable[int]:
        """Return the fuller pieces that may be variants of piece `number`."""
        piece = self._pieces[number]
        candidates: set[int] = set()
        for run in _runs(piece.norms):
            numbers = self._by_run[run]
            if len(numbers) <= _COMMON:
                candidates.update(numbers)
        for reference in self._same_claim.get(piece.reference, ()):
            candidates.update(self._by_reference.get(reference, ()))
        return [candidate for candidate in candidates if candidate < number]

    def _likeness(self, number: int, fuller_number: int) -> float:
        """Return the similarity of a piece to a fuller one, by their numbers; 0 for no variant."""
        piece, fuller = self._pieces[number], self._pieces[fuller_number]
        in_claim = fuller.reference in self._same_claim.get(piece.reference, ())
        in_claim = in_claim and fuller.variant.document != piece.variant.document
        is_same_speaker = same_speaker(piece.variant.speaker, fuller.variant.speaker)
        if len(piece.norms) < FEW:
            return self._few_alike(
                piece, fuller, in_claim=in_claim, is_same_speaker=is_same_speaker
            )
        share, run, content_words = count_shared(piece, fuller)
        if in_claim and is_same_speaker is not False:
            threshold = self._least(piece, fuller)
            enough = share >= threshold and (
                run >= _SURE_RUN or content_words > TELLING or not threshold
            )
            return share + 1 if enough else 0.0
        is_separate = is_same_speaker is False or fuller.variant.document == piece.variant.document
        is_variant = share >= (_SHARE_APART if is_separate else _SHARE) and run >= _SURE_RUN
        return share if is_variant else 0.0

    def _few_alike(
        self, piece: Piece, fuller: Piece, *, in_claim: bool, is_same_speaker: bool | None
    ) -> float:
        """Return the similarity of a short piece, which must stand in the other unchanged."""
        content_words = sum(word not in EMPTY for word in piece.norms)
        enough = content_words > (0 if in_claim else 1 if is_same_speaker else TELLING)
        if is_same_speaker is False or not enough:
            return 0.0
        return 1.0 + in_claim if position(piece.norms, fuller.norms) is not None else 0.0

    def _least(self, piece: Piece, fuller: Piece) -> float:
        """Return the share that makes pieces variants in sentences that say the same.

        The share is smaller where each piece is all that its sentence quotes, and most of the
        sentence; in a translation no word has to be the same.
        """
        for member in (piece, fuller):
            is_alone = len({p.variant.whole for p in self._pieces_of(member.reference)}) == 1
            length = member.variant.whole.end - member.variant.whole.start
            if (
                not is_alone
                or 2 * length < member.variant.sentence.end - member.variant.sentence.start
            ):
                return _SHARE_IN_CLAIM
        languages = (
            self._languages[piece.variant.document],
            self._languages[fuller.variant.document],
        )
        return 0.0 if languages[0] != languages[1] else _SHARE_ALONE

    def _pieces_of(self, reference: PassageRef) -> list[Piece]:
        return [self._pieces[number] for number in self._by_reference[reference]]


def _runs(norms: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Return all runs of three words; of fewer words, the only run."""
    if len(norms) <= 2:  # noqa: PLR2004
        return [tuple(norms)] if any(word not in EMPTY for word in norms) else []
    triples = {tuple(norms[n : n + 3]) for n in range(len(norms) - 2)}
    pairs = {pair for pair in pairwise(norms) if not EMPTY.issuperset(pair)}
    return triples | pairs | {(word,) for word in norms if word not in EMPTY}


def same_speaker(first: str | None, second: str | None) -> bool | None:
    """Return True if two speakers may be one; None if one of them is not known."""
    if first is None or second is None:
        return None
    first_words, second_words = first.lower().split(), second.lower().split()
    if not (is_name(first) and is_name(second)):
        return first_words == second_words or None
    if (
        head_of(first).lower() == head_of(second).lower()
        or set(first_words) <= set(second_words)
        or set(second_words) <= set(first_words)
    ):
        return True
    return ratio(first, second) >= _SAME_NAME
