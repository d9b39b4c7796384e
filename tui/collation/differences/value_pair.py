"""Value pairs: two values that differ, one in each of two texts."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tui.collation.values.sentence_values import Sentence, Word
from tui.text.span import Span


class Kind(StrEnum):
    """What kind of value differs."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTE = "quote"
    SPEAKER = "speaker"
    NEGATION = "negation"
    HEDGE = "hedge"


class ValuePair(NamedTuple):
    """Two values that differ, where they stand in their texts."""

    kind: Kind
    here: Span
    there: Span
    weight: float
    """How much it matters, from 0 to 1, and how sure it is."""


class Surroundings:
    """What else the accounts of two sentences say of the claim: a value said there is no other."""

    def __init__(
        self,
        ours: Sequence[Sentence] = (),
        theirs: Sequence[Sentence] = (),
        in_ours: Callable[[Sequence[Word]], bool] = lambda _: False,
        in_theirs: Callable[[Sequence[Word]], bool] = lambda _: False,
        rarity: Callable[[str], float] = lambda _: 1.0,
    ) -> None:
        self.ours = ours
        """The other sentences of the first one's document that say the claim."""
        self.theirs = theirs
        self.in_ours = in_ours
        """True if words stand near the first sentence in its document."""
        self.in_theirs = in_theirs
        self.rarity = rarity
        """How rare a stem is in the documents of the two, from 0 to 1."""
