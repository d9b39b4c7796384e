"""Markdown, converted to plain text with markup as spans; markdown-it-py parses it.

Raw HTML stays as it is written, since only typography is interpreted in a document.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui.lazy_imports import lazy_imports
from tui.text.document import Emphasis, MarkupSpan, Paragraph, Role
from tui.text.offset_map import OffsetMap
from tui.text.parsing.blocks import Blocks
from tui.text.parsing.front_matter import without_front_matter
from tui.text.parsing.hyphenation import REACH, HyphenResolver, is_hyphenated
from tui.text.parsing.line_breaks import joins_without_space
from tui.text.parsing.obsidian import (
    EMBED,
    SKIPPED,
    add_rules,
    split_at_comments,
    without_comments,
)
from tui.text.sanitization import clean, clean_line
from tui.text.span import Span

with lazy_imports():
    import markdown_it
    from mdit_py_plugins import footnote as footnotes

if TYPE_CHECKING:
    from markdown_it.token import Token

_LOOKS = {
    "em": Emphasis.EMPHASIS,
    "strong": Emphasis.STRONG,
    "link": Emphasis.LINK,
    "s": Emphasis.STRIKE,
}
_NUMBER = re.compile(r"\d{1,3}")
_CALLOUT = re.compile(r"\[![\w-]+\][+-]?[ \t]*")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_OPENING = frozenset({"em_open", "strong_open", "s_open", "link_open"})
_LABEL_LONGEST = 20
"""Largest length, in code points, of a footnote's label that is shown."""


def markdown_blocks(text: str, source: OffsetMap, spellings: Collection[str] = ()) -> Blocks:
    """Return the blocks of clean Markdown `text`; the title comes from front matter, if it has any.

    Args:
        text: The clean text.
        source: The map to the file's own text.
        spellings: Words as the corpus spells them.
    """
    parser = (
        markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    )
    parser.use(footnotes.footnote_plugin, move_to_end=False)
    add_rules(parser)
    body, title = without_front_matter(text)
    notes: dict[str, Any] = {}
    visible_text = without_comments(body)
    lowering = _Lowering(
        text, visible_text, HyphenResolver(visible_text, spellings), notes, title=title
    )
    for token in parser.parse(lowering.body, notes):
        lowering.convert(token)
    return lowering.blocks(source)


