"""The note editor: a small pane below the reader, for the words and tags of a note.

It posts the typed text, however it is closed, and does not save it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from tui.lazy_imports import lazy_imports
from tui.widgets.core.bindings import bindings
from tui.widgets.core.prompt import Prompt
from tui.widgets.notes.tag_line import TagLine

with lazy_imports():
    from tui.widgets.notes import note_text_area

if TYPE_CHECKING:
    from tui.widgets.notes.note_text_area import NoteTextArea

_PAUSE = 0.4
"""Seconds without a key until the typed text is posted, to be saved as a draft."""


@dataclass(frozen=True, slots=True)
class NoteInput:
    """The content of the editor."""

    text: str
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.tags)


class NoteEditor(Vertical):
    """An editor with words above and tags below."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("writing.")]

    @dataclass
    class SaveRequested(Message):
        """The note is to be saved."""

        typed: NoteInput

    @dataclass
    class Paused(Message):
        """The reader has paused in typing."""

        typed: NoteInput

    class LeaveRequested(Message):
        """The editor is to close."""

    class ExternalEditorRequested(Message):
        """The reader wants another editor for this."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._words: NoteTextArea | None = None
        self._tags = TagLine("Tags, separated by commas", id="tags")
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield the tags; the words are mounted above them when first needed."""
        yield self._tags

    @property
    def typed(self) -> NoteInput:
        """The content of the editor."""
        return NoteInput(self._words.text if self._words else "", tuple(self._tags.tags))

    async def begin(self, about: str, typed: NoteInput, known_tags: Sequence[str]) -> None:
        """Edit `typed`; `about` is the subject of the note in plain words."""
        self.show_message(about)
        if self._words is None:
            self._words = note_text_area.NoteTextArea()
            await self.mount(self._words, before=self._tags)
        self._tags.set_completions(known_tags)
        self._tags.value = ", ".join(typed.tags)
        self.display = True
        self._words.begin(typed.text)

    def set_text(self, text: str) -> None:
        """Replace the words by `text`; the tags stay."""
        if self._words:
            self._words.begin(text)

    def show_message(self, words: str) -> None:
        """Show `words` above the text, as plain words."""
        title: Any = Content(words)
        self.border_title = title

    def end(self) -> None:
        """Close the editor."""
        self._stop_pause()
        self.display = False

    def action_writing_keep(self) -> None:
        self._stop_pause()
        self.post_message(self.SaveRequested(self.typed))

    def action_writing_leave(self) -> None:
        self._stop_pause()
        self.post_message(self.LeaveRequested())

    def action_writing_tags(self) -> None:
        self._tags.focus()

    def action_writing_elsewhere(self) -> None:
        self.post_message(self.ExternalEditorRequested())

    def on_text_area_changed(self, event: Message) -> None:
        """Restart the pause after a change of the text."""
        self._restart_pause(event)

    @on(Prompt.Typed)
    def _restart_pause(self, event: Message) -> None:
        event.stop()
        self._stop_pause()
        if self.display:
            self._pause = self.set_timer(_PAUSE, self._say_paused)

    @on(Prompt.Accepted)
    def _keep_from_tags(self, event: Prompt.Accepted) -> None:
        """Save the note: the tags are its last line, and Enter ends a line."""
        event.stop()
        self.action_writing_keep()

    @on(TagLine.Passed)
    def _go_to_words(self, event: Message) -> None:
        event.stop()
        self.focus_words()

    @on(Prompt.Cancelled)
    def _leave_tags(self, event: Prompt.Cancelled) -> None:
        """Ask to close if Escape was pressed in the tags; a move of the focus does not count."""
        event.stop()
        if self._tags.has_focus:
            self.action_writing_leave()

    def focus_words(self) -> None:
        """Move the focus to the words."""
        if self._words:
            self._words.focus()

    def _say_paused(self) -> None:
        self.post_message(self.Paused(self.typed))

    def _stop_pause(self) -> None:
        if self._pause:
            self._pause.stop()
            self._pause = None
