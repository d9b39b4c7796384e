"""Changes of extracted articles: an article is gone or changed, or its file has further ones."""

from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.extracted.extraction import digests_of_file
from tui.corpus.file_change import FileChange
from tui.corpus.file_contents import LARGEST, ContentsError, Stamp, read_contents, stamp_of
from tui.corpus.file_encodings import FileEncodings
from tui.formats.extracted_article import ExtractionError
from tui.storage.disk_timeout import DiskTimeoutError
from tui.text.encodings.detection import NotTextError

Seen = MutableMapping[Path, tuple[Stamp, Mapping[str, str] | None]]
"""For each file, the last stamp seen and its articles' digests by entry; None if it is
unreadable."""


def extracted_changes(
    corpus_files: Iterable[CorpusFile], seen: Seen, silent: set[str]
) -> Mapping[str, FileChange]:
    """Return the changes of articles, by id; each file is checked once.

    Args:
        corpus_files: Extracted articles; of each file, all that are known.
        seen: The known states of the files; it is updated.
        silent: Ids of articles whose disks did not answer. They are skipped; further ones are
            added.
    """
    changes: dict[str, FileChange] = {}
    files: dict[Path, list[CorpusFile]] = {}
    for corpus_file in corpus_files:
        if corpus_file.id not in silent:
            files.setdefault(corpus_file.path, []).append(corpus_file)
    for path, articles in files.items():
        try:
            changes.update(_changes(path, articles, seen))
        except DiskTimeoutError:
            silent.update(article.id for article in articles)
    return changes


def _changes(path: Path, articles: list[CorpusFile], seen: Seen) -> Mapping[str, FileChange]:
    """Return the changes of the articles of one file, by id.

    Raises:
        DiskTimeoutError: If the disk doesn't answer in time.
    """
    try:
        stamp = stamp_of(path)
        if all(stamp == article.stamp for article in articles):
            return {}
        if path not in seen or seen[path][0] != stamp:
            seen[path] = stamp, _digests(path, articles[0])
        digests = seen[path][1]
    except DiskTimeoutError:
        raise
    except FileNotFoundError:
        return {article.id: FileChange.GONE for article in articles}
    except (ContentsError, OSError):
        digests = None
    if digests is None:
        return {article.id: FileChange.CHANGED for article in articles}
    changes = {
        article.id: FileChange.CHANGED if article.entry in digests else FileChange.GONE
        for article in articles
        if digests.get(article.entry) != article.digest
    }
    if digests.keys() - {article.entry for article in articles}:
        changes.setdefault(articles[0].id, FileChange.GROWN)
    return changes


def _as_read(article: CorpusFile) -> FileEncodings:
    return FileEncodings.exactly(article.encoding, rules=article.rules)


def _digests(path: Path, article: CorpusFile) -> Mapping[str, str] | None:
    """Return the digests of a file's articles by entry; None if they can't be extracted."""
    _, data = read_contents(path, LARGEST)
    try:
        return digests_of_file(path, data, _as_read(article))
    except (ExtractionError, NotTextError):
        return None
