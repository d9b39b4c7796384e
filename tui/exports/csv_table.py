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
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for placed in dossier.notes:
        note = placed.note
        said = [note.id, note.kind_label, note.text, ", ".join(note.tags)]
        said += [moment(note.created), moment(note.changed)]
        for p in placed.places:
            found: list[str] = ["", ""]
            if p.corpus_file and p.corpus_file.document and p.anchor.span:
                found = [
                    str(n) for n in p.corpus_file.document.offset_map.span_to_source(p.anchor.span)
                ]
            where = str(p.corpus_file.path) if p.corpus_file else p.target.path
            row = [*said, where, p.target.title, p.target.selector.quote]
            key = p.corpus_file.key if p.corpus_file else p.target.path
            names = [dossier.names.sigla.get(key, ""), dossier.names.marks.get(note.mark, "")]
            row += [*found, p.anchor.state, p.anchor.change or "", *names]
            rows.writerow(map(_harmless, row))
        if not placed.places:
            rows.writerow(map(_harmless, [*said, *[""] * (len(COLUMNS) - len(said))]))
    return out.getvalue()


def moment(seconds: float) -> str:
    """Return a time in UTC, in the form of ISO 8601."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def _harmless(cell: str) -> str:
    """Return `cell` in a form that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
