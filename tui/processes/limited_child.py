"""The code that runs in a process with limits: its limits and its loop.

`limited_process.py` starts the process. The system limits memory, CPU time and the size of files.
An audit hook of the interpreter refuses connections, writing of files and new processes. A parser
in Python can't get around the hook unless it loads native code; a parser in C that an attacker
controls can.
"""

import json
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from tui.errors import VariorumError
from tui.processes.frames import END, ERROR, VALUE, read_frame, write_frame

_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "os.startfile", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink",
    "os.truncate", "os.chmod", "os.chown", "os.utime", "os.kill", "os.putenv", "shutil.", "pty.",
    "ftplib.", "http.", "urllib.", "smtplib.", "sqlite3.", "tempfile.",
)  # fmt: skip
"""Beginnings of the names of audited events that are refused: no parser of a file needs them."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LEAST_CPU = 0.01
"""Seconds of CPU that are left, at least: a timer of 0 would never end."""
_PARENT_CHECK = 1.0
"""Seconds between two checks that the parent process is alive."""
_LONGEST_DATA = 1 << 30
"""Largest size of the data of a run, in bytes."""
_LONGEST_REASON = 300
"""Largest length of an error's reason, in code points."""


class _Run(NamedTuple):
    """A run that the parent process requests."""

    function: str
    modules: list[str]
    memory: int
    cpu: float
    """Seconds until the first value, and from each value to the next one."""
    whole_cpu: float
    """Seconds for all values together."""
    arguments: list[Any]


def serve(descriptor: int) -> None:
    """Execute the runs that arrive on the socket `descriptor`, until its other end is closed."""
    link = socket.socket(fileno=descriptor)
    _ignore_signals()
    threading.Thread(target=_exit_without_parent, args=(os.getppid(),), daemon=True).start()
    _forbid_writing()
    with suppress(EOFError, OSError):
        while True:
            _, request = read_frame(link, _LONGEST_DATA)
            _, data = read_frame(link, _LONGEST_DATA)
            _answer(link, _Run(*json.loads(request)), data)


def _answer(link: socket.socket, run: _Run, data: bytes) -> None:
    try:
        for module in run.modules:
            import_module(module)
        function = _function(run.function)
        _limit_memory(run.memory)
        end = time.process_time() + run.whole_cpu
        _limit_cpu(min(run.cpu, run.whole_cpu))
        for value in function(data, *run.arguments):
            _limit_cpu(min(run.cpu, max(end - time.process_time(), _LEAST_CPU)))
            content = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
            write_frame(link, VALUE, content)
        kind, reason = END, ""
    except MemoryError:
        kind, reason = ERROR, f"it needs more than {run.memory >> 20} MB of memory"
    except RecursionError:
        kind, reason = ERROR, "its parts are nested too deeply"
    except VariorumError as error:
        kind, reason = ERROR, str(error)
    except Exception as error:  # noqa: BLE001  # a parser may raise anything on a damaged file
        kind, reason = ERROR, f"it is damaged ({type(error).__name__})"
    finally:
        _limit_cpu(0)
        _limit_memory(0)
    write_frame(link, kind, reason[:_LONGEST_REASON].encode("utf-8", "replace"))


def _function(name: str) -> Callable[..., Iterable[Any]]:
    module, _, function = name.rpartition(".")
    target: Callable[..., Iterable[Any]] = getattr(import_module(module), function)
    return target


def _limit_cpu(seconds: float) -> None:
    """End this process after `seconds` of CPU from now on; 0 for no limit."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(size: int) -> None:
    """Let the address space grow by `size` bytes from now on; 0 for no limit."""
    with suppress(OSError, ValueError):  # macOS has no such limit
        _, hard_limit = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0]) if size else 0
        soft_limit = pages * resource.getpagesize() + size if size else hard_limit
        resource.setrlimit(resource.RLIMIT_AS, (soft_limit, hard_limit))


def _forbid_writing() -> None:
    """Set the limit of the size of files to 0, and add the audit hook."""
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & _WRITES:
            return
    elif not event.startswith(_REFUSED):
        return
    raise PermissionError(f"{event} is not allowed here")


def _ignore_signals() -> None:
    """Ignore the keyboard's signals, which are the parent's; let the CPU timer end the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _exit_without_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK)
    os._exit(0)
