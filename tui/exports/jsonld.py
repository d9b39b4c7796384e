"""Notes as W3C Web Annotations, in JSON-LD, in both directions without loss.

Values for which the standard has no word have names of our own, which other programs may ignore.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tui.corpus.article_names import split_key, with_entry
from tui.exports.csv_table import moment
from tui.exports.dossier import ExportNames
from tui.notes.database.serialization import Record, mapping, note_of, note_record
from tui.notes.note import Kind, Note, NoteError, Target
from tui.notes.note_store import is_there

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"variorum": "urn:variorum:", "variorum:note": {"@type": "@json"}},
]
LARGEST = 256 << 20
"""Largest size in bytes of an imported file."""
_MOTIVATIONS = {
    Kind.NOTE: "commenting",
    Kind.MARK: "highlighting",
    Kind.LINK: "linking",
}


def jsonld(notes: Iterable[Note], names: ExportNames) -> str:
    """Return the text of `notes` as an annotation page in JSON-LD; ASCII only.

    The article's siglum is the `variorum:siglum` of a target.
    """
    page = {
        "@context": CONTEXT,
        "id": "urn:variorum:notes",
        "type": "AnnotationPage",
        "items": [_annotation(note, names) for note in notes],
    }
    return json.dumps(page, indent=1) + "\n"


def notes_of(content: str) -> list[Note]:
    """Return the notes in the text of an export of ours.

    Raises:
        NoteError: If it is no such export; the message names the fault.
    """
    try:
        page = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoteError(f"this is not JSON ({error})", advice="export it again") from error
    items = mapping(page, "the file").get("items")
    if not isinstance(items, list):
        raise NoteError("the file has no list of “items”", advice="is it an annotation page?")
    return [_note(n, item) for n, item in enumerate(items, 1)]


def _note(number: int, item: object) -> Note:
    """Return the note in annotation `number`, counted from 1."""
    try:
        return note_of(mapping(item, "an annotation").get("variorum:note"))
    except NoteError as error:
        raise NoteError(f"annotation {number} is not by variorum: {error}") from error


def _annotation(note: Note, names: ExportNames) -> Record:
    bodies: list[Record] = []
    if note.text:
        bodies.append(_body("commenting", note.text))
    bodies += [_body("tagging", tag) for tag in note.tags]
    if note.relation:
        bodies.append(_body("classifying", note.relation))
    if note.mark:
        bodies.append(_body("classifying", note.label(names.marks)))
    annotation: Record = {
        "id": f"urn:variorum:note:{note.id}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS[note.kind],
        "created": moment(note.created),
        "modified": moment(note.changed),
        "target": [_target(target, names) for target in note.targets],
        "variorum:note": note_record(note),
    }
    return {**annotation, "body": bodies} if bodies else annotation


def _body(purpose: str, value: str) -> Record:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _target(target: Target, names: ExportNames) -> Record:
    selector, siglum = target.selector, names.sigla.get(target.path)
    return {
        "type": "SpecificResource",
        "source": _address(target.path),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": selector.quote,
                "prefix": selector.prefix,
                "suffix": selector.suffix,
            },
            {
                "type": "TextPositionSelector",
                "start": selector.position.start,
                "end": selector.position.end,
            },
        ],
        **({"variorum:siglum": siglum} if siglum else {}),
    }


def _address(path: str) -> str:
    """Return `path` as a URI; for standard input only its name."""
    if not os.path.isabs(path):  # noqa: PTH117
        return "urn:variorum:standard-input"
    file, entry = split_key(path)
    if not entry or is_there(path):
        return Path(path).as_uri()
    return with_entry(Path(file).as_uri(), entry)
