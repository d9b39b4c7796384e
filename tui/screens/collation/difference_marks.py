"""Spans to mark: the values in which a passage and one of its matches differ."""

from collections.abc import Iterable, Iterator

from tui.collation.differences.differences import Difference
from tui.matching.matches import PassageRef
from tui.text.span import Span


def differing_values(
    differences: Iterable[Difference], here: PassageRef, there: PassageRef
) -> Iterator[tuple[Span, Span]]:
    """Yield the values that differ, in the passage `here` and in the passage `there`.

    Spans are code points of the text of each one's document.
    """
    for difference in differences:
        if (difference.here, difference.there) == (here, there):
            yield difference.a_value, difference.b_value
        elif (difference.there, difference.here) == (here, there):
            yield difference.b_value, difference.a_value
