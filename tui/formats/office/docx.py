"""DOCX: headings, emphasis and lists as Markdown, without deleted words, fields and notes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tui.formats.extracted_article import ExtractedArticle, Limits
from tui.formats.markdown_writing import MarkdownBlocks, Run, render_runs
from tui.formats.office.properties import Properties, read_properties
from tui.formats.office.xml_events import attribute, local_name, read_events
from tui.formats.unpacking import UnpackedBytes, ZipParts

_DOCUMENT = re.compile(r"word/document\d{0,3}\.xml")
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_CORE = "docProps/core.xml"
_SKIPPED = frozenset({
    "del", "moveFrom", "instrText", "delText", "Fallback", "pPrChange", "rPrChange", "sectPr",
    "tblPr", "fldData", "rt", "footnoteReference", "endnoteReference",
})  # fmt: skip
"""Elements without text of the document's present version."""
_OFF = frozenset({"0", "false", "off", "none"})
_UNNUMBERED = "0"
"""`numId` of a paragraph that is in no list, whatever its style."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style."""

    heading: int = 0
    """Level of headings in this style; 0 for other styles."""
    list_id: str = ""


@dataclass(slots=True)
class _Paragraph:
    """Open paragraph."""

    runs: list[Run] = field(default_factory=list)
    style: str = ""
    list_id: str = ""
    level: int = 0
    heading: int = 0


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the one article of the DOCX file `data`.

    Raises:
        ExtractionError: If it is damaged, exceeds a limit, or has no text.
    """
    parts = ZipParts(data, limits, UnpackedBytes(limits))
    styles = _StyleHandler()
    numbers = _NumberingHandler()
    if _STYLES in parts.names:
        read_events(parts.read(_STYLES), styles, limits)
    if _NUMBERING in parts.names:
        read_events(parts.read(_NUMBERING), numbers, limits)
    body = _BodyHandler(styles.styles, numbers.numbered)
    document = next(filter(_DOCUMENT.fullmatch, parts.names), "word/document.xml")
    read_events(parts.read(document), body, limits)
    properties = (
        read_properties(parts.read(_CORE), limits) if _CORE in parts.names else Properties()
    )
    yield properties.article(body.blocks.text)


def _value(attributes: dict[str, str], name: str = "val") -> str:
    return attribute(attributes, name)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0  # noqa: PLR2004


def _heading_level(style_name: str) -> int:
    """Return the level of headings in the style `style_name`, which is English in all files."""
    name = style_name.lower()
    if name == "title":
        return 1
    return _number(name.removeprefix("heading ")) if name.startswith("heading ") else 0


class _StyleHandler:
    """Reader of the styles: those of headings, and those of lists."""

    def __init__(self) -> None:
        self.styles: dict[str, _Style] = {}
        self._id = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local_name(name):
            case "style":
                self._id = _value(attributes, "styleId")
                self.styles[self._id] = _Style()
            case "name" if self._id:
                level = _heading_level(_value(attributes))
                self.styles[self._id] = _Style(level)
            case "basedOn" if self._id:
                base = self.styles.get(_value(attributes), _Style())
                style = self.styles[self._id]
                self.styles[self._id] = _Style(style.heading or base.heading, base.list_id)
            case "outlineLvl" if self._id:
                level = _number(_value(attributes)) + 1
                self.styles[self._id] = _Style(level, self.styles[self._id].list_id)
            case "numId" if self._id:
                heading = self.styles[self._id].heading
                self.styles[self._id] = _Style(heading, _value(attributes))

    def end(self, name: str) -> None:
        if local_name(name) == "style":
            self._id = ""

    def data(self, text: str) -> None:
        """Ignore text: styles have only attributes."""


class _NumberingHandler:
    """Reader of the lists: the numbered levels of each list."""

    def __init__(self) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        self._abstract: dict[str, str] = {}
        self._list = ""
        self._level = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local_name(name):
            case "abstractNum":
                self._list = _value(attributes, "abstractNumId")
            case "lvl":
                self._level = _number(_value(attributes, "ilvl"))
            case "numFmt":
                self._formats[self._list, self._level] = _value(attributes)
            case "num":
                self._list = _value(attributes, "numId")
            case "abstractNumId":
                self._abstract[self._list] = _value(attributes)

    def end(self, name: str) -> None:
        """Ignore the end: no value depends on it."""

    def data(self, text: str) -> None:
        """Ignore text: lists have only attributes."""

    def numbered(self, list_id: str, level: int) -> bool:
        """Return True if the items of this level have numbers or letters."""
        number_format = self._formats.get((self._abstract.get(list_id, ""), level), "bullet")
        return number_format not in {"bullet", "none"}


class _BodyHandler:
    """Reader of the document's blocks."""

    def __init__(self, styles: dict[str, _Style], numbers: Callable[[str, int], bool]) -> None:
        self.blocks = MarkdownBlocks()
        self._styles = styles
        self._numbers = numbers
        self._open: list[_Paragraph] = []
        """Open paragraphs: a text box is a paragraph in a paragraph."""
        self._emphasis = Run("")
        self._hidden = False
        self._within: list[str] = []
        """Local names of the open elements."""
        self._skipped = 0
        """Number of open elements in a skipped one, with that one."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if self._skipped or local in _SKIPPED:
            self._skipped += 1
            return
        parent = self._within[-1] if self._within else ""
        self._within.append(local)
        if local == "p":
            self._open.append(_Paragraph())
        elif local == "r":
            self._emphasis, self._hidden = Run(""), False
        elif self._open and parent == "rPr":
            self._read_run_property(local, _value(attributes))
        elif self._open:
            self._read_paragraph_property(local, attributes)

    def _read_run_property(self, local: str, value: str) -> None:
        """Handle a property of the open run; those of a paragraph's own mark are ignored."""
        if "r" not in self._within:
            return
        is_on = value.lower() not in _OFF
        if local == "b" or (local == "rStyle" and value == "Strong"):
            self._emphasis = self._emphasis._replace(is_strong=is_on)
        elif local == "i" or (local == "rStyle" and value == "Emphasis"):
            self._emphasis = self._emphasis._replace(is_emphasis=is_on)
        elif local == "vanish":
            self._hidden = is_on

    def _read_paragraph_property(self, local: str, attributes: dict[str, str]) -> None:
        """Handle a property of the open paragraph, or a named character."""
        paragraph = self._open[-1]
        match local:
            case "pStyle":
                paragraph.style = _value(attributes)
            case "ilvl":
                paragraph.level = _number(_value(attributes))
            case "numId":
                paragraph.list_id = _value(attributes)
            case "outlineLvl":
                level = _number(_value(attributes)) + 1
                paragraph.heading = level if level <= 9 else 0  # noqa: PLR2004  # 9 is text
            case "tab" if "r" in self._within and self._within[-2] == "r":
                self._add(" ")
            case "br" | "cr":
                self._add("\n" if _value(attributes, "type") in {"", "textWrapping"} else " ")
            case "noBreakHyphen":
                self._add("\u2011")

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        self._within.pop()
        if local_name(name) == "p" and self._open:
            self._close(self._open.pop())

    def data(self, text: str) -> None:
        if not self._skipped and self._within and self._within[-1] == "t" and self._open:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self._hidden:
            self._open[-1].runs.append(self._emphasis._replace(text=text))

    def _close(self, paragraph: _Paragraph) -> None:
        style = self._styles.get(paragraph.style, _Style())
        heading = paragraph.heading or style.heading
        list_id = paragraph.list_id or style.list_id
        if heading:
            runs = (Run(run.text) for run in paragraph.runs)
            self.blocks.add_heading(render_runs(runs), heading)
        elif list_id and list_id != _UNNUMBERED:
            is_numbered = self._numbers(list_id, paragraph.level)
            text = render_runs(paragraph.runs)
            self.blocks.add_item(text, paragraph.level, is_numbered=is_numbered)
        else:
            self.blocks.add_paragraph(render_runs(paragraph.runs))
