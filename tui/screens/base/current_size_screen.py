"""A screen that is laid out only for the present size of the terminal.

Textual sends a screen its own size again after each layout. While frames are held back, two
different sizes in quick succession would cause each other again and again, and no other event would
be handled.
"""

from textual import events
from textual.screen import Screen, ScreenResultType


class CurrentSizeScreen(Screen[ScreenResultType]):
    """A screen that ignores sizes that are out of date."""

    def on_resize(self, event: events.Resize) -> None:
        """Ignore a size that the terminal no longer has."""
        if event.size != self.app.size:
            event.prevent_default()
