"""The keys for what is new to the reader: go to the article with most, take reading back."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.messages import NoveltyToggled, StatusChanged
from tui.widgets.core.bindings import bindings
from tui.widgets.documents.document_list import DocumentList

_WAITING = "It is not known yet what is new: the accounts are still being compared"


class NoveltyCommands(Container):
    """A container that binds the keys for what is new."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("novelty.")]

    def __init__(
        self, novelty: NoveltyController, selection: SourceSelection, documents: DocumentList
    ) -> None:
        super().__init__(id="novelty-commands")
        self._novelty = novelty
        self._selection = selection
        self._documents = documents

    def action_novelty_next(self) -> None:
        if most := self._novelty.most_new(self._selection.document):
            self.post_message(DocumentList.DocumentChosen(most[0]))
        elif not self._novelty.is_known and (neighbour := self._documents.neighbour(1)):
            self.post_message(DocumentList.DocumentChosen(neighbour))
        else:
            self.post_message(StatusChanged("Nothing is new in the other articles"))

    def action_novelty_toggle(self) -> None:
        self._novelty.toggle()
        self.post_message(NoveltyToggled())

    def action_novelty_undo(self) -> None:
        if not self._novelty.undo():
            self.post_message(StatusChanged(_WAITING))

    def action_novelty_reset(self) -> None:
        if not self._novelty.reset():
            self.post_message(StatusChanged(_WAITING))
