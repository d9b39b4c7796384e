"""The comparison of the corpus in its steps: matches, claims, accounts, novelty.

Each step has a controller; the result of one starts the next.
"""

from collections.abc import Collection

from tui.screens.collation.controller import CollationController
from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.messages import ClaimsReady, CollationReady, MatchesAdded, MatchesRescored


class ComparisonController:
    """The order of the steps."""

    def __init__(
        self,
        matching: MatchingController,
        collation: CollationController,
        novelty: NoveltyController,
    ) -> None:
        self._matching = matching
        self._collation = collation
        self._novelty = novelty

    def start(self) -> None:
        """Compare all documents, once they are read."""
        self._matching.start()

    def take(
        self, result: MatchesAdded | MatchesRescored | ClaimsReady | CollationReady
    ) -> Collection[str] | None:
        """Hand a result to its controller, and start the next step.

        Returns:
            The ids of the documents of which more is known now; None if the result is out of date.
        """
        if isinstance(result, CollationReady):
            return self._take_collation(result)
        documents = self._matching.take(result)
        if documents is None:
            return None
        if isinstance(result, ClaimsReady) and self._matching.is_compared:
            self._collation.update(
                self._matching.match_index.all,
                result.grouping,
                meaning=self._matching.is_rescored,
                final=self._matching.is_scored,
            )
        elif isinstance(result, MatchesRescored) and self._is_confirmed:
            self._collation.confirm()
        return documents

    @property
    def _is_confirmed(self) -> bool:
        """True if the meaning layer has read all sentences and has changed no match."""
        return self._matching.is_scored and not self._matching.is_rescored

    def _take_collation(self, result: CollationReady) -> Collection[str] | None:
        if not self._collation.take(result):
            return None
        self._novelty.update(result.comparison)
        return tuple(self._matching.lookup.corpus_files)

    def restart(self, documents: Collection[str]) -> None:
        """Compare again, because the text of `documents` has changed."""
        self._collation.drop()
        self._novelty.drop()
        self._matching.restart(documents)
