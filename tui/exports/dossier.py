"""Content of an export: claims with every source's wording, and the notes on them.

All formats are made from this one value, so they agree with each other and with the screen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tui.anchoring.resolver import AnchorResolver
from tui.anchoring.result import AnchorResult, AnchorState
from tui.corpus.corpus_file import CorpusFile
from tui.notes.location.target_resolution import TargetFiles
from tui.notes.note import Note, Target
from tui.text.document import Role
from tui.text.sanitization import clean_line
from tui.text.span import Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One source's words for a claim."""

    corpus_file: CorpusFile
    span: Span
    """Code points of the document's text."""

    @property
    def quote(self) -> str:
        """The words, on one line."""
        document = self.corpus_file.document
        return " ".join(self.span.of(document.text).split()) if document else ""


@dataclass(frozen=True, slots=True)
class DossierClaim:
    """A statement of several sources, or of one alone."""

    wordings: tuple[Wording, ...]
    title: str = ""
    """The claim in words; empty if its first wording says it."""


@dataclass(frozen=True, slots=True)
class LocatedTarget:
    """A passage of a note, and where it is in the file as it is now."""

    target: Target
    corpus_file: CorpusFile | None
    """The file; none if it isn't in the corpus."""
    anchor: AnchorResult

    @property
    def quote(self) -> str:
        """The words chosen, on one line."""
        return " ".join(self.target.selector.quote.split())


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with its passages found."""

    note: Note
    places: tuple[LocatedTarget, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with the notes on it."""

    claim: DossierClaim
    notes: tuple[PlacedNote, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Content of an export, in its order."""

    entries: tuple[Entry, ...]
    loose: tuple[PlacedNote, ...]
    """Notes that stand on none of the claims."""

    @property
    def notes(self) -> tuple[PlacedNote, ...]:
        """Every note once, in the order of the export."""
        message = [note for entry in self.entries for note in entry.notes]
        return tuple({p.note.id: p for p in (*message, *self.loose)}.values())


def dossier(
    notes: Iterable[Note],
    corpus_files: Sequence[CorpusFile],
    claims: Sequence[DossierClaim] | None = None,
) -> Dossier:
    """Return the dossier of `notes` by `claims`.

    If none are given, by document, passage after passage.
    """
    placed = locate(notes, corpus_files)
    groups = _by_document(placed, corpus_files) if claims is None else claims
    located_note = _note_spans(placed)
    entries = [Entry(claim, tuple(_notes_on(claim, located_note))) for claim in groups]
    message = {p.note.id for entry in entries for p in entry.notes}
    return Dossier(tuple(entries), tuple(p for p in placed if p.note.id not in message))


def locate(notes: Iterable[Note], corpus_files: Sequence[CorpusFile]) -> list[PlacedNote]:
    """Return the notes with each passage's span now; each file is prepared once."""
    finder = _Finder(corpus_files)
    return [PlacedNote(note, tuple(map(finder.locate, note.targets))) for note in notes]


def reference(corpus_file: CorpusFile, span: Span) -> str:
    """Return the reference of `span`: title, date line or byline if present, file and paragraph."""
    document = corpus_file.document
    if document is None:
        return corpus_file.name
    at = document.passage_at(span.start)
    paragraph = document.passages[at].paragraph + 1 if document.passages else 1
    said_by = [
        clean_line(p.span.of(document.text), 120).rstrip(" -–—")
        for p in document.passages
        if p.role in {Role.BYLINE, Role.DATELINE}
    ]
    return ", ".join(
        [f"“{corpus_file.title}”", *said_by[:2], corpus_file.name, f"paragraph {paragraph}"]
    )


class _Finder:
    """The files of a corpus, by name and by content, prepared for anchoring when first needed."""

    def __init__(self, corpus_files: Sequence[CorpusFile]) -> None:
        self._files = TargetFiles(
            [corpus_file for corpus_file in corpus_files if corpus_file.document]
        )
        self._anchors: dict[str, AnchorResolver] = {}

    def locate(self, target: Target) -> LocatedTarget:
        corpus_file = self._files.file_of(target)
        if corpus_file is None or corpus_file.document is None:
            return LocatedTarget(target, None, AnchorResult(AnchorState.ORPHAN))
        anchors = self._anchors.get(corpus_file.id)
        if anchors is None:
            anchors = self._anchors[corpus_file.id] = AnchorResolver(
                corpus_file.document, corpus_file.digest
            )
        return LocatedTarget(
            target, corpus_file, anchors.resolve_latest(target.selector, target.later)
        )


def _by_document(
    placed: Sequence[PlacedNote], corpus_files: Sequence[CorpusFile]
) -> list[DossierClaim]:
    """Return a claim for every passage noted, in the order of files and of words."""
    spans: dict[str, set[Span]] = {h.id: set() for h in corpus_files}
    for note in placed:
        for p in note.places:
            if p.corpus_file and p.anchor.span:
                spans[p.corpus_file.id].add(p.anchor.span)
    return [DossierClaim((Wording(h, span),)) for h in corpus_files for span in sorted(spans[h.id])]


def _note_spans(placed: Sequence[PlacedNote]) -> dict[str, list[tuple[Span, int, PlacedNote]]]:
    """Return the notes by file, with the spans they stand on and their places in the row."""
    located_note: defaultdict[str, list[tuple[Span, int, PlacedNote]]] = defaultdict(list)
    for n, note in enumerate(placed):
        for p in note.places:
            if p.corpus_file and p.anchor.span:
                located_note[p.corpus_file.id].append((p.anchor.span, n, note))
    return located_note


def _notes_on(
    claim: DossierClaim, located_note: dict[str, list[tuple[Span, int, PlacedNote]]]
) -> Iterator[PlacedNote]:
    """Yield the notes with a passage that overlaps one of the claim's, each once, in order."""
    found = {
        n: note
        for wording in claim.wordings
        for span, n, note in located_note.get(wording.corpus_file.id, ())
        if span.start < wording.span.end and wording.span.start < span.end
    }
    yield from (found[n] for n in sorted(found))
