"""Markdown, lowered to plain text with looks as spans; the parsing is markdown-it-py's.

Raw HTML stays as it was written: nothing in a document is ever interpreted but its typography.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui.text.blocks import Blocks
from tui.text.clean import clean, clean_line
from tui.text.document import Look, Paragraph, Role, Style
from tui.text.source import SourceMap
from tui.text.span import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_LOOKS = {"em": Look.EMPHASIS, "strong": Look.STRONG, "link": Look.LINK, "s": Look.STRIKE}
_FRONT_MATTER = "---\n"


def markdown_blocks(text: str, source: SourceMap) -> Blocks:
    """The blocks of clean Markdown `text`; front matter gives the title and is set aside."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # start-up: only for Markdown files

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    body, title = _without_front_matter(text)
    lowering = _Lowering(text, body, title=title)
    for token in parser.parse(body):
        lowering.take(token)
    return lowering.blocks(source)


def _without_front_matter(text: str) -> tuple[str, str]:
    """`text` with front matter blanked, offsets kept, and the title it names, if any."""
    end = text.find("\n---\n", len(_FRONT_MATTER) - 1) if text.startswith(_FRONT_MATTER) else -1
    if end < 0:
        return text, ""
    end += len("\n---")
    title = ""
    for line in text[:end].split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip().lower() == "title":
            title = value.strip().strip("\"'")
    blank = "".join("\n" if c == "\n" else " " for c in text[:end])
    return blank + text[end:], title


@dataclass(slots=True)
class _Lowering:
    """One pass over the tokens, finding each piece of text again in the source it came from."""

    text: str
    body: str
    title: str = ""
    at: int = 0
    """Where in `body` the next piece is looked for."""
    out: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    open_looks: list[tuple[Look, int, str]] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    bullet: str = ""
    quotes: int = 0
    heading: int = 0
    in_row: bool = False
    row_start: int = -1

    def take(self, token: "Token") -> None:
        """Lower one block token."""
        kind, _, edge = token.type.rpartition("_")
        match (kind, edge):
            case ("heading", _):
                self.heading = int(token.tag[1]) if edge == "open" else 0
            case ("blockquote", _):
                self.quotes += 1 if edge == "open" else -1
            case ("bullet_list" | "ordered_list", "open"):
                start = int(token.attrGet("start") or 1) if kind == "ordered_list" else None
                self.lists.append(start)
            case ("bullet_list" | "ordered_list", "close"):
                self.lists.pop()
            case ("list_item", "open"):
                self.bullet = self._bullet()
            case ("tr", "open"):
                self.in_row, self.row_start = True, -1
            case ("tr", "close"):
                self.in_row = False
                if self.row_start >= 0:
                    self._close(self.row_start)
            case _:
                self._leaf(token)

    def _leaf(self, token: "Token") -> None:
        if token.type == "inline":
            self._inline(token)
        elif token.type in {"fence", "code_block", "html_block"}:
            self._verbatim(token)

    def _bullet(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "• "
        self.lists[-1] = number + 1
        return f"{number}. "

    def _inline(self, token: "Token") -> None:
        if self.in_row and self.row_start >= 0:
            self._put(" │ ")
        start = self._open()
        if self.in_row and self.row_start < 0:
            self.row_start = start
        for child in token.children or ():
            self._child(child)
        self.open_looks.clear()
        if not self.in_row:
            self._close(start)

    def _child(self, token: "Token") -> None:
        kind, _, edge = token.type.rpartition("_")
        if edge == "open" and kind in _LOOKS:
            target = clean_line(str(token.attrGet("href") or ""))
            self.open_looks.append((_LOOKS[kind], self.length, target))
        elif edge == "close" and kind in _LOOKS and self.open_looks:
            look, start, target = self.open_looks.pop()
            self.styles.append(Style(Span(start, self.length), look, target))
        elif token.type in {"softbreak", "hardbreak"}:
            self._put(" ")
        elif token.type == "code_inline":
            start = self.length
            self._put(token.content, token.content)
            self.styles.append(Style(Span(start, self.length), Look.CODE))
        elif token.type == "text_special":
            self._put(clean(token.content)[0], token.markup)  # an entity can name anything
        elif token.content:
            self._put(token.content, token.content)

    def _verbatim(self, token: "Token") -> None:
        start = self._open()
        lines = token.content.rstrip("\n").split("\n")
        for n, line in enumerate(lines):
            self._put("\n" * (n > 0))
            self._put(line, line)
        if token.type != "html_block":
            self.styles.append(Style(Span(start, self.length), Look.CODE))
        self._close(start, preformatted=True)

    def _put(self, text: str, written: str = "") -> None:
        """Add `text`, which stands in the source as `written`; nothing written means ours."""
        if not text:
            return
        if written and (found := self.body.find(written, self.at)) >= 0:
            self.runs.append((self.length, found))
            self.at = found + len(written)
            if text != written:
                self.runs.append((self.length + len(text), self.at))
        self.out.append(text)
        self.length += len(text)

    def _open(self) -> int:
        if self.length and not (self.in_row and self.row_start >= 0):
            self._put("\n")
        return self.length

    def _close(self, start: int, *, preformatted: bool = False) -> None:
        prefix = "▎ " * self.quotes + "  " * max(0, len(self.lists) - 1)
        prefix += self.bullet or ("  " if self.lists else "")
        self.bullet = ""
        span = Span(start, self.length)
        role = Role.HEADING if self.heading else Role.BODY
        if span:
            self.paragraphs.append(Paragraph(span, role, self.heading, prefix, preformatted))

    def blocks(self, source: SourceMap) -> Blocks:
        """What all the tokens came to."""
        text = "".join(self.out)
        first = next((n for n, p in enumerate(self.paragraphs) if p.level), None)
        if first is not None and (not self.title or self.paragraphs[first].level == 1):
            self.paragraphs[first] = replace(self.paragraphs[first], role=Role.TITLE)
        settled = frozenset(
            n for n, p in enumerate(self.paragraphs) if p.level or p.prefix or p.preformatted
        )
        way = SourceMap.of(self.runs or [(0, 0)]).through(source)
        styles = tuple(sorted(s for s in self.styles if s.span))
        return Blocks(text, tuple(self.paragraphs), way, styles, self.title, settled)
