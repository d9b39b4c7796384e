"""The reader of a shared index in a matching run, with validation.

Values of the index are not saved as our own. An index that is found to be wrong is no longer read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.index.cache.comparison_cache import unpack_comparison
from tui.index.cache.document_record import DocumentRecord, RecordError, make_record, unpack_record
from tui.index.shared.shared_index import IndexRefusedError, SharedIndex, corpus_checksum
from tui.index.shared.shared_index_validation import belongs_to, is_comparison_of, is_valid
from tui.lazy_imports import lazy_imports
from tui.matching.candidates.fingerprint import Fingerprint
from tui.matching.features.preprocessing import preprocess
from tui.matching.pairs.document_comparison import Comparison, Keys

with lazy_imports():
    import random

if TYPE_CHECKING:
    from tui.index.source import Source

_QUICK = 200_000
"""Largest file, in bytes, that is read to verify the index."""
NOTHING = Comparison((), ())


class SharedIndexReader:
    """Reader of a shared index; without an index, every result is empty."""

    def __init__(self, file: Path | None, complain: Callable[[Exception], None]) -> None:
        """Prepare the reader; the file is opened at the first request.

        Args:
            file: The index; None if there is none.
            complain: Called with the error if the index can't be used.
        """
        self._file = file
        self._complain = complain
        self._index: SharedIndex | None = None
        self._unverified: dict[bytes, DocumentRecord] = {}
        """Records that were taken from the index and are not verified yet, by their texts' keys."""

    def close(self) -> None:
        """Close the file."""
        if self._index:
            self._index.close()
        self._index = self._file = None

    def records(self, sources: Iterable["Source"]) -> dict[str, DocumentRecord]:
        """Return the records of unchanged files, by content."""
        records: dict[str, DocumentRecord] = {}
        shared_sources: list[Source] = []
        try:
            for source in sources:
                record = self._record(source)
                if record:
                    records[source.content] = record
                    shared_sources.append(source)
            self._try_one(shared_sources, records)
        except IndexRefusedError as error:
            self._refuse(error)
            return {}
        self._unverified = {record.fingerprint.key: record for record in records.values()}
        return records

    def has_key_conflict(self, records: Iterable[DocumentRecord]) -> bool:
        """Return True if different texts have the same key and a record is from the shared index.

        Then no value of the index may be used, and the index is closed.
        """
        fingerprints: dict[bytes, Fingerprint] = {}
        for record in records:
            fingerprint = record.fingerprint
            if (
                fingerprints.setdefault(fingerprint.key, fingerprint) != fingerprint
                and fingerprint.key in self._unverified
            ):
                self._refuse(IndexRefusedError(f"{self._file} gives two articles the same key"))
                return True
        return False

    def document_pairs(self, keys: Sequence[bytes]) -> frozenset[tuple[int, int]] | None:
        """Return the pairs that the index compared, by the numbers of their texts in `keys`.

        Returns:
            The pairs; None if the index is of another corpus, or can't be used.
        """
        try:
            index = self._open()
            compared_keys = list(index.compared()) if index else []
            if index is None or index.corpus != corpus_checksum(keys, compared_keys):
                return None
        except IndexRefusedError as error:
            self._refuse(error)
            return None
        numbers = {key: number for number, key in enumerate(keys)}
        pairs = (
            (numbers.get(first, -1), numbers.get(second, -1)) for first, second in compared_keys
        )
        return frozenset((min(pair), max(pair)) for pair in pairs if 0 <= min(pair) < max(pair))

    def comparisons(
        self, wanted_keys: Iterable[Keys], records: Mapping[bytes, DocumentRecord]
    ) -> list[tuple[Keys, Comparison]]:
        """Return the comparisons with these keys that the index has and that fit the `records`."""
        comparisons: list[tuple[Keys, Comparison]] = []
        try:
            index = self._open()
            if index is None:
                return []
            for first, second in wanted_keys:
                data = index.comparison((first, second))
                comparison = unpack_comparison(data) if data else None
                if comparison and is_comparison_of(comparison, records[first], records[second]):
                    comparisons.append(((first, second), comparison))
        except IndexRefusedError as error:
            self._refuse(error)
        return comparisons

    def mark_verified(self, key: bytes) -> None:
        """Record that the text of this key was read here and agrees with the index."""
        self._unverified.pop(key, None)

    def is_unverified(self, keys: Iterable[bytes]) -> bool:
        """Return True if a record of any of these texts is from the index and is not verified."""
        return any(key in self._unverified for key in keys)

    def validated(
        self, keys: Keys, comparison: Comparison, records: Mapping[bytes, DocumentRecord]
    ) -> Comparison:
        """Return a comparison made here; an empty one if it does not fit the shared records."""
        if not self.is_unverified(keys) or is_comparison_of(
            comparison, records[keys[0]], records[keys[1]]
        ):
            return comparison
        return NOTHING

    def _record(self, source: "Source") -> DocumentRecord | None:
        index = self._open()
        data = index.record(source.content) if index else None
        try:
            record = unpack_record(data) if data else None
        except RecordError:
            return None
        if record is None or not is_valid(record):
            return None
        if source.document and not belongs_to(record, source.document):
            return None
        return record

    def _try_one(
        self, shared_sources: Sequence["Source"], records: Mapping[str, DocumentRecord]
    ) -> None:
        """Compute a random record again; raise `IndexRefusedError` if the result differs."""
        small_sources = [source for source in shared_sources if source.size <= _QUICK]
        if not small_sources or self._file is None:
            return
        source = random.choice(small_sources)  # noqa: S311  # no secret depends on it
        document = source.read()
        if document is None:
            return
        if make_record(document, preprocess(source.name, document)) != records[source.content]:
            raise IndexRefusedError(
                f"{self._file} does not agree with the articles ({source.path.name});"
                " report it to its author"
            )

    def _open(self) -> SharedIndex | None:
        if self._index is None and self._file is not None:
            self._index = SharedIndex(self._file)
        return self._index

    def _refuse(self, error: IndexRefusedError) -> None:
        self._complain(error)
        self.close()
        self._unverified.clear()
