"""Encoding of the change from one screen to another in few bytes: the order and the commands.

It only computes: it takes what the terminal shows and what it should show, and returns the text to
send and the terminal's pen after it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.terminal.encode.runs import StyledRuns, add_runs
from tui.terminal.encode.scroll import find_scroll
from tui.terminal.screen.cells import Style, blank
from tui.terminal.screen.grid import Grid
from tui.terminal.screen.lines import Line
from tui.terminal.screen.sgr import transition
from tui.terminal.width.cell_width import first_figure


class EncoderOptions(NamedTuple):
    """Features of the terminal that the encoder may use."""

    colours_erased: bool = True
    """True if erasing leaves the background colour of the pen, as in all terminals but GNU
    screen."""
    scrolls: bool = True
    """True if the terminal knows a scroll region, SU and SD; the Linux console does not."""
    shows: bool = True
    """True if the terminal is seen itself; False if it is a multiplexer inside another terminal.

    The two may measure a picture of several characters differently, so a multiplexer gets only the
    first character of such a picture.
    """


class EncodedFrame(NamedTuple):
    """Text that brings a terminal to a screen, and the terminal's pen after it."""

    text: str
    pen: Style | None


def encode_difference(
    shown_lines: Sequence[Line | None],
    wanted_lines: Grid,
    pen: Style | None,
    options: EncoderOptions,
) -> EncodedFrame:
    """Return the text that changes the lines shown to the screen wanted.

    Args:
        shown_lines: Lines on the terminal; None for a line whose content is unknown.
        wanted_lines: Lines that it should show.
        pen: The terminal's present style; None if unknown.
        options: Features of the terminal.
    """
    prelude = ""
    if options.scrolls and (scroll := find_scroll(shown_lines, wanted_lines)):
        command = f"{scroll.lines}S" if scroll.lines > 0 else f"{-scroll.lines}T"
        prelude = f"\x1b[{scroll.top + 1};{scroll.bottom + 1}r\x1b[{command}\x1b[r"
        shown_lines = scroll.moved(shown_lines)
    runs: StyledRuns = defaultdict(list)
    for y, (old, new) in enumerate(zip(shown_lines, wanted_lines, strict=True)):
        if old is not new:
            add_runs(runs, y, old, new, colours_erased=options.colours_erased)
    _merge_blanks(runs)
    parts = [prelude]
    y = x = -1
    for style in _in_cheap_order(runs, pen):
        parts.append(transition(pen, style))
        pen = style
        for to_y, row_x, (in_row, cells, text, to_edge, certain) in runs[style]:
            to_x = row_x + in_row
            parts.append(_move(y, x, to_y, to_x))
            y, x = to_y, to_x
            if text:
                parts.append(text if certain or options.shows else first_figure(text))
                x = x + cells if certain and not to_edge else -1
            else:
                parts.append("\x1b[K" if to_edge else f"\x1b[{cells}X")
    return EncodedFrame("".join(parts), pen)


def _merge_blanks(runs: StyledRuns) -> None:
    """Move blanks and erasures to another pen with which they look the same."""
    equal_styles = {blank(style)[1]: style for style in runs if blank(style)[1] != style}
    for style in list(runs):
        equal_style = equal_styles.get(style)
        if equal_style is not None and all(not run.text.strip(" ") for _, _, run in runs[style]):
            runs[equal_style] = sorted([*runs[equal_style], *runs.pop(style)])


def _in_cheap_order(runs: StyledRuns, pen: Style | None) -> Iterator[Style]:
    """Yield the styles; each is the one to which the change costs the fewest bytes."""
    remaining = list(runs)
    while remaining:
        style = min(remaining, key=lambda candidate: len(transition(pen, candidate)))
        remaining.remove(style)
        yield style
        pen = style


def _move(y: int, x: int, to_y: int, to_x: int) -> str:
    """Return the shortest move of the cursor between two positions; -1 stands for unknown."""
    if y == to_y and (x >= 0 or to_x == 0):
        return _along(x, to_x)
    if to_y == y + 1 and y >= 0:
        if to_x == 0:
            return "\r\n"
        if x >= 0 and x - 1 <= to_x <= x:
            return "\x1b[B" if to_x == x else "\x1b[B\b"
    return f"\x1b[{to_y + 1}{f';{to_x + 1}' if to_x else ''}H"


def _along(x: int, to_x: int) -> str:
    """Return the shortest move of the cursor in its line."""
    if to_x == 0:
        return "" if x == 0 else "\r"
    distance = to_x - x
    if distance < 0:
        return "\b" if distance == -1 else f"\x1b[{-distance}D"
    return f"\x1b[{distance if distance > 1 else ''}C" if distance else ""
