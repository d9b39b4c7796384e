"""A list of choices: each is a line, with an explanation on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.widgets.core.pane import Pane
from tui.widgets.core.text_lines import clip_line

_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the list, in plain words; a line without id can't be chosen."""

    id: str
    text: str
    aside: str = ""
    heading: bool = False
    other: str = ""
    """A second text of equal weight, after the first: where room is short, both are cut alike."""

    @property
    def line(self) -> str:
        """The text and the other one."""
        return f"{self.text}{_BETWEEN}{self.other}" if self.other else self.text


class ChoiceList(Pane):
    """The choices, one of them chosen; a list in which none can be chosen is scrolled."""

    STYLE_PREFIX = "choices"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choices--aside",
        "choices--chosen",
        "choices--heading",
    }

    @dataclass
    class Reached(Message):
        """The cursor has moved to another choice."""

        id: str

    @dataclass
    class Clicked(Message):
        """The reader clicked on a choice."""

        id: str
        again: bool
        """True if it was the chosen one already."""

    def __init__(
        self,
        *,
        has_keys: bool = False,
        id: str | None = None,  # noqa: A002  # Textual's name
    ) -> None:
        """Create a list; without `has_keys` the focus stays elsewhere, as in a prompt."""
        super().__init__(id=id)
        self.can_focus = has_keys
        self._choices: Sequence[Choice] = ()
        self._index = 0

    @property
    def chosen(self) -> str | None:
        """The id of the chosen item, if there is one."""
        return choice.id if (choice := self.chosen_choice) else None

    @property
    def chosen_choice(self) -> Choice | None:
        """The chosen item, if there is one."""
        choice = self._choices[self._index] if self._choices else None
        return choice if choice and choice.id else None

    def show(self, choices: Sequence[Choice]) -> None:
        """Show `choices`, the first one chosen."""
        self._choices = choices
        self._index = next((n for n, choice in enumerate(choices) if choice.id), 0)
        self.set_line_count(len(choices))
        self.jump_to_line(0)
        self.refresh()

    def extend(self, choices: Sequence[Choice]) -> None:
        """Show `choices`, which begin with those that are shown; the chosen one stays chosen."""
        self._choices = choices
        self.set_line_count(len(choices))

    def move_by(self, lines: int) -> None:
        """Move by a number of items, past lines that can't be chosen."""
        if self.chosen_choice is None:
            super().move_by(lines)
            return
        before = self._index
        last = len(self._choices) - 1
        index = min(max(0, self._index + lines), max(0, last))
        step = 1 if lines > 0 else -1
        while 0 <= index <= last and not self._choices[index].id:
            index += step
        # a page ends on the last item before the edge
        if not 0 <= index <= last and abs(lines) > 1:
            index = min(max(0, index), last)
            while not self._choices[index].id:
                index -= step
        if 0 <= index <= last:
            self._index = index
        self._reveal()
        self.refresh()
        if self._index != before:
            self.post_message(self.Reached(self._choices[self._index].id))

    def go_to_edge(self, *, end: bool) -> None:
        """Choose the first or the last item; without items, go to the beginning or the end."""
        if self.chosen_choice is None:
            super().go_to_edge(end=end)
        else:
            self.move_by(len(self._choices) if end else -len(self._choices))

    def _reveal(self) -> None:
        """Scroll to the chosen item, with the headings above it and its details below it."""
        top, bottom, last = self._index, self._index, len(self._choices) - 1
        while top > 0 and self._choices[top - 1].heading:
            top -= 1
        while bottom < last and self._is_detail(self._choices[bottom + 1]):
            bottom += 1
        height = max(1, self.size.height)
        top = max(top, self._index - height + 1)
        bottom = min(bottom, top + height - 1)
        if top < self.scroll_offset.y:
            self.jump_to_line(top)
        elif bottom >= self.scroll_offset.y + height:
            self.jump_to_line(bottom - height + 1)

    @staticmethod
    def _is_detail(choice: Choice) -> bool:
        return bool(choice.text) and not choice.id and not choice.heading

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked item."""
        line = event.y + self.scroll_offset.y
        if line < len(self._choices) and self._choices[line].id:
            again, self._index = line == self._index, line
            self.refresh()
            self.post_message(self.Clicked(self._choices[line].id, again))

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        line, width = y + self.scroll_offset.y, self.size.width
        base = self.base_style
        if line >= len(self._choices):
            return Strip.blank(width, base)
        choice = self._choices[line]
        if choice.heading:
            base += self.component_style("heading")
        elif choice.id and line == self._index:
            base += self.component_style("chosen")
        bar = "┃ " if choice.id and line == self._index else "  "
        free = width - cell_len(bar) - 2
        aside = _clip_middle(choice.aside, max(width // 3, free - cell_len(choice.line) - 1))
        room = free - cell_len(aside)
        text = _fit(choice, room)
        aside_ink = base + self.component_style("aside")
        return Strip(
            [
                Segment(bar + set_cell_size(text, max(0, room)) + " ", base),
                Segment(aside + " ", aside_ink),
            ]
        ).adjust_cell_length(width, base)


def _fit(choice: Choice, cells: int) -> str:
    """Return the text of a choice in at most `cells`; the longer of two texts is cut first."""
    if not choice.other or cell_len(choice.line) <= cells:
        return clip_line(choice.text if not choice.other else choice.line, cells)
    room = max(0, cells - len(_BETWEEN))
    first, second = cell_len(choice.text), cell_len(choice.other)
    first = min(first, max(room // 2, room - second))
    return f"{_clip(choice.text, first)}{_BETWEEN}{_clip(choice.other, room - first)}"


def _clip(text: str, cells: int) -> str:
    """Return a text in at most `cells`, cut before its last word, which names its source."""
    words, space, last = text.rpartition(" ")
    if cell_len(text) <= cells or not words:
        return clip_line(text, cells)
    return clip_line(words, cells - cell_len(last) - 1) + space + last


def _clip_middle(text: str, cells: int) -> str:
    """Return a text in at most `cells`, cut in the middle: the end of a file's name tells most."""
    if cell_len(text) <= cells:
        return text
    end = max(0, cells - 1) // 2
    start = set_cell_size(text, max(0, cells - 1 - end)).rstrip()
    tail = text[len(text) - end :] if end else ""
    return f"{start}…{set_cell_size(tail, min(end, cell_len(tail))).lstrip()}"
