"""Standard input and output, and files that are streams, for any locale and any reader.

One rule: a stream is only written to; it is not read, renamed or joined by other files.
"""

import errno
import os
import re
import stat
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from tui.cli.messages import complain
from tui.errors import FAILED
from tui.lazy_imports import lazy_imports

with lazy_imports():
    from tui.storage import atomic_write
    from tui.text import sanitization

STANDARD_OUTPUT = "-"
CLOSED_PIPE = 141
"""Exit code after writing to a pipe without a reader: the shell's code for SIGPIPE."""
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})")
_NAMED = {STANDARD_OUTPUT: 1, "/dev/stdout": 1, "/dev/stderr": 2}
_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


def prepare_streams() -> None:
    """Open closed standard streams on the null device; let no encoding stop the output."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # From the lowest number on, so that no file of ours gets it.
            descriptor = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(descriptor, mode, closefd=descriptor > number))
        elif mode == "w" and isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def finish(work: Callable[[], int]) -> int:
    """Run `work` and flush its output; return the exit code.

    Output without a reader is no error; output that can't be written is reported in one line.
    """
    try:
        try:
            return work()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    except BrokenPipeError:
        _give_up_output()
        return CLOSED_PIPE
    except OSError as error:
        if error.filename is not None or error.errno not in _UNWRITABLE:
            raise
        _give_up_output()
        return complain(f"standard output: {error.strerror}", FAILED)


def read_input() -> bytes:
    """Return all of standard input."""
    return sys.stdin.buffer.read()


def write_output(data: bytes) -> None:
    """Write bytes to standard output, after all printed text.

    Raises:
        OSError: If the file or folder can't be used.
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def is_stream(name: str) -> bool:
    """Return True if `name` is standard output, a descriptor, a pipe or a device."""
    if name in _NAMED or _DESCRIPTOR.fullmatch(name):
        return True
    try:
        mode = Path(name).stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def is_standard_output(name: str) -> bool:
    """Return True if `name` is standard output."""
    return _number(name) == 1


def write_stream(name: str, data: bytes) -> None:
    """Write bytes to the stream called `name`.

    Raises:
        OSError: If the file or folder can't be used.
    """
    number = _number(name)
    if number == 1:
        write_output(data)
        return
    descriptor = os.open(name, os.O_WRONLY | os.O_NOCTTY) if number is None else os.dup(number)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)


def print_text(name: str, text: str) -> int:
    """Write a text to a stream as its file would have it, in any locale; return the exit code."""
    try:
        write_stream(name, atomic_write.as_bytes(text))
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = f"{error.strerror or error}; not all was written"
        return complain(f"{sanitization.clean_line(name, 400)}: {reason}", FAILED)
    return 0


def _number(name: str) -> int | None:
    """Return the descriptor that `name` means."""
    match = _DESCRIPTOR.fullmatch(name)
    return int(match[1]) if match else _NAMED.get(name)


def _give_up_output() -> None:
    """Discard the content of the buffers, also at the end of the interpreter."""
    null_device = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(null_device, stream.fileno())
            stream.flush()
    os.close(null_device)
