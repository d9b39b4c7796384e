"""The note editor panel: the editor below the panes, its drafts, and the external editor.

The typed text stays in the editor until the store has saved it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container

from tui.commands import hints
from tui.lazy_imports import lazy_imports
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.messages import NoteEditorClosed, StatusChanged
from tui.screens.note_service.note_service import NoteActionError, NoteService
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.text.sanitization import clean_line
from tui.widgets.core.key_prompt import KeyPrompt
from tui.widgets.notes.note_editor import NoteEditor, NoteInput

with lazy_imports():
    from tui.screens.note_service import note_drafting
    from tui.screens.notes import external_editor, passage_copy

if TYPE_CHECKING:
    from tui.notes.files.external_edits import ExternalEdit
    from tui.screens.note_service.note_drafting import OpenDraft

_LEAVING = {"y": "leaves without it", "c": "copies it"}
_LEFTOVER = "writing.elsewhere opens the words that an editor left unsaved"


class NoteEditorPanel(Container):
    """A panel in which one note at a time is written."""

    def __init__(
        self, service: NoteService, changed_keys: Mapping[str, str], *, secure: bool
    ) -> None:
        """Create a panel; if `secure`, no other editor is ever started."""
        super().__init__(id="writing")
        self._service = service
        self._secure = secure
        self._elsewhere = hints(changed_keys, _LEFTOVER)
        self._editor = NoteEditor(id="editor")
        self._writing: OpenDraft | None = None
        self._line = KeyPrompt(id="leaving")
        self._leave_action: Callable[[], None] = self._give_up
        """The action that waits for the reader's answer."""

    def compose(self) -> ComposeResult:
        """Yield the editor, hidden at first, and the prompt that asks before it closes."""
        yield self._editor
        yield self._line

    @property
    def is_writing(self) -> bool:
        """True while a note is being written."""
        return self._writing is not None

    def on_unmount(self) -> None:
        """Save the typed text as a draft, or else in a file, however the program ends."""
        if open_draft := self._writing:
            typed = self._editor.typed
            try:
                self._service.change_sync(
                    lambda actions: actions.drafting.keep_draft(open_draft, typed.text, typed.tags)
                )
            except NoteActionError:
                self._service.put_aside(typed.text)

    def write_on(self, passage: SelectedPassage, *, outside: bool = False) -> None:
        """Write a note on `passage`; continue the draft if there is one."""
        self._begin(
            note_drafting.OpenDraft(passage.excerpt, passage.draft_key, passage), outside=outside
        )

    @work(group=WorkerGroup.NOTE_EDITOR)
    async def edit(self, name: str, *, outside: bool = False) -> None:
        """Edit the note called `name`, or continue the draft with this key."""
        try:
            open_draft = await self._service.run(lambda actions: actions.drafting.subject(name))
        except NoteActionError as refused:
            self.post_message(StatusChanged(str(refused)))
        else:
            self._begin(open_draft, outside=outside)

    @work(group=WorkerGroup.NOTE_EDITOR)
    async def _begin(self, open_draft: "OpenDraft", *, outside: bool = False) -> None:
        if self._writing and not await self._keep_draft(self._writing):
            return
        try:
            text, tags, known_tags, leftover, message = await self._service.run(
                lambda actions: actions.drafting.content(open_draft)
            )
        except NoteActionError as refused:
            text, tags, known_tags, leftover, message = "", (), [], None, [str(refused)]
        self._writing = open_draft
        await self._editor.begin(open_draft.title, NoteInput(text, tuple(tags)), known_tags)
        if leftover:
            message = [*message, f"{self._elsewhere}: {clean_line(str(leftover), 200)}"]
        if message:
            self.post_message(StatusChanged(" · ".join(message)))
        if outside and self._write_outside():
            self.post_message(NoteEditor.SaveRequested(self._editor.typed))

    @on(NoteEditor.SaveRequested)
    @work(group=WorkerGroup.NOTE_EDITOR, exclusive=True)
    async def _keep(self, event: NoteEditor.SaveRequested) -> None:
        open_draft, typed = self._writing, event.typed
        if open_draft is None:
            return
        if not typed and not open_draft.note:
            self._close("Nothing was written")
            return
        try:
            message = await self._service.change(
                lambda actions: actions.drafting.write(open_draft, typed.text, typed.tags)
            )
        except NoteActionError as refused:
            self._editor.show_message(f"Not saved: {refused}")
        else:
            self._close(message)

    @on(NoteEditor.Paused)
    @work(group=WorkerGroup.NOTE_DRAFT, exclusive=True)
    async def _pause(self) -> None:
        if self._writing:
            await self._keep_draft(self._writing)

    @on(NoteEditor.LeaveRequested)
    @work(group=WorkerGroup.NOTE_EDITOR, exclusive=True)
    async def _leave(self) -> None:
        if self._writing and await self._keep_draft(self._writing):
            stays = "Your text is saved as a draft: a on the passage, or o, continues it"
            self._close(stays if self._editor.typed else "")
        elif self._writing:
            self._ask_to_leave(self._give_up)

    @work(group=WorkerGroup.NOTE_EDITOR, exclusive=True)
    async def leave_program(self, leave: Callable[[], None]) -> None:
        """Call `leave` once the typed text is saved as a draft, or the reader discards it."""
        if self._writing is None or await self._keep_draft(self._writing):
            leave()
        else:
            self._ask_to_leave(leave)

    def _ask_to_leave(self, leave: Callable[[], None]) -> None:
        if not self._editor.typed:
            leave()  # no words can be lost
            return
        self._leave_action = leave
        self._line.ask("leaving", "Your text can't be saved:", _LEAVING, escape="stays with it")

    @on(KeyPrompt.Answered)
    def _leave_anyway(self, event: KeyPrompt.Answered) -> None:
        event.stop()
        if event.key == "c":
            self._editor.show_message(
                passage_copy.copy_text(self.app, self._editor.typed.text, self._service.folder)
            )
            self._ask_to_leave(self._leave_action)
            return
        self._writing = None  # the reader discards the words
        self._leave_action()

    @on(KeyPrompt.Cancelled)
    def _stay(self, event: KeyPrompt.Cancelled) -> None:
        event.stop()
        if self._writing:
            self._editor.focus_words()

    def _give_up(self) -> None:
        self._close("Your text was not saved")

    async def _keep_draft(self, open_draft: "OpenDraft") -> bool:
        """Save the typed text as a draft; if that fails, show the reason and return False."""
        typed = self._editor.typed
        try:
            message = await self._service.change(
                lambda actions: actions.drafting.keep_draft(open_draft, typed.text, typed.tags)
            )
        except NoteActionError as refused:
            self._editor.show_message(f"Not saved, not even as a draft: {refused}")
            return False
        if message:
            self._editor.show_message(message)
        return True

    def _close(self, news: str) -> None:
        self._writing = None
        self._editor.end()
        self.post_message(NoteEditorClosed(news))

    @on(NoteEditor.ExternalEditorRequested)
    def _write_outside(self) -> bool:
        """Run another editor; return True if it ended well and its words are saved."""
        open_draft, typed = self._writing, self._editor.typed
        if self._secure:
            self._editor.show_message("No other program is started in secure mode")
        if self._secure or open_draft is None:
            return False
        try:
            edit = self._service.change_sync(
                lambda actions: actions.drafting.open_for_edit(open_draft, typed.text, typed.tags)
            )
            return external_editor.edit_externally(
                self.app, edit, lambda code: self._take(open_draft, edit, code)
            )
        except (NoteActionError, external_editor.NoEditorError) as problem:
            self._editor.show_message(str(problem))
            return False

    def _take(self, open_draft: "OpenDraft", edit: "ExternalEdit", code: int) -> bool:
        """Save and show the words from an editor; return True if no step failed."""
        try:
            words, trouble, is_apart = self._service.change_sync(
                lambda actions: actions.drafting.import_edit(open_draft, edit, code)
            )
        except NoteActionError as refused:
            self._editor.show_message(str(refused))
            return False
        if is_apart:
            self._close("This draft was changed meanwhile: your text is a second draft (o)")
            return False
        if words is not None:
            self._editor.set_text(words)
            self.post_message(
                StatusChanged("")
            )  # the earlier message about the editor is out of date
        if trouble:
            self._editor.show_message(f"Not saved, not even as a draft: {trouble}")
        elif code and words is None:
            self._editor.show_message(
                f"The editor ended with exit code {code}; nothing was changed"
            )
        elif code:
            self._editor.show_message(
                f"The editor ended with exit code {code}; this is the text it had saved"
            )
        return not code and not trouble
