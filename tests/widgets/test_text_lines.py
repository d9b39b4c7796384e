"""Text on a few lines: not more than asked for, none too wide, cut where more follows."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.core.text_lines import clip_lines, wrap_lines

_WORDS = st.lists(st.text("abcé漢한-“”", min_size=1, max_size=12), max_size=60).map(" ".join)


@given(_WORDS, st.integers(1, 4), st.integers(4, 30))
def test_a_long_text_is_cut_after_the_same_lines_that_the_whole_has(
    text: str, most: int, width: int
) -> None:
    whole, found = list(wrap_lines(text, width)), clip_lines(text, most, width)
    assert len(found) <= most
    assert all(cell_len(line) <= width for line in found)
    if len(whole) <= most:
        assert found == (whole or [""])
    else:
        assert found[: most - 1] == whole[: most - 1]
        assert found[-1].endswith("…")
