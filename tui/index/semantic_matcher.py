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
_KEEP_EVERY = 2.0
"""Seconds of work that are lost at most if the program is killed."""


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
        matched: MatchedCorpus,
        lines: Callable[[str], Sequence[str]],
        cache: ComparisonCache | None,
        complain: Callable[[Exception], None],
        *,
        yielding: bool = False,
    ) -> None:
        """Prepare the rescoring.

        Args:
            matched: The corpus after the comparison by words.
            lines: Returns a document's comparable sentences, by its name.
            cache: The comparison cache; None if there is none.
            complain: Called with the first error of the cache.
            yielding: True for worker processes with low priority.
        """
        self._matched = matched
        self._lines = lines
        self._store = BestEffortCache(cache, complain)
        self._yielding = yielding
        self._held: OrderedDict[bytes, bytes] = OrderedDict()
        self._missing: dict[bytes, set[int]] = {}
        """For each text, the numbers of the lines that are still to be read."""
        self._made = ComparisonTable(matched.comparisons.common)

    def rescore(self) -> Iterator[SemanticProgress]:
        """Yield the progress, and each document's rescored matches in the order of matching.

        Raises:
            ModelError: If the model can't be used.
        """
        kept_as = embedding_model.name()
        wanted = self._wanted()
        known = {key: self._lines_known(key, kept_as) for key in wanted}
        whole = sum(map(len, wanted.values()))
        done = sum(len(lines & known[key]) for key, lines in wanted.items())
        yield SemanticProgress(done, whole)
        missing = {key: sorted(lines - known[key]) for key, lines in wanted.items()}
        self._missing = {key: set(lines) for key, lines in missing.items() if lines}
        waiting = list(reversed(self._matched.documents))
        for read in self._read({k: v for k, v in missing.items() if v}, kept_as):
            done += read
            yield SemanticProgress(done, whole)
            while waiting and done < whole and self._is_read(waiting[-1]):
                yield SemanticProgress(done, whole, self._matches(waiting.pop(), kept_as))
        while waiting:
            yield SemanticProgress(done, whole, self._matches(waiting.pop(), kept_as))

    def _wanted(self) -> dict[bytes, set[int]]:
        """Return for each text the numbers of the sentences that may match by their words."""
        wanted: defaultdict[bytes, set[int]] = defaultdict(set)
        for (one, two), comparison in self._matched.comparisons.all():
            for pair in comparison.pairs:
                if pair.odds < DEFAULT.copy_odds and max(pair.here, pair.there) < MOST_LINES:
                    wanted[one].add(pair.here)
                    wanted[two].add(pair.there)
        return dict(wanted)

    def _lines_known(self, key: bytes, kept_as: str) -> frozenset[int]:
        vectors = self._vectors(key, kept_as)
        return read_lines(vectors) if vectors else frozenset()

    def _is_read(self, subject: CorpusDocument) -> bool:
        """Return True if all lines of a document and of its partners are read."""
        others = self._matched.others[subject.document]
        return all(s.fingerprint.key not in self._missing for s in (subject, *others))

    def _matches(self, subject: CorpusDocument, kept_as: str) -> DocumentMatches:
        """Return the matches of a document by words and meaning."""
        others = self._matched.others[subject.document]
        for other in others:
            one, two = sorted((subject, other), key=lambda s: s.fingerprint.key)
            keys = keys_of(one, two)
            if keys not in self._made:
                comparison = self._matched.comparisons.between(one, two)
                if comparison.pairs:
                    sides = [self._vectors(key, kept_as) for key in keys]
                    comparison = rescore(comparison, sides[0], sides[1])
                self._made.add(keys, comparison)
        return matches_of(subject, others, self._made)

    def _vectors(self, key: bytes, kept_as: str) -> bytes:
        if key not in self._held:
            nothing: dict[bytes, bytes] = {}
            self._held.update(self._store.read(lambda s: s.vectors(kept_as, [key]), nothing))
        vectors = self._held.get(key, b"")
        self._hold(key, vectors)
        return vectors

    def _hold(self, key: bytes, vectors: bytes) -> None:
        self._held[key] = vectors
        self._held.move_to_end(key)
        while self._store and len(self._held) > _HELD:
            self._held.popitem(last=False)

    # Reading by the model, in other processes

    def _read(self, missing: Mapping[bytes, Sequence[int]], kept_as: str) -> Iterator[int]:
        """Let the model read sentences; yield the number of sentences read since the last step."""
        if not missing:
            return
        subjects = {
            s.fingerprint.key: s for s in self._matched.documents if s.fingerprint.key in missing
        }
        size = DIMENSIONS * BYTES
        unkept: dict[bytes, bytes] = {}
        due = time.monotonic() + _KEEP_EVERY
        cores = os.cpu_count() or 1
        with WorkerPool(
            max(1, cores - 1) if self._yielding else cores, yielding=self._yielding
        ) as crew:
            try:
                for key, first, packed in crew.map_unordered(
                    vectors_of, self._tasks(missing, subjects)
                ):
                    lines = missing[key][first : first + _AT_ONCE]
                    more = {n: packed[m * size : (m + 1) * size] for m, n in enumerate(lines)}
                    count = min(MOST_LINES, len(subjects[key].fingerprint.comparable))
                    known = unkept.get(key) or self._vectors(key, kept_as)
                    unkept[key] = merge_vectors(known, more, count)
                    self._hold(key, unkept[key])
                    self._missing[key] -= more.keys()
                    if not self._missing[key]:
                        del self._missing[key]
                    if time.monotonic() > due:
                        unkept = self._keep(unkept, kept_as)
                        due = time.monotonic() + _KEEP_EVERY
                    yield len(lines)
            except BrokenProcessPool as error:
                raise ModelError(
                    f"{embedding_model.PACKAGE} can't be used here: {error}"
                ) from error
            finally:
                self._keep(unkept, kept_as)

    def _tasks(
        self, missing: Mapping[bytes, Sequence[int]], subjects: Mapping[bytes, CorpusDocument]
    ) -> Iterator[Task]:
        for key, subject in subjects.items():
            lines = self._lines(subject.document)
            for first in range(0, len(missing[key]), _AT_ONCE):
                some = missing[key][first : first + _AT_ONCE]
                # The lines of a file that has changed meanwhile differ; the same number of them is
                # read.
                yield key, first, [lines[n] if n < len(lines) else "" for n in some]

    def _keep(self, vectors: dict[bytes, bytes], kept_as: str) -> dict[bytes, bytes]:
        if vectors:
            self._store.write(lambda s: s.save_vectors(kept_as, vectors))
        return {}
