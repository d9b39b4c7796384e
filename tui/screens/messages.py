"""The messages that screens, dialogs and controllers send upwards.

Nobody compares or prints a message: without these methods a class is made in a third of the time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.corpus.corpus_file import CorpusFile
from tui.matching.matches import DocumentMatches, PassagePair
from tui.reading_state.reading_position import ReadingPosition

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison
    from tui.collation.sources.novelty import KnownClaims
    from tui.corpus.file_change import FileChange
    from tui.index.semantic_matcher import SemanticProgress
    from tui.matching.claim_values import Grouping
    from tui.notes.excluded_pairs import ExcludedPair
    from tui.search.search_in_others import Elsewhere
    from tui.workspace.corpus_update import CorpusUpdate
    from tui.workspace.document_reload import ReloadResult

# Files


@dataclass(eq=False, repr=False)
class FilesRead(Message):
    """More files of the corpus are read."""

    read: list[tuple[CorpusFile, ReadingPosition | None]]
    """Each file with its last reading position."""
    last: bool


@dataclass(eq=False, repr=False)
class FilesChecked(Message):
    """Files on the disk were compared with their text in memory."""

    changes: "Mapping[str, FileChange]"
    checked: Collection[str]
    """The ids of the documents whose files were checked."""


@dataclass(eq=False, repr=False)
class FilesReloaded(Message):
    """Files were read again."""

    result: "ReloadResult"


@dataclass(eq=False, repr=False)
class FoldersChanged(Message):
    """The system has reported changes in the folders of the corpus."""

    paths: Collection[str]


@dataclass(eq=False, repr=False)
class CorpusUpdated(Message):
    """The corpus is compared with the disk, and new and changed files are read."""

    update: "CorpusUpdate"


@dataclass(eq=False, repr=False)
class FoundElsewhere(Message):
    """The other articles were searched for words that the open article does not have."""

    query: str
    hits: "Sequence[Elsewhere]"


class ExportRequested(Message):
    """The reader wants to export from the list of notes."""


@dataclass(eq=False, repr=False)
class SiglaChanged(Message):
    """The reader has changed the order or the letters of the articles."""


# Matching


@dataclass(eq=False, repr=False)
class MatchesAdded(Message):
    """More documents were compared with all others."""

    document_matches: list[DocumentMatches]
    last: bool
    excluded: frozenset[PassagePair]
    """The pairs among them that the reader excluded."""
    run: int
    """The number of its matching run."""


@dataclass(eq=False, repr=False)
class MatchesRescored(Message):
    """The meaning layer has rescored more documents."""

    steps: "list[SemanticProgress]"
    last: bool
    run: int

    @property
    def progress(self) -> str:
        """The progress in words; empty at the end."""
        if self.last or not self.steps or self.steps[-1].done == self.steps[-1].whole:
            return ""
        return f"meanings {self.steps[-1].done}/{self.steps[-1].whole}"


@dataclass(eq=False, repr=False)
class ClaimsReady(Message):
    """The matches were grouped into claims, without the pairs that the reader excluded."""

    excluded_pairs: "tuple[ExcludedPair, ...]"
    grouping: "Grouping"
    run: int


@dataclass(eq=False, repr=False)
class ExcludedPairsChanged(Message):
    """The excluded pairs were read, or have changed."""

    excluded_pairs: "tuple[ExcludedPair, ...]"


@dataclass(eq=False, repr=False)
class WorkerFailed(Message):
    """A worker has failed without which reading goes on; the application logs the error."""

    error: BaseException | None


@dataclass(eq=False, repr=False)
class CollationReady(Message):
    """The accounts of the corpus were compared."""

    comparison: "CorpusComparison"
    version: int
    """The number of its update."""


@dataclass(eq=False, repr=False)
class NoveltyReady(Message):
    """The known claims of the compared articles were looked up."""

    known_claims: "KnownClaims"
    version: int
    """The number of the look-up."""
    text: str
    """A text for the status line; empty if there is none."""


class NoveltyToggled(Message):
    """Novelty is to be shown or hidden."""


class RecurringLinesToggled(Message):
    """The reader wants recurring lines to be compared, or to be left out again."""


# Notes


class LocatedNotesChanged(Message):
    """The notes in the open articles have other positions."""


@dataclass(eq=False, repr=False)
class NoteEditorClosed(Message):
    """The note editor was closed."""

    text: str
    """The message about it; may be empty."""


# Navigation and the status line


@dataclass(eq=False, repr=False)
class PassageChosen(Message):
    """The reader wants to go to a passage."""

    document: str
    offset: int
    """Code point of the document's text."""
    source: str = ""
    """The document whose card is selected there."""


class CardChanged(Message):
    """Another card, or another list of cards, was chosen for the selected passage."""


class DocumentOrderChanged(Message):
    """The list of documents is to be shown in another order."""


@dataclass(eq=False, repr=False)
class StatusChanged(Message):
    """The status line is to show a text."""

    text: str
    """The text; if empty, the line shows the state of the reader again."""
