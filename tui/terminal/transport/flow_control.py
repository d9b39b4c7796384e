"""Flow control: at most two frames are sent before the terminal has answered the first.

It only computes from given times, in seconds; it neither waits nor writes.
"""

from collections import deque
from math import inf
from typing import Final

QUESTION: Final = "\x1b[5n"
"""Device status report: a terminal answers it at once, in order with its drawing."""
ANSWER: Final = "\x1b[0n"

_IN_FLIGHT: Final = 2
_GRACE: Final = 0.5
"""Interval of frames, in seconds, until the terminal is known to answer."""
_MUTE_AFTER: Final = 3.0
_MUTE: Final = 0.05
"""Interval of frames, in seconds, for a terminal that never answered, and probably never will."""
_LEAST_PATIENCE: Final = 1.0
_MOST_PATIENCE: Final = 30.0
_SLACK: Final = 4
"""Factor by which an answer may take longer than recent ones before it is requested again."""
_GIVEN_UP: Final = 120.0
_SELDOM: Final = 1.0
"""Interval of frames, in seconds, after a terminal that used to answer stops answering."""
_REMEMBERED: Final = 16
_FEWEST: Final = 5
"""Number of answers from which the usual time is known."""


class FlowControl:
    """Queries to a terminal, and the flow control by its answers."""

    def __init__(self) -> None:
        self._asked: deque[float] = deque(maxlen=64)
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._strays = 0
        """Number of unanswered queries from before a restart; their answers come first, if at
        all."""
        self._last_answer: float | None = None
        self._silent_since = 0.0
        """Time of the oldest unanswered query, or of the last answer."""
        self._probes = 0
        self._last_probe = 0.0
        self._last_asked = -inf
        self.least_apart = 0.0
        """Least seconds between frames, for a link whose speed answers don't show."""

    def begin_anew(self) -> None:
        """Start again without any knowledge: the terminal may be another one now."""
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
        """Number of answers that are still expected."""
        return len(self._asked) + self._strays

    @property
    def round_trip(self) -> float | None:
        """Shortest recent time of an answer in seconds, mostly the link's; None if unknown."""
        return min(self._took, default=None)

    @property
    def frame_time(self) -> float | None:
        """Usual time from sending a frame to its answer in seconds; None after too few answers."""
        if len(self._took) < _FEWEST:
            return None
        return sorted(self._took)[len(self._took) // 2]

    @property
    def longest(self) -> float:
        """Longest recent time of an answer, in seconds."""
        return max(self._took, default=0.0)

    def asked(self, now: float) -> None:
        """Record that a frame was sent with a query after it."""
        if not self._asked:
            self._silent_since = now
        self._asked.append(now)
        self._last_asked = now

    def answered(self, now: float) -> None:
        """Record an answer; answers come in the order of the queries."""
        if self._strays:
            self._strays -= 1
            return
        self._last_answer = now
        self._probes = 0
        if self._asked:
            self._took.append(now - self._asked.popleft())
        self._silent_since = now

    def ready(self, now: float) -> bool:
        """Return True if a frame may be sent now."""
        if self._last_answer is not None:
            self._forget_lost(now, self._last_answer)
        return now - self._last_asked >= self._apart(now)

    def probe_due(self, now: float) -> bool:
        """Return True if a query is to be sent without a frame, since an answer may be lost."""
        return self._is_held and self._last_answer is not None and now >= self._probe_time()

    def probed(self, now: float) -> None:
        """Record that a query was sent without a frame."""
        self._probes += 1
        self._last_probe = now
        self.asked(now)

    def wait(self, now: float) -> float:
        """Return the seconds after which to check again, while no frame may be sent."""
        due_time = self._last_asked + self._apart(now)
        if self._is_held and self._last_answer is not None:
            due_time = min(due_time, self._probe_time())
        return max(0.005, due_time - now)

    @property
    def _is_held(self) -> bool:
        """True if the largest number of answers is outstanding."""
        return len(self._asked) >= _IN_FLIGHT

    def _apart(self, now: float) -> float:
        """Return the present interval of frames, in seconds."""
        if not self._is_held:
            return self.least_apart
        silent_time = now - self._silent_since
        if self._last_answer is None:
            return max(self.least_apart, _MUTE if silent_time > _MUTE_AFTER else _GRACE)
        return max(self.least_apart, _SELDOM) if silent_time > _GIVEN_UP else inf

    def _patience(self) -> float:
        return max(_LEAST_PATIENCE, _SLACK * self.longest)

    def _probe_time(self) -> float:
        if not self._probes:
            return (self._asked[0] if self._asked else 0.0) + self._patience()
        pause = min(_MOST_PATIENCE, self._patience() * 2.0**self._probes)
        return self._last_probe + pause

    def _forget_lost(self, now: float, last_answer: float) -> None:
        """Drop queries that were sent before a later answered one: they will not be answered."""
        while self._asked and self._asked[0] < last_answer:
            if now - self._asked[0] <= self._patience():
                break
            self._asked.popleft()
