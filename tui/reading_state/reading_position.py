"""A bookmark: where a reader stopped in a document, as a value without a store."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """A reader's place in one document."""

    offset: int = 0
    """Code points of the document's text: what was on the reading line."""
    read: bool = False
    """True if it was once read to its end."""
    changed: float = field(default=0.0, compare=False)
    """Seconds since 1970 when it was saved; 0 if never."""
