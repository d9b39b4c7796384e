"""Content of an export: claims with every source's wording, and the notes on them.

All formats are made from this one value, so they agree with each other and with the screen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from tui.anchoring.resolver import AnchorResolver
from tui.anchoring.result import AnchorResult, AnchorState
from tui.corpus.corpus_file import CorpusFile
from tui.notes.location.target_resolution import TargetFiles
from tui.notes.note import Note, Target
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
    """A statement of one or more sources."""

    wordings: tuple[Wording, ...]
    title: str = ""
    """The claim in words; empty if its first wording is the title."""


@dataclass(frozen=True, slots=True)
class LocatedTarget:
    """A passage of a note, with its position in the present file."""

    target: Target
    corpus_file: CorpusFile | None
    """The file; None if it is not in the corpus."""
    anchor: AnchorResult

    @property
    def quote(self) -> str:
        """The selected words, on one line."""
        return " ".join(self.target.selector.quote.split())


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with its passages located."""

    note: Note
    places: tuple[LocatedTarget, ...]
    also: tuple[DossierClaim, ...] = ()
    """The claims it is on, in addition to the one under which it is listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with the notes on it."""

    claim: DossierClaim
    notes: tuple[PlacedNote, ...]
    """The notes listed here: those on no earlier claim."""
    above: tuple[PlacedNote, ...] = ()
    """The notes listed under an earlier claim."""


class ExportNames(NamedTuple):
    """The names by which an export cites articles and kinds of marks."""

    sigla: Mapping[str, str] = {}
    """The sigla of articles, by the key of the file."""
    marks: Mapping[int, str] = {}
    """The names of kinds of marks, by number."""


NO_NAMES = ExportNames()


class Reference(NamedTuple):
    """The position of words, in a form for people."""

    siglum: str
    title: str
    facts: tuple[str, ...]
    """The author, the outlet and the day, as far as they are known."""
    name: str
    """The file's name."""
    paragraph: int
    """Counted from 1; 0 if the article can't be read."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Content of an export, in its order."""

    entries: tuple[Entry, ...]
    loose: tuple[PlacedNote, ...]
    """Notes on none of the claims."""
    names: ExportNames
    is_by_article: bool
    """True if the claims are the noted passages, article after article."""

    @property
    def articles(self) -> Iterator[tuple[CorpusFile, tuple[Entry, ...]]]:
        """Each article with its entries, if the dossier is by article."""
        for _, entries in groupby(self.entries, lambda e: e.claim.wordings[0].corpus_file.id):
            article_entries = tuple(entries)
            yield article_entries[0].claim.wordings[0].corpus_file, article_entries

    def reference(self, corpus_file: CorpusFile, span: Span) -> Reference:
        """Return the reference of `span`, with the article's siglum."""
        siglum = self.names.sigla.get(corpus_file.key, "")
        return locate_words(corpus_file, span)._replace(siglum=siglum)

    def sources(self, claim: DossierClaim) -> str:
        """Return the sigla of the articles that make a claim; empty if they have none."""
        keys = (wording.corpus_file.key for wording in claim.wordings)
        letters = {self.names.sigla[key] for key in keys if key in self.names.sigla}
        return ", ".join(sorted(letters, key=lambda siglum: (len(siglum), siglum)))

    @property
    def notes(self) -> tuple[PlacedNote, ...]:
        """Every note once, in the order of the export."""
        listed = [note for entry in self.entries for note in entry.notes]
        return tuple({p.note.id: p for p in (*listed, *self.loose)}.values())


def dossier(
    notes: Iterable[Note],
    corpus_files: Sequence[CorpusFile],
    claims: Sequence[DossierClaim] | None = None,
    names: ExportNames = NO_NAMES,
) -> Dossier:
    """Return the dossier of `notes` by `claims`, each note under the first claim it is on.

    Without claims, the dossier is by article, passage after passage.
    """
    located_notes = locate(notes, corpus_files)
    groups = _by_document(located_notes, corpus_files) if claims is None else claims
    spans_by_file = _note_spans(located_notes)
    notes_by_claim = [tuple(_notes_on(claim, spans_by_file)) for claim in groups]
    claims_of: defaultdict[str, list[DossierClaim]] = defaultdict(list)
    for claim, claim_notes in zip(groups, notes_by_claim, strict=True):
        for located_note in claim_notes:
            claims_of[located_note.note.id].append(claim)

    def is_first(located_note: PlacedNote, claim: DossierClaim) -> bool:
        return claims_of[located_note.note.id][0] is claim

    entries = [
        Entry(
            claim,
            tuple(
                replace(located_note, also=tuple(claims_of[located_note.note.id][1:]))
                for located_note in claim_notes
                if is_first(located_note, claim)
            ),
            tuple(
                located_note for located_note in claim_notes if not is_first(located_note, claim)
            ),
        )
        for claim, claim_notes in zip(groups, notes_by_claim, strict=True)
    ]
    loose = tuple(p for p in located_notes if p.note.id not in claims_of)
    return Dossier(tuple(entries), loose, names, is_by_article=claims is None)


