"""A screen that is only ever laid out for the size the terminal has now.

Textual sends a screen its own size again after each layout. While frames are held back, two sizes
that follow each other quickly would call each other up for ever, and nothing else would ever run.
"""

from textual import events
from textual.screen import Screen, ScreenResultType


class CurrentSizeScreen(Screen[ScreenResultType]):
    """A screen deaf to sizes that have passed."""

    def on_resize(self, event: events.Resize) -> None:
        """Keep what is out of date from Textual."""
        if event.size != self.app.size:
            event.prevent_default()
