"""Side by side: two articles over the panes, with passages that say the same in one row.

Enter goes to the passage in the reader; f, F, ; and , choose other articles.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.collation.sources.sigla import rank
from tui.commands import Area, hint_list
from tui.exports.alignment_markdown import alignment_markdown
from tui.matching.matches import PassageRef
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.collation.alignment_marks import AlignmentRows
from tui.screens.collation.collation_list import dialog_title
from tui.screens.collation.passage_choice import PassageChoice
from tui.screens.dialogs.document_finder import DocumentFinder
from tui.widgets.collation.alignment_table import AlignmentTable, AlignmentView
from tui.widgets.core.bindings import bindings
from tui.widgets.core.key_hints import fit_hints
from tui.widgets.core.text_lines import clip_line

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison

_HINTED_COMMANDS = (
    "alignment.leave",
    "alignment.next_difference/alignment.previous_difference difference",
    "alignment.next_gap",
    "alignment.open",
    "app.help keys",
    "alignment.lead",
    "alignment.next_article",
    "alignment.choose",
    "alignment.copy",
    "alignment.note",
    "alignment.copy_all",
)


class SideBySideScreen(DialogScreen[PassageChoice | None]):
    """Returns the passage to go to, or None."""

    CSS_PATH = STYLES / "comparison.tcss"  # parsed when first shown
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("alignment.")]
    key_areas = (Area.ALIGNMENT, Area.MOVE)

    def __init__(
        self,
        comparison: "CorpusComparison",
        reference: PassageRef,
        other: str,
        *,
        names: Mapping[str, tuple[str, str]],
        copy_passages: Callable[[Sequence[PassageChoice]], str],
        copy_text: Callable[[str, str], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        """Create the screen.

        Args:
            comparison: The comparison of the corpus.
            reference: The passage on the reading line; its document gives the order.
            other: The document beside it.
            names: Title and file name of each document.
            copy_passages: Copies passages with their references.
            copy_text: Copies a text; its second argument names the text in the message.
            changed_keys: The keys that the user changed.
        """
        super().__init__()
        self._comparison = comparison
        self._sides = reference.document, other
        self._leading = 0
        self._names = names
        self._copy_passages = copy_passages
        self._copy_text = copy_text
        self._changed_keys = changed_keys
        self._rows = AlignmentRows(comparison, self._sides, self._leading)
        self._begin = reference

    def compose(self) -> ComposeResult:
        """Yield the table, the description of the row, and the keys."""
        with Vertical(id="side-by-side"):
            yield AlignmentTable(id="alignment")
            yield Static(id="alignment-row", markup=False)
            yield Static(id="alignment-keys", classes="comparison-line", markup=False)

    def on_mount(self) -> None:
        """Show both articles, with the cursor on the passage of the reading line."""
        self._table = self.query_exactly_one(AlignmentTable)
        self._table.focus()
        self._show(self._begin)

    def on_resize(self, event: events.Resize) -> None:
        """Show as many keys as there is room for."""
        del event
        self.call_later(self._fit)  # once the widgets have their sizes

    def _fit(self) -> None:
        line = self.query_one("#alignment-keys", Static)
        hints = hint_list(self._changed_keys, *_HINTED_COMMANDS)
        line.update(fit_hints(hints, line.size.width), layout=False)
        self._show_row()

    def _show(self, reference: PassageRef | None) -> None:
        """Show the rows, with the cursor on the row of a passage."""
        comparison = self._comparison
        documents = [comparison.collation.documents[name] for name in self._sides]
        heads = [self._head(name) for name in self._sides]
        view = AlignmentView(
            (documents[0], documents[1]),
            (heads[0], heads[1]),
            self._leading,
            self._rows.rows,
            self._rows.marks,
        )
        self._table.show(view, (self._rows.row_of(reference) or 0) if reference else 0)

    def _head(self, document: str) -> str:
        title, _ = self._names.get(document, (document, ""))
        return f"{self._comparison.sigla[document]} · {title}"

    @on(AlignmentTable.RowReached)
    def _show_row(self) -> None:
        """Show the description of the row under the cursor."""
        shared = sum(not row.is_gap for row in self._rows.alignment)
        differing = sum(row.differs for row in self._rows.rows)
        position = f"{self._table.row + 1}/{len(self._rows.rows)}" if self._rows.rows else "empty"
        parts = [position]
        if self._rows.rows:
            parts.append(self._rows.describe(self._table.row))
        parts.append(f"{shared} in both, {differing} differ")
        self._say(dialog_title(" · ".join(parts), self._comparison))

    def _say(self, words: str) -> None:
        line = self.query_one("#alignment-row", Static)
        line.update(Content(clip_line(words, max(10, line.size.width))), layout=False)

    # Moving

    def action_alignment_next_shared(self) -> None:
        self._go(1, lambda n: not self._rows.alignment[n].is_gap, "passage that both have")

    def action_alignment_previous_shared(self) -> None:
        self._go(-1, lambda n: not self._rows.alignment[n].is_gap, "passage that both have")

    def action_alignment_next_gap(self) -> None:
        self._go(1, self._rows.is_lack, "passage that one of them lacks")

    def action_alignment_previous_gap(self) -> None:
        self._go(-1, self._rows.is_lack, "passage that one of them lacks")

    def action_alignment_next_difference(self) -> None:
        self._go(1, lambda n: self._rows.rows[n].differs, "value that differs")

    def action_alignment_previous_difference(self) -> None:
        self._go(-1, lambda n: self._rows.rows[n].differs, "value that differs")

    def _go(self, step: int, is_wanted: Callable[[int], bool], noun: str) -> None:
        """Go to the next wanted row in a direction, or show that there is none."""
        last = len(self._rows.rows) if step > 0 else -1
        for number in range(self._table.row + step, last, step):
            if is_wanted(number):
                self._table.go_to_row(number)
                return
        self._say(f"No {'further' if step > 0 else 'earlier'} {noun}")

    # Choosing articles

    def action_alignment_lead(self) -> None:
        self._leading = 1 - self._leading
        self._align()

    def action_alignment_choose(self) -> None:
        self._ask(1 - self._leading)

    def action_alignment_choose_leading(self) -> None:
        self._ask(self._leading)

    def action_alignment_next_article(self) -> None:
        self._step(1)

    def action_alignment_previous_article(self) -> None:
        self._step(-1)

    def _ask(self, side: int) -> None:
        """Ask for the article on one side."""
        choices = [
            (document, self._head(document), self._names.get(document, ("", ""))[1])
            for document in self._documents
            if document not in self._sides
        ]

        def put(chosen: str | None) -> None:
            if chosen:
                self._put(side, chosen)

        if choices:
            self.app.push_screen(DocumentFinder(choices), put)
        else:
            self._say("There is no third article")

    def _step(self, step: int) -> None:
        """Put the next article, in the order of the sigla, beside the leading one."""
        names = [name for name in self._documents if name != self._sides[self._leading]]
        index = names.index(self._sides[1 - self._leading]) + step
        if 0 <= index < len(names):
            self._put(1 - self._leading, names[index])
        else:
            self._say(f"This is the {'last' if step > 0 else 'first'} article")

    @property
    def _documents(self) -> Sequence[str]:
        """The articles in the order of their sigla."""
        sigla = self._comparison.sigla
        return sorted(self._comparison.collation.documents, key=lambda name: rank(sigla[name]))

    def _put(self, side: int, document: str) -> None:
        """Put a document on one side."""
        self._sides = (document, self._sides[1]) if side == 0 else (self._sides[0], document)
        self._align()

    def _align(self) -> None:
        """Align the chosen documents; the cursor stays on its passage."""
        references = self._references
        self._rows = AlignmentRows(self._comparison, self._sides, self._leading)
        in_rows = (r for r in references if self._rows.row_of(r) is not None)
        self._show(next(in_rows, None))

    # The passages under the cursor

    @property
    def _references(self) -> list[PassageRef]:
        """The passages in the row under the cursor, those of the leading article first."""
        if not self._rows.rows:
            return []
        left, right = self._rows.references(self._table.row)
        return [*right, *left] if self._leading else [*left, *right]

    def _choices(self) -> list[PassageChoice]:
        """Return the passages under the cursor, those of the leading article first."""
        first, second = self._sides
        return [
            PassageChoice(
                reference.document,
                self._comparison.collation.span(reference),
                second if reference.document == first else first,
            )
            for reference in self._references
        ]

    def action_alignment_open(self) -> None:
        if choices := self._choices():
            self._close(choices[0])

    def action_alignment_note(self) -> None:
        if choices := self._choices():
            self._close(choices[0]._replace(note=True))

    def action_alignment_copy(self) -> None:
        if choices := self._choices():
            self._say(self._copy_passages(choices))

    def action_alignment_copy_all(self) -> None:
        heads = self._head(self._sides[0]), self._head(self._sides[1])
        rows = ((self._rows.words(n), row.sign) for n, row in enumerate(self._rows.rows))
        text = alignment_markdown(heads, ((left, sign, right) for (left, right), sign in rows))
        self._say(self._copy_text(text, ": both articles as a table"))

    def action_alignment_leave(self) -> None:
        self._close(None)

    def _close(self, chosen: PassageChoice | None) -> None:
        if self.is_current:  # a second key may arrive before the screen is closed
            self.dismiss(chosen)
