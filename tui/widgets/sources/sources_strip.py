"""A line of the sources panel, where the screen has no room for the panel beside the article."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.core.text_lines import clip_lines


class SourcesStrip(Widget):
    """How many other articles say the passage being read, and how the chosen card begins."""

    words: reactive[str] = reactive("")
    """What it says; it is cut at the right."""

    def render(self) -> Content:
        """Return the words, as far as there is room."""
        return Content(f" {clip_lines(self.words, 1, max(1, self.size.width - 2))[0]}")
