"""Speed of the link, decided by the time that frames take; the decision does not change often.

It only computes from given times, in seconds.
"""

from typing import Final

CHOICES: Final = {"slow": True, "quick": False}
"""Settings that replace the measurement; True if the link is slow then."""
SLOW_FROM: Final = 0.3
"""Duration of a frame, in seconds, from which the link is slow."""
_QUICK_BELOW: Final = 0.2
_SLOW_FOR: Final = 20.0
"""Shortest time, in seconds, that a link stays slow: cheaper frames take less time."""
_APART, _FAR_APART = 0.1, 0.4
"""Intervals of frames, in seconds, on an unmeasurable link, and on one set to slow."""


class LinkSpeed:
    """Present decision; a setting replaces it for good."""

    def __init__(self, choice: str = "") -> None:
        """Start with a `choice`: one of `CHOICES`, or any other text for none."""
        self.is_slow = CHOICES.get(choice, False)
        self._chosen = choice in CHOICES
        self._slow_since = 0.0

    def config(self, frame_time: float | None, now: float) -> None:
        """Update the decision by the usual time of a frame, None if unknown, at the time `now`."""
        if self._chosen or frame_time is None:
            return
        if not self.is_slow and frame_time > SLOW_FROM:
            self.is_slow, self._slow_since = True, now
        elif self.is_slow and frame_time < _QUICK_BELOW and now - self._slow_since >= _SLOW_FOR:
            self.is_slow = False

    def frames_apart(self, *, measured: bool) -> float:
        """Return the least interval of frames, in seconds; `measured` if answers time the link."""
        if measured or (self._chosen and not self.is_slow):
            return 0.0
        return _FAR_APART if self.is_slow else _APART
