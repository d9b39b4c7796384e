"""Org: headings, emphasis, lists and links as Markdown, without drawers, comments and planning."""

import re
from collections.abc import Iterator

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.file_text import decode_file
from tui.formats.markdown_writing import escape_line_start
from tui.formats.markup.inline_markup import code, link, render_inline
from tui.text.parsing.metadata import parse_day

_HEADING = re.compile(r"(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING)[ \t]+)?(?:\[#\w\][ \t]*)?(.*)$")
_TAGS = re.compile(r"[ \t]+:[\w@#%:]+:[ \t]*$")
_KEYWORD = re.compile(r"[ \t]*#\+(\w+):[ \t]*(.*)$")
_BEGIN = re.compile(r"[ \t]*#\+begin_(\w+)", re.IGNORECASE)
_END = re.compile(r"[ \t]*#\+end_(\w+)", re.IGNORECASE)
_DRAWER = re.compile(r"[ \t]*:(PROPERTIES|LOGBOOK|[A-Z_]+):[ \t]*$")
_DRAWER_END = re.compile(r"[ \t]*:END:[ \t]*$", re.IGNORECASE)
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):")
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|\+|$)")
_ITEM = re.compile(r"([ \t]*)([-+]|(?<=[ \t])\*|\d{1,9}[.)])[ \t]+(?:\[[ X-]\][ \t]+)?(.*)$")
_TABLE_RULE = re.compile(r"[ \t]*\|[-+|]+\|?[ \t]*$")
_STAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d)")
_INLINE = re.compile(
    r"\[\[(?P<target>[^\[\]]{1,2000})\](?:\[(?P<label>[^\[\]]{1,2000})\])?\]"
    r"|(?<![^\s\-({'\"“‘])(?:"
    r"\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*"
    r"|/(?P<italic>[^\s/](?:[^/\n]*[^\s/])?)/"
    r"|_(?P<underline>[^\s_](?:[^_\n]*[^\s_])?)_"
    r"|\+(?P<strike>[^\s+](?:[^+\n]*[^\s+])?)\+"
    r"|=(?P<verbatim>[^\s=](?:[^=\n]*[^\s=])?)="
    r"|~(?P<code>[^\s~](?:[^~\n]*[^\s~])?)~"
    r")(?![^\s\-.,;:!?'\")}\]”’])"
    r"|\[fn:[^\[\]\s]{0,50}\]"
)
_VERBATIM = frozenset({"src", "example"})
_DROPPED = frozenset({"comment", "export"})
_MARKS = {"bold": "**", "italic": "*", "underline": "", "strike": "~~"}


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the one article of the org file `data`.

    Raises:
        ExtractionError: If it is not text, is too large, or has no words.
    """
    keywords: dict[str, str] = {}
    lines = decode_file(data, limits).split("\n")
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(lines, keywords))).strip()
    if not text:
        raise ExtractionError("it holds no text")
    stamp = _STAMP.match(keywords.get("date", ""))
    yield ExtractedArticle(
        text,
        is_markdown=True,
        title=keywords.get("title", ""),
        author=keywords.get("author", ""),
        date=stamp[1] if stamp else parse_day(keywords.get("date", "")),
        language=keywords.get("language", ""),
    )


def _lines(lines: list[str], keywords: dict[str, str]) -> Iterator[str]:
    """Yield the lines of Markdown; values of keywords are put into `keywords`."""
    block = ""
    in_drawer = False
    for line in lines:
        if in_drawer:
            in_drawer = not _DRAWER_END.match(line)
        elif block:
            if (end := _END.match(line)) and end[1].lower() == block:
                yield from ("```", "") if block in _VERBATIM else ("",)
                block = ""
            else:
                yield from _in_block(line, block)
        elif begin := _BEGIN.match(line):
            block = begin[1].lower()
            yield from ("", "```") if block in _VERBATIM else ("",)
        elif _DRAWER.match(line):
            in_drawer = True
        elif keyword := _KEYWORD.match(line):
            keywords.setdefault(keyword[1].lower(), keyword[2].strip())
        elif not (_COMMENT.match(line) or _PLANNING.match(line) or _TABLE_RULE.match(line)):
            yield from _line(line)
    if block in _VERBATIM:
        yield "```"


def _in_block(line: str, block: str) -> Iterator[str]:
    if block in _DROPPED:
        return
    if block in _VERBATIM:
        yield line.replace("```", "` ` `")
    elif block == "quote":
        yield f"> {_inline(line.strip())}".rstrip()
    elif block == "verse":
        yield f"{escape_line_start(_inline(line.strip()))}\\" if line.strip() else ""
    else:
        yield from _line(line)


def _line(line: str) -> Iterator[str]:
    if heading := _HEADING.match(line):
        words = _TAGS.sub("", heading[2]).strip()
        yield from ("", f"{'#' * min(len(heading[1]), 6)} {_inline(words)}", "")
    elif item := _ITEM.match(line):
        indent = item[1].replace("\t", "    ")
        sign = f"{item[2][:-1]}." if item[2][:-1].isdigit() else "-"
        yield f"{indent}{sign} {_inline(item[3])}"
    elif line.lstrip().startswith("|"):
        yield from ("", _inline(" ".join(line.replace("|", " ").split())), "")
    elif line.startswith((" ", "\t")):
        indent = line[: len(line) - len(line.lstrip())].replace("\t", "    ")[:3]
        yield indent + escape_line_start(_inline(line.strip()))
    else:
        yield escape_line_start(_inline(line.rstrip()))


def _inline(text: str) -> str:
    return render_inline(text, _INLINE, _render)


def _render(match: re.Match[str]) -> str:
    if target := match["target"]:
        label = match["label"] or target
        return link(render_inline(label, _INLINE, _render), target)
    literal = match["verbatim"] or match["code"]
    if literal:
        return code(literal)
    for name, mark in _MARKS.items():
        if content := match[name]:
            return f"{mark}{render_inline(content, _INLINE, _render)}{mark}"
    return ""  # a reference to a footnote
