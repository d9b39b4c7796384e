"""Scheduling of frames: the newest state waits until the flow control lets it be sent.

All of it runs on the event loop's thread.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from tui.terminal.encode.encoder import EncoderOptions
from tui.terminal.transport.frame_sender import FrameSender
from tui.terminal.transport.shutdown import DRAIN, AnswerCount, await_last_answers
from tui.terminal.transport.writer import NonBlockingWriter

DRAWN_ON: Final = 2
"""Descriptor on which Textual draws: standard error."""


class FrameScheduler:
    """Wanted screen and its output, from `open` until `close`."""

    def __init__(self, options: EncoderOptions, look: Callable[[], None]) -> None:
        """Prepare a scheduler.

        Args:
            options: Features of the terminal.
            look: Called before anything is sent, since the size of the terminal may have changed.
        """
        self.sender: Final = FrameSender(options)
        self.open_for_frames = False
        """True if the program owns the screen, so that frames may be sent."""
        self._look = look
        self._output: NonBlockingWriter | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        """True if there is a terminal to send to."""
        return self._output is not None

    @property
    def bytes_sent(self) -> int:
        """Number of bytes that the terminal took since `open`."""
        return self._output.sent if self._output is not None else 0

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare the sending; the speed is not known yet."""
        self._loop = loop
        if self._output is None:
            self._output = NonBlockingWriter(DRAWN_ON)
        self.sender.pace.begin_anew()

    def begin(self) -> None:
        """Allow frames from now on; send the newest state first, if there is one."""
        self.sender.forget(repaint=self.sender.frames > 0)
        self.open_for_frames = True
        self.advance()

    def begin_anew(self, modes: str) -> None:
        """Set the `modes` and send the whole screen again; the speed is not known then."""
        self.sender.pace.begin_anew()
        self.sender.widths.forget()
        self.sender.forget(repaint=True)
        self.send(modes)
        self.advance()

    def send(self, text: str) -> None:
        """Write text that is not a frame, in order with what was sent before."""
        if self._output is not None:
            self._output.send(text.encode())
            self._watch()

    def advance(self) -> None:
        """Send what may be sent, and schedule the rest."""
        self._cancel_timer()
        if self._output is None or self._loop is None:
            return
        if self._output.gone or not self.open_for_frames:
            return
        if self.sender.behind:
            self._look()
        wait = self.sender.advance(self._output, time.monotonic())
        self._watch()
        if wait is not None:
            self._timer = self._loop.call_later(wait, self.advance)

    def answered(self, count: int, now: float) -> None:
        """Record `count` answers at a time, and send the frames that waited for them."""
        for _ in range(count):
            self.sender.pace.answered(now)
        if self.sender.behind or self.sender.asks_widths:
            self.advance()

    def hold(self) -> None:
        """Send no more frames."""
        self.open_for_frames = False
        self._cancel_timer()

    def await_answers(self, answers: AnswerCount) -> None:
        """Wait for a limited time for the answers to all queries."""
        if self._output is not None:
            await_last_answers(self._output, self.sender.pace, answers)

    def drain(self) -> None:
        """Write the last bytes; wait for a limited time."""
        if self._output is not None:
            self._output.drain(DRAIN)

    def close(self) -> None:
        """Write the last bytes and close the terminal."""
        self._cancel_timer()
        if self._output is not None and self._loop is not None:
            self._output.drain(DRAIN)
            self._loop.remove_writer(self._output.descriptor)
            self._output.close()
            self._output = None

    def _watch(self) -> None:
        if self._output is not None and self._loop is not None and self._output.waiting:
            self._loop.add_writer(self._output.descriptor, self._go_on)

    def _go_on(self) -> None:
        if self._output is None or self._loop is None:
            return
        self._output.flush()
        if not self._output.waiting:
            self._loop.remove_writer(self._output.descriptor)
            self.advance()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
