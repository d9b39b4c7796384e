"""The list of differences: the differing values, by sentence, each with its two sources."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import ClassVar

from textual.binding import BindingType

from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.differences.differences import Difference
from tui.screens.collation.collation_list import CollationList, dialog_title
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.bindings import bindings
from tui.widgets.core.choice_list import Choice

_VALUE = 60
"""Largest number of code points of a value on the screen."""
_WHOLE = 28
"""Number of code points up to which two values of a row are shown from their beginnings."""
_COMMON = 2
"""Number of common words that are kept before the first that differs."""


class DifferenceList(CollationList):
    """Returns the index of the chosen difference, as a string, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("collation.differences")]

    def __init__(
        self,
        comparison: CorpusComparison,
        document: str,
        copy: Callable[[str], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        kinds = Counter(str(difference.kind) for difference in comparison.distinct_differences)
        super().__init__(
            dialog_title(f"Differences: {len(comparison.distinct_differences)}", comparison),
            f"A word, a letter (B) or a kind ({', '.join(k for k, _ in kinds.most_common())})",
            lambda typed: difference_choices(comparison, typed, document),
            copy,
            changed_keys,
        )

    def action_collation_differences(self) -> None:
        self.action_choice_leave()


def difference_choices(
    comparison: CorpusComparison, typed: str = "", document: str = ""
) -> list[Choice]:
    """Return the differences that have all typed words, each under a sentence with its value.

    The sentence is that of `document`, the open article, if it has one of the two values; else it
    is that of the first source.
    """
    words = typed.split()
    by_sentence: dict[str, list[int]] = {}
    for number, difference in enumerate(comparison.distinct_differences):
        if all(_has(comparison, difference, word) for word in words):
            is_there = difference.there.document == document
            reference = difference.there if is_there else difference.here
            by_sentence.setdefault(comparison.collation.words(reference), []).append(number)
    return [
        choice
        for sentence, numbers in by_sentence.items()
        for choice in _group(comparison, sentence, numbers)
    ]


def _group(comparison: CorpusComparison, sentence: str, numbers: Sequence[int]) -> Iterator[Choice]:
    """Yield the differences of one sentence; what looks alike is one line, which has a count."""
    yield Choice("", sentence, heading=True)
    alike: dict[tuple[str, str, str], list[int]] = {}
    for number in numbers:
        difference = comparison.distinct_differences[number]
        line = (*_describe_values(comparison, difference), str(difference.kind))
        alike.setdefault(line, []).append(number)
    for (first, second, kind), same in alike.items():
        count = f" ×{len(same)}" if len(same) > 1 else ""
        yield Choice(str(same[0]), first, f"{kind}{count}", other=second)


def describe_difference(comparison: CorpusComparison, difference: Difference) -> str:
    """Return a difference in one line: `14 hurt (B) | 17 hurt (C)`."""
    return " | ".join(_describe_values(comparison, difference))


def _describe_values(comparison: CorpusComparison, difference: Difference) -> tuple[str, str]:
    """Return the two values of a difference, each with the siglum of its source."""
    sigla = comparison.sigla
    first, second = _shorten_pair(difference.a_text, difference.b_text)
    return (
        f"{first or '–'} ({sigla[difference.here.document]})",
        f"{second or '–'} ({sigla[difference.there.document]})",
    )


def _shorten_pair(first: str, second: str) -> tuple[str, str]:
    """Return two values so short that both show where they differ."""
    sides = [first.split(), second.split()]
    if max(len(" ".join(words)) for words in sides) <= _WHOLE:
        return " ".join(sides[0]), " ".join(sides[1])
    pairs = zip(*sides, strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    left_out = max(0, common - _COMMON)
    start = "…" if left_out else ""
    first, second = (_shorten(start + " ".join(words[left_out:])) for words in sides)
    return first, second


def _shorten(plain: str) -> str:
    return plain if len(plain) <= _VALUE else f"{plain[: _VALUE - 1]}…"


def _has(comparison: CorpusComparison, difference: Difference, word: str) -> bool:
    """Return True if a typed word is a siglum, the kind, or in one of the values."""
    sources = {
        comparison.sigla[reference.document] for reference in (difference.here, difference.there)
    }
    if word in comparison.sigla.values():
        return word in sources
    return drop_variants(word) in drop_variants(
        f"{difference.kind} {difference.a_text} {difference.b_text}"
    )
