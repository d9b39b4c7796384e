import pytest

from tui.collation.differences.sentence_comparison import compare_sentences
from tui.collation.values.degrees import are_apart, degree_at
from tui.text.span import Span


def told(one: str, other: str) -> list[tuple[str, str, str]]:
    pairs = compare_sentences(one, other)
    return [(str(p.kind), p.here.of(one), p.there.of(other)) for p in pairs]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("tiny", "enormous", True),
        ("rarely", "often", True),
        ("most", "some", True),
        ("small", "minor", False),
        ("large", "massive", False),
        ("tiny", "often", False),
    ],
)
def test_degrees_are_apart_where_no_degree_is_both(one, other, apart):
    a, b = degree_at(one, Span(0, len(one))), degree_at(other, Span(0, len(other)))
    assert a is not None
    assert b is not None
    assert are_apart(a, b) is apart
    assert are_apart(b, a) is apart


@pytest.mark.parametrize(
    ("frame", "one", "other"),
    [
        ("The mill at Harrow had a {} fire on Friday.", "small", "massive"),
        ("The owner has {} spoken of the fire in the mill.", "rarely", "often"),
        ("{} of the workers had left the mill before the fire.", "Most", "Some"),
    ],
)
def test_two_degrees_of_one_thing_are_told(frame, one, other):
    assert ("number", one, other) in told(frame.format(one), frame.format(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mill had a large fire.", "The mill had a massive fire."),
        (
            "The small mill at Harrow burnt down in a fire.",
            "The mill at Harrow burnt down in a massive fire.",
        ),
    ],
)
def test_degrees_that_go_together_or_with_two_things_are_no_difference(one, other):
    assert told(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("hundreds of", "dozens of"), ("dozens of", "600"), ("couple of", "five")],
)
def test_a_number_that_is_only_named_by_its_size_differs_from_one_that_does_not_fit(one, other):
    frame = "They say {} workers marched through Harrow on Friday."
    assert told(frame.format(one), frame.format(other)) == [("number", one, other)]


def test_a_number_that_is_only_named_by_its_size_may_be_any_of_that_size():
    frame = "They say {} workers marched through Harrow on Friday."
    assert told(frame.format("dozens of"), frame.format("60")) == []
