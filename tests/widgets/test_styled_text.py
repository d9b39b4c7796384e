"""What a mark is drawn on: its words, and never a part of what stands in a cell."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui.text.span import Span
from tui.widgets.core.styled_text import StyledSpan, graphemes, render_spans

MARKED = Style(bold=True)
LETTERS = ["a", " ", "’", "é", "e\u0301", "の", "कि", "👩\u200d🚀", "🇩🇪", "👍🏽"]


def drawn(text: str, *spans: Span) -> list[tuple[str, bool]]:
    """The pieces of a line and whether they are marked."""
    marks = [StyledSpan(span, "look") for span in spans]
    pieces = render_spans(text, Span(0, len(text)), marks, lambda _: MARKED, Style())
    return [(piece.text, bool(piece.style and piece.style.bold)) for piece in pieces]


def test_a_mark_is_drawn_on_its_words() -> None:
    assert drawn("one two three", Span(4, 7)) == [("one ", False), ("two", True), (" three", False)]


def test_a_mark_that_ends_within_a_grapheme_has_all_of_it() -> None:
    text = "x 👩\u200d🚀 y"
    assert drawn(text, Span(2, 4)) == [("x ", False), ("👩\u200d🚀", True), (" y", False)]
    assert drawn(text, Span(4, 5)) == [("x ", False), ("👩\u200d🚀", True), (" y", False)]


@given(st.lists(st.sampled_from(LETTERS), max_size=12).map("".join), st.data())
def test_marks_change_no_width(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = [Span(*sorted(data.draw(st.tuples(ends, ends)))) for _ in range(3)]
    pieces = [piece for piece, _ in drawn(text, *spans)]
    assert "".join(pieces) == text
    assert sum(map(cell_len, pieces)) == sum(cells for _, _, cells in graphemes(text))
