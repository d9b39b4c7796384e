"""The progress of long work in words: the part that is done, its rate, and the time left."""

from collections.abc import Callable
from time import monotonic

_SOON = 2.0
"""Seconds of work after which a rate is shown; before that it is too uncertain."""


class ProgressRate:
    """The rate of one piece of work."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` returns the time in seconds."""
        self._clock = clock
        self._start_time = clock()
        self._before = 0

    def start(self, before: int = 0) -> None:
        """Begin new work, of which a number `before` is done already."""
        self._start_time, self._before = self._clock(), before

    @property
    def is_known(self) -> bool:
        """True once the work has taken long enough for a rate."""
        return self._clock() - self._start_time >= _SOON

    def describe(self, done: int, total: int = 0) -> str:
        """Return the progress in words, such as "3,120/10,000 · 900/s · 8 s left".

        Args:
            done: The number of things that are done.
            total: The number of all; 0 if that is not known.
        """
        parts = [f"{done:,}/{total:,}" if total else f"{done:,}"]
        passed = self._clock() - self._start_time
        count = done - self._before
        if self.is_known and count > 0:
            rate = count / passed
            parts.append(f"{rate:,.0f}/s" if rate >= 1 else f"{60 * rate:.0f}/min")
            if total > done:
                parts.append(f"{_time((total - done) / rate)} left")
        return " · ".join(parts)


def _time(seconds: float) -> str:
    """Return a time in seconds, or from two minutes on in minutes."""
    return f"{max(1, round(seconds))} s" if seconds < 120 else f"{round(seconds / 60)} min"  # noqa: PLR2004
