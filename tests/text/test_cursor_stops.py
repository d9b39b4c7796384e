"""Moving the reading line from stop to stop reaches every passage, first to last."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from tui.text.document import Role
from tui.text.layout.boilerplate_runs import find_runs
from tui.text.layout.cursor_stops import CursorStops, find_stops
from tui.text.layout.wrapping import Layout, layout
from tui.text.parsing.document_parser import parse_document

texts = st.lists(
    st.sampled_from(
        ["He left. ", "\n\n", "A longer sentence about the ministry of words. ", "漢字。"]
    ),
    min_size=1,
    max_size=40,
).map("".join)


def made(raw: str, width: int) -> tuple[CursorStops, Layout]:
    document = parse_document(raw)
    lines = layout(document, width, lambda text: split_graphemes(text)[0])
    return find_stops(document, lines), lines


@given(texts, st.integers(8, 80))
def test_every_passage_is_reached_in_order(raw: str, width: int) -> None:
    found, _ = made(raw, width)
    assert sorted(set(found.passages)) == list(range(len(parse_document(raw).passages)))
    assert list(found.passages) == sorted(found.passages)
    assert list(found.lines) == sorted(found.lines)


@given(texts, st.integers(8, 80))
def test_every_line_with_words_is_a_stop(raw: str, width: int) -> None:
    found, lines = made(raw, width)
    assert set(found.lines) == {n for n in range(len(lines)) if lines.span(n)}


@given(texts, st.integers(8, 80))
def test_a_stop_is_found_again_from_where_its_passage_stands_on_its_line(
    raw: str, width: int
) -> None:
    document = parse_document(raw)
    found, lines = made(raw, width)
    for stop in range(len(found)):
        passage = document.passages[found.passages[stop]]
        offset = max(lines.span(found.lines[stop]).start, passage.span.start)
        assert found.at(offset, document, lines) == stop


pages = st.lists(
    st.sampled_from(
        [
            "Advertisement\n\n",
            "Subscribe now\n\n",
            "Share on Facebook\n\n",
            "He left in the evening.\n\n",
        ]
    ),
    min_size=1,
    max_size=30,
).map("".join)


@given(pages, st.integers(8, 80))
def test_each_passage_has_a_stop_or_is_in_a_run_that_has_one(raw: str, width: int) -> None:
    document = parse_document(raw)
    runs = find_runs(document)
    lines = layout(document, width, lambda text: split_graphemes(text)[0], runs)
    found = find_stops(document, lines)
    assert len(lines.runs) == len(runs)
    assert set(found.lines) == {n for n in range(len(lines)) if lines.span(n)}
    for number, passage in enumerate(document.passages):
        stop = found.of_passage(number)
        line = found.lines[stop]
        collapsed = any(run.first <= passage.paragraph <= run.last for run in runs)
        assert (line in lines.runs) is collapsed
        assert found.passages[stop] == number or collapsed
        assert found.lines[found.at(passage.span.start, document, lines)] == line


@given(pages)
def test_only_long_runs_of_boilerplate_are_collapsed(raw: str) -> None:
    document = parse_document(raw)
    collapsed = {n for run in find_runs(document) for n in range(run.first, run.last + 1)}
    roles = [paragraph.role is Role.BOILERPLATE for paragraph in document.paragraphs]
    for number, is_boilerplate in enumerate(roles):
        long = any(
            all(roles[start : start + 3])
            for start in range(max(0, number - 2), number + 1)
            if start + 3 <= len(roles)
        )
        assert (number in collapsed) is (is_boilerplate and long)
