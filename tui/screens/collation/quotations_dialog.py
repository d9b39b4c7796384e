"""The quotations of a corpus over the panes: speakers, words and articles.

Enter goes to the passage, y copies it, a writes a note on it; the filter is a speaker.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from tui.collation.quotations.quotation import UNKNOWN, Alteration, Negation, Quotation, Variant
from tui.commands import Area, hint_list
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.collation.collation_list import dialog_title
from tui.screens.collation.passage_choice import PassageChoice
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.collation.quotation_list import QuotationEntry, QuotationList
from tui.widgets.collation.variant_lines import VariantEntry
from tui.widgets.core.bindings import bindings
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.sheet import Sheet
from tui.widgets.core.text_lines import clip_line

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison

_HINTED_COMMANDS = (
    "list.back",
    "quotations.open",
    "list.filter speaker",
    "app.help keys",
    "quotations.shared",
    "quotations.copy",
    "quotations.note",
)
_NAMES = {Alteration.CUT: "cut", Alteration.CHANGED: "changed", Alteration.ADDED: "added"}
_NEGATIONS = {Negation.DROPPED: "“not” dropped", Negation.ADDED: "“not” added"}


class QuotationsDialog(DialogScreen[PassageChoice | None]):
    """Returns the passage to go to, or None."""

    CSS_PATH = STYLES / "comparison.tcss"  # parsed when first shown
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("quotations.")]
    key_areas = (Area.QUOTATIONS, Area.LIST, Area.MOVE)

    def __init__(
        self,
        comparison: "CorpusComparison",
        titles: Mapping[str, str],
        copy: Callable[[PassageChoice], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        """Create the dialog.

        Args:
            comparison: The comparison of the corpus.
            titles: The documents' titles.
            copy: Copies a passage and returns a message.
            changed_keys: The keys that the user changed.
        """
        super().__init__()
        self._comparison = comparison
        self._titles = titles
        self._copy = copy
        self._changed_keys = changed_keys
        self._quotations = by_speaker(comparison.quotations)
        self._variants: list[Variant] = []
        """The variants in the list."""
        self._speakers: list[str | None] = []
        """The speaker of each of them."""
        self._typed = ""
        self._is_shared_only = False

    def compose(self) -> ComposeResult:
        """Yield the count and the article of the variant under the cursor, above the list."""
        with Sheet(
            dialog_title("Quotations", self._comparison),
            hint_list(self._changed_keys, *_HINTED_COMMANDS),
            changed_keys=self._changed_keys,
            classes="comparison-sheet",
        ):
            yield Static(id="quotations-count", classes="comparison-line", markup=False)
            yield Static(id="quotations-where", classes="comparison-line", markup=False)
            yield FilteredList("A speaker; ? for unknown ones", QuotationList(id="quotations"))

    def on_mount(self) -> None:
        """List all quotations."""
        self._list = self.query_exactly_one(QuotationList)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Take the rows that the quotations need."""
        del event
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self.query_exactly_one(Sheet).fit(self._list, self._list.virtual_size.height)

    def _show(self) -> None:
        quotations = [
            q for q in self._quotations if not self._is_shared_only or len(q.documents) > 1
        ]
        quotations = [quotation for quotation in quotations if _is_named(quotation, self._typed)]
        self._variants = [variant for quotation in quotations for variant in quotation.variants]
        self._speakers = [quotation.speaker for quotation in quotations for _ in quotation.variants]
        self._list.show(map(self._entry, quotations))
        self._fit()
        speakers = {quotation.speaker for quotation in quotations if quotation.speaker}
        is_plural = len(quotations) != 1
        words = f"{len(quotations)} quotation{'s' if is_plural else ''}"
        if self._is_shared_only:
            words += " in several articles"
        if speakers:
            words += f" · {len(speakers)} speaker{'s' if len(speakers) > 1 else ''}"
        self._say(words)

    def _entry(self, quotation: Quotation) -> QuotationEntry:
        sigla = self._comparison.sigla
        return QuotationEntry(
            quotation.speaker or UNKNOWN,
            [VariantEntry(sigla[v.document], alterations(v)) for v in quotation.variants],
            self._comparison.word_columns[quotation],
        )

    @on(QuotationList.Reached)
    def _show_where(self) -> None:
        """Show the speaker and the article of the variant under the cursor."""
        line, number = self.query_one("#quotations-where", Static), self._list.under_cursor
        words = ""
        if number is not None:
            variant = self._variants[number]
            title = self._titles.get(variant.document, variant.document)
            speaker = self._speakers[number] or "Unknown speaker"
            words = f"{speaker}, in {self._comparison.sigla[variant.document]} · {title}"
        line.update(Content(clip_line(words, max(10, line.size.width))), layout=False)

    def _say(self, words: str) -> None:
        self.query_one("#quotations-count", Static).update(Content(words), layout=False)

    @on(FilteredList.Narrowed)
    def _narrow(self, event: FilteredList.Narrowed) -> None:
        self._typed = event.text
        self._show()

    def action_quotations_shared(self) -> None:
        self._is_shared_only = not self._is_shared_only
        self._show()

    @on(QuotationList.Opened)
    def _open_clicked(self) -> None:
        self.action_quotations_open()

    def action_quotations_open(self) -> None:
        if chosen := self._chosen():
            self._close(chosen)

    def action_quotations_note(self) -> None:
        if chosen := self._chosen():
            self._close(chosen._replace(note=True))

    def action_quotations_copy(self) -> None:
        if chosen := self._chosen():
            self._say(self._copy(chosen))

    @on(FilteredList.Left)
    def action_quotations_leave(self) -> None:
        self._close(None)

    def _chosen(self) -> PassageChoice | None:
        """Return the variant under the cursor."""
        number = self._list.under_cursor
        if number is None:
            return None
        variant = self._variants[number]
        return PassageChoice(variant.document, variant.span)

    def _close(self, chosen: PassageChoice | None) -> None:
        if self.is_current:  # a second key may arrive before the list is closed
            self.dismiss(chosen)


def by_speaker(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return quotations by speaker, most quoted first, and for each the most printed first."""
    counts: dict[str | None, int] = {}
    for quotation in quotations:
        counts[quotation.speaker] = counts.get(quotation.speaker, 0) + 1

    def order(quotation: Quotation) -> tuple[bool, int, str, int]:
        speaker = quotation.speaker
        return speaker is None, -counts[speaker], speaker or "", -len(quotation.documents)

    return sorted(quotations, key=order)


def alterations(variant: Variant) -> str:
    """Return the alterations of a variant in words."""
    kinds = {step.alteration for step in variant.steps}
    names = [name for kind, name in _NAMES.items() if kind in kinds]
    if variant.negation:
        names.append(_NEGATIONS[variant.negation])
    if not variant.marked:
        names.append("without marks")
    return ", ".join(names)


def _is_named(quotation: Quotation, typed: str) -> bool:
    """Return True if words of the speaker's name begin with the typed words."""
    if typed.strip() == UNKNOWN:
        return quotation.speaker is None
    names = drop_variants(quotation.speaker or "").split()
    return all(any(n.startswith(word) for n in names) for word in drop_variants(typed).split())
