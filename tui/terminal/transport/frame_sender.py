"""The screen on the terminal and the wanted screen, and the sending of their difference.

Only the newest state is sent: a frame that could not be sent in time is dropped.
"""

from collections.abc import Iterable
from typing import Final, Protocol

from tui.terminal.encode.encoder import EncoderOptions, encode_difference
from tui.terminal.encode.runs import row_runs
from tui.terminal.screen.cells import PLAIN, Style, attribute_bits, forget_widths
from tui.terminal.screen.frame_parser import Frame, Piece, parse_text
from tui.terminal.screen.grid import Grid, blank_at, blank_grid, painted, resized
from tui.terminal.screen.lines import Line
from tui.terminal.screen.rows import Row
from tui.terminal.screen.sgr import transition
from tui.terminal.transport.flow_control import QUESTION, FlowControl
from tui.terminal.width.cell_width import Rules, measure_by
from tui.terminal.width.width_probe import WidthQuestions

SYNC_START: Final = "\x1b[?2026h"
SYNC_END: Final = "\x1b[?2026l"
LINK_END: Final = "\x1b]8;;\x1b\\"
_WHERE: Final = "\x1b[6n"
"""Query for the position of the cursor."""
_CONCEALED: Final = attribute_bits((8,))
_UNKNOWN: Final = ("\0", PLAIN)
"""Cell with unknown content."""
_NARROWEST: Final = 12
"""Width of the screen in cells below which no widths are queried."""
_WORTH_SYNCHRONISING: Final = 1024
"""Number of characters from which a frame may be seen half drawn."""


class Sink(Protocol):
    """Destination of bytes."""

    @property
    def waiting(self) -> bool:
        """True if the terminal has not taken all bytes yet."""
        ...

    def send(self, data: bytes) -> None:
        """Write the bytes in order."""
        ...


