"""The rescoring of a corpus by meaning, after its comparison by words.

The model reads only sentences that may match by their words. Vectors are stored by content.
"""

import os
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from tui.embedding import embedding_model
from tui.embedding.embedding_model import ModelError, Task, vectors_of
from tui.index.cache.best_effort_cache import BestEffortCache
from tui.index.cache.comparison_cache import ComparisonCache
from tui.index.corpus_matcher import MatchedCorpus
from tui.matching.config import DEFAULT
from tui.matching.matches import DocumentMatches
from tui.matching.pairs.semantic_features import (
    BYTES,
    DIMENSIONS,
    merge_vectors,
    read_lines,
    rescore,
)
from tui.matching.pipeline import ComparisonTable, CorpusDocument, keys_of, matches_of
from tui.processes.worker_pool import WorkerPool

MOST_LINES = 1_000
"""Largest number of lines of a document that the model reads."""
_AT_ONCE = 24
"""Lines in one task of a process: under half a second, so that a run can be cancelled soon."""
_HELD = 256
"""Largest number of documents whose vectors are in memory, if the cache has them, too."""
_KEEP_EVERY = 0.5
"""Seconds of work that are lost at most if the program ends."""


class SemanticProgress(NamedTuple):
    """A step of the rescoring."""

    done: int
    """Number of lines that the model has read."""
    whole: int
    found: DocumentMatches | None = None
    """Rescored matches of one document, if they are complete."""


