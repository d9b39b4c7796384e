"""ODT: headings, emphasis and lists as Markdown, without deleted words, notes and comments."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tui.formats.extracted_article import ExtractedArticle, Limits
from tui.formats.markdown_writing import MarkdownBlocks, Run, render_runs
from tui.formats.office.properties import Properties, read_properties
from tui.formats.office.xml_events import attribute, local_name, read_events
from tui.formats.unpacking import UnpackedBytes, ZipParts

_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"
_SKIPPED = frozenset({
    "tracked-changes", "annotation", "note", "forms", "sequence-decls", "table-of-content",
    "alphabetical-index", "bibliography", "binary-data", "page-number", "page-count",
})  # fmt: skip
"""Elements without text of the document's present version."""
_MOST_SPACES = 1_000
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_SLANTED = frozenset({"italic", "oblique"})


@dataclass(frozen=True, slots=True)
class _Style:
    """Style of text; None for an emphasis that the style does not set."""

    is_strong: bool | None = None
    is_emphasis: bool | None = None


@dataclass(slots=True)
class _Paragraph:
    """Open paragraph or heading."""

    runs: list[Run] = field(default_factory=list)
    emphases: list[Run] = field(default_factory=lambda: [Run("")])
    """Emphasis of the paragraph's text, and of each open span in it."""
    heading: int = 0


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the one article of the ODT file `data`.

    Raises:
        ExtractionError: If it is damaged, exceeds a limit, or has no text.
    """
    parts = ZipParts(data, limits, UnpackedBytes(limits))
    styles = _StyleHandler()
    if _STYLES in parts.names:
        read_events(parts.read(_STYLES), styles, limits)
    content = parts.read(_CONTENT)
    read_events(content, styles, limits)
    body = _BodyHandler(styles)
    read_events(content, body, limits)
    properties = (
        read_properties(parts.read(_META), limits) if _META in parts.names else Properties()
    )
    yield properties.article(body.blocks.text)


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default  # noqa: PLR2004


class _StyleHandler:
    """Reader of the styles of text and of lists."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._numbered: set[tuple[str, int]] = set()
        self._style = self._list = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local_name(name):
            case "style" if attribute(attributes, "family") == "text":
                self._style = attribute(attributes, "name")
            case "style":
                self._style = ""
            case "text-properties" if self._style:
                self._styles[self._style] = _Style(
                    _is_one_of(attribute(attributes, "font-weight"), _BOLD),
                    _is_one_of(attribute(attributes, "font-style"), _SLANTED),
                )
            case "list-style":
                self._list = attribute(attributes, "name")
            case "list-level-style-number" if attribute(attributes, "num-format"):
                self._numbered.add((self._list, _number(attribute(attributes, "level"), 1) - 1))

    def end(self, name: str) -> None:
        """Ignore the end: no value depends on it."""

    def data(self, text: str) -> None:
        """Ignore text: styles have only attributes."""

    def emphasis_of(self, style: str, outer: Run) -> Run:
        """Return the emphasis of a span in `style` inside text with the emphasis `outer`."""
        own_style = self._styles.get(style, _Style())
        return Run(
            "",
            outer.is_strong if own_style.is_strong is None else own_style.is_strong,
            outer.is_emphasis if own_style.is_emphasis is None else own_style.is_emphasis,
        )

    def is_numbered(self, list_style: str, level: int) -> bool:
        """Return True if the items of this level have numbers or letters."""
        return (list_style, level) in self._numbered


def _is_one_of(value: str, values: frozenset[str]) -> bool | None:
    return value in values if value else None


class _BodyHandler:
    """Reader of the document's blocks."""

    def __init__(self, styles: _StyleHandler) -> None:
        self.blocks = MarkdownBlocks()
        self._styles = styles
        self._open: list[_Paragraph] = []
        """Open paragraphs: a frame with text is a paragraph in a paragraph."""
        self._lists: list[str] = []
        """Styles of the open lists."""
        self._in_body = False
        self._skipped = 0
        """Number of open elements in a skipped one, with that one."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if self._skipped or local in _SKIPPED:
            self._skipped += 1
            return
        match local:
            case "body":
                self._in_body = True
            case "p":
                self._open.append(_Paragraph())
            case "h":
                level = _number(attribute(attributes, "outline-level"), 1)
                self._open.append(_Paragraph(heading=level))
            case "list":
                outer_style = self._lists[-1] if self._lists else ""
                self._lists.append(attribute(attributes, "style-name") or outer_style)
            case _ if self._open:
                self._read_element(local, attributes)

    def _read_element(self, local: str, attributes: dict[str, str]) -> None:
        """Handle an element in a paragraph: a span, or a named character."""
        paragraph = self._open[-1]
        match local:
            case "span":
                emphasis = self._styles.emphasis_of(
                    attribute(attributes, "style-name"), paragraph.emphases[-1]
                )
                paragraph.emphases.append(emphasis)
            case "s":
                self._add(" " * min(_number(attribute(attributes, "c"), 1), _MOST_SPACES))
            case "tab":
                self._add(" ")
            case "line-break":
                self._add("\n")

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        match local_name(name):
            case "p" | "h" if self._open:
                self._close(self._open.pop())
            case "list" if self._lists:
                self._lists.pop()
            case "span" if self._open and len(self._open[-1].emphases) > 1:
                self._open[-1].emphases.pop()

    def data(self, text: str) -> None:
        if self._in_body and self._open and not self._skipped:
            self._add(text.replace("\n", " "))  # a newline in ODT is white space

    def _add(self, text: str) -> None:
        paragraph = self._open[-1]
        paragraph.runs.append(paragraph.emphases[-1]._replace(text=text))

    def _close(self, paragraph: _Paragraph) -> None:
        if paragraph.heading:
            runs = (Run(run.text) for run in paragraph.runs)
            self.blocks.add_heading(render_runs(runs), paragraph.heading)
        elif self._lists:
            level = len(self._lists) - 1
            is_numbered = self._styles.is_numbered(self._lists[-1], level)
            self.blocks.add_item(render_runs(paragraph.runs), level, is_numbered=is_numbered)
        else:
            self.blocks.add_paragraph(render_runs(paragraph.runs))
