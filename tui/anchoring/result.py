"""Result of anchoring: a state, with a span or candidates."""

from dataclasses import dataclass
from enum import StrEnum

from tui.text.span import Span


class AnchorState(StrEnum):
    """State of a passage in the present file."""

    EXACT = "exact"
    MOVED = "moved"
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class AnchorResult:
    """Present span of a passage, or the state that explains its absence."""

    state: AnchorState
    span: Span | None = None
    """Code points of the document's text; None if ambiguous or orphan."""
    change: str | None = None
    """Change of the words, as "14 → 17"; only if edited."""
    candidates: tuple[Span, ...] = ()
    """Candidate spans, the most likely first; only if ambiguous or orphan."""
