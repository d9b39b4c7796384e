"""Textual's driver for Linux, thrifty on the wire and mannerly to the terminal.

Everything that touches the screens runs on the event loop's thread; the input thread only reports.
"""

import asyncio
import os
import signal
import sys
import termios
import threading
import time
from contextlib import suppress
from functools import partial
from typing import Any, Final

from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.capabilities import find_capabilities
from tui.terminal.farewell import DRAIN, AnswerCount, await_last_answers
from tui.terminal.frames import is_harmless, parse_frame
from tui.terminal.listener import Ears, Listener
from tui.terminal.modes import Modes
from tui.terminal.output import Output
from tui.terminal.pacing import Pace
from tui.terminal.painting import Skill
from tui.terminal.sender import SYNC_END, SYNC_START, Sender

PLAIN_DRIVER: Final = "plain"
"""The choice that leaves Textual's own driver in place."""

_PIXEL_MOUSE_OFF: Final = "\x1b[?1016l"
_QUIET_AFTER_RESIZE: Final = 0.1
"""Seconds in which Textual usually draws a new size; a repaint of our own waits for it."""
_DRAWN_ON: Final = 2
"""Textual draws on standard error."""
_HANGUP_CODE: Final = 128 + signal.SIGHUP


def driver_class(choice: str = "") -> type[Driver] | None:
    """Give the driver to hand to `App(driver_class=...)`; None for Textual's own choice.

    Any choice but `plain` is the economical driver, where it works.
    """
    if choice == PLAIN_DRIVER or not sys.platform.startswith("linux"):
        return None
    return None if os.environ.get("TEXTUAL_DRIVER") else EconomicalDriver


