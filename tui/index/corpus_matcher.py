"""The matcher of a corpus: it compares incrementally and saves its results.

Small jobs run in this process, large ones in worker processes. If the cache fails, matching goes on
without it.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.index.cache.best_effort_cache import BestEffortCache
from tui.index.cache.comparison_cache import (
    ComparisonCache,
    CorpusRecord,
    pack_comparison,
    unpack_comparison,
)
from tui.index.cache.document_record import DocumentRecord, make_record
from tui.index.comparison_order import comparison_runs
from tui.index.shared.shared_index_reader import SharedIndexReader
from tui.index.source import Source
from tui.index.worker_tasks import ReadingLocation, compare_texts, open_files
from tui.lazy_imports import lazy_imports
from tui.matching.candidates.boilerplate import find_boilerplate
from tui.matching.candidates.document_pairs import find_candidates, update_candidates
from tui.matching.candidates.fingerprint import Fingerprint
from tui.matching.config import DEFAULT
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import PreparedDocument, preprocess
from tui.matching.matches import DocumentMatches
from tui.matching.pairs.document_comparison import Comparison, Keys, compare_documents
from tui.matching.pipeline import (
    ComparisonTable,
    CorpusDocument,
    comparison_partners,
    corpus_facts,
    fingerprints_by_text,
    in_order,
    keys_of,
    matches_of,
)

with lazy_imports():
    import multiprocessing

    from tui.processes import worker_pool
    from tui.storage import temporary_folder

if TYPE_CHECKING:
    from tui.processes.worker_pool import WorkerPool
    from tui.storage.temporary_folder import TemporaryFolder

LARGE = 300_000
"""Total size of files, in bytes, from which worker processes read them."""
MANY = 150
"""Number of comparisons from which worker processes make them."""
_FILES, _PAIRS = 24, 96
"""Number of files that a process reads, and of pairs that it compares, in one task."""
_KEEP_EVERY = 2.0
"""Seconds of work that are lost at most if the program is killed."""
_RENEWED = 0.2
"""Largest share of a corpus that may be new if the pairs of an earlier corpus are updated."""

Progress = Callable[[str, int, int], None]
"""Callback for progress: the activity, the amount done, and the total amount."""


class MatchedCorpus(NamedTuple):
    """A corpus that was compared."""

    documents: Sequence[CorpusDocument]
    """Documents of the corpus; the requested one is first."""
    others: Mapping[str, Sequence[CorpusDocument]]
    """For each document, the documents with which it was compared."""
    comparisons: ComparisonTable


class MatchingOptions(NamedTuple):
    """The options of one matching of a corpus."""

    yielding: bool = False
    """True if the other processes run at low priority."""
    shared_index: Path | None = None
    """A shared index to read."""
    keep_recurring: bool = False
    """True if sentences that recur all over the corpus are matched, too."""


DEFAULT_OPTIONS = MatchingOptions()


class CorpusMatcher:
    """Incremental matcher of one corpus."""

    def __init__(
        self,
        sources: Sequence[Source],
        cache: ComparisonCache | None,
        complain: Callable[[Exception], None],
        progress: Progress = lambda *_: None,
        options: MatchingOptions = DEFAULT_OPTIONS,
    ) -> None:
        """Prepare the matching of `sources`.

        `complain` is called once, with the first error of the cache or of the shared index.
        """
        self._yielding = options.yielding
        self._keep_recurring = options.keep_recurring
        self._index_reader = SharedIndexReader(options.shared_index, complain)
        self._sources = sorted(sources, key=lambda source: source.name)
        self._store = BestEffortCache(cache, complain)
        self._progress = progress
        self._workers: WorkerPool | None = None
        self._folder: TemporaryFolder | None = None
        self._alone = False
        """True if worker processes can't be started."""
        self._where: dict[str, ReadingLocation] = {}
        self._readings: dict[str, PreparedDocument] = {}
        self._sides: dict[bytes, DocumentFeatures] = {}
        self.matched: MatchedCorpus | None = None
        """Result of `match_documents`, once it has ended."""

    def close(self) -> None:
        """Stop matching; saved results stay saved."""
        self._index_reader.close()
        if self._workers:
            self._workers.close()
        if self._folder:
            self._folder.remove()
        else:  # no folder was made, so those left by other runs were not removed yet
            temporary_folder.remove_left_folders()

    def give_up(self) -> None:
        """End the worker processes at once; a thread that waits for them gets an error."""
        if self._workers:
            for child in multiprocessing.active_children():
                child.terminate()

    # The records of all documents

    def records(self) -> dict[str, DocumentRecord]:
        """Return the records of all documents, by name; unreadable files have none."""
        contents = {source.content for source in self._sources}
        nothing: dict[str, DocumentRecord] = {}
        known = self._store.read(lambda s: s.records(contents), nothing)
        known |= self._index_reader.records(s for s in self._sources if s.content not in known)
        missing = [source for source in self._sources if source.content not in known]
        found = {s.name: known[s.content] for s in self._sources if s.content in known}
        self._progress("reading", len(found), len(self._sources))
        due = time.monotonic() + _KEEP_EVERY
        fresh: dict[str, DocumentRecord] = {}
        try:
            for source, record in self._opened(missing):
                found[source.name] = fresh[source.content] = record
                self._progress("reading", len(found), len(self._sources))
                if time.monotonic() > due:
                    keeping, fresh = fresh, {}
                    self._store.write(partial(ComparisonCache.save_records, records=keeping))
                    due = time.monotonic() + _KEEP_EVERY
        finally:
            if fresh:
                self._store.write(partial(ComparisonCache.save_records, records=fresh))
        if self._index_reader.has_key_conflict(found.values()):
            return self.records()
        return {name: found[name] for name in sorted(found)}

    def _opened(self, missing: Sequence[Source]) -> Iterator[tuple[Source, DocumentRecord]]:
        large = sum(source.size for source in missing) > LARGE
        left = {s.name: s for s in missing if large and s.path.is_file()}
        for source in missing:
            if source.name not in left and (record := self._make_record(source)):
                yield source, record
        names = [(name, _own_file(source)) for name, source in left.items()]
        tasks = (names[n : n + _FILES] for n in range(0, len(names), _FILES))
        if not names:
            return
        if (others := self._others()) is None:
            yield from ((s, found) for s in left.values() if (found := self._make_record(s)))
            return
        crew, folder = others
        for some in crew.map_unordered(open_files, ((folder, task) for task in tasks)):
            for name, digest, record, where in some:
                source = left[name]
                if record and digest == source.digest:
                    self._where[name] = where
                    yield source, record
                elif anew := self._make_record(source):
                    yield source, anew

    def _make_record(self, source: Source) -> DocumentRecord | None:
        document = source.read()
        if document is None:
            return None
        reading = self._readings[source.name] = preprocess(source.name, document)
        return make_record(document, reading)

    # What every document shares with the others

    def match_documents(
        self, records: Mapping[str, DocumentRecord], first: str = ""
    ) -> Iterator[DocumentMatches]:
        """Yield the matches of each document; those with the text of `first` come first."""
        named = (CorpusDocument(name, record.fingerprint) for name, record in records.items())
        subjects = in_order(named, first)
        texts = fingerprints_by_text(subjects)
        recurring = {} if self._keep_recurring else find_boilerplate(texts)
        others = comparison_partners(subjects, texts, self._document_pairs(texts, recurring))
        made = ComparisonTable(corpus_facts(subjects, texts, recurring))
        wanted = {keys_of(s, other): None for s in subjects for other in others[s.document]}
        nothing: list[tuple[Keys, Comparison]] = []
        for keys, kept in self._store.read(lambda s: list(s.comparisons(wanted)), nothing):
            made.add(keys, kept)
        known = {record.fingerprint.key: record for record in records.values()}
        lacking = [keys for keys in wanted if keys not in made]
        for keys, lent in self._index_reader.comparisons(lacking, known):
            made.add(keys, lent)
        missing = [keys for keys in lacking if keys not in made]
        waiting = subjects[::-1]
        holder = {subject.fingerprint.key: subject.document for subject in subjects}
        done = len(wanted) - len(missing)
        for some in chain([()], self._compared(missing, holder)):
            for keys, data in some:
                if comparison := unpack_comparison(data):
                    made.add(keys, self._index_reader.validated(keys, comparison, known))
            done += len(some)
            self._progress("comparing", done, len(wanted))
            while (
                waiting
                and done < len(wanted)
                and all(keys_of(waiting[-1], o) in made for o in others[waiting[-1].document])
            ):
                subject = waiting.pop()
                yield matches_of(subject, others[subject.document], made)
        left = {subject.document for subject in waiting}
        for subject in subjects:
            if subject.document in left:
                yield matches_of(subject, others[subject.document], made)
        self.matched = MatchedCorpus(subjects, others, made)

    def sentences(self, document: str) -> list[str]:
        """Return the comparable sentences of a document; an empty list if it can't be read."""
        if (reading := self._readings.get(document)) is None:
            source = next(source for source in self._sources if source.name == document)
            held = source.read()
            reading = preprocess(document, held) if held else PreparedDocument(document, "", (), ())
        telling = (line.span.of(reading.text) for line in reading.sentences if line.is_comparable)
        return [" ".join(line.split()) for line in telling]

    def _document_pairs(
        self, texts: Sequence[Fingerprint], recurring: Mapping[int, Sequence[int]]
    ) -> frozenset[tuple[int, int]]:
        """Return the pairs of texts worth comparing; update those of a similar corpus if possible.

        Args:
            texts: The fingerprints of the texts.
            recurring: Sentences that select no pairs. If they are to be kept, pairs of an earlier
                corpus can't be used.
        """
        if self._keep_recurring:
            self._progress("choosing", 0, len(texts))
            return frozenset(find_candidates(texts))
        keys = [fingerprint.key for fingerprint in texts]
        if (lent := self._index_reader.document_pairs(keys)) is not None:
            return lent
        nothing: list[CorpusRecord] = []
        known = self._store.read(lambda s: list(s.corpora()), nothing)
        if same := next((corpus for corpus in known if list(corpus.keys) == keys), None):
            return same.document_pairs
        near = min(known, key=lambda corpus: len(set(corpus.keys) ^ set(keys)), default=None)
        pairs = self._update_pairs(near, texts, recurring) if near else None
        if pairs is None:
            self._progress("choosing", 0, len(texts))
            pairs = frozenset(
                find_candidates([fingerprint.without(recurring) for fingerprint in texts])
            )
        chosen = CorpusRecord(keys, pairs)
        if not self._index_reader.is_unverified(keys):
            self._store.write(lambda s: s.save_corpus(chosen))
        return pairs

    def _update_pairs(
        self,
        near: CorpusRecord,
        texts: Sequence[Fingerprint],
        recurring: Mapping[int, Sequence[int]],
    ) -> frozenset[tuple[int, int]] | None:
        numbers = {fingerprint.key: number for number, fingerprint in enumerate(texts)}
        before = set(near.keys)
        gone = [key for key in near.keys if key not in numbers]
        new = [number for key, number in numbers.items() if key not in before]
        fewest = min(len(near.keys), len(texts))
        if fewest <= DEFAULT.few or len(gone) + len(new) > _RENEWED * len(texts):
            return None
        nothing: dict[bytes, DocumentRecord] = {}
        left = self._store.read(lambda s: s.records_by_text(gone), nothing)
        if len(left) < len(gone):
            return None
        renumbered = {
            (min(pair), max(pair))
            for one, two in near.document_pairs
            if (pair := (numbers.get(near.keys[one], -1), numbers.get(near.keys[two], -1)))
            and min(pair) >= 0
        }
        earlier = {
            **{fingerprint.key: fingerprint for fingerprint in texts},
            **{k: o.fingerprint for k, o in left.items()},
        }
        was = find_boilerplate([earlier[key] for key in near.keys])
        # A text changes if a sentence of it has become boilerplate, or no longer is.
        changed = was.keys() ^ recurring.keys()
        other = [
            number
            for key in before.difference(left)
            if not changed.isdisjoint(texts[number := numbers[key]].summed())
        ]
        if len(gone) + len(new) + len(other) > _RENEWED * len(texts):
            return None
        went = [left[key].fingerprint for key in gone] + [texts[number] for number in other]
        return frozenset(
            update_candidates(
                [fingerprint.without(recurring) for fingerprint in texts],
                renumbered,
                [*new, *other],
                [fingerprint.without(was) for fingerprint in went],
            )
        )

    def _compared(
        self, missing: Sequence[Keys], holder: Mapping[bytes, str]
    ) -> Iterator[Sequence[tuple[Keys, bytes]]]:
        """Yield packed comparisons in batches, and save them from time to time."""
        unkept: list[tuple[Keys, bytes]] = []
        due = time.monotonic() + _KEEP_EVERY
        makers = self._made_by_others if len(missing) >= MANY else self._made_here
        try:
            for some in makers(missing, holder):
                unkept += (one for one in some if not self._index_reader.is_unverified(one[0]))
                yield some
                if time.monotonic() > due:
                    keeping, unkept = unkept, []
                    self._store.write(partial(ComparisonCache.save_comparisons, made=keeping))
                    due = time.monotonic() + _KEEP_EVERY
        finally:
            if unkept:
                self._store.write(partial(ComparisonCache.save_comparisons, made=unkept))

    def _made_here(
        self, missing: Sequence[Keys], holder: Mapping[bytes, str]
    ) -> Iterator[Sequence[tuple[Keys, bytes]]]:
        by_name = {source.name: source for source in self._sources}
        for one, two in missing:
            here, there = (self._features(key, by_name[holder[key]]) for key in (one, two))
            yield [((one, two), pack_comparison(compare_documents(here, there)))]

    def _features(self, key: bytes, source: Source) -> DocumentFeatures:
        if (side := self._sides.get(key)) is None:
            if source.name not in self._readings:
                record = self._make_record(source)
                if record is None:
                    self._readings[source.name] = PreparedDocument(source.name, "", (), ())
                elif record.fingerprint.key == key:
                    self._index_reader.mark_verified(key)
            side = self._sides[key] = DocumentFeatures(self._readings[source.name])
        return side

    def _made_by_others(
        self, missing: Sequence[Keys], holder: Mapping[bytes, str]
    ) -> Iterator[Sequence[tuple[Keys, bytes]]]:
        files = {s.name: _own_file(s) for s in self._sources if s.path.is_file()}
        where = {key: self._where.get(name) or files.get(name) for key, name in holder.items()}
        if (others := self._others()) is None:
            yield from self._made_here(missing, holder)
            return
        runs = [
            [
                ((one, two), here, there)
                for one, two in run
                if (here := where[one]) and (there := where[two])
            ]
            for run in comparison_runs(missing, others[0].size)
        ]
        tasks = [worker_pool.batch_tasks(run, _PAIRS) for run in runs]
        yield from others[0].map_runs(compare_texts, tasks)
        piped = [keys for keys in missing if not (where[keys[0]] and where[keys[1]])]
        yield from self._made_here(piped, holder)

    def _others(self) -> "tuple[WorkerPool, str] | None":
        """Return the worker processes and the folder for their files; None if there can be none."""
        if self._workers is None or self._folder is None:
            if self._alone:
                return None
            temporary_folder.remove_left_folders()
            try:
                self._folder = self._folder or temporary_folder.TemporaryFolder()
                self._workers = worker_pool.WorkerPool(yielding=self._yielding)
            except OSError:  # no room for temporary files, or no semaphores
                self._alone = True
                return None
        return self._workers, str(self._folder.path)


def _own_file(source: Source) -> ReadingLocation:
    """Return the location of a document that is not preprocessed yet: its own file."""
    return ReadingLocation(
        str(source.path),
        encoding=source.encoding,
        spellings=source.spellings,
        entry=source.entry,
        rules=source.rules,
    )
