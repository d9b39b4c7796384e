"""The bracket beside a reused block."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.text.span import Span, united
from tui.widgets.article.margin_marks import NO_BLOCK, block_part

LINES = [Span(0, 10), Span(11, 20), Span(21, 21), Span(21, 30), Span(31, 40)]


def beside(*blocks: Span) -> str:
    return "".join(block_part(blocks, line) for line in LINES)


def test_a_bracket_runs_from_where_the_block_begins_to_where_it_ends() -> None:
    assert beside(Span(4, 35)) == "╭│││╰"
    assert beside(Span(21, 40)) == "   ╭╰"


def test_a_block_within_a_line_is_told_too() -> None:
    assert beside(Span(12, 18)) == " [   "


def test_where_one_ends_and_another_begins_both_are_seen() -> None:
    assert beside(Span(0, 14), Span(14, 28)) == "╭├│╰ "


SPANS = st.lists(st.builds(lambda a, n: Span(a, a + n), st.integers(0, 40), st.integers(1, 20)))


@given(SPANS)
def test_a_line_has_a_mark_if_and_only_if_a_block_is_on_it(spans: list[Span]) -> None:
    for line in LINES:
        touched = any(s.start < line.end and s.end > line.start for s in spans)
        inside = any(s.start < line.start < s.end for s in spans)
        assert (block_part(united(spans), line) != NO_BLOCK) is (touched or inside)


@given(SPANS)
def test_what_is_united_covers_the_same_and_never_overlaps(spans: list[Span]) -> None:
    whole = united(spans)
    assert {n for s in whole for n in range(*s)} == {n for s in spans for n in range(*s)}
    assert all(one.end <= two.start for one, two in pairwise(whole))
