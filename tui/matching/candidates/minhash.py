"""Throngs: lines that so many documents have, a few words apart, that their couples lead nowhere.

From each such line words are drawn by lot: the same lots for all lines, and a word is drawn the
sooner the more it is worth. Lines that are alike soon draw the same words; others, though they
share a couple with thousands, hardly ever. So what is looked at grows with what is alike.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tui.matching.candidates.fingerprint import WORTH, Fingerprint
from tui.matching.candidates.sentence_sketches import SentenceSketches
from tui.matching.config import MatchingConfig

_ODD = 0x9E3779B1
_STIRRED = 0x2C1B3C6D
_LOTS = (1 << 32) - 1


class MinHasher(dict[int, float]):
    """The lot of each token in one of the draws: the less, the sooner it is drawn."""

    def __init__(self, draw: int) -> None:
        super().__init__()
        self._by = _ODD * (2 * draw + 1)

    def __missing__(self, token: int) -> float:
        mixed = token * self._by & _LOTS
        lot = ((mixed ^ mixed >> 15) * _STIRRED & _LOTS) / (token & WORTH or 0.5)
        self[token] = lot
        return lot

    def signature(self, tokens: Iterable[int], number: int) -> tuple[int, ...]:
        """So many of a line's tokens."""
        return tuple(sorted(tokens, key=self.__getitem__)[:number])


class MinHashIndex:
    """The lines of a corpus that may be of a throng, for they have enough too frequent couples.

    Two lines are if they have enough of these in common, draw the same words in one of the draws,
    and are like each other on the whole: it depends on no other line.
    """

    def __init__(
        self,
        fingerprints: Sequence[Fingerprint],
        lines: SentenceSketches,
        frequent: Collection[int],
        config: MatchingConfig,
    ) -> None:
        """The `lines` are those of `fingerprints`; `frequent` are couples too frequent to lead."""
        self._lines = lines
        self._config = config
        self._couples: dict[int, Sequence[int]] = {}
        """For each of the lines, those of the couples it has."""
        self._tokens: dict[int, array[int]] = {}
        same = {couple: couple for couple in frequent}
        for first, fingerprint in zip(lines.firsts, fingerprints, strict=True) if same else ():
            having: defaultdict[int, list[int]] = defaultdict(list)
            for couple, number in fingerprint.located_among(same):
                having[number].append(same[couple])
            for number, pairs in having.items():
                if len(pairs) >= config.throng:
                    start, end = fingerprint.starts[number : number + 2]
                    self._couples[first + number] = tuple(pairs)
                    self._tokens[first + number] = fingerprint.tokens[start:end]

    def document_pairs(
        self, numbers: Collection[int], known: Iterable[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Yield every two documents with lines of one throng, one of them among `numbers`.

        Those that are `known` are left out; all frequent couples of the `numbers` must be given.
        """
        if not self._couples:
            return
        acquainted: defaultdict[int, set[int]] = defaultdict(set)
        for one, two in known:
            acquainted[one].add(two)
            acquainted[two].add(one)
        for lines_of in self._drawing_alike():
            documents = set(lines_of)
            for here in [number for number in lines_of if number in numbers]:
                for there in documents.difference(acquainted[here], (here,)):
                    if self._are_of_one(lines_of[here], lines_of[there]):
                        acquainted[here].add(there)
                        acquainted[there].add(here)
                        yield min(here, there), max(here, there)

    def _drawing_alike(self) -> Iterator[Mapping[int, Sequence[int]]]:
        """Lines that draw the same words, all that do so in one of the draws, by document."""
        seen: set[tuple[int, ...]] = set()
        for draw in range(self._config.draws):
            lots = MinHasher(draw)
            drawing: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
            for line, tokens in self._tokens.items():
                drawing[lots.signature(tokens, self._config.drawn)].append(line)
            groups = {tuple(group) for group in drawing.values() if len(group) > 1} - seen
            seen |= groups
            for group in groups:
                lines_of: defaultdict[int, list[int]] = defaultdict(list)
                for line in group:
                    lines_of[self._lines.documents[line]].append(line)
                yield lines_of

    def _are_of_one(self, ours: Iterable[int], theirs: Sequence[int]) -> bool:
        """Return True if lines of two documents that draw the same words are of one throng."""
        return any(
            len(set(self._couples[one]).intersection(self._couples[two])) >= self._config.throng
            for one in ours
            for two in self._lines.find_similar(one, theirs, self._config.min_sentence_cosine)
        )
