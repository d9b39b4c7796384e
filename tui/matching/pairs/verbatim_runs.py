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
    copied: list[Box] = []
    rest: list[tuple[float, Box]] = []
    for box in boxes:
        ours = sequence_between(here.reading, box[0] - config.margin, box[1] + config.margin)
        theirs = sequence_between(there.reading, box[2] - config.margin, box[3] + config.margin)
        both = WordNgrams(ours.folds, config.run), WordNgrams(theirs.folds, config.run)
        runs = _runs(ours, theirs, both, config.run)
        inside = [run for run in runs if _is_inside(run, box, config.margin)]
        if chains := _chains(inside, config):
            copied += chains
        else:
            rest.append((_covered(inside) / (box[1] - box[0]), box))
    return copied + [box for share, box in rest if not copied or share >= config.beside_copies]


def find_whole_verbatim_runs(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> list[Box]:
    """Return the copies in two whole documents; their n-grams are cached for other comparisons."""
    both = here.words.ngrams(config.run), there.words.ngrams(config.run)
    return _chains(_runs(here.words, there.words, both, config.run), config)


def _runs(
    here: WordSequence, there: WordSequence, both: tuple[WordNgrams, WordNgrams], least: int
) -> list[Box]:
    """Return every run of at least `least` equal words that can't be extended."""
    first, often = both[1].first, both[1].repeated
    runs: list[Box] = []
    passed: dict[int, int] = {}
    inside = 0
    for a, phrase in enumerate(both[0].each):
        only = first.get(phrase)
        if only is None or (a < inside and phrase not in often):
            continue  # skips a phrase whose only position is in a run that was found
        for b in often[phrase][:_OFTEN] if phrase in often else (only,):
            if passed.get(b - a, 0) > a:
                continue
            length = least + _same(here.folds, there.folds, a + least, b + least)
            passed[b - a] = a + length - least + 1
            inside = max(inside, passed[b - a])
            runs.append(
                (*here.span_between(a, a + length - 1), *there.span_between(b, b + length - 1))
            )
    return runs


def _same(ours: Sequence[str], theirs: Sequence[str], a: int, b: int) -> int:
    """Return the number of equal words from word `a` here and word `b` there on."""
    most = min(len(ours) - a, len(theirs) - b)
    length, step = 0, _STEP
    while step and length < most:
        if length + step <= most and ours[a : a + step] == theirs[b : b + step]:
            length, a, b = length + step, a + step, b + step
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
        beside = _beside(run, chains, config.break_)
        if beside == len(chains):
            chains.append(run)
        elif beside is not None:
            chain = chains[beside]
            chains[beside] = (
                min(run[0], chain[0]),
                max(run[1], chain[1]),
                min(run[2], chain[2]),
                max(run[3], chain[3]),
            )
    return [c for c in chains if min(c[1] - c[0], c[3] - c[2]) >= config.copy]


def _beside(run: Box, chains: Sequence[Box], most: int) -> int | None:
    """Return the index of the first chain that a run follows or precedes closely.

    Returns:
        The index; the number of chains if there is none; None if the run crosses a chain.
    """
    a, b, c, d = run
    found = len(chains)
    for number, (e, f, g, h) in enumerate(chains):
        if (a < f and e < b) or (c < h and g < d):
            return None
        after = 0 <= a - f <= most and 0 <= c - h <= most
        before = 0 <= e - b <= most and 0 <= g - d <= most
        if (after or before) and number < found:
            found = number
    return found


def _covered(runs: Iterable[Box]) -> int:
    """Return the number of code points here that the runs cover."""
    total = end = 0
    for run in sorted(runs):
        start = max(end, run[0])
        total += max(0, run[1] - start)
        end = max(end, run[1])
    return total
