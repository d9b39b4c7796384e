"""Addresses, in Spark's form, of files that all machines see at the same path."""

import re
from pathlib import Path

SCHEME = "file://"
_PATTERN_SIGNS = re.compile(r"[\\\[\]{}*?]")


def address_of(path: Path) -> str:
    """Return the address by which Spark writes to an absolute path; Spark does not decode `%20`."""
    return f"{SCHEME}{path}"


def reading_address(path: Path) -> str:
    """Return the address by which Spark, which expects a pattern, reads an absolute path."""
    return SCHEME + _PATTERN_SIGNS.sub(r"\\\g<0>", str(path))
