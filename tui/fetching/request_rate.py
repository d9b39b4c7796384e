"""The rate of requests: the pauses that a host is owed between two of them."""

import time
from collections.abc import Callable

from tui.fetching.fetched_page import FetchError

PAUSE = 1.0
"""Seconds between two pages of one host that does not ask for more."""
LONGEST = 60.0
"""Seconds that are waited for a host, at most."""
_TOLD = 2.0
"""Seconds from which a pause is told."""


class RequestRate:
    """The times of the last requests, by host."""

    def __init__(
        self,
        tell: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Tell long pauses by `tell`; `clock` and `sleep` count in seconds."""
        self._tell = tell
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._not_before: dict[str, float] = {}

    def wait(self, host: str, pause: float) -> None:
        """Wait until `host` may be asked again, and record that it is asked now.

        Args:
            host: The host.
            pause: Seconds that it is owed after the request before.

        Raises:
            FetchError: If it would take too long.
        """
        now = self._clock()
        free_time = max(self._last.get(host, now - pause) + pause, self._not_before.get(host, now))
        seconds = free_time - now
        if seconds > LONGEST:
            raise FetchError(
                f"{host}: it asks for a pause of {duration(seconds)} before the next request",
                advice="try again later",
            )
        if seconds > 0:
            if seconds >= _TOLD:
                self._tell(f"waiting {duration(seconds)}, as {host} asks")
            self._sleep(seconds)
        self._last[host] = self._clock()

    def hold(self, host: str, seconds: float) -> None:
        """Let no request to `host` begin for some seconds, as it asked."""
        self._not_before[host] = max(self._not_before.get(host, 0.0), self._clock() + seconds)


def duration(seconds: float) -> str:
    """Return a number of seconds in words."""
    if seconds < 120:  # noqa: PLR2004  # two minutes
        return f"{max(1, round(seconds))} s"
    if seconds < 7200:  # noqa: PLR2004  # two hours
        return f"{round(seconds / 60)} min"
    return f"{round(seconds / 3600)} h"
