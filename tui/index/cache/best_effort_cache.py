"""The comparison cache, as long as it can be used.

The first error is complained of; from then on reads return the given default and writes do nothing.
"""

from collections.abc import Callable
from typing import TypeVar

from tui.index.cache.comparison_cache import ComparisonCache
from tui.storage.sqlite_store import StoreError

_Kept = TypeVar("_Kept")


class BestEffortCache:
    """Perhaps a store; who asks it says what is to be the answer without one."""

    def __init__(
        self, cache: ComparisonCache | None, complain: Callable[[Exception], None]
    ) -> None:
        self._cache = cache
        self._complain = complain

    def __bool__(self) -> bool:
        return self._cache is not None

    def read(self, question: Callable[[ComparisonCache], _Kept], otherwise: _Kept) -> _Kept:
        """Return the store's answer, or `otherwise`."""
        if self._cache is None:
            return otherwise
        try:
            return question(self._cache)
        except StoreError as error:
            self._complain(error)
            self._cache = None
            return otherwise

    def write(self, change: Callable[[ComparisonCache], None]) -> None:
        """Have the store keep something, if it can."""
        self.read(change, None)
