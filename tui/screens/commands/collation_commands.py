"""The keys for the comparison of the accounts: lists, quotations, claim map, side by side."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.lazy_imports import lazy_imports
from tui.screens.collation.controller import CollationController
from tui.screens.collation.passage_choice import PassageChoice
from tui.screens.commands.command_context import CommandContext
from tui.screens.commands.note_commands import NoteCommands
from tui.screens.messages import PassageChosen, StatusChanged
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.widgets.core.bindings import bindings

with lazy_imports():
    from tui.screens.collation import (
        claim_map_dialog,
        difference_list,
        quotations_dialog,
        sentence_lists,
        side_by_side,
    )
    from tui.screens.notes import passage_copy
    from tui.screens.versions import version_list

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison
    from tui.collation.sources.collation import Collation
    from tui.screens.collation.collation_list import CollationList


class CollationCommands(Container):
    """A container that binds the keys for the comparison."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("collation.", "source.")]

    def __init__(
        self,
        context: CommandContext,
        *,
        collation: CollationController,
        note_commands: NoteCommands,
    ) -> None:
        super().__init__(id="collation-commands")
        self._settings = context.settings
        self._lookup = context.lookup
        self._selection = context.selection
        self._notes = context.notes
        self._collation = collation
        self._note_commands = note_commands

    def action_collation_differences(self) -> None:
        if comparison := self._comparison("No value differs", lambda c: c.differences):
            self._show_list(
                difference_list.DifferenceList(
                    comparison, self._selection.document, self._copy_text, self._settings.keys
                ),
                partial(self._side_of_difference, comparison),
            )

    def action_collation_only_here(self) -> None:
        document = self._selection.document
        if comparison := self._comparison(
            "Others say all of this article",
            lambda c: [*c.only_here(document), *c.partly_new(document)],
        ):
            self._show_list(
                sentence_lists.OnlyHereList(
                    comparison, document, self._copy_text, self._settings.keys
                ),
                _target,
            )

    def action_collation_omissions(self) -> None:
        document = self._selection.document
        if comparison := self._comparison(
            "This article leaves out nothing that two others say",
            lambda c: c.omissions(document),
        ):
            self._show_list(
                sentence_lists.OmissionList(
                    comparison, document, self._copy_text, self._settings.keys
                ),
                _target,
            )

    def action_collation_versions(self) -> None:
        document = self._selection.document
        if comparison := self._comparison(
            "No versions: no two of these articles have one address",
            lambda c: c.versions,
        ):
            self._show_list(
                version_list.VersionList(
                    comparison, document, self._copy_text, self._settings.keys
                ),
                partial(self._side_of_change, comparison),
            )

    def action_source_quotations(self) -> None:
        if comparison := self._comparison("No article quotes anybody", lambda c: c.quotations):
            dialog = quotations_dialog.QuotationsDialog(
                comparison, self._titles, self._copy_passage, self._settings.keys
            )
            self.app.push_screen(dialog, self._go_to)

    def action_source_claims(self) -> None:
        if comparison := self._comparison(
            "No two articles make the same claim", lambda c: c.claim_map.rows
        ):
            dialog = claim_map_dialog.ClaimMapDialog(
                comparison, self._selection.here, self._titles, self._copy_text, self._settings.keys
            )
            self.app.push_screen(dialog, self._go_to)

    def action_source_side_by_side(self) -> None:
        if comparison := self._comparison(
            "There is no other article to compare with", lambda c: self._other_side(c.collation)
        ):
            dialog = side_by_side.SideBySideScreen(
                comparison,
                self._selection.here,
                self._other_side(comparison.collation),
                names={
                    n: (f.title, self._lookup.titles.file_name(f))
                    for n, f in self._lookup.corpus_files.items()
                },
                copy_passages=self._copy_passages,
                copy_text=self._copy_text,
                changed_keys=self._settings.keys,
            )
            self.app.push_screen(dialog, self._go_to)

    @property
    def _titles(self) -> dict[str, str]:
        """The documents' titles."""
        return {name: file.title for name, file in self._lookup.corpus_files.items()}

    def _other_side(self, collation: "Collation") -> str:
        """Return the document of the chosen card, or else the one with most in common.

        Returns an empty string if there is no other document.
        """
        document = self._selection.document
        match = self._selection.match()
        likely = [match.there.document] if match else []
        likely += [collation.most_related(document) or "", *collation.documents]
        return next(
            (name for name in likely if name in collation.documents and name != document), ""
        )

    def _comparison(
        self, empty: str, rows: "Callable[[CorpusComparison], object]"
    ) -> "CorpusComparison | None":
        """Return the comparison if it is ready and has `rows`; else show the reason."""
        comparison = self._collation.comparison_with(self._selection.document)
        if comparison is None:
            is_only_article = not self._lookup.other_count
            waiting = "The accounts are still being compared"
            self._say("There is no other article to compare with" if is_only_article else waiting)
            return None
        if not rows(comparison):
            self._say(empty)
            return None
        return comparison

    def _say(self, text: str) -> None:
        self.post_message(StatusChanged(text))

    # The chosen line

    def _copy_text(self, text: str, ending: str = "") -> str:
        return passage_copy.copy_text(self.app, text, self._notes.service.folder, ending)

    def _copy_passage(self, chosen: PassageChoice) -> str:
        return passage_copy.copy(self.app, self._passage(chosen), self._notes.service.folder)

    def _copy_passages(self, chosen: Sequence[PassageChoice]) -> str:
        text = "\n".join(
            passage_copy.quotation(self._passage(passage_choice)) for passage_choice in chosen
        )
        return self._copy_text(text, ", references included")

    def _passage(self, chosen: PassageChoice) -> SelectedPassage:
        return SelectedPassage(self._lookup.corpus_files[chosen.document], chosen.span)

    def _go_to(self, chosen: PassageChoice | None) -> None:
        if chosen is None:
            return
        # Posted to the screen itself, so that the note begins after the jump.
        screen = self.screen
        screen.post_message(PassageChosen(chosen.document, chosen.span.start, chosen.source))
        if chosen.note:
            screen.call_later(self._note_commands.write_on_passage, self._passage(chosen))

    def _show_list(
        self, dialog: "CollationList", passage_of: Callable[[str], PassageChosen]
    ) -> None:
        """Show a list; go to the passage of the chosen line, and write a note there if wanted.

        `passage_of` returns the passage of a line.
        """

        def go(chosen: str | None) -> None:
            if chosen is None:
                return
            self.screen.post_message(passage_of(chosen))
            if dialog.is_for_note:
                self.screen.call_later(self._note_commands.action_note_write)

        self.app.push_screen(dialog, go)

    def _side_of_difference(self, comparison: "CorpusComparison", chosen: str) -> PassageChosen:
        """Return the side of the open article, or else the first one."""
        difference = comparison.distinct_differences[int(chosen)]
        here, there = difference.here, difference.there
        offset, source = difference.a_value.start, there.document
        if there.document == self._selection.document:
            here, offset, source = there, difference.b_value.start, here.document
        return PassageChosen(here.document, offset, source)

    def _side_of_change(self, comparison: "CorpusComparison", chosen: str) -> PassageChosen:
        """Return the side of the open article, or else of the later version, if it has one."""
        pair, change = version_list.chosen_change(comparison, chosen)
        sides = [
            (pair.later, change.later, pair.earlier),
            (pair.earlier, change.earlier, pair.later),
        ]
        existing_sides = [
            (document, span, other_document) for document, span, other_document in sides if span
        ]
        open_article = self._selection.document
        document, span, other_document = next(
            (side for side in existing_sides if side[0] == open_article), existing_sides[0]
        )
        return PassageChosen(document, span.start, other_document)


def _target(chosen: str) -> PassageChosen:
    return PassageChosen(*sentence_lists.target(chosen))
