"""Comparing whole sources: the keys for the quotations and the claim map."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.lazy_imports import lazy_imports
from tui.screens.collation.controller import CollationController
from tui.screens.collation.passage_choice import PassageChoice
from tui.screens.commands.note_commands import NoteCommands
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.messages import PassageChosen
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.screens.notes.notes_controller import NotesController
from tui.settings import Settings
from tui.widgets.core.bindings import bindings

with lazy_imports():
    from tui.screens.collation import claim_map_dialog, quotations_dialog
    from tui.screens.notes import passage_copy

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison


class SourceCommands(Container):
    """A container that binds the keys for screens of all sources."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("source.")]

    def __init__(
        self,
        settings: Settings,
        lookup: MatchLookup,
        selection: SourceSelection,
        notes: NotesController,
        *,
        collation: CollationController,
        note_commands: NoteCommands,
    ) -> None:
        super().__init__(id="source-commands")
        self._settings = settings
        self._lookup = lookup
        self._selection = selection
        self._notes = notes
        self._collation = collation
        self._note_commands = note_commands

    def action_source_quotations(self) -> None:
        comparison = self._comparison()
        if comparison is None:
            return
        if not comparison.quotations:
            self._notes.show_status("No article quotes anybody")
            return
        dialog = quotations_dialog.QuotationsDialog(
            comparison, self._copy_passage, self._settings.keys
        )
        self.app.push_screen(dialog, self._go_to)

    def action_source_claims(self) -> None:
        comparison = self._comparison()
        if comparison is None:
            return
        if not comparison.claim_map.rows:
            self._notes.show_status("No two articles make the same claim")
            return
        here = self._selection.here
        names = {name: file.title for name, file in self._lookup.corpus_files.items()}
        dialog = claim_map_dialog.ClaimMapDialog(
            comparison, here, names, self._copy_text, self._settings.keys
        )
        self.app.push_screen(dialog, self._go_to)

    def _comparison(self) -> "CorpusComparison | None":
        """Return what is compared, with the open article; say so if it is not ready."""
        if comparison := self._collation.comparison_with(self._selection.document):
            return comparison
        alone = not self._lookup.others
        text = "There is no other article to compare with" if alone else "Not all is compared yet"
        self._notes.show_status(text)
        return None

    def _copy_passage(self, chosen: PassageChoice) -> str:
        return passage_copy.copy(self.app, self._passage(chosen), self._notes.service.folder)

    def _copy_text(self, text: str, about: str) -> str:
        return passage_copy.copy_text(self.app, text, self._notes.service.folder, about)

    def _passage(self, chosen: PassageChoice) -> SelectedPassage:
        return SelectedPassage(self._lookup.corpus_files[chosen.document], chosen.span)

    def _go_to(self, chosen: PassageChoice | None) -> None:
        if chosen is None:
            return
        # To the screen itself, so that a note is begun after it has gone there.
        screen = self.screen
        screen.post_message(PassageChosen(chosen.document, chosen.span.start, chosen.source))
        if chosen.note:
            screen.call_later(self._note_commands.write_on_passage, self._passage(chosen))
