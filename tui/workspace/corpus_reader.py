"""The corpus reader: reads the files of a corpus, the beginning of long files first."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from tui.corpus.article_names import identity_of, name_of
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.file_finder import FileFinder
from tui.corpus.loader import find_allowed, load_again, load_articles, preview
from tui.corpus.read_ahead import read_ahead


class CorpusReader:
    """Reads the files that some paths name."""

    def __init__(self, paths: Sequence[Path], encodings: FileEncodings, *, secure: bool) -> None:
        self._paths = paths
        self._encodings = encodings
        self._secure = secure
        self._finder: FileFinder | None = None

    @property
    def progress(self) -> tuple[int, int]:
        """The number of files that were read, and of all; 0 until it is known."""
        return (self._finder.given, self._finder.whole) if self._finder else (0, 0)

    def beginnings(self, read_paths: Container[Path]) -> Iterator[CorpusFile]:
        """Yield every file except those at `read_paths`, in order.

        For a long file, or one on a slow disk, yield only the beginning.
        """

        def read(path: Path) -> list[CorpusFile]:
            beginning = preview(path, self._encodings)
            return [beginning] if beginning else load_articles(path, self._encodings, soon=True)

        allowed_files = find_allowed(self._paths, secure=self._secure, other_formats=True)
        self._finder = FileFinder(allowed_files)
        unread_files = (
            file
            for file in self._finder.files()
            if (file.path if isinstance(file, CorpusFile) else file) not in read_paths
        )
        for articles in read_ahead(unread_files, read):
            yield from articles

    def whole(self, path: Path) -> list[CorpusFile]:
        """Return the whole file at `path`."""
        articles = load_articles(path, self._encodings)
        file_id = identity_of(path)
        if any(article.id == file_id for article in articles):
            return articles
        row = CorpusFile(file_id, path, name_of(path), problem=f"its articles: {len(articles)}")
        return [row, *articles]

    def find(self, known_paths: Container[Path]) -> Iterator[Path | CorpusFile]:
        """Yield the present files, as `find_allowed` does; those at `known_paths` have articles."""
        return find_allowed(self._paths, secure=self._secure, known_files=known_paths)

    def again(self, path: Path) -> list[CorpusFile]:
        """Return the file at `path` in its present state."""
        return load_again(path, self._paths, self._encodings, secure=self._secure)
