"""The claim map over the panes: sources × claims, with the amount of shared wording.

Enter goes to the passage of the cell under the cursor, y copies the row as CSV, Y the whole table.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from tui.collation.sources.claim_map import Cell, CellKind, ClaimMap, Row, sort_claims, table
from tui.commands import Area, hint_list
from tui.matching.matches import PassageRef
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.collation.collation_list import dialog_title
from tui.screens.collation.passage_choice import PassageChoice
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.collation.claim_table import GLYPHS, ClaimRow, ClaimTable
from tui.widgets.core.bindings import bindings
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.sheet import Sheet
from tui.widgets.core.text_lines import clip_lines, join_parts

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison

_HINTED_COMMANDS = (
    "list.back",
    "claims.open",
    "list.filter",
    "app.help keys",
    "claims.left/claims.right article",
    "claims.order",
    "claims.copy",
    "claims.copy_table",
    "claims.note",
)
_CELL_LINES = 3
"""Lines for the words of the cell under the cursor, below its heading."""


class ClaimMapDialog(DialogScreen[PassageChoice | None]):
    """Returns the passage to go to, or None."""

    CSS_PATH = STYLES / "comparison.tcss"  # parsed when first shown
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("claims.")]
    key_areas = (Area.CLAIM_MAP, Area.LIST, Area.MOVE)

    def __init__(
        self,
        comparison: "CorpusComparison",
        reference: PassageRef,
        titles: Mapping[str, str],
        copy: Callable[[str, str], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        """Create the dialog.

        Args:
            comparison: The comparison of the corpus.
            reference: The passage on the reading line.
            titles: The documents' titles.
            copy: Copies a text; its second argument names the text in the message.
            changed_keys: The keys that the user changed.
        """
        super().__init__()
        self._comparison = comparison
        self._reference = reference
        self._titles = titles
        self._copy = copy
        self._changed_keys = changed_keys
        self._typed = ""
        self._is_by_article = True
        self._rows: Sequence[Row] = ()
        self._words = _claim_words(comparison, reference.document)

    @property
    def _map(self) -> ClaimMap:
        return self._comparison.claim_map

    def compose(self) -> ComposeResult:
        """Yield the count, the table, the cell's words, and the signs."""
        documents = self._map.documents
        sigla = [self._comparison.sigla[name] for name in documents]
        with Sheet(
            dialog_title("Claim map", self._comparison),
            hint_list(self._changed_keys, *_HINTED_COMMANDS),
            changed_keys=self._changed_keys,
            classes="comparison-sheet",
        ):
            yield Static(id="claims-count", classes="comparison-line", markup=False)
            yield FilteredList(
                "Words of the claim",
                ClaimTable(sigla, documents.index(self._reference.document), id="claims"),
            )
            yield Static(id="claims-cell", markup=False)
            yield Static(id="claims-signs", markup=False)

    def on_mount(self) -> None:
        """List the claims in the order of the open article."""
        self._table = self.query_exactly_one(ClaimTable)
        self._show(self._nearest_claim())

    def on_resize(self, event: events.Resize) -> None:
        """Take the rows that the claims need."""
        del event
        self.call_later(self._fit)  # once the widgets have their sizes

    def _fit(self) -> None:
        signs = self.query_one("#claims-signs", Static)
        kinds = [f"{glyph} {kind}" for kind, glyph in GLYPHS.items()]
        lines = list(join_parts(kinds, max(1, self._table.size.width)))
        signs.styles.height = len(lines)
        signs.update(Content("\n".join(lines)))
        self.query_exactly_one(Sheet).fit(self._table, self._table.virtual_size.height)
        self._show_cell()

    def _nearest_claim(self) -> int | None:
        """Return the claim of the passage on the reading line, or of the last one before it."""
        document, passage = self._reference
        for number in range(passage, -1, -1):
            reference = PassageRef(document, number)
            if claims := self._comparison.collation.claims_of(reference):
                column = list(self._map.documents).index(document)
                own = (row.claim for row in self._map.rows if row.cells[column].place == reference)
                return next(own, claims[0])
        return None

    def _show(self, claim: int | None) -> None:
        """Show the rows in the chosen order, with the cursor on the row of a claim."""
        rows = sort_claims(
            self._map, self._reference.document if self._is_by_article else None
        ).rows
        typed = drop_variants(self._typed).split()
        self._rows = [row for row in rows if self._has(row, typed)] if typed else rows
        row_index = next((n for n, row in enumerate(self._rows) if row.claim == claim), 0)
        self._table.show(len(self._rows), self._row, row_index)
        siglum = self._comparison.sigla[self._reference.document]
        order = f"in the order of {siglum}" if self._is_by_article else "by number of articles"
        count = sum(cell.place is not None for cell in self._column(self._reference.document))
        claims = f"{len(self._rows)} claim{'' if len(self._rows) == 1 else 's'}"
        self._say(f"{claims}, {count} of them in {siglum} · {order}")

    def _has(self, row: Row, words: Sequence[str]) -> bool:
        """Return True if a claim has all of `words`, without variants of letters."""
        text = drop_variants(self._words[row.claim])
        return all(word in text for word in words)

    @on(FilteredList.Narrowed)
    def _narrow(self, event: FilteredList.Narrowed) -> None:
        claim = self._under_cursor[0].claim if self._rows else None
        self._typed = event.text
        self._show(claim)

    def _column(self, document: str) -> list[Cell]:
        column = list(self._map.documents).index(document)
        return [row.cells[column] for row in self._rows]

    def _row(self, number: int) -> ClaimRow:
        row = self._rows[number]
        return ClaimRow(self._words[row.claim], [cell.kind for cell in row.cells], row.sources)

    def _say(self, words: str) -> None:
        self.query_one("#claims-count", Static).update(Content(words), layout=False)

    @on(ClaimTable.CellReached)
    def _show_cell(self) -> None:
        """Show the words of the cell under the cursor."""
        pane = self.query_one("#claims-cell", Static)
        if not self._rows:
            pane.update(Content("Nothing found"), layout=False)
            return
        row, document, cell = self._under_cursor
        siglum = self._comparison.sigla[document]
        title = self._titles.get(document, document)
        width = max(10, pane.size.width)
        lines = [f"{siglum} {GLYPHS[cell.kind]} {cell.kind}{self._values(row, cell)} · {title}"]
        if cell.place is not None:
            words = self._comparison.collation.words(cell.place)
            lines += clip_lines(words, _CELL_LINES, width)
        lines[0] = clip_lines(lines[0], 1, width)[0]
        pane.update(Content("\n".join(lines)), layout=False)

    def _values(self, row: Row, cell: Cell) -> str:
        """Return the values in which a cell's source differs from other sources of the claim."""
        if cell.kind is not CellKind.DIFFERS or cell.place is None:
            return ""
        collation, sigla = self._comparison.collation, self._comparison.sigla
        document = collation.first(cell.place.document)
        values_by_own: dict[str, dict[str, None]] = {}
        reference = PassageRef(document, cell.place.passage)
        for difference in self._comparison.differences_of.get(reference, ()):
            sides = (difference.here, difference.a_text), (difference.there, difference.b_text)
            (_, own_value), (other_reference, other_value) = (
                sides if difference.here == reference else sides[::-1]
            )
            if difference.claim == row.claim:
                value = f"{' '.join(other_value.split())} ({sigla[other_reference.document]})"
                values_by_own.setdefault(" ".join(own_value.split()), {})[value] = None
        return "".join(
            f" · {own_value} | {' | '.join(other_values)}"
            for own_value, other_values in values_by_own.items()
        )

    @property
    def _under_cursor(self) -> tuple[Row, str, Cell]:
        row_index, column = self._table.cursor
        row = self._rows[row_index]
        return row, self._map.documents[column], row.cells[column]

    def action_claims_left(self) -> None:
        self._table.move_across(-1)

    def action_claims_right(self) -> None:
        self._table.move_across(1)

    def action_claims_order(self) -> None:
        claim = self._under_cursor[0].claim if self._rows else None
        self._is_by_article = not self._is_by_article
        self._show(claim)

    @on(ClaimTable.Opened)
    def _open_clicked(self) -> None:
        self.action_claims_open()

    def action_claims_open(self) -> None:
        if chosen := self._chosen():
            self._close(chosen)

    def action_claims_note(self) -> None:
        if chosen := self._chosen():
            self._close(chosen._replace(note=True))

    def action_claims_copy(self) -> None:
        if self._rows:
            self._copy_rows([self._under_cursor[0]], "the row as CSV")

    def action_claims_copy_table(self) -> None:
        if self._rows:
            self._copy_rows(self._rows, "the table as CSV")

    def _copy_rows(self, rows: Sequence[Row], name: str) -> None:
        selected_rows = ClaimMap(self._map.documents, rows)
        text = table(
            self._comparison.collation, selected_rows, self._titles, self._comparison.sigla
        )
        self._say(self._copy(text, f": {name}"))

    @on(FilteredList.Left)
    def action_claims_leave(self) -> None:
        self._close(None)

    def _chosen(self) -> PassageChoice | None:
        """Return the passage of the cell under the cursor; if there is none, show a message."""
        if not self._rows:
            return None
        _, document, cell = self._under_cursor
        if cell.place is None:
            self._say(f"{self._comparison.sigla[document]} does not make this claim")
            return None
        return PassageChoice(document, self._comparison.collation.span(cell.place))

    def _close(self, chosen: PassageChoice | None) -> None:
        if self.is_current:  # a second key may arrive before the map is closed
            self.dismiss(chosen)


def _claim_words(comparison: "CorpusComparison", document: str) -> dict[int, str]:
    """Return the words of each claim: the document's own, else those of most sources.

    A passage that makes several claims is shown for the first one only, if other passages make the
    others.
    """
    collation = comparison.collation
    claims_by_source = sort_claims(comparison.claim_map, document)
    column = list(claims_by_source.documents).index(document)
    used: set[PassageRef] = set()
    words: dict[int, str] = {}
    for row in claims_by_source.rows:
        own_reference = row.cells[column].place
        tellings = [*([own_reference] if own_reference else []), *collation.tellings(row.claim)]
        reference = next(
            (reference for reference in tellings if reference not in used), tellings[0]
        )
        used.add(reference)
        words[row.claim] = collation.words(reference)
    return words
