"""Verbatim runs: copies, with exact beginning and end in words.

If one document copies another, merely similar text nearby no longer counts as reuse.
"""

from collections.abc import Iterable, Sequence

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.word_sequence import WordNgrams, WordSequence, sequence_between

Box = tuple[int, int, int, int]
"""Start and end here, start and end there; code points."""
_OFTEN = 8
"""Largest number of positions of a phrase; a more frequent phrase is no evidence of its source."""

_STEP = 32
"""Number of words that are compared at once."""


def find_verbatim_runs(
    here: DocumentFeatures, there: DocumentFeatures, boxes: Sequence[Box], config: MatchingConfig
) -> list[Box]:
    """Return `boxes` cut to the copies in them.

    If there are copies, boxes without a copy are left out.
    """
    copies: list[Box] = []
    rest: list[tuple[float, Box]] = []
    for box in boxes:
        words_here = sequence_between(here.reading, box[0] - config.margin, box[1] + config.margin)
        words_there = sequence_between(
            there.reading, box[2] - config.margin, box[3] + config.margin
        )
        ngrams = WordNgrams(words_here.folds, config.run), WordNgrams(words_there.folds, config.run)
        runs = _runs(words_here, words_there, ngrams, config.run)
        box_runs = [run for run in runs if _is_inside(run, box, config.margin)]
        if chains := _chains(box_runs, config):
            copies += chains
        else:
            rest.append((_count_covered(box_runs) / (box[1] - box[0]), box))
    return copies + [box for share, box in rest if not copies or share >= config.beside_copies]


def find_whole_verbatim_runs(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> list[Box]:
    """Return the copies in two whole documents; their n-grams are cached for other comparisons."""
    ngrams = here.words.ngrams(config.run), there.words.ngrams(config.run)
    return _chains(_runs(here.words, there.words, ngrams, config.run), config)


def _runs(
    here: WordSequence,
    there: WordSequence,
    ngrams: tuple[WordNgrams, WordNgrams],
    least_length: int,
) -> list[Box]:
    """Return every run of at least `least_length` equal words that can't be extended."""
    first_positions, repeated_positions = ngrams[1].first, ngrams[1].repeated
    runs: list[Box] = []
    ends_by_diagonal: dict[int, int] = {}
    run_end = 0
    for position_here, phrase in enumerate(ngrams[0].each):
        only_position = first_positions.get(phrase)
        if only_position is None or (position_here < run_end and phrase not in repeated_positions):
            continue  # skips a phrase whose only position is in a run that was found
        for position_there in (
            repeated_positions[phrase][:_OFTEN]
            if phrase in repeated_positions
            else (only_position,)
        ):
            if ends_by_diagonal.get(position_there - position_here, 0) > position_here:
                continue
            length = least_length + _same(
                here.folds, there.folds, position_here + least_length, position_there + least_length
            )
            ends_by_diagonal[position_there - position_here] = (
                position_here + length - least_length + 1
            )
            run_end = max(run_end, ends_by_diagonal[position_there - position_here])
            runs.append(
                (
                    *here.span_between(position_here, position_here + length - 1),
                    *there.span_between(position_there, position_there + length - 1),
                )
            )
    return runs


def _same(
    words_here: Sequence[str], words_there: Sequence[str], start_here: int, start_there: int
) -> int:
    """Return the number of equal words from the words `start_here` and `start_there` on."""
    largest = min(len(words_here) - start_here, len(words_there) - start_there)
    length, step = 0, _STEP
    while step and length < largest:
        if (
            length + step <= largest
            and words_here[start_here : start_here + step]
            == words_there[start_there : start_there + step]
        ):
            length, start_here, start_there = length + step, start_here + step, start_there + step
        else:
            step //= 2
    return length


def _is_inside(run: Box, box: Box, margin: int) -> bool:
    return (
        run[0] >= box[0] - margin
        and run[1] <= box[1] + margin
        and run[2] >= box[2] - margin
        and run[3] <= box[3] + margin
    )


def _chains(runs: Iterable[Box], config: MatchingConfig) -> list[Box]:
    """Return the long runs, each extended by the runs that follow closely on both sides."""
    chains: list[Box] = []
    for run in sorted(runs, key=lambda run: (run[0] - run[1], run)):
        index = _beside(run, chains, config.break_)
        if index == len(chains):
            chains.append(run)
        elif index is not None:
            chain = chains[index]
            chains[index] = (
                min(run[0], chain[0]),
                max(run[1], chain[1]),
                min(run[2], chain[2]),
                max(run[3], chain[3]),
            )
    return [c for c in chains if min(c[1] - c[0], c[3] - c[2]) >= config.copy]


def _beside(run: Box, chains: Sequence[Box], largest_gap: int) -> int | None:
    """Return the index of the first chain that a run follows or precedes closely.

    Returns:
        The index; the number of chains if there is none; None if the run crosses a chain.
    """
    here_start, here_end, there_start, there_end = run
    index = len(chains)
    for number, (chain_here_start, chain_here_end, chain_there_start, chain_there_end) in enumerate(
        chains
    ):
        if (here_start < chain_here_end and chain_here_start < here_end) or (
            there_start < chain_there_end and chain_there_start < there_end
        ):
            return None
        follows = (
            0 <= here_start - chain_here_end <= largest_gap
            and 0 <= there_start - chain_there_end <= largest_gap
        )
        precedes = (
            0 <= chain_here_start - here_end <= largest_gap
            and 0 <= chain_there_start - there_end <= largest_gap
        )
        if (follows or precedes) and number < index:
            index = number
    return index


def _count_covered(runs: Iterable[Box]) -> int:
    """Return the number of code points here that the runs cover."""
    total = end = 0
    for run in sorted(runs):
        start = max(end, run[0])
        total += max(0, run[1] - start)
        end = max(end, run[1])
    return total
