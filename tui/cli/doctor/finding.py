"""Finding of the doctor: the observation, the decision, and the way to change it.

One rule: the words of a finding may be unsafe, the lines it gives are safe.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tui.text.sanitization import clean_line

_LONGEST = 1_000


class Finding(NamedTuple):
    """One subject of the report."""

    subject: str
    observation: str
    decision: str
    override: str

    def lines(self) -> Iterator[str]:
        """Yield the finding's lines."""
        yield safe_line(f"{self.subject}: {self.observation}")
        yield f"    so: {safe_line(self.decision)}"
        yield f"    to change it: {safe_line(self.override)}"


def safe_line(words: str) -> str:
    """Return `words`, which may be from the environment or a file, as one safe line."""
    return clean_line(words, _LONGEST)
