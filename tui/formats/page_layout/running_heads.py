"""Running heads and feet: what recurs at the top or the bottom of pages, and the pages' numbers.

A single page has no recurrence: what is short, small and set apart at its edge is taken for one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from tui.formats.page_layout.lines import Line, rows_of

_ROWS = 2
"""Rows at each edge of a page that are looked at."""
_SHARE = 0.4
"""Share of the pages that something recurs on, at least: heads alternate between left and right."""
_FEWEST = 2
_SINGLE = 5
"""Rows of a page, at least, whose edges are looked at for themselves."""
_SMALL = 0.9
"""Size of the type of a head, at most, in sizes of the text's."""
_SHORT = 10
"""Words of a head, at most."""
_NUMBERS = re.compile(r"\d+|\b[ivxl]+\b")

Page = list[Line]
_Place = tuple[int, str]


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without the lines that recur at their edges, whatever numbers they have."""
    edges = [_edges(page) for page in pages]
    counts = Counter(place for places in edges for place in set(places.values()))
    least = max(_FEWEST, _SHARE * len(pages))
    recurring = {place for place, count in counts.items() if count >= least}
    kept = [
        [line for n, line in enumerate(page) if places.get(n) not in recurring]
        for page, places in zip(pages, edges, strict=True)
    ]
    return kept if len(pages) > 1 else [_without_small_edges(page) for page in kept]


def _without_small_edges(page: Page) -> Page:
    """Return the page without a short row in small type that is set apart at its top or bottom."""
    rows = rows_of(page)
    if len(rows) < _SINGLE:
        return page
    size = median(line.size for line in page)
    small: set[int] = set()
    for row, inner in ((rows[0], rows[1]), (rows[-1], rows[-2])):
        gap = max(inner[0].top - row[0].bottom, row[0].top - inner[0].bottom)
        words = sum(len(line.text.split()) for line in row)
        if gap > size and words <= _SHORT and all(line.size < _SMALL * size for line in row):
            small.update(id(line) for line in row)
    return [line for line in page if id(line) not in small]


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
