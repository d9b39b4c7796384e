"""The first paint: it waits for a document to read, but only for a short time."""

import threading
from contextlib import ExitStack

from textual.screen import Screen

from tui.textual_private import discard_repaint


class FirstPaintGate:
    """A gate that holds the frames of a screen while its first documents are read."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._batch = ExitStack()
        self.is_raised = False
        """True once frames are painted."""
        self.painted = threading.Event()
        """Set once the first frame is on the screen."""

    def hold(self) -> None:
        """Paint no frames from now on."""
        self._batch.enter_context(self._screen.app.batch_update())

    def release(self) -> None:
        """Paint frames from now on, the first one by the layout that is due."""
        if not self.is_raised:
            self.is_raised = True
            discard_repaint(self._screen)  # else the frame is painted a second time
            self._batch.close()
            self._screen.screen_layout_refresh_signal.subscribe(
                self._screen, lambda _: self.painted.set(), immediate=True
            )
