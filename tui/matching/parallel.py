"""The comparisons of a whole corpus, made by several processes.

What is found is what `survey` would find; only who works it out, and when, is different.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tui.matching.candidates import candidates
from tui.matching.comparison import Comparison, compared
from tui.matching.judge import DEFAULT, Judge
from tui.matching.reading import Reading
from tui.matching.side import Side

Pair = tuple[str, str]
"""The names of two documents, the lesser first."""
_TURNS = 4
"""Times a process is given work: few, for it lays open the same readings each time."""


def pairs(readings: Sequence[Reading], judge: Judge = DEFAULT) -> list[Pair]:
    """Every two documents of a corpus that are worth comparing, in order."""
    others = candidates(readings, judge)
    return [(one, two) for one in sorted(others) for two in others[one] if one < two]


def compared_in_parallel(
    readings: Sequence[Reading], wanted: Sequence[Pair], workers: int, judge: Judge = DEFAULT
) -> Iterator[Mapping[Pair, Comparison]]:
    """The comparisons of the `wanted` pairs, some at a time, as they are finished.

    To cancel, close the iterator: what has begun is finished, the rest is not.
    """
    by_name = {reading.document: reading for reading in readings}
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        begun = []
        size = 1 + len(wanted) // (_TURNS * workers)
        for start in range(0, len(wanted), size):
            chunk = wanted[start : start + size]
            names = sorted({name for pair in chunk for name in pair})
            begun.append(pool.submit(_compared, [by_name[n] for n in names], chunk, judge))
        for done in as_completed(begun):
            yield done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _compared(
    readings: Sequence[Reading], chunk: Sequence[Pair], judge: Judge
) -> dict[Pair, Comparison]:
    sides = {reading.document: Side(reading) for reading in readings}
    return {(one, two): compared(sides[one], sides[two], judge) for one, two in chunk}
