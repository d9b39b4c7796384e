"""The keys for what is new to the reader: show it or not, take reading back."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.messages import NoveltyToggled, StatusChanged
from tui.widgets.core.bindings import bindings

_WAITING = "It is not known yet what is new: the accounts are still being compared"


class NoveltyCommands(Container):
    """A container that binds the keys for what is new."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("novelty.")]

    def __init__(self, novelty: NoveltyController) -> None:
        super().__init__(id="novelty-commands")
        self._novelty = novelty

    def action_novelty_toggle(self) -> None:
        self._novelty.toggle()
        self.post_message(NoveltyToggled())

    def action_novelty_undo(self) -> None:
        if not self._novelty.undo():
            self.post_message(StatusChanged(_WAITING))

    def action_novelty_reset(self) -> None:
        if not self._novelty.reset():
            self.post_message(StatusChanged(_WAITING))
