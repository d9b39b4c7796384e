"""Notes as a table: one row for every passage of every note, in CSV as spreadsheets read it."""

import csv
import io
from datetime import UTC, datetime

from tui.exports.dossier import Dossier

COLUMNS = (
    "id",
    "kind",
    "text",
    "tags",
    "created",
    "changed",
    "path",
    "title",
    "quote",
    "start",
    "end",
    "state",
    "change",
    "siglum",
    "mark_name",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(dossier: Dossier) -> str:
    """Return the text of the notes of `dossier` in CSV.

    Offsets are code points of the file's own text.
    """
    output = io.StringIO()
    rows = csv.writer(output, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for located_note in dossier.notes:
        note = located_note.note
        note_cells = [note.id, note.kind_label, note.text, ", ".join(note.tags)]
        note_cells += [moment(note.created), moment(note.changed)]
        for located in located_note.places:
            offsets: list[str] = ["", ""]
            if located.corpus_file and located.corpus_file.document and located.anchor.span:
                offsets = [
                    str(n)
                    for n in located.corpus_file.document.offset_map.span_to_source(
                        located.anchor.span
                    )
                ]
            path = str(located.corpus_file.path) if located.corpus_file else located.target.path
            row = [*note_cells, path, located.target.title, located.target.selector.quote]
            key = located.corpus_file.key if located.corpus_file else located.target.path
            names = [dossier.names.sigla.get(key, ""), dossier.names.marks.get(note.mark, "")]
            row += [*offsets, located.anchor.state, located.anchor.change or "", *names]
            rows.writerow(map(_harmless, row))
        if not located_note.places:
            rows.writerow(map(_harmless, [*note_cells, *[""] * (len(COLUMNS) - len(note_cells))]))
    return output.getvalue()


def moment(seconds: float) -> str:
    """Return a time in UTC, in the form of ISO 8601."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def _harmless(cell: str) -> str:
    """Return `cell` in a form that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
