"""Frames between two processes: a kind, a length and so many bytes, on a socket."""

import socket
import struct
import time

VALUE, ERROR, END = b"v", b"e", b"."
"""Kinds of frames: a value, the reason why there is none, and the end of the values."""
_HEAD = struct.Struct("!cQ")
_PIECE = 1 << 20


def write_frame(link: socket.socket, kind: bytes, content: bytes, deadline: float = 0) -> None:
    """Write a frame.

    Args:
        link: The socket.
        kind: The kind of the frame, one byte.
        content: The content.
        deadline: Time of the monotonic clock, in seconds, at which writing is given up; 0 for none.

    Raises:
        TimeoutError: If the deadline has passed.
        OSError: If the other process has ended.
    """
    _wait_until(link, deadline)
    link.sendall(_HEAD.pack(kind, len(content)))
    link.sendall(content)


def read_frame(link: socket.socket, largest: int, deadline: float = 0) -> tuple[bytes, bytes]:
    """Return the kind and the content of the next frame.

    Args:
        link: The socket.
        largest: Largest content, in bytes.
        deadline: Time of the monotonic clock, in seconds, at which reading is given up; 0 for none.

    Raises:
        EOFError: If the other process has ended.
        TimeoutError: If the deadline has passed.
        ValueError: If the content is longer than `largest` bytes.
    """
    kind, size = _HEAD.unpack(_read(link, _HEAD.size, deadline))
    if size > largest:
        raise ValueError("the frame is too long")
    return kind, _read(link, size, deadline)


def _read(link: socket.socket, size: int, deadline: float) -> bytes:
    content = bytearray()
    while len(content) < size:
        _wait_until(link, deadline)
        chunk = link.recv(min(size - len(content), _PIECE))
        if not chunk:
            raise EOFError
        content += chunk
    return bytes(content)


def _wait_until(link: socket.socket, deadline: float) -> None:
    if not deadline:
        return
    remaining_time = deadline - time.monotonic()
    if remaining_time <= 0:
        raise TimeoutError
    link.settimeout(remaining_time)
