"""The library: the one door through which screens reach files, places and surveys.

What can't be kept is said in `complaints`; reading goes on without it.
"""

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.corpus.corpus_file import Holding
from tui.corpus.file_encodings import FOUND, Encodings
from tui.log.log_file import logger
from tui.matching.matches import Couple, Found, Place
from tui.reading_state import preferences
from tui.reading_state.reading_position import Bookmark
from tui.settings import Folders
from tui.storage.disk_timeout import answered

if TYPE_CHECKING:
    from tui.index.semantic_matcher import Weighed
    from tui.matching.claim_values import Grouping
    from tui.notes.excluded_pairs import Rejection
    from tui.notes.note_store import Notes
    from tui.search.corpus_search import CorpusSearch, Results
    from tui.workspace.corpus_matching import CorpusMatching
    from tui.workspace.corpus_reader import CorpusReader
    from tui.workspace.note_access import NoteAccess
    from tui.workspace.prefetched import Prefetched
    from tui.workspace.reading_positions import ReadingPositions


class Library:
    """A corpus on disk and what one reader keeps about it; its methods may be called by threads."""

    def __init__(
        self,
        paths: Sequence[Path],
        folders: Folders,
        piped: Holding | None = None,
        *,
        secure: bool = False,
        semantic: bool = False,
        forerunner: "Prefetched | None" = None,
        encodings: Encodings = FOUND,
    ) -> None:
        """`forerunner`, what another process has begun to read and compare of just this."""
        self._encodings = encodings
        self._secure = secure
        self._semantic = semantic
        self._forerunner = forerunner
        self._grouped_ahead: Grouping | None = None
        self._paths = paths
        self._folders = folders
        self._piped = piped
        self._long: list[Path] = []
        self._is_given_up = False
        self.keep_recurring = False
        """Whether lines that recur all over the corpus are compared, too."""
        self.complaints: list[str] = []
        """What could not be kept, in words for the reader; each thing once."""
        self.put_by: list[Path] = []
        """Files with words of a note that could not be kept when the program was left."""

    def holdings(self) -> Iterator[Holding]:
        """Every file of the corpus in order; of long ones the beginning, `wholes` gives them.

        So it does with those whose disks don't answer soon.
        """
        self._long.clear()
        if self._piped:
            yield self._piped
        given: dict[Path, bool] = {}
        for holding in self._forerunner.holdings() if self._forerunner else ():
            given[holding.path] = holding.document is not None
            if holding.partial:
                self._long.append(holding.path)
            yield holding
        read = self.is_run_ahead
        if self._forerunner and not (read and not self._long and sum(given.values()) > 1):
            self._forerunner.close()  # there is nothing more to come
            self._forerunner = None
        if not read:
            yield from self._holdings_but(given)

    def _holdings_but(self, given: Collection[Path]) -> Iterator[Holding]:
        for holding in self._corpus.beginnings(given):
            if holding.partial:
                self._long.append(holding.path)
            yield holding

    def wholes(self) -> Iterator[Holding]:
        """The files of which `holdings` gave the beginning only, whole."""
        if self._long:
            yield from map(self._corpus.whole, self._long)

    def read_again(self, holding: Holding) -> Holding:
        """The same file as it is now; what came on standard input or is no file stays as it is."""
        from tui.corpus.loader import identity_of  # noqa: PLC0415  # start-up: read only then

        if holding is self._piped or holding.id != identity_of(holding.path):
            return holding
        return self._corpus.again(holding.path)

    @property
    def has_beginnings(self) -> bool:
        """Whether `holdings` gave only the beginning of some file."""
        return bool(self._long)

    @property
    def is_run_ahead(self) -> bool:
        """Whether another process has read the corpus, and is comparing it."""
        return self._forerunner is not None and self._forerunner.has_read

    def survey(self, holdings: Iterable[Holding], first: str) -> Generator[Found, None, None]:
        """What each document shares with the others, that of `first` first."""
        if self._forerunner:
            ahead, self._forerunner = self._forerunner, None
            yield from ahead.found() if ahead.has_read else ()
            ahead.close()
            if ahead.ending:
                self._grouped_ahead = ahead.ending.grouping
                self.complaints += ahead.ending.complaints
                for words in ahead.ending.complaints:
                    logger(__name__).warning("%s", words)
                return
        self._grouped_ahead = None  # it was of what was read first
        yield from self._matching.found(holdings, first, keep_recurring=self.keep_recurring)

    def grouped(
        self,
        found: Sequence[Found],
        words: Callable[[Place], str],
        rejections: "Sequence[Rejection]",
    ) -> "Grouping":
        """The grouping of all that was found; `words` gives a passage's, on one line."""
        ahead, self._grouped_ahead = self._grouped_ahead, None
        if ahead and not rejections:
            return ahead
        return self._matching.grouped(found, words, rejections)

    def set_apart(
        self,
        found: Sequence[Found],
        words: Callable[[Place], str],
        rejections: "Sequence[Rejection]",
    ) -> frozenset[Couple]:
        """Of the passages found to match, those that the reader called no match."""
        if not rejections:
            return frozenset()  # start-up: no need to load what groups
        return self._matching.set_apart(found, words, rejections)

    def weighed(self, holdings: Iterable[Holding], first: str) -> Iterator["Weighed"]:
        """What `survey` found, weighed by meaning, too, in many short steps.

        Nothing where that is not wanted, or not installed.
        """
        # after the first paint, as all of this
        from tui.embedding import embedding_model  # noqa: PLC0415

        if not self._semantic or not embedding_model.is_there():
            return
        with self._matching.run(holdings, keep_recurring=self.keep_recurring) as run:
            try:
                yield from run.weighed(first)
            except embedding_model.ModelError as error:
                self._complain_once(f"Nothing is matched by meaning: {error}", error)

    def search(self, holdings: Iterable[Holding], typed: str) -> "Results":
        """Return the articles that say what was typed, the best first, with the sentences that do.

        Words, phrases in quotes and beginnings of words (`word*`), all of which have to be there.

        Raises:
            QueryError: Nothing of it can be looked for.
            SearchError: This Python can't search.
        """
        from tui.index.matching_run import sources_of  # noqa: PLC0415  # only once asked for
        from tui.text.search_terms import query  # noqa: PLC0415

        return self._search.results(sources_of(holdings), query(typed))

    def encoding_named(self, holding: Holding) -> str:
        """The encoding that was named for a file; empty if it is read as it is found."""
        return self._encodings.named(holding.path)

    def name_encoding(self, holding: Holding, name: str) -> None:
        """Read a file in the encoding of this standard name from now on, or else as it is found."""
        self._encodings.choose(holding.path, name)
        preferences.keep_encoding(self._folders.state, holding.key, name)

    def keep_paths(self) -> None:
        """Remember what is read, so that `variorum` alone goes on there; not standard input."""
        if not self._piped:
            named = [_resolved(path) for path in self._paths]
            preferences.keep_paths(self._folders.state, named)

    def bookmark(self, holding: Holding) -> Bookmark | None:
        """Where the reader stopped in `holding`, if that is known."""
        if holding.document is None:
            return None
        if "_positions" not in vars(self) and not self._positions_file.exists():
            return None  # nothing was ever kept: no need to load a database for it
        return self._positions.of(holding)

    def keep_bookmark(self, holding: Holding, bookmark: Bookmark) -> None:
        """Remember where the reader is; when that can't be, the reader is told once."""
        self._positions.keep(holding, bookmark)

    def notes(self) -> "Notes":
        """The reader's notes, opened when first asked for; raises `StoreError`."""
        return self._note_access.opened()

    def rejections(self) -> "tuple[Rejection, ...]":
        """What the reader called no match; nothing, and a complaint, if that can't be read."""
        if not self.has_notes:
            return ()  # nothing was ever kept: no need to load a database for it
        return self._note_access.rejections()

    @property
    def has_notes(self) -> bool:
        """Whether notes were ever taken; looking for them makes no file."""
        is_open = "_note_access" in vars(self) and self._note_access.is_open
        return is_open or self._notes_file.exists()

    @property
    def state(self) -> Path:
        """The folder for what is kept but no note."""
        return self._folders.state

    def put_aside(self, words: str) -> None:
        """Put words that can't be kept in a file of the user's alone, wherever there is room."""
        if words.strip() and (file := self._note_access.put_aside(words, self._folders.state)):
            self.put_by.append(file)

    @property
    def manuscripts(self) -> Path:
        """The folder for words that were lent to other editors; not there if none ever were."""
        return self._folders.state / "manuscripts"

    def give_up(self) -> None:
        """Compare no more: who waits for the other processes need not any longer."""
        self._is_given_up = True
        if "_matching" in vars(self):
            self._matching.give_up()

    def close(self) -> None:
        """Let go of what is open."""
        if self._forerunner:
            self._forerunner.close()
        for name in ("_note_access", "_positions", "_matching", "_search"):
            if service := vars(self).pop(name, None):
                service.close()

    # The services, each loaded and made when first asked for

    @cached_property
    def _corpus(self) -> "CorpusReader":
        # a forerunner spares it
        from tui.workspace.corpus_reader import CorpusReader  # noqa: PLC0415

        return CorpusReader(self._paths, self._encodings, secure=self._secure)

    @cached_property
    def _matching(self) -> "CorpusMatching":
        # after first paint
        from tui.workspace.corpus_matching import CorpusMatching  # noqa: PLC0415

        matching = CorpusMatching(self._folders, self._complain_once)
        if self._is_given_up:
            matching.give_up()
        return matching

    @cached_property
    def _search(self) -> "CorpusSearch":
        from tui.search.corpus_search import CorpusSearch  # noqa: PLC0415  # only once asked for
        from tui.search.word_index import FILE  # noqa: PLC0415

        return CorpusSearch(
            self._folders.cache / FILE, partial(self._complain, "Words for searching are not kept")
        )

    @cached_property
    def _note_access(self) -> "NoteAccess":
        from tui.workspace.note_access import NoteAccess  # noqa: PLC0415  # it needs a database

        return NoteAccess(
            self._notes_file, partial(self._complain, "What is no match is not known")
        )

    @cached_property
    def _positions(self) -> "ReadingPositions":
        from tui.workspace.reading_positions import ReadingPositions  # noqa: PLC0415  # as above

        return ReadingPositions(
            self._positions_file, partial(self._complain, "Places are not kept")
        )

    @property
    def _positions_file(self) -> Path:
        return self._folders.state / "places.sqlite"

    @property
    def _notes_file(self) -> Path:
        return self._folders.data / "notes.sqlite"

    def _complain(self, trouble: str, error: Exception) -> None:
        self._complain_once(f"{trouble}: {error}", error)

    def _complain_once(self, words: str, error: Exception | None) -> None:
        if words not in self.complaints:
            self.complaints.append(words)
            logger(__name__).warning("%s", words, exc_info=error)


def _resolved(path: Path) -> str:
    """`path` with its links resolved, as far as its disk answers."""
    try:
        return str(answered(os.path.realpath, path, disk=str(path.parent)))
    except OSError:
        return os.path.abspath(path)  # noqa: PTH100  # it asks no disk
