"""A terminal for comparisons of drivers: pyte, corrected where terminals differ from it.

Widths are Textual's, half a wide grapheme is blanked, erasing keeps the background, regions scroll.
"""

import re
from collections.abc import Callable
from typing import Any
from unicodedata import category

import pyte
from pyte.screens import Char
from rich.cells import cell_len

_UNREAD = re.compile(
    r"\x1b[P_^X][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[<>=][0-?]*[ -/]*[@-~]"
    r"|\x1b\[[0-?]*[ -/]+[@-~]|\x1b\[\?[0-9;]*[^hl0-9;]"
)
_CUT = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?\Z")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")
_ALTERNATE = {1049, 1047, 47}


class _Stream(pyte.Stream):
    csi = pyte.Stream.csi | {"S": "scroll_up", "T": "scroll_down"}
    events = pyte.Stream.events | {"scroll_up", "scroll_down"}


class Emulator(pyte.Screen):
    """One terminal; `feed` it text and look at its `cells`."""

    def __init__(
        self,
        width: int,
        height: int,
        *,
        colours_erased: bool = True,
        counts: Callable[[str], int] = cell_len,
        composes: bool = True,
    ) -> None:
        self.colours_erased = colours_erased
        self.counts = counts
        """Returns the cells of a single character."""
        self.composes = composes
        """True if emoji with joiners, flags and the like are one picture."""
        self.cursor_reports: list[tuple[int, int]] = []
        """Line and column of the cursor, from one, at each request for them."""
        self.modes_on: set[int] = {25}
        self.keyboard: list[str] = []
        self.before: Any = None
        self._tail = ""
        self._last = (-1, -1)
        super().__init__(width, height)
        self.stream = _Stream(self)

    def feed(self, text: str) -> None:
        text = self._tail + text
        incomplete = _CUT.search(text)
        self._tail = text[incomplete.start() :] if incomplete else ""
        text = text[: len(text) - len(self._tail)]
        for sign, number in re.findall(r"\x1b\[([<>])(\d*)u", text):
            if sign == ">":
                self.keyboard.append(number)
            elif self.keyboard:
                self.keyboard.pop()
        self.stream.feed(_UNREAD.sub("", text))

    def cells(self) -> list[list[Char]]:
        """Return the visible cells; for a blank, only the attributes that show without a glyph."""
        return [self.row(y) for y in range(self.lines)]

    def row(self, y: int) -> list[Char]:
        """Return the visible cells of a row."""
        return [_visible(self.buffer[y][x]) for x in range(self.columns)]

    def text(self) -> str:
        return "\n".join(
            "".join(self.buffer[y][x].data for x in range(self.columns)).rstrip()
            for y in range(self.lines)
        )

    def draw(self, data: str) -> None:
        for char in data:
            line = self.buffer[self.cursor.y]
            y, x = self._last
            before = line[x].data if y == self.cursor.y else ""
            if " " <= char <= "~" and not before.endswith("\u200d"):  # the usual case, kept quick
                self._put(line, self.cursor.x, char, 1)
            elif before and self._joins(before, char):
                line[x] = line[x]._replace(data=before + char)
                if self.composes and self.cursor.x == x + 1 and cell_len(before + char) == 2:
                    self._put(line, x, before + char, 2)
            elif width := self.counts(char):
                self._put(line, self.cursor.x, char, width)
        self.dirty.add(self.cursor.y)

    def _joins(self, before: str, char: str) -> bool:
        """Return True if a character goes into the cell of the grapheme before it."""
        flags = _REGIONAL.fullmatch(before) and _REGIONAL.fullmatch(char)
        is_one_picture = self.composes and (bool(flags) or before.endswith("\u200d"))
        return is_one_picture or self.counts(char) == 0

    def report_device_status(self, mode: int, **_: Any) -> None:
        if mode == 6:
            self.cursor_reports.append((self.cursor.y + 1, self.cursor.x + 1))

    def _put(self, line: Any, x: int, text: str, width: int) -> None:
        x = min(x, self.columns - width)
        end = x + width
        if not line[x].data or (end < self.columns and not line[end].data):
            self._mend(line, x, end)
        attributes = self.cursor.attrs[1:]
        line[x] = Char(text, *attributes)
        for stub in range(x + 1, end):
            line[stub] = Char("", *attributes)
        self._last = (self.cursor.y, x)
        self.cursor.x = end

    def _mend(self, line: Any, start: int, end: int) -> None:
        """Blank the outer halves of graphemes that an edge cuts in two."""
        lead = start
        while lead > 0 and not line[lead].data:
            lead -= 1
        for x in range(lead, start):
            line[x] = line[x]._replace(data=" ")
        while end < self.columns and not line[end].data:
            line[end] = line[end]._replace(data=" ")
            end += 1

    def _erase(self, start: int, end: int) -> None:
        line = self.buffer[self.cursor.y]
        self._mend(line, start, end)
        background = self.cursor.attrs.bg if self.colours_erased else "default"
        for x in range(start, end):
            line[x] = self.default_char._replace(bg=background)
        self._last = (-1, -1)

    def erase_characters(self, count: int | None = None) -> None:
        x = min(self.cursor.x, self.columns - 1)
        self._erase(x, min(self.columns, x + (count or 1)))

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:  # noqa: FBT001, FBT002
        x = min(self.cursor.x, self.columns - 1)
        if private:
            raise NotImplementedError
        self._erase(0 if how else x, x + 1 if how == 1 else self.columns)

    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        self._last = (-1, -1)
        super().cursor_position(line, column)

    def cursor_forward(self, count: int | None = None) -> None:
        self._last = (-1, -1)
        super().cursor_forward(count)

    def scroll_up(self, count: int = 1) -> None:
        self._scroll(count or 1)

    def scroll_down(self, count: int = 1) -> None:
        self._scroll(-(count or 1))

    def _scroll(self, lines: int) -> None:
        top, bottom = self.margins or (0, self.lines - 1)
        before = {y: dict(self.buffer[y]) for y in range(top, bottom + 1)}
        for y in range(top, bottom + 1):
            self.buffer[y].clear()
            self.buffer[y].update(before.get(y + lines, {}))

    def select_graphic_rendition(self, *attrs: int, **_: Any) -> None:
        # pyte has no dim attribute; `blink`, which no driver uses, represents it.
        codes, remaining = [], list(attrs) or [0]
        while remaining:
            code = remaining.pop(0)
            if code in (38, 48):
                length = {5: 2, 2: 4}[remaining[0]]
                codes += [code, *remaining[:length]]
                del remaining[:length]
            else:
                codes += {2: [5], 22: [22, 25], 21: [4], 5: [], 6: [], 25: []}.get(code, [code])
        if codes:
            super().select_graphic_rendition(*codes)

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        if kwargs.get("private"):
            self.modes_on |= set(modes)
            if _ALTERNATE & set(modes):
                self.save_cursor()
                self.before = self.before or {y: dict(row) for y, row in self.buffer.items()}
                self.erase_in_display(2)
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        if kwargs.get("private"):
            self.modes_on -= set(modes)
            if _ALTERNATE & set(modes) and self.before is not None:
                self.erase_in_display(2)
                for y, row in self.before.items():
                    self.buffer[y].update(row)
                self.before = None
                self.restore_cursor()
        super().reset_mode(*modes, **kwargs)


def counted_alone(char: str) -> int:
    """Return the cells of a character as the C library, xterm and tmux count them."""
    if category(char) == "Mc" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 1 if category(char) == "Mc" else 2
    return cell_len(char)


def _visible(cell: Char) -> Char:
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return Char(" ", bg=cell.bg)
    return cell


def first_difference(first: Emulator, second: Emulator) -> str:
    """Return the first difference of two terminals, for a test to print; empty if there is none."""
    assert (first.columns, first.lines) == (second.columns, second.lines)
    for y in range(first.lines):
        if first.buffer[y] == second.buffer[y]:
            continue
        for x, (cell, other_cell) in enumerate(zip(first.row(y), second.row(y), strict=True)):
            if cell != other_cell:
                return f"row {y} column {x}: {cell} against {other_cell}"
    return ""


def rows(emulator: Emulator) -> list[str]:
    return emulator.text().split("\n")
