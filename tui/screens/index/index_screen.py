"""The list of an index's articles: of a million a page is read when it comes into sight.

Pages are read, and words are searched, in threads: a slow disk doesn't stop the keyboard.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.errors import VariorumError
from tui.index.partitioned.partitioned_index import IndexEntry, PartitionedIndex
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.screens.index.index_pages import PAGE, IndexPages, choice_of
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.prompt import Prompt

_MOST_ARTICLES = 500
"""Articles that a search lists, at most."""
_PAUSE = 0.15
"""Seconds without a key before the typed words are searched."""
_SHOW_EVERY = 0.2
"""Seconds between two messages of a search that goes on."""


class IndexScreen(ChoiceDialog):
    """The list at the bottom of the screens; Enter opens an article over it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("ctrl+home", "end(-1)", show=False),
        Binding("ctrl+end", "end(1)", show=False),
    ]

    @dataclass
    class PageRead(Message):
        """A page of the list was read, or can't be read."""

        page: int
        entries: Sequence[IndexEntry]
        problem: str

    @dataclass
    class SearchAnswer(Message):
        """A search has found some articles so far, or has ended."""

        typed: str
        entries: Sequence[IndexEntry]
        is_last: bool
        problem: str = ""

    def __init__(self, index: PartitionedIndex, open_article: Callable[[IndexEntry], None]) -> None:
        """Show `index`; `open_article` gets the chosen article."""
        self._heading = f"{index.articles:,} article{'' if index.articles == 1 else 's'}"
        super().__init__(
            self._heading,
            "Words of titles, outlets, days",
            lambda _: self._pages,
            enter="open",
            leave="quit",
            is_search=True,
            keys=("PgUp/PgDn page", "Ctrl-Home/End first, last"),
        )
        self._index = index
        self._open_article = open_article
        self._pages = IndexPages(index.articles)
        self._is_reading = False
        """True while a thread reads a page."""
        self._last_problem = ""
        """The last problem that was shown."""
        self._typed = ""
        """The typed words; empty for all articles."""
        self._is_listed = False
        """True if the articles with the typed words are listed, at least some of them."""
        self._entries: dict[str, IndexEntry] = {}
        """The articles that are listed, if words are typed."""
        self._lines = 0
        """The move of the cursor that waits for the articles with the typed words."""
        self._is_accepted = False
        """True if the chosen article is to be opened as soon as it is known."""
        self._pause: Timer | None = None

    def wanted_rows(self) -> int:
        """Return the rows of the screen: the list fills it."""
        return self.app.size.height

    # Keys

    def accept(self) -> None:
        """Open the chosen article, as soon as it is known."""
        self._is_accepted = True
        if self._is_listed:
            self._pages.retry()
            self._open_chosen()
            self._read_wanted()
        else:
            self._search()

    def move(self, lines: int) -> None:
        """Move the cursor, once the articles with the typed words are listed."""
        self._is_accepted = False
        if self._is_listed:
            self._pages.retry()
            super().move(lines)
            self._read_wanted()
        else:
            self._lines += lines
            self._search()

    def action_page(self, pages: int) -> None:
        self.move(pages * max(1, self.query_exactly_one(ChoiceList).size.height - 1))

    def action_end(self, direction: int) -> None:
        self.move(direction * len(self._pages))

    def leave(self) -> None:
        """Empty the prompt, or end the program: below the list there is no screen."""
        prompt = self.query_exactly_one(Prompt)
        if prompt.value:
            prompt.value = ""
        else:
            self.app.exit()

    def _open_chosen(self) -> None:
        """Open the chosen article if it is known, or show the reason why it can't be read."""
        chosen = self.query_exactly_one(ChoiceList).chosen
        if not self._is_accepted or chosen is None:
            return
        entry = self._entries.get(chosen) or self._pages.entry(int(chosen))
        problem = self._pages.problem(int(chosen))
        if entry or problem:
            self._is_accepted = False
        if entry:
            self._open_article(entry)
        elif problem:
            self._tell(problem)

    # All articles

    def _read_wanted(self) -> None:
        """Read the next page that was wanted, if none is being read."""
        page = None if self._is_reading else self._pages.next_wanted()
        if page is not None:
            self._is_reading = True
            self._read_page(page)

    @work(thread=True, group=WorkerGroup.INDEX_PAGES)
    def _read_page(self, page: int) -> None:
        try:
            message = self.PageRead(page, self._index.entries(page * PAGE, PAGE), "")
        except VariorumError as error:
            message = self.PageRead(page, (), str(error))
        self.post_message(message)

    @on(PageRead)
    def _take_page(self, event: PageRead) -> None:
        self._is_reading = False
        self._pages.take(event.page, event.entries, event.problem)
        if event.problem:
            self._tell(event.problem)
        self.query_exactly_one(ChoiceList).refresh()
        self._open_chosen()
        self.call_after_refresh(self._read_wanted)  # drawing the lines determines the wanted pages

    def _tell(self, problem: str) -> None:
        """Show a problem in a notification, once in a row: the list has no room for all of it."""
        if problem != self._last_problem:
            self._last_problem = problem
            self.notify(problem, severity="error", markup=False)

    # Articles with the typed words

    def show(self, typed: str) -> None:
        """Show all articles, or those that a search finds."""
        words = " ".join(typed.split())
        if words == self._typed and self._is_listed:
            return
        self._typed, self._is_listed, self._lines, self._is_accepted = words, not words, 0, False
        self.workers.cancel_group(self, WorkerGroup.CORPUS_SEARCH)
        if self._pause:
            self._pause.stop()
        if words:
            self._pause = self.set_timer(_PAUSE, self._search)
            return
        self._entries = {}
        self._show_search_state("")
        self.query_exactly_one(ChoiceList).show(self._pages or [Choice("", "No article")])
        self._read_wanted()

    def _search(self) -> None:
        """Search the typed words; an older search ends."""
        if self._pause:
            self._pause.stop()
            self._pause = None
            self._show_search_state("searching…")
            self._look_up(self._typed)

    @work(thread=True, exclusive=True, group=WorkerGroup.CORPUS_SEARCH)
    def _look_up(self, typed: str) -> None:
        worker, entries, due = get_current_worker(), list[IndexEntry](), 0.0
        problem = ""
        try:
            for batch in self._index.find(typed, _MOST_ARTICLES):
                if worker.is_cancelled:
                    return
                entries += batch
                if batch and monotonic() > due:
                    self.post_message(self.SearchAnswer(typed, tuple(entries), is_last=False))
                    due = monotonic() + _SHOW_EVERY
        except VariorumError as error:
            problem = str(error)
        self.post_message(self.SearchAnswer(typed, tuple(entries), is_last=True, problem=problem))

    @on(SearchAnswer)
    def _take_answer(self, event: SearchAnswer) -> None:
        if event.typed != self._typed:
            return  # the answer to an older question
        self._entries = {str(entry.number): entry for entry in event.entries}
        choices = list(map(choice_of, event.entries))
        count = f"{len(choices):,} found"
        if event.is_last and len(choices) >= _MOST_ARTICLES:
            count = f"the first {len(choices):,} found"
            choices.append(Choice("", "… and perhaps more: type another word"))
        self._show_search_state(count if event.is_last else f"{count}, searching…")
        choice_list = self.query_exactly_one(ChoiceList)
        if self._is_listed:
            choice_list.extend(choices)
        else:
            self._is_listed = True
            choice_list.show(choices or [Choice("", event.problem or "Nothing found")])
            choice_list.move_by(self._lines)
        if event.problem:
            self._tell(event.problem)
        self._open_chosen()

    def _show_search_state(self, state: str) -> None:
        """Show the state of the search beside the title."""
        title: Any = Content(f"{self._heading}: {state}" if state else self._heading)
        self.query_exactly_one(".choice-dialog").border_title = title
