"""Values of claims, which another process sends while the program starts.

So this module imports no part of the comparison; `claim_clustering` computes the values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.matching.matches import Match, PassagePair, PassageRef


class Claim(NamedTuple):
    """Passages that say the same; no two claims have the same members."""

    places: tuple[PassageRef, ...]
    """Passages in order of document and reading."""

    @property
    def documents(self) -> int:
        """Number of documents that make the claim."""
        return len({passage.document for passage in self.places})


@dataclass(frozen=True, slots=True)
class Grouping:
    """Result of grouping: claims, excluded pairs, and indirect matches."""

    excluded: frozenset[PassagePair] = frozenset()
    """Pairs of passages that the reader excluded."""
    claims: tuple[Claim, ...] = ()
    indirect_matches: Mapping[PassageRef, tuple[Match, ...]] = field(default_factory=dict)
    """Indirect matches of each passage."""
