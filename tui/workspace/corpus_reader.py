"""The corpus reader: reads the files of a corpus, of long ones the beginning first."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from tui.corpus.article_names import identity_of, name_of
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import find_allowed, load_again, load_articles, preview
from tui.corpus.read_ahead import read_ahead


class CorpusReader:
    """Reads the files that some paths lead to."""

    def __init__(self, paths: Sequence[Path], encodings: FileEncodings, *, secure: bool) -> None:
        self._paths = paths
        self._encodings = encodings
        self._secure = secure

    def beginnings(self, given: Container[Path]) -> Iterator[CorpusFile]:
        """Yield the articles of every file but those `given`, in order.

        Of long ones, or on slow disks, a beginning.
        """

        def read(path: Path) -> list[CorpusFile]:
            beginning = preview(path, self._encodings)
            return [beginning] if beginning else load_articles(path, self._encodings, soon=True)

        reached = find_allowed(self._paths, secure=self._secure, others=True)
        left = (
            one
            for one in reached
            if (one.path if isinstance(one, CorpusFile) else one) not in given
        )
        for some in read_ahead(left, read):
            yield from some

    def whole(self, path: Path) -> list[CorpusFile]:
        """Return the articles of the file at `path`, whole.

        If it turns out to have several, the row that stood for the file says so.
        """
        articles = load_articles(path, self._encodings)
        file = identity_of(path)
        if any(one.id == file for one in articles):
            return articles
        row = CorpusFile(file, path, name_of(path), problem=f"its articles: {len(articles)}")
        return [row, *articles]

    def find(self, known: Container[Path]) -> Iterator[Path | CorpusFile]:
        """Yield the files as they are now, as `find_allowed` does; those `known` have articles."""
        return find_allowed(self._paths, secure=self._secure, known=known)

    def again(self, path: Path) -> list[CorpusFile]:
        """Return the articles of the file at `path` as it is now."""
        return load_again(path, self._paths, self._encodings, secure=self._secure)
