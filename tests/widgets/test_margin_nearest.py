"""The next passage of a kind is looked for only where something is known."""

from tui.widgets.article.margin_marks import Coverage, nearest


def test_nothing_is_found_where_nothing_was_compared_yet() -> None:
    assert nearest((), 5, -1, shared=True) is None
    assert nearest((), 5, 1, shared=False) is None
    assert nearest((Coverage.ALL,), 5, -1, shared=True) == 0
