"""True if the link is slow: judged by what frames take, and not judged anew all the time.

Pure bookkeeping over given times, in seconds.
"""

from typing import Final

CHOICES: Final = {"slow": True, "quick": False}
"""What may be said instead of measuring, and whether the link is slow then."""
SLOW_FROM: Final = 0.3
"""What a frame takes from which the link is slow."""
_QUICK_BELOW: Final = 0.2
_SLOW_FOR: Final = 20.0
"""How long a link stays slow at least, for what is drawn cheaper takes less time."""
_APART, _FAR_APART = 0.1, 0.4
"""How far apart frames stay on a link that can't be measured, and on one said to be slow."""


class LinkSpeed:
    """The judgement as it stands; a choice made beforehand stays for good."""

    def __init__(self, choice: str = "") -> None:
        """`choice`: one of `CHOICES`, anything else for none."""
        self.is_slow = CHOICES.get(choice, False)
        self._chosen = choice in CHOICES
        self._slow_since = 0.0

    def config(self, frame_time: float | None, now: float) -> None:
        """Take in what a frame usually takes at a time, None where that is not known."""
        if self._chosen or frame_time is None:
            return
        if not self.is_slow and frame_time > SLOW_FROM:
            self.is_slow, self._slow_since = True, now
        elif self.is_slow and frame_time < _QUICK_BELOW and now - self._slow_since >= _SLOW_FOR:
            self.is_slow = False

    def frames_apart(self, *, measured: bool) -> float:
        """Give how far apart frames stay at least, by whether answers tell of the link."""
        if measured or (self._chosen and not self.is_slow):
            return 0.0
        return _FAR_APART if self.is_slow else _APART
