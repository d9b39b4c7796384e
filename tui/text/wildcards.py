"""Patterns in which `*` stands for any characters, and any other character for itself."""

import re
from functools import lru_cache

WILDCARD = "*"


@lru_cache(maxsize=4_096)
def wildcard_expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern, for `fullmatch`.

    A search in `n` code points takes time in proportion to `n`: no part is tried twice.
    """
    first, *parts = map(re.escape, pattern.split(WILDCARD))
    if not parts:
        return re.compile(first, re.DOTALL)
    *middle_parts, last = parts
    middle = "".join(f"(?>.*?{part})" for part in middle_parts if part)
    return re.compile(f"{first}{middle}.*{last}", re.DOTALL)
