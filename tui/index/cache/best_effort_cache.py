"""The kept surveys, as long as they can be used.

The first question that fails is complained of; from then on all goes on as if nothing were kept.
"""

from collections.abc import Callable
from typing import TypeVar

from tui.index.cache.comparison_cache import Surveys
from tui.storage.sqlite_store import StoreError

_Kept = TypeVar("_Kept")


class KeptSurveys:
    """Perhaps a store; who asks it says what is to be the answer without one."""

    def __init__(self, surveys: Surveys | None, complain: Callable[[Exception], None]) -> None:
        self._surveys = surveys
        self._complain = complain

    def __bool__(self) -> bool:
        return self._surveys is not None

    def ask(self, question: Callable[[Surveys], _Kept], otherwise: _Kept) -> _Kept:
        """The store's answer, or `otherwise`."""
        if self._surveys is None:
            return otherwise
        try:
            return question(self._surveys)
        except StoreError as error:
            self._complain(error)
            self._surveys = None
            return otherwise

    def keep(self, change: Callable[[Surveys], None]) -> None:
        """Have the store keep something, if it can."""
        self.ask(change, None)
