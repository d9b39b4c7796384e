"""Located notes of the open articles: one table for a corpus.

A background thread fills it; a lookup computes nothing.
"""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping
from typing import NamedTuple

from tui.text.span import Span


class LocatedNote(NamedTuple):
    """A note on a passage of a document."""

    span: Span
    """Code points of the document's text."""
    note: str
    """The id of the note."""
    n: int
    """Index of the passage among the note's passages, from 0."""
    kind: str
    """`note`, `mark` or `link`."""
    mark: int
    """A mark's number, 1 to 5; else 0."""
    summary: str
    """Beginning of its words, or its relation, with its tags, on one line."""


class LocatedNotes:
    """The notes on every open article, by document."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        """Lock for changes: the screen's thread makes some, too."""
        self._of: dict[str, tuple[LocatedNote, ...]] = {}
        self._longest: dict[str, int] = {}
        self.version = 0
        """A number that changes with every change of the table."""

    def __bool__(self) -> bool:
        return bool(self._of)

    def replace_all(self, all_of_them: Mapping[str, tuple[LocatedNote, ...]]) -> None:
        """Replace all notes of the table; those of a document are in order of position.

        A thread may call it while others look up.
        """
        with self._lock:
            self.replace_some({**dict.fromkeys(self._of, ()), **all_of_them})

    def replace_some(self, by_document: Mapping[str, tuple[LocatedNote, ...]]) -> None:
        """Replace the notes of some documents; those of a document are in order of position.

        A thread may call it while others look up.
        """
        with self._lock:
            changed = {
                name: located_notes
                for name, located_notes in by_document.items()
                if located_notes != self.of(name)
            }
            if changed:
                self._longest = self._longest | {
                    name: max(
                        (
                            located_note.span.end - located_note.span.start
                            for located_note in located_notes
                        ),
                        default=0,
                    )
                    for name, located_notes in changed.items()
                }
                merged = self._of | changed
                self._of = {
                    name: located_notes for name, located_notes in merged.items() if located_notes
                }
                self.version += 1

    def with_any(self, notes: Container[str]) -> dict[str, tuple[LocatedNote, ...]]:
        """Return the located notes of the documents that have any of `notes`."""
        return {
            name: located_notes
            for name, located_notes in self._of.items()
            if any(located_note.note in notes for located_note in located_notes)
        }

    def of(self, document: str) -> tuple[LocatedNote, ...]:
        """Return the notes on `document`, in order of position."""
        return self._of.get(document, ())

    def on(self, document: str, span: Span) -> list[LocatedNote]:
        """Return the notes on any words of `span`, in order of position."""
        located_notes = self._of.get(document, ())
        if not located_notes:
            return []
        first = bisect_right(
            located_notes,
            span.start - self._longest[document],
            key=lambda located_note: located_note.span.start,
        )
        last = bisect_left(
            located_notes, span.end, key=lambda located_note: located_note.span.start
        )
        return [
            located_note
            for located_note in located_notes[first:last]
            if located_note.span.end > span.start
        ]
