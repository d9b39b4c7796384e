"""An article of a partitioned index and those tied to it, delivered as a prefetch process does."""

from collections.abc import Iterator
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.index.partitioned.neighbourhood import Neighbourhood
from tui.index.partitioned.partitioned_index import IndexEntry, PartitionedIndex
from tui.index.shared.shared_index import IndexRefusedError
from tui.matching.claim_values import Grouping
from tui.matching.matches import DocumentMatches
from tui.settings import Folders, Settings
from tui.workspace.prefetched import PrefetchResult
from tui.workspace.workspace import Workspace


class IndexedArticles:
    """The files and matches around one article of an index; see `Prefetched`.

    Where the index is damaged, the parts that can't be read are reported and left out.
    """

    def __init__(self, index: PartitionedIndex, opened: IndexEntry) -> None:
        self._index = index
        self._around = Neighbourhood(index, opened)
        self._problem = ""
        """The reason why other articles can't be looked up; empty if there is none."""
        self.has_read = False
        self.result: PrefetchResult | None = None

    def corpus_files(self) -> Iterator[CorpusFile]:
        """Yield the articles, the opened one first."""
        try:
            yield from self._around.corpus_files()
        except IndexRefusedError as error:
            self._problem = str(error)
            folder = self._index.folder
            yield CorpusFile(str(folder), folder, folder.name, problem=self._problem)
        self.has_read = True

    def matches(self) -> Iterator[DocumentMatches]:
        """Yield the matches of each article."""
        grouping, complaints = Grouping(), []
        try:
            yield from self._around.matches()
            grouping = self._around.grouping()
        except IndexRefusedError as error:
            if str(error) != self._problem:
                complaints = [f"The index can't be used: {error}"]
        self.result = PrefetchResult(grouping, complaints)

    def close(self) -> None:
        """Do nothing: the index stays open for the next article."""


class IndexedCorpus:
    """An index that is read: one article at a time is open, with those tied to it."""

    def __init__(self, index: PartitionedIndex, folders: Folders, settings: Settings) -> None:
        self.index = index
        self._folders = folders
        self._settings = settings
        self._opened: Workspace | None = None
        self.unsaved_words: list[Path] = []
        """Files with words of notes that could not be saved."""

    def open(self, entry: IndexEntry) -> Workspace:
        """Return the workspace of an article; the one before is closed."""
        self.close_article()
        self._opened = Workspace(
            [],
            self._folders,
            secure=self._settings.secure,
            prefetched=IndexedArticles(self.index, entry),
            mark_names=self._settings.mark_names,
            first=entry.id,
        )
        return self._opened

    def close_article(self) -> None:
        """Close the open article's workspace."""
        if self._opened:
            self._opened.close()
            self.unsaved_words += self._opened.unsaved_words
            self._opened = None

    def keep_paths(self) -> None:
        """Save no paths: `variorum` without arguments opens files."""

    def close(self) -> None:
        """Close all files."""
        self.close_article()
        self.index.close()
