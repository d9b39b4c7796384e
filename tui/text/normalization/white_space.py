"""White space: text on one line, as lists and comparisons need it."""

import re

_RUN = re.compile(r"\s+")


def collapse_white_space(text: str) -> str:
    """Return `text` with one space for each run of white space, also at its ends."""
    return _RUN.sub(" ", text)
