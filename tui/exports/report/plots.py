"""The plots of the report: SVG that is readable without colour, with a title and a description.

Lengths are units of each plot's own view box.
"""

from collections.abc import Iterable, Mapping, Sequence

from tui.collation.sources.claim_map import CellKind
from tui.exports.report.contents import Article, ClaimRow, Coverage, SourceFamily
from tui.exports.report.markup import Markup, element, joined

CELL_CLASSES: Mapping[str, str] = {
    CellKind.VERBATIM: "verbatim",
    CellKind.CLOSE: "close",
    CellKind.REWORDED: "reworded",
    CellKind.MEANING: "meaning",
    CellKind.DIFFERS: "differs",
}
"""For each kind of cell except absent ones, the class with its colour."""
MOST_CELLS = 20_000
"""Largest number of cells of the plotted map."""

_BAR_WIDTH, _BAR_HEIGHT = 400, 14
_LABEL, _ROW = 34, 18
_WIDEST, _NARROWEST, _FULL = 16, 5, 960
"""Largest and least width of a column, and the width of all columns where that is enough."""
_HEIGHTS = {
    CellKind.VERBATIM: 14,
    CellKind.CLOSE: 10,
    CellKind.REWORDED: 6,
    CellKind.MEANING: 3,
}
"""Height of a cell's bar: higher for closer wording."""
_APART, _RADIUS, _THICKEST, _TEXT = 80, 15, 6, 14


def coverage_segments(coverage: Coverage) -> Sequence[tuple[str, str, int]]:
    """Return the parts of a coverage bar: class, words, and number of sentences."""
    return (
        ("verbatim", "said by several others", coverage.by_several),
        ("close", "said by one other", coverage.by_one),
        ("rest", "uncertain", coverage.uncertain),
        ("only", "only here", coverage.only_here),
    )


def coverage_bar(article: Article, longest: int) -> Markup:
    """Return the bar of an article's sentences; `longest` is the number that fills the width."""
    offset, shapes, parts = 0.0, list[Markup](), list[str]()
    for kind, words, count in coverage_segments(article.coverage):
        width = _BAR_WIDTH * count / max(1, longest)
        if count:
            parts.append(f"{count} {words}")
            shapes.append(
                element(
                    "rect",
                    class_=f"fill-{kind}",
                    x=round(offset, 2),
                    y=0,
                    width=round(max(0.5, width - 1), 2),
                    height=_BAR_HEIGHT,
                )
            )
        offset += width
    title = f"Article {article.siglum}: {', '.join(parts) or 'no sentences'}"
    return _svg(
        f"bar-{article.siglum}",
        title,
        "",
        shapes,
        size=(_BAR_WIDTH, _BAR_HEIGHT),
        class_="coverage",
    )


