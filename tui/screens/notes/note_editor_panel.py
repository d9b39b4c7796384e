"""Writing a note: the editor under the panes, its drafts, and the reader's own editor.

Nothing typed is let go before it is kept; when it can't be, it stays in the editor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from tui.commands import hints
from tui.screens.note_service.note_service import NoteDoor, Refused
from tui.screens.note_service.selected_passage import Chosen
from tui.text.sanitization import clean_line
from tui.widgets.core.key_prompt import KeyLine
from tui.widgets.notes.note_editor import NoteEditor, Typed

if TYPE_CHECKING:
    from tui.notes.files.external_edits import Manuscript
    from tui.screens.note_service.note_drafting import Writing

_TOLD = ("writing.keep", "writing.leave", "writing.tags")
_LEAVING = {"y": "leaves without them", "c": "copies them"}
_LEFT = "writing.elsewhere goes on with what an editor left here unsaved"


class WritingDesk(Container):
    """At most one note being written."""

    @dataclass
    class Closed(Message):
        """The editor is closed; what there is to say of it."""

        news: str

    @dataclass
    class Told(Message):
        """Something could not be done."""

        news: str

    def __init__(self, door: NoteDoor, changed_keys: Mapping[str, str], *, secure: bool) -> None:
        """`secure`: no other editor is ever started."""
        super().__init__(id="writing")
        self._door = door
        self._secure = secure
        self._hints = hints(changed_keys, *_TOLD)
        self._elsewhere = hints(changed_keys, _LEFT)
        self._editor = NoteEditor(id="editor")
        self._writing: Writing | None = None
        self._line = KeyLine(id="leaving")
        self._then: Callable[[], None] = self._give_up
        """What the reader wanted to do when the words could not be kept."""

    def compose(self) -> ComposeResult:
        """The editor, not seen until there is something to write, and what asks before it goes."""
        yield self._editor
        yield self._line

    @property
    def is_writing(self) -> bool:
        """Whether a note is being written."""
        return self._writing is not None

    def on_unmount(self) -> None:
        """However the program is left, what was typed stays as a draft, or else in a file."""
        if writing := self._writing:
            typed = self._editor.typed
            try:
                self._door.ask_now(lambda k: k.keep_draft(writing, typed.text, typed.tags))
            except Refused:
                self._door.put_aside(typed.text)

    def write_on(self, passage: Chosen, *, outside: bool = False) -> None:
        """Write a note on `passage`, going on with a draft if there is one."""
        # only once asked for
        from tui.screens.note_service.note_drafting import Writing  # noqa: PLC0415

        self._begin(Writing(passage.shown, passage.draft_place, passage), outside=outside)

    @work(group="notes-writing")
    async def edit(self, name: str) -> None:
        """Edit the note called `name`, or go on with the draft left at that place."""
        try:
            writing = await self._door.ask(lambda keeping: keeping.begun(name))
        except Refused as refused:
            self.post_message(self.Told(str(refused)))
        else:
            self._begin(writing)

    @work(group="notes-writing")
    async def _begin(self, writing: "Writing", *, outside: bool = False) -> None:
        if self._writing and not await self._keep_draft(self._writing):
            return
        try:
            text, tags, known, left, told = await self._door.ask(lambda k: k.opened(writing))
        except Refused as refused:
            text, tags, known, left, told = "", (), [], None, [str(refused)]
        self._writing = writing
        await self._editor.begin(f"{self._hints}  {writing.about}", Typed(text, tuple(tags)), known)
        if left:
            told = [*told, f"{self._elsewhere}: {clean_line(str(left), 200)}"]
        if told:
            self.post_message(self.Told(" · ".join(told)))
        if outside and self._write_outside():
            self.post_message(NoteEditor.Kept(self._editor.typed))

    @on(NoteEditor.Kept)
    @work(group="notes-writing", exclusive=True)
    async def _keep(self, event: NoteEditor.Kept) -> None:
        writing, typed = self._writing, event.typed
        if writing is None:
            return
        if not typed and not writing.note:
            self._close("Nothing was written")
            return
        try:
            told = await self._door.ask(lambda k: k.write(writing, typed.text, typed.tags))
        except Refused as refused:
            self._editor.say(f"Not kept: {refused}")
        else:
            self._close(told)

    @on(NoteEditor.Paused)
    @work(group="notes-draft", exclusive=True)
    async def _pause(self) -> None:
        if self._writing:
            await self._keep_draft(self._writing)

    @on(NoteEditor.Left)
    @work(group="notes-writing", exclusive=True)
    async def _leave(self) -> None:
        if self._writing and await self._keep_draft(self._writing):
            stays = "What you typed stays as a draft: a on the passage, or o, goes on with it"
            self._close(stays if self._editor.typed else "")
        elif self._writing:
            self._ask_to_leave(self._give_up)

    @work(group="notes-writing", exclusive=True)
    async def leave_program(self, leave: Callable[[], None]) -> None:
        """Do `leave` once what is typed is kept as a draft, or the reader gives it up."""
        if self._writing is None or await self._keep_draft(self._writing):
            leave()
        else:
            self._ask_to_leave(leave)

    def _ask_to_leave(self, then: Callable[[], None]) -> None:
        if not self._editor.typed:
            then()  # there is nothing to lose
            return
        self._then = then
        self._line.ask(
            "leaving", "What you typed can't be kept:", _LEAVING, escape="stays with them"
        )

    @on(KeyLine.Answered)
    def _leave_anyway(self, event: KeyLine.Answered) -> None:
        event.stop()
        if event.key == "c":
            # only once asked for
            from tui.screens.notes.passage_copy import copy_text  # noqa: PLC0415

            self._editor.say(copy_text(self.app, self._editor.typed.text, self._door.folder))
            self._ask_to_leave(self._then)
            return
        self._writing = None  # they are given up
        self._then()

    @on(KeyLine.GivenUp)
    def _stay(self, event: KeyLine.GivenUp) -> None:
        event.stop()
        if self._writing:
            self._editor.focus_words()

    def _give_up(self) -> None:
        self._close("What you typed was not kept")

    async def _keep_draft(self, writing: "Writing") -> bool:
        """Whether what is typed is safe; if not, the editor says why and stays open."""
        typed = self._editor.typed
        try:
            await self._door.ask(lambda k: k.keep_draft(writing, typed.text, typed.tags))
        except Refused as refused:
            self._editor.say(f"Not kept, nor as a draft: {refused}")
            return False
        return True

    def _close(self, news: str) -> None:
        self._writing = None
        self._editor.end()
        self.post_message(self.Closed(news))

    @on(NoteEditor.ExternalWanted)
    def _write_outside(self) -> bool:
        """Whether another editor was used, and ended well with its words kept."""
        from tui.screens.notes.external_editor import NoEditorError, edit_outside  # noqa: PLC0415

        writing, typed = self._writing, self._editor.typed
        if self._secure:
            self._editor.say("No other program is started here (secure)")
        if self._secure or writing is None:
            return False
        try:
            lent = self._door.ask_now(lambda k: k.lend(writing, typed.text, typed.tags))
            return edit_outside(self.app, lent, lambda code: self._take(writing, lent, code))
        except (Refused, NoEditorError) as problem:
            self._editor.say(str(problem))
            return False

    def _take(self, writing: "Writing", lent: "Manuscript", code: int) -> bool:
        """Show what an editor that ended with `code` has saved, once kept; whether all is well."""
        try:
            words, trouble, is_apart = self._door.ask_now(lambda k: k.take(writing, lent, code))
        except Refused as refused:
            self._editor.say(str(refused))
            return False
        if is_apart:
            self._close("This draft was changed meanwhile: what you wrote is another one (o)")
            return False
        if words is not None:
            self._editor.put(words)
            self.post_message(self.Told(""))  # what was said of it before is no longer so
        if trouble:
            self._editor.say(f"Not kept, nor as a draft: {trouble}")
        elif code and words is None:
            self._editor.say(f"the editor gave up ({code}); nothing was changed")
        elif code:
            self._editor.say(f"the editor gave up ({code}); here is what it had saved")
        return not code and not trouble
