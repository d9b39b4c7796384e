"""The prompts for notes, below the panes: the editor, and lines for keys and words.

They are mounted when the first one is needed, so that start-up does not wait for them.
"""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Container

from tui.screens.note_service.note_service import NoteService
from tui.screens.notes.note_editor_panel import NoteEditorPanel
from tui.widgets.article.selection_line import SelectionLine
from tui.widgets.core.key_prompt import KeyPrompt
from tui.widgets.core.prompt import Prompt
from tui.widgets.notes.tag_line import TagLine


class NotePrompts(Container):
    """A container that shows one prompt at a time, or none."""

    def __init__(
        self, service: NoteService, changed_keys: Mapping[str, str], *, secure: bool
    ) -> None:
        """Create the prompts; if `secure`, no other editor is ever started."""
        super().__init__(id="asking-lines")
        self.editor = NoteEditorPanel(service, changed_keys, secure=secure)
        self.selecting = SelectionLine(changed_keys, id="selecting")
        self.key = KeyPrompt(id="asking")
        self.tagging = TagLine("Tags, separated by commas", id="tagging")
        self.naming = Prompt("A name for this kind of mark; empty for none", id="naming")
        self.relating = Prompt("A word for the relation of the two passages", id="relating")

    @property
    def has_prompt(self) -> bool:
        """True while a line asks for a key or for words."""
        return any(
            prompt.display for prompt in (self.key, self.tagging, self.naming, self.relating)
        )

    def compose(self) -> ComposeResult:
        """Yield the prompts; each shows itself when it asks."""
        yield self.editor
        yield self.selecting
        yield self.key
        yield self.tagging
        yield self.naming
        yield self.relating