class FrameSender:
    """Sender of the difference between the shown and the wanted screen."""

    def __init__(self, options: EncoderOptions) -> None:
        self.options = options
        self.pace = FlowControl()
        self.synchronised = False
        """True if the terminal is known to support synchronized output of a frame."""
        self.frames = 0
        """Number of frames that were sent."""
        self.widths = WidthQuestions(compounds=options.shows)
        """Queries for the widths of letters with marks and of pictures."""
        self._asked_at: tuple[int, int] | None = None
        self._is_measuring = False
        self._wanted: Grid = ()
        self._shown: list[Line | None] = []
        self._pen: Style | None = None
        self._link_left = False
        self._behind = False
        self._cursor = (0, 0)
        self._parked: tuple[int, int] | None = None

    @property
    def wanted(self) -> Grid:
        """Newest state of the screen."""
        return self._wanted

    @property
    def behind(self) -> bool:
        """True if there may be a difference to send."""
        return self._behind

    @property
    def knows_screen(self) -> bool:
        """True if the content of every row of the terminal is known."""
        return None not in self._shown

    @property
    def link_open(self) -> bool:
        """True if text that is written now would be part of a link."""
        return self._link_left or bool(self._pen and self._pen.link)

    def resize(self, width: int, height: int) -> None:
        """Set the size of the screen, in cells; its content is then unknown."""
        self._wanted = resized(self._wanted or blank_grid(width, height), width, height)
        # Rows of the old width are hardly used again; those of a large screen take a few megabytes.
        parse_text.cache_clear()
        row_runs.cache_clear()
        self.forget()

    def begin_measuring(self, rules: Rules) -> None:
        """Measure by these rules; after an interruption, by what was learned about the terminal."""
        if not self._is_measuring:
            self._is_measuring, self.widths.rules = True, rules
        measure_by(self.widths.rules)

    def draw(self, frame: Frame) -> None:
        """Draw a frame into the wanted screen."""
        self._note_widths(frame.pieces)
        self._wanted = painted(self._wanted, frame.pieces)
        self._cursor = frame.cursor
        self._behind = True

    def forget(self, *, repaint: bool = False) -> None:
        """Treat the terminal's content as unknown.

        All of it is sent with the next frame, or at once if `repaint`.
        """
        self._shown = [None] * len(self._wanted)
        self._link_left = self.link_open
        self._pen = None
        self._parked = None
        self._behind = self._behind or repaint

    @property
    def asks_widths(self) -> bool:
        """True if there is a width to query and no other query is unanswered."""
        width = self._wanted[0].width if self._wanted else 0
        return (
            self.widths.pending
            and self.pace.answers
            and not self.pace.outstanding
            and width >= _NARROWEST
            and len(self._wanted) > 1
        )

    def answered(self, position: tuple[int, int] | None) -> bool:
        """Handle the answer to a query of a width.

        Args:
            position: The line and column of the cursor; None if it wasn't reported.

        Returns:
            True if the rules have changed, so that the layout must be computed again.
        """
        if self._asked_at is None:
            return False
        (line, column), self._asked_at = self._asked_at, None
        if position is None:
            has_changed = self.widths.no_answer()
        else:
            cells = position[1] - column
            has_changed = self.widths.answer(cells if position[0] == line and cells >= 0 else None)
        # Rows that were drawn with the old rules are compared again, too.
        parse_text.cache_clear()
        row_runs.cache_clear()
        forget_widths()
        if not has_changed:
            self._behind = True
            return False
        measure_by(self.widths.rules)
        # The wanted screen has a wrong layout, too: it is not sent, since a new frame follows.
        self._shown = [None if line and _is_uncertain(line) else line for line in self._shown]
        return True

    def _note_widths(self, pieces: Iterable[Piece]) -> None:
        for _, _, row in pieces:
            for x in row.uncertain:
                self.widths.note(row.cells[x][0])

    def _ask_width(self, sink: Sink, now: float) -> None:
        """Write the text to be measured, invisibly, over blanks, and query the cursor."""
        text, cells = self.widths.next_text(self._wanted[0].width)
        y, x, blank_style = blank_at(self._wanted, cells)
        self._asked_at = y, x
        pen = Style(_CONCEALED, _as_ink(blank_style.background), blank_style.background)
        sequence = f"\x1b[{y + 1};{x + 1}H{transition(self._pen, pen)}{text}"
        self._pen = pen
        if (line := self._shown[y]) is not None:
            self._shown[y] = line.drawn([(x, Row((_UNKNOWN,) * cells, ((cells, PLAIN),)))])
        self._parked = None
        self.pace.asked(now)
        sink.send((sequence + _WHERE + QUESTION).encode())

    def advance(self, sink: Sink, now: float) -> float | None:
        """Send the newest state if a frame may be sent.

        Returns:
            The seconds after which to call again; None if only an event can change anything.
        """
        if not self._behind and not sink.waiting and self.asks_widths:
            self._ask_width(sink, now)
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
        text, self._pen = encode_difference(self._shown, self._wanted, self._pen, self.options)
        if self._link_left:
            text, self._link_left = LINK_END + text, False
        self._shown = list(self._wanted)
        self._behind = False
        # The cursor is hidden, but input methods show their window at its position.
        has_moved = self._cursor != (self._parked or (0, 0))
        if has_moved or (text and self._cursor != (0, 0)):
            y, x = self._parked = self._cursor
            text += f"\x1b[{y + 1};{x + 1}H"
        if self.synchronised and len(text) > _WORTH_SYNCHRONISING:
            text = f"{SYNC_START}{text}{SYNC_END}"
        return text


def _is_uncertain(line: Line) -> bool:
    return any(row.uncertain for row in line.rows)


def _as_ink(background: str) -> str:
    """Return the SGR parameters of the foreground for those of a background colour."""
    if background.startswith("48"):
        return f"3{background[1:]}"
    return str(int(background) - 10) if background else ""
