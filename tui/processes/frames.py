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


def read_frame(link: socket.socket, most: int, deadline: float = 0) -> tuple[bytes, bytes]:
    """Return the kind and the content of the next frame.

    Args:
        link: The socket.
        most: Largest content, in bytes.
        deadline: Time of the monotonic clock, in seconds, at which reading is given up; 0 for none.

    Raises:
        EOFError: If the other process has ended.
        TimeoutError: If the deadline has passed.
        ValueError: If the content is longer than `most` bytes.
    """
    kind, size = _HEAD.unpack(_read(link, _HEAD.size, deadline))
    if size > most:
        raise ValueError("the frame is too long")
    return kind, _read(link, size, deadline)


def _read(link: socket.socket, size: int, deadline: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        _wait_until(link, deadline)
        piece = link.recv(min(size - len(pieces), _PIECE))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)


def _wait_until(link: socket.socket, deadline: float) -> None:
    if not deadline:
        return
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    link.settimeout(left)
