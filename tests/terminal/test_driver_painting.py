"""What the economical driver sends shows the same, cell for cell, as what Textual wrote."""

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from tests.support.frames import HEIGHT, WIDTH, play, sender
from tui.terminal.encode.encoder import EncoderOptions
from tui.terminal.screen.frame_parser import parse_frame

COLOURS = ["#121212", "#1e1e2e", "red", "bright_blue", "color(107)", "default", "#ffa62b"]
WORDS = [
    "plain words of prose ",
    "it’s — “quoted” …",
    " ",
    "        ",
    "                    ",
    "\u00a0",
    "\u3000",
    "日本語の新聞",
    "한국",
    "e\u0301a\u0300 n\u0303",
    "👩\u200d🚀",
    "👍🏽",
    "❤\ufe0f",
    "🇩🇪",
    "\u0301\u0323x",
    "\u093fम",
    "──────────",
    "▁▂▃│",
    "x",
]

SYSTEMS: list[Literal["standard", "256", "truecolor"]] = ["standard", "256", "truecolor"]

styles = st.builds(
    Style,
    color=st.sampled_from([None, *COLOURS]),
    bgcolor=st.sampled_from([None, *COLOURS]),
    bold=st.booleans(),
    dim=st.booleans(),
    italic=st.booleans(),
    underline=st.sampled_from([False, False, True]),
    reverse=st.sampled_from([False, False, True]),
    strike=st.sampled_from([False, False, False, True]),
)
few_styles = st.lists(styles, min_size=1, max_size=4)


@st.composite
def strips(draw: st.DrawFn, palette: list[Style], width: int) -> Strip:
    segments = draw(
        st.lists(
            st.tuples(st.sampled_from(WORDS), st.sampled_from([*palette, None])),
            max_size=6,
        )
    )
    padding = Segment(" " * width, draw(st.sampled_from(palette)))
    return Strip([*(Segment(text, style) for text, style in segments), padding]).crop(0, width)


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """Writes as Textual makes them: whole screens, patches, and screens that moved."""
    system = draw(st.sampled_from(SYSTEMS))
    console = Console(color_system=system, force_terminal=True)
    palette = draw(few_styles)
    screen = [draw(strips(palette, WIDTH)) for _ in range(HEIGHT)]
    writes = [whole(screen, console)]
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["scroll", "patch", "patch", "panes", "some", "same"]))
        if kind == "panes":
            writes += panes(draw, palette, console)
            continue
        if kind == "patch":
            writes.append(patch(draw, palette, console))
            continue
        if kind == "scroll":
            top = draw(st.integers(0, 3))
            bottom = draw(st.integers(HEIGHT - 3, HEIGHT))
            lines = draw(st.integers(1, 3))
            new = [draw(strips(palette, WIDTH)) for _ in range(lines)]
            part = screen[top:bottom]
            part = part[lines:] + new if draw(st.booleans()) else new + part[:-lines]
            screen = screen[:top] + part + screen[bottom:]
        elif kind == "some":
            for y in draw(st.lists(st.integers(0, HEIGHT - 1), max_size=4)):
                screen[y] = draw(strips(palette, WIDTH))
        writes.append(whole(screen, console))
    return writes


def whole(screen: list[Strip], console: Console) -> str:
    from textual._compositor import LayoutUpdate  # noqa: PLC0415 - private, wanted here only

    update = LayoutUpdate([[strip] for strip in screen], Region(0, 0, WIDTH, HEIGHT))
    return update.render_segments(console) + "\x1b[1;1H"


def patch(draw: st.DrawFn, palette: list[Style], console: Console) -> str:
    x = draw(st.integers(0, WIDTH - 2))
    width = draw(st.integers(1, WIDTH - x))
    y = draw(st.integers(0, HEIGHT - 1))
    lines = draw(st.integers(1, HEIGHT - y))
    strip = [draw(strips(palette, width)).render(console) for _ in range(lines)]
    moves = [f"\x1b[{y + at + 1};{x + 1}H{text}" for at, text in enumerate(strip)]
    return "\n".join(moves) + "\x1b[3;4H"


def panes(draw: st.DrawFn, palette: list[Style], console: Console) -> list[str]:
    """A pane drawn over and over at the same place, scrolled by a line each time."""
    x, width = draw(st.sampled_from([(0, 14), (14, 17), (31, WIDTH - 31)]))
    strip = [draw(strips(palette, width)).render(console) for _ in range(HEIGHT + 2)]
    return [
        "\n".join([f"\x1b[{y + 1};{x + 1}H{text}" for y, text in enumerate(strip[first:][:HEIGHT])])
        + "\x1b[1;1H"
        for first in range(3)
    ]


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(histories())
def test_random_frames_show_the_same(writes: list[str]) -> None:
    play(writes, EncoderOptions())


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(histories())
def test_they_do_where_erasing_loses_the_colour(writes: list[str]) -> None:
    play(writes, EncoderOptions(colours_erased=False, scrolls=False))


def test_a_style_that_begins_within_a_grapheme_leaves_it_whole() -> None:
    first = "\x1b[2;3H\x1b[31mold words here\x1b[0m\x1b[1;1H"
    play(
        [first, "\x1b[2;3H\x1b[1mcafe\x1b[0m\x1b[44m\u0301 日\x1b[0m\u0323 x\x1b[1;1H"],
        EncoderOptions(),
    )


def test_what_is_not_known_of_a_write_does_not_hide_the_rest() -> None:
    frame = parse_frame("\x1b[1;1H\x1b[73mraised \x1b[0m\x1b[1mwords\x1b[0m\x1b]7;x\x07 go on")
    assert frame is not None
    assert not frame.understood
    [(_, _, row)] = frame.pieces
    assert row.text == "raised words go on"


class Kept:
    """A wire that keeps what is sent."""

    waiting = False

    def __init__(self) -> None:
        self.text = ""

    def send(self, data: bytes) -> None:
        self.text += data.decode()


def test_a_link_ends_before_anything_is_written_anew() -> None:
    made, wire = sender(EncoderOptions()), Kept()
    for now, write in enumerate(
        ["\x1b[1;1H\x1b]8;;http://e\x1b\\link\x1b]8;;\x1b\\", "\x1b[1;1Hplain"]
    ):
        frame = parse_frame(write)
        assert frame is not None
        made.draw(frame)
        wire.text = ""
        made.advance(wire, float(now))
        made.pace.answered(float(now))
        if not now:
            assert made.link_open
        made.forget()
    assert wire.text.startswith("\x1b]8;;\x1b\\")
    assert wire.text.count("\x1b]8;") == 1
    assert not made.link_open


def test_a_space_that_does_not_break_keeps_its_own_style() -> None:
    play(["\x1b[1;1H\x1b[31m\u00a0\x1b[0m\x1b[34mword\x1b[0m\x1b[1;1H"], EncoderOptions())
