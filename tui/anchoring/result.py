"""Result of anchoring: a state, and a span or candidates."""

from dataclasses import dataclass
from enum import StrEnum

from tui.text.span import Span


class AnchorState(StrEnum):
    """State of a passage after anchoring."""

    EXACT = "exact"
    MOVED = "moved"
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class AnchorResult:
    """The passage's span now, or the reason why there is none."""

    state: AnchorState
    span: Span | None = None
    """Code points of the document's text; none if ambiguous or orphan."""
    change: str | None = None
    """Change in the words, as "14 → 17"; only if edited."""
    candidates: tuple[Span, ...] = ()
    """Candidate spans, likeliest first; only if ambiguous or orphan."""
