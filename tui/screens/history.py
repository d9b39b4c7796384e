"""The way back: where one was before each jump, through any number of them."""

from dataclasses import dataclass, field

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place one can come back to exactly."""

    document: str
    offset: int
    """Code point of the document's text on the reading line."""
    source: str = ""
    """The document whose card was chosen."""


@dataclass(slots=True)
class History:
    """Places left behind, the latest on top."""

    _behind: list[Whereabouts] = field(default_factory=list)

    def leave(self, place: Whereabouts) -> None:
        """Remember `place` before jumping away from it."""
        self._behind.append(place)
        del self._behind[:-_LONGEST]

    def back(self) -> Whereabouts | None:
        """The place last left, no longer remembered; nothing at the start of the way."""
        return self._behind.pop() if self._behind else None
