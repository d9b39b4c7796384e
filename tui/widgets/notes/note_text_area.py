"""The text area of a note: its cursor does not blink, and pasted text becomes plain words.

It is imported when the first note is written, not when the program starts.
"""

from textual import events
from textual.widgets import TextArea

from tui.text.sanitization import clean


class NoteTextArea(TextArea):
    """An input of several lines."""

    def __init__(self) -> None:
        super().__init__(id="words", compact=True, highlight_cursor_line=False)
        self.cursor_blink = False  # a blinking cursor sends data over the link

    def begin(self, text: str) -> None:
        """Set `text`, with the cursor at its end."""
        self.load_text(text)
        self.move_cursor(self.document.end)
        self.focus()

    async def _on_paste(self, event: events.Paste) -> None:
        """Insert pasted text, safe to show."""
        event.prevent_default()
        event.stop()
        if result := self.replace(clean(event.text)[0], *self.selection):
            self.move_cursor(result.end_location)
