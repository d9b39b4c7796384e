"""Running heads and feet: what recurs at the top or the bottom of pages, and the pages' numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from tui.formats.page_layout.lines import Line, rows_of

_ROWS = 2
"""Rows at each edge of a page that are looked at."""
_SHARE = 0.4
"""Share of the pages that something recurs on, at least: heads alternate between left and right."""
_FEWEST = 2
_NUMBERS = re.compile(r"\d+|\b[ivxl]+\b")

Page = list[Line]
_Place = tuple[int, str]


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without the lines that recur at their edges, whatever numbers they have."""
    edges = [_edges(page) for page in pages]
    counts = Counter(place for places in edges for place in set(places.values()))
    least = max(_FEWEST, _SHARE * len(pages))
    recurring = {place for place, count in counts.items() if count >= least}
    return [
        [line for n, line in enumerate(page) if places.get(n) not in recurring]
        for page, places in zip(pages, edges, strict=True)
    ]


def _edges(page: Page) -> dict[int, _Place]:
    """Return the lines at the edges of a page by their index: at which edge, and in which words."""
    numbers = {id(line): n for n, line in enumerate(page)}
    rows = rows_of(page)
    edges: dict[int, _Place] = {}
    for edge, some in ((0, rows[:_ROWS]), (1, rows[_ROWS:][-_ROWS:])):
        for row in some:
            for line in row:
                edges[numbers[id(line)]] = (edge, _NUMBERS.sub("0", line.text.casefold()))
    return edges
