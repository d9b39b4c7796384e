"""The selection of the reader: the passage whose matches are shown, and the chosen card."""

from collections.abc import Sequence
from typing import Protocol

from tui.matching.matches import Match, PassageRef
from tui.screens.matching.match_lookup import MatchLookup
from tui.widgets.article.margin_marks import nearest, nearest_differing


class ReadArticle(Protocol):
    """The view of the open article."""

    @property
    def passage(self) -> int:
        """The number of the passage on the reading line."""


class SourceSelection:
    """The passage on the reading line, or the pinned one, and one of its cards."""

    def __init__(self, lookup: MatchLookup, article: ReadArticle) -> None:
        self._lookup = lookup
        self._article = article
        self.document = ""
        """The id of the open document."""
        self._pinned: PassageRef | None = None
        self.source = ""
        """The id of the other document whose card is chosen; empty for the best one."""
        self._listed_passage: PassageRef | None = None
        """The passage for which all passages of the chosen source are listed."""
        self._passage = 0
        """The number of the chosen passage among these."""

    def open(self, document: str, source: str = "") -> None:
        """Select in `document` from now on, and the card of `source` wherever it has one."""
        self.document, self.source, self._pinned = document, source, None
        self._listed_passage = None

    @property
    def here(self) -> PassageRef:
        """The passage on the reading line."""
        return PassageRef(self.document, self._article.passage)

    @property
    def passage(self) -> PassageRef:
        """The pinned passage, or else the one on the reading line."""
        return self._pinned or self.here

    @property
    def groups(self) -> Sequence[Sequence[Match]]:
        """The matches of each card."""
        return self._lookup.groups(self.passage, self.listed_source)

    @property
    def listed_source(self) -> str:
        """The source whose passages are listed; empty if each source has one card."""
        return self.source if self._listed_passage == self.passage else ""

    def match(self) -> Match | None:
        """Return the match of the chosen card."""
        return next(iter(self.matches()), None)

    def matches(self) -> Sequence[Match]:
        """Return the match of the chosen card, and those of its source's further passages."""
        groups = self.groups
        return groups[self.chosen] if groups else ()

    @property
    def chosen(self) -> int:
        """The number of the chosen card."""
        if self.listed_source:
            return min(self._passage, len(self.groups) - 1)
        return next((n for n, g in enumerate(self.groups) if g[0].there.document == self.source), 0)

    def choose(self, number: int) -> None:
        """Choose a card by its number."""
        groups = self.groups
        if groups:
            number = min(max(0, number), len(groups) - 1)
            self._passage = number
            self.source = groups[number][0].there.document

    def step(self, cards: int) -> None:
        """Choose the card `cards` positions after the chosen one."""
        self.choose(self.chosen + cards)

    def choose_neighbour(self) -> None:
        """Choose the card after the chosen one, or the one before if there is none after."""
        groups = self.groups
        chosen = self.chosen
        if len(groups) > 1:
            self.choose(chosen + 1 if chosen + 1 < len(groups) else chosen - 1)

    def list_passages(self) -> bool:
        """List all passages of the chosen source that match, or the sources again.

        Returns:
            False if the source has no other passage.
        """
        if self.listed_source:
            self._listed_passage = None
            return True
        match = self.match()
        if match is None or len(self.groups[self.chosen]) == 1:
            return False
        self.source = match.there.document
        self._listed_passage, self._passage = self.passage, 0
        return True

    @property
    def is_pinned(self) -> bool:
        """True if a passage is pinned."""
        return self._pinned is not None

    @property
    def state(self) -> tuple[object, ...]:
        """A value that changes with the selected passage and card."""
        return self.passage, self.source, self.listed_source, self._passage, self._pinned

    def pin(self) -> None:
        """Pin this passage, or follow the reading line again."""
        self._pinned = None if self._pinned else self.here

    def next_covered(self, step: int, *, shared: bool) -> int | None:
        """Return the next passage that other sources share, or that none shares.

        Args:
            step: 1 to look forward, -1 to look backward.
            shared: True for a shared passage, False for one that no other source shares.
        """
        coverage = self._lookup.coverage(self.document)
        return nearest(coverage, self._article.passage, step, shared=shared)

    def next_differing(self, step: int) -> int | None:
        """Return the next passage in which a value differs; `step` is 1 or, backward, -1."""
        coverage = self._lookup.coverage(self.document)
        return nearest_differing(coverage, self._article.passage, step)
