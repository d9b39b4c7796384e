"""Finding where notes stand in the files as they are now.

Files that are as they were when noted cost one query for a corpus; others are followed one by one.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tui.anchoring.resolver import Anchors
from tui.anchoring.result import Anchoring
from tui.corpus.corpus_file import Holding
from tui.notes.database.note_filter import Sighting, brief
from tui.notes.location.located_notes import Standing, Standings
from tui.notes.location.target_resolution import stands_on
from tui.notes.note_store import Notes
from tui.storage.sqlite_store import StoreError
from tui.text.document import Document
from tui.text.span import Span

_FEW = 500
"""Notes changed at once that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the notes on one article."""

    standings: tuple[Standing, ...] = ()
    found: Mapping[tuple[str, int], Anchoring] = field(default_factory=dict)
    """By note and passage; also of those that stand nowhere any more."""

    @property
    def lost(self) -> int:
        """How many passages stand nowhere any more."""
        return sum(1 for anchoring in self.found.values() if anchoring.span is None)


class Placing:
    """Keeps a table of where notes stand; once it is filled, only what changes is looked at."""

    def __init__(self, notes: Notes, standings: Standings) -> None:
        self._notes = notes
        self._standings = standings
        self._since = 0
        self._lock = threading.Lock()
        self._placed: tuple[tuple[str, str, bool], ...] | None = None
        """Of which files' contents the notes were placed."""
        self._opened: Holding | None = None
        self._followed = Followed()

    def look(
        self,
        holdings: Sequence[Holding],
        opened: Holding | None,
        anchors: Callable[[Holding], Anchors],
    ) -> Followed:
        """Bring the table up to date; what became of the notes on the article `opened`.

        Raises `StoreError`; then the next look sees to everything.
        """
        with self._lock:
            files = tuple((holding.id, holding.digest, holding.partial) for holding in holdings)
            placed, self._placed = self._placed, None
            since, touched = self._notes.touched(self._since)
            anew = placed != files or len(touched) > _FEW
            found = (
                unchanged(self._notes.sightings(), holdings)
                if anew
                else self._anew(touched, holdings)
            )
            if anew or touched or opened is not self._opened:
                self._followed = Followed()
                if opened and opened.document and not opened.partial:
                    self._followed = follow(self._notes, opened, anchors)
                    found[opened.id] = self._followed.standings
            if anew:
                self._standings.take(found)
            else:
                self._standings.change(found)
            self._placed, self._since, self._opened = files, since, opened
            return self._followed

    def _anew(
        self, touched: set[str], holdings: Sequence[Holding]
    ) -> dict[str, tuple[Standing, ...]]:
        """What stands on the documents on which notes `touched` stand, or stood."""
        if not touched:
            return {}
        now = unchanged(self._notes.sightings(touched), holdings)
        before = self._standings.with_any(touched)
        return {
            name: tuple(
                sorted(
                    [
                        *(s for s in self._standings.of(name) if s.note not in touched),
                        *now.get(name, ()),
                    ]
                )
            )
            for name in {*now, *before}
        }


def unchanged(
    sightings: Iterable[Sighting], holdings: Iterable[Holding]
) -> dict[str, tuple[Standing, ...]]:
    """Where notes stand in the files known to the byte, by document."""
    by_digest: dict[str, list[Holding]] = {}
    for holding in holdings:
        if holding.document and holding.digest:
            by_digest.setdefault(holding.digest, []).append(holding)
    found: dict[str, list[Standing]] = {}
    for seen in sightings:
        for holding in by_digest.get(seen.digest, ()):
            if holding.document and (span := _at(holding.document, seen.start, seen.quote)):
                standing = Standing(span, seen.note, seen.n, seen.kind, seen.mark, seen.said)
                found.setdefault(holding.id, []).append(standing)
    return {name: tuple(sorted(standings)) for name, standings in found.items()}


def follow(notes: Notes, holding: Holding, anchors_of: Callable[[Holding], Anchors]) -> Followed:
    """What became of the notes on `holding`; what is found in a new state of it is remembered.

    Where that can't be, as in a read-only store, it is found again the next time. Raises
    `StoreError` if the notes can't be read.
    """
    with suppress(StoreError):
        notes.follow_file(holding.key, holding.digest)
    noted = notes.of(holding.key, holding.digest)
    if not noted:
        return Followed()
    with suppress(StoreError):
        notes.saw_content(holding.key, holding.digest)
    anchors = anchors_of(holding)
    standings: list[Standing] = []
    found: dict[tuple[str, int], Anchoring] = {}
    unseen: list[tuple[str, int, Span]] = []
    for note in noted:
        said = brief(note.relation, note.text, note.tags)
        for n, target in enumerate(note.targets):
            if not stands_on(target, holding):
                continue
            anchoring = found[note.id, n] = anchors.follow(target.selector, target.later)
            if anchoring.span is None:
                continue
            standings.append(Standing(anchoring.span, note.id, n, str(note.kind), note.mark, said))
            if holding.digest not in target.digests:
                unseen.append((note.id, n, anchoring.span))
    with suppress(StoreError):  # the first that can't be remembered tells of all
        for name, n, span in unseen:
            notes.saw(name, n, anchors.describe(span))
    return Followed(tuple(sorted(standings)), found)


def _at(document: Document, start: int, quote: str) -> Span | None:
    """The span of `quote`, if it stands at the file's code point `start`."""
    at = document.source.back(start)
    return Span(at, at + len(quote)) if document.text.startswith(quote, at) else None
