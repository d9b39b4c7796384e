"""What an export tells: claims with every source's wording, and the notes that stand on them.

All forms are made from this one value, so they agree with each other and with the screen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tui.anchoring.resolver import Anchors
from tui.anchoring.result import Anchoring, State
from tui.corpus.corpus_file import Holding
from tui.notes.location.target_resolution import TargetFiles
from tui.notes.note import Note, Target
from tui.text.document import Role
from tui.text.sanitization import clean_line
from tui.text.span import Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One source's words for a claim."""

    holding: Holding
    span: Span
    """Code points of the document's text."""

    @property
    def quote(self) -> str:
        """The words, on one line."""
        document = self.holding.document
        return " ".join(self.span.of(document.text).split()) if document else ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What several sources say, or one alone."""

    wordings: tuple[Wording, ...]
    title: str = ""
    """The claim in words; empty if its first wording says it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage of a note, and where it is in the file as it is now."""

    target: Target
    holding: Holding | None
    """The file; none if it isn't in the corpus."""
    anchoring: Anchoring

    @property
    def quote(self) -> str:
        """The words chosen, on one line."""
        return " ".join(self.target.selector.quote.split())


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with its passages found."""

    note: Note
    places: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with the notes on it."""

    claim: Claim
    notes: tuple[PlacedNote, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything an export tells, in its order."""

    entries: tuple[Entry, ...]
    loose: tuple[PlacedNote, ...]
    """Notes that stand on none of the claims."""

    @property
    def notes(self) -> tuple[PlacedNote, ...]:
        """Every note once, in the order told."""
        told = [note for entry in self.entries for note in entry.notes]
        return tuple({p.note.id: p for p in (*told, *self.loose)}.values())


def dossier(
    notes: Iterable[Note],
    holdings: Sequence[Holding],
    claims: Sequence[Claim] | None = None,
) -> Dossier:
    """The dossier of `notes` by `claims`; if none are given, by document, passage after passage."""
    placed = place(notes, holdings)
    groups = _by_document(placed, holdings) if claims is None else claims
    standing = _standing(placed)
    entries = [Entry(claim, tuple(_on(claim, standing))) for claim in groups]
    told = {p.note.id for entry in entries for p in entry.notes}
    return Dossier(tuple(entries), tuple(p for p in placed if p.note.id not in told))


def place(notes: Iterable[Note], holdings: Sequence[Holding]) -> list[PlacedNote]:
    """The notes with each passage found in the file as it is now, each file prepared once."""
    finder = _Finder(holdings)
    return [PlacedNote(note, tuple(map(finder.place, note.targets))) for note in notes]


def reference(holding: Holding, span: Span) -> str:
    """Where `span` is, in words: title, date line or byline if there is one, file and paragraph."""
    document = holding.document
    if document is None:
        return holding.name
    at = document.passage_at(span.start)
    paragraph = document.passages[at].paragraph + 1 if document.passages else 1
    said_by = [
        clean_line(p.span.of(document.text), 120).rstrip(" -–—")
        for p in document.passages
        if p.role in {Role.BYLINE, Role.DATELINE}
    ]
    return ", ".join([f"“{holding.title}”", *said_by[:2], holding.name, f"paragraph {paragraph}"])


class _Finder:
    """The files of a corpus, by name and by content, prepared for anchoring when first needed."""

    def __init__(self, holdings: Sequence[Holding]) -> None:
        self._files = TargetFiles([holding for holding in holdings if holding.document])
        self._anchors: dict[str, Anchors] = {}

    def place(self, target: Target) -> Placed:
        holding = self._files.file_of(target)
        if holding is None or holding.document is None:
            return Placed(target, None, Anchoring(State.ORPHAN))
        anchors = self._anchors.get(holding.id)
        if anchors is None:
            anchors = self._anchors[holding.id] = Anchors(holding.document, holding.digest)
        return Placed(target, holding, anchors.follow(target.selector, target.later))


def _by_document(placed: Sequence[PlacedNote], holdings: Sequence[Holding]) -> list[Claim]:
    """A claim for every passage noted, in the order of files and of words."""
    spans: dict[str, set[Span]] = {h.id: set() for h in holdings}
    for note in placed:
        for p in note.places:
            if p.holding and p.anchoring.span:
                spans[p.holding.id].add(p.anchoring.span)
    return [Claim((Wording(h, span),)) for h in holdings for span in sorted(spans[h.id])]


def _standing(placed: Sequence[PlacedNote]) -> dict[str, list[tuple[Span, int, PlacedNote]]]:
    """The notes by file, with the spans they stand on and their places in the row."""
    standing: defaultdict[str, list[tuple[Span, int, PlacedNote]]] = defaultdict(list)
    for n, note in enumerate(placed):
        for p in note.places:
            if p.holding and p.anchoring.span:
                standing[p.holding.id].append((p.anchoring.span, n, note))
    return standing


def _on(
    claim: Claim, standing: dict[str, list[tuple[Span, int, PlacedNote]]]
) -> Iterator[PlacedNote]:
    """The notes with a passage that shares words with one of the claim's, each once, in order."""
    found = {
        n: note
        for wording in claim.wordings
        for span, n, note in standing.get(wording.holding.id, ())
        if span.start < wording.span.end and wording.span.start < span.end
    }
    yield from (found[n] for n in sorted(found))
