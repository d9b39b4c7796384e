"""Filter for notes, and notes as list rows: queries that don't read whole notes."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tui.notes.database.schema import NO_PATH
from tui.notes.note import Kind, kind_label
from tui.storage.sqlite_store import column
from tui.text.normalization.search_variants import drop_variants
from tui.text.sanitization import clean_line, first_line

OF_ARTICLE = (
    "SELECT note FROM targets WHERE path = ? UNION SELECT note FROM states WHERE digest = ?"
)
"""The notes on a file, by its key and by its content."""

LINES = (
    "SELECT id, kind, mark, relation, substr(text, 1, 400), changed,"
    " (SELECT group_concat(tag, ',') FROM tags WHERE note = id),"
    " (SELECT COUNT(*) FROM targets WHERE note = id),"
    " path, title, substr(quote, 1, 400)"
    " FROM (SELECT key AS place, value AS row FROM json_each(?))"
    " CROSS JOIN notes ON notes.rowid = row"
    " LEFT JOIN targets ON note = id AND n = 0 ORDER BY place"
)
"""The lines of notes, by their rows, with their first passages."""


SEEN = (
    "SELECT digest, note, n, start, quote, kind, mark, relation, substr(text, 1, 80)"
    " FROM states JOIN targets USING (note, n) JOIN notes ON id = note"
)
"""The passages of all notes, once for each known state of their files."""


class AnchorSnapshot(NamedTuple):
    """A note's passage in a known state of its file, without the whole note."""

    digest: str
    note: str
    n: int
    start: int
    """Its last offset, in code points of the file's own text."""
    quote: str
    kind: str
    mark: int
    said: str


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Filter for notes. An empty field doesn't restrict the result."""

    words: str = ""
    """Words that must all be in the note, its tags or its passages; case and accents don't count.
    """
    tags: tuple[str, ...] = ()
    kind: Kind | None = None
    mark: int = 0
    relation: str = ""
    path: str = ""
    """The key of the file; with the digest, a renamed file is found, too."""
    digest: str = ""
    article: str = ""
    """Part of the title or the path of a file."""
    tag_starts: tuple[str, ...] = ()
    """Beginnings of tags; the note needs a tag for each."""
    ids: tuple[str, ...] | None = None
    """Only these notes, if given."""


@dataclass(frozen=True, slots=True)
class NoteSummary:
    """A note in the form for lists."""

    id: str
    kind: Kind
    mark: int
    """A mark's number, 1 to 5; else 0."""
    relation: str
    text: str
    """Its first line."""
    tags: tuple[str, ...]
    path: str
    """The file of its first passage; empty if it has none."""
    title: str
    quote: str
    """The beginning of its first passage."""
    targets: int
    changed: float

    def label(self, mark_names: Mapping[int, str]) -> str:
        """Return the kind in words: `note`, `mark 3 (to check)`, `link disputes`."""
        return kind_label(self.kind, self.mark, self.relation, mark_names)


def where_clause(note_filter: NoteFilter) -> tuple[str, tuple[object, ...]]:
    """Return the SQL condition for the notes of `note_filter`, and its values."""
    tests, values = ["1"], list[object]()
    for word in drop_variants(note_filter.words).split():
        tests.append("instr(loosened(sought), ?)")
        values.append(word)
    for name in note_filter.tags:
        tests.append("id IN (SELECT note FROM tags WHERE folded = ?)")
        values.append(name.casefold())
    if note_filter.kind:
        tests.append("kind = ?")
        values.append(str(note_filter.kind))
    if note_filter.mark:
        tests.append("mark = ?")
        values.append(note_filter.mark)
    if note_filter.relation:
        tests.append("relation = ?")
        values.append(note_filter.relation)
    for start in note_filter.tag_starts:
        tests.append("id IN (SELECT note FROM tags WHERE folded BETWEEN ? AND ? || char(1114111))")
        values += [start.casefold()] * 2
    if note_filter.article:
        tests.append("id IN (SELECT note FROM targets WHERE instr(loosened(title, path), ?))")
        values.append(drop_variants(note_filter.article))
    if note_filter.ids is not None:
        tests.append("id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(note_filter.ids))
    if note_filter.path or note_filter.digest:
        tests.append(f"id IN ({OF_ARTICLE})")
        path = None if note_filter.path in {"", NO_PATH} else column(note_filter.path)
        values += [path, note_filter.digest or None]
    return " AND ".join(tests), tuple(values)


def make_summary(row: tuple[Any, ...]) -> NoteSummary:
    """Return the summary in the columns of `row`."""
    name, kind, mark, relation, text, changed, tags, count, path, title, quote = row
    return NoteSummary(
        id=name,
        kind=Kind(kind),
        mark=mark,
        relation=relation,
        text=first_line(text, 200),
        tags=tuple(tags.split(",")) if tags else (),
        path=os.fsdecode(path) if isinstance(path, bytes) else path or "",
        title=title or "",
        quote=clean_line(quote or "", 200),
        targets=count,
        changed=changed,
    )


def make_snapshot(row: tuple[Any, ...], tags: Sequence[str]) -> AnchorSnapshot:
    """Return the snapshot in the columns of `row`, of a note with `tags`."""
    digest, note, n, start, quote, kind, mark, relation, text = row
    summary = brief(relation, text, tags)
    return AnchorSnapshot(digest, note, n, start, quote, kind, mark, summary)


def brief(relation: str, text: str, tags: Sequence[str]) -> str:
    """Return a note in one line: its relation, the beginning of its words, its tags."""
    words = f"{relation} {text[:80].partition(chr(10))[0]}".split()
    return " ".join([*words, *(f"#{tag}" for tag in sorted(tags, key=str.casefold))])
