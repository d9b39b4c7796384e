"""Textual's driver for Linux with few bytes on the line and careful treatment of the terminal.

All changes of the screens are made on the event loop's thread; the input thread only reports.
"""

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
from textual.message import Message
from textual.widget import Widget

from tui.terminal.encode.encoder import EncoderOptions
from tui.terminal.input.input_thread import InputCallbacks, Listener
from tui.terminal.modes import Modes, with_key_positions
from tui.terminal.probe.capabilities import find_capabilities
from tui.terminal.screen.frame_parser import is_harmless, parse_frame
from tui.terminal.transport.frame_sender import LINK_END, SYNC_END, SYNC_START
from tui.terminal.transport.scheduler import DRAWN_ON, FrameScheduler
from tui.terminal.transport.shutdown import AnswerCount
from tui.terminal.width.cell_width import RICH, Rules, measure_by

PLAIN_DRIVER: Final = "plain"
"""Setting that selects Textual's own driver."""

_PIXEL_MOUSE_OFF: Final = "\x1b[?1016l"
_QUIET_AFTER_RESIZE: Final = 0.1
"""Seconds in which Textual usually draws a new size; a repaint of our own waits for them."""
_HANGUP_CODE: Final = 128 + signal.SIGHUP


def driver_class(choice: str = "") -> type[Driver] | None:
    """Return the driver for `App(driver_class=...)`; None for Textual's own choice.

    Any choice except `plain` selects `EconomicalDriver`, if it can be used.
    """
    if choice == PLAIN_DRIVER or not sys.platform.startswith("linux"):
        return None
    return None if os.environ.get("TEXTUAL_DRIVER") else EconomicalDriver


class MeasureChanged(Message):
    """The terminal draws letters or pictures wider or narrower than was assumed.

    The layout of all widgets is computed again; a widget must drop its own cached measures.
    """


