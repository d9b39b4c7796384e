r"""Sanitization of text from outside: once, before it is stored, shown or parsed.

The result has no control characters except `\n`, no bidi overrides and no invisible characters that
could hide words.
"""

import re

from tui.text.offset_map import OffsetMap

_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_UNSAFE = re.compile(
    r"(?P<parting>(?<=[^\W_]|[\u0300-\u036f])\u00ad"  # a soft hyphen at a line's end
    f"(?=[ \t]*(?:\r\n|[\n{_BREAKS}])[ \t]*[^\\W_]))"
    f"|\r\n|[\t{_BREAKS}\ud800-\udfff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 without tab and newlines, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164"  # soft hyphen, invisible letters
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\uffa0"  # zero width, bidi
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f]"  # annotations, tags
)
_KEPT_AS = {"\t": " ", "\r\n": "\n", **dict.fromkeys(_BREAKS, "\n")}


def clean(raw: str) -> tuple[str, OffsetMap]:
    """Return the safe text of `raw`, and the map to the code points of `raw`.

    A lone surrogate becomes U+FFFD.
    """
    if raw.isascii() and raw.replace("\n", " ").isprintable():
        return raw, OffsetMap()
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    clean_offset = source_offset = 0
    for match in _UNSAFE.finditer(raw):
        if match.start() > source_offset:
            parts.append(raw[source_offset : match.start()])
            runs.append((clean_offset, source_offset))
            clean_offset += match.start() - source_offset
        replacement = "\ufffd" if "\ud800" <= match[0] <= "\udfff" else _KEPT_AS.get(match[0], "")
        if match["parting"]:
            replacement = "\u2010"  # a visible hyphen, as it is at the end of a line
        if replacement:
            parts.append(replacement)
            runs.append((clean_offset, match.start()))
            clean_offset += 1
        source_offset = match.end()
    if not source_offset:
        return raw, OffsetMap()
    parts.append(raw[source_offset:])
    runs.append((clean_offset, source_offset))
    return "".join(parts), OffsetMap.of(runs)


def clean_line(raw: str, limit: int = 500) -> str:
    """Return `raw` as one safe line of at most `limit` code points, for names and messages."""
    text, _ = clean(raw[: limit * 4])
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def first_line(raw: str, limit: int = 500) -> str:
    """Return the first line of `raw` as `clean_line` does, with an ellipsis if more follows."""
    first, _, rest = raw.strip().partition("\n")
    return clean_line(f"{first} …" if rest else first, limit)
