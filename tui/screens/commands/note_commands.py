"""The keys for notes, and the prompts that they show in place of the status line.

A key applies to the selected words, or else to the passage on the reading line.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import AwaitMount

from tui.lazy_imports import lazy_imports
from tui.notes.location.located_notes import LocatedNote
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.commands.command_context import CommandContext
from tui.screens.messages import ExportRequested, NoteEditorClosed
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.text.sanitization import clean_line
from tui.text.span import Span
from tui.widgets.article.annotated_article import AnnotatedArticle
from tui.widgets.core.bindings import bindings

with lazy_imports():
    from tui.screens.notes import external_editor, note_prompts, notes_dialog, passage_copy
    from tui.text import selection as passage_selection

if TYPE_CHECKING:
    from tui.screens.notes.note_prompts import NotePrompts
    from tui.screens.notes.notes_dialog import NotesChoice
    from tui.text.selection import Selection
    from tui.widgets.article.selection_line import SelectionLine
    from tui.widgets.core.key_prompt import KeyPrompt
    from tui.widgets.core.prompt import Prompt

_MARKS = "12345"
_TO_WRITE = {"e": "edits it", "n": "writes a new one"}
_RELATIONS = {"1": "same", "2": "supports", "3": "disputes", "4": "source of", "w": "own word"}


class NoteCommands(Container):
    """A container that binds the keys for notes and shows their prompts below the panes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note.")]

    def __init__(self, context: CommandContext) -> None:
        super().__init__(id="note-commands")
        self._settings = context.settings
        self._lookup = context.lookup
        self._selection = context.selection
        self._notes = context.notes
        self._panes = context.panes
        self._reader = context.panes.reader
        self._prompts: NotePrompts | None = None
        self._mounted: AwaitMount | None = None
        self._last_mark = 1
        self._mark_to_name = 1
        """The kind of mark that gets a name."""
        self._existing_note = ""
        """The id of the note that may be edited instead."""

    async def _mount_prompts(self) -> "NotePrompts":
        """Return the prompts, mounted when first asked for."""
        if self._prompts is None:
            self._prompts = note_prompts.NotePrompts(
                self._notes.service, self._settings.keys, secure=self._settings.secure
            )
            self._mounted = self.mount(self._prompts)
        if self._mounted:
            await self._mounted
        return self._prompts

    @property
    def _word_selection(self) -> "Selection | None":
        """The words that are selected, if any."""
        return self._prompts.selecting.selection if self._prompts else None

    @property
    def has_prompt(self) -> bool:
        """True while a note is written, words are selected or a line asks for something."""
        prompts = self._prompts
        return bool(
            prompts and (self._word_selection or prompts.editor.is_writing or prompts.has_prompt)
        )

    def end_selecting(self) -> None:
        """End the selection."""
        if self._prompts and self._prompts.selecting.selection:
            self._prompts.selecting.end()

    @work(group=WorkerGroup.NOTE_EDITOR)
    async def edit_note(self, name: str) -> None:
        """Edit the note called `name`, or continue its draft."""
        (await self._mount_prompts()).editor.edit(name)

    @work(group=WorkerGroup.NOTE_EDITOR)
    async def write_on_passage(self, passage: SelectedPassage) -> None:
        """Write a note on `passage`, which need not be the one on the reading line."""
        (await self._mount_prompts()).editor.write_on(passage)

    def _passage(self) -> SelectedPassage | None:
        """Return the selected words, or else the passage on the reading line."""
        corpus_file, selection = self._notes.corpus_file, self._word_selection
        if corpus_file is None or corpus_file.document is None or not corpus_file.document.passages:
            self._notes.show_status("There is no passage here to take a note on")
            return None
        if corpus_file.partial:
            self._notes.show_status("The article is still being read; try again in a moment")
            return None
        passage = corpus_file.document.passages[self._reader.passage]
        return SelectedPassage(corpus_file, selection.span if selection else passage.span)

    def _last_note_on(self, passage: SelectedPassage, *kinds: str) -> LocatedNote | None:
        """Return the last note of these kinds on exactly the selected words."""
        located_notes = [
            located_note
            for located_note in self._notes.located_notes.on(passage.corpus_file.id, passage.span)
            if located_note.span == passage.span and located_note.kind in kinds
        ]
        return located_notes[-1] if located_notes else None

    def leave(self, leave: Callable[[], None]) -> None:
        """Call `leave` at once; if a note is being written, after it is saved or discarded."""
        if self._prompts and self._prompts.editor.is_writing:
            self._prompts.editor.leave_program(leave)
        else:
            leave()

    def _return_to_reader(self) -> None:
        """Move the focus to the reader, and end the selection."""
        self.end_selecting()
        self.screen.remove_class("-asking")
        self._panes.read()

    # Selecting

    async def action_note_select(self) -> None:
        passage = self._passage()
        if passage and passage.corpus_file.document:
            await self._select(
                passage_selection.select_passage(passage.corpus_file.document, self._reader.passage)
            )

    async def _select(self, selection: "Selection") -> None:
        prompts = await self._mount_prompts()
        self.screen.add_class("-asking")
        prompts.selecting.begin(selection)

    @on(AnnotatedArticle.Dragged)
    async def _select_dragged(self, event: AnnotatedArticle.Dragged) -> None:
        corpus_file = self._notes.corpus_file
        if corpus_file and corpus_file.document and not corpus_file.partial:
            selection = passage_selection.select_between(
                corpus_file.document, event.start, event.end
            )
            if selection:
                await self._select(selection)

    def on_selection_line_selected(self, event: "SelectionLine.Selected") -> None:
        """Show the selection in the reader."""
        self._reader.select(event.selection.span if event.selection else Span(0, 0))
        if event.selection is None and self._prompts and not self._prompts.key.display:
            self._return_to_reader()

    # Writing

    def action_note_write(self) -> None:
        self._write(outside=False)

    def action_note_external(self) -> None:
        self._write(outside=True)

    @work(group=WorkerGroup.NOTE_EDITOR)
    async def _write(self, *, outside: bool) -> None:
        """Write a note on the passage; ask first if it has one, or if another program starts."""
        passage = self._passage()
        if passage is None:
            return
        located_notes = self._notes_on(passage)
        if located_notes or (outside and not self._settings.secure):
            await self._ask_what_to_write(passage, located_notes, outside=outside)
        else:
            self._write_new(passage, outside=outside)

    async def _ask_what_to_write(
        self, passage: SelectedPassage, located_notes: list[LocatedNote], *, outside: bool
    ) -> None:
        """Ask if the existing note is to be edited or a new one written."""
        program = ""
        if outside:
            program = f" in {external_editor.editor_name()}"
        if located_notes:
            message, keys = describe_notes(located_notes), dict(_TO_WRITE)
            keys["e"] += program
        else:
            message = f"A new note on {passage.excerpt}:"
            keys = {"enter": f"writes it{program}"}
        self._existing_note = located_notes[-1].note if located_notes else ""
        await self._ask_key("write outside" if outside else "write", message, keys)

    @work(group=WorkerGroup.NOTE_EDITOR)
    async def _write_new(self, passage: SelectedPassage, *, outside: bool) -> None:
        prompts = await self._mount_prompts()
        prompts.selecting.display = False
        prompts.editor.write_on(passage, outside=outside)

    @work(group=WorkerGroup.NOTE_EDITOR)
    async def _edit_existing(self, note: str, *, outside: bool) -> None:
        (await self._mount_prompts()).editor.edit(note, outside=outside)

    def _notes_on(self, passage: SelectedPassage) -> list[LocatedNote]:
        """Return the notes with words on the passage, or on exactly the selected words."""
        located_notes = self._notes.located_notes.on(passage.corpus_file.id, passage.span)
        return [
            located_note
            for located_note in located_notes
            if located_note.kind == "note"
            and (self._word_selection is None or located_note.span == passage.span)
        ]

    @on(NoteEditorClosed)
    @work(group=WorkerGroup.NOTE_CHANGE)
    async def _end_writing(self, event: NoteEditorClosed) -> None:
        """Show the note that was written, and the message about it."""
        self._return_to_reader()
        await self._notes.refresh()
        self._notes.show_status(event.text)

    # Marking, tagging, linking

    async def action_note_mark(self) -> None:
        if self._passage():
            keys = {**self._kinds_of_marks, "n": "names a kind"}
            await self._ask_key("mark", "Mark as", keys)

    @property
    def _kinds_of_marks(self) -> dict[str, str]:
        """The keys of the kinds of marks, with their names."""
        return {key: self._notes.mark_names.get(int(key), "") for key in _MARKS}

    def action_note_mark_again(self) -> None:
        if passage := self._passage():
            mark = self._last_note_on(passage, "mark")
            if mark is None or mark.mark != self._last_mark:
                self._mark(passage, self._last_mark)

    def _mark(self, passage: SelectedPassage, number: int) -> None:
        self._last_mark = number
        mark = self._last_note_on(passage, "mark")
        self._notes.act(lambda actions: actions.mark(passage, number, mark))
        self._return_to_reader()

    def action_note_tag(self) -> None:
        if self._passage():
            self._begin_tagging()

    @work(group=WorkerGroup.NOTE_PROMPT)
    async def _begin_tagging(self) -> None:
        tags = await self._notes.ask(lambda actions: [tag for tag, _ in actions.notes.tags()])
        prompts = await self._mount_prompts()
        self.screen.remove_class("-asking")  # the footer shows the prompt's keys meanwhile
        prompts.selecting.display = False
        prompts.tagging.begin(tags or [])

    async def action_note_link(self) -> None:
        if self._passage() is None:
            return
        other_passage = self._other_passage()
        if other_passage is None:
            self._notes.show_status(
                "No card to link this passage with; links tie it to the chosen card's"
            )
        else:
            await self._ask_key("link", f"This is … {other_passage.excerpt}:", _RELATIONS)

    def _other_passage(self) -> SelectedPassage | None:
        """Return the passage of the chosen card."""
        match = self._selection.match()
        corpus_file = self._lookup.corpus_files[match.there.document] if match else None
        if match is None or corpus_file is None or corpus_file.document is None:
            return None
        return SelectedPassage(corpus_file, corpus_file.document.passages[match.there.passage].span)

    def _link(self, relation: str) -> None:
        passage, other_passage = self._passage(), self._other_passage()
        if passage and other_passage:
            self._notes.act(lambda actions: actions.link(passage, other_passage, relation))
        self._return_to_reader()

    def action_note_add_passage(self) -> None:
        if passage := self._passage():
            self._notes.act(lambda actions: actions.add_passage(passage))
            self._return_to_reader()

    def action_note_copy(self) -> None:
        if passage := self._passage():
            self._return_to_reader()
            self._notes.show_status(
                passage_copy.copy(self.app, passage, self._notes.service.folder)
            )

    def copy_selection(self) -> bool:
        """Copy the selected words; return False if there are none."""
        if self._word_selection is None:
            return False
        self.action_note_copy()
        return True

    # Bookmarks

    async def action_note_name_place(self) -> None:
        if self._passage():
            await self._ask_key("name", "Bookmark the passage: its letter", {}, any_letter=True)

    async def action_note_go_to_place(self) -> None:
        await self._ask_key("place", "Go to the bookmark: its letter", {}, any_letter=True)

    # Asking

    async def _ask_key(
        self, question: str, message: str, keys: dict[str, str], *, any_letter: bool = False
    ) -> None:
        prompts = await self._mount_prompts()
        self.screen.add_class("-asking")
        prompts.selecting.display = False
        prompts.key.ask(question, message, keys, any_letter=any_letter)

    def on_key_prompt_answered(self, event: "KeyPrompt.Answered") -> None:
        """Run the command that asked for a key."""
        passage = self._passage()
        match event.question:
            case "mark" if event.key == "n":
                self._ask_key_next("kind", "Name which kind of mark?", self._kinds_of_marks)
            case "kind":
                self._ask_name(int(event.key))
            case "write" | "write outside":
                self._write_as_answered(event.key, passage, outside=event.question != "write")
            case "mark" if passage:
                self._mark(passage, int(event.key))
            case "link" if event.key == "w" and self._prompts:
                self.screen.remove_class("-asking")
                self._prompts.relating.value = ""
                self._prompts.relating.display = True
                self._prompts.relating.focus()
            case "link":
                self._link(_RELATIONS[event.key])
            case "name" if passage:
                self._notes.act(lambda actions: actions.name_bookmark(event.key, passage))
                self._return_to_reader()
            case "place":
                self._return_to_reader()
                self._notes.go_to_bookmark(event.key)

    @work(group=WorkerGroup.NOTE_PROMPT)
    async def _ask_key_next(self, question: str, message: str, keys: dict[str, str]) -> None:
        await self._ask_key(question, message, keys)

    def _write_as_answered(
        self, key: str, passage: SelectedPassage | None, *, outside: bool
    ) -> None:
        self.screen.remove_class("-asking")  # the footer shows the editor's keys meanwhile
        if key == "e":
            self._edit_existing(self._existing_note, outside=outside)
        elif passage:
            self._write_new(passage, outside=outside)

    def _ask_name(self, number: int) -> None:
        """Ask for the name of a kind of mark."""
        if prompts := self._prompts:
            self._mark_to_name = number
            self.screen.remove_class("-asking")
            prompts.naming.value = self._notes.mark_names.get(number, "")
            prompts.naming.display = True
            prompts.naming.focus()

    def on_key_prompt_cancelled(self) -> None:
        """End the prompt: no key was given."""
        self._return_to_reader()

    def on_prompt_accepted(self, event: "Prompt.Accepted") -> None:
        """Run the command that asked for words."""
        event.stop()
        prompts = self._prompts
        if prompts and prompts.tagging.display:
            prompts.tagging.display = False
            tags, passage = prompts.tagging.tags, self._passage()
            if tags and passage:
                note = self._last_note_on(passage, "note", "mark", "link")
                self._notes.act(lambda actions: actions.tag(passage, tags, note))
            self._return_to_reader()
        elif prompts and prompts.naming.display:
            prompts.naming.display = False
            number, name = self._mark_to_name, event.text
            self._notes.act(lambda actions: actions.name_mark(number, name))
            self._return_to_reader()
        elif prompts and prompts.relating.display:
            prompts.relating.display = False
            self._link(event.text)

    def on_prompt_cancelled(self, event: "Prompt.Cancelled") -> None:
        """End the prompt: no words were given."""
        event.stop()
        if self._prompts:
            for prompt in (self._prompts.tagging, self._prompts.naming, self._prompts.relating):
                prompt.display = False
        self._return_to_reader()

    # The list of notes

    def action_note_list(self) -> None:
        notes = self._notes
        self.app.push_screen(
            notes_dialog.NotesDialog(
                notes.service, notes.listing_context, notes.carry_out, self._settings.keys
            ),
            self._take_choice,
        )

    def _take_choice(self, choice: "NotesChoice | None") -> None:
        if choice is None:
            return
        if choice.entry is None:
            self.screen.post_message(ExportRequested())
        elif choice.edit:
            self.edit_note(choice.entry.note)
        else:
            self._notes.go_to_entry(choice.entry)

    def action_note_undo(self) -> None:
        self._notes.undo()

    def action_note_redo(self) -> None:
        self._notes.redo()


def describe_notes(located_notes: Sequence[LocatedNote]) -> str:
    """Return the words of the last note on a passage, and the number of the others."""
    summary = clean_line(located_notes[-1].summary, 60)
    words = f"“{summary}”" if summary else "a note without words"
    subject = (
        "There is a note here"
        if len(located_notes) == 1
        else f"The last of {len(located_notes)} notes here"
    )
    return f"{subject}: {words}"
