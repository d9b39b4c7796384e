"""The order of the document list and the sigla of the articles; the reader may set both.

A siglum stays with its article in any order; only a key of its own assigns the sigla again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.siglum_assignment import SiglumAssignment
from tui.reading_state.reading_position import ReadingPosition
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.documents.document_entries import ListOrder, sort_files
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.note_service.note_actions import NoteActions


class DocumentOrder:
    """The order of one corpus, saved between runs."""

    def __init__(
        self,
        host: DOMNode,
        workspace: Workspace,
        act: "Callable[[Callable[[NoteActions], str]], None]",
    ) -> None:
        """`host` runs the workers; `act` carries out a change that can be undone."""
        self._host = host
        self._workspace = workspace
        self._act = act
        self._chosen: ListOrder | None = None

    @property
    def sigla(self) -> SiglumAssignment:
        """The present sigla."""
        return self._workspace.sigla_known

    @property
    def corpus_title(self) -> str:
        """The title of the corpus in its configuration; empty if it has none."""
        return self._workspace.config.title

    @property
    def order(self) -> ListOrder:
        """The order that was chosen last, in this run or an earlier one."""
        saved_name = self._workspace.list_order.upper()
        first = self._orders[0]
        order = self._chosen or (
            ListOrder[saved_name] if saved_name in ListOrder.__members__ else first
        )
        return order if order in self._orders else first

    @property
    def _orders(self) -> list[ListOrder]:
        """The orders that this corpus has; the first one is the order without a choice."""
        lacking = set()
        if not self._workspace.config.order:
            lacking.add(ListOrder.STATED)
        if not self.sigla.is_arranged:
            lacking.add(ListOrder.OWN)
        return [order for order in ListOrder if order not in lacking]

    def sort(
        self, corpus_files: Iterable[CorpusFile], positions: Mapping[str, ReadingPosition]
    ) -> list[CorpusFile]:
        """Return the files in the chosen order."""
        return sort_files(corpus_files, self.order, positions, self.sigla)

    def keep_sigla(self, corpus_files: Iterable[CorpusFile]) -> None:
        """Save the sigla of all files, once all are read."""
        files = tuple(file for file in corpus_files if file.document)
        self._run(partial(self._workspace.keep_sigla, files))

    def choose_next(self) -> str:
        """Choose the next order, after the last the first; return a message."""
        orders = self._orders
        self._choose(orders[(orders.index(self.order) + 1) % len(orders)])
        return f"Documents: {self.order}"

    def move(self, corpus_files: Sequence[CorpusFile], document: str, step: int) -> str:
        """Move a document of the list; return the reason if that fails, else an empty string.

        Args:
            corpus_files: The files in the order of the list.
            document: The id of the document to move.
            step: 1 to move it down, -1 to move it up.
        """
        files = [file for file in corpus_files if file.document]
        moved_file = next((file for file in files if file.id == document), None)
        if moved_file is None:
            return "Only an article that can be read has a place in the order"
        was_own = self._chosen is ListOrder.OWN or self.order is ListOrder.OWN

        def plan(assignment: SiglumAssignment) -> SiglumAssignment | None:
            assignment = assignment.extend(files)
            # An earlier key may have moved it since the list was made.
            positions = assignment.places()
            in_order = sorted(files, key=lambda file: positions[file.key]) if was_own else files
            return assignment.move([file.key for file in in_order], moved_file.key, step)

        self._choose(ListOrder.OWN)
        letter = self.sigla.extend(files).sigla()[moved_file.key]
        label = f"article {letter} moved {'down' if step > 0 else 'up'}, its letter stays"
        unchanged = f"This is the {'last' if step > 0 else 'first'} article of the list"
        self._act(lambda actions: actions.change_sigla(label, plan, unchanged))
        return ""

    def deal(self, corpus_files: Sequence[CorpusFile]) -> None:
        """Assign the sigla again, in the order of the list."""
        files = [file for file in corpus_files if file.document]
        keys = [file.key for file in files]
        label = "letters dealt anew, in the order of the list"
        unchanged = "The letters follow the list already"
        self._act(
            lambda actions: actions.change_sigla(
                label, lambda assignment: assignment.extend(files).deal(keys), unchanged
            )
        )

    def _choose(self, order: ListOrder) -> None:
        self._chosen = order
        self._run(partial(self._workspace.keep_list_order, order.name.lower()))

    def _run(self, work: "partial[None]") -> None:
        self._host.run_worker(work, thread=True, group=WorkerGroup.LIST_ORDER)
