"""Elements of HTML as Markdown: headings, emphasis, lists, quotes and tables, all else escaped.

Links, pictures and forms are left out: their words stay, if they have some.
"""

import re
from collections.abc import Iterator

from tui.formats.web.elements import Element, local_name

_SKIPPED = frozenset({
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "meta",
    "link",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "canvas",
    "form",
    "button",
    "input",
    "select",
    "textarea",
    "nav",
    "dialog",
    "map",
    "area",
    "img",
    "picture",
    "source",
    "rt",
    "rp",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS = {
    "em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~",
    "strike": "~~",
}  # fmt: skip
_INLINE = frozenset({
    "a",
    "abbr",
    "acronym",
    "bdi",
    "bdo",
    "big",
    "code",
    "data",
    "dfn",
    "font",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "ref",
    "ruby",
    "samp",
    "small",
    "span",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
}).union(_MARKS)  # fmt: skip
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|^=%$]")
_NUMBER = re.compile(r"(\d{1,9})([.)])")
_SIGNS = frozenset("#+-:!")
"""Signs that make something else of a line that begins with them."""
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_CORE = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_BREAK = "\n"
_DEEPEST = 8
"""Levels of quotes in quotes and of lists in lists that are shown; deeper ones stay at that."""
_DEEP_LIST = re.compile(rf"^(?:(?:  |- |\d+\. ){{{_DEEPEST}}})", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n")


def escape_markdown(words: str) -> str:
    """Return `words` on one line, so that Markdown shows them as they are."""
    return _start(_plain(words).strip())


def heading(words: str, level: int = 1) -> str:
    """Return a heading in Markdown."""
    return f"{'#' * level} {_plain(words).strip()}"


def markdown_of(root: Element) -> str:
    """Return the content of an element as Markdown, its blocks divided by empty lines."""
    return "\n\n".join(_blocks(root))


def _blocks(element: Element) -> Iterator[str]:
    """Yield the blocks in an element, none of them empty."""
    line = [_plain(element.text)]
    for child in element:
        name = local_name(child)
        if name == "br" or name in _INLINE:
            line.append(_inline(child))
        elif name and name not in _SKIPPED:
            yield from _paragraphs("".join(line))
            line = []
            yield from _block(child, name)
        line.append(_plain(child.tail))
    yield from _paragraphs("".join(line))


def _block(element: Element, name: str) -> Iterator[str]:
    """Yield the blocks that one block element is."""
    if level := _HEADINGS.get(name):
        words = _plain(" ".join(map(str, element.itertext()))).strip()
        if words:
            yield f"{'#' * level} {words}"
    elif name in {"ul", "ol"}:
        if items := "\n".join(_items(element, is_numbered=name == "ol")):
            yield items
    elif name == "blockquote":
        content = markdown_of(element)
        if content.startswith("> " * _DEEPEST):
            yield content
        elif content:
            yield "\n".join(f"> {line}".rstrip() for line in content.split("\n"))
    elif name == "pre":
        yield from _preformatted("".join(map(str, element.itertext())))
    elif name == "table":
        yield from _table(element)
    else:
        yield from _blocks(element)


def _inline(element: Element) -> str:
    """Return an inline element's words, with the signs of its emphasis."""
    name = local_name(element)
    if name == "br":
        return _BREAK
    parts = [_plain(element.text)]
    for child in element:
        child_name = local_name(child)
        if child_name not in _SKIPPED:
            is_block = bool(child_name) and child_name not in _INLINE and child_name != "br"
            parts.append(" " * is_block + _inline(child) + " " * is_block if child_name else "")
        parts.append(_plain(child.tail))
    words = "".join(parts)
    mark = _MARKS.get(name)
    match = _CORE.fullmatch(words)
    if mark is None or match is None or not match[2] or "\n" in words:
        return words
    return f"{match[1]}{mark}{match[2]}{mark}{match[3]}"


def _items(element: Element, *, is_numbered: bool) -> Iterator[str]:
    number = 0
    for child in element:
        if not local_name(child):
            continue
        content = markdown_of(child)
        if not content:
            continue
        if _DEEP_LIST.search(content):
            yield content
            continue
        number += 1
        bullet = f"{number}. " if is_numbered else "- "
        margin = "\n" + " " * len(bullet)
        yield bullet + content.replace("\n", margin).replace(margin.rstrip(" ") + "\n", "\n\n")


def _preformatted(words: str) -> Iterator[str]:
    if words.strip():
        fence = "```"
        while fence in words:
            fence += "`"
        yield "\n".join((fence, words.strip("\n"), fence))


def _table(element: Element) -> Iterator[str]:
    """Yield a table of words as one, and of a table that arranges a page its content."""
    rows = [
        [list(_blocks(cell)) for cell in row if local_name(cell) in {"td", "th"}]
        for row in _rows(element)
    ]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if width < 2 or any(len(cell) > 1 or "\n" in "".join(cell) for row in rows for cell in row):  # noqa: PLR2004
        for row in rows:
            for cell in row:
                yield from cell
        return
    lines = [" | ".join("".join(cell) for cell in row) for row in rows]
    lines.insert(1, " | ".join(["---"] * width))
    yield "\n".join(f"| {line} |" for line in lines)


def _rows(element: Element) -> Iterator[Element]:
    """Yield the rows of a table, but not those of tables in its cells."""
    for child in element:
        name = local_name(child)
        if name == "tr":
            yield child
        elif name != "table":
            yield from _rows(child)


def _paragraphs(words: str) -> Iterator[str]:
    """Yield the paragraphs of a run of words: two line breaks divide them."""
    for paragraph in _PARAGRAPH.split(words):
        lines = (line.strip() for line in paragraph.split("\n"))
        filled_lines = [_start(line) for line in lines if line]
        if filled_lines:
            yield "\\\n".join(filled_lines)


def _plain(words: str | None) -> str:
    """`words` with all signs escaped that mean something within a line."""
    return _SPECIAL.sub(r"\\\g<0>", _SPACES.sub(" ", words or ""))


def _start(line: str) -> str:
    """`line` with the sign escaped that would make a list or a heading of it."""
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    return "\\" + line if line[:1] in _SIGNS else line
