"""Patterns in which `*` stands for any characters, and any other character for itself."""

import re
from functools import lru_cache

WILDCARD = "*"


@lru_cache(maxsize=4_096)
def wildcard_expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern, for `fullmatch`.

    A search in `n` code points takes time in proportion to `n`: no piece is tried twice.
    """
    first, *pieces = map(re.escape, pattern.split(WILDCARD))
    if not pieces:
        return re.compile(first, re.DOTALL)
    *between, last = pieces
    middle = "".join(f"(?>.*?{piece})" for piece in between if piece)
    return re.compile(f"{first}{middle}.*{last}", re.DOTALL)
