"""The search of the whole corpus while one types: the passages with hits, by article."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from tui.errors import VariorumError
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.text.search import Search
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.prompt import Prompt

if TYPE_CHECKING:  # the search itself is imported in its thread
    from tui.search.corpus_search import Article, Hit, Results

_PAUSE = 0.1
"""Seconds without a key before the typed text is searched."""
_BEFORE = 30
"""Approximate number of code points of a passage before its first hit."""
_QUOTES = '"“”„«»'
_TITLE = "Search all articles"
_EMPTY = 'Type words; all of them have to be there, "words in quotes" in a row'


class FoundPassage(NamedTuple):
    """A passage that was found."""

    document: str
    offset: int
    """Code point of the document's text at which its first hit starts."""
    search: Search
    """All hits in the document, with this one as the current hit."""


class CorpusSearchDialog(ChoiceDialog):
    """Returns the id of the chosen passage, for `passage_of`, or None."""

    @dataclass
    class SearchEnded(Message):
        """A search has ended."""

        typed: str
        results: "Results | None"
        problem: str

    def __init__(
        self, search: "Callable[[str], Results]", name: Callable[[str], tuple[str, str]]
    ) -> None:
        """Create a dialog.

        Args:
            search: Searches the corpus; it is called in a thread and may raise `VariorumError`.
            name: Returns the title and the siglum of a document.
        """
        super().__init__(
            _TITLE,
            'Words, "a phrase"',
            lambda _: self._choices,
            enter="go there",
            is_search=True,
        )
        self._find_passages = search
        self._describe = name
        self._choices: Sequence[Choice] = (Choice("", _EMPTY),)
        self._passages: dict[str, FoundPassage] = {}
        self._typed = self._answered = ""
        """The text in the prompt, and the text whose results are listed."""
        self._is_searching = self._is_accepted = False
        self._lines = 0
        """The move of the cursor that waits for the results of the typed text."""
        self._pause: Timer | None = None

    def passage_of(self, chosen: str) -> FoundPassage | None:
        """Return the passage that has the id `chosen`."""
        return self._passages.get(chosen)

    def wanted_rows(self) -> int:
        """Return the rows of the screen, so that the dialog keeps its size while one types."""
        return self.app.size.height

    @on(Prompt.Typed)
    def _type(self, event: Prompt.Typed) -> None:
        self._typed, self._is_accepted, self._lines = event.text, False, 0
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._begin)

    @property
    def _is_answered(self) -> bool:
        return self._typed == self._answered and not self._is_searching

    def move(self, lines: int) -> None:
        """Move the cursor, once the results of the typed text are listed."""
        if self._is_answered:
            super().move(lines)
        else:
            self._lines += lines
            self._begin()

    def accept(self) -> None:
        """Close with the chosen passage, once the results of the typed text are listed."""
        if self._is_answered:
            if self.query_exactly_one(ChoiceList).chosen:  # there may be no result
                super().accept()
            return
        self._is_accepted = True
        self._begin()

    def _begin(self) -> None:
        """Search for the typed text, after the running search."""
        if self._is_searching or self._typed == self._answered:
            return
        if self._typed.strip():
            self._is_searching = True
            self._look_up(self._typed)
        else:
            self._show_answer("", (Choice("", _EMPTY),), _TITLE)

    @work(thread=True, group=WorkerGroup.CORPUS_SEARCH)
    def _look_up(self, typed: str) -> None:
        results, problem = None, ""
        try:
            results = self._find_passages(with_beginning(typed))
        except VariorumError as error:
            problem = str(error)
        self.post_message(self.SearchEnded(typed, results, problem))

    @on(SearchEnded)
    def _take(self, event: SearchEnded) -> None:
        self._is_searching = False
        self._passages = {}
        if event.results is None:
            self._show_answer(event.typed, (Choice("", _sentence(event.problem)),), _TITLE)
        else:
            choices = list(self._list(event.typed.strip(), event.results))
            title = f"{_TITLE}: {_count(event.results)}" if choices else _TITLE
            self._show_answer(event.typed, choices, title)
        if self._typed != self._answered:
            self._begin()
            return
        self.move(self._lines)
        self._lines = 0
        if self._is_accepted and self.is_current:
            self._is_accepted = False
            self.accept()

    def _show_answer(self, typed: str, choices: Sequence[Choice], title: str) -> None:
        self._answered, self._choices = typed, choices
        self.query_exactly_one(".choice-dialog").border_title = title
        self.show(typed)

    def _list(self, typed: str, results: "Results") -> Iterator[Choice]:
        """Yield a choice for each passage; the title stands beside the first of each article."""
        for article in results.articles:
            title, siglum = self._describe(article.name)
            marks = [mark for hit in article.hits for mark in hit.marks]
            for number, hit in enumerate(article.hits):
                key = str(len(self._passages))
                start = hit.marks[0].start if hit.marks else hit.span.start
                index = marks.index(hit.marks[0]) if hit.marks else 0
                self._passages[key] = FoundPassage(
                    article.name, start, Search(typed, tuple(marks), index)
                )
                text = f"{siglum}  {_excerpt(article, hit)}"
                yield Choice(key, text, "" if number else title)
            if (remaining := article.count - len(article.hits)) > 0:
                yield Choice("", f"{siglum}  … and {remaining} more")
        if results.more:
            yield Choice("", f"… and {results.more} more articles")


def with_beginning(typed: str) -> str:
    """Return the typed query, with its last word as a prefix: it may be incomplete.

    A space after the word, or a quotation mark after the phrase, completes it.
    """
    if not typed or not typed[-1].isalnum():
        return typed
    is_open = sum(typed.count(mark) for mark in _QUOTES) % 2
    return f'{typed}"*' if is_open else f"{typed}*"


def _excerpt(article: "Article", hit: "Hit") -> str:
    """Return a passage on one line, from a word shortly before its first hit."""
    passage = hit.span.of(article.document.text).replace("\n", " ")
    start = hit.marks[0].start - hit.span.start if hit.marks else 0
    if start <= _BEFORE:
        return passage
    offset = passage.rfind(" ", 0, start - _BEFORE // 2) + 1
    return f"…{passage[max(offset, start - _BEFORE) :]}"


def _count(results: "Results") -> str:
    passages = sum(article.count for article in results.articles)
    articles = len(results.articles) + results.more
    prefix = "at least " if results.more else ""
    return (
        f"{prefix}{passages:,} passage{'' if passages == 1 else 's'} in"
        f" {articles:,} article{'' if articles == 1 else 's'}"
    )


def _sentence(problem: str) -> str:
    return problem[:1].upper() + problem[1:]
