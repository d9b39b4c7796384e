"""Holding a frame until a widget has its new view: the screen is painted once, not twice."""

from contextlib import ExitStack

from textual.screen import Screen
from textual.widget import Widget


def hold_frame(screen: Screen[None], widget: Widget) -> None:
    """Hold the next frame of a screen until `widget` has handled the messages sent to it."""
    batch = ExitStack()
    batch.enter_context(screen.app.batch_update())

    def release() -> None:
        batch.close()
        screen.check_idle()

    if not widget.call_later(release):
        batch.close()
