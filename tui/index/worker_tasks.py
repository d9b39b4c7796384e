"""What the other processes do for a survey: read files, and compare documents.

What they read they leave in files of their own in one folder, for each other to take up.
"""

import os
import pickle
from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tui.corpus.file_encodings import Encodings
from tui.corpus.loader import load
from tui.index.cache.comparison_cache import packed_comparison
from tui.index.cache.document_record import Outline, outlined
from tui.matching.features.document_features import Side
from tui.matching.features.preprocessing import Line, Reading, prepare
from tui.matching.features.stemming import stems
from tui.matching.pairs.document_comparison import Keys, compared
from tui.text.span import Span

_OPEN = 3_000_000
"""Code points of the documents that a process keeps laid open; each takes some forty bytes."""


class Where(NamedTuple):
    """Where a reading is found: in a file of ours, or, for no bytes, in the document's own."""

    file: str
    start: int = 0
    size: int = 0
    encoding: str = "utf-8"
    """What the document's own is read as."""


class Opened(NamedTuple):
    """A file that was read for a survey."""

    name: str
    digest: str
    outline: Outline | None
    """Nothing if the file could not be read."""
    where: Where


def open_files(task: tuple[str, Sequence[tuple[str, str, str]]]) -> list[Opened]:
    """Read files, each given by name, path and encoding; the folder given is for their readings."""
    folder, files = task
    opened = []
    for name, path, encoding in files:
        holding = load(Path(path), Encodings.exactly(encoding))
        if holding.document is None:
            opened.append(Opened(name, holding.digest, None, Where(path, encoding=encoding)))
            continue
        reading = prepare(name, holding.document)
        outline = outlined(holding.document, reading)
        opened.append(Opened(name, holding.digest, outline, _left(folder, reading)))
    return opened


def in_walking_order(couples: Collection[Keys]) -> list[Keys]:
    """The couples so that each text is met again soon, and need not be laid open many times.

    Those of the first couple's first text come first; then the texts are walked to by nearness.
    """
    beside: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for one, two in couples:
        beside[one].append(two)
        beside[two].append(one)
    met: dict[bytes, int] = {}
    for start in beside:
        walk = deque([start])
        while walk:
            text = walk.popleft()
            if text not in met:
                met[text] = len(met)
                walk += sorted(beside[text], key=lambda other: len(beside[other]))

    def place(couple: Keys) -> tuple[bool, int, int]:
        earlier, later = sorted((met[couple[0]], met[couple[1]]))
        return earlier > 0, later, earlier

    return sorted(couples, key=place)


def compare_texts(
    task: Sequence[tuple[Keys, Where, Where]],
) -> list[tuple[Keys, bytes]]:
    """Compare texts, each given by where its reading is; packed."""
    return [
        (keys, packed_comparison(compared(_side(here), _side(there)))) for keys, here, there in task
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


class _Desk:
    """The documents that lie open, those used last, up to so many code points."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._sides: dict[Where, Side] = {}

    def side(self, where: Where) -> Side:
        """The document that lies somewhere, laid open."""
        if (side := self._sides.pop(where, None)) is None:
            side = Side(_reading(where))
            self._room -= len(side.reading.text)
        while self._room < 0 and self._sides:
            oldest = next(iter(self._sides))
            self._room += len(self._sides.pop(oldest).reading.text)
        self._sides[where] = side
        return side


_side = _Desk(_OPEN).side


def _reading(where: Where) -> Reading:
    """The reading that lies somewhere; of a file that can't be read any more, an empty one."""
    if not where.size:
        holding = load(Path(where.file), Encodings.exactly(where.encoding))
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
    return Line(passage, span, words, tuple(chain.from_iterable(map(stems, words))), telling)
