"""Help: every key and what it does, made from the table of commands, with search inside."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.keys import COMMANDS, Area, Command, keys_of, shown
from tui.widgets.choices import Choice, Choices
from tui.widgets.prompt import Prompt


class Help(ModalScreen[None]):
    """The keys, narrowed down by what is typed."""

    BINDINGS = [  # noqa: RUF012  # Textual's way
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
    ]

    def __init__(self, changed_keys: Mapping[str, str]) -> None:
        super().__init__()
        self._changed = dict(changed_keys)

    def compose(self) -> ComposeResult:
        """What is looked for, above what there is."""
        with Vertical(id="help"):
            yield Prompt("Search the help; Esc closes it", id="query")
            yield Choices(id="keys")

    def on_mount(self) -> None:
        """All keys, until something is typed."""
        self.query_exactly_one(Prompt).focus()
        self._show("")

    @on(Prompt.Typed)
    def _narrow(self, event: Prompt.Typed) -> None:
        self._show(event.text)

    @on(Prompt.Accepted)
    @on(Prompt.GivenUp)
    def _leave(self) -> None:
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        self.query_exactly_one(Choices).jump(
            self.query_exactly_one(Choices).scroll_offset.y + lines
        )

    def _show(self, query: str) -> None:
        self.query_exactly_one(Choices).show(list(help_lines(query, self._changed)))


def help_lines(query: str, changed: dict[str, str]) -> list[Choice]:
    """The commands in which all words of `query` occur, under the headings of their areas."""
    wanted = query.lower().split()
    lines: list[Choice] = []
    for area in Area:
        here = [_told(command, changed) for command in COMMANDS if command.area is area]
        told = [line for line in here if all(word in line.lower() for word in wanted)]
        if told:
            lines.append(Choice("", area.value, heading=True))
            lines += [Choice("", f"  {line}") for line in told]
            lines.append(Choice("", ""))
    return lines or [Choice("", "Nothing of that kind")]


def _told(command: Command, changed: dict[str, str]) -> str:
    """The line of one command: its keys, its title, what it does."""
    keys = "  ".join(shown(key) for key in keys_of(command, changed))
    return f"{keys:<18} {command.title}: {command.doc}"
