"""Lines that a corpus states as its boilerplate; `*` in a line stands for any words."""

import re
from collections.abc import Collection, Iterable

from tui.text.wildcards import WILDCARD, wildcard_expression

_WORD = re.compile(r"[^\W_]+")


class BoilerplateLines:
    """The lines, for a look-up of paragraphs; capitals and white space make no difference."""

    def __init__(self, lines: Iterable[str]) -> None:
        folded = [_normalize_line(line) for line in lines]
        self._exact = frozenset(line for line in folded if WILDCARD not in line)
        self._patterns = [wildcard_expression(line) for line in folded if WILDCARD in line]

    def __contains__(self, paragraph: str) -> bool:
        if not self._exact and not self._patterns:
            return False
        folded = _normalize_line(paragraph)
        return folded in self._exact or any(pattern.fullmatch(folded) for pattern in self._patterns)


def lines_in_text(lines: Collection[str], raw: str) -> tuple[str, ...]:
    """Return those of `lines` all of whose words occur in `raw`: only these may be in it."""
    if not lines:
        return ()
    folded = raw.casefold()
    return tuple(
        line for line in lines if all(word in folded for word in _WORD.findall(line.casefold()))
    )


def _normalize_line(line: str) -> str:
    return " ".join(line.casefold().split())
