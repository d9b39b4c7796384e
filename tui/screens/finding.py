"""Finding a document by any part of its title or file name, as one types."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.widgets.choices import Choice, Choices
from tui.widgets.prompt import Prompt

_MOST = 200
_ALIKE = 55


class Finding(ModalScreen[str | None]):
    """Gives the id of the document found, or nothing."""

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
        self.dismiss(self.query_exactly_one(Choices).chosen)

    @on(Prompt.GivenUp)
    def _leave(self) -> None:
        self.dismiss(None)

    @on(Choices.Clicked)
    def _open_clicked(self, event: Choices.Clicked) -> None:
        self.dismiss(event.id)

    def action_next(self) -> None:
        self.query_exactly_one(Choices).move(1)

    def action_previous(self) -> None:
        self.query_exactly_one(Choices).move(-1)

    def _show(self, documents: Sequence[tuple[str, str, str]]) -> None:
        found = [Choice(key, title, name) for key, title, name in documents[:_MOST]]
        self.query_exactly_one(Choices).show(found)


def ranked(documents: Sequence[tuple[str, str, str]], query: str) -> list[tuple[str, str, str]]:
    """The documents that `query` may mean, the likeliest first, typing errors forgiven."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415  # start-up: only once looked for

    if not query.strip():
        return list(documents)
    names = [f"{title} {name}" for _, title, name in documents]
    found = process.extract(
        query,
        names,
        scorer=fuzz.partial_token_set_ratio if " " in query.strip() else fuzz.partial_ratio,
        processor=utils.default_process,
        limit=_MOST,
        score_cutoff=_ALIKE,
    )
    return [documents[n] for _, _, n in found]
