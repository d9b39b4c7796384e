"""The comparison cache, or no cache once it has failed.

The first error is reported. From then on reads return a default and writes have no effect.
"""

from collections.abc import Callable
from typing import TypeVar

from tui.index.cache.comparison_cache import ComparisonCache
from tui.storage.sqlite_store import StoreError

_Kept = TypeVar("_Kept")


class BestEffortCache:
    """A cache that may be missing or fail; each read gives the default for that case."""

    def __init__(
        self, cache: ComparisonCache | None, complain: Callable[[Exception], None]
    ) -> None:
        self._cache = cache
        self._complain = complain

    def __bool__(self) -> bool:
        return self._cache is not None

    def read(self, query: Callable[[ComparisonCache], _Kept], default: _Kept) -> _Kept:
        """Return the result of `query`; without a usable cache, `default`."""
        if self._cache is None:
            return default
        try:
            return query(self._cache)
        except StoreError as error:
            self._complain(error)
            self._cache = None
            return default

    def write(self, change: Callable[[ComparisonCache], None]) -> None:
        """Apply `change` to the cache, if it can be used."""
        self.read(change, None)
