"""Three panes of prose with highlights, the shape of a reader, to measure drivers with.

Arguments: `plain` or `economical`, then `panes` or `wide`. It reads no corpus and keeps nothing.
"""

import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from tui.terminal.driver import EconomicalDriver, driver_class
from tui.terminal.signals import exit_on_signals

WORDS = (  # noqa: SIM905 - prose reads better than a list
    "the council voted on Tuesday to close two of the city's nine branch libraries from June "
    "after a debate that lasted until midnight and divided the ruling group; residents had "
    "collected more than four thousand signatures and said they would go to court — “we are "
    "not done”, said Marta Öztürk of the friends of the Riverside branch"
).split()
LINES = 400


def prose(line: int, width: int) -> str:
    """Give the text of a line, no longer than a width in cells."""
    text = ""
    at = line * 7 + line * line % 11
    while len(text) + len(WORDS[at % len(WORDS)]) + 1 < width:
        text += WORDS[at % len(WORDS)] + " "
        at += 1
    return text if line % 6 != 5 else ""  # noqa: PLR2004


class Pane(ScrollView, can_focus=True):
    """Lines of prose, two words of each marked."""

    DEFAULT_CSS = "Pane { width: 1fr; background: $surface; }"
    BINDINGS: ClassVar = [
        ("j", "scroll_lines(1)", "Down"),
        ("k", "scroll_lines(-1)", "Up"),
        ("space", "scroll_page", "Page"),
    ]

    def on_mount(self) -> None:
        """Say how much there is to see."""
        self.virtual_size = Size(40, LINES)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll without animation."""
        self.scroll_to(y=self.scroll_y + lines, animate=False, immediate=True)

    def action_scroll_page(self) -> None:
        """Scroll a page without animation."""
        self.scroll_page_down(animate=False)

    def render_line(self, y: int) -> Strip:
        """Give one line with its marks."""
        width = self.scrollable_content_region.width
        line = y + int(self.scroll_y)
        text = prose(line, width).ljust(width)
        base = self.rich_style
        start = line * 5 % max(1, width - 24)
        strip = [Segment(text[:start], base)]
        for colour, end in (("#3b4d2a", start + 9), ("#5a3a28", start + 20)):
            strip.append(Segment(text[start:end], base + Style(bgcolor=colour)))
            start = end
        strip.append(Segment(text[start:], base))
        return Strip([segment for segment in strip if segment.text], width)


class Question(ModalScreen[None]):
    """A small window above the panes."""

    DEFAULT_CSS = """
    Question { align: center middle; }
    Question Static { width: 40; height: 7; border: round $accent; background: $panel; }
    """
    BINDINGS: ClassVar = [("escape", "dismiss", "Close"), ("m", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        """Show a note."""
        yield Static("A note 本語 and a mark ✓\n\nEsc closes it")


class Panes(App[None]):
    """A shelf, an article and its sources."""

    CSS = """
    #shelf { width: 26; background: $panel; border-right: solid $primary; }
    #cards { width: 32; background: $panel; border-left: solid $primary; }
    #keys { height: 1; background: $primary; }
    .wide #shelf, .wide #cards { display: none; }
    .wide Pane { scrollbar-size: 0 0; }
    """
    BINDINGS: ClassVar = [
        ("q", "quit", "Quit"),
        ("m", "ask", "Ask"),
        ("ctrl+l", "redraw", "Redraw"),
        ("ctrl+z", "suspend_process", "Suspend"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        with Vertical():
            with Horizontal():
                yield Static("\n".join(f"● Article {n}, ⸻" for n in range(1, 30)), id="shelf")
                yield Pane()
                yield Static(
                    "\n\n".join(f"The Courier {n}\n  said so" for n in range(9)), id="cards"
                )
            yield Static("j down  k up  space page  q quit", id="keys")

    def on_mount(self) -> None:
        """Leave in order, and start with the reader."""
        self.animation_level = "none"
        exit_on_signals(self)
        self.screen.set_class("wide" in sys.argv, "wide")
        self.query_one(Pane).focus()

    def action_ask(self) -> None:
        """Open the window."""
        self.push_screen(Question())

    def action_redraw(self) -> None:
        """Send everything again."""
        driver = self._driver
        if isinstance(driver, EconomicalDriver):
            driver.redraw()
        else:
            self.refresh()


def main() -> None:
    """Run until q."""
    app = Panes(driver_class=driver_class("plain" if "plain" in sys.argv else ""))
    app.run(mouse="mouse" in sys.argv)
    sys.exit(app.return_code)


if __name__ == "__main__":
    main()
