"""The app for comparisons of the drivers: panes of mixed text, a window above, a status line.

Run as a module it starts on the terminal; its first argument names the driver.
"""

import os
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

SENTENCES = [
    "The council voted on Tuesday — “at last”, said one.",
    "新聞は火曜日に報じた、図書館は残る。",
    "Cafe\u0301 and nin\u0303o, decomposed; naïve, composed.",
    "",
    "한국어 문장과 a mixture of words",
    "Nine branches ──── two to close ▁▂▃ from June.",
]


class Pane(ScrollView, can_focus=True):
    DEFAULT_CSS = "Pane { width: 1fr; background: $surface; }"

    def on_mount(self) -> None:
        self.virtual_size = Size(30, 200)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        line = y + int(self.scroll_y)
        text = f"{line:3} {SENTENCES[line % len(SENTENCES)]}"
        base = self.rich_style
        mark = base + Style(bgcolor="#3b4d2a", bold=True, underline=line % 4 == 1)
        strip = Strip([Segment(text[:12], base), Segment(text[12:20], mark)])
        plain = Segment(text[20:] + " " * width, base)
        return Strip([*strip, plain]).crop(0, width)


class Window(ModalScreen[None]):
    DEFAULT_CSS = """
    Window { align: center middle; }
    Window Static { width: 31; height: 7; border: round $accent; background: $panel; }
    """
    BINDINGS: ClassVar = [("m", "close", "Close")]

    def compose(self) -> ComposeResult:
        yield Static("A window 本語\n\nabove the panes")

    def action_close(self) -> None:
        self.dismiss()
        self.app.query_one(Pane).focus()


class Panes(App[None]):
    CSS = """
    #left { width: 20; background: $panel; border-right: solid $primary; }
    #right { width: 24; border: round $secondary; }
    #state { height: 1; background: $primary; }
    .wide #left, .wide #right { display: none; }
    .wide Pane { scrollbar-size: 0 0; }
    """
    BINDINGS: ClassVar = [
        ("j", "move(1)", "Down"),
        ("k", "move(-1)", "Up"),
        ("space", "move(9)", "Page"),
        ("escape", "move(0)", "Stay"),
        ("m", "ask", "Window"),
        ("w", "widen", "Wide"),
        ("s", "leave", "Suspend"),
        ("ctrl+z", "suspend_process", "Stop"),
        ("ctrl+l", "redraw", "Redraw"),
        ("o", "mouse", "Mouse"),
        ("q", "quit", "Quit"),
    ]
    done = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            with Horizontal():
                yield Static("\n".join(f"● 記事 {n}" for n in range(30)), id="left")
                yield Pane()
                ok = "ok" if "simple" in sys.argv else "👍🏽 🇩🇪 ok"
                yield Static("\n\n".join(f"Source {n}\n  {ok}" for n in range(9)), id="right")
            yield Static("state 0", id="state")

    def on_mount(self) -> None:
        self.animation_level = "none"
        exit_on_signals(self, grace=5)
        self.query_one(Pane).focus()

    def count(self) -> None:
        self.done += 1
        self.screen_stack[0].query_one("#state", Static).update(f"state {self.done} {self.size}")

    def action_move(self, lines: int) -> None:
        pane = self.query_one(Pane)
        pane.scroll_to(y=pane.scroll_y + lines, animate=False, immediate=True)
        self.count()

    def action_ask(self) -> None:
        self.push_screen(Window())

    def action_widen(self) -> None:
        self.screen.toggle_class("wide")
        self.count()

    def action_leave(self) -> None:
        with self.suspend():
            os.write(2, b"\r\noutside\r\n")
        self.count()

    def action_redraw(self) -> None:
        if isinstance(self._driver, EconomicalDriver):
            self._driver.redraw()
        self.count()

    def action_mouse(self) -> None:
        if isinstance(self._driver, EconomicalDriver):
            self._driver.set_mouse(enabled=False)
        self.count()


if __name__ == "__main__":
    app = Panes(driver_class=driver_class(sys.argv[1]))
    app.run(mouse="mouse" in sys.argv)
    sys.exit(app.return_code)
