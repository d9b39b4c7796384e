"""The marks of the passages that begin on a line."""

from tui.text.parsing.document_parser import parse_document
from tui.text.span import Span
from tui.widgets.article.margin_marks import Coverage, coverage_on_line

TEXT = "It rained. It blew. It froze hard all night long until the morning came."
DOCUMENT = parse_document(TEXT)
NONE, FEW, ALL, UNKNOWN = Coverage.NONE, Coverage.FEW, Coverage.ALL, Coverage.UNKNOWN


def test_two_passages_that_begin_on_one_line_have_a_mark_each() -> None:
    assert len(DOCUMENT.passages) == 3
    assert coverage_on_line(DOCUMENT, [ALL, NONE, FEW], Span(0, 19)) == (ALL, NONE)


def test_a_third_one_is_not_hidden_by_a_second_that_more_articles_say() -> None:
    assert coverage_on_line(DOCUMENT, [ALL, FEW, NONE], Span(0, 40)) == (ALL, NONE)


def test_a_line_on_which_a_passage_only_goes_on_has_no_mark() -> None:
    assert coverage_on_line(DOCUMENT, [ALL, FEW, NONE], Span(41, len(TEXT))) == (UNKNOWN, UNKNOWN)


def test_a_half_line_has_no_mark_of_its_neighbour() -> None:
    assert coverage_on_line(DOCUMENT, [ALL, NONE, UNKNOWN], Span(5, 15)) == (NONE, UNKNOWN)
