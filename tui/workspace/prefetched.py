"""What a prefetch process delivers, for those who take delivery and don't start it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from tui.corpus.corpus_file import CorpusFile
    from tui.matching.claim_values import Grouping
    from tui.matching.matches import DocumentMatches


class PrefetchResult(NamedTuple):
    """What comes when all is compared."""

    grouping: "Grouping"
    """What was found, grouped as if the reader had rejected nothing."""
    complaints: list[str]


class Prefetched(Protocol):
    """What another process reads and compares ahead: every file, then each one's matches."""

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
