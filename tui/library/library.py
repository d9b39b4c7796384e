"""The library: the one door through which screens reach files, places and surveys.

What can't be kept is said in `complaints`; reading goes on without it.
"""

import os
import threading
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui.library import preferences
from tui.library.bookmark import Bookmark
from tui.library.deadline import answered
from tui.library.encodings import FOUND, Encodings
from tui.library.holding import Holding
from tui.library.log_file import logger
from tui.matching.match import Couple, Found, Place
from tui.settings import Folders

if TYPE_CHECKING:
    from tui.library.forerunner import Forerunner
    from tui.library.matching_run import MatchingRun
    from tui.library.meanings import Weighed
    from tui.library.notes import Notes
    from tui.library.places import Places
    from tui.library.rejections import Rejection
    from tui.library.surveys import Surveys
    from tui.matching.claim import Grouping


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
        forerunner: "Forerunner | None" = None,
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
        self._places: Places | None = None
        self._notes: Notes | None = None
        self._surveys: Surveys | None = None
        self._lock = threading.Lock()
        self._at_work: set[MatchingRun] = set()
        self._given_up = False
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
        # start-up: a forerunner spares it
        from tui.library.corpus import load, preview, reach  # noqa: PLC0415

        for one in reach(self._paths, secure=self._secure, others=True):
            if isinstance(one, Holding):
                if one.path not in given:
                    yield one
            elif one in given:
                continue
            elif beginning := preview(one, self._encodings):
                self._long.append(one)
                yield beginning
            else:
                holding = load(one, self._encodings, soon=True)
                if holding.partial:
                    self._long.append(one)
                yield holding

    def wholes(self) -> Iterator[Holding]:
        """The files of which `holdings` gave the beginning only, whole."""
        if self._long:
            from tui.library.corpus import load  # noqa: PLC0415  # start-up, as above

            yield from (load(path, self._encodings) for path in self._long)

    def read_again(self, holding: Holding) -> Holding:
        """The same file as it is now; what came on standard input stays as it is."""
        from tui.library.corpus import load_again  # noqa: PLC0415  # start-up, as above

        if holding is self._piped:
            return holding
        return load_again(holding.path, self._paths, self._encodings, secure=self._secure)

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
        yield from self._surveyed(holdings, first)

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
        from tui.library.grouping import grouped  # noqa: PLC0415  # start-up, as above
        from tui.matching.trace import tokens_of  # noqa: PLC0415

        return grouped(found, lambda place: tokens_of(words(place)), words, rejections)

    def set_apart(
        self,
        found: Sequence[Found],
        words: Callable[[Place], str],
        rejections: "Sequence[Rejection]",
    ) -> frozenset[Couple]:
        """Of the passages found to match, those that the reader called no match."""
        if not rejections:
            return frozenset()  # start-up: no need to load what groups
        from tui.library.grouping import set_apart  # noqa: PLC0415

        return set_apart(found, words, rejections)

    def weighed(self, holdings: Iterable[Holding], first: str) -> Iterator["Weighed"]:
        """What `survey` found, weighed by meaning, too, in many short steps.

        Nothing where that is not wanted, or not installed.
        """
        from tui.library import model  # noqa: PLC0415  # after the first paint, as all of this

        if not self._semantic or not model.is_there():
            return
        with self._run(holdings) as run:
            try:
                yield from run.weighed(first)
            except model.ModelError as error:
                self._complain_once(f"Nothing is matched by meaning: {error}", error)

    def _surveyed(self, holdings: Iterable[Holding], first: str) -> Iterator[Found]:
        from tui.matching.survey import MOST_ECHOES, unheard  # noqa: PLC0415  # after first paint

        self._grouped_ahead = None  # it was of what was read first
        with self._run(holdings) as run:
            outlines = run.outlines
            self._tell(
                "Overlong sentences compared in part",
                [name for name, outline in outlines.items() if outline.cut],
            )
            self._tell(
                f"Sentences repeated over {MOST_ECHOES} times, the other repeats left out",
                [name for name, outline in outlines.items() if unheard(outline.trace)],
            )
            yield from run.found(first)

    @contextmanager
    def _run(self, holdings: Iterable[Holding]) -> "Iterator[MatchingRun]":
        from tui.library.matching_run import MatchingRun, sources_of  # noqa: PLC0415

        run = MatchingRun(
            sources_of(holdings),
            self._worked_out(),
            self._complain_of_surveys,
            yielding=True,
            index=self._folders.index,
            keep_recurring=self.keep_recurring,
        )
        self._at_work.add(run)
        try:
            yield run
        except RuntimeError:
            if not self._given_up:  # else it is that the other processes are gone
                raise
        finally:
            self._at_work.discard(run)
            run.close()

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
        if self._places is None and not self._places_file.exists():
            return None  # nothing was ever kept: no need to load a database for it
        from tui.library.store import StoreError  # noqa: PLC0415

        try:
            return self._kept().of(holding.key, holding.digest)
        except StoreError as error:
            self._complain(error)
            return None

    def keep_bookmark(self, holding: Holding, bookmark: Bookmark) -> None:
        """Remember where the reader is; when that can't be, the reader is told once."""
        from tui.library.store import StoreError  # noqa: PLC0415

        try:
            self._kept().keep(holding.key, holding.digest, bookmark)
        except StoreError as error:
            self._complain(error)

    def notes(self) -> "Notes":
        """The reader's notes, opened when first asked for; raises `StoreError`."""
        from tui.library.notes import Notes  # noqa: PLC0415  # start-up: only once asked for

        with self._lock:
            if self._notes is None:
                self._notes = Notes(self._folders.data / "notes.sqlite")
            return self._notes

    def rejections(self) -> "tuple[Rejection, ...]":
        """What the reader called no match; nothing, and a complaint, if that can't be read."""
        if not self.has_notes:
            return ()  # nothing was ever kept: no need to load a database for it
        from tui.library.note import NoteError  # noqa: PLC0415
        from tui.library.store import StoreError  # noqa: PLC0415

        try:
            return self.notes().rejections.all()
        except (NoteError, StoreError) as error:
            self._complain_once(f"What is no match is not known: {error}", error)
            return ()

    @property
    def has_notes(self) -> bool:
        """Whether notes were ever taken; looking for them makes no file."""
        return self._notes is not None or (self._folders.data / "notes.sqlite").exists()

    @property
    def state(self) -> Path:
        """The folder for what is kept but no note."""
        return self._folders.state

    def put_aside(self, words: str) -> None:
        """Put words that can't be kept in a file of the user's alone, wherever there is room."""
        from tui.library.atomic import put_aside  # noqa: PLC0415  # only where all else failed

        if words.strip() and (file := put_aside(words, self._folders.state)):
            self.put_by.append(file)

    @property
    def manuscripts(self) -> Path:
        """The folder for words that were lent to other editors; not there if none ever were."""
        return self._folders.state / "manuscripts"

    def give_up(self) -> None:
        """Compare no more: who waits for the other processes need not any longer."""
        self._given_up = True
        for run in tuple(self._at_work):
            run.give_up()

    def close(self) -> None:
        """Let go of what is open."""
        if self._forerunner:
            self._forerunner.close()
        with self._lock:
            if self._notes:
                self._notes.close()
                self._notes = None
            if self._places:
                self._places.close()
                self._places = None
            if self._surveys:
                self._surveys.close()
                self._surveys = None

    def _worked_out(self) -> "Surveys | None":
        """What was compared before, if it can be had."""
        from tui.library.store import StoreError  # noqa: PLC0415
        from tui.library.surveys import FILE, Surveys  # noqa: PLC0415

        with self._lock:
            try:
                if self._surveys is None:
                    self._surveys = Surveys(self._folders.cache / FILE)
            except StoreError as error:
                self._complain_of_surveys(error)
            return self._surveys

    def _complain_of_surveys(self, error: Exception) -> None:
        from tui.library.matching_run import complaint_of  # noqa: PLC0415

        self._complain_once(complaint_of(error), error)

    def _tell(self, what: str, names: Sequence[str]) -> None:
        if names and (words := f"{what}: {', '.join(names[:3])}") not in self.complaints:
            self.complaints.append(words)

    def _kept(self) -> "Places":
        from tui.library.places import Places  # noqa: PLC0415

        with self._lock:
            if self._places is None:
                self._places = Places(self._places_file)
            return self._places

    @property
    def _places_file(self) -> Path:
        return self._folders.state / "places.sqlite"

    def _complain(self, error: Exception) -> None:
        self._complain_once(f"Places are not kept: {error}", error)

    def _complain_once(self, words: str, error: Exception) -> None:
        if words not in self.complaints:
            self.complaints.append(words)
            logger(__name__).warning("%s", words, exc_info=error)


def _resolved(path: Path) -> str:
    """`path` with its links resolved, as far as its disk answers."""
    try:
        return str(answered(os.path.realpath, path, disk=str(path.parent)))
    except OSError:
        return os.path.abspath(path)  # noqa: PTH100  # it asks no disk
