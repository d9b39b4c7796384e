"""Finding a document by any part of its title or file name, as one types."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.resources import STYLES
from tui.screens.one_size import OneSize
from tui.text.variants import loosened
from tui.widgets.choices import Choice, Choices
from tui.widgets.prompt import Prompt

_MOST = 200
_ALIKE = 70
"""Of 100: how much of each word typed must be found."""


class Finding(OneSize[str | None], ModalScreen[str | None]):
    """Gives the id of the document found, or nothing."""

    CSS_PATH = STYLES / "dialogs.tcss"  # read when first shown
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "next", show=False),
        Binding("up,ctrl+p", "previous", show=False),
    ]

    def __init__(self, documents: Sequence[tuple[str, str, str]]) -> None:
        """Choose among `documents`: id, title and file name of each."""
        super().__init__()
        self._documents = documents

    def compose(self) -> ComposeResult:
        """What is typed, above what it finds."""
        with Vertical(id="finding"):
            yield Prompt("Part of a title or file name", id="query")
            yield Choices(id="found")

    def on_mount(self) -> None:
        """All of them, until something is typed."""
        self.query_exactly_one(Prompt).focus()
        self._show(self._documents)

    @on(Prompt.Typed)
    def _find(self, event: Prompt.Typed) -> None:
        self._show(ranked(self._documents, event.text))

    @on(Prompt.Accepted)
    def _open(self) -> None:
        if self.is_current:  # a second key may come before the window has gone
            self.dismiss(self.query_exactly_one(Choices).chosen)

    @on(Prompt.GivenUp)
    def _leave(self) -> None:
        if self.is_current:
            self.dismiss(None)

    @on(Choices.Clicked)
    def _open_clicked(self, event: Choices.Clicked) -> None:
        if self.is_current:
            self.dismiss(event.id)

    def action_next(self) -> None:
        self.query_exactly_one(Choices).move(1)

    def action_previous(self) -> None:
        self.query_exactly_one(Choices).move(-1)

    def _show(self, documents: Sequence[tuple[str, str, str]]) -> None:
        found = [Choice(key, title, name) for key, title, name in documents[:_MOST]]
        self.query_exactly_one(Choices).show(found)


def ranked(documents: Sequence[tuple[str, str, str]], query: str) -> list[tuple[str, str, str]]:
    """The documents in which every word of `query` may be meant, the likeliest first.

    Case, accents and typography don't count, and typing errors are forgiven (rapidfuzz's partial
    ratio, word by word).
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # start-up: only once looked for

    names = [loosened(f"{title} {name}") for _, title, name in documents]
    scores = [0.0] * len(documents)
    left = set(range(len(documents)))
    for word in loosened(query).split():
        found = process.extract(
            word,
            names,
            scorer=fuzz.partial_ratio,
            limit=None,
            score_cutoff=_ALIKE,
        )
        left &= {number for _, _, number in found}
        for _, score, number in found:
            scores[number] += score
    return [documents[number] for number in sorted(left, key=lambda n: (-scores[n], n))]
