"""The curtain: nothing is painted until there is something to read, or until it takes too long."""

import threading
from contextlib import ExitStack

from textual.screen import Screen

from tui.textual_private import discard_repaint


class FirstPaintGate:
    """Held over a screen while its first documents are read: one paint instead of five."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._held = ExitStack()
        self.is_raised = False
        """Whether what there is to see may be seen."""
        self.painted = threading.Event()
        """Set once it is on the screen."""

    def hold(self) -> None:
        """Let nothing be painted from here on."""
        self._held.enter_context(self._screen.app.batch_update())

    def release(self) -> None:
        """Paint from here on: all at once, by the layout that is due."""
        if not self.is_raised:
            self.is_raised = True
            discard_repaint(self._screen)  # or it is painted once more
            self._held.close()
            self._screen.screen_layout_refresh_signal.subscribe(
                self._screen, lambda _: self.painted.set(), immediate=True
            )
