"""The actions on the store while a note is written, here or in another editor.

An action that fails raises `NoteError` or `StoreError`, and changes no words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tui.notes.drafts import Draft
from tui.notes.files.external_edits import ExternalEdit, ExternalEdits
from tui.notes.note import NoteError, Target, with_tags_in
from tui.notes.note_store import NoteStore
from tui.screens.note_service.note_targets import NoteTargets
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.storage.sqlite_store import StoreError
from tui.text.sanitization import clean, clean_line
from tui.workspace.workspace import Workspace

_CHANGED = "Another program has changed this draft: its text is a second draft (o)"


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The subject of the editor."""

    subject: str
    """The subject in words."""
    key: str
    """The key of its draft."""
    chosen: SelectedPassage | None = None
    targets: tuple[Target, ...] = ()
    """The passages of an earlier note, if `chosen` is None."""
    note: str = ""
    """The id of the edited note; empty for a new one."""

    @property
    def title(self) -> str:
        """The heading of the editor."""
        return f"Edit {self.subject}" if self.note else f"New note on {self.subject}"


class OpenedDraft(NamedTuple):
    """The first content of the editor."""

    text: str
    tags: Sequence[str]
    all_tags: list[str]
    """All tags in use."""
    leftover_folder: Path | None
    """The folder in which another editor left unsaved words."""
    message: Sequence[str]
    """Messages about words that arrived from other editors just now."""


class EditorResult(NamedTuple):
    """The result of another editor."""

    words: str | None
    """The new words; None if they have not changed."""
    trouble: str = ""
    """The reason why the store could not save them; empty if it could."""
    is_apart: bool = False
    """True if they are a separate draft, because this one was changed meanwhile."""


class NoteDrafting:
    """The drafts of one reader, and the notes made from them."""

    def __init__(self, workspace: Workspace, note_targets: NoteTargets) -> None:
        self._workspace = workspace
        self._note_targets = note_targets
        self._unsaved_edits: dict[str, tuple[ExternalEdit, str]] = {}
        """Words from another editor that are on the screen and not yet saved, by draft key."""
        self._saved_texts: dict[str, str] = {}
        """The words of drafts as they were last read or saved here, by key."""
        self._written: OpenDraft | None = None
        """The subject whose note was written last."""

    @property
    def notes(self) -> NoteStore:
        """The store."""
        return self._workspace.notes()

    def subject(self, name: str) -> OpenDraft:
        """Return the subject of the note, or of the draft, called `name`."""
        draft = self.notes.drafts.of(name)
        if draft and not draft.note:
            words = draft.targets[0].selector.quote if draft.targets else ""
            return OpenDraft(f"“{clean_line(words, 48)}”", name, targets=draft.targets)
        note = self.notes.note(name)
        words = note.targets[0].selector.quote if note.targets else note.kind_label
        return OpenDraft(f"{note.kind_label} on “{clean_line(words, 48)}”", note.id, note=note.id)

    def content(self, open_draft: OpenDraft) -> OpenedDraft:
        """Return the words and tags of a draft, or of the note."""
        message = self.external_edits.import_pending()
        tags = [tag for tag, _ in self.notes.tags()]
        leftover_folder = self.external_edits.leftover_folder(open_draft.key)
        draft = self.notes.drafts.of(open_draft.key)
        self._saved_texts[open_draft.key] = draft.text if draft else ""
        if draft:
            return OpenedDraft(draft.text, draft.tags, tags, leftover_folder, message)
        if open_draft.note:
            note = self.notes.note(open_draft.note)
            return OpenedDraft(note.text, note.tags, tags, leftover_folder, message)
        return OpenedDraft("", (), tags, leftover_folder, message)

    def write(self, open_draft: OpenDraft, text: str, tags: Sequence[str]) -> str:
        """Save the note, and delete its draft; each `#tag` in its words is a tag."""
        tags = with_tags_in(text, tags)
        if open_draft.note:
            self.notes.edit(open_draft.note, text=text, tags=tags, draft=open_draft.key)
        else:
            self.notes.add(self._targets(open_draft), text, tags=tags, draft=open_draft.key)
        self._written = open_draft
        self._discard(open_draft)
        if open_draft.note:
            return "Changed the note"
        return f"Noted {open_draft.subject}"

    def keep_draft(self, open_draft: OpenDraft, text: str, tags: Sequence[str]) -> str:
        """Save the typed text as a draft; delete the draft if the text is empty.

        A note that is written has no draft any more: a late call does nothing.

        Returns:
            A message if another program has changed the draft meanwhile; else an empty text.
        """
        if open_draft is self._written:
            return ""
        drafts, key = self.notes.drafts, open_draft.key
        before, base = drafts.of(key), self._saved_texts.get(key, "")
        if not text.strip() and not tags:
            if before and before.text == base:
                drafts.drop(key)
            return ""
        targets = before.targets if before else () if open_draft.note else self._targets(open_draft)
        draft = Draft(key, clean(text)[0], tuple(tags), targets, open_draft.note)
        apart = drafts.save(draft, base=base)
        self._saved_texts[key] = draft.text
        self._discard(open_draft)
        return _CHANGED if apart else ""

    # Other editors

    @property
    def external_edits(self) -> ExternalEdits:
        """The words that are open in other editors."""
        return ExternalEdits(self._workspace.external_edits, self.notes.drafts)

    def open_for_edit(self, open_draft: OpenDraft, text: str, tags: Sequence[str]) -> ExternalEdit:
        """Save the typed text as a draft, and write it to a file for another editor."""
        unsaved_edit = self._unsaved_edits.get(open_draft.key)
        # Such a file exists already: the edit continues in it.
        if unsaved_edit and unsaved_edit[1] == text:
            text = unsaved_edit[0].draft.text
        else:
            self.keep_draft(open_draft, text, tags)
        note = self.notes.note(open_draft.note) if open_draft.note else None
        targets = note.targets if note else self._targets(open_draft)
        return self.external_edits.open_for_edit(
            Draft(open_draft.key, text, tuple(tags), targets, open_draft.note)
        )

    def import_edit(self, open_draft: OpenDraft, edit: ExternalEdit, code: int) -> EditorResult:
        """Save as a draft the words from another editor, which ended with `code`."""
        words = self.external_edits.read(edit)
        if words == edit.draft.text or (code and not words):
            return EditorResult(None)
        try:
            draft = self.external_edits.import_edit(edit, words, undoable=bool(code) or not words)
        except (NoteError, StoreError) as error:
            self._unsaved_edits[open_draft.key] = edit, words
            return EditorResult(words, str(error))
        self.external_edits.discard(edit, words)
        is_apart = draft.key != open_draft.key
        if not is_apart:
            self._saved_texts[open_draft.key] = draft.text
        return EditorResult(words, is_apart=is_apart)

    def _discard(self, open_draft: OpenDraft) -> None:
        if unsaved_edit := self._unsaved_edits.pop(open_draft.key, None):
            self.external_edits.discard(*unsaved_edit)

    def _targets(self, open_draft: OpenDraft) -> tuple[Target, ...]:
        return (
            (self._note_targets.create(open_draft.chosen),)
            if open_draft.chosen
            else open_draft.targets
        )