def locate(notes: Iterable[Note], corpus_files: Sequence[CorpusFile]) -> list[PlacedNote]:
    """Return the notes with each passage's present span; each file is prepared once."""
    finder = _Finder(corpus_files)
    return [PlacedNote(note, tuple(map(finder.locate, note.targets))) for note in notes]


def locate_words(corpus_file: CorpusFile, span: Span) -> Reference:
    """Return the reference of `span`, without the article's siglum."""
    document, metadata = corpus_file.document, corpus_file.metadata
    paragraph = 0
    if document:
        passage = document.passage_at(span.start)
        paragraph = document.passages[passage].paragraph + 1 if document.passages else 1
    facts = tuple(filter(None, (metadata.author, metadata.outlet, metadata.date)))
    return Reference("", corpus_file.title, facts, corpus_file.name, paragraph)


def describe(position: Reference) -> str:
    """Return a reference in words: siglum, title, author, outlet and day, file and paragraph."""
    if not position.paragraph:
        return position.name
    letter = f"{position.siglum}, " if position.siglum else ""
    facts = "".join(f", {fact}" for fact in position.facts)
    return f"{letter}“{position.title}”{facts}, {position.name}, paragraph {position.paragraph}"


def reference(corpus_file: CorpusFile, span: Span) -> str:
    """Return the reference of `span` in words, without the article's siglum."""
    return describe(locate_words(corpus_file, span))


def claim_words(claim: DossierClaim, longest: int = 400) -> str:
    """Return a claim in words, on one line of at most `longest` code points."""
    words = claim.title or (claim.wordings[0].quote if claim.wordings else "")
    return clean_line(words, longest)


def first_words(note: Note) -> str:
    """Return the beginning of a note's words, or else of its passage."""
    quote = note.targets[0].selector.quote if note.targets else ""
    return clean_line(note.text or quote or note.kind_label, 60)


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
    located_notes: Sequence[PlacedNote], corpus_files: Sequence[CorpusFile]
) -> list[DossierClaim]:
    """Return a claim for every noted passage, in the order of files and of words."""
    spans: dict[str, set[Span]] = {corpus_file.id: set() for corpus_file in corpus_files}
    for note in located_notes:
        for target in note.places:
            if target.corpus_file and target.anchor.span:
                spans[target.corpus_file.id].add(target.anchor.span)
    return [
        DossierClaim((Wording(corpus_file, span),))
        for corpus_file in corpus_files
        for span in sorted(spans[corpus_file.id])
    ]


def _note_spans(
    located_notes: Sequence[PlacedNote],
) -> dict[str, list[tuple[Span, int, PlacedNote]]]:
    """Return the notes by file, with their spans and their indexes."""
    spans_by_file: defaultdict[str, list[tuple[Span, int, PlacedNote]]] = defaultdict(list)
    for n, note in enumerate(located_notes):
        for target in note.places:
            if target.corpus_file and target.anchor.span:
                spans_by_file[target.corpus_file.id].append((target.anchor.span, n, note))
    return spans_by_file


def _notes_on(
    claim: DossierClaim, spans_by_file: dict[str, list[tuple[Span, int, PlacedNote]]]
) -> Iterator[PlacedNote]:
    """Yield the notes with a passage that overlaps one of the claim's, each once, in order."""
    notes = {
        n: note
        for wording in claim.wordings
        for span, n, note in spans_by_file.get(wording.corpus_file.id, ())
        if span.start < wording.span.end and wording.span.start < span.end
    }
    yield from (notes[n] for n in sorted(notes))
