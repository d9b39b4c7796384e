"""The help: the keys of the focused pane or list, the legend, every key; with a filter."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.commands import BY_ID, COMMANDS, FOOTERS, Area, Command, hint_list, key_label, keys_of
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.filtered_list import FilteredList
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
    """A text to read, which a filter narrows; the key that opened it closes it, too."""

    CSS_PATH = STYLES / "dialogs.tcss"  # parsed when first shown
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,enter", "leave", show=False)]

    def __init__(
        self,
        changed_keys: Mapping[str, str],
        keyboard: str = READER,
        mark_names: Mapping[int, str] | None = None,
        areas: Sequence[Area] = (),
    ) -> None:
        """Create the help.

        Args:
            changed_keys: The keys that the user changed.
            keyboard: The name of the pane with the focus, one of `FOOTERS`.
            mark_names: The names of kinds of marks, by number.
            areas: The areas whose keys work in the open dialog, if there is one.
        """
        super().__init__()
        self._mark_names = mark_names or {}
        self._changed = dict(changed_keys)
        self._keyboard = keyboard
        self._areas = areas

    def compose(self) -> ComposeResult:
        """Yield the lines."""
        hints = hint_list(
            self._changed, "list.back", "move.line_down/move.line_up read on", "list.filter search"
        )
        with Sheet("Help", hints, changed_keys=self._changed, id="help"):
            yield FilteredList("Words of the help", ChoiceList(has_keys=True, id="keys"))

    def on_resize(self, event: events.Resize) -> None:
        """Show the lines, wrapped at the new width."""
        del event
        self.call_later(self._show)  # once the widgets have their sizes

    @on(FilteredList.Narrowed)
    def _narrow(self) -> None:
        self._show()

    @on(FilteredList.Left)
    def action_leave(self) -> None:
        if self.is_current:  # a second key may arrive before the help is closed
            self.dismiss()

    async def action_app_help(self) -> None:
        self.action_leave()

    def _show(self) -> None:
        if not self.query(ChoiceList):
            return  # a key right behind may close the help before it is painted
        keys, query = self.query_exactly_one(ChoiceList), self.query_exactly_one(FilteredList).text
        keys.show(
            help_lines(
                query,
                self._changed,
                keys.size.width - 6,
                keyboard=self._keyboard,
                mark_names=self._mark_names,
                areas=self._areas,
            )
        )


def help_lines(
    query: str,
    changed: dict[str, str],
    width: int = 200,
    *,
    keyboard: str = READER,
    mark_names: Mapping[int, str] | None = None,
    areas: Sequence[Area] = (),
) -> list[Choice]:
    """Return the lines of the help that have all words of `query`, under their headings.

    The keys of `areas` come first, or those of the `keyboard` pane if there are no areas; then the
    legend, then every other key, wrapped to `width` cells.
    """
    sections: list[tuple[str, Sequence[tuple[str, str]]]] = [
        (_heading(area) if area is areas[0] else area.value, _descriptions(area, changed))
        for area in areas
    ]
    if not areas:
        footer_rows = [_in_footer(hint, changed) for hint in FOOTERS[keyboard]]
        sections.append((f"Here: {_PLACES[keyboard]}", footer_rows))
    sections += legend(mark_names or {}).items()
    sections += [(area.value, _descriptions(area, changed)) for area in Area if area not in areas]
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


def _heading(area: Area) -> str:
    """Return the heading of the area that has the keyboard."""
    return f"Here: {area.value[:1].lower()}{area.value[1:]}"


def _descriptions(area: Area, changed: dict[str, str]) -> list[tuple[str, str]]:
    """Return the keys of each command of an area, with its description."""
    return [_description(command, changed) for command in COMMANDS if command.area is area]


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