@dataclass(slots=True)
class _Lowering:
    """One pass over the tokens, which finds each piece of text again in the source."""

    text: str
    body: str
    hyphens: HyphenResolver
    notes: dict[str, Any] = field(default_factory=dict)
    """Footnotes as the parser recorded them."""
    title: str = ""
    body_offset: int = 0
    """Offset in `body` from which the next piece is searched."""
    out: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    styles: list[MarkupSpan] = field(default_factory=list)
    open_looks: list[tuple[Emphasis, int, str]] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    bullet: str = ""
    quotes: int = 0
    heading: int = 0
    in_row: bool = False
    row_start: int = -1
    footnote: str = ""
    """Text before the next paragraph of a footnote: its label."""
    unread: str = ""
    """Beginning of the next text that is a mark and was parsed already."""
    embeds: bool = False
    """True if the paragraph has only embedded files."""

    def convert(self, token: "Token") -> None:
        """Convert one block token."""
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
        elif token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            self.footnote = f"{_label(label)} "
            self._skip(f"[^{label}]:")
        elif token.type == "footnote_reference_close":
            self.footnote = ""

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
        children = list(token.children or ())
        callout = self._begin(token.content)
        self.embeds = _is_embed(children)
        for n, child in enumerate(children):
            if callout and child.type in {"softbreak", "hardbreak"}:
                callout = False
                self._close(start)
                start = self._open()
            elif child.type == "softbreak" and n and _is_words(children[n - 1]):
                self._line_end(children[n + 1 :])
            else:
                self._child(child)
        self.open_looks.clear()
        self.unread = ""
        if not self.in_row:
            self._close(start)
        self.embeds = False

    def _begin(self, content: str) -> bool:
        """Skip the mark of a task or callout at the beginning; return True for a callout."""
        if self.quotes and (mark := _CALLOUT.match(content)):
            self.unread = mark[0]
            return True
        if self.lists and self.bullet and (mark := _TASK.match(content)):
            self.bullet = "☐ " if mark[1] == " " else "☑ "
            self.unread = mark[0]
        return False

    def _child(self, token: "Token") -> None:
        kind, _, edge = token.type.rpartition("_")
        if edge == "open" and kind in _LOOKS:
            target = clean_line(str(token.attrGet("href") or ""))
            self.open_looks.append((_LOOKS[kind], self.length, target))
        elif edge == "close" and kind in _LOOKS and self.open_looks:
            look, start, target = self.open_looks.pop()
            self.styles.append(MarkupSpan(Span(start, self.length), look, target))
        elif token.type in {"softbreak", "hardbreak"}:
            self._put(" ")
        elif token.type == SKIPPED:
            self._skip(token.content)
        elif token.type == "footnote_ref":
            self._footnote_mark(token)
        elif token.type == EMBED:
            start = self.length
            self._put(clean_line(token.content), token.content)
            self.styles.append(MarkupSpan(Span(start, self.length), Emphasis.LINK, token.content))
        elif token.type == "code_inline":
            start = self.length
            self._put(token.content, token.content)
            self.styles.append(MarkupSpan(Span(start, self.length), Emphasis.CODE))
        elif token.type == "text_special":
            self._put(
                clean(token.content)[0], token.markup
            )  # an entity can stand for any character
        elif token.content:
            self._words(token.content)

    def _line_end(self, following: "list[Token]") -> None:
        """Add the replacement for the end of a line, given the tokens after it."""
        first = next((token for token in following if token.type not in _OPENING), None)
        rest = first.content[:REACH] if first and first.type == "text" else ""
        line = self.out[-1][-REACH:] if self.out else ""
        if line and rest:
            joined_text, end = line + rest, len(line)
            if is_hyphenated(joined_text, end, end):
                self.out[-1] = self.out[-1][:-1]
                self.length -= 1
                self._put(self.hyphens.replacement(line, rest))
                return
            if joins_without_space(joined_text, end, end):
                return
        self._put(" ")

    def _footnote_mark(self, token: "Token") -> None:
        """Add the mark of a footnote; the words of an inline footnote follow in brackets."""
        if label := token.meta.get("label"):
            self._put(_label(label), f"[^{label}]")
            return
        self._put(" [")
        for child in self.notes["footnotes"]["list"][token.meta["id"]]["tokens"]:
            self._child(child)
        self._put("]")

    def _verbatim(self, token: "Token") -> None:
        start = self._open()
        lines = token.content.rstrip("\n").split("\n")
        for n, line in enumerate(lines):
            self._put("\n" * (n > 0))
            self._put(line, line)
        if token.type != "html_block":
            self.styles.append(MarkupSpan(Span(start, self.length), Emphasis.CODE))
        self._close(start, preformatted=True)

    def _words(self, content: str) -> None:
        """Add words unchanged, without a mark at the beginning that was parsed already."""
        if self.unread:
            skipped = content[: len(self.unread)]
            if self.unread.startswith(skipped):
                self._skip(skipped)
                self.unread, content = self.unread[len(skipped) :], content[len(skipped) :]
            else:
                self.unread = ""
        self._put(content, content)

    def _skip(self, source_text: str) -> None:
        """Continue after text of the source that is not shown."""
        for spelling in (source_text, source_text.replace("|", "\\|")):
            if (offset := self.body.find(spelling, self.body_offset)) >= 0:
                self.body_offset = offset + len(spelling)
                return

    def _put(self, text: str, source_text: str = "") -> None:
        """Add `text`, which the source has as `source_text`; empty if it isn't in the source."""
        if len(parts := split_at_comments(text)) > 1:
            for part in parts:
                self._put(part, part)
            return
        if not text:
            return
        if source_text and (offset := self.body.find(source_text, self.body_offset)) >= 0:
            self.runs.append((self.length, offset))
            self.body_offset = offset + len(source_text)
            if text != source_text:
                self.runs.append((self.length + len(text), self.body_offset))
        self.out.append(text)
        self.length += len(text)

    def _open(self) -> int:
        if self.length and not (self.in_row and self.row_start >= 0):
            self._put("\n")
        return self.length

    def _close(self, start: int, *, preformatted: bool = False) -> None:
        prefix = "▎ " * self.quotes + "  " * max(0, len(self.lists) - 1)
        prefix += self.bullet or ("  " if self.lists else "")
        prefix += self.footnote
        self.bullet, self.footnote = "", " " * len(self.footnote)
        span = Span(start, self.length)
        role = Role.HEADING if self.heading else Role.BODY
        if self.embeds and not self.in_row:
            role = Role.BOILERPLATE
        if span:
            self.paragraphs.append(Paragraph(span, role, self.heading, prefix, preformatted))

    def blocks(self, source: OffsetMap) -> Blocks:
        """Return the blocks of all tokens."""
        text = "".join(self.out)
        first = next((n for n, p in enumerate(self.paragraphs) if p.level), None)
        if first is not None and (not self.title or self.paragraphs[first].level == 1):
            self.paragraphs[first] = self.paragraphs[first]._replace(role=Role.TITLE)
        settled = frozenset(
            n
            for n, p in enumerate(self.paragraphs)
            if p.level or p.prefix or p.preformatted or p.role is Role.BOILERPLATE
        )
        offset_map = OffsetMap.of(self.runs or [(0, 0)]).compose(source)
        styles = tuple(sorted(s for s in self.styles if s.span))
        return Blocks(text, tuple(self.paragraphs), offset_map, styles, self.title, settled)


def _label(label: str) -> str:
    """Return the mark of a footnote as it is shown."""
    short_label = clean_line(label, _LABEL_LONGEST)
    return f"[{short_label}]" if _NUMBER.fullmatch(label) else f"[^{short_label}]"


def _is_words(token: "Token") -> bool:
    return token.type == "text" and bool(token.content)


def _is_embed(children: "list[Token]") -> bool:
    """Return True if the tokens are embedded files only."""
    kinds = {child.type for child in children if child.type != "text" or child.content.strip()}
    return EMBED in kinds and kinds <= {EMBED, SKIPPED, "softbreak", "hardbreak"}
