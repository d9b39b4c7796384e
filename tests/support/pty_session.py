"""A program on a pty with a terminal at the other end, which answers its requests."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.support.emulator import Emulator

ROOT = Path(__file__).parents[2]
LIMIT = 60.0
"""Seconds after which a test stops waiting."""
COLOURS = {
    "true": {"COLORTERM": "truecolor"},
    "256": {"COLORTERM": "", "TEXTUAL_COLOR_SYSTEM": "256"},
    "16": {"COLORTERM": "", "TEXTUAL_COLOR_SYSTEM": "standard"},
}
"""Environment variables for the number of colours of a terminal, by a short name."""
_QUESTION = re.compile(rb"\x1b\[(5n|6n|\?(2026|2048)\$p)")
LEFT_ON = {1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2048}


def _take_terminal() -> None:
    """Start the program as a login shell would, however the tests were started.

    A background job of a shell, as the tests may be, ignores interrupts.
    """
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Session:
    """A program under test: press keys, wait for a condition, look at the screen."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (90, 24),
        environ: Mapping[str, str] | None = None,
        synchronised: bool = True,
        emulator: Emulator | None = None,
        reports_cursor: bool = False,
    ) -> None:
        """Start a program; with `reports_cursor` the terminal tells where its cursor is."""
        self.emulator = emulator or Emulator(*size)
        self.reports_cursor = reports_cursor
        self.answering = True
        self.reading = True
        self.drawing = True
        """True if the output is drawn on the emulator, too."""
        self.synchronised = synchronised
        self.roots: set[int] = set()
        """Processes of which the program is a descendant, if it is not the command itself."""
        self.rate = 0
        """Bytes a second over the link; 0 for no limit."""
        self.owed = 0
        self.received = bytearray()
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._tail = b""
        self.master, self.slave = pty.openpty()
        self._set_size(*size)
        self.settings_before = termios.tcgetattr(self.slave)
        variables = {
            name: value
            for name, value in os.environ.items()
            if name not in ("TMUX", "STY", "COLUMNS", "LINES", "NO_COLOR", "TEXTUAL_DRIVER")
        }
        variables.update(
            TERM="xterm-256color",
            COLORTERM="truecolor",
            LANG="C.UTF-8",
            PYTHONPATH=str(ROOT),
        )
        variables.update(environ or {})
        self.process = subprocess.Popen(
            command,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=variables,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def press(self, keys: str | bytes) -> None:
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, width: int, height: int) -> None:
        self.emulator.resize(height, width)
        self._set_size(width, height)

    def pump(self, seconds: float) -> bool:
        """Wait until the program writes; return True if it did."""
        if not self.reading:
            time.sleep(seconds)
            return False
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 512 if self.rate else 65536)
        except OSError:
            return False
        if self.rate:
            time.sleep(len(data) / self.rate)
        self.received += data
        if self.drawing:
            self.emulator.feed(self._decode(data))
        data = self._tail + data
        end = 0
        for question in _QUESTION.finditer(data):
            self._answer(question[1])
            end = question.end()
        self._tail = data[max(end, len(data) - 8) :]
        return True

    def _answer(self, question: bytes) -> None:
        if question == b"5n":
            if self.answering:
                self.press("\x1b[0n")
            else:
                self.owed += 1
        elif question == b"6n":
            if self.reports_cursor:
                line, column = self.emulator.cursor_reports.pop(0)
                self.press(f"\x1b[{line};{column}R")
        elif question == b"?2026$p":
            self.press(f"\x1b[?2026;{2 if self.synchronised else 0}$y")

    def until(self, condition: Callable[[], bool], limit: float = LIMIT) -> None:
        """Wait until `condition` returns True."""
        end = time.monotonic() + limit
        while not condition():
            assert time.monotonic() < end, (
                f"never came; the screen:\n{self.emulator.text()}\n"
                f"and what was sent last:\n{bytes(self.received[-400:])!r}"
            )
            self.pump(0.05)

    def until_text(self, text: str) -> None:
        self.until(lambda: text in self.emulator.text())

    def until_quiet(self, seconds: float = 0.3) -> None:
        """Wait until the program writes nothing for a while, and waits for something to do.

        On a busy machine a program that is silent may only wait for the processor.
        """
        end = time.monotonic() + LIMIT
        looks = 0  # two in a row: a process that just begins, or has just handed over, is not seen
        while looks < 2:
            is_busy = self.pump(0.05 if looks else seconds)
            looks = 0 if is_busy or is_at_work({self.process.pid, *self.roots}) else looks + 1
            assert time.monotonic() < end, "never quiet"

    def ended(self) -> int:
        """Return the exit code, once the program has ended and all its output was read."""
        self.until(lambda: self.process.poll() is not None)
        while self.pump(0.1):
            pass
        return self.process.returncode

    def left_behind(self) -> list[str]:
        """Return the settings of the terminal that the program did not restore."""
        problems = [str(mode) for mode in sorted(self.emulator.modes_on & LEFT_ON)]
        problems += ["cursor hidden"] if 25 not in self.emulator.modes_on else []
        problems += ["keyboard"] if self.emulator.keyboard else []
        problems += ["colours"] if self.emulator.cursor.attrs != self.emulator.default_char else []
        settings = termios.tcgetattr(self.slave)
        return problems + (["line discipline"] if settings[:4] != self.settings_before[:4] else [])


def is_at_work(roots: Container[int]) -> bool:
    """Return True if a thread of some processes, or of their descendants, runs or wants to run.

    Where there is no `/proc`, False.
    """
    parents: dict[int, int] = {}
    wanting: set[int] = set()
    for task in _tasks():
        with suppress(OSError):  # it has ended meanwhile
            state, parent = (task / "stat").read_text().rpartition(")")[2].split()[:2]
            process = int(task.parts[2])
            parents[process] = int(parent)
            if state in "RD":
                wanting.add(process)
    return any(_descends(process, roots, parents) for process in wanting)


def _tasks() -> Iterator[Path]:
    """Yield the folder of each thread of each process."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            yield from (process / "task").iterdir()


def _descends(process: int, roots: Container[int], parents: Mapping[int, int]) -> bool:
    while process and process not in roots:
        process = parents.get(process, 0)
    return process != 0


def panes(driver: str, *arguments: str) -> list[str]:
    """Return the command of the demo app."""
    return [sys.executable, "-m", "tests.support.demo_app", driver, *arguments]
