"""The articles of an index as choices, in pages: one that is not read yet is wanted."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import overload

from tui.index.partitioned.partitioned_index import IndexEntry
from tui.widgets.core.choice_list import Choice

PAGE = 64
"""Articles that are read at once."""
_MOST_PAGES = 64
"""Pages that are kept, those used last."""
_WANTED = 4
"""Pages that wait to be read; who scrolls on does not need the older ones."""


class IndexPages(Sequence[Choice]):
    """The choices of all articles; the screen reads the pages that `next_wanted` returns."""

    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._pages: OrderedDict[int, Sequence[IndexEntry]] = OrderedDict()
        self._refused: dict[int, str] = {}
        """Reasons why pages can't be read."""
        self._wanted: list[int] = []
        """Pages that are not read, the one wanted last at the end."""

    def __len__(self) -> int:
        return self._articles

    @overload
    def __getitem__(self, number: int) -> Choice: ...

    @overload
    def __getitem__(self, number: slice) -> list[Choice]: ...

    def __getitem__(self, number: int | slice) -> Choice | list[Choice]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        page = number // PAGE
        self._want(page)
        if entry := self.entry(number):
            return choice_of(entry)
        return Choice(str(number), "Can't be read" if page in self._refused else "Reading…")

    def __iter__(self) -> Iterator[Choice]:
        return (self[number] for number in range(len(self)))

    def entry(self, number: int) -> IndexEntry | None:
        """Return an article; None if it is not read yet, or can't be read."""
        page, within = divmod(number, PAGE)
        entries = self._pages.get(page, ())
        return entries[within] if within < len(entries) else None

    def problem(self, number: int) -> str:
        """Return the reason why an article can't be read; empty if none is known."""
        return self._refused.get(number // PAGE, "")

    def next_wanted(self) -> int | None:
        """Return the page to read now, which is then no longer wanted."""
        return self._wanted.pop() if self._wanted else None

    def take(self, page: int, entries: Sequence[IndexEntry], problem: str) -> None:
        """Keep a page that was read, or the reason why it can't be read."""
        expected = min(PAGE, self._articles - page * PAGE)
        if problem or len(entries) < expected:
            self._refused[page] = problem or "The index has no such article"
            return
        self._pages[page] = entries
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)

    def retry(self) -> None:
        """Read pages that could not be read again when they are wanted."""
        self._refused.clear()

    def _want(self, page: int) -> None:
        """Want a page, and after it the one before and the one behind it."""
        if page in self._pages:
            self._pages.move_to_end(page)
        for number in (page - 1, page + 1, page):
            exists = 0 <= number * PAGE < self._articles
            if exists and number not in self._pages and number not in self._refused:
                if number in self._wanted:
                    self._wanted.remove(number)
                self._wanted.append(number)
        del self._wanted[:-_WANTED]


def choice_of(entry: IndexEntry) -> Choice:
    """Return the line of an article in the list."""
    aside = " · ".join(filter(None, (entry.outlet, entry.date)))
    return Choice(str(entry.number), entry.title or entry.id, aside)
