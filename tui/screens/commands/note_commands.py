"""Taking notes: the keys for notes, what they ask in the status line's place, what they do.

A key is about what is selected, or else about the passage on the reading line.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import AwaitMount

from tui.corpus.corpus_file import CorpusFile
from tui.notes.location.located_notes import LocatedNote
from tui.screens.commands.match_commands import MatchCommands
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.settings import Settings
from tui.text.span import Span
from tui.widgets.article.annotated_article import AnnotatedArticle
from tui.widgets.core.bindings import bindings
from tui.widgets.layout.panes import Panes
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.notes.note_editor_panel import NoteEditorPanel
    from tui.screens.notes.note_prompts import NotePrompts
    from tui.text.selection import Selection
    from tui.widgets.article.selection_line import SelectionLine
    from tui.widgets.core.key_prompt import KeyPrompt
    from tui.widgets.core.prompt import Prompt

_MARKS = {"1": "", "2": "", "3": "", "4": "", "5": ""}
_RELATIONS = {"1": "same", "2": "supports", "3": "disputes", "4": "source of", "w": "own word"}


class NoteCommands(MatchCommands):
    """The panes, and what comes and goes below them when notes are taken."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note.")]

    def __init__(
        self,
        panes: Panes,
        workspace: Workspace,
        settings: Settings,
        witnesses: MatchLookup,
        answering: SourceSelection,
    ) -> None:
        super().__init__(panes, workspace, settings, witnesses, answering)
        self._reader = panes.reader
        self._lines: NotePrompts | None = None
        self._mounted: AwaitMount | None = None
        self._last_mark = 1

    def compose(self) -> ComposeResult:
        """The panes; what asks comes below them when something is first asked."""
        yield self.panes

    async def _furnished(self) -> "NotePrompts":
        """What asks, there to be shown."""
        # start-up: only once asked for
        from tui.screens.notes.note_prompts import NotePrompts  # noqa: PLC0415

        if self._lines is None:
            self._lines = NotePrompts(self._door, self._settings.keys, secure=self._settings.secure)
            self._mounted = self.mount(self._lines)
        if self._mounted:
            await self._mounted
        return self._lines

    @property
    def _selection(self) -> "Selection | None":
        """What is selected, while it is."""
        return self._lines.selecting.selection if self._lines else None

    def _end_selecting(self) -> None:
        if self._lines and self._lines.selecting.selection:
            self._lines.selecting.end()

    def open(self, corpus_file: CorpusFile) -> None:
        """Take notes on `corpus_file` from now on; what was selected before is not any more."""
        self._end_selecting()
        super().open(corpus_file)

    @work(group="notes-writing")
    async def write_on_note(self, name: str) -> None:
        """Edit the note, or go on with the draft, called `name`."""
        (await self._furnished()).desk.edit(name)

    @work(group="notes-writing")
    async def write_on_passage(self, passage: SelectedPassage) -> None:
        """Write a note on `passage`, which need not be the one on the reading line."""
        (await self._furnished()).desk.write_on(passage)

    @property
    def folder(self) -> Path:
        """The folder for a text that is too long for the terminal's clipboard."""
        return self._door.folder

    def _target(self) -> SelectedPassage | None:
        """What is selected, or else the passage on the reading line."""
        corpus_file, selection = self._open, self._selection
        if corpus_file is None or corpus_file.document is None or not corpus_file.document.passages:
            self._tell("There is no passage here to take a note on")
            return None
        if corpus_file.partial:
            self._tell("The article is still being read; try again in a moment")
            return None
        passage = corpus_file.document.passages[self._reader.passage]
        return SelectedPassage(corpus_file, selection.span if selection else passage.span)

    def _note_here(self, chosen: SelectedPassage, *kinds: str) -> LocatedNote | None:
        """The last note of these kinds on exactly the words chosen."""
        found = [
            s
            for s in self._located_notes.on(chosen.corpus_file.id, chosen.span)
            if s.span == chosen.span and s.kind in kinds
        ]
        return found[-1] if found else None

    def leave(self, leave: Callable[[], None]) -> None:
        """Do `leave` at once, or if a note is being written once that is kept or given up."""
        if self._lines and self._lines.desk.is_writing:
            self._lines.desk.leave_program(leave)
        else:
            leave()

    def _done(self) -> None:
        """The keyboard goes back to the reader, nothing selected."""
        self._end_selecting()
        self.screen.remove_class("-asking")
        self.panes.read()

    # Selecting

    async def action_note_select(self) -> None:
        # start-up: only once asked for
        from tui.text.selection import select_passage  # noqa: PLC0415

        passage = self._target()
        if passage and passage.corpus_file.document:
            await self._select(select_passage(passage.corpus_file.document, self._reader.passage))

    async def _select(self, selection: "Selection") -> None:
        lines = await self._furnished()
        self.screen.add_class("-asking")
        lines.selecting.begin(selection)

    @on(AnnotatedArticle.Dragged)
    async def _select_dragged(self, event: AnnotatedArticle.Dragged) -> None:
        from tui.text.selection import select_between  # noqa: PLC0415  # as above

        corpus_file = self._open
        if corpus_file and corpus_file.document and not corpus_file.partial:
            selection = select_between(corpus_file.document, event.start, event.end)
            if selection:
                await self._select(selection)

    def on_selection_line_selected(self, event: "SelectionLine.Selected") -> None:
        """Show in the reader what is selected."""
        self._reader.select(event.selection.span if event.selection else Span(0, 0))
        if event.selection is None and self._lines and not self._lines.key.display:
            self._done()

    # Writing

    def action_note_write(self) -> None:
        self._write(outside=False)

    def action_note_external(self) -> None:
        self._write(outside=True)

    @work(group="notes-writing")
    async def _write(self, *, outside: bool) -> None:
        if passage := self._target():
            lines = await self._furnished()
            lines.selecting.display = False
            lines.desk.write_on(passage, outside=outside)

    @work(group="notes")
    async def on_note_editor_panel_closed(self, event: "NoteEditorPanel.Closed") -> None:
        """Show what was written, and say what became of it."""
        self._done()
        await self._look_now()
        self._tell(event.news)

    def on_note_editor_panel_status_message(self, event: "NoteEditorPanel.StatusMessage") -> None:
        """Pass on what there is to say."""
        self._tell(event.news)

    # Marking, tagging, linking

    async def action_note_mark(self) -> None:
        if self._target():
            await self._ask_key("mark", "Mark as", _MARKS)

    def action_note_mark_again(self) -> None:
        if passage := self._target():
            marked = self._note_here(passage, "mark")
            if marked is None or marked.mark != self._last_mark:
                self._mark(passage, self._last_mark)

    def _mark(self, passage: SelectedPassage, number: int) -> None:
        self._last_mark = number
        marked = self._note_here(passage, "mark")
        self._act(lambda keeping: keeping.mark(passage, number, marked))
        self._done()

    def action_note_tag(self) -> None:
        if self._target():
            self._begin_tagging()

    @work(group="notes-ask")
    async def _begin_tagging(self) -> None:
        known = await self._ask(lambda keeping: [tag for tag, _ in keeping.notes.tags()])
        lines = await self._furnished()
        self.screen.add_class("-asking")
        lines.selecting.display = False
        lines.tagging.begin(known or [])

    async def action_note_link(self) -> None:
        if self._target() is None:
            return
        other = self._other()
        if other is None:
            self._tell("No card to link this passage with; links tie it to the chosen card's")
        else:
            await self._ask_key("link", f"This is … {other.shown}:", _RELATIONS)

    def _other(self) -> SelectedPassage | None:
        """The chosen card's passage."""
        match = self._answering.match()
        corpus_file = self._witnesses.corpus_files[match.there.document] if match else None
        if match is None or corpus_file is None or corpus_file.document is None:
            return None
        return SelectedPassage(corpus_file, corpus_file.document.passages[match.there.passage].span)

    def _link(self, relation: str) -> None:
        one, other = self._target(), self._other()
        if one and other:
            self._act(lambda keeping: keeping.link(one, other, relation))
        self._done()

    def action_note_add_passage(self) -> None:
        if passage := self._target():
            self._act(lambda keeping: keeping.add_passage(passage))
            self._done()

    def action_note_copy(self) -> None:
        # start-up: only once asked for
        from tui.screens.notes.passage_copy import copy  # noqa: PLC0415

        if passage := self._target():
            self._done()
            self._tell(copy(self.app, passage, self._door.folder))

    # Named places

    async def action_note_name_place(self) -> None:
        if self._target():
            await self._ask_key("name", "Name this place by a letter", {}, any_letter=True)

    async def action_note_go_to_place(self) -> None:
        await self._ask_key("place", "Go to the place named by the letter", {}, any_letter=True)

    # Asking

    async def _ask_key(
        self, asked: str, message: str, keys: dict[str, str], *, any_letter: bool = False
    ) -> None:
        lines = await self._furnished()
        self.screen.add_class("-asking")
        lines.selecting.display = False
        lines.key.ask(asked, message, keys, any_letter=any_letter)

    def on_key_prompt_answered(self, event: "KeyPrompt.Answered") -> None:
        """Do what was asked for with the key given."""
        passage = self._target()
        match event.asked:
            case "mark" if passage:
                self._mark(passage, int(event.key))
            case "link" if event.key == "w" and self._lines:
                self._lines.relating.value = ""
                self._lines.relating.display = True
                self._lines.relating.focus()
            case "link":
                self._link(_RELATIONS[event.key])
            case "name" if passage:
                self._act(lambda keeping: keeping.name_bookmark(event.key, passage))
                self._done()
            case "place":
                self._done()
                self._go_to_named(event.key)

    def on_key_prompt_given_up(self) -> None:
        """No key was given."""
        self._done()

    def on_prompt_accepted(self, event: "Prompt.Accepted") -> None:
        """Do what was asked for with the words given."""
        event.stop()
        lines = self._lines
        if lines and lines.tagging.display:
            lines.tagging.display = False
            tags, passage = lines.tagging.tags, self._target()
            if tags and passage:
                on = self._note_here(passage, "note", "mark", "link")
                self._act(lambda keeping: keeping.tag(passage, tags, on))
            self._done()
        elif lines and lines.relating.display:
            lines.relating.display = False
            self._link(event.text)

    def on_prompt_given_up(self, event: "Prompt.GivenUp") -> None:
        """No words were given."""
        event.stop()
        if self._lines:
            self._lines.tagging.display = self._lines.relating.display = False
        self._done()
