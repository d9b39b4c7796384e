"""The status text: the state of the reader in words, as far as there is something to say."""

from collections.abc import Iterator, Mapping

from tui.commands import hints
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_change import FileChange
from tui.screens.base.progress_rate import ProgressRate
from tui.screens.collation.controller import CollationController
from tui.screens.commands.passage_commands import PassageCommands
from tui.screens.commands.search_commands import SearchCommands
from tui.screens.documents.files_controller import FilesController
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.notes.notes_controller import NotesController
from tui.workspace.workspace import Workspace


class StatusText:
    """The parts of the status line for the open article, each from its owner."""

    def __init__(
        self,
        workspace: Workspace,
        corpus_files: Mapping[str, CorpusFile],
        changed_keys: Mapping[str, str],
        *,
        files: FilesController,
        matching: MatchingController,
        collation: CollationController,
        selection: SourceSelection,
        notes: NotesController,
        passages: PassageCommands,
        search: SearchCommands,
    ) -> None:
        self._workspace = workspace
        self._corpus_files = corpus_files
        self._changed_keys = changed_keys
        self._files = files
        self._matching = matching
        self._collation = collation
        self._selection = selection
        self._notes = notes
        self._passages = passages
        self._search = search
        self._rate = ProgressRate()

    @property
    def is_reading_slow(self) -> bool:
        """True if the reading from the disk takes long enough to be shown."""
        return self._rate.is_known

    @property
    def comparison_progress(self) -> str:
        """The progress of the comparison; empty when its results are final."""
        is_open = self._collation.comparison is not None and not self._collation.is_final
        return self._matching.progress or ("lists not final" if is_open else "")

    def describe(self, reload: str) -> str:
        """Return the state in words; empty before an article is open.

        Args:
            reload: The result of reading files again, or empty.
        """
        corpus_file = self._corpus_files.get(self._files.open_document)
        if corpus_file is None or corpus_file.document is None:
            return ""
        return " · ".join(filter(None, self._parts(corpus_file, reload)))

    def _parts(self, corpus_file: CorpusFile, reload: str) -> Iterator[str]:
        reference = self._selection.here
        count = len(corpus_file.document.passages) if corpus_file.document else 0
        yield f"{len(self._files.added)} new" if self._files.added else ""
        yield reload or self._change
        yield f"{reference.passage + 1}/{count}"
        if reference.passage + 1 == count:
            yield self._omissions
            yield self._passages.next_article
        yield f"read as {corpus_file.encoding}" if corpus_file.encoding != "utf-8" else ""
        yield self._search.summary
        yield self._notes.summary(reference)
        yield self._reading_progress
        yield self.comparison_progress
        yield self._notes.problems
        yield from self._workspace.complaints

    @property
    def _reading_progress(self) -> str:
        """The progress of the reading, if it takes a while; empty when all is read."""
        if self._files.is_read or not self.is_reading_slow:
            return ""
        return f"reading {self._rate.describe(*self._workspace.reading_progress)}"

    @property
    def _change(self) -> str:
        """The change of the open file on the disk, and the key that reads it again."""
        if change := self._files.open_change:
            if change is FileChange.GONE:
                return f"{change}, shown as it was"
            return f"{change}: {hints(self._changed_keys, 'file.read_again reads it again')}"
        return ""

    @property
    def _omissions(self) -> str:
        """The number of claims that others make and the open article does not, in words."""
        count = len(self._collation.omissions(self._files.open_document))
        if not count:
            return ""
        key = hints(self._changed_keys, "collation.omissions lists them")
        return f"not in this article: {count} claim{'' if count == 1 else 's'}, {key}"
