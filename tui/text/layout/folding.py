"""Folding: runs of boilerplate paragraphs that are shown as one line."""

from itertools import groupby
from typing import NamedTuple

from tui.text.document import Document, Role

_FEWEST = 3
"""Paragraphs of the shortest run that is folded; a shorter one takes hardly more lines."""


class Fold(NamedTuple):
    """A run of paragraphs, as indices into `Document.paragraphs`."""

    first: int
    last: int
    """The last one of the run, which is in it."""

    def __len__(self) -> int:
        return self.last - self.first + 1


def find_folds(document: Document) -> tuple[Fold, ...]:
    """Return the runs of boilerplate (navigation, advertisements, teasers) that can be folded."""
    folds = []
    numbers = range(len(document.paragraphs))
    for role, run in groupby(numbers, key=lambda number: document.paragraphs[number].role):
        members = list(run)
        if role is Role.BOILERPLATE and len(members) >= _FEWEST:
            folds.append(Fold(members[0], members[-1]))
    return tuple(folds)