def claim_map_plot(articles: Sequence[Article], claims: Sequence[ClaimRow]) -> Markup:
    """Return the map of sources (rows) and claims (columns)."""
    drawn = claims[: max(1, MOST_CELLS // max(1, len(articles)))]
    column_width = max(_NARROWEST, min(_WIDEST, _FULL // max(1, len(drawn))))
    width = _LABEL + column_width * max(len(drawn), 10)
    rows: list[Markup] = []
    for number, article in enumerate(articles):
        bottom = _ROW * (number + 1)
        rows.append(element("text", article.siglum, x=_LABEL - 8, y=bottom - 3, text_anchor="end"))
        paths: dict[str, list[str]] = {kind: [] for kind in CELL_CLASSES}
        for column, claim in enumerate(drawn):
            kind = claim.cells[article.siglum]
            if kind in paths:
                paths[kind] += _cell(kind, _LABEL + column_width * column, bottom, column_width - 1)
        rows += [
            element("path", class_=f"fill-{CELL_CLASSES[kind]}", d="".join(steps))
            for kind, steps in paths.items()
            if steps
        ]
    makes = ", ".join(
        f"{a.siglum} {sum(c.cells[a.siglum] != CellKind.ABSENT for c in claims)}" for a in articles
    )
    undrawn = len(claims) - len(drawn)
    return _svg(
        "claim-map-plot",
        f"Map of {len(articles)} sources and {len(drawn)} claims",
        "A row for each source, a column for each claim, those of most sources first. Claims that"
        f" each source makes: {makes}."
        + (f" {undrawn} more claims are not drawn." if undrawn else ""),
        rows,
        size=(width, _ROW * len(articles) + 2),
        class_="map",
        natural=True,
    )


def families_plot(families: Sequence[SourceFamily]) -> Markup:
    """Return the families: a circle for each article, an arc between two that are copies."""
    sigla = [siglum for family in families for siglum in family.sigla]
    centre_of = {siglum: _APART * (number + 0.5) for number, siglum in enumerate(sigla)}
    widest = max(
        (centre_of[c.other] - centre_of[c.one] for f in families for c in f.copies), default=_APART
    )
    base = widest / 2 + _RADIUS + _THICKEST + _TEXT
    arcs, labels = list[Markup](), list[Markup]()
    for copy in (copy for family in families for copy in family.copies):
        left, right = sorted((centre_of[copy.one], centre_of[copy.other]))
        radius = (right - left) / 2
        top = base - _RADIUS
        arcs.append(
            element(
                "path",
                class_="arc",
                d=f"M{left:g} {top:g}A{radius:g} {radius:g} 0 0 1 {right:g} {top:g}",
                stroke_width=round(1 + (_THICKEST - 1) * copy.same, 2),
            )
        )
        labels.append(
            element(
                "text",
                f"{copy.same:.0%}",
                x=round((left + right) / 2, 2),
                y=round(top - radius - _THICKEST, 2),
                text_anchor="middle",
            )
        )
        if copy.source:
            copy_centre = centre_of[copy.other if copy.source == copy.one else copy.one]
            arcs.append(element("path", class_="arrow", d=f"M{copy_centre:g} {top:g}l-7 -12l14 0z"))
    circles = (
        joined(
            [
                element("circle", class_="node", cx=x, cy=round(base, 2), r=_RADIUS),
                element("text", siglum, x=x, y=round(base + 5, 2), text_anchor="middle"),
            ]
        )
        for siglum, x in centre_of.items()
    )
    description = "; ".join(
        f"{c.one} and {c.other} have {c.same:.0%} in the same words"
        for f in families
        for c in f.copies
    )
    return _svg(
        "families-plot",
        "Articles that share their text",
        f"{description}.",
        [*arcs, *labels, *circles],
        size=(_APART * max(1, len(sigla)), round(base + _RADIUS + 4, 2)),
        class_="families",
        natural=True,
    )


def _cell(kind: str, left: int, bottom: int, width: int) -> list[str]:
    """Return the path steps of a cell: a bar, or for differing values two bars with a gap."""
    if kind == CellKind.DIFFERS:
        return [f"M{left} {bottom}v-6h{width}v6zM{left} {bottom - 8}v-6h{width}v6z"]
    return [f"M{left} {bottom}v-{_HEIGHTS[CellKind(kind)]}h{width}v{_HEIGHTS[CellKind(kind)]}z"]


def _svg(
    name: str,
    title: str,
    description: str,
    shapes: Iterable[Markup],
    *,
    size: tuple[float, float],
    class_: str,
    natural: bool = False,
) -> Markup:
    """Return a plot with its title and description, which screen readers read aloud."""
    children = [element("title", title, id=f"{name}-title")]
    if description:
        children.append(element("desc", description, id=f"{name}-desc"))
    width, height = size
    size_attributes: dict[str, str | float | None] = (
        {"width": width, "height": height} if natural else {}
    )
    return element(
        "svg",
        *children,
        *shapes,
        class_=class_,
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc" if description else None,
        viewBox=f"0 0 {width:g} {height:g}",
        preserveAspectRatio=None if natural else "none",
        **size_attributes,
    )
