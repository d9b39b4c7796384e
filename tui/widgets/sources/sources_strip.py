"""The sources strip: one line that replaces the panel on a small screen."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.core.text_lines import clip_lines


class SourcesStrip(Widget):
    """A line with the number of matches and the beginning of the chosen card."""

    words: reactive[str] = reactive("")
    """The text; it is cut at the right."""

    def render(self) -> Content:
        """Return the text, as far as there is room."""
        return Content(f" {clip_lines(self.words, 1, max(1, self.size.width - 2))[0]}")
