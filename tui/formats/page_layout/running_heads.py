"""Running heads and feet: text that recurs at the top or bottom of pages, and page numbers.

On a single page nothing recurs: there, a short separate row in small type at an edge is one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from tui.formats.page_layout.lines import Line, rows_of

_ROWS = 2
"""Number of rows at each edge of a page that are examined."""
_SHARE = 0.4
"""Least share of pages on which a text recurs; heads alternate between left and right pages."""
_FEWEST = 2
_SINGLE = 5
"""Least number of rows of a single page whose edges are examined."""
_SMALL = 0.9
"""Largest type size of a head, as a multiple of the text's."""
_SHORT = 10
"""Largest number of words of a head."""
_NUMBERS = re.compile(r"\d+|\b[ivxl]+\b")

Page = list[Line]
_EdgeText = tuple[int, str]


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without the lines that recur at their edges; numbers in them may differ."""
    edges = [_edges(page) for page in pages]
    counts = Counter(edge_text for edge_texts in edges for edge_text in set(edge_texts.values()))
    least_count = max(_FEWEST, _SHARE * len(pages))
    recurring = {edge_text for edge_text, count in counts.items() if count >= least_count}
    remaining = [
        [line for n, line in enumerate(page) if edge_texts.get(n) not in recurring]
        for page, edge_texts in zip(pages, edges, strict=True)
    ]
    return remaining if len(pages) > 1 else [_without_small_edges(page) for page in remaining]


def _without_small_edges(page: Page) -> Page:
    """Return the page without a short separate row in small type at its top or bottom."""
    rows = rows_of(page)
    if len(rows) < _SINGLE:
        return page
    size = median(line.size for line in page)
    small_lines: set[int] = set()
    for row, neighbour in ((rows[0], rows[1]), (rows[-1], rows[-2])):
        gap = max(neighbour[0].top - row[0].bottom, row[0].top - neighbour[0].bottom)
        words = sum(len(line.text.split()) for line in row)
        if gap > size and words <= _SHORT and all(line.size < _SMALL * size for line in row):
            small_lines.update(id(line) for line in row)
    return [line for line in page if id(line) not in small_lines]


def _edges(page: Page) -> dict[int, _EdgeText]:
    """Return the edge and the words of each line at an edge of a page, by its index."""
    numbers = {id(line): n for n, line in enumerate(page)}
    rows = rows_of(page)
    edges: dict[int, _EdgeText] = {}
    for edge, edge_rows in ((0, rows[:_ROWS]), (1, rows[_ROWS:][-_ROWS:])):
        for row in edge_rows:
            for line in row:
                edges[numbers[id(line)]] = (edge, _NUMBERS.sub("0", line.text.casefold()))
    return edges
