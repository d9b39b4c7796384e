"""Text wrapped at a width in cells, for lists, cards and dialogs."""

from collections.abc import Iterable, Iterator
from itertools import islice

from rich.cells import cell_len, set_cell_size

from tui.text.document import Paragraph
from tui.text.layout.wrapping import wrap
from tui.text.span import Span
from tui.widgets.core.styled_text import graphemes

_MARKS = 4
"""Code points for a cell of text, more than any script needs."""


def clip_lines(text: str, most: int, width: int) -> list[str]:
    """Return `text` on at most `most` lines of `width` cells, with a sign at the cut."""
    # the rest of a long text is not processed
    beginning = text[: (most + 1) * (width + 1) * _MARKS]
    lines = list(islice(wrap_lines(beginning, width), most + 1))
    if len(lines) > most:
        lines = [*lines[: most - 1], next(wrap_lines(lines[most - 1], width - 1)) + "…"]
    return lines or [""]


def clip_line(text: str, width: int) -> str:
    """Return `text` on one line of at most `width` cells, with a sign at the cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def wrap_lines(text: str, width: int) -> Iterator[str]:
    """Return `text` on lines of `width` cells."""
    paragraph = Paragraph(Span(0, len(text)))
    return (line.of(text) for line in wrap(text, paragraph, width, graphemes))


def join_parts(parts: Iterable[str], width: int, between: str = "  ") -> Iterator[str]:
    """Yield lines of at most `width` cells; a part is never divided, unless it is longer."""
    line = ""
    for part in parts:
        longer = f"{line}{between}{part}" if line else part
        if line and cell_len(longer) > width:
            yield line
            line = part
        else:
            line = longer
    if line:
        yield line
