"""Distinguishable titles: the file's name stands before a title that looks like another one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile, path_text
from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.text.sanitization import clean_line

_ALIKE = 40
"""Number of letters and digits at the beginning that two titles share if they look alike."""
_NO_LETTER = re.compile(r"[\W_]+")


class DisplayTitles:
    """Titles of the documents of a corpus."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._sigla: dict[str, str] = {}
        self._readable: list[CorpusFile] = []
        self._file_names: Mapping[Path, str] = {}

    def take(
        self, corpus_files: Iterable[CorpusFile], assignment: SiglumAssignment = NO_SIGLA
    ) -> None:
        """Set the documents and their sigla."""
        readable = [corpus_file for corpus_file in corpus_files if corpus_file.document]
        self._readable, self._file_names = readable, {}
        letters = assignment.extend(readable).sigla()
        self._sigla = {corpus_file.id: letters[corpus_file.key] for corpus_file in readable}
        lookalikes: defaultdict[str, list[CorpusFile]] = defaultdict(list)
        for corpus_file in readable:
            lookalikes[_NO_LETTER.sub("", corpus_file.title.casefold())[:_ALIKE]].append(
                corpus_file
            )
        self._names = {
            corpus_file.id: name
            for similar in lookalikes.values()
            if len(similar) > 1
            for corpus_file, name in zip(similar, _file_names(similar), strict=True)
        }

    def file_name(self, corpus_file: CorpusFile) -> str:
        """Return the name of a document's file, with its folders where another one has that name.

        The names are made when the first one is asked for.
        """
        if not self._file_names:
            self._file_names = _distinct_names(self._readable)
        return self._file_names.get(corpus_file.path, corpus_file.name)

    def siglum(self, document_id: str) -> str:
        """Return the letters by which a document is cited; empty if it can't be read."""
        return self._sigla.get(document_id, "")

    def of(self, corpus_file: CorpusFile) -> str:
        """Return a document's title, after the file's name if another title looks alike."""
        name = self._names.get(corpus_file.id, "")
        return (
            f"{name} · {corpus_file.title}"
            if name and name != corpus_file.title
            else corpus_file.title
        )


def _file_names(corpus_files: Sequence[CorpusFile]) -> list[str]:
    """Return distinguishable names of the files; empty names if all are articles of one file."""
    names = _distinct_names(corpus_files)
    if len(names) == 1:
        return [""] * len(corpus_files)
    return [names[corpus_file.path] for corpus_file in corpus_files]


def _distinct_names(corpus_files: Iterable[CorpusFile]) -> dict[Path, str]:
    """Return for each file the shortest ending of its path that no other file has."""
    paths = list(dict.fromkeys(corpus_file.path for corpus_file in corpus_files))
    return dict(zip(paths, distinct_endings([path.parts for path in paths]), strict=True))


def distinct_endings(paths: Sequence[Sequence[str]]) -> list[str]:
    """Return for each path, given in parts, the shortest ending that no other path has.

    If the whole path occurs twice, return the whole path.
    """
    counts: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for parts in paths:
        for start in range(len(parts)):
            counts[tuple(parts[start:])] += 1
    return [clean_line(path_text("/".join(_end(parts, counts))), 200) for parts in paths]


def _end(parts: Sequence[str], counts: dict[tuple[str, ...], int]) -> Sequence[str]:
    starts = range(len(parts) - 1, -1, -1)
    return next((parts[n:] for n in starts if counts[tuple(parts[n:])] == 1), parts)
