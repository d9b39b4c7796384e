"""What becomes of a passage when its file changes: a state, and a place or candidates."""

from dataclasses import dataclass
from enum import StrEnum

from tui.text.span import Span


class AnchorState(StrEnum):
    """What became of a passage."""

    EXACT = "exact"
    MOVED = "moved"
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class AnchorResult:
    """Where a passage is now, or why that can't be said."""

    state: AnchorState
    span: Span | None = None
    """Code points of the document's text; none if ambiguous or orphan."""
    change: str | None = None
    """What changed in the words, as "14 → 17"; only if edited."""
    candidates: tuple[Span, ...] = ()
    """Places it might be, likeliest first; only if ambiguous or orphan."""
