"""The workspace: access of the screens to files, notes, positions and matches.

Data that can't be saved is reported in `complaints`; reading goes on without it.
"""

import os
import re
from collections.abc import (
    Callable,
    Collection,
    Container,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.corpus.configuration.corpus_config import CorpusConfig
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.lazy_imports import lazy_imports
from tui.log.log_file import logger
from tui.matching.matches import DocumentMatches, PassagePair, PassageRef
from tui.reading_state import preferences
from tui.reading_state.reading_position import ReadingPosition
from tui.settings import Folders
from tui.storage.disk_timeout import call_with_timeout
from tui.storage.existence import may_exist
from tui.storage.path_scope import PathScope

with lazy_imports():
    from tui.corpus import article_names
    from tui.embedding import embedding_model
    from tui.index import matching_run
    from tui.notes import note_reports
    from tui.search import corpus_search, word_index
    from tui.text import search_terms
    from tui.workspace import (
        corpus_matching,
        corpus_reader,
        note_access,
        position_access,
        read_passage_access,
        sigla_access,
    )

if TYPE_CHECKING:
    from tui.index.semantic_matcher import SemanticProgress
    from tui.matching.claim_values import Grouping
    from tui.notes.excluded_pairs import ExcludedPair
    from tui.notes.note_reports import Report
    from tui.notes.note_store import NoteStore
    from tui.search.corpus_search import CorpusSearch, Results
    from tui.workspace.corpus_matching import CorpusMatching
    from tui.workspace.corpus_reader import CorpusReader
    from tui.workspace.note_access import NoteAccess
    from tui.workspace.position_access import PositionAccess
    from tui.workspace.prefetched import Prefetched
    from tui.workspace.read_passage_access import ReadPassageAccess
    from tui.workspace.sigla_access import SiglaAccess


_ODD = re.compile(r"[^\w.-]+")
"""Characters that the name of an exported file must not have."""
_SIGLA = "sigla.sqlite"
"""The file of sigla, in the folder for state."""


class Workspace:
    """A corpus on disk and the data of one reader about it; threads may call its methods."""

    def __init__(
        self,
        paths: Sequence[Path],
        folders: Folders,
        piped: CorpusFile | None = None,
        *,
        secure: bool = False,
        semantic: bool = False,
        prefetched: "Prefetched | None" = None,
        encodings: FileEncodings = FOUND,
        mark_names: Mapping[int, str] | None = None,
        first: str = "",
    ) -> None:
        """Make the workspace of a corpus.

        Args:
            paths: The files and folders of the corpus.
            folders: The folders of the user.
            piped: The document on standard input.
            secure: True if no file outside the corpus is read.
            semantic: True if matches are scored by meaning, too.
            prefetched: The process that has begun to read and compare this corpus.
            encodings: The encodings that the user named.
            mark_names: Names of kinds of marks in the settings.
            first: The id of the article to open first; empty for the one read last.
        """
        self.mark_names = mark_names or {}
        self.first = first
        self._encodings = encodings
        self._secure = secure
        self._semantic = semantic
        self._prefetched = prefetched
        self._grouped_ahead: Grouping | None = None
        self._configs = encodings.configs
        self._paths = paths
        self._folders = folders
        self._piped = piped
        self._long: list[Path] = []
        self._is_given_up = False
        self.keep_recurring = False
        """True if sentences that recur all over the corpus are compared, too."""
        self.list_order = ""
        """The name of the last chosen order of the list; empty if none was chosen."""
        self.complaints: list[str] = list(self._configs.problems)
        """Messages about data that could not be saved; each once."""
        self.unsaved_words: list[Path] = []
        """Files with words of a note that could not be saved when the program ended."""

    def corpus_files(self) -> Iterator[CorpusFile]:
        """Yield every file of the corpus in order.

        For a long file, or one on a slow disk, yield only the beginning; `wholes` yields it whole.
        """
        self._long.clear()
        if self._piped:
            yield self._piped
        yielded_paths: set[Path] = set()
        articles = 0
        corpus_file = None
        for corpus_file in self._prefetched.corpus_files() if self._prefetched else ():
            yielded_paths.add(corpus_file.path)
            articles += corpus_file.document is not None
            if corpus_file.partial:
                self._long.append(corpus_file.path)
            yield corpus_file
        read = self.is_prefetched
        if self._prefetched and not (read and not self._long and articles > 1):
            self._prefetched.close()  # no more files follow
            self._prefetched = None
        if not read:
            if corpus_file and corpus_file.entry:  # of its file others may be missing
                yielded_paths.discard(corpus_file.path)
            yield from self._files_but(yielded_paths)

    def _files_but(self, yielded_paths: Collection[Path]) -> Iterator[CorpusFile]:
        for corpus_file in self._corpus.beginnings(yielded_paths):
            if corpus_file.partial:
                self._long.append(corpus_file.path)
            yield corpus_file

    def wholes(self) -> Iterator[CorpusFile]:
        """Yield, whole, the files of which `corpus_files` yielded only the beginning."""
        for path in self._long:
            yield from self._corpus.whole(path)

    def reload(self, corpus_file: CorpusFile) -> list[CorpusFile]:
        """Return the same file in its present state.

        Standard input, and a path that is no file, stay unchanged.
        """
        path, entry = corpus_file.path, corpus_file.entry
        if corpus_file is self._piped or corpus_file.id != article_names.identity_of(path, entry):
            return [corpus_file]
        return self._corpus.again(path)

    @cached_property
    def folders(self) -> Sequence[Path]:
        """The folders among the paths that are read; for a thread."""
        directories = []
        for path in self._paths:
            with suppress(OSError):  # what doesn't answer is not watched
                if call_with_timeout(path.is_dir, disk=str(path.parent)):
                    directories.append(path)
        return directories

    def find_files(self, known_paths: Container[Path]) -> Iterator[Path | CorpusFile]:
        """Yield the files of the corpus as they are now; `known_paths` have articles."""
        return self._corpus.find(known_paths)

    def read_file(self, path: Path) -> list[CorpusFile]:
        """Return the articles of a file of the corpus."""
        return self._corpus.again(path)

    @property
    def reading_progress(self) -> tuple[int, int]:
        """The number of files that `corpus_files` has read, and of all; 0 until it is known."""
        return self._corpus.progress

    @property
    def has_beginnings(self) -> bool:
        """True if `corpus_files` yielded only the beginning of some file."""
        return bool(self._long)

    @property
    def is_prefetched(self) -> bool:
        """True if another process has read the corpus, and is comparing it."""
        return self._prefetched is not None and self._prefetched.has_read

    def match_documents(
        self, corpus_files: Iterable[CorpusFile], first: str
    ) -> Generator[DocumentMatches, None, None]:
        """Yield the matches of each document, that of `first` first."""
        if self._prefetched:
            ahead, self._prefetched = self._prefetched, None
            yield from ahead.matches() if ahead.has_read else ()
            ahead.close()
            if ahead.result:
                self._grouped_ahead = ahead.result.grouping
                self.complaints += ahead.result.complaints
                for words in ahead.result.complaints:
                    logger(__name__).warning("%s", words)
                return
        self._grouped_ahead = None  # that result was of the files as they were first read
        yield from self._matching.match_documents(
            corpus_files, first, keep_recurring=self.keep_recurring
        )

    def group_matches(
        self,
        document_matches: Sequence[DocumentMatches],
        words: Callable[[PassageRef], str],
        excluded_pairs: "Sequence[ExcludedPair]",
    ) -> "Grouping":
        """Return the grouping of all matches; `words` returns a passage's words on one line."""
        ahead, self._grouped_ahead = self._grouped_ahead, None
        if ahead and not excluded_pairs:
            return ahead
        return self._matching.grouped(document_matches, words, excluded_pairs)

    def find_excluded(
        self,
        document_matches: Sequence[DocumentMatches],
        words: Callable[[PassageRef], str],
        excluded_pairs: "Sequence[ExcludedPair]",
    ) -> frozenset[PassagePair]:
        """Return the passage pairs that match but are excluded by the reader."""
        if not excluded_pairs:
            return frozenset()  # start-up: no need to import the grouping
        return self._matching.excluded_among(document_matches, words, excluded_pairs)

    def rescore(
        self, corpus_files: Iterable[CorpusFile], first: str
    ) -> Iterator["SemanticProgress"]:
        """Yield the matches rescored by meaning, too, in many short steps.

        Yields no step if that is switched off or not installed.
        """
        if not self._semantic or not embedding_model.is_installed():
            return
        with self._matching.run(corpus_files, keep_recurring=self.keep_recurring) as run:
            try:
                yield from run.weighed(first)
            except embedding_model.ModelError as error:
                self._complain_once(f"There is no matching by meaning: {error}", error)

    def search(self, corpus_files: Iterable[CorpusFile], typed: str) -> "Results":
        """Return the articles that match the query, the best first, with the matching sentences.

        The query has words, phrases in quotes and beginnings of words (`word*`); all must be
        present.

        Raises:
            QueryError: If the query has no term to search.
            SearchError: This Python can't search.
        """
        return self._search.results(
            matching_run.sources_of(corpus_files), search_terms.query(typed)
        )

    # The configuration of the corpus, the order of the list, and the sigla

    @property
    def config(self) -> CorpusConfig:
        """The configuration of the corpus, as its folder states it."""
        return self._configs.own

    def refresh_config(self) -> bool:
        """Read the configurations again that have changed; return True if one differs now."""
        before = self._configs.problems
        is_changed = self._configs.refresh()
        for problem in self._configs.problems:
            if problem not in before:
                self._complain_once(problem, None)
        for problem in before:
            if problem not in self._configs.problems and problem in self.complaints:
                self.complaints.remove(problem)
        if is_changed and "sigla" in vars(self):
            self.sigla.assignment = self.sigla.assignment.under(self.config)
        return is_changed

    def load_order(self) -> None:
        """Read the saved order of the list and the saved sigla."""
        self.list_order = preferences.list_order(self._folders.state)
        if self._piped is None and may_exist(self._folders.state / _SIGLA):
            self.sigla.load()

    def keep_list_order(self, name: str) -> None:
        """Save the order of the list for the next run."""
        preferences.keep_list_order(self._folders.state, name)

    @property
    def sigla_known(self) -> SiglumAssignment:
        """The present sigla."""
        assignment = self.sigla.assignment if "sigla" in vars(self) else NO_SIGLA
        return assignment.under(self.config)

    def keep_sigla(self, corpus_files: Sequence[CorpusFile]) -> None:
        """Save the sigla of the files of the corpus; standard input has no corpus."""
        if self._piped is None and len(corpus_files) > 1:
            self.sigla.keep(corpus_files)

    # Exports

    @property
    def export_folder(self) -> Path:
        """The folder for exports: the current folder if it is no part of the corpus.

        Else it is the home folder; in secure mode, or if neither can be written, the folder for
        state.
        """
        candidates = () if self._secure else (Path.cwd(), Path.home())
        scope = PathScope(self._paths)
        fit = (
            folder for folder in candidates if folder not in scope and os.access(folder, os.W_OK)
        )
        return next(fit, self._folders.state)

    @property
    def export_name(self) -> str:
        """The beginning of the names of exported files: the name of the folder, if one is open."""
        only = self._paths[0] if len(self._paths) == 1 else Path()
        return _ODD.sub("-", Path(os.path.abspath(only)).stem if only.name else "").strip("-.")  # noqa: PTH100

    def is_article(self, path: Path) -> bool:
        """Return True if `path` is in the corpus, which is never written to."""
        return path in PathScope(self._paths)

    def note_reports(self) -> "list[Report]":
        """Return the notes on the files of the corpus, as `variorum notes list --json` does."""
        if not self._paths or not self.has_notes:
            return []
        reports = note_reports.NoteReports(
            self.notes(), self._paths, secure=self._secure, encodings=self._encodings
        )
        return reports.summaries()

    def encoding_named(self, corpus_file: CorpusFile) -> str:
        """Return the encoding that the user named for a file; empty if it is detected."""
        return self._encodings.named(corpus_file.path)

    def name_encoding(self, corpus_file: CorpusFile, name: str) -> None:
        """Read a file in the encoding of this standard name from now on; if empty, detect it."""
        self._encodings.choose(corpus_file.path, name)
        preferences.keep_encoding(self._folders.state, corpus_file.file_key, name)

    def keep_paths(self) -> None:
        """Save the open paths for the next `variorum` without arguments; not standard input."""
        if not self._piped and self._paths:
            resolved_paths = [_resolved(path) for path in self._paths]
            preferences.keep_paths(self._folders.state, resolved_paths)

    def reading_position(self, corpus_file: CorpusFile) -> ReadingPosition | None:
        """Return the reading position in `corpus_file`; None if it is unknown."""
        if corpus_file.document is None:
            return None
        if "_positions" not in vars(self) and not may_exist(self._positions_file):
            return None  # no data was ever saved: no need to load a database
        return self._positions.of(corpus_file)

    def save_position(self, corpus_file: CorpusFile, position: ReadingPosition) -> None:
        """Save the reading position; if that fails, complain once."""
        self._positions.save(corpus_file, position)

    @cached_property
    def read_passages(self) -> "ReadPassageAccess":
        """The passages that were read, by their words; a database opened on first use."""
        return read_passage_access.ReadPassageAccess(
            self._folders.state / "read.sqlite",
            partial(self._complain, "The passages you read are not saved"),
        )

    @property
    def is_novelty_shown(self) -> bool:
        """True if novelty is shown, by the last choice."""
        return preferences.is_novelty_shown(self._folders.state)

    def keep_novelty_shown(self, *, is_shown: bool) -> None:
        """Save for the next run if novelty is shown."""
        preferences.keep_novelty_shown(self._folders.state, is_shown=is_shown)

    def notes(self) -> "NoteStore":
        """Return the reader's notes, opened on first use.

        Raises:
            StoreError: If the database can't be read or written.
        """
        return self._note_access.opened()

    def excluded_pairs(self) -> "tuple[ExcludedPair, ...]":
        """Return the excluded pairs; empty, with a complaint, if they can't be read."""
        if not self.has_notes:
            return ()  # no data was ever saved: no need to load a database
        return self._note_access.excluded_pairs()

    @property
    def has_notes(self) -> bool:
        """True if any note was ever written; the look-up creates no file."""
        return self.has_open_notes or may_exist(self._notes_file)

    @property
    def has_open_notes(self) -> bool:
        """True once the store of notes is open."""
        return "_note_access" in vars(self) and self._note_access.is_open

    @property
    def state(self) -> Path:
        """The folder for all saved data except the notes."""
        return self._folders.state

    def save_elsewhere(self, words: str) -> None:
        """Save words that can't be stored as notes in a private file, in a folder with room."""
        if words.strip() and (file := self._note_access.put_aside(words, self._folders.state)):
            self.unsaved_words.append(file)

    @property
    def external_edits(self) -> Path:
        """The folder for words that are open in other editors; it may not exist."""
        return self._folders.state / "manuscripts"

    def give_up(self) -> None:
        """End the matching: no thread needs to wait for the worker processes any longer."""
        self._is_given_up = True
        if "_matching" in vars(self):
            self._matching.give_up()

    def close(self) -> None:
        """Close all open files."""
        if self._prefetched:
            self._prefetched.close()
        for name in (
            "_note_access",
            "_positions",
            "read_passages",
            "_matching",
            "_search",
            "sigla",
        ):
            if service := vars(self).pop(name, None):
                service.close()

    # The services, each imported and created on first use

    @cached_property
    def _corpus(self) -> "CorpusReader":
        return corpus_reader.CorpusReader(self._paths, self._encodings, secure=self._secure)

    @cached_property
    def _matching(self) -> "CorpusMatching":
        matching = corpus_matching.CorpusMatching(self._folders, self._complain_once)
        if self._is_given_up:
            matching.give_up()
        return matching

    @cached_property
    def _search(self) -> "CorpusSearch":
        return corpus_search.CorpusSearch(
            self._folders.cache / word_index.FILE,
            partial(self._complain, "The search index is not saved"),
        )

    @cached_property
    def _note_access(self) -> "NoteAccess":
        return note_access.NoteAccess(
            self._notes_file,
            self.mark_names,
            partial(self._complain, "The excluded pairs can't be read"),
        )

    @cached_property
    def sigla(self) -> "SiglaAccess":
        """The saved sigla of the corpus."""
        complain = partial(self._complain, "The letters of articles are not saved")
        return sigla_access.SiglaAccess(
            self._paths, self._folders.state / _SIGLA, complain, lambda: self.config
        )

    @cached_property
    def _positions(self) -> "PositionAccess":
        return position_access.PositionAccess(
            self._positions_file, partial(self._complain, "Reading positions are not saved")
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
    """Return `path` with its links resolved, as far as its disk answers."""
    try:
        return str(call_with_timeout(os.path.realpath, path, disk=str(path.parent)))
    except OSError:
        return os.path.abspath(path)  # noqa: PTH100  # it asks no disk
