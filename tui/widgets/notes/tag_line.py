"""The tag line: tags separated by commas, completed by Tab or → from those in use.

A completion is grey after the cursor, and no part of the text until it is accepted.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester

from tui.text.sanitization import clean_line
from tui.widgets.core.prompt import Prompt


class TagLine(Prompt):
    """A prompt for tags."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete", show=False)]

    class Passed(Message):
        """Tab was pressed without a tag to complete."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder, id=id)
        self.suggester = self._tag_suggester = _TagSuggester()

    @property
    def tags(self) -> list[str]:
        """The typed tags; those in use as they were first written."""
        spellings = {tag.casefold(): tag for tag in self._tag_suggester.tags}
        typed = (clean_line(part, 1_000) for part in self.value.split(","))
        return [spellings.get(tag.casefold(), tag) for tag in typed if tag]

    def set_completions(self, tags: Sequence[str]) -> None:
        """Complete from `tags`, the likeliest first."""
        self._tag_suggester.tags = tags

    def begin(self, tags: Sequence[str], value: str = "") -> None:
        """Ask for tags, with completions from `tags`."""
        self.set_completions(tags)
        self.value = value
        self.cursor_position = len(value)
        self.display = True
        self.focus()

    def action_complete(self) -> None:
        if self._suggestion and self.cursor_position == len(self.value):
            self.action_cursor_right()
        else:
            self.post_message(self.Passed())


class _TagSuggester(Suggester):
    """The tags in use, as a suggester."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.tags: Sequence[str] = ()

    async def get_suggestion(self, value: str) -> str | None:
        """Return `value` with its last tag completed; None if no tag in use begins like it."""
        done, _, last = value.rpartition(",")
        start = last.lstrip(" #").casefold()
        if not start:
            return None
        typed = {tag.strip().casefold() for tag in done.split(",")}
        for tag in self.tags:
            folded = tag.casefold()
            if folded != start and folded.startswith(start) and folded not in typed:
                return value + tag[len(start) :]
        return None
