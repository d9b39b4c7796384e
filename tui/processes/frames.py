"""Frames between two processes: a kind, a length, and so many bytes, on a socket."""

import socket
import struct
import time

VALUE, ERROR, END = b"v", b"e", b"."
"""Kinds of frames: a value, the reason why there is none, and the end of the values."""
_HEAD = struct.Struct("!cQ")
_PIECE = 1 << 20


def write_frame(link: socket.socket, kind: bytes, content: bytes, deadline: float = 0) -> None:
    """Write a frame; until `deadline` on the monotonic clock, if there is one.

    Raises:
        TimeoutError: The deadline has passed.
        OSError: The other process has ended.
    """
    _wait_until(link, deadline)
    link.sendall(_HEAD.pack(kind, len(content)))
    link.sendall(content)


def read_frame(link: socket.socket, most: int, deadline: float = 0) -> tuple[bytes, bytes]:
    """Return kind and content of the next frame.

    Raises:
        EOFError: The other process has ended.
        TimeoutError: The deadline has passed.
        ValueError: The content is longer than `most` bytes.
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
