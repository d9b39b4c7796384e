"""Two articles as a table in Markdown: a row is one line, and no word of theirs is markup."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui.exports.alignment_markdown import alignment_markdown

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")))


def test_a_gap_is_an_empty_cell() -> None:
    text = alignment_markdown(("A · One", "B · Two"), [("Said.", "=", "Said."), ("More.", "", "")])
    assert text == (
        "| A · One |  | B · Two |\n| --- | :-: | --- |\n| Said. | = | Said. |\n| More. |  |  |\n"
    )


@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=4))
def test_whatever_the_words_are_the_table_keeps_its_rows_and_columns(
    rows: list[tuple[str, str]],
) -> None:
    text = alignment_markdown(("A", "B"), ((left, "≠", right) for left, right in rows))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    assert sum(token.type == "tr_open" for token in tokens) == 1 + len(rows)
    assert sum(token.type == "td_open" for token in tokens) == 3 * len(rows)
    inline = [child.type for token in tokens for child in token.children or ()]
    assert set(inline) <= {"text", "text_special"}
