"""Frames as Textual writes them, sent through the driver's sender without a terminal."""

from tests.support.emulator import Emulator, first_difference
from tui.terminal.encode.encoder import EncoderOptions
from tui.terminal.screen.frame_parser import Frame, parse_frame
from tui.terminal.transport.frame_sender import FrameSender

WIDTH, HEIGHT = 44, 12
"""The size of the terminal that frames are drawn on, in cells."""


class Straight:
    """A terminal at the end of a connection without delay."""

    waiting = False

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.bytes = 0

    def send(self, data: bytes) -> None:
        self.bytes += len(data)
        self.emulator.feed(data.decode())


def sender(options: EncoderOptions, size: tuple[int, int] = (WIDTH, HEIGHT)) -> FrameSender:
    frame_sender = FrameSender(options)
    frame_sender.resize(*size)
    return frame_sender


def play(
    writes: list[str], options: EncoderOptions, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> int:
    """Write frames directly and through the driver; both must look the same.

    Returns:
        The number of bytes of the driver.
    """
    plain = Emulator(*size)
    thrifty = Emulator(*size, colours_erased=options.colours_erased)
    sink, driver = Straight(thrifty), sender(options, size)
    for emulator in (plain, thrifty):
        emulator.feed("\x1b[?1049h\x1b[?7l")
    for time, write in enumerate(writes):
        plain.feed(write)
        frame = parse_frame(write)
        assert frame is not None
        assert frame.understood
        driver.draw(frame)
        driver.advance(sink, float(time))
        driver.pace.answered(float(time))
        assert not first_difference(thrifty, plain), f"after write {time}"
    return sink.bytes


class Wire:
    """A sink that stores its input, and accepts none while it is `stuck`."""

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self.waiting = False

    def send(self, data: bytes) -> None:
        self.chunks.append(data.decode())

    @property
    def frames(self) -> list[str]:
        return [chunk for chunk in self.chunks if chunk != "\x1b[5n"]


def frame(text: str) -> Frame:
    parsed = parse_frame(f"\x1b[1;1H{text}\x1b[1;1H")
    assert parsed is not None
    return parsed
