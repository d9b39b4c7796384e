"""The screen as the terminal has it and as it should be, and the sending of the difference.

Only the newest state is ever sent: what could not go in time is never replayed.
"""

from typing import Final, Protocol

from tui.terminal.cells import Style
from tui.terminal.frames import Frame, parse_text
from tui.terminal.grid import Grid, blank_grid, fitted, painted
from tui.terminal.lines import Line
from tui.terminal.pacing import QUESTION, Pace
from tui.terminal.painting import Skill, paint
from tui.terminal.strokes import row_strokes

SYNC_START: Final = "\x1b[?2026h"
SYNC_END: Final = "\x1b[?2026l"
LINK_END: Final = "\x1b]8;;\x1b\\"
_WORTH_SYNCHRONISING: Final = 1024
"""Characters from which a frame may be seen half drawn."""


class Sink(Protocol):
    """Where bytes go."""

    @property
    def waiting(self) -> bool:
        """Whether bytes are kept that the terminal has not taken yet."""
        ...

    def send(self, data: bytes) -> None:
        """Write the bytes in order."""
        ...


class Sender:
    """Keeps two screens, the one shown and the one wanted, and sends what tells them apart."""

    def __init__(self, skill: Skill) -> None:
        self.skill = skill
        self.pace = Pace()
        self.synchronised = False
        """Whether the terminal is known to hold back half a frame when told to."""
        self.frames = 0
        """Frames sent so far."""
        self._wanted: Grid = ()
        self._shown: list[Line | None] = []
        self._pen: Style | None = None
        self._link_left = False
        self._behind = False
        self._cursor = (0, 0)
        self._parked: tuple[int, int] | None = None

    @property
    def wanted(self) -> Grid:
        """The newest state of the screen."""
        return self._wanted

    @property
    def behind(self) -> bool:
        """Whether there may be something to send."""
        return self._behind

    @property
    def knows_screen(self) -> bool:
        """Whether it is known what every row of the terminal shows."""
        return None not in self._shown

    @property
    def link_open(self) -> bool:
        """Whether the terminal takes what is written for part of a link."""
        return self._link_left or bool(self._pen and self._pen.link)

    def resize(self, width: int, height: int) -> None:
        """Take the screen to be of another size in cells; what it shows is not known then."""
        self._wanted = fitted(self._wanted or blank_grid(width, height), width, height)
        # Rows of another width hardly come again; those of a large screen are a few megabytes.
        parse_text.cache_clear()
        row_strokes.cache_clear()
        self.forget()

    def draw(self, frame: Frame) -> None:
        """Take in a frame as the newest state."""
        self._wanted = painted(self._wanted, frame.pieces)
        self._cursor = frame.cursor
        self._behind = True

    def forget(self, *, repaint: bool = False) -> None:
        """Take nothing for granted on the terminal; the next frame, or now, everything is sent."""
        self._shown = [None] * len(self._wanted)
        self._link_left = self.link_open
        self._pen = None
        self._parked = None
        self._behind = self._behind or repaint

    def advance(self, sink: Sink, now: float) -> float | None:
        """Send the newest state if it may go; otherwise give the seconds to wait, if any help."""
        if not self._behind or sink.waiting:
            return None
        if not self.pace.ready(now):
            if self.pace.probe_due(now):
                self.pace.probed(now)
                sink.send(QUESTION.encode())
            return self.pace.wait(now)
        text = self._difference()
        if text:
            self.pace.asked(now)
            self.frames += 1
            sink.send((text + QUESTION).encode())
        return None

    def _difference(self) -> str:
        text, self._pen = paint(self._shown, self._wanted, self._pen, self.skill)
        if self._link_left:
            text, self._link_left = LINK_END + text, False
        self._shown = list(self._wanted)
        self._behind = False
        # Nobody sees the hidden cursor, but input methods show their window where it is.
        moved = self._cursor != (self._parked or (0, 0))
        if moved or (text and self._cursor != (0, 0)):
            y, x = self._parked = self._cursor
            text += f"\x1b[{y + 1};{x + 1}H"
        if self.synchronised and len(text) > _WORTH_SYNCHRONISING:
            text = f"{SYNC_START}{text}{SYNC_END}"
        return text
