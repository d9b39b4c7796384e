"""Quotation changes: quoted words of two sentences that are in the same position and differ."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.collation.differences.alignment import Run
from tui.collation.values.sentence_values import Word
from tui.text.span import Span

SaidElsewhere = Callable[[Sequence[Word]], bool]
"""A function that is True for words that stand near by in the other document: they were not cut."""


class Change(NamedTuple):
    """Quoted words of two sentences that are in the same position and differ."""

    here: tuple[Word, ...]
    there: tuple[Word, ...]
    changed_here: tuple[Word, ...]
    """The changed words, without the words of both that are shown for context."""
    changed_there: tuple[Word, ...]
    cut: bool = False
    """True if one of the two only begins or ends elsewhere."""
    marks: bool = False
    """True if only one of the two is between quotation marks."""


def count_shared(here: Sequence[Word], runs: Sequence[Run]) -> tuple[int, int]:
    """Return the number of words in the runs, and the number of content words among them."""
    words = [here[n] for run in runs for n in range(run.here, run.here + run.length)]
    return len(words), sum(not word.common for word in words)


def rest_of_quotation(words: Sequence[Word], n: int, step: int) -> tuple[Word, ...]:
    """Return the words of a quotation after word `n`, or those before it."""
    words_beyond: list[Word] = []
    m = n + step
    while 0 <= m < len(words) and words[m].quotation == words[n].quotation:
        words_beyond.append(words[m])
        m += step
    return tuple(words_beyond[::step])


def span_of(words: Sequence[Word]) -> Span:
    """Return the span from the first of `words` to the last."""
    return Span(words[0].span.start, words[-1].span.end)
