"""A partitioned index written on one machine, from a matching run that has ended."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from tui.corpus.file_encodings import FileEncodings
from tui.errors import VariorumError
from tui.index.matching_run import MatchingRun
from tui.index.partitioned.index_writer import write_partitioned
from tui.index.partitioned.stored_article import StoredArticle, stored_articles
from tui.index.source import Source
from tui.matching.matches import DocumentMatches, PassageRef

_FILES = 64
"""Files whose articles are held, those read last."""


class UnwritableError(VariorumError):
    """The index can't be written."""


def write_local(
    folder: Path,
    sources: Mapping[str, Source],
    run: MatchingRun,
    matches: Sequence[DocumentMatches],
    *,
    words: Callable[[PassageRef], str],
    encodings: FileEncodings,
) -> None:
    """Write the index of a corpus after its matching run.

    Args:
        folder: The folder of the index.
        sources: The files of the corpus, by article.
        run: The run.
        matches: The matches of each article.
        words: Returns the words of a passage.
        encodings: The encodings and configurations by which the files were read.

    Raises:
        UnwritableError: If a file has changed or is gone, or the folder can't be written.
    """
    grouping = run.grouping(matches, words, ())

    @lru_cache(_FILES)
    def articles_in(path: Path) -> Mapping[str, StoredArticle]:
        articles = stored_articles(path, encodings)
        return {article.id: article for article in articles if isinstance(article, StoredArticle)}

    def stored_article(name: str) -> StoredArticle:
        source = sources[name]
        article = articles_in(source.path).get(name)
        if article is None or article.digest != source.digest:
            raise UnwritableError(f"{name} changed meanwhile", advice="make the index again")
        return article

    try:
        write_partitioned(folder, run.records, stored_article, matches, grouping)
    except OSError as error:
        raise UnwritableError(
            f"{folder}: the index can't be written", cause=error.strerror or error
        ) from error
