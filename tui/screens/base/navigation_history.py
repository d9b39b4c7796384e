"""The navigation history: the position before each jump."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

_LONGEST = 1_000


class NavigationEntry(NamedTuple):
    """A position to return to."""

    document: str
    offset: int
    """Code point of the document's text on the reading line."""
    source: str = ""
    """The document whose card was chosen."""


@dataclass(slots=True)
class NavigationHistory:
    """A stack of positions, the latest on top."""

    _entries: list[NavigationEntry] = field(default_factory=list)

    def leave(self, position: NavigationEntry) -> None:
        """Push `position`, the one before a jump."""
        self._entries.append(position)
        del self._entries[:-_LONGEST]

    def carry(self, document: str, carry_offset: Callable[[int], int]) -> None:
        """Move the positions in a document to its new text, by `carry_offset`."""
        self._entries[:] = [
            position._replace(offset=carry_offset(position.offset))
            if position.document == document
            else position
            for position in self._entries
        ]

    def back(self) -> NavigationEntry | None:
        """Pop the latest position; return None if there is none."""
        return self._entries.pop() if self._entries else None