class EconomicalDriver(LinuxDriver):
    """Driver that sends only changes, and only as fast as the terminal answers."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        capabilities = find_capabilities(os.environ)
        options = EncoderOptions(
            colours_erased=capabilities.colours_erased,
            scrolls=capabilities.scrolls,
            shows=not capabilities.multiplexer,
        )
        self._wire = FrameScheduler(options, self._look_at_size)
        self._spacing_mark = capabilities.spacing_mark
        self._size_now = (0, 0)
        self._lost = False
        self._modes = Modes()
        self._loop_thread = threading.get_ident()
        self._answers = AnswerCount()
        self._listener: Listener | None = None
        self._raw: list[Any] | None = None

    # -- values for the app

    @property
    def round_trip(self) -> float | None:
        """Last measured round trip of the link in seconds; None before the first answer."""
        return self._wire.sender.pace.round_trip

    @property
    def frame_time(self) -> float | None:
        """Usual time from sending a frame until it is drawn, in seconds; None if unknown."""
        return self._wire.sender.pace.frame_time

    @property
    def bytes_sent(self) -> int:
        """Number of bytes that the terminal took since the application started or resumed."""
        return self._wire.bytes_sent

    @property
    def synchronised(self) -> bool:
        """True if the terminal confirmed synchronized output."""
        return self._wire.sender.synchronised

    def redraw(self) -> None:
        """Set every mode again and send the whole screen: its state is unknown."""
        if self._raw is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
        self._wire.begin_anew(self._modes.restore_sequence)
        self._app.refresh()

    def keep_apart(self, seconds: float) -> None:
        """Set the least interval of frames, in seconds, for a link that answers can't measure."""
        self._wire.sender.pace.least_apart = seconds

    def set_mouse(self, *, enabled: bool) -> None:
        """Let the terminal report the mouse, or not."""
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
        """Handle a write by Textual: a frame becomes the newest state, other text is sent on."""
        if threading.get_ident() != self._loop_thread:
            self._on_loop(self.write, data)
            return
        if data in (SYNC_START, SYNC_END):
            self._wire.sender.synchronised = True
            return
        frame = parse_frame(data)
        if frame is not None:
            self._wire.sender.draw(frame)
        if frame is None or not frame.understood:
            data = with_key_positions(data)
            self._modes.note(data)
            if not is_harmless(data):
                self._wire.sender.forget()
            self._wire.send(data)
        self._wire.advance()

    def _answered(self, count: int, now: float) -> None:
        self._answers.take(count)
        self._measured(None)
        self._wire.answered(count, now)

    def _measured(self, position: tuple[int, int] | None) -> None:
        if self._wire.sender.answered(position):
            self._app.post_message(MeasureChanged())
            for screen in self._app.screen_stack:
                for widget in screen.walk_children(Widget, with_self=True):
                    widget.refresh(layout=True)

    # -- size

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and rows of the terminal; standard output may be something else."""
        if "COLUMNS" not in os.environ and "LINES" not in os.environ:
            with suppress(OSError):
                size = os.get_terminal_size(DRAWN_ON)
                if size.columns and size.lines:
                    return size.columns, size.lines
        return super()._get_terminal_size()

    def _look_at_size(self) -> None:
        if self._get_terminal_size() != self._size_now:
            self._measure()

    def _measure(self) -> None:
        (width, height), previous_size = self._get_terminal_size(), self._size_now
        self._lost = self._lost or width < previous_size[0] or height < previous_size[1]
        self._size_now = width, height
        self._wire.sender.resize(width, height)

    def _resized(self) -> None:
        """Treat the screen as unknown after a resize; repaint it if Textual does not."""
        self._measure()
        self._loop.call_later(_QUIET_AFTER_RESIZE, self._repaint_if_unknown)

    def _repaint_if_unknown(self) -> None:
        if self._lost:
            # Only Textual has the cut-off content, and it may not have seen a short-lived size.
            self._lost = False
            self._app.refresh()
        if not self._wire.sender.knows_screen:
            self._wire.sender.forget(repaint=True)
            self._wire.advance()

    # -- start and end

    def start_application_mode(self) -> None:
        """Take over the terminal, and show the newest state if there is one."""
        self._loop_thread = threading.get_ident()
        if self._listener is None:
            callbacks = InputCallbacks(
                self.process_message, self._count_answers, self._is_expecting, self._report_position
            )
            self._listener = Listener(self.fileno, callbacks, debug=self._debug)
        self._wire.open(self._loop)
        self._measure()
        self._wire.sender.begin_measuring(Rules(spacing_mark=self._spacing_mark))
        previous_thread = self._key_thread
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._wire.open_for_frames:
            # The process was in the background and stopped again; its resumption has done the rest.
            return
        if self._key_thread is previous_thread:
            self._release()
            return
        with suppress(termios.error):
            self._raw = termios.tcgetattr(self.fileno)
        if self._writer_thread is not None:
            # Textual's thread for writing is not used here.
            self._writer_thread.stop()
            self._writer_thread = None
        self._follow_resizes()
        self._wire.begin()

    def _follow_resizes(self) -> None:
        previous_handler = signal.getsignal(signal.SIGWINCH)

        def on_resize(number: int, frame: Any) -> None:
            self._on_loop(self._resized)
            if callable(previous_handler):
                previous_handler(number, frame)

        signal.signal(signal.SIGWINCH, on_resize)

    def disable_input(self) -> None:
        """Stop reading, after the terminal has answered all queries."""
        if self._listener is None:
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            self._disable_mouse_support()
            self._wire.await_answers(self._answers)
        self._listener.leave()
        super().disable_input()
        self._listener.close()
        self._listener = None

    def stop_application_mode(self) -> None:
        """Restore the terminal's state at the start."""
        self._wire.hold()
        if not self._wire.is_open:
            return
        self.write(f"{LINK_END if self._wire.sender.link_open else ''}\x1b[0m")
        super().stop_application_mode()
        self.write(_PIXEL_MOUSE_OFF)
        self._wire.drain()

    def close(self) -> None:
        """Write the last bytes and close the terminal."""
        self._release()
        measure_by(RICH)
        super().close()

    def _release(self) -> None:
        self._wire.close()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _sigtstp_application(self, *_: Any) -> None:
        """Stop at the next turn of the event loop: a frame may be half written now."""
        if self._auto_restart:
            self._on_loop(super()._sigtstp_application)
        else:
            super()._sigtstp_application()

    def _sigcont_application(self, *_: Any) -> None:
        """Resume after our own stop, or after a stop by another process."""
        if not self._wire.open_for_frames:
            super()._sigcont_application()
        elif self._auto_restart:
            self._on_loop(self.redraw)

    # -- input, on a thread of its own

    def run_input_thread(self) -> None:
        """Read the keyboard until this is stopped or the terminal is closed."""
        if self._listener is not None and not self._listener.run() and self.input_tty:
            self._on_loop(partial(self._app.exit, return_code=_HANGUP_CODE))

    def _count_answers(self, count: int) -> None:
        self._answers.receive(count)
        self._on_loop(self._answered, count, time.monotonic())

    def _report_position(self, line: int, column: int) -> None:
        self._on_loop(self._measured, (line, column))

    def _is_expecting(self) -> bool:
        return self._wire.sender.pace.outstanding > 0

    def _on_loop(self, callback: Any, *arguments: Any) -> None:
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(callback, *arguments)
