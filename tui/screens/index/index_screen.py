"""The list of an index's articles: of a million a page is read when it comes into sight."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, overload

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer

from tui.errors import VariorumError
from tui.index.partitioned.partitioned_index import IndexEntry, PartitionedIndex
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.prompt import Prompt

_PAGE = 64
"""Articles that are read at once."""
_PAGES = 256
"""Pages that are kept."""
_FOUND = 500
"""Articles that a search lists, at most."""
_PAUSE = 0.15
"""Seconds without a key before the typed words are searched."""


class IndexChoices(Sequence[Choice]):
    """The articles of an index as choices; each is read when it is asked for."""

    def __init__(self, index: PartitionedIndex) -> None:
        self._index = index
        self._page = lru_cache(_PAGES)(self._read)

    def __len__(self) -> int:
        return self._index.articles

    @overload
    def __getitem__(self, number: int) -> Choice: ...

    @overload
    def __getitem__(self, number: slice) -> list[Choice]: ...

    def __getitem__(self, number: int | slice) -> Choice | list[Choice]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        page, within = divmod(number, _PAGE)
        choices = self._page(page)
        return choices[within] if within < len(choices) else Choice("", "(damaged)")

    def __iter__(self) -> Iterator[Choice]:
        return (self[number] for number in range(len(self)))

    def _read(self, page: int) -> list[Choice]:
        try:
            return list(map(choice_of, self._index.entries(page * _PAGE, _PAGE)))
        except VariorumError as error:
            return [Choice("", str(error))] * _PAGE


def choice_of(entry: IndexEntry) -> Choice:
    """Return the line of an article in the list."""
    aside = " · ".join(filter(None, (entry.outlet, entry.date)))
    return Choice(str(entry.number), entry.title or entry.id, aside)


class IndexScreen(ChoiceDialog):
    """The list at the bottom of the screens; Enter opens an article over it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("ctrl+home", "end(-1)", show=False),
        Binding("ctrl+end", "end(1)", show=False),
    ]

    @dataclass
    class SearchEnded(Message):
        """A search has ended."""

        typed: str
        choices: Sequence[Choice]

    def __init__(self, index: PartitionedIndex, open_article: Callable[[int], None]) -> None:
        """Show `index`; `open_article` gets the number of the chosen article."""
        super().__init__(
            f"{index.articles:,} articles",
            "Words of titles, outlets, days",
            lambda _: self._every,
            enter="open",
            keys=("PgUp/PgDn page",),
        )
        self._index = index
        self._open_article = open_article
        self._every = IndexChoices(index)
        self._typed = ""
        self._pause: Timer | None = None

    def wanted_rows(self) -> int:
        """Return the rows of the screen: the list fills it."""
        return self.app.size.height

    def show(self, typed: str) -> None:
        """Show all articles, or those that a search finds."""
        self._typed = typed.strip()
        if self._pause:
            self._pause.stop()
        if self._typed:
            self._pause = self.set_timer(_PAUSE, self._search)
        else:
            self._list(self._every)

    def accept(self) -> None:
        """Open the chosen article."""
        if chosen := self.query_exactly_one(ChoiceList).chosen:
            self._open_article(int(chosen))

    @on(Prompt.Cancelled)
    def _leave(self) -> None:
        """Empty the prompt, or end the program: below the list there is no screen."""
        if self._typed:
            self.query_exactly_one(Prompt).value = ""
            self.show("")
        elif self.is_current:
            self.app.exit()

    def action_page(self, pages: int) -> None:
        self.move(pages * max(1, self.query_exactly_one(ChoiceList).size.height - 1))

    def action_end(self, direction: int) -> None:
        self.move(direction * len(self._every))

    def _list(self, choices: Sequence[Choice]) -> None:
        self.query_exactly_one(ChoiceList).show(choices or [Choice("", "Nothing found")])

    def _search(self) -> None:
        self._look_up(self._typed)

    @work(thread=True, exclusive=True, group=WorkerGroup.CORPUS_SEARCH)
    def _look_up(self, typed: str) -> None:
        try:
            numbers = list(self._index.find(typed, _FOUND))
            choices: Sequence[Choice] = [choice_of(self._index.entry(n)) for n in numbers]
        except VariorumError as error:
            choices = [Choice("", str(error))]
        if len(choices) >= _FOUND:
            choices = [*choices, Choice("", "… and perhaps more: type another word")]
        self.post_message(self.SearchEnded(typed, choices))

    @on(SearchEnded)
    def _take(self, event: SearchEnded) -> None:
        if event.typed == self._typed:
            self._list(event.choices)