class EconomicalDriver(LinuxDriver):
    """Sends only what changed, and only as fast as the terminal answers."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        found = find_capabilities(os.environ)
        self._sender = Sender(Skill(colours_erased=found.colours_erased, scrolls=found.scrolls))
        self._output: Output | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._size_now = (0, 0)
        self._lost = False
        self._modes = Modes()
        self._loop_thread = threading.get_ident()
        self._answers = AnswerCount()
        self._listener: Listener | None = None
        self._drawing = False
        self._raw: list[Any] | None = None

    # -- what the app may ask

    @property
    def round_trip(self) -> float | None:
        """The link's round trip in seconds as last measured, None before the first answer."""
        return self._sender.pace.round_trip

    @property
    def frame_time(self) -> float | None:
        """The usual seconds from sending a frame until the terminal has drawn it."""
        return self._sender.pace.frame_time

    @property
    def bytes_sent(self) -> int:
        """Bytes the terminal took since the application started or resumed."""
        return self._output.sent if self._output is not None else 0

    @property
    def frames_sent(self) -> int:
        """Frames sent so far."""
        return self._sender.frames

    @property
    def synchronised(self) -> bool:
        """Whether the terminal confirmed synchronised output."""
        return self._sender.synchronised

    def redraw(self) -> None:
        """Take nothing for granted: set every mode again and send the whole screen."""
        if self._raw is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
        self._sender.pace = Pace()
        self._sender.forget(repaint=True)
        if self._output is not None:
            self._output.send(self._modes.again.encode())
        self._advance()
        self._app.refresh()

    def set_mouse(self, *, enabled: bool) -> None:
        """Ask the terminal to report the mouse, or not to."""
        if enabled:
            self._mouse = True
            self._enable_mouse_support()
            if self._in_band_window_resize:
                self._enable_mouse_pixels()
        else:
            self._disable_mouse_support()
            self.write(_PIXEL_MOUSE_OFF)
            self._mouse = False

    # -- output

    def write(self, data: str) -> None:
        """Take what Textual writes: a frame becomes the newest state, the rest passes through."""
        if threading.get_ident() != self._loop_thread:
            self._on_loop(self.write, data)
            return
        if data in (SYNC_START, SYNC_END):
            self._sender.synchronised = True
            return
        frame = parse_frame(data)
        if frame is not None:
            self._sender.draw(frame)
        if frame is None or not frame.understood:
            self._pass_through(data)
        self._advance()

    def _pass_through(self, data: str) -> None:
        self._modes.note(data)
        if not is_harmless(data):
            self._sender.forget()
        if self._output is not None:
            self._output.send(data.encode())
            self._watch_output()

    def _advance(self) -> None:
        """Send what may be sent, and see to it that the rest is looked at again."""
        self._cancel_timer()
        if self._output is None or self._output.gone or not self._drawing:
            return
        if self._sender.behind and self._get_terminal_size() != self._size_now:
            self._measure()
        wait = self._sender.advance(self._output, time.monotonic())
        self._watch_output()
        if wait is not None:
            self._timer = self._loop.call_later(wait, self._advance)

    def _watch_output(self) -> None:
        if self._output is not None and self._output.waiting:
            self._loop.add_writer(self._output.descriptor, self._output_ready)

    def _output_ready(self) -> None:
        if self._output is None:
            return
        self._output.push()
        if not self._output.waiting:
            self._loop.remove_writer(self._output.descriptor)
            self._advance()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _answered(self, count: int, at: float) -> None:
        for _ in range(count):
            self._sender.pace.answered(at)
        self._answers.take(count)
        if self._sender.behind:
            self._advance()

    # -- size

    def _get_terminal_size(self) -> tuple[int, int]:
        """Give columns and rows of the terminal drawn on, which standard output may not be."""
        if "COLUMNS" not in os.environ and "LINES" not in os.environ:
            with suppress(OSError):
                size = os.get_terminal_size(_DRAWN_ON)
                if size.columns and size.lines:
                    return size.columns, size.lines
        return super()._get_terminal_size()

    def _measure(self) -> None:
        (width, height), before = self._get_terminal_size(), self._size_now
        self._lost = self._lost or width < before[0] or height < before[1]
        self._size_now = width, height
        self._sender.resize(width, height)

    def _resized(self) -> None:
        """Forget the screen, which the terminal may have folded; repaint if Textual does not."""
        self._measure()
        self._loop.call_later(_QUIET_AFTER_RESIZE, self._repaint_if_unknown)

    def _repaint_if_unknown(self) -> None:
        if self._lost:
            # What was cut off is with Textual only, which may never have seen a size that passed.
            self._lost = False
            self._app.refresh()
        if not self._sender.knows_screen:
            self._sender.forget(repaint=True)
            self._advance()

    # -- coming and going

    def start_application_mode(self) -> None:
        """Take the terminal over, and show the newest state if there already is one."""
        self._loop_thread = threading.get_ident()
        if self._listener is None:
            ears = Ears(self.process_message, self._hear_answers, self._is_expecting)
            self._listener = Listener(self.fileno, ears, debug=self._debug)
        if self._output is None:
            self._output = Output(_DRAWN_ON)
        self._sender.pace = Pace()
        self._measure()
        earlier = self._key_thread
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._drawing:
            # In the background it stopped again; coming back has started everything since.
            return
        if self._key_thread is earlier:
            self._let_go()
            return
        with suppress(termios.error):
            self._raw = termios.tcgetattr(self.fileno)
        if self._writer_thread is not None:
            # Textual starts it for its own writing, which is not used here.
            self._writer_thread.stop()
            self._writer_thread = None
        self._follow_resizes()
        self._sender.forget(repaint=self._sender.frames > 0)
        self._drawing = True
        self._advance()

    def _follow_resizes(self) -> None:
        told = signal.getsignal(signal.SIGWINCH)

        def on_resize(number: int, frame: Any) -> None:
            self._on_loop(self._resized)
            if callable(told):
                told(number, frame)

        signal.signal(signal.SIGWINCH, on_resize)

    def disable_input(self) -> None:
        """Stop reading, once the terminal has answered what it was asked."""
        if self._listener is None:
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            self._disable_mouse_support()
            if self._output is not None:
                await_last_answers(self._output, self._sender.pace, self._answers)
        self._listener.leave()
        super().disable_input()
        self._listener.close()
        self._listener = None

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        self._drawing = False
        self._cancel_timer()
        if self._output is None:
            return
        self.write("\x1b[0m")
        super().stop_application_mode()
        self.write(_PIXEL_MOUSE_OFF)
        self._output.drain(DRAIN)

    def close(self) -> None:
        """Let the last bytes out and let go of the terminal."""
        self._cancel_timer()
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        if self._output is not None:
            self._output.drain(DRAIN)
            self._loop.remove_writer(self._output.descriptor)
            self._output.close()
            self._output = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _sigtstp_application(self, *_: Any) -> None:
        """Stop at the next turn of the loop: now may be the middle of a frame."""
        if self._auto_restart:
            self._on_loop(super()._sigtstp_application)
        else:
            super()._sigtstp_application()

    def _sigcont_application(self, *_: Any) -> None:
        """Come back, from our own stop or from one that was not asked for."""
        if not self._drawing:
            super()._sigcont_application()
        elif self._auto_restart:
            self._on_loop(self.redraw)

    # -- input, on a thread of its own

    def run_input_thread(self) -> None:
        """Read the keyboard until told to leave or until the terminal is gone."""
        if self._listener is not None and not self._listener.run() and self.input_tty:
            self._on_loop(partial(self._app.exit, return_code=_HANGUP_CODE))

    def _hear_answers(self, count: int) -> None:
        self._answers.hear(count)
        self._on_loop(self._answered, count, time.monotonic())

    def _is_expecting(self) -> bool:
        return self._sender.pace.outstanding > 0

    def _on_loop(self, callback: Any, *arguments: Any) -> None:
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(callback, *arguments)
