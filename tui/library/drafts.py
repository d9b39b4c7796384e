"""Drafts: what was typed and not yet kept as a note; it comes back where it was left.

Keeping a draft is no change of the reader's and isn't undone; dropping one is.
"""

import json
import time
from dataclasses import dataclass

from tui.library.journal import Change, Journal
from tui.library.note import TEXT_LONGEST, NoteError, Target
from tui.library.records import Record, mapping, sequence, target_of, target_record, text, texts
from tui.library.store import Store
from tui.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor held when it was left."""

    place: str
    """What it is found by: the id of the note edited, or any words for where a new one begins."""
    text: str
    tags: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    note: str = ""
    """The id of the note edited; empty for a new one."""
    changed: float = 0.0
    """Seconds since 1970."""


class Drafts:
    """The drafts of one reader."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def keep(self, draft: Draft) -> None:
        """Remember `draft` in the place of the one before; durable when this returns."""
        if len(draft.text) > TEXT_LONGEST:
            raise NoteError(f"the draft is longer than {TEXT_LONGEST:,} characters; shorten it")
        record: Record = {
            "text": draft.text,
            "tags": list(draft.tags),
            "targets": [target_record(t) for t in draft.targets],
            "note": draft.note,
            "changed": time.time(),
        }
        self._store.write(
            "INSERT OR REPLACE INTO drafts VALUES (?, ?)", (draft.place, json.dumps(record))
        )

    def of(self, place: str) -> Draft | None:
        """The draft left at `place`, if one was."""
        rows = self._store.rows("SELECT place, record FROM drafts WHERE place = ?", (place,))
        return _draft(*rows[0]) if rows else None

    def all(self) -> list[Draft]:
        """Every draft, the last left first."""
        drafts = [_draft(*row) for row in self._store.rows("SELECT place, record FROM drafts")]
        return sorted(drafts, key=lambda draft: -draft.changed)

    def drop(self, place: str) -> None:
        """Throw the draft at `place` away; undoing brings it back."""
        draft = self.of(place)
        if draft:
            label = f"drop the draft “{clean_line(draft.text, 40)}”"
            self._journal.act(label, lambda _: [Change("draft", place, None)])


def _draft(place: str, record: str) -> Draft:
    held = mapping(json.loads(record), "a draft")
    return Draft(
        place=place,
        text=text(held, "text", TEXT_LONGEST),
        tags=texts(held, "tags"),
        targets=tuple(target_of(t) for t in sequence(held, "targets")),
        note=text(held, "note", 64),
        changed=float(held.get("changed", 0)),
    )
