"""Value pairs: two values that differ, one in each of two texts."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tui.collation.values.sentence_values import Sentence, Word
from tui.text.span import Span


class Kind(StrEnum):
    """The kind of a value that differs."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTE = "quote"
    SPEAKER = "speaker"
    NEGATION = "negation"
    HEDGE = "hedge"


class ValuePair(NamedTuple):
    """Two values that differ, as spans of their texts."""

    kind: Kind
    here: Span
    there: Span
    weight: float
    """The importance and certainty of the difference, from 0 to 1."""


class Surroundings:
    """The other sentences of two accounts that make the claim: a value in them is no difference."""

    def __init__(
        self,
        first: Sequence[Sentence] = (),
        second: Sequence[Sentence] = (),
        in_first: Callable[[Sequence[Word]], bool] = lambda _: False,
        in_second: Callable[[Sequence[Word]], bool] = lambda _: False,
        rarity: Callable[[str], float] = lambda _: 1.0,
    ) -> None:
        self.first = first
        """The sentences in which the document of the first sentence makes the claim."""
        self.second = second
        self.in_first = in_first
        """A function that returns True for words near the first sentence in its document."""
        self.in_second = in_second
        self.rarity = rarity
        """A function that gives the rarity of a stem in both documents, from 0 to 1."""
