"""reStructuredText: headings, emphasis, lists and links as Markdown, without directives."""

import re
from collections.abc import Iterator

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.file_text import decode_file
from tui.formats.markdown_writing import escape_inline, escape_line_start
from tui.formats.markup.inline_markup import code, link, render_inline
from tui.text.parsing.metadata import parse_day

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*$")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]|$)")
_FIELD = re.compile(r":([^:\s][^:]{0,60}):(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"([ \t]*)([-*+•]|(?:\d{1,9}|#|[A-Za-z])[.)]|\((?:\d{1,9}|#)\))[ \t]+(\S.*)$")
_LINE_BLOCK = re.compile(r"[ \t]*\|[ \t](.*)$")
_INLINE = re.compile(
    r"``(?P<literal>(?:[^`\n]|`(?!`))+)``"
    r"|(?<![\w*])\*\*(?P<strong>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?!\w)"
    r"|(?<![\w*])\*(?P<emphasis>[^\s*](?:[^*\n]*[^\s*])?)\*(?!\w)"
    r"|(?<!\w)(?::[\w:+.-]{1,50}:)?`(?P<label>[^`\n<]{0,500}?)[ \t]*"
    r"(?:<(?P<target>[^`<>\n]{1,2000})>)?`_{0,2}"
    r"|\[(?:\#?[\w-]{0,50}|\*)\]_"
    r"|\|(?P<name>[^\s|][^|\n]{0,80})\|_{0,2}"
    r"|(?<!\w)(?P<reference>\w{1,100})__?(?!\w)"
    r"|\\(?P<escaped>[^\w\s]|\s)"
)
_DIRECTIVES_WITH_TEXT = frozenset({"epigraph", "pull-quote", "highlights"})
_DIRECTIVE = re.compile(r"\.\.[ \t]+([\w-]+)::")
_TRANSITION = 4
"""Least number of signs in a line that divides two parts of a text."""
_DATES = ("date", "published")


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the one article of the reStructuredText file `data`.

    Raises:
        ExtractionError: If it is not text, is too large, or has no words.
    """
    fields: dict[str, str] = {}
    headings: list[str] = []
    lines = [line.rstrip() for line in decode_file(data, limits).expandtabs(8).split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(lines, fields, headings))).strip()
    if not text:
        raise ExtractionError("it holds no text")
    date = next((fields[name] for name in _DATES if name in fields), "")
    yield ExtractedArticle(
        text,
        is_markdown=True,
        title=headings[0] if headings else "",
        author=fields.get("author", fields.get("authors", "")),
        date=parse_day(date),
    )


def _lines(lines: list[str], fields: dict[str, str], headings: list[str]) -> Iterator[str]:
    """Yield the lines of Markdown; `fields` and `headings` receive the fields and headings."""
    adornments: list[str] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        if _EXPLICIT.match(line):
            directive = _DIRECTIVE.match(line)
            begin, n = n + 1, _end_of_indented(lines, n + 1)
            if directive and directive[1].lower() in _DIRECTIVES_WITH_TEXT:
                yield from _quote(lines[begin:n])
        elif heading := _heading(lines, n):
            sign, words, n = heading
            if sign not in adornments:
                adornments.append(sign)
            headings.append(words)
            yield from ("", f"{'#' * min(adornments.index(sign) + 1, 6)} {_inline(words)}", "")
        elif _ADORNMENT.match(line) and len(line) >= _TRANSITION:
            yield ""
            n += 1
        elif (field := _FIELD.match(line)) and not line.startswith(" "):
            fields.setdefault(field[1].lower(), (field[2] or "").strip())
            n += 1
        elif line.startswith(" ") and not _ITEM.match(line) and _is_after_blank(lines, n):
            begin, n = n, _end_of_indented(lines, n)
            yield from _quote(lines[begin:n])
        else:
            yield from _line(line)
            n += 1
            if line.endswith("::"):
                begin, n = n, _end_of_indented(lines, n)
                yield from _literal(lines[begin:n])


def _heading(lines: list[str], n: int) -> tuple[str, str, int] | None:
    """Return the adornment, the words and the next line of the heading at line `n`, if any."""
    line = lines[n]
    overline = _ADORNMENT.match(line)
    if overline and n + 2 < len(lines) and lines[n + 2] == line and lines[n + 1].strip():
        return overline[1] * 2, lines[n + 1].strip(), n + 3
    if overline or not line or line.startswith(" ") or n + 1 >= len(lines):
        return None
    underline = _ADORNMENT.match(lines[n + 1])
    if underline and len(lines[n + 1]) >= min(len(line), 4) and not line.startswith(".."):
        return underline[1], line, n + 2
    return None


def _is_after_blank(lines: list[str], n: int) -> bool:
    """Return True if the indented text at line `n` follows a blank line: then it is a quotation."""
    if n and lines[n - 1]:
        return False
    line_before = next((line for line in reversed(lines[max(0, n - 20) : n]) if line), "")
    return not _ITEM.match(line_before) and not line_before.startswith(" ")


def _end_of_indented(lines: list[str], n: int) -> int:
    """Return the number of the line after the indented block that begins at line `n`."""
    end = n
    while n < len(lines) and (not lines[n] or lines[n].startswith(" ")):
        n += 1
        if lines[n - 1]:
            end = n
    return end


def _quote(lines: list[str]) -> Iterator[str]:
    yield ""
    yield from (f"> {_inline(line.strip())}".rstrip() for line in lines)
    yield ""


def _literal(lines: list[str]) -> Iterator[str]:
    text = "\n".join(lines).replace("```", "` ` `").strip("\n")
    if text:
        yield from ("", "```", text, "```", "")


def _line(line: str) -> Iterator[str]:
    if line.endswith("::"):
        line = line[:-2] if line.strip() == "::" or line.endswith(" ::") else line[:-1]
    if item := _ITEM.match(line):
        digits = re.sub(r"\D", "", item[2])
        is_bullet = item[2] in "-*+•"
        sign = "-" if is_bullet else f"{digits or 1}."
        yield f"{item[1]}{sign} {_inline(item[3])}"
    elif verse := _LINE_BLOCK.match(line):
        yield f"{escape_line_start(_inline(verse[1]))}\\"
    else:
        indent = line[: len(line) - len(line.lstrip())][:3]
        yield indent + escape_line_start(_inline(line.strip()))


def _inline(text: str) -> str:
    return render_inline(text, _INLINE, _render)


def _render(match: re.Match[str]) -> str:
    if match["literal"] is not None:
        return code(match["literal"])
    for name, mark in (("strong", "**"), ("emphasis", "*")):
        if match[name]:
            return f"{mark}{escape_inline(match[name])}{mark}"
    if match["label"] is not None or match["target"]:
        label = escape_inline(match["label"] or match["target"] or "")
        return link(label, match["target"]) if match["target"] else label
    text = match["name"] or match["reference"] or (match["escaped"] or "").strip()
    return escape_inline(text)
