"""Markup: HTML made of elements, so that text from outside is always escaped.

A `str` is text and is always escaped; only values from this module are `Markup`.
"""

from collections.abc import Iterable
from html import escape

from tui.text.sanitization import clean

_VOID = frozenset({"meta"})


class Markup(str):
    """Complete HTML: put into other HTML unchanged."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Return `words` as HTML text: no character of it is markup, none is unsafe to show."""
    if isinstance(words, Markup):
        return words
    return Markup(escape(clean(words)[0], quote=True))


def element(name: str, /, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element.

    Args:
        name: Its name, a constant of the caller's.
        children: Its content: `Markup` unchanged, any other text escaped.
        attributes: Its attributes; `_` in a name stands for `-`, one at the end is dropped, and an
            attribute whose value is None is left out.
    """
    given = "".join(
        f' {_attribute(key)}="{text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{''.join(map(text, children))}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts in a row, with `between` between any two; text is escaped."""
    return Markup(text(between).join(map(text, parts)))


def unescaped(constant: str) -> Markup:
    """Return a constant of this package unchanged, as the stylesheet; never text from outside.

    Raises:
        ValueError: If it could end the element around it.
    """
    if "</" in constant:
        raise ValueError("it could end its element")
    return Markup(constant)


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
