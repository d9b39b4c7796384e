"""When the next frame may go: at most two are under way, counted by what the terminal answers.

Pure bookkeeping over given times, in seconds; it neither waits nor writes.
"""

from collections import deque
from math import inf
from typing import Final

QUESTION: Final = "\x1b[5n"
"""Device status report: a terminal answers it at once, in order with what it draws."""
ANSWER: Final = "\x1b[0n"

_IN_FLIGHT: Final = 2
_GRACE: Final = 0.5
"""Interval of further frames, in seconds, until the terminal is known to answer."""
_MUTE_AFTER: Final = 3.0
_MUTE: Final = 0.05
"""Interval of frames, in seconds, for a terminal that never answered, and probably never will."""
_LEAST_PATIENCE: Final = 1.0
_MOST_PATIENCE: Final = 30.0
_SLACK: Final = 4
"""Number of times longer than lately an answer may take before it is asked for again."""
_GIVEN_UP: Final = 120.0
_SELDOM: Final = 1.0
"""Interval of frames, in seconds, after such a silence of a terminal that did answer."""
_REMEMBERED: Final = 16
_FEWEST: Final = 5
"""Answers below which the usual time is not known."""


class FlowControl:
    """Queries to a terminal, and the flow control that follows from its answers."""

    def __init__(self) -> None:
        self._asked: deque[float] = deque(maxlen=64)
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._strays = 0
        """Questions from before all was begun anew; if they are answered, then first."""
        self._last_answer: float | None = None
        self._silent_since = 0.0
        """When the answer was asked for that has been waited for longest, or the last one came."""
        self._probes = 0
        self._last_probe = 0.0
        self._last_asked = -inf
        self.least_apart = 0.0
        """Seconds between frames at least, where answers tell nothing of the link."""

    def begin_anew(self) -> None:
        """Take nothing for granted: the terminal may be another one by now."""
        self._strays += len(self._asked)
        self._asked.clear()
        self._took.clear()
        self._last_answer = None
        self._probes = 0

    @property
    def answers(self) -> bool:
        """True if the terminal is known to answer."""
        return self._last_answer is not None

    @property
    def outstanding(self) -> int:
        """Number of answers are still to come."""
        return len(self._asked) + self._strays

    @property
    def round_trip(self) -> float | None:
        """The shortest time an answer took lately, in seconds: mostly the link's own."""
        return min(self._took, default=None)

    @property
    def frame_time(self) -> float | None:
        """The usual time from sending a frame to its answer, in seconds, once there were some."""
        if len(self._took) < _FEWEST:
            return None
        return sorted(self._took)[len(self._took) // 2]

    @property
    def longest(self) -> float:
        """The longest time an answer took lately, in seconds."""
        return max(self._took, default=0.0)

    def asked(self, now: float) -> None:
        """Note that a frame went out with the question behind it."""
        if not self._asked:
            self._silent_since = now
        self._asked.append(now)
        self._last_asked = now

    def answered(self, now: float) -> None:
        """Note an answer; answers come in the order of the questions."""
        if self._strays:
            self._strays -= 1
            return
        self._last_answer = now
        self._probes = 0
        if self._asked:
            self._took.append(now - self._asked.popleft())
        self._silent_since = now

    def ready(self, now: float) -> bool:
        """Return True if a frame may go now."""
        if self._last_answer is not None:
            self._forget_lost(now, self._last_answer)
        return now - self._last_asked >= self._apart(now)

    def probe_due(self, now: float) -> bool:
        """Return True if to ask again without a frame, in case an answer was lost."""
        return self._is_held and self._last_answer is not None and now >= self._probe_time()

    def probed(self, now: float) -> None:
        """Note that the question went out alone."""
        self._probes += 1
        self._last_probe = now
        self.asked(now)

    def wait(self, now: float) -> float:
        """Return the seconds after which to look again while a frame may not go."""
        due = self._last_asked + self._apart(now)
        if self._is_held and self._last_answer is not None:
            due = min(due, self._probe_time())
        return max(0.005, due - now)

    @property
    def _is_held(self) -> bool:
        """True if as many answers are still to come as there may be."""
        return len(self._asked) >= _IN_FLIGHT

    def _apart(self, now: float) -> float:
        """Return the present interval of frames, in seconds."""
        if not self._is_held:
            return self.least_apart
        silent = now - self._silent_since
        if self._last_answer is None:
            return max(self.least_apart, _MUTE if silent > _MUTE_AFTER else _GRACE)
        return max(self.least_apart, _SELDOM) if silent > _GIVEN_UP else inf

    def _patience(self) -> float:
        return max(_LEAST_PATIENCE, _SLACK * self.longest)

    def _probe_time(self) -> float:
        if not self._probes:
            return (self._asked[0] if self._asked else 0.0) + self._patience()
        pause = min(_MOST_PATIENCE, self._patience() * 2.0**self._probes)
        return self._last_probe + pause

    def _forget_lost(self, now: float, last_answer: float) -> None:
        """Drop questions that later answers overtook, for theirs will not come."""
        while self._asked and self._asked[0] < last_answer:
            if now - self._asked[0] <= self._patience():
                break
            self._asked.popleft()
