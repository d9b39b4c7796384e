"""The quotations of a corpus over the panes: speakers, words and articles.

Enter goes to the passage, y copies it, a writes a note on it; typing after / narrows by speaker.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from tui.collation.quotations.quotation import UNKNOWN, Alteration, Negation, Quotation, Variant
from tui.commands import hint_list
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.collation.collation_list import dialog_title
from tui.screens.collation.passage_choice import PassageChoice
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.collation.quotation_list import QuotationEntry, QuotationList, VariantEntry
from tui.widgets.core.bindings import bindings
from tui.widgets.core.prompt import Prompt
from tui.widgets.core.sheet import Sheet

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison

_HINTED_COMMANDS = (
    "quotations.leave",
    "quotations.open",
    "quotations.speaker",
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

    def __init__(
        self,
        comparison: "CorpusComparison",
        copy: Callable[[PassageChoice], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        """Create the dialog.

        Args:
            comparison: The comparison of the corpus.
            copy: Copies a passage and returns a message.
            changed_keys: The keys that the user changed.
        """
        super().__init__()
        self._comparison = comparison
        self._copy = copy
        self._hints = hint_list(changed_keys, *_HINTED_COMMANDS)
        self._quotations = by_speaker(comparison.quotations)
        self._variants: list[Variant] = []
        """The variants on the screen."""
        self._typed = ""
        self._is_shared_only = False

    def compose(self) -> ComposeResult:
        """Yield the count and the prompt, above the list."""
        with Sheet(
            dialog_title("Quotations", self._comparison), self._hints, classes="comparison-sheet"
        ):
            yield Static(id="quotations-count", classes="comparison-line", markup=False)
            yield Prompt("A speaker; ? for unknown ones", id="quotations-speaker")
            yield QuotationList(id="quotations")

    def on_mount(self) -> None:
        """List all quotations."""
        self._list = self.query_exactly_one(QuotationList)
        self._list.focus()
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Take the rows that the quotations need."""
        del event
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self.query_exactly_one(Sheet).fit(self._list, self._list.virtual_size.height)

    def _show(self) -> None:
        found = [q for q in self._quotations if not self._is_shared_only or len(q.documents) > 1]
        found = [quotation for quotation in found if _is_named(quotation, self._typed)]
        self._variants = [variant for quotation in found for variant in quotation.variants]
        self._list.show(map(self._entry, found))
        self._fit()
        speakers = {quotation.speaker for quotation in found if quotation.speaker}
        many = len(found) != 1
        words = f"{len(found)} quotation{'s' if many else ''}"
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

    def _say(self, words: str) -> None:
        self.query_one("#quotations-count", Static).update(Content(words), layout=False)

    @on(Prompt.Typed)
    def _narrow(self, event: Prompt.Typed) -> None:
        self._typed = event.text
        self._show()

    @on(Prompt.Accepted)
    @on(Prompt.Cancelled)
    def _end_typing(self) -> None:
        self._list.focus()

    def action_quotations_speaker(self) -> None:
        self.query_exactly_one(Prompt).focus()

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
    named = [name for kind, name in _NAMES.items() if kind in kinds]
    if variant.negation:
        named.append(_NEGATIONS[variant.negation])
    if not variant.marked:
        named.append("without marks")
    return ", ".join(named)


def _is_named(quotation: Quotation, typed: str) -> bool:
    """Return True if words of the speaker's name begin with the typed words."""
    if typed.strip() == UNKNOWN:
        return quotation.speaker is None
    names = drop_variants(quotation.speaker or "").split()
    return all(any(n.startswith(word) for n in names) for word in drop_variants(typed).split())
