"""The lines of the list of differences, without a screen."""

from types import SimpleNamespace
from typing import Any

from tui.collation.differences.differences import Difference
from tui.collation.differences.value_pair import Kind
from tui.matching.matches import PassageRef
from tui.screens.collation.difference_list import difference_choices
from tui.text.span import Span

LONG = "nobody in this town has ever seen such a flood of water and mud, not even {}"
NOWHERE = Span(0, 0)


def difference(passage: int, there: str) -> Difference:
    return Difference(
        Kind.QUOTE, 0, PassageRef("a", 0), PassageRef("b", passage),
        NOWHERE, NOWHERE, NOWHERE, NOWHERE, "it will stop", there, 0.5,
    )  # fmt: skip


def lines(*differences: Difference) -> list[tuple[str, str]]:
    comparison: Any = SimpleNamespace(
        distinct_differences=differences,
        sigla={"a": "A", "b": "B"},
        collation=SimpleNamespace(words=lambda place: f"passage {place.passage}"),
    )
    return [(each.id, each.aside) for each in difference_choices(comparison, "", "a")]


def test_differences_that_look_alike_are_one_line_with_their_number() -> None:
    alike = [difference(n, LONG.format(who)) for n, who in enumerate(("he", "she"))]
    assert lines(*alike, difference(2, "it went on")) == [
        ("", ""), ("0", "quote ×2"), ("2", "quote")
    ]  # fmt: skip


def test_differences_that_look_different_are_lines_of_their_own() -> None:
    assert lines(difference(0, "it went on"), difference(1, "it began")) == [
        ("", ""), ("0", "quote"), ("1", "quote")
    ]  # fmt: skip
