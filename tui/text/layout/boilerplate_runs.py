"""Runs of boilerplate: adjacent boilerplate paragraphs, which can be shown as one line."""

from itertools import groupby
from typing import NamedTuple

from tui.text.document import Document, Role

_FEWEST = 3
"""Paragraphs of the shortest run that is collapsed; a shorter one takes few lines."""


class BoilerplateRun(NamedTuple):
    """Run of paragraphs, as indices into `Document.paragraphs`."""

    first: int
    last: int
    """Index of the last paragraph of the run."""

    def __len__(self) -> int:
        return self.last - self.first + 1


def find_runs(document: Document) -> tuple[BoilerplateRun, ...]:
    """Return the runs of navigation, advertisements and teasers that can be collapsed."""
    runs = []
    numbers = range(len(document.paragraphs))
    for role, run in groupby(numbers, key=lambda number: document.paragraphs[number].role):
        members = list(run)
        if role is Role.BOILERPLATE and len(members) >= _FEWEST:
            runs.append(BoilerplateRun(members[0], members[-1]))
    return tuple(runs)
