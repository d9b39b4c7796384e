"""The location of notes in the present files.

Files that have not changed since they were noted need one query for a corpus; changed ones are
processed one by one.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tui.anchoring.resolver import AnchorResolver
from tui.anchoring.result import AnchorResult
from tui.corpus.corpus_file import CorpusFile
from tui.notes.database.note_filter import AnchorSnapshot, brief
from tui.notes.location.located_notes import LocatedNote, LocatedNotes
from tui.notes.location.target_resolution import stands_on
from tui.notes.note_store import NoteStore
from tui.storage.sqlite_store import StoreError
from tui.text.document import Document
from tui.text.span import Span

_FEW = 500
"""Largest number of changed notes that are located one by one."""


@dataclass(frozen=True, slots=True)
class LocateResult:
    """Result of locating the notes on one article."""

    located: tuple[LocatedNote, ...] = ()
    anchor_results: Mapping[tuple[str, int], AnchorResult] = field(default_factory=dict)
    """Anchor results by note and passage, orphans included."""

    @property
    def lost(self) -> int:
        """Number of passages that are nowhere in the article any more."""
        return sum(1 for anchoring in self.anchor_results.values() if anchoring.span is None)


class NoteLocator:
    """Fills a table of located notes; after the first time it processes only changes."""

    def __init__(self, notes: NoteStore, located_notes: LocatedNotes) -> None:
        self._notes = notes
        self._located_notes = located_notes
        self._since = 0
        self._lock = threading.Lock()
        self._located_files: tuple[tuple[str, str, bool], ...] | None = None
        """Files and contents in which the notes were located."""
        self._opened: CorpusFile | None = None
        self._followed = LocateResult()

    def look(
        self,
        corpus_files: Sequence[CorpusFile],
        opened: CorpusFile | None,
        anchors: Callable[[CorpusFile], AnchorResolver],
    ) -> LocateResult:
        """Update the table; return the result for the notes on the article `opened`.

        Raises:
            StoreError: If the notes can't be read; the next call then repeats everything.
        """
        with self._lock:
            files = tuple(
                (corpus_file.id, corpus_file.digest, corpus_file.partial)
                for corpus_file in corpus_files
            )
            last_files, self._located_files = self._located_files, None
            since, touched = self._notes.changed_since(self._since)
            is_full_update = last_files != files or len(touched) > _FEW
            by_document = (
                locate_unchanged(self._notes.snapshots(), corpus_files)
                if is_full_update
                else self._anew(touched, corpus_files)
            )
            if is_full_update or touched or opened is not self._opened:
                self._followed = LocateResult()
                if opened and opened.document and not opened.partial:
                    self._followed = locate(self._notes, opened, anchors)
                    by_document[opened.id] = self._followed.located
            if is_full_update:
                self._located_notes.replace_all(by_document)
            else:
                self._located_notes.replace_some(by_document)
            self._located_files, self._since, self._opened = files, since, opened
            return self._followed

    def _anew(
        self, touched: set[str], corpus_files: Sequence[CorpusFile]
    ) -> dict[str, tuple[LocatedNote, ...]]:
        """Return the located notes of the documents on which the notes `touched` are, or were."""
        if not touched:
            return {}
        now = locate_unchanged(self._notes.snapshots(touched), corpus_files)
        before = self._located_notes.with_any(touched)
        return {
            name: tuple(
                sorted(
                    [
                        *(s for s in self._located_notes.of(name) if s.note not in touched),
                        *now.get(name, ()),
                    ]
                )
            )
            for name in {*now, *before}
        }


def locate_unchanged(
    snapshots: Iterable[AnchorSnapshot], corpus_files: Iterable[CorpusFile]
) -> dict[str, tuple[LocatedNote, ...]]:
    """Return the notes in files with a known content, by document."""
    by_digest: dict[str, list[CorpusFile]] = {}
    for corpus_file in corpus_files:
        if corpus_file.document and corpus_file.digest:
            by_digest.setdefault(corpus_file.digest, []).append(corpus_file)
    by_document: dict[str, list[LocatedNote]] = {}
    for snapshot in snapshots:
        for corpus_file in by_digest.get(snapshot.digest, ()):
            if corpus_file.document and (
                span := _at(corpus_file.document, snapshot.start, snapshot.quote)
            ):
                located_note = LocatedNote(
                    span, snapshot.note, snapshot.n, snapshot.kind, snapshot.mark, snapshot.said
                )
                by_document.setdefault(corpus_file.id, []).append(located_note)
    return {name: tuple(sorted(located_notes)) for name, located_notes in by_document.items()}


def locate(
    notes: NoteStore, corpus_file: CorpusFile, anchors_of: Callable[[CorpusFile], AnchorResolver]
) -> LocateResult:
    """Locate the notes on `corpus_file`, and save their new snapshots.

    If they can't be saved, as in a read-only store, they are located again the next time.

    Raises:
        StoreError: If the notes can't be read.
    """
    with suppress(StoreError):
        notes.follow_file(corpus_file.key, corpus_file.digest)
    noted = notes.of(corpus_file.key, corpus_file.digest)
    if not noted:
        return LocateResult()
    with suppress(StoreError):
        notes.saw_content(corpus_file.key, corpus_file.digest)
    anchors = anchors_of(corpus_file)
    located_notes: list[LocatedNote] = []
    anchor_results: dict[tuple[str, int], AnchorResult] = {}
    unseen: list[tuple[str, int, Span]] = []
    for note in noted:
        summary = brief(note.relation, note.text, note.tags)
        for n, target in enumerate(note.targets):
            if not stands_on(target, corpus_file):
                continue
            anchoring = anchor_results[note.id, n] = anchors.resolve_latest(
                target.selector, target.later
            )
            if anchoring.span is None:
                continue
            located_notes.append(
                LocatedNote(anchoring.span, note.id, n, str(note.kind), note.mark, summary)
            )
            if corpus_file.digest not in target.digests:
                unseen.append((note.id, n, anchoring.span))
    with suppress(StoreError):  # if one can't be saved, no other can
        for name, n, span in unseen:
            notes.add_snapshot(name, n, anchors.create_selector(span))
    return LocateResult(tuple(sorted(located_notes)), anchor_results)


def _at(document: Document, start: int, quote: str) -> Span | None:
    """Return the span of `quote`, if it is at the file's code point `start`."""
    offset = document.offset_map.to_clean(start)
    return Span(offset, offset + len(quote)) if document.text.startswith(quote, offset) else None
