"""The rate at which work on the screen is repeated: the longer it takes, the more seldom."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

_SHORT = 0.01
"""Seconds of work that may be repeated at once."""
_PAUSE = 4
"""The pause after longer work, as a multiple of its time: keys are answered meanwhile."""


class RepeatRate:
    """The time at which a piece of work may be done again."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` returns the time in seconds."""
        self._clock = clock
        self._due = 0.0

    @property
    def pause(self) -> float:
        """Seconds until the work is due."""
        return max(0.0, self._due - self._clock())

    @property
    def is_due(self) -> bool:
        """True if the work may be done now."""
        return not self.pause

    @contextmanager
    def measure(self) -> Iterator[None]:
        """Measure the work that is done in this context, and set when it is due again."""
        start = self._clock()
        yield
        end = self._clock()
        self._due = end + _PAUSE * (end - start) if end - start > _SHORT else 0.0
