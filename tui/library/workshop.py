"""What the other processes do for a survey: read files, and compare documents.

What they read they leave in files of their own in one folder, for each other to take up.
"""

import os
import pickle
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tui.library.corpus import load
from tui.library.outline import Outline, outlined
from tui.library.surveys import packed_comparison
from tui.matching.comparison import compared
from tui.matching.reading import Line, Reading, prepare
from tui.matching.side import Side
from tui.matching.stems import stems
from tui.matching.survey import Keys
from tui.text.span import Span

_SIDES = 192
"""Documents that a process keeps laid open."""


class Where(NamedTuple):
    """Where a reading is found: in a file of ours, or, for no bytes, in the document's own."""

    file: str
    start: int = 0
    size: int = 0


class Opened(NamedTuple):
    """A file that was read for a survey."""

    name: str
    digest: str
    outline: Outline | None
    """Nothing if the file could not be read."""
    where: Where


def open_files(task: tuple[str, Sequence[tuple[str, str]]]) -> list[Opened]:
    """Read files, each given by name and path; their readings are left in the folder given."""
    folder, files = task
    opened = []
    for name, path in files:
        holding = load(Path(path))
        if holding.document is None:
            opened.append(Opened(name, holding.digest, None, Where(path)))
            continue
        reading = prepare(name, holding.document)
        outline = outlined(holding.document, reading)
        opened.append(Opened(name, holding.digest, outline, _left(folder, reading)))
    return opened


def compare_texts(
    task: tuple[int, Sequence[tuple[Keys, Where, Where]]],
) -> list[tuple[Keys, bytes]]:
    """Compare texts, each given by where its reading is, for corpora of a class; packed."""
    crowd, couples = task
    return [
        (keys, packed_comparison(compared(_side(here), _side(there), crowd)))
        for keys, here, there in couples
    ]


@cache
def _own_file(folder: str) -> BinaryIO:
    return Path(folder, f"{os.getpid()}.readings").open("wb")


def _left(folder: str, reading: Reading) -> Where:
    file = _own_file(folder)
    lines = [(n.passage, *n.span, " ".join(n.words), n.telling) for n in reading.lines]
    data = pickle.dumps((reading.document, reading.text, lines, reading.echoes, reading.cut))
    start = file.tell()
    file.write(data)
    file.flush()
    return Where(file.name, start, len(data))


@lru_cache(maxsize=_SIDES)
def _side(where: Where) -> Side:
    return Side(_reading(where))


def _reading(where: Where) -> Reading:
    """The reading that lies somewhere; of a file that can't be read any more, an empty one."""
    if not where.size:
        holding = load(Path(where.file))
        if holding.document is None:
            return Reading(where.file, "", (), ())
        return prepare(where.file, holding.document)
    with Path(where.file).open("rb") as file:
        file.seek(where.start)
        data = file.read(where.size)
    document, text, lines, echoes, cut = pickle.loads(data)  # noqa: S301  # written by _left
    return Reading(
        document,
        text,
        tuple(
            _line(passage, Span(start, end), words, telling=telling)
            for passage, start, end, words, telling in lines
        ),
        echoes,
        cut,
    )


def _line(passage: int, span: Span, joined: str, *, telling: bool) -> Line:
    words = tuple(joined.split(" "))
    return Line(passage, span, words, tuple(s for word in words for s in stems(word)), telling)
