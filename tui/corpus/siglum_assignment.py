"""The assignment of sigla to the files of a corpus: a file keeps its siglum from run to run.

As in a critical edition, a siglum stands for one source. The order of the list does not change it.
A file that is added gets the next siglum, and the siglum of a file that is gone is not given to
another one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from tui.collation.sources.sigla import siglum
from tui.corpus.configuration.corpus_config import NO_CONFIG, CorpusConfig
from tui.corpus.corpus_file import CorpusFile


class AssignedSource(NamedTuple):
    """A file that has a siglum."""

    key: str
    """Identity across runs, as in `CorpusFile.key`."""
    digest: str
    number: int
    """Number of its siglum, from 0."""


@dataclass(frozen=True, slots=True)
class SiglumAssignment:
    """Files that have sigla, with those that are gone."""

    sources: tuple[AssignedSource, ...] = ()
    """Sources in the reader's order, or else in the order in which they were added."""
    is_arranged: bool = False
    """True if the reader has changed the order."""
    config: CorpusConfig = NO_CONFIG
    """Configuration of the corpus: it gives the order of new files, and letters."""

    def under(self, config: CorpusConfig) -> "SiglumAssignment":
        """Return the assignment with another configuration of the corpus."""
        return replace(self, config=config)

    def extend(self, corpus_files: Iterable[CorpusFile]) -> "SiglumAssignment":
        """Return an assignment that has all readable files, the new ones last."""
        return self.extend_keys(
            (corpus_file.key, "" if corpus_file.partial else corpus_file.digest)
            for corpus_file in corpus_files
            if corpus_file.document
        )

    def extend_keys(self, files: Iterable[tuple[str, str]]) -> "SiglumAssignment":
        """Return an assignment that has all `files`, given by key and digest.

        A file with a new path takes over the siglum of a file with the same content whose path is
        gone. The digest is empty if it is not known.
        """
        present = dict(sorted(files, key=lambda file: self.config.place(file[0])))
        sources_by_key = {source.key: source for source in self.sources}
        gone_by_digest = {s.digest: s for s in self.sources if s.key not in present and s.digest}
        changed: dict[str, AssignedSource] = {}
        added: list[AssignedSource] = []
        stated = self.config.numbers
        free = _free_numbers(self.sources, stated)
        for key, digest in present.items():
            if source_before := sources_by_key.get(key) or gone_by_digest.pop(digest, None):
                known_digest = digest or source_before.digest
                changed[source_before.key] = source_before._replace(key=key, digest=known_digest)
            else:
                number = stated[key] if key in stated else next(free)
                added.append(AssignedSource(key, digest, number))
        present_sources = (changed.get(source.key, source) for source in self.sources)
        return replace(self, sources=(*present_sources, *added)).with_stated()

    def with_stated(self) -> "SiglumAssignment":
        """Return an assignment with the letters of the configuration.

        A file that had one of them gets the next letter.
        """
        stated = self.config.numbers
        if all(stated.get(source.key, source.number) == source.number for source in self.sources):
            return self
        numbers = {s.key: stated[s.key] for s in self.sources if s.key in stated}
        used_numbers = set(numbers.values())
        free = _free_numbers(self.sources, stated)
        for source in self.sources:
            if source.key in numbers:
                continue
            if source.number in used_numbers:
                numbers[source.key] = next(free)
            else:
                numbers[source.key] = source.number
        return replace(self, sources=tuple(s._replace(number=numbers[s.key]) for s in self.sources))

    def sigla(self) -> dict[str, str]:
        """Return the siglum of each file, by its key."""
        return {source.key: siglum(source.number) for source in self.sources}

    def places(self) -> dict[str, int]:
        """Return the position of each file in the order, by its key."""
        return {source.key: position for position, source in enumerate(self.sources)}

    def move(self, listed: Sequence[str], key: str, step: int) -> "SiglumAssignment | None":
        """Return the assignment with one file moved in the order.

        Args:
            listed: Keys of the readable files in the order of the list.
            key: Key of the file that is moved.
            step: 1 to move it down, -1 to move it up.

        Returns:
            The assignment; None if the file is at the end of the list.
        """
        keys = list(listed)
        index = keys.index(key) if key in keys else -1
        if index < 0 or not 0 <= index + step < len(keys):
            return None
        keys[index], keys[index + step] = keys[index + step], keys[index]
        return replace(self, sources=self._in_order(keys), is_arranged=True)

    def deal(self, listed: Sequence[str]) -> "SiglumAssignment":
        """Return an assignment with new sigla, from A on, in the order `listed`.

        Letters of the configuration stay with their files. A file that is gone loses its siglum,
        and gets the next one when it comes back.
        """
        keys = {source.key: source for source in self.sources}
        numbers = {key: n for n, key in enumerate(key for key in listed if key in keys)}
        return replace(
            self,
            sources=tuple(
                source._replace(number=numbers[source.key])
                for source in self.sources
                if source.key in numbers
            ),
        ).with_stated()

    def _in_order(self, keys: Sequence[str]) -> tuple[AssignedSource, ...]:
        order: Mapping[str, int] = {key: n for n, key in enumerate(keys)}
        return tuple(sorted(self.sources, key=lambda s: order.get(s.key, len(order))))


def _free_numbers(sources: Sequence[AssignedSource], stated: Mapping[str, int]) -> Iterator[int]:
    """Yield the numbers after those of the files without a stated letter, but for stated ones."""
    first = 1 + max((source.number for source in sources if source.key not in stated), default=-1)
    used_numbers = set(stated.values())
    return (number for number in count(first) if number not in used_numbers)


NO_SIGLA = SiglumAssignment()
