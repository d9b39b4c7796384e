"""A process with limits: it runs a function on bytes from outside, and can do little harm.

It is for parsers of formats that are often attacked. It has limits of memory, CPU time and
wall-clock time. It writes no file, opens no connection and starts no process (`limited_child.py`).
It returns JSON: with pickle, a parser that an attacker controls could run code in this process.
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
"""Number of runs after which a process is replaced, so that memory leaks of parsers stay small."""
_START = (
    "import sys; sys.path[:] = {path!r}; import tui.processes.limited_child as c; c.serve({fd})"
)
_MEGABYTE = 1 << 20
_WHOLE = 3
"""Seconds of CPU for all values, as a multiple of those for the first one."""
_OUT_OF_MEMORY = frozenset({-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL})
"""Exit codes with which libraries in C and C++ end when they get no memory."""


class ProcessLimitError(VariorumError):
    """The function raised an error or exceeded a limit; the message is the reason."""


class ComputingLimitError(ProcessLimitError):
    """The function needs more seconds of CPU than it may use."""


class ProcessLimits(NamedTuple):
    """Limits of one run."""

    memory: int = 200 << 20
    """Bytes of address space beyond those that the process has when the run starts and the data
    takes."""
    cpu: float = 2.0
    """Seconds of CPU until the first value, and from each value to the next one."""
    cpu_of_megabyte: float = 2.5
    """Additional seconds of CPU for each megabyte of the data."""
    most_cpu: float = 30.0
    """Largest number of seconds of CPU until the next value, however large the data are."""
    whole_cpu: float = 60.0
    """Largest number of seconds of CPU for all values; for small data, three times those for
    one."""
    wall: float = 300.0
    """Seconds until the function has returned, without those that the size of the data adds."""
    wall_of_megabyte: float = 20.0
    returned: int = 256 << 20
    """Largest size of all values together, in bytes of JSON."""

    def cpu_for(self, size: int) -> float:
        """Return the seconds of CPU until the first value, for data of `size` bytes."""
        return min(self.cpu + self.cpu_of_megabyte * size / _MEGABYTE, self.most_cpu)


class LimitedProcess:
    """One process, which executes one run at a time; it ends when this process ends."""

    def __init__(self) -> None:
        own_end, child_end = socket.socketpair()
        with child_end:
            try:
                self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                    [sys.executable, "-I", "-c",
                     _START.format(path=[p for p in sys.path if p], fd=child_end.fileno())],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    pass_fds=[child_end.fileno()],
                )  # fmt: skip
            except OSError:
                own_end.close()
                raise
        self._link = own_end
        self._runs = 0

    @property
    def is_usable(self) -> bool:
        """False after a run that was not answered to its end, or after enough runs."""
        return self._process.poll() is None and self._runs < _MOST_RUNS

    def run(
        self,
        function: str,
        data: bytes,
        *arguments: Any,
        modules: Sequence[str] = (),
        limits: ProcessLimits = ProcessLimits(),
    ) -> list[Any]:
        """Return the values that `function(data, *arguments)` yields; all of them are JSON.

        Args:
            function: Module and name, joined by a dot.
            data: The bytes from outside.
            arguments: Further arguments, as values of JSON.
            modules: Modules that are imported before the limits apply.
            limits: The limits of this run.

        Raises:
            ComputingLimitError: If it needs more seconds of CPU than `limits` allow.
            ProcessLimitError: If the function raised an error, or another limit was reached.
        """
        self._runs += 1
        wall = limits.wall + limits.wall_of_megabyte * len(data) / _MEGABYTE
        deadline = time.monotonic() + wall
        cpu = limits.cpu_for(len(data))
        whole_cpu = min(_WHOLE * cpu, limits.whole_cpu)
        run = [function, modules, limits.memory, cpu, whole_cpu, arguments]
        request = json.dumps(run).encode()
        values: list[Any] = []
        rest_size = limits.returned
        is_answered = False
        try:
            write_frame(self._link, VALUE, request, deadline)
            write_frame(self._link, VALUE, data, deadline)
            while True:
                kind, content = read_frame(self._link, rest_size, deadline)
                rest_size -= len(content)
                is_answered = kind in (END, ERROR)
                if kind == END:
                    return values
                if kind == ERROR:
                    raise ProcessLimitError(content.decode("utf-8", "replace"))
                values.append(json.loads(content.decode("utf-8", "surrogatepass")))
        except TimeoutError as error:
            raise ProcessLimitError("it takes too long") from error
        except (OSError, EOFError, ValueError, RecursionError) as error:
            raise self._reason_of_end() from error
        finally:
            # Values that are still to come must not become those of the next run.
            if not is_answered:
                self.close()

    def _reason_of_end(self) -> ProcessLimitError:
        """Return the error with the reason for the end of the process in the middle of a run."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        if self._process.returncode in {-signal.SIGPROF, -signal.SIGXCPU}:
            return ComputingLimitError("it takes too much computing time")
        if self._process.returncode in _OUT_OF_MEMORY:
            return ProcessLimitError("it needs too much memory")
        return ProcessLimitError("its reader failed")

    def close(self) -> None:
        """End the process, and a run that is in progress with it."""
        self._link.close()
        self._process.kill()
        self._process.wait()


class LimitedProcesses:
    """Several limited processes, for runs from several threads; each starts when it is needed."""

    def __init__(self, size: int | None = None) -> None:
        """Allow `size` processes at once, by default one for each core."""
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
        """Return the values that `function` yields, as `LimitedProcess.run` does.

        Raises:
            ProcessLimitError: If the function raised an error, or a limit was reached.
        """
        if os.getpid() != self._owner:
            self._begin()  # a fork of this process must not use the parent's processes
        with self._free:
            process = self._take_process()
            try:
                return process.run(function, data, *arguments, modules=modules, limits=limits)
            finally:
                if process.is_usable:
                    self._idle.append(process)
                else:
                    process.close()

    def _take_process(self) -> LimitedProcess:
        with suppress(IndexError):
            return self._idle.pop()
        try:
            return LimitedProcess()
        except OSError as error:
            raise ProcessLimitError("no process can be started to read it") from error

    def close(self) -> None:
        """End the processes that are idle."""
        while self._idle and os.getpid() == self._owner:
            self._idle.pop().close()
