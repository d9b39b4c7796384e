"""Help: every key and what it does, made from the table of commands, with search inside."""

from collections.abc import Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.keys import COMMANDS, Area, Command, keys_of, shown
from tui.screens.one_size import OneSize
from tui.text.variants import loosened
from tui.widgets.choices import Choice, Choices
from tui.widgets.match_card import lines
from tui.widgets.prompt import Prompt

_KEYS_WIDTH = 20


class Help(OneSize[None], ModalScreen[None]):
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
        self.call_after_refresh(self._show)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        del event
        self.call_after_refresh(self._show)

    @on(Prompt.Typed)
    def _narrow(self) -> None:
        self._show()

    @on(Prompt.Accepted)
    @on(Prompt.GivenUp)
    def _leave(self) -> None:
        if self.is_current:  # a second key may come before the window has gone
            self.dismiss()

    def action_scroll(self, lines: int) -> None:
        self.query_exactly_one(Choices).jump(
            self.query_exactly_one(Choices).scroll_offset.y + lines
        )

    def _show(self) -> None:
        if not self.query(Choices):
            return  # closed before it was painted, by a key that came right behind
        keys, query = self.query_exactly_one(Choices), self.query_exactly_one(Prompt).value
        keys.show(help_lines(query, self._changed, keys.size.width - 6))


def help_lines(query: str, changed: dict[str, str], width: int = 200) -> list[Choice]:
    """The commands in which all words of `query` occur, under the headings of their areas.

    Wrapped to `width` cells, what a command does beside its keys.
    """
    wanted = loosened(query).split()
    found: list[Choice] = []
    for area in Area:
        here = [_told(command, changed) for command in COMMANDS if command.area is area]
        told = [(keys, does) for keys, does in here if _speaks_of(wanted, keys, does)]
        if told:
            found.append(Choice("", area.value, heading=True))
            found += [Choice("", row) for keys, does in told for row in _rows(keys, does, width)]
            found.append(Choice("", ""))
    return found or [Choice("", "Nothing of that kind")]


def _told(command: Command, changed: dict[str, str]) -> tuple[str, str]:
    """The keys of one command, and its title with what it does."""
    keys = "  ".join(shown(key) for key in keys_of(command, changed))
    return keys, f"{command.title}: {command.doc}"


def _speaks_of(wanted: list[str], keys: str, does: str) -> bool:
    return all(word in loosened(f"{keys} {does}") for word in wanted)


def _rows(keys: str, does: str, width: int) -> list[str]:
    beside = list(lines(does, max(20, width - _KEYS_WIDTH)))
    return [f"  {keys if n == 0 else '':<{_KEYS_WIDTH}}{row}" for n, row in enumerate(beside)]
