"""Results of a prefetch process, for modules that use them and don't start it."""

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
    """Files read and matches made ahead by another process: every file, then each one's matches."""

    has_read: bool
    """True if every file was delivered."""
    result: PrefetchResult | None
    """`None` while the comparison has not come to its end."""

    def corpus_files(self) -> Iterator["CorpusFile"]:
        """Return the files in order, as they come; all of them only if then `has_read`."""

    def matches(self) -> Iterator["DocumentMatches"]:
        """Return the matches as they come; all of them only if there then is an `result`."""

    def close(self) -> None:
        """End the process, done or not."""
