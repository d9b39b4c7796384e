"""The text area of a note: nothing blinks, and pasted text becomes plain words.

It is imported when the first note is written, not when the program starts.
"""

from textual import events
from textual.widgets import TextArea

from tui.text.sanitization import clean


class NoteTextArea(TextArea):
    """An area of several lines to type in."""

    def __init__(self) -> None:
        super().__init__(id="words", compact=True, highlight_cursor_line=False)
        self.cursor_blink = False  # a blink is traffic

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
