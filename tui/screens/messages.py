"""The messages that screens, dialogs and controllers send upwards."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison


@dataclass
class CollationReady(Message):
    """The accounts of the corpus are compared."""

    comparison: "CorpusComparison"
    version: int
    """The number of the update that it belongs to."""


@dataclass
class PassageChosen(Message):
    """The reader wants to go to a passage."""

    document: str
    offset: int
    """Code point of the document's text."""
    source: str = ""
    """The document whose card is to be chosen there."""


@dataclass
class StatusChanged(Message):
    """Something is to be said in the status line."""

    text: str
