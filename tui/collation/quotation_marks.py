"""Quotation marks: finds the text between them, for all usual pairs.

An apostrophe is no mark. A quotation covers several paragraphs only if each begins with a mark.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.text.span import Span

_DOUBLE, _SINGLE, _ANGLE, _CORNER = "double", "single", "angle", "corner"
_FAMILIES = {
    **dict.fromkeys('"“”„‟＂', _DOUBLE),
    **dict.fromkeys("'‘’‚‛", _SINGLE),
    **dict.fromkeys("«»‹›", _ANGLE),
    **dict.fromkeys("「」『』", _CORNER),
}
_MARK = re.compile(rf"``|''|[{''.join(_FAMILIES)}]")
_OPENS, _CLOSES = frozenset("„‟‚‛「『"), frozenset("」』")
"""Marks that can only open, and marks that can only close."""
_TYPED = frozenset("\"'＂")
"""Marks of a typewriter, which may open or close."""
_PARTNERS = {
    **dict.fromkeys('"＂', frozenset('"”＂')),
    "“": frozenset('”"'),
    "”": frozenset("”"),  # Swedish and Finnish open with the same mark, too
    "„": frozenset('“”"'),
    "‟": frozenset('”"'),
    "'": frozenset("'’"),
    "‘": frozenset("’'"),
    "’": frozenset("’"),
    "‚": frozenset("‘’'"),
    "‛": frozenset("’'"),
    "«": frozenset("»"),
    "»": frozenset("«»"),
    "‹": frozenset("›"),
    "›": frozenset("‹›"),
    "「": frozenset("」"),
    "『": frozenset("』"),
    "``": frozenset({"''", '"', "”"}),
}
"""The closing marks for each opening mark."""
_BEFORE_OPENING = frozenset("([{<—–-―/|…:;,¿¡=")
_ELISION = re.compile(
    r"(?:\d{2}s?|em|tis|twas|til|till|cause|bout|round|n|cept|neath|nuff)\b", re.IGNORECASE
)
"""Words that an apostrophe shortens: it opens no quotation there."""
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_MOST = 100
"""Number of following marks in which the closing one is looked for."""
_DEEPEST = 8
"""Largest depth of quotations within each other, between the same marks."""
_LONGEST = 400
"""Code points between single marks; where there are more, the mark was an apostrophe."""


class _Mark(NamedTuple):
    """A mark and its offset."""

    sign: str
    start: int
    opens: bool
    """True if the characters around the mark allow it to open a quotation."""
    closes: bool

    @property
    def end(self) -> int:
        return self.start + len(self.sign)

    @property
    def family(self) -> str:
        return _FAMILIES.get(self.sign, _DOUBLE)


def quoted_spans(text: str, paragraphs: Sequence[Span] | None = None) -> tuple[Span, ...]:
    """Return the spans between quotation marks, without the marks, in order.

    Marks within a quotation are part of it. A quotation that is left open counts, to the end of its
    paragraph, only if the next paragraph begins with a mark again, or closes it; else the mark is
    passed over.

    Args:
        text: The text to search.
        paragraphs: Its paragraphs, in code points of `text`; without them, blank lines separate
            them.

    Returns:
        Spans in code points of `text`.
    """
    blocks = _blocks(text) if paragraphs is None else list(paragraphs)
    spans: list[Span] = []
    for n, block in enumerate(blocks):
        following = blocks[n + 1] if n + 1 < len(blocks) else Span(len(text), len(text))
        spans += _find_quotations(text, block, following)
    return tuple(span for span in spans if span)


def _blocks(text: str) -> list[Span]:
    starts = [0, *(blank.end() for blank in _BLANK.finditer(text))]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _find_quotations(text: str, block: Span, following: Span) -> Iterator[Span]:
    """Yield the quotations of one paragraph."""
    marks = list(_marks(text, block))
    n = 0
    while n < len(marks):
        opening = marks[n]
        if not opening.opens:
            n += 1
            continue
        closing = _closing(text, marks, n)
        if closing is not None:
            yield Span(opening.end, marks[closing].start).trimmed(text)
            n = closing + 1
        elif _goes_on(text, opening, following) and not _is_opened_again(marks, n):
            yield Span(opening.end, block.end).trimmed(text)
            return
        elif (again := _opened_behind(text, marks, n)) is not None:
            yield Span(opening.end, marks[again].start).trimmed(text)
            n = again
        elif (unpaired := _other_closing(text, marks, n, block)) is not None:
            yield Span(opening.end, marks[unpaired].start).trimmed(text)
            n = unpaired + 1
        elif (end := _end_in(text, opening, following)) and not _is_opened_again(marks, n):
            yield Span(opening.end, block.end).trimmed(text)
            yield Span(following.start, end).trimmed(text)
            return
        else:
            n += 1


def _other_closing(text: str, marks: Sequence[_Mark], n: int, block: Span) -> int | None:
    """Return the mark that closes mark `n` although the two are no pair: “…’ and ‘…”.

    A single mark closes only at the end of its paragraph, for else it may be an apostrophe.
    """
    if marks[n].sign not in "“‘" or n + 1 == len(marks):
        return None
    if marks[n].sign == "“":
        last = marks[-1]
        ends = not text[last.end : block.end].strip(" .,;!?")
        is_closed = last.sign == "’" and ends and not _is_opened_again(marks, n)
        return len(marks) - 1 if is_closed else None
    for m in range(n + 1, len(marks)):
        if marks[m].family == _DOUBLE:
            return m if marks[m].sign == "”" else None
    return None


def _opened_behind(text: str, marks: Sequence[_Mark], n: int) -> int | None:
    """Return the mark that opens a quotation right behind a sentence of quotation `n`.

    Then the closing mark of the first one is missing: “It leaks. “We saw it.”
    """
    if marks[n].sign != "“" or n + 1 == len(marks):
        return None
    again = next((m for m in range(n + 1, len(marks)) if marks[m].sign in "“”"), None)
    if again is None or marks[again].sign != "“":
        return None
    lead = text[marks[n].end : marks[again].start].rstrip()
    return again if lead.endswith((".", "?", "!", "…")) else None


def _end_in(text: str, opening: _Mark, following: Span) -> int:
    """Return the end of an open quotation in the next paragraph, if its first mark closes it.

    Else return 0.
    """
    if opening.family == _SINGLE:
        return 0
    first = next((m for m in _marks(text, following) if m.family != _SINGLE), None)
    if first is None or first.opens or not first.closes:
        return 0
    return first.start if first.sign in _PARTNERS[opening.sign] else 0


def _marks(text: str, block: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, block.start, block.end):
        sign = match[0]
        before = text[match.start() - 1] if match.start() > block.start else " "
        after = text[match.end()] if match.end() < block.end else " "
        yield _Mark(
            sign,
            match.start(),
            _may_open(sign, before, after, text[match.end() : match.end() + 8]),
            _may_close(sign, before, after),
        )


def _may_open(sign: str, before: str, after: str, following: str) -> bool:
    if sign in _CLOSES or sign == "''":
        return False
    if sign in _OPENS or sign in {"``", "«", "‹"}:
        return True
    edge = before.isspace() or before in _BEFORE_OPENING or before in _FAMILIES
    if sign == "“":  # it closes after „ only: the opening mark decides
        return True
    if sign in {"»", "›", "”"}:
        return edge and not after.isspace()
    if _FAMILIES[sign] == _SINGLE:
        return edge and (after.isalnum() or after in '“"[(…¿¡') and not _ELISION.match(following)
    return edge and (not after.isspace() or before.isspace())


def _may_close(sign: str, before: str, after: str) -> bool:
    if sign in _OPENS or sign == "``":
        return False
    if _FAMILIES.get(sign) == _SINGLE:
        return not before.isspace() and not after.isalnum()
    if sign in _TYPED:
        return not before.isspace() or not (after.isalnum() or after in "([“‘'")
    return True


def _closing(text: str, marks: Sequence[_Mark], n: int) -> int | None:
    """Return the index of the mark that closes mark `n`; None if none does."""
    opening = marks[n]
    inner = 0
    """The number of open quotations between the same two marks, one within the other."""
    for m in range(n + 1, min(n + _MOST, len(marks))):
        mark = marks[m]
        if opening.family == _SINGLE and mark.start - opening.end > _LONGEST:
            return None
        if mark.sign in _PARTNERS[opening.sign] and mark.closes:
            if opening.family == _SINGLE and _is_possessive(text, marks, m):
                continue
            if not inner:
                return m
            inner -= 1
        elif mark.sign == opening.sign and mark.opens:
            if mark.family not in {_ANGLE, _CORNER}:
                return None  # opened again: the first one was never closed
            inner += 1
            if inner > _DEEPEST:
                return None
    return None


def _is_possessive(text: str, marks: Sequence[_Mark], n: int) -> bool:
    """Return True if mark `n` is the apostrophe of a plural, because another mark closes later."""
    mark = marks[n]
    if not (text[mark.start - 1] in "sz" and re.match(r" [a-z]", text[mark.end : mark.end + 2])):
        return False
    for later in marks[n + 1 : n + _MOST]:
        if later.family == _SINGLE:
            if later.closes and later.sign == mark.sign:
                return True
            if later.opens:
                return False
    return False


def _goes_on(text: str, opening: _Mark, following: Span) -> bool:
    """Return True if the next paragraph begins like a continuation of the open quotation."""
    if opening.family == _SINGLE and opening.sign in _TYPED:
        return False
    again = (opening.sign, "»") if opening.sign == "«" else opening.sign  # French, in old books
    return following.of(text).lstrip().startswith(again)


def _is_opened_again(marks: Sequence[_Mark], n: int) -> bool:
    return any(mark.opens and mark.sign == marks[n].sign for mark in marks[n + 1 : n + _MOST])
