"""What is done to the store while a note is written, here or in another editor.

What can't be done raises `NoteError` or `StoreError`, and leaves the words where they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tui.anchoring.resolver import Anchors
from tui.corpus.corpus_file import Holding
from tui.notes.drafts import Draft
from tui.notes.files.external_edits import Manuscript, Manuscripts
from tui.notes.note import NoteError, Target
from tui.notes.note_store import Notes
from tui.screens.note_service.selected_passage import Chosen
from tui.storage.sqlite_store import StoreError
from tui.text.sanitization import clean_line
from tui.workspace.workspace import Library

_PREPARED = 4
"""Articles kept prepared for anchoring."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What the editor is open on."""

    about: str
    """In plain words."""
    place: str
    """Where its draft is kept."""
    chosen: Chosen | None = None
    targets: tuple[Target, ...] = ()
    """The passages of a note that was begun before, if `chosen` doesn't say."""
    note: str = ""
    """The id of the note edited; empty for a new one."""


class Opened(NamedTuple):
    """What the editor goes on with."""

    text: str
    tags: Sequence[str]
    known: list[str]
    """All tags in use."""
    left: Path | None
    """Where another editor left something that it had not saved."""
    told: Sequence[str]
    """What there is to say of words that came from other editors just now."""


class Returned(NamedTuple):
    """What came back from another editor."""

    words: str | None
    """Nothing if they are as they were lent."""
    trouble: str = ""
    """Why the store has not got them."""
    is_apart: bool = False
    """Whether they are a draft of their own, since this one was changed meanwhile."""


class NoteWriting:
    """One reader's store, for what is being written on passages."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._prepared: dict[tuple[str, str], Anchors] = {}
        self.is_open = False
        """Whether the store was ever reached."""
        self._shown: dict[str, tuple[Manuscript, str]] = {}
        """Words from another editor that are shown and not yet kept, by the draft's place."""

    @property
    def notes(self) -> Notes:
        """The store."""
        notes = self._library.notes()
        self.is_open = True
        return notes

    def begun(self, name: str) -> Writing:
        """What is to be written on: the note called `name`, or the draft at that place."""
        draft = self.notes.drafts.of(name)
        if draft and not draft.note:
            words = draft.targets[0].selector.quote if draft.targets else ""
            return Writing(f"“{clean_line(words, 48)}”", name, targets=draft.targets)
        note = self.notes.note(name)
        words = note.targets[0].selector.quote if note.targets else note.told
        return Writing(f"{note.told} on “{clean_line(words, 48)}”", note.id, note=note.id)

    def opened(self, writing: Writing) -> Opened:
        """What to go on with: a draft's words and tags, or the note's."""
        told = self.manuscripts.take_all()
        known = [tag for tag, _ in self.notes.tags()]
        left = self.manuscripts.left_at(writing.place)
        if draft := self.notes.drafts.of(writing.place):
            return Opened(draft.text, draft.tags, known, left, told)
        if writing.note:
            note = self.notes.note(writing.note)
            return Opened(note.text, note.tags, known, left, told)
        return Opened("", (), known, left, told)

    def write(self, writing: Writing, text: str, tags: Sequence[str]) -> str:
        """Keep what was written, its draft done with."""
        if writing.note:
            self.notes.edit(writing.note, text=text, tags=tags, draft=writing.place)
            self._let_go(writing)
            return "Changed the note"
        targets = self._targets(writing)
        self.notes.add(targets, text, tags=tags, draft=writing.place)
        self._let_go(writing)
        return f"Noted {writing.about}"

    def keep_draft(self, writing: Writing, text: str, tags: Sequence[str]) -> None:
        """Keep what was typed so far; nothing typed needs no draft."""
        drafts = self.notes.drafts
        if not text.strip() and not tags:
            if drafts.of(writing.place):
                drafts.drop(writing.place)
            return
        before = drafts.of(writing.place)
        targets = before.targets if before else () if writing.note else self._targets(writing)
        drafts.keep(Draft(writing.place, text, tuple(tags), targets, writing.note))
        self._let_go(writing)

    # Writing elsewhere

    @property
    def manuscripts(self) -> Manuscripts:
        """The words that were lent to other editors."""
        return Manuscripts(self._library.manuscripts, self.notes.drafts)

    def lend(self, writing: Writing, text: str, tags: Sequence[str]) -> Manuscript:
        """Keep what was typed as a draft, and put it in a file for another editor."""
        shown = self._shown.get(writing.place)
        if shown and shown[1] == text:  # it is in such a file still: it is gone on with there
            text = shown[0].draft.text
        else:
            self.keep_draft(writing, text, tags)
        note = self.notes.note(writing.note) if writing.note else None
        targets = note.targets if note else self._targets(writing)
        return self.manuscripts.lend(Draft(writing.place, text, tuple(tags), targets, writing.note))

    def take(self, writing: Writing, lent: Manuscript, code: int) -> Returned:
        """Keep as a draft what another editor, which ended with `code`, has saved."""
        words = self.manuscripts.read(lent)
        if words == lent.draft.text or (code and not words):
            return Returned(None)
        try:
            taken = self.manuscripts.take(lent, words, undoable=bool(code) or not words)
        except (NoteError, StoreError) as error:
            self._shown[writing.place] = lent, words
            return Returned(words, str(error))
        self.manuscripts.let_go(lent, words)
        return Returned(words, is_apart=taken.place != writing.place)

    def _let_go(self, writing: Writing) -> None:
        if shown := self._shown.pop(writing.place, None):
            self.manuscripts.let_go(*shown)

    def _targets(self, writing: Writing) -> tuple[Target, ...]:
        return (self._target(writing.chosen),) if writing.chosen else writing.targets

    def _target(self, chosen: Chosen) -> Target:
        holding = chosen.holding
        try:
            selector = self._anchors(holding).describe(chosen.span)
        except ValueError as error:
            raise NoteError(str(error)) from error
        return Target(holding.key, holding.title, selector)

    def _anchors(self, holding: Holding) -> Anchors:
        if holding.document is None:
            raise NoteError(f"{holding.name} can't be read: {holding.problem}")
        key = holding.id, holding.digest
        if key not in self._prepared:
            while len(self._prepared) >= _PREPARED:
                self._prepared.pop(next(iter(self._prepared)))
            self._prepared[key] = Anchors(holding.document, holding.digest)
        return self._prepared[key]
