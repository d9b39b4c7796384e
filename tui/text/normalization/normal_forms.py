"""Normal forms of a text, each with the map to the text's own code points.

`composed` is Unicode's NFKC. `compared` also removes the differences between two spellings of a
word.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.text.normalization.unicode_properties import compiled, is_simple
from tui.text.span import Span

_LIKE = {
    **dict.fromkeys("’‘‛`´ʹʻʼʽʾʿ′՚׳＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("\u00a0\u202f\u2007\u2009…“”„™℠", " "),
    "ı": "i",  # a capital I may be a capital of both
    "٫": ".",
    "٬": ",",
}
"""Characters that are compared as another character."""
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_DOT = "i\u0307"
"""Small form of a capital İ, which has a dot as a mark."""
_UNFIT = "\0"
"""Placeholder for a character whose form is not exactly one character."""
_CLUSTER = r"[\p{Hangul}\p{M}]+|\X"
"""Unit of normalization: a visible character, or adjacent letters of Hangul, which may compose."""
_DROPPED = r"[\p{Default_Ignorable_Code_Point}\p{Joining_Type=Join_Causing}]"


class NormalForm(NamedTuple):
    """Text in a normal form."""

    text: str
    starts: Sequence[int] | None = None
    """For each code point, the start of its source; None if no offset has changed."""
    ends: Sequence[int] | None = None
    """For each code point, the end of its source."""

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text itself whose normal form is from `start` to `end`."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        return Span(self.starts[start], self.ends[end - 1])

    def offset(self, offset: int) -> int:
        """Return the offset in the text itself of the source of the code point at `offset`."""
        if self.starts is None or self.ends is None:
            return offset
        return self.starts[offset] if offset < len(self.starts) else self.ends[-1]


class _Table(dict[int, str]):
    """Compared form of each character, computed at first use."""

    def __missing__(self, point: int) -> str:
        form = self[point] = _compute_compared(chr(point))
        return form


class _EvenTable(dict[int, str]):
    """Compared form of each character; `_UNFIT` if it is not exactly one character."""

    def __missing__(self, point: int) -> str:
        form = _TABLE[point]
        even_form = self[point] = form if len(form) == 1 else _UNFIT
        return even_form


class _Likes(dict[int, str]):
    """Characters that are compared as others, before and after Unicode's own case folding."""

    def __missing__(self, point: int) -> str:
        form = self[point] = _like(chr(point))
        return form


_TABLE, _EVEN, _LIKES = _Table(), _EvenTable(), _Likes()


def composed(text: str) -> NormalForm:
    """Return `text` in composed compatibility form (NFKC).

    Superscript figures are kept: they mark footnotes.
    """
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return NormalForm(text)
    form = _SPACE.sub(" ", text)
    if unicodedata.is_normalized("NFKC", form):
        return NormalForm(form)
    if is_simple(text):
        return _by_character(text)
    return _by_cluster(text, _compose)


def compared(text: str) -> str:
    """Return `text` as it is compared, without offsets: NFKC, case folded, one apostrophe and dash.

    Digits become ASCII digits; tatweel, joiners and all other invisible characters are removed.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    form = text.translate(_TABLE)
    if _is_composed(text) and _is_composed(form) and _DOT not in form:
        return form
    return _compute_compared(text)


def compared_form(text: str) -> NormalForm:
    """Return `text` as `compared` returns it, with the map to the text itself."""
    if text.isascii():
        return NormalForm(compared(text))
    form = text.translate(_EVEN)
    if _UNFIT in form or _DOT in form or not (_is_composed(text) and _is_composed(form)):
        return _by_cluster(text, compared)
    return NormalForm(form)


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def _by_character(text: str) -> NormalForm:
    """Return the composed `text`, if its characters don't combine with others.

    Only the characters that change are visited.
    """
    changed_characters = [c for c in set(text) if not c.isascii() and _compose(c) != c]
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    offset = 0
    for match in (
        re.finditer(f"[{re.escape(''.join(changed_characters))}]", text)
        if changed_characters
        else ()
    ):
        start, end = match.span()
        part = _compose(match[0])
        parts += (text[offset:start], part)
        starts.extend(range(offset, start))
        ends.extend(range(offset + 1, start + 1))
        starts.extend([start] * len(part))
        ends.extend([end] * len(part))
        offset = end
    parts.append(text[offset:])
    starts.extend(range(offset, len(text)))
    ends.extend(range(offset + 1, len(text) + 1))
    return NormalForm("".join(parts), starts, ends)


def _by_cluster(text: str, change: Callable[[str], str]) -> NormalForm:
    """Return `text` with `change` applied to each cluster."""
    clusters = list(text) if is_simple(text) else compiled(_CLUSTER).findall(text)
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    offset = 0
    forms: dict[str, str] = {}
    for cluster in clusters:
        if (part := forms.get(cluster)) is None:
            part = forms[cluster] = change(cluster)
        end = offset + len(cluster)
        if len(part) == 1:
            starts.append(offset)
            ends.append(end)
        else:
            starts.extend([offset] * len(part))
            ends.extend([end] * len(part))
        parts.append(part)
        offset = end
    return NormalForm("".join(parts), starts, ends)


def _compose(cluster: str) -> str:
    if unicodedata.decomposition(cluster[0]).startswith("<super>"):
        return cluster
    return unicodedata.normalize("NFKC", cluster)


def _compute_compared(text: str) -> str:
    form = unicodedata.normalize("NFKC", text.translate(_LIKES)).casefold()
    form = unicodedata.normalize("NFKC", form).translate(_LIKES)
    return form.replace(_DOT, "i")


def _like(character: str) -> str:
    if (replacement := _LIKE.get(character)) is not None:
        return replacement
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character == "\u00ad":
        return ""
    if category in {"Cf", "Lm", "Lo", "Mn"} and character > "\u02ff":
        return "" if compiled(_DROPPED).match(character) else character
    return character
