"""The list of differences: the differing values, by claim, each with its two sources."""

from collections.abc import Callable, Iterator, Sequence

from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.differences.differences import Difference
from tui.screens.collation.collation_list import CollationList
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.choice_list import Choice

_VALUE = 60
"""Largest number of code points of a value on the screen."""


class DifferenceList(CollationList):
    """Returns the index of the chosen difference, as a string, or None."""

    def __init__(self, comparison: CorpusComparison, copy: Callable[[str], str]) -> None:
        super().__init__(
            f"Differences: {len(comparison.distinct_differences)}",
            "Narrow down: a word, a kind (number, date, name, quote) or a letter (B)",
            lambda typed: difference_choices(comparison, typed),
            copy,
        )


def difference_choices(comparison: CorpusComparison, typed: str = "") -> list[Choice]:
    """Return the differences that have all typed words, under the best wording of their claim."""
    words = typed.split()
    by_claim: dict[int, list[int]] = {}
    for number, difference in enumerate(comparison.distinct_differences):
        if all(_has(comparison, difference, word) for word in words):
            by_claim.setdefault(difference.claim, []).append(number)
    return [
        choice
        for claim, numbers in by_claim.items()
        for choice in _claim(comparison, claim, numbers)
    ]


def _claim(comparison: CorpusComparison, claim: int, numbers: Sequence[int]) -> Iterator[Choice]:
    collation = comparison.collation
    yield Choice("", collation.words(collation.tellings(claim)[0]), heading=True)
    for number in numbers:
        difference = comparison.distinct_differences[number]
        first, second = _describe_values(comparison, difference)
        yield Choice(str(number), first, difference.kind, other=second)


def describe_difference(comparison: CorpusComparison, difference: Difference) -> str:
    """Return a difference in one line: `14 hurt (B) | 17 hurt (C)`."""
    return " | ".join(_describe_values(comparison, difference))


def _describe_values(comparison: CorpusComparison, difference: Difference) -> tuple[str, str]:
    """Return the two values of a difference, each with the siglum of its source."""
    sigla = comparison.sigla
    return (
        f"{_shortened(difference.a_text) or '–'} ({sigla[difference.here.document]})",
        f"{_shortened(difference.b_text) or '–'} ({sigla[difference.there.document]})",
    )


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _VALUE else f"{plain[: _VALUE - 1]}…"


def _has(comparison: CorpusComparison, difference: Difference, word: str) -> bool:
    """Return True if a typed word is a siglum, the kind, or in one of the values."""
    sources = {comparison.sigla[place.document] for place in (difference.here, difference.there)}
    if word in comparison.sigla.values():
        return word in sources
    return drop_variants(word) in drop_variants(
        f"{difference.kind} {difference.a_text} {difference.b_text}"
    )
