"""The display of the status line: the state of the reader, or a message in its place."""

from collections.abc import Callable, Sequence

from tui.screens.matching.source_selection import SourceSelection
from tui.screens.reading.status_text import StatusText
from tui.widgets.core.status_line import StatusLine


class StatusDisplay:
    """The text in the status line, and its reason: state or message."""

    def __init__(
        self,
        line: StatusLine,
        text: StatusText,
        selection: SourceSelection,
        progress: Callable[[], str],
    ) -> None:
        """Create a display.

        Args:
            line: The status line.
            text: The state of the reader in words.
            selection: The passage on the reading line.
            progress: Returns the progress of the matching in words.
        """
        self._line = line
        self._text = text
        self._selection = selection
        self._progress = progress
        self._shown_state = ""
        """The last state of the reader in the line."""
        self._shown_progress = ""
        """The last progress of the matching in the line."""
        self._reload = ""
        """The result of reading files again, until the reader moves."""
        self._entry = ""
        """The unknown facts of the entry under the cursor of the list, in words."""
        self._reloaded_at = 0
        """The passage on the reading line at that time."""

    def say(self, message: str) -> None:
        """Show a message, until the state is shown again."""
        self._line.message = message

    def update(self) -> None:
        """Show the state of the reader."""
        if text := self._text.describe(self._reload):
            text = " · ".join(filter(None, (text, self._entry)))
            self._shown_state = text
            self.say(text)

    @property
    def is_state(self) -> bool:
        """True if the line shows the last state, no message."""
        return self._line.message == self._shown_state

    def update_reading(self) -> None:
        """Show the state with the progress of the reading from the disk, if that takes a while."""
        if self._text.is_reading_slow:
            self.update()

    def update_matching(self) -> None:
        """Show the state if the progress of the matching has changed; a message stays."""
        if self._progress() != self._shown_progress:
            self._shown_progress = self._progress()
            if self.is_state:
                self.update()

    # The entry under the cursor of the list

    def tell_entry(self, unknown: Sequence[str]) -> None:
        """Tell what is unknown of the entry under the cursor in the state, while it is there."""
        self._entry = " · ".join(unknown)

    def drop_entry(self) -> None:
        """Tell no more of the entry; a message stays."""
        is_state, self._entry = self.is_state, ""
        if is_state:
            self.update()

    # The result of reading files again

    def tell_reload(self, message: str) -> None:
        """Show the result of reading files again in the state, until the reader moves."""
        self._reload, self._reloaded_at = message, self._selection.here.passage

    def drop_reload(self) -> None:
        """Drop the result of reading files again."""
        self._reload = ""

    def follow(self) -> None:
        """Drop the result if the reader has moved since."""
        if self._selection.here.passage != self._reloaded_at:
            self._reload = ""
