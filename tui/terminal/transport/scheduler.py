"""The wire to the terminal: the newest state goes out as fast as it is answered, never faster.

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
"""Textual draws on standard error."""


class FrameScheduler:
    """Wanted screen and its output, from `open` until `close`."""

    def __init__(self, skill: EncoderOptions, look: Callable[[], None]) -> None:
        """`look`: called before anything goes, for the terminal may have another size by now."""
        self.sender: Final = FrameSender(skill)
        self.open_for_frames = False
        """True if the screen is ours now, so that frames may be sent."""
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
        """Bytes the terminal took since the wire was opened."""
        return self._output.sent if self._output is not None else 0

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Make ready to send, with nothing known of how fast."""
        self._loop = loop
        if self._output is None:
            self._output = NonBlockingWriter(DRAWN_ON)
        self.sender.pace.begin_anew()

    def begin(self) -> None:
        """Let frames go from here on: all of the newest state first, if there is one."""
        self.sender.forget(repaint=self.sender.frames > 0)
        self.open_for_frames = True
        self.advance()

    def begin_anew(self, modes: str) -> None:
        """Set the `modes` again and send everything again, with nothing known of how fast."""
        self.sender.pace.begin_anew()
        self.sender.widths.forget()
        self.sender.forget(repaint=True)
        self.send(modes)
        self.advance()

    def send(self, text: str) -> None:
        """Write something that is no frame, in order with what went before."""
        if self._output is not None:
            self._output.send(text.encode())
            self._watch()

    def advance(self) -> None:
        """Send what may be sent, and see to it that the rest is looked at again."""
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

    def answered(self, count: int, at: float) -> None:
        """Count `answers` at a time, and send the frames that waited for them."""
        for _ in range(count):
            self.sender.pace.answered(at)
        if self.sender.behind or self.sender.asks_widths:
            self.advance()

    def hold(self) -> None:
        """Send no frame any more."""
        self.open_for_frames = False
        self._cancel_timer()

    def await_answers(self, answers: AnswerCount) -> None:
        """Wait, but not for long, for what the terminal was asked."""
        if self._output is not None:
            await_last_answers(self._output, self.sender.pace, answers)

    def drain(self) -> None:
        """Let the last bytes out, waiting a little."""
        if self._output is not None:
            self._output.drain(DRAIN)

    def close(self) -> None:
        """Let the last bytes out and let go of the terminal."""
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
