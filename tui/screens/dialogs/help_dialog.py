"""The help: the keys of the focused pane, the legend, every key; with a search."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding

from tui.commands import BY_ID, COMMANDS, FOOTERS, Area, Command, hint_list, key_label, keys_of
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.prompt import Prompt
from tui.widgets.core.sheet import Sheet
from tui.widgets.core.status_line import READER
from tui.widgets.core.text_lines import wrap_lines
from tui.widgets.layout.legend import legend

_KEYS_WIDTH = 20
_PLACES = {
    "reader": "the article has the keyboard",
    "documents": "the list of documents has the keyboard",
    "sources": "the sources have the keyboard",
    "editor": "you are writing a note",
    "search": "you are searching the article",
    "filter": "you are filtering the list of documents",
    "tagging": "you are tagging a passage",
    "naming": "you are naming a kind of mark",
    "relating": "you are naming the relation of two passages",
}


class Help(DialogScreen[None]):
    """A list of keys that a query narrows."""

    CSS_PATH = STYLES / "dialogs.tcss"  # parsed when first shown
    BINDINGS = [  # noqa: RUF012  # Textual's way
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(15)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
        # Before the prompt, where the two keys would only move the cursor.
        Binding("end", "scroll_to(1)", show=False, priority=True),
        Binding("home", "scroll_to(0)", show=False, priority=True),
    ]

    def __init__(
        self,
        changed_keys: Mapping[str, str],
        keyboard: str = READER,
        mark_names: Mapping[int, str] | None = None,
    ) -> None:
        """Create the help.

        Args:
            changed_keys: The keys that the user changed.
            keyboard: The name of the pane with the focus, one of `FOOTERS`.
            mark_names: The names of kinds of marks, by number.
        """
        super().__init__()
        self._mark_names = mark_names or {}
        self._changed = dict(changed_keys)
        self._keyboard = keyboard

    def compose(self) -> ComposeResult:
        """Yield the prompt, above the list."""
        with Sheet("Help", ("Esc back", "↑/↓/PgDn read on"), id="help"):
            yield Prompt("Search the help", id="query")
            yield ChoiceList(id="keys")

    def on_mount(self) -> None:
        """Put the cursor into the prompt."""
        self.query_exactly_one(Prompt).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Show the lines, wrapped at the new width."""
        del event
        self.call_later(self._show)  # once the widgets have their sizes

    @on(Prompt.Typed)
    def _narrow(self) -> None:
        self._show()

    @on(Prompt.Accepted)
    @on(Prompt.Cancelled)
    def _leave(self) -> None:
        if self.is_current:  # a second key may arrive before the help is closed
            self.dismiss()

    def action_scroll(self, lines: int) -> None:
        self.query_exactly_one(ChoiceList).jump_to_line(
            self.query_exactly_one(ChoiceList).scroll_offset.y + lines
        )

    def action_scroll_to(self, part: int) -> None:
        """Scroll to the beginning (0) or the end (1)."""
        keys = self.query_exactly_one(ChoiceList)
        keys.jump_to_line(part * keys.max_scroll_y)

    def _show(self) -> None:
        if not self.query(ChoiceList):
            return  # a key right behind may close the help before it is painted
        keys, query = self.query_exactly_one(ChoiceList), self.query_exactly_one(Prompt).value
        keys.show(
            help_lines(query, self._changed, keys.size.width - 6, self._keyboard, self._mark_names)
        )


def help_lines(
    query: str,
    changed: dict[str, str],
    width: int = 200,
    keyboard: str = READER,
    mark_names: Mapping[int, str] | None = None,
) -> list[Choice]:
    """Return the lines of the help that have all words of `query`, under their headings.

    The keys of the `keyboard` pane come first, then the legend, then every key, wrapped to `width`
    cells.
    """
    footer_rows = [_in_footer(each, changed) for each in FOOTERS[keyboard]]
    sections: list[tuple[str, Sequence[tuple[str, str]]]] = [
        (f"Here: {_PLACES[keyboard]}", footer_rows),
        *((heading, signs) for heading, signs in legend(mark_names or {}).items()),
    ]
    for area in Area:
        message = [_description(command, changed) for command in COMMANDS if command.area is area]
        sections.append((area.value, message))
    words = drop_variants(query).split()
    choices: list[Choice] = []
    for heading, rows in sections:
        matching_rows = [row for row in rows if _speaks_of(words, heading, *row)]
        if matching_rows:
            choices.append(Choice("", heading, heading=True))
            choices += [Choice("", line) for row in matching_rows for line in _rows(*row, width)]
            choices.append(Choice("", ""))
    return choices or [Choice("", "Nothing found")]


def _in_footer(commands: str, changed: dict[str, str]) -> tuple[str, str]:
    """Return the keys of commands as a footer names them, and in words what they do."""
    keys, _, word = hint_list(changed, commands)[0].partition(" ")
    names = commands.partition(" ")[0].split("/")
    return keys, BY_ID[names[0]].title if len(names) == 1 else word.capitalize()


def _description(command: Command, changed: dict[str, str]) -> tuple[str, str]:
    """Return the keys of a command, and its title with its description."""
    keys = "  ".join(key_label(key) for key in keys_of(command, changed))
    return keys, f"{command.title}: {command.doc}"


def _speaks_of(words: list[str], *texts: str) -> bool:
    text = drop_variants(" ".join(texts))
    return all(word in text for word in words)


def _rows(keys: str, does: str, width: int) -> list[str]:
    rows = list(wrap_lines(does, max(20, width - _KEYS_WIDTH)))
    if cell_len(keys) >= _KEYS_WIDTH:
        rows.insert(0, "")  # the sign fills its column: its meaning begins below
    return [f"  {keys if n == 0 else '':<{_KEYS_WIDTH}}{row}" for n, row in enumerate(rows)]
