"""Tasks of the worker processes: to read files, and to compare documents.

The processes exchange preprocessed documents as files in one folder.
"""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tui.corpus.configuration.corpus_config import NO_RULES, ReadingRules
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import load
from tui.index.cache.comparison_cache import pack_comparison
from tui.index.cache.document_record import DocumentRecord, make_record
from tui.index.cache.packed_document import pack_prepared, unpack_prepared
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import PreparedDocument, preprocess
from tui.matching.pairs.document_comparison import Keys, compare_documents

_OPEN = 3_000_000
"""Largest number of code points whose features a process keeps; each takes about 130 bytes."""


class ReadingLocation(NamedTuple):
    """Location of a preprocessed document: a part of a file of ours, or else its own file."""

    file: str
    start: int = 0
    size: int = 0
    encoding: str = "utf-8"
    """Encoding of the document's own file."""
    spellings: tuple[str, ...] = ()
    """Spellings that the corpus decides."""
    entry: str = ""
    """Name of the document in its own file."""
    digest: str = ""
    """Digest of the document in its own file."""
    rules: ReadingRules = NO_RULES
    """Rules of the corpus configuration."""


class OpenedFile(NamedTuple):
    """A file that was read for matching."""

    name: str
    digest: str
    record: DocumentRecord | None
    """The record; None if the file could not be read."""
    location: ReadingLocation


def open_files(task: tuple[str, Sequence[tuple[str, ReadingLocation]]]) -> list[OpenedFile]:
    """Read documents, each given by its name and file, and save them preprocessed in the folder."""
    folder, files = task
    opened_files = []
    for name, location in files:
        corpus_file = _load(location)
        if corpus_file.document is None:
            opened_files.append(OpenedFile(name, corpus_file.digest, None, location))
            continue
        reading = preprocess(name, corpus_file.document)
        record = make_record(corpus_file.document, reading)
        opened_files.append(OpenedFile(name, corpus_file.digest, record, _save(folder, reading)))
    return opened_files


def compare_texts(
    task: Sequence[tuple[Keys, ReadingLocation, ReadingLocation]],
) -> list[tuple[Keys, bytes]]:
    """Return the packed comparisons of pairs of texts, each given by its keys and two locations.

    A comparison is empty bytes if a text can't be read any more, or has changed.
    """
    return [(keys, compare_sides(_side(first), _side(second))) for keys, first, second in task]


def compare_sides(first: DocumentFeatures | None, second: DocumentFeatures | None) -> bytes:
    """Return the packed comparison of two texts; empty bytes if there is one text at most."""
    return pack_comparison(compare_documents(first, second)) if first and second else b""


@cache
def _own_file(folder: str) -> BinaryIO:
    return Path(folder, f"{os.getpid()}.readings").open("wb")


def _save(folder: str, reading: PreparedDocument) -> ReadingLocation:
    file = _own_file(folder)
    data = pack_prepared(reading)
    start = file.tell()
    file.write(data)
    file.flush()
    return ReadingLocation(file.name, start, len(data))


class _FeatureCache:
    """Features of the documents used last, up to a number of code points."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._sides: dict[ReadingLocation, DocumentFeatures] = {}

    def features(self, location: ReadingLocation) -> DocumentFeatures | None:
        """Return the features of the document at a location; None if it is not there any more."""
        if (features := self._sides.pop(location, None)) is None:
            if (reading := _reading(location)) is None:
                return None
            features = DocumentFeatures(reading)
            self._room -= len(features.reading.text)
        while self._room < 0 and self._sides:
            oldest = next(iter(self._sides))
            self._room += len(self._sides.pop(oldest).reading.text)
        self._sides[location] = features
        return features


_side = _FeatureCache(_OPEN).features


def _reading(location: ReadingLocation) -> PreparedDocument | None:
    """Return the preprocessed document at a location.

    Returns:
        The document; None if its file can't be read any more, or has changed.
    """
    if not location.size:
        corpus_file = _load(location)
        if corpus_file.document is None or corpus_file.digest != location.digest:
            return None
        return preprocess(location.file, corpus_file.document)
    with Path(location.file).open("rb") as file:
        file.seek(location.start)
        return unpack_prepared(file.read(location.size))


def _load(location: ReadingLocation) -> CorpusFile:
    """Return the corpus file of a document in its own file."""
    encodings = FileEncodings.exactly(location.encoding, location.spellings, location.rules)
    return load(Path(location.file), encodings, entry=location.entry)
