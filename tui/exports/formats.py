"""The formats of exports, and the one way to write them to a file."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.exports.dossier import NO_NAMES, DossierClaim, ExportNames, dossier
from tui.lazy_imports import lazy_imports
from tui.notes.exported_files import WrittenFile
from tui.notes.note import Note, NoteError
from tui.notes.note_store import NoteStore
from tui.storage.sqlite_store import StoreError
from tui.text.sanitization import clean_line

with lazy_imports():
    from tui.exports import codebook, csv_table, jsonld, markdown, org


class ExportFormat(StrEnum):
    """A format of exported notes."""

    MARKDOWN = "markdown"
    CSV = "csv"
    JSONLD = "jsonld"
    ORG = "org"
    REFI = "refi"


WITHOUT_ARTICLES = (ExportFormat.JSONLD, ExportFormat.REFI)
"""Formats for which the articles need not be read."""
SUFFIXES = {
    ".md": ExportFormat.MARKDOWN,
    ".markdown": ExportFormat.MARKDOWN,
    ".csv": ExportFormat.CSV,
    ".json": ExportFormat.JSONLD,
    ".jsonld": ExportFormat.JSONLD,
    ".org": ExportFormat.ORG,
    ".qdc": ExportFormat.REFI,
}


def render(
    form: ExportFormat,
    notes: Sequence[Note],
    corpus_files: Sequence[CorpusFile],
    claims: Sequence[DossierClaim] | None = None,
    names: ExportNames = NO_NAMES,
) -> str:
    """Return the text of `notes` in `form`, with the `names` of articles and kinds of marks.

    The notes are grouped by `claims`, or by article without claims.
    """
    match form:
        case ExportFormat.JSONLD:
            return jsonld.jsonld(notes, names)
        case ExportFormat.CSV:
            return csv_table.table(dossier(notes, corpus_files, claims, names))
        case ExportFormat.ORG:
            return org.org(dossier(notes, corpus_files, claims, names))
        case ExportFormat.REFI:
            return codebook.codebook(notes, names.marks)
        case ExportFormat.MARKDOWN:
            return markdown.markdown(dossier(notes, corpus_files, claims, names))


def write(store: NoteStore, path: Path, text: str) -> WrittenFile:
    """Write an export to `path`; beside it, if the file there was changed or is not ours.

    Raises:
        StoreError: If it can't be written; with advice.
    """
    try:
        return store.written.export(path, text)
    except OSError as error:
        raise _unwritten(path, error) from error


def write_at(store: NoteStore, path: Path, text: str) -> None:
    """Write an export to `path`, replacing any file, as the reader chose.

    Raises:
        StoreError: If it can't be written; with advice.
    """
    try:
        store.written.write(path, text)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{clean_line(str(path), 400)}: {error.strerror or error}",
        advice="nothing was written, choose another place",
    )


def import_notes(store: NoteStore, path: Path) -> tuple[int, int]:
    """Import an export of ours in JSON-LD; return the number of new notes, and of all notes in it.

    After an error no note was imported.

    Raises:
        NoteError: If the file is no such export.
        StoreError: If the notes can't be saved.
    """
    file_name = clean_line(str(path), 400)
    try:
        content = path.read_bytes() if path.stat().st_size <= jsonld.LARGEST else None
    except OSError as error:
        raise NoteError(
            f"{file_name}: {error.strerror or error}", advice="nothing was imported"
        ) from error
    if content is None:
        raise NoteError(
            f"{file_name} has more than {jsonld.LARGEST >> 20} MB", advice="import it in parts"
        )
    try:
        notes = jsonld.notes_of(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NoteError(f"{file_name} is not UTF-8", advice="is it an export of notes?") from error
    except NoteError as error:
        raise NoteError(f"{file_name}: {error}", advice="nothing was imported") from error
    return store.take_in(notes), len(notes)
