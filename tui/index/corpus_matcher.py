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
    unpack_comparison,
)
from tui.index.cache.document_record import DocumentRecord, make_record
from tui.index.comparison_order import comparison_runs
from tui.index.shared.shared_index_reader import NOTHING, SharedIndexReader
from tui.index.source import Source
from tui.index.worker_tasks import ReadingLocation, compare_sides, compare_texts, open_files
from tui.lazy_imports import lazy_imports
from tui.matching.candidates.boilerplate import find_boilerplate
from tui.matching.candidates.document_pairs import find_candidates, update_candidates
from tui.matching.candidates.fingerprint import Fingerprint
from tui.matching.config import DEFAULT
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import PreparedDocument, preprocess
from tui.matching.matches import DocumentMatches
from tui.matching.pairs.document_comparison import Comparison, Keys
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
        self._locations: dict[str, ReadingLocation] = {}
        self._readings: dict[str, PreparedDocument] = {}
        self._sides: dict[bytes, DocumentFeatures | None] = {}
        """The features of texts by key; None if the file has another text now."""
        self.matched: MatchedCorpus | None = None
        """Result of `match_documents`, once it has ended."""

    def close(self) -> None:
        """Stop matching; saved results stay saved."""
        self._index_reader.close()
        if self._workers:
            self._workers.close()
        if (
            not self.remove_folder()
        ):  # no folder was made, so those left by other runs were not removed yet
            temporary_folder.remove_left_folders()

    def remove_folder(self) -> bool:
        """Remove the folder for the worker processes; return False if there is none."""
        folder, self._folder = self._folder, None
        if folder:
            folder.remove()
        return folder is not None

    def give_up(self) -> None:
        """End the worker processes at once; a thread that waits for them gets an error."""
        if self._workers:
            for child in multiprocessing.active_children():
                child.terminate()

    # The records of all documents

    def records(self) -> dict[str, DocumentRecord]:
        """Return the records of all documents, by name; unreadable files have none."""
        contents = {source.content for source in self._sources}
        no_records: dict[str, DocumentRecord] = {}
        records_by_content = self._store.read(lambda s: s.records(contents), no_records)
        records_by_content |= self._index_reader.records(
            s for s in self._sources if s.content not in records_by_content
        )
        missing = [source for source in self._sources if source.content not in records_by_content]
        records = {
            s.name: records_by_content[s.content]
            for s in self._sources
            if s.content in records_by_content
        }
        self._progress("reading", len(records), len(self._sources))
        due_time = time.monotonic() + _KEEP_EVERY
        new_records: dict[str, DocumentRecord] = {}
        try:
            for source, record in self._read_missing(missing):
                records[source.name] = new_records[source.content] = record
                self._progress("reading", len(records), len(self._sources))
                if time.monotonic() > due_time:
                    batch, new_records = new_records, {}
                    self._store.write(partial(ComparisonCache.save_records, records=batch))
                    due_time = time.monotonic() + _KEEP_EVERY
        finally:
            if new_records:
                self._store.write(partial(ComparisonCache.save_records, records=new_records))
        if self._index_reader.has_key_conflict(records.values()):
            return self.records()
        return {name: records[name] for name in sorted(records)}

    def _read_missing(self, missing: Sequence[Source]) -> Iterator[tuple[Source, DocumentRecord]]:
        is_large = sum(source.size for source in missing) > LARGE
        sources_by_name = {s.name: s for s in missing if is_large and s.path.is_file()}
        for source in missing:
            if source.name not in sources_by_name and (record := self._make_record(source)):
                yield source, record
        names = [(name, _own_file(source)) for name, source in sources_by_name.items()]
        tasks = (names[n : n + _FILES] for n in range(0, len(names), _FILES))
        if not names:
            return
        if (workers_and_folder := self._start_workers()) is None:
            yield from (
                (s, made_record)
                for s in sources_by_name.values()
                if (made_record := self._make_record(s))
            )
            return
        pool, folder = workers_and_folder
        for batch in pool.map_unordered(open_files, ((folder, task) for task in tasks)):
            for name, digest, record, location in batch:
                source = sources_by_name[name]
                if record and digest == source.digest:
                    self._locations[name] = location
                    yield source, record
                elif new_record := self._make_record(source):
                    yield source, new_record

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
        documents = (CorpusDocument(name, record.fingerprint) for name, record in records.items())
        subjects = in_order(documents, first)
        texts = fingerprints_by_text(subjects)
        recurring = {} if self._keep_recurring else find_boilerplate(texts)
        partners = comparison_partners(subjects, texts, self._document_pairs(texts, recurring))
        comparisons = ComparisonTable(corpus_facts(subjects, texts, recurring))
        wanted_keys = {
            keys_of(s, partner): None for s in subjects for partner in partners[s.document]
        }
        no_comparisons: list[tuple[Keys, Comparison]] = []
        for keys, cached_comparison in self._store.read(
            lambda s: list(s.comparisons(wanted_keys)), no_comparisons
        ):
            comparisons.add(keys, cached_comparison)
        records_by_key = {record.fingerprint.key: record for record in records.values()}
        uncached_keys = [keys for keys in wanted_keys if keys not in comparisons]
        for keys, shared_comparison in self._index_reader.comparisons(
            uncached_keys, records_by_key
        ):
            comparisons.add(keys, shared_comparison)
        missing_keys = [keys for keys in uncached_keys if keys not in comparisons]
        remaining_subjects = subjects[::-1]
        names_by_key = {subject.fingerprint.key: subject.document for subject in subjects}
        done = len(wanted_keys) - len(missing_keys)
        for batch in chain([()], self._compare_missing(missing_keys, names_by_key)):
            for keys, data in batch:
                if comparison := unpack_comparison(data) if data else NOTHING:
                    comparisons.add(
                        keys, self._index_reader.validated(keys, comparison, records_by_key)
                    )
            done += len(batch)
            self._progress("comparing", done, len(wanted_keys))
            while (
                remaining_subjects
                and done < len(wanted_keys)
                and all(
                    keys_of(remaining_subjects[-1], partner) in comparisons
                    for partner in partners[remaining_subjects[-1].document]
                )
            ):
                subject = remaining_subjects.pop()
                yield matches_of(subject, partners[subject.document], comparisons)
        remaining_documents = {subject.document for subject in remaining_subjects}
        for subject in subjects:
            if subject.document in remaining_documents:
                yield matches_of(subject, partners[subject.document], comparisons)
        self.matched = MatchedCorpus(subjects, partners, comparisons)

    def sentences(self, document: str) -> list[str]:
        """Return the comparable sentences of a document; an empty list if it can't be read."""
        if (reading := self._readings.get(document)) is None:
            source = next(source for source in self._sources if source.name == document)
            loaded_document = source.read()
            reading = (
                preprocess(document, loaded_document)
                if loaded_document
                else PreparedDocument(document, "", (), ())
            )
        comparable_sentences = (
            line.span.of(reading.text) for line in reading.sentences if line.is_comparable
        )
        return [" ".join(line.split()) for line in comparable_sentences]

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
        if (shared_pairs := self._index_reader.document_pairs(keys)) is not None:
            return shared_pairs
        no_corpora: list[CorpusRecord] = []
        corpora = self._store.read(lambda s: list(s.corpora()), no_corpora)
        if same_corpus := next((corpus for corpus in corpora if list(corpus.keys) == keys), None):
            return same_corpus.document_pairs
        similar_corpus = min(
            corpora, key=lambda corpus: len(set(corpus.keys) ^ set(keys)), default=None
        )
        pairs = self._update_pairs(similar_corpus, texts, recurring) if similar_corpus else None
        if pairs is None:
            self._progress("choosing", 0, len(texts))
            pairs = frozenset(
                find_candidates([fingerprint.without(recurring) for fingerprint in texts])
            )
        record = CorpusRecord(keys, pairs)
        if not self._index_reader.is_unverified(keys):
            self._store.write(lambda s: s.save_corpus(record))
        return pairs

    def _update_pairs(
        self,
        similar_corpus: CorpusRecord,
        texts: Sequence[Fingerprint],
        recurring: Mapping[int, Sequence[int]],
    ) -> frozenset[tuple[int, int]] | None:
        numbers = {fingerprint.key: number for number, fingerprint in enumerate(texts)}
        earlier_keys = set(similar_corpus.keys)
        removed_keys = [key for key in similar_corpus.keys if key not in numbers]
        new_numbers = [number for key, number in numbers.items() if key not in earlier_keys]
        smaller_size = min(len(similar_corpus.keys), len(texts))
        if smaller_size <= DEFAULT.few or len(removed_keys) + len(new_numbers) > _RENEWED * len(
            texts
        ):
            return None
        no_records: dict[bytes, DocumentRecord] = {}
        removed_records = self._store.read(lambda s: s.records_by_text(removed_keys), no_records)
        if len(removed_records) < len(removed_keys):
            return None
        renumbered = {
            (min(pair), max(pair))
            for first, second in similar_corpus.document_pairs
            if (
                pair := (
                    numbers.get(similar_corpus.keys[first], -1),
                    numbers.get(similar_corpus.keys[second], -1),
                )
            )
            and min(pair) >= 0
        }
        fingerprints_by_key = {
            **{fingerprint.key: fingerprint for fingerprint in texts},
            **{k: record.fingerprint for k, record in removed_records.items()},
        }
        earlier_boilerplate = find_boilerplate(
            [fingerprints_by_key[key] for key in similar_corpus.keys]
        )
        # A text changes if a sentence of it has become boilerplate, or no longer is.
        changed_lines = earlier_boilerplate.keys() ^ recurring.keys()
        changed_numbers = [
            number
            for key in earlier_keys.difference(removed_records)
            if not changed_lines.isdisjoint(texts[number := numbers[key]].summed())
        ]
        if len(removed_keys) + len(new_numbers) + len(changed_numbers) > _RENEWED * len(texts):
            return None
        removed_fingerprints = [removed_records[key].fingerprint for key in removed_keys] + [
            texts[number] for number in changed_numbers
        ]
        return frozenset(
            update_candidates(
                [fingerprint.without(recurring) for fingerprint in texts],
                renumbered,
                [*new_numbers, *changed_numbers],
                [fingerprint.without(earlier_boilerplate) for fingerprint in removed_fingerprints],
            )
        )

    def _compare_missing(
        self, missing: Sequence[Keys], names_by_key: Mapping[bytes, str]
    ) -> Iterator[Sequence[tuple[Keys, bytes]]]:
        """Yield packed comparisons in batches, and save them from time to time.

        A comparison is empty bytes if a text can't be read any more, or has changed.
        """
        unsaved: list[tuple[Keys, bytes]] = []
        due_time = time.monotonic() + _KEEP_EVERY
        compare = self._compare_in_workers if len(missing) >= MANY else self._compare_here
        try:
            for batch in compare(missing, names_by_key):
                unsaved += (
                    (keys, data)
                    for keys, data in batch
                    if data and not self._index_reader.is_unverified(keys)
                )
                yield batch
                if time.monotonic() > due_time:
                    saved, unsaved = unsaved, []
                    self._store.write(
                        partial(ComparisonCache.save_comparisons, packed_comparisons=saved)
                    )
                    due_time = time.monotonic() + _KEEP_EVERY
        finally:
            if unsaved:
                self._store.write(
                    partial(ComparisonCache.save_comparisons, packed_comparisons=unsaved)
                )

    def _compare_here(
        self, missing: Sequence[Keys], names_by_key: Mapping[bytes, str]
    ) -> Iterator[Sequence[tuple[Keys, bytes]]]:
        sources_by_name = {source.name: source for source in self._sources}
        for first_key, second_key in missing:
            first, second = (
                self._features(key, sources_by_name[names_by_key[key]])
                for key in (first_key, second_key)
            )
            yield [((first_key, second_key), compare_sides(first, second))]

    def _features(self, key: bytes, source: Source) -> DocumentFeatures | None:
        """Return the features of the text with a key; None if its file has another text now."""
        if key not in self._sides:
            is_same = source.name in self._readings
            if not is_same and (record := self._make_record(source)):
                is_same = record.fingerprint.key == key
            if is_same:
                self._index_reader.mark_verified(key)
            self._sides[key] = DocumentFeatures(self._readings[source.name]) if is_same else None
        return self._sides[key]

    def _compare_in_workers(
        self, missing: Sequence[Keys], names_by_key: Mapping[bytes, str]
    ) -> Iterator[Sequence[tuple[Keys, bytes]]]:
        files = {s.name: _own_file(s) for s in self._sources if s.path.is_file()}
        locations = {
            key: self._locations.get(name) or files.get(name) for key, name in names_by_key.items()
        }
        if (workers_and_folder := self._start_workers()) is None:
            yield from self._compare_here(missing, names_by_key)
            return
        runs = [
            [
                ((first_key, second_key), first, second)
                for first_key, second_key in run
                if (first := locations[first_key]) and (second := locations[second_key])
            ]
            for run in comparison_runs(missing, workers_and_folder[0].size)
        ]
        tasks = [worker_pool.batch_tasks(run, _PAIRS) for run in runs]
        yield from workers_and_folder[0].map_runs(compare_texts, tasks)
        without_file = [keys for keys in missing if not (locations[keys[0]] and locations[keys[1]])]
        yield from self._compare_here(without_file, names_by_key)

    def _start_workers(self) -> "tuple[WorkerPool, str] | None":
        """Return the worker processes and the folder for their files; None if there can be none."""
        if self._workers is None or self._folder is None:
            if self._alone:
                return None
            temporary_folder.remove_left_folders()
            try:
                self._folder = self._folder or temporary_folder.TemporaryFolder()
                self._workers = worker_pool.WorkerPool(low_priority=self._yielding)
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
        digest=source.digest,
        rules=source.rules,
    )
