"""The words of a note being written: a text area in which nothing blinks and pasting is only words.

Imported when the first note is written; the program starts without it.
"""

from textual import events
from textual.widgets import TextArea

from tui.text.sanitization import clean


class NoteTextArea(TextArea):
    """Several lines to type in."""

    def __init__(self) -> None:
        super().__init__(id="words", compact=True, highlight_cursor_line=False)
        self.cursor_blink = False  # a blink is traffic

    def begin(self, text: str) -> None:
        """Go on after `text`."""
        self.load_text(text)
        self.move_cursor(self.document.end)
        self.focus()

    async def _on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted, made safe to show."""
        event.prevent_default()
        event.stop()
        if result := self.replace(clean(event.text)[0], *self.selection):
            self.move_cursor(result.end_location)
