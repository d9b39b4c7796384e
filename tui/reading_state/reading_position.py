"""A reading position: the last position of the reader in a document."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """Position of a reader in one document."""

    offset: int = 0
    """Offset of the passage on the reading line; code points of the document's text."""
    read: bool = False
    """True if the document was once read to its end."""
    changed: float = field(default=0.0, compare=False)
    """Time of saving in seconds since 1970; 0 if it was never saved."""
