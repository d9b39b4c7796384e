"""What counts as one claim: values only, which come through a pipe while the program starts.

Their module therefore imports nothing that compares; `claims` makes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.matching.matches import Match, PassagePair, PassageRef


@dataclass(frozen=True, slots=True)
class Claim:
    """Passages that say the same; at most one claim has the same members."""

    places: tuple[PassageRef, ...]
    """In order of document and reading."""

    @property
    def documents(self) -> int:
        """Number of documents say it, each counted once."""
        return len({place.document for place in self.places})


@dataclass(frozen=True, slots=True)
class Grouping:
    """What counts as one, and what doesn't."""

    excluded: frozenset[PassagePair] = frozenset()
    """Passages that the reader called no match."""
    claims: tuple[Claim, ...] = ()
    indirect_matches: Mapping[PassageRef, tuple[Match, ...]] = field(default_factory=dict)
    """For each passage, what only a claim ties to it."""
