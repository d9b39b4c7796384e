"""Titles as a reader can tell them apart: where two look alike, the file's name stands before."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tui.collation.sources.sigla import sigla
from tui.corpus.corpus_file import Holding, spelt
from tui.text.sanitization import clean_line

_ALIKE = 40
"""Letters and digits at the beginning that two titles have in common to look alike."""
_NO_LETTER = re.compile(r"[\W_]+")


class Titles:
    """The titles of a corpus' documents."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._sigla: dict[str, str] = {}

    def take(self, holdings: Iterable[Holding]) -> None:
        """Tell these documents apart from now on."""
        readable = [holding for holding in holdings if holding.document]
        self._sigla = sigla(holding.id for holding in readable)
        alike: defaultdict[str, list[Holding]] = defaultdict(list)
        for holding in readable:
            alike[_NO_LETTER.sub("", holding.title.casefold())[:_ALIKE]].append(holding)
        self._names = {
            holding.id: name
            for some in alike.values()
            if len(some) > 1
            for holding, name in zip(some, told_apart([h.path.parts for h in some]), strict=True)
        }

    def siglum(self, document_id: str) -> str:
        """Return the letters by which a document is cited; empty if it can't be read."""
        return self._sigla.get(document_id, "")

    def of(self, holding: Holding) -> str:
        """The title of a document, what tells it apart before it if another one looks like it."""
        name = self._names.get(holding.id, "")
        return f"{name} · {holding.title}" if name and name != holding.title else holding.title


def told_apart(paths: Sequence[Sequence[str]]) -> list[str]:
    """For each path, given by its parts, as much of its end as no other one has, at least a name.

    All of it, where it stands there twice.
    """
    ends: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for parts in paths:
        for start in range(len(parts)):
            ends[tuple(parts[start:])] += 1
    return [clean_line(spelt("/".join(_end(parts, ends))), 200) for parts in paths]


def _end(parts: Sequence[str], ends: dict[tuple[str, ...], int]) -> Sequence[str]:
    starts = range(len(parts) - 1, -1, -1)
    return next((parts[n:] for n in starts if ends[tuple(parts[n:])] == 1), parts)