class SemanticMatcher:
    """The meaning layer of one matching run."""

    def __init__(
        self,
        corpus: MatchedCorpus,
        lines: Callable[[str], Sequence[str]],
        cache: ComparisonCache | None,
        complain: Callable[[Exception], None],
        *,
        low_priority: bool = False,
    ) -> None:
        """Prepare the rescoring.

        Args:
            corpus: The corpus after the comparison by words.
            lines: Returns a document's comparable sentences, by its name.
            cache: The comparison cache; None if there is none.
            complain: Called with the first error of the cache.
            low_priority: True for worker processes with low priority.
        """
        self._matched = corpus
        self._lines = lines
        self._store = BestEffortCache(cache, complain)
        self._yielding = low_priority
        self._held: OrderedDict[bytes, bytes] = OrderedDict()
        self._missing: dict[bytes, set[int]] = {}
        """For each text, the numbers of the lines that are still to be read."""
        self._made = ComparisonTable(corpus.comparisons.common)

    def rescore(self) -> Iterator[SemanticProgress]:
        """Yield the progress, and each document's rescored matches in the order of matching.

        Raises:
            ModelError: If the model can't be used.
        """
        model = embedding_model.name()
        wanted_lines = self._wanted_lines()
        known_lines = {key: self._known_lines(key, model) for key in wanted_lines}
        total = sum(map(len, wanted_lines.values()))
        done = sum(len(lines & known_lines[key]) for key, lines in wanted_lines.items())
        yield SemanticProgress(done, total)
        missing = {key: sorted(lines - known_lines[key]) for key, lines in wanted_lines.items()}
        self._missing = {key: set(lines) for key, lines in missing.items() if lines}
        remaining = list(reversed(self._matched.documents))
        for count in self._read({k: v for k, v in missing.items() if v}, model):
            done += count
            yield SemanticProgress(done, total)
            while remaining and done < total and self._is_read(remaining[-1]):
                yield SemanticProgress(done, total, self._matches(remaining.pop(), model))
        while remaining:
            yield SemanticProgress(done, total, self._matches(remaining.pop(), model))

    def _wanted_lines(self) -> dict[bytes, set[int]]:
        """Return for each text the numbers of the sentences that may match by their words."""
        wanted_lines: defaultdict[bytes, set[int]] = defaultdict(set)
        for (first_key, second_key), comparison in self._matched.comparisons.all():
            for pair in comparison.pairs:
                if pair.odds < DEFAULT.copy_odds and max(pair.here, pair.there) < MOST_LINES:
                    wanted_lines[first_key].add(pair.here)
                    wanted_lines[second_key].add(pair.there)
        return dict(wanted_lines)

    def _known_lines(self, key: bytes, model: str) -> frozenset[int]:
        vectors = self._vectors(key, model)
        return read_lines(vectors) if vectors else frozenset()

    def _is_read(self, subject: CorpusDocument) -> bool:
        """Return True if all lines of a document and of its partners are read."""
        partners = self._matched.others[subject.document]
        return all(s.fingerprint.key not in self._missing for s in (subject, *partners))

    def _matches(self, subject: CorpusDocument, model: str) -> DocumentMatches:
        """Return the matches of a document by words and meaning."""
        partners = self._matched.others[subject.document]
        for partner in partners:
            first, second = sorted((subject, partner), key=lambda s: s.fingerprint.key)
            keys = keys_of(first, second)
            if keys not in self._made:
                comparison = self._matched.comparisons.between(first, second)
                if comparison.pairs:
                    vectors = [self._vectors(key, model) for key in keys]
                    comparison = rescore(comparison, vectors[0], vectors[1])
                self._made.add(keys, comparison)
        return matches_of(subject, partners, self._made)

    def _vectors(self, key: bytes, model: str) -> bytes:
        if key not in self._held:
            no_vectors: dict[bytes, bytes] = {}
            self._held.update(self._store.read(lambda s: s.vectors(model, [key]), no_vectors))
        vectors = self._held.get(key, b"")
        self._hold(key, vectors)
        return vectors

    def _hold(self, key: bytes, vectors: bytes) -> None:
        self._held[key] = vectors
        self._held.move_to_end(key)
        while self._store and len(self._held) > _HELD:
            self._held.popitem(last=False)

    # Reading by the model, in other processes

    def _read(self, missing: Mapping[bytes, Sequence[int]], model: str) -> Iterator[int]:
        """Let the model read sentences; yield the number of sentences read since the last step."""
        if not missing:
            return
        subjects = {
            s.fingerprint.key: s for s in self._matched.documents if s.fingerprint.key in missing
        }
        size = DIMENSIONS * BYTES
        unsaved: dict[bytes, bytes] = {}
        due_time = time.monotonic() + _KEEP_EVERY
        cores = os.cpu_count() or 1
        with WorkerPool(
            max(1, cores - 1) if self._yielding else cores, low_priority=self._yielding
        ) as pool:
            try:
                for key, first, packed in pool.map_unordered(
                    vectors_of, self._tasks(missing, subjects)
                ):
                    lines = missing[key][first : first + _AT_ONCE]
                    new_vectors = {
                        n: packed[m * size : (m + 1) * size] for m, n in enumerate(lines)
                    }
                    count = min(MOST_LINES, len(subjects[key].fingerprint.comparable))
                    vectors = unsaved.get(key) or self._vectors(key, model)
                    unsaved[key] = merge_vectors(vectors, new_vectors, count)
                    self._hold(key, unsaved[key])
                    self._missing[key] -= new_vectors.keys()
                    if not self._missing[key]:
                        del self._missing[key]
                    if time.monotonic() > due_time:
                        unsaved = self._keep(unsaved, model)
                        due_time = time.monotonic() + _KEEP_EVERY
                    yield len(lines)
            except BrokenProcessPool as error:
                raise ModelError(
                    f"{embedding_model.PACKAGE} can't be used here: {error}"
                ) from error
            finally:
                self._keep(unsaved, model)

    def _tasks(
        self, missing: Mapping[bytes, Sequence[int]], subjects: Mapping[bytes, CorpusDocument]
    ) -> Iterator[Task]:
        for key, subject in subjects.items():
            lines = self._lines(subject.document)
            if missing[key][-1] >= len(lines):
                continue  # its file is gone, or has changed
            for first in range(0, len(missing[key]), _AT_ONCE):
                yield key, first, [lines[n] for n in missing[key][first : first + _AT_ONCE]]

    def _keep(self, vectors: dict[bytes, bytes], model: str) -> dict[bytes, bytes]:
        if vectors:
            self._store.write(lambda s: s.save_vectors(model, vectors))
        return {}
