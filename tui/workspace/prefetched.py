"""Results of a prefetch process, for modules that use them but don't start it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from tui.corpus.corpus_file import CorpusFile
    from tui.matching.claim_values import Grouping
    from tui.matching.matches import DocumentMatches


class PrefetchResult(NamedTuple):
    """Result at the end of the comparison."""

    grouping: "Grouping"
    """Grouping of all matches, without excluded pairs."""
    complaints: list[str]


class Prefetched(Protocol):
    """Files and matches from another process: every file, then the matches of each."""

    has_read: bool
    """True if every file was delivered."""
    result: PrefetchResult | None
    """The result; None until the comparison has ended."""

    def corpus_files(self) -> Iterator["CorpusFile"]:
        """Return the files in order, as they arrive.

        They are complete only if `has_read` is True at the end.
        """

    def matches(self) -> Iterator["DocumentMatches"]:
        """Return the matches as they arrive; they are complete only if `result` is then set."""

    def close(self) -> None:
        """End the process, even if it is not done."""
