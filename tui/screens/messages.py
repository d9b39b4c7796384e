"""The messages that screens, dialogs and controllers send upwards."""

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


@dataclass
class FilesRead(Message):
    """More files of the corpus are read."""

    read: list[tuple[CorpusFile, ReadingPosition | None]]
    """Each file with the position at which it was left."""
    last: bool


@dataclass
class FilesChecked(Message):
    """Files on the disk are compared with the text that was read of them."""

    changes: "Mapping[str, FileChange]"
    checked: Collection[str]
    """The ids of the documents whose files were checked."""


@dataclass
class FilesReloaded(Message):
    """Files are read again."""

    result: "ReloadResult"


@dataclass
class FoldersChanged(Message):
    """The system has told of changes in the folders of the corpus."""

    paths: Collection[str]


@dataclass
class CorpusUpdated(Message):
    """The corpus is compared with the disk, and what is new or changed there is read."""

    update: "CorpusUpdate"


@dataclass
class FoundElsewhere(Message):
    """The other articles are searched for words that the open article does not have."""

    query: str
    found: "Sequence[Elsewhere]"


class ExportRequested(Message):
    """The reader wants to export from the list of notes."""


@dataclass
class SiglaChanged(Message):
    """The reader has changed the order or the letters of the articles."""


# Matching


@dataclass
class MatchesAdded(Message):
    """More documents are compared with all others."""

    found: list[DocumentMatches]
    last: bool
    excluded: frozenset[PassagePair]
    """The pairs among them that the reader called no match."""
    run: int
    """The number of the matching run that this belongs to."""


@dataclass
class MatchesRescored(Message):
    """The meaning layer has judged more documents."""

    steps: "list[SemanticProgress]"
    last: bool
    run: int

    @property
    def progress(self) -> str:
        """The progress in words; empty at the end."""
        if self.last or not self.steps or self.steps[-1].done == self.steps[-1].whole:
            return ""
        return f"meanings {self.steps[-1].done}/{self.steps[-1].whole}"


@dataclass
class ClaimsReady(Message):
    """The matches are grouped into claims, without the pairs that the reader excluded."""

    excluded_pairs: "tuple[ExcludedPair, ...]"
    grouping: "Grouping"
    run: int


@dataclass
class ExcludedPairsChanged(Message):
    """The pairs that the reader called no match are read, or have changed."""

    excluded_pairs: "tuple[ExcludedPair, ...]"


@dataclass
class MatchingFailed(Message):
    """A worker of the matching has failed; the application writes the error to its log."""

    error: BaseException | None


@dataclass
class CollationReady(Message):
    """The accounts of the corpus are compared."""

    comparison: "CorpusComparison"
    version: int
    """The number of the update that it belongs to."""


@dataclass
class NoveltyReady(Message):
    """It is looked up what the reader knows of the articles that are compared."""

    known: "KnownClaims"
    version: int
    """The number of the look-up."""
    text: str
    """A line on the status line; empty if there is none to show."""


class NoveltyToggled(Message):
    """What is new is to be shown, or no longer."""


class RecurringLinesToggled(Message):
    """The reader wants recurring lines to be compared, or to be left out again."""


# Notes


class LocatedNotesChanged(Message):
    """The places of notes in the open articles have changed."""


@dataclass
class NoteEditorClosed(Message):
    """The note editor is closed."""

    text: str
    """The line that says so; may be empty."""


# Navigation and the status line


@dataclass
class PassageChosen(Message):
    """The reader wants to go to a passage."""

    document: str
    offset: int
    """Code point of the document's text."""
    source: str = ""
    """The document whose card is to be chosen there."""


class CardChanged(Message):
    """Another card, or another list of cards, is chosen for the selected passage."""


class DocumentOrderChanged(Message):
    """The list of documents is to be shown in another order."""


@dataclass
class StatusChanged(Message):
    """The status line is to show a text."""

    text: str
    """The text; if empty, the line shows the state of the reader again."""
