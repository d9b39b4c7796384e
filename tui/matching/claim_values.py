"""Values of claims, which come through a pipe while the program starts.

This module therefore imports nothing of the comparison; `claim_clustering` computes the values.
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
        """Number of documents that say it, each counted once."""
        return len({place.document for place in self.places})


@dataclass(frozen=True, slots=True)
class Grouping:
    """Result of grouping: claims, and excluded pairs."""

    excluded: frozenset[PassagePair] = frozenset()
    """Passages that the reader called no match."""
    claims: tuple[Claim, ...] = ()
    indirect_matches: Mapping[PassageRef, tuple[Match, ...]] = field(default_factory=dict)
    """For each passage, its indirect matches."""
