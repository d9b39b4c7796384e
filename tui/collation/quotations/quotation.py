"""Quotations with their variants: values only.

All spans are code points of the `Document.text` of their document.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tui.text.span import Span


class Alteration(StrEnum):
    """The kind of change that a variant makes to words of the fullest one."""

    CUT = "cut"
    """The variant omits them."""
    ADDED = "added"
    """The variant has additional words."""
    CHANGED = "changed"
    """The variant has other words in their place."""


class Negation(StrEnum):
    """A negation, as “not”, that a variant cuts or adds."""

    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Step:
    """A position at which a variant and the fullest one differ."""

    alteration: Alteration
    here: Span
    """The variant's words, in its document; empty at the position of a cut."""
    there: Span
    """The fullest variant's words, in its document; empty if words were added."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The words of a quotation as one sentence of one article has them."""

    document: str
    span: Span
    """The quoted words, without marks."""
    passage: int
    """Index into `Document.passages`: the sentence they begin in."""
    sentence: Span
    whole: Span
    """The text between the same marks; longer than `span` if it has several sentences."""
    speaker: str | None
    """The speaker that this article names; None if it names none."""
    marked: bool = True
    """True if the words stand between quotation marks."""
    steps: tuple[Step, ...] = ()
    """The differences from the fullest variant; empty for the fullest itself."""
    negation: Negation | None = None

    @property
    def cut(self) -> tuple[Span, ...]:
        """The words that it omits, in the fullest variant's document."""
        return tuple(step.there for step in self.steps if step.alteration is Alteration.CUT)

    @property
    def changed(self) -> tuple[tuple[Span, Span], ...]:
        """Pairs of its own words and the words of the fullest variant in their place."""
        return tuple(
            (step.here, step.there) for step in self.steps if step.alteration is Alteration.CHANGED
        )


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation of somebody, with all its variants."""

    speaker: str | None
    """The speaker; None if no variant names one."""
    variants: tuple[Variant, ...]
    """The variants: the fullest first, the others by document and passage."""

    @property
    def documents(self) -> frozenset[str]:
        """The documents that have the quotation, with marks or without."""
        return frozenset(variant.document for variant in self.variants)


UNKNOWN = "?"
"""The text on the screen for an unknown speaker."""


def speakers(quotations: Iterable[Quotation]) -> tuple[tuple[str | None, int], ...]:
    """Return the speakers with their numbers of quotations, most quoted first, unknown last."""
    counts: dict[str | None, int] = {}
    for quotation in quotations:
        counts[quotation.speaker] = counts.get(quotation.speaker, 0) + 1
    return tuple(sorted(counts.items(), key=lambda c: (c[0] is None, -c[1], c[0] or "")))
