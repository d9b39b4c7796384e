"""Addresses of files that all machines see at the same path, as Spark takes them."""

import re
from pathlib import Path

SCHEME = "file://"
_PATTERN_SIGNS = re.compile(r"[\\\[\]{}*?]")


def address_of(path: Path) -> str:
    """Return the address by which Spark writes to an absolute path; Spark decodes no `%20`."""
    return f"{SCHEME}{path}"


def reading_address(path: Path) -> str:
    """Return the address by which Spark reads an absolute path, which it takes as a pattern."""
    return SCHEME + _PATTERN_SIGNS.sub(r"\\\g<0>", str(path))
