"""Finding where notes stand in the files as they are now.

Files that are as they were when noted cost one query for a corpus; others are followed one by one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tui.library.holding import Holding
from tui.library.note import Target
from tui.library.note_lines import Sighting, brief
from tui.library.note_rows import NO_PATH
from tui.library.notes import Notes
from tui.library.standing import Standing
from tui.text.anchor import Anchors
from tui.text.anchoring import Anchoring
from tui.text.document import Document
from tui.text.span import Span


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


def follow(notes: Notes, holding: Holding, anchors: Anchors) -> Followed:
    """What became of the notes on `holding`; what is found in a new state of it is remembered.

    Raises `StoreError`.
    """
    notes.follow_file(holding.key, holding.digest)
    standings: list[Standing] = []
    found: dict[tuple[str, int], Anchoring] = {}
    for note in notes.of(holding.key, holding.digest):
        said = brief(note.relation, note.text, note.tags)
        for n, target in enumerate(note.targets):
            if not _is_on(target, holding):
                continue
            anchoring = found[note.id, n] = anchors.follow(target.selector, target.later)
            if anchoring.span is None:
                continue
            standings.append(Standing(anchoring.span, note.id, n, str(note.kind), note.mark, said))
            if holding.digest not in target.digests:
                notes.saw(note.id, n, anchors.describe(anchoring.span))
    return Followed(tuple(sorted(standings)), found)


def _is_on(target: Target, holding: Holding) -> bool:
    named = target.path == holding.key and target.path != NO_PATH
    return named or holding.digest in target.digests


def _at(document: Document, start: int, quote: str) -> Span | None:
    """The span of `quote`, if it stands at the file's code point `start`."""
    at = document.source.back(start)
    return Span(at, at + len(quote)) if document.text.startswith(quote, at) else None
