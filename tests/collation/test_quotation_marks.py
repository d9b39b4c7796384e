from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.collation.quotation_marks import quoted_spans
from tui.text.span import Span


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said “we will wait” and left.", ["we will wait"]),
        ('She said "we will wait" and left.', ["we will wait"]),
        ("Sie sagte „wir warten“ und ging.", ["wir warten"]),
        ("Sie sagte »wir warten« und ging.", ["wir warten"]),
        ("Elle a dit « nous attendons » hier.", ["nous attendons"]),
        ("Hon sade ”vi väntar” i går.", ["vi väntar"]),
        ("She said ‘we will wait’ and left.", ["we will wait"]),
        ("She said 'we will wait' and left.", ["we will wait"]),
        ("She said ``we will wait'' and left.", ["we will wait"]),
        ("彼は「待つ」と言った。", ["待つ"]),
        ("“One,” he said, “two.”", ["One,", "two."]),
        ('"One," he said, "two."', ["One,", "two."]),
        ("“We heard ‘no’ twice,” she said.", ["We heard ‘no’ twice,"]),
        ('“Typed at one end only," she said.', ["Typed at one end only,"]),
        ('(the "old" town—"new" now)', ["old", "new"]),
    ],
)
def test_finds_what_stands_between_marks(text, found):
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The minister’s plan isn’t the mayors’ plan, they said.",
        "The minister's plan isn't the mayors' plan, they said.",
        "In the ’90s it was rock ’n’ roll; ’twas fine.",
        "In the '90s it was rock 'n' roll; 'twas fine.",
        "The board is 5' 10\" long.",
        "A stray mark at the end.’",
        "A mark “ that nothing closes.",
        'It was opened "and never closed.',
    ],
)
def test_takes_no_apostrophe_and_no_stray_mark_for_a_quotation(text):
    assert quoted(text) == []


def test_keeps_apostrophes_inside_single_marks():
    assert quoted("He said ‘it isn’t the workers’ fault’ today.") == ["it isn’t the workers’ fault"]
    assert quoted("He said 'it isn't ours' today.") == ["it isn't ours"]


def test_goes_over_paragraphs_that_each_begin_with_a_mark():
    text = "He wrote: “The first part.\n\n“The second part.\n\n“The last,” and left.\n\nNo “more”."
    assert quoted(text) == ["The first part.", "The second part.", "The last,", "more"]


def test_an_unclosed_mark_spoils_only_its_own_paragraph():
    text = "He said “nothing more.\n\nShe said “one thing” then."
    assert quoted(text) == ["one thing"]


def test_takes_paragraphs_where_they_are_known():
    text = "“One.\n“Two.”\nThree “four”."
    lines = [Span(0, 5), Span(6, 12), Span(13, len(text))]
    assert [s.of(text) for s in quoted_spans(text, lines)] == ["One.", "Two.", "four"]


_WORDS = st.lists(st.sampled_from(["we", "won't", "the", "dogs'", "day", "3"]), min_size=1).map(
    " ".join
)


@given(_WORDS, _WORDS, _WORDS, st.sampled_from(["“”", '""', "„“", "«»", "»«", "””"]))
def test_finds_words_between_any_pair(before, inside, after, pair):
    text = f"{before} {pair[0]}{inside}{pair[1]} {after}"
    assert [span.of(text) for span in quoted_spans(text)] == [inside]


@given(st.text(alphabet="ab \n.,“”\"‘’'„«»‹›「」`", max_size=60))
def test_spans_are_in_order_and_apart(text):
    spans = quoted_spans(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
