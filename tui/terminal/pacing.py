"""When the next frame may go: at most two are under way, counted by what the terminal answers.

Pure bookkeeping over given times, in seconds; it neither waits nor writes.
"""

from collections import deque
from typing import Final

QUESTION: Final = "\x1b[5n"
"""Device status report: a terminal answers it at once, in order with what it draws."""
ANSWER: Final = "\x1b[0n"

_IN_FLIGHT: Final = 2
_GRACE: Final = 0.5
"""How long a terminal that never answered yet is waited for."""
_LEAST_PATIENCE: Final = 1.0
_MOST_PATIENCE: Final = 30.0
_SLACK: Final = 4
"""How many times longer than lately an answer may take before it is asked for again."""
_GIVEN_UP: Final = 120.0
"""Silence after which the terminal is treated like one that never answered."""
_REMEMBERED: Final = 16


class Pace:
    """The questions asked of a terminal and what its answers tell."""

    def __init__(self) -> None:
        self._asked: deque[float] = deque(maxlen=64)
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._last_answer: float | None = None
        self._probes = 0
        self._last_probe = 0.0

    @property
    def answers(self) -> bool:
        """Whether the terminal has answered since it was last given up."""
        return self._last_answer is not None

    @property
    def outstanding(self) -> int:
        """How many answers are still to come."""
        return len(self._asked)

    @property
    def round_trip(self) -> float | None:
        """The shortest time an answer took lately, in seconds: mostly the link's own."""
        return min(self._took, default=None)

    @property
    def frame_time(self) -> float | None:
        """The usual time from sending a frame to its answer, in seconds."""
        return sorted(self._took)[len(self._took) // 2] if self._took else None

    def asked(self, now: float) -> None:
        """Note that a frame went out with the question behind it."""
        self._asked.append(now)

    def answered(self, now: float) -> None:
        """Note an answer; answers come in the order of the questions."""
        self._last_answer = now
        self._probes = 0
        if self._asked:
            self._took.append(now - self._asked.popleft())

    def ready(self, now: float) -> bool:
        """Whether a frame may go now."""
        if self._last_answer is None:
            return len(self._asked) < _IN_FLIGHT or now - self._asked[0] >= _GRACE
        self._forget_lost(now, self._last_answer)
        if self._asked and now - max(self._last_answer, self._asked[0]) > _GIVEN_UP:
            self._last_answer = None
            return True
        return len(self._asked) < _IN_FLIGHT

    def probe_due(self, now: float) -> bool:
        """Whether to ask again without a frame, in case an answer was lost."""
        return self._last_answer is not None and now >= self._probe_time()

    def probed(self, now: float) -> None:
        """Note that the question went out alone."""
        self._probes += 1
        self._last_probe = now
        self._asked.append(now)

    def wait(self, now: float) -> float:
        """Give the seconds after which to look again while a frame may not go."""
        if self._last_answer is None:
            due = self._asked[0] + _GRACE if self._asked else now
        else:
            due = self._probe_time()
        return max(0.005, due - now)

    def _patience(self) -> float:
        return max(_LEAST_PATIENCE, _SLACK * max(self._took, default=0.0))

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
