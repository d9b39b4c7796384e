"""Detection of HTML by the content of a text."""

import re

_LOOKED_AT = 20_000
"""Number of code points at the beginning that are examined."""
_BEFORE = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*>|<!--.*?-->)*", re.DOTALL)
_OPENING = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|[uo]l|li|t[rdh]|table|img|script|style|section|article|main"
    r"|header|footer|nav|figure|blockquote|meta|link|strong|em|b|i)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAGS = 3
"""Number of tags from which a text that begins with a tag is HTML."""


def is_page(text: str) -> bool:
    """Return True if `text` begins like a page of HTML."""
    return bool(_OPENING.match(text, _begin(text)))


def is_html(text: str) -> bool:
    """Return True if `text` is a page of HTML, or begins with a tag and has several of them."""
    head = text[:_LOOKED_AT]
    if is_page(head):
        return True
    return bool(_TAG.match(head, _begin(head))) and len(_TAG.findall(head)) >= _TAGS


def _begin(text: str) -> int:
    match = _BEFORE.match(text)
    return match.end() if match else 0
