"""The way back: where one was before each jump, through any number of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A place one can come back to exactly."""

    document: str
    offset: int
    """Code point of the document's text on the reading line."""
    source: str = ""
    """The document whose card was chosen."""


@dataclass(slots=True)
class NavigationHistory:
    """Places left behind, the latest on top."""

    _behind: list[NavigationEntry] = field(default_factory=list)

    def leave(self, place: NavigationEntry) -> None:
        """Remember `place` before jumping away from it."""
        self._behind.append(place)
        del self._behind[:-_LONGEST]

    def carry(self, document: str, place: Callable[[int], int]) -> None:
        """Take the places of a document over to its file as it is now."""
        self._behind[:] = [
            replace(one, offset=place(one.offset)) if one.document == document else one
            for one in self._behind
        ]

    def back(self) -> NavigationEntry | None:
        """The place last left, no longer remembered; nothing at the start of the way."""
        return self._behind.pop() if self._behind else None
