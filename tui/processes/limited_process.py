"""A process with limits: it runs a function on bytes from outside, and can do little harm.

For parsers of formats that are attacked. It has limits of memory, CPU and wall-clock time, writes
no file, opens no connection and starts no process; `limited_child.py` holds that. What it returns
is JSON, since unpickling would let a parser that was taken over act on this process.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, NamedTuple, Self

from tui.errors import VariorumError
from tui.processes.frames import END, ERROR, VALUE, read_frame, write_frame

_MOST_RUNS = 500
"""Runs after which a process is replaced, so that what parsers leak does not grow."""
_START = (
    "import sys; sys.path[:] = {path!r}; import tui.processes.limited_child as c; c.serve({fd})"
)
_MEGABYTE = 1 << 20
_WHOLE = 3
"""Seconds of CPU for all values, in seconds for the first one."""
_OUT_OF_MEMORY = frozenset({-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL})
"""Ends by which libraries in C and C++ say that they got no memory."""


class ProcessLimitError(VariorumError):
    """The function raised an error or went beyond a limit; the message says which."""


class ComputingLimitError(ProcessLimitError):
    """The function needs more seconds of CPU than it may use."""


class ProcessLimits(NamedTuple):
    """The limits of one run of a function."""

    memory: int = 200 << 20
    """Bytes of address space above what the process has when the run starts, and the data."""
    cpu: float = 2.0
    """Seconds of CPU until a value is returned, and from each value to the next one."""
    cpu_of_megabyte: float = 2.5
    """Seconds of CPU more for each megabyte of the data."""
    most_cpu: float = 30.0
    """Seconds of CPU until the next value, at most, however large the data are."""
    whole_cpu: float = 60.0
    """Seconds of CPU for all values together, at most; of small data three times those of one."""
    wall: float = 300.0
    """Seconds until the function has returned, besides what the size of the data adds."""
    wall_of_megabyte: float = 20.0
    returned: int = 256 << 20
    """Bytes of all values together, as JSON."""

    def cpu_for(self, size: int) -> float:
        """Return the seconds of CPU until a value is returned, for data of `size` bytes."""
        return min(self.cpu + self.cpu_of_megabyte * size / _MEGABYTE, self.most_cpu)


class LimitedProcess:
    """One process, which runs a function at a time; it ends when this process does."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                    [sys.executable, "-I", "-c",
                     _START.format(path=[p for p in sys.path if p], fd=theirs.fileno())],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                )  # fmt: skip
            except OSError:
                ours.close()
                raise
        self._link = ours
        self._runs = 0

    @property
    def is_usable(self) -> bool:
        """False after a limit was reached, or when the process has run often enough."""
        return self._process.poll() is None and self._runs < _MOST_RUNS

    def run(
        self,
        function: str,
        data: bytes,
        *arguments: Any,
        modules: Sequence[str] = (),
        limits: ProcessLimits = ProcessLimits(),
    ) -> list[Any]:
        """Return the values that `function(data, *arguments)` yields; all of them JSON.

        Args:
            function: Module and name, joined by a dot.
            data: The bytes from outside.
            arguments: Further arguments, as JSON has them.
            modules: Modules that are imported before the limits hold.
            limits: The limits of this run.

        Raises:
            ComputingLimitError: It needs more seconds of CPU than `limits` allow.
            ProcessLimitError: The function raised an error, or another limit was reached.
        """
        self._runs += 1
        wall = limits.wall + limits.wall_of_megabyte * len(data) / _MEGABYTE
        deadline = time.monotonic() + wall
        cpu = limits.cpu_for(len(data))
        whole_cpu = min(_WHOLE * cpu, limits.whole_cpu)
        run = [function, modules, limits.memory, cpu, whole_cpu, arguments]
        asked = json.dumps(run).encode()
        values: list[Any] = []
        left = limits.returned
        try:
            write_frame(self._link, VALUE, asked, deadline)
            write_frame(self._link, VALUE, data, deadline)
            while True:
                kind, content = read_frame(self._link, left, deadline)
                left -= len(content)
                if kind == END:
                    return values
                if kind == ERROR:
                    raise ProcessLimitError(content.decode("utf-8", "replace"))
                values.append(json.loads(content.decode("utf-8", "surrogatepass")))
        except TimeoutError as error:
            self.close()
            raise ProcessLimitError("it takes too long") from error
        except (OSError, EOFError, ValueError) as error:
            reason = self._reason_of_end()
            self.close()
            raise reason from error

    def _reason_of_end(self) -> ProcessLimitError:
        """Return the error that says why the process ended in the middle of a run."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        if self._process.returncode in {-signal.SIGPROF, -signal.SIGXCPU}:
            return ComputingLimitError("it takes too much computing")
        if self._process.returncode in _OUT_OF_MEMORY:
            return ProcessLimitError("it needs too much memory")
        return ProcessLimitError("its reader broke down")

    def close(self) -> None:
        """End the process; a run that is under way is given up."""
        self._link.close()
        self._process.kill()
        self._process.wait()


class LimitedProcesses:
    """Some limited processes, for runs from several threads; each starts when it is needed."""

    def __init__(self, size: int | None = None) -> None:
        """Let `size` processes run at once, by default one for each core."""
        self._size = size or os.cpu_count() or 1
        self._begin()

    def _begin(self) -> None:
        self._owner = os.getpid()
        self._free = threading.Semaphore(self._size)
        self._idle: list[LimitedProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None
    ) -> None:
        self.close()

    def run(
        self,
        function: str,
        data: bytes,
        *arguments: Any,
        modules: Sequence[str] = (),
        limits: ProcessLimits = ProcessLimits(),
    ) -> list[Any]:
        """Return the values that `function` yields, as `LimitedProcess.run` does."""
        if os.getpid() != self._owner:
            self._begin()  # a fork of this process must not talk to the parent's processes
        with self._free:
            process = self._taken()
            try:
                return process.run(function, data, *arguments, modules=modules, limits=limits)
            finally:
                if process.is_usable:
                    self._idle.append(process)
                else:
                    process.close()

    def _taken(self) -> LimitedProcess:
        with suppress(IndexError):
            return self._idle.pop()
        try:
            return LimitedProcess()
        except OSError as error:
            raise ProcessLimitError("no process can be started to read it") from error

    def close(self) -> None:
        """End the processes that do not run anything."""
        while self._idle and os.getpid() == self._owner:
            self._idle.pop().close()
