"""The notes on passages, and on the passages of other articles that match them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tui.corpus.corpus_file import CorpusFile
from tui.index.match_index import MatchIndex
from tui.matching.matches import PassageRef
from tui.notes.location.located_notes import LocatedNote, LocatedNotes
from tui.text.document import Document
from tui.text.span import Span
from tui.widgets.article.note_marks import ELSEWHERE, LINK, NOTE, NoteMark, NoteMarks, note_marks


def glyph(located_note: LocatedNote) -> str:
    """Return the sign of a note: the number of a mark, or the sign of its kind."""
    return (
        str(located_note.mark)
        if located_note.mark
        else LINK
        if located_note.kind == "link"
        else NOTE
    )


def glyphs(located_notes: Iterable[LocatedNote]) -> str:
    """Return the signs of several notes, each once."""
    return " ".join(dict.fromkeys(map(glyph, located_notes)))


def marks(
    document_id: str,
    document: Document,
    corpus_files: Mapping[str, CorpusFile],
    match_index: MatchIndex,
    located_notes: LocatedNotes,
) -> NoteMarks:
    """Return the marks of the notes on a document, and of those on matching passages elsewhere."""
    own = [NoteMark(s.span, glyph(s)) for s in located_notes.of(document_id)]
    borrowed = [
        NoteMark(passage.span, ELSEWHERE)
        for n, passage in enumerate(document.passages)
        if any(
            True
            for _ in notes_in_other_documents(
                PassageRef(document_id, n), corpus_files, match_index, located_notes
            )
        )
    ]
    return note_marks(document, chain(own, borrowed))


def notes_in_other_documents(
    reference: PassageRef,
    corpus_files: Mapping[str, CorpusFile],
    match_index: MatchIndex,
    located_notes: LocatedNotes,
) -> Iterator[LocatedNote]:
    """Yield the notes on the passages of other articles that match the one at `reference`."""
    for other in match_index.in_other_documents(reference):
        if located_notes.of(other.document):
            yield from located_notes.on(other.document, _span(corpus_files, other))


def on_passage(
    reference: PassageRef,
    corpus_files: Mapping[str, CorpusFile],
    match_index: MatchIndex,
    located_notes: LocatedNotes,
) -> list[LocatedNote]:
    """Return the notes on the passage at `reference`, then those on matching passages elsewhere."""
    own_notes = located_notes.on(reference.document, _span(corpus_files, reference))
    all_notes = chain(
        own_notes, notes_in_other_documents(reference, corpus_files, match_index, located_notes)
    )
    return list(
        {located_note.note: located_note for located_note in reversed(list(all_notes))}.values()
    )[::-1]


def _span(corpus_files: Mapping[str, CorpusFile], reference: PassageRef) -> Span:
    document = corpus_files[reference.document].document
    passages = document.passages if document else ()
    return passages[reference.passage].span if reference.passage < len(passages) else Span(0, 0)
