"""What a quotation is, with its variants: values only.

All spans are code points of the `Document.text` they speak of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tui.text.span import Span


class Alteration(StrEnum):
    """What a variant does to words of the fullest one."""

    CUT = "cut"
    """It leaves them out."""
    ADDED = "added"
    """It has words that the fullest hasn't."""
    CHANGED = "changed"
    """It has others in their place."""


class Negation(StrEnum):
    """What became of a “not” or the like."""

    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a variant and the fullest one part."""

    alteration: Alteration
    here: Span
    """In the variant's document; empty where words were cut, at where they would stand."""
    there: Span
    """In the fullest one's document; empty where words were added."""


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
    """All that stands between the same marks; more than `span` if that is several sentences."""
    speaker: str | None
    """As this article has it; None if it doesn't say."""
    marked: bool = True
    """True if the words stand between quotation marks."""
    steps: tuple[Step, ...] = ()
    """How it differs from the fullest variant; nothing for that one itself."""
    negation: Negation | None = None

    @property
    def cut(self) -> tuple[Span, ...]:
        """What it leaves out, in the fullest variant's document."""
        return tuple(step.there for step in self.steps if step.alteration is Alteration.CUT)

    @property
    def changed(self) -> tuple[tuple[Span, Span], ...]:
        """Its own words, and those of the fullest variant in whose place they stand."""
        return tuple(
            (step.here, step.there) for step in self.steps if step.alteration is Alteration.CHANGED
        )


@dataclass(frozen=True, slots=True)
class Quotation:
    """One thing that somebody is quoted with, and every variant of it."""

    speaker: str | None
    """Nothing if no variant tells."""
    variants: tuple[Variant, ...]
    """The fullest first, the others by document and place."""

    @property
    def documents(self) -> frozenset[str]:
        """The documents that have it, with marks or without."""
        return frozenset(variant.document for variant in self.variants)


UNKNOWN = "?"
"""What is shown for a speaker who is not known."""


def speakers(quotations: Iterable[Quotation]) -> tuple[tuple[str | None, int], ...]:
    """Who is quoted, and with how many quotations; the most quoted first, the unknown last."""
    counts: dict[str | None, int] = {}
    for quotation in quotations:
        counts[quotation.speaker] = counts.get(quotation.speaker, 0) + 1
    return tuple(sorted(counts.items(), key=lambda c: (c[0] is None, -c[1], c[0] or "")))


def spoken_by(quotations: Iterable[Quotation], speaker: str | None) -> tuple[Quotation, ...]:
    """Return the quotations of a speaker, of those whom nobody names if that is nothing."""
    return tuple(quotation for quotation in quotations if quotation.speaker == speaker)
