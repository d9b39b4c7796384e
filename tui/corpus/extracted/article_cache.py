"""Cache of extracted articles by the content of their file, so that no file is parsed twice.

If the cache fails, the files are parsed again.
"""

import json
import os
import threading
import zlib
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import tui.formats
from tui.formats.extracted_article import ExtractedArticle
from tui.settings import folders
from tui.storage.sqlite_store import Store, StoreError

FILE = "articles.sqlite"
SCHEMA = (
    """
    CREATE TABLE engine (version TEXT NOT NULL);
    CREATE TABLE files (
        content TEXT PRIMARY KEY,
        articles BLOB NOT NULL,
        used INTEGER NOT NULL
    )
    """,
)
_MOST = 20_000
"""Largest number of files in the cache; those used last are kept."""
_LIBRARIES = ("trafilatura", "lxml", "fastfeedparser", "pypdfium2", "striprtf", "warcio")


class ArticleCache:
    """Articles by the content of their file; a store that fails counts as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._store: Store | None = None
        self._is_usable = True
        self._lock = threading.Lock()

    def articles(self, content: str) -> tuple[ExtractedArticle, ...] | None:
        """Return the cached articles of a file; None if there are none, or they are damaged."""
        try:
            store = self.store()
            rows = store.rows("SELECT articles FROM files WHERE content = ?", (content,))
            return tuple(unpack_articles(rows[0][0])) if rows else None
        except StoreError:
            self._is_usable = False
        except (ValueError, TypeError, zlib.error):
            pass
        return None

    def save(self, content: str, articles: Sequence[ExtractedArticle]) -> None:
        """Save the articles of a file; above the largest number of files the oldest are removed."""
        try:
            with self.store().change() as connection:
                last = connection.execute("SELECT coalesce(max(used), 0) FROM files").fetchone()[0]
                connection.execute(
                    "INSERT OR REPLACE INTO files VALUES (?, ?, ?)",
                    (content, pack_articles(articles), last + 1),
                )
                connection.execute("DELETE FROM files WHERE used <= ?", (last + 1 - _MOST,))
        except StoreError:
            self._is_usable = False

    def store(self) -> Store:
        """Return the database, opened on first use.

        Raises:
            StoreError: If it can't be used.
        """
        with self._lock:
            if not self._is_usable:
                raise StoreError("the cache of articles can't be used")
            if self._store is None:
                self._store = Store(self._file, SCHEMA, lasting=False)
                engine = _engine()
                if self._store.rows("SELECT version FROM engine") != [(engine,)]:
                    with self._store.change() as connection:
                        connection.execute("DELETE FROM engine")
                        connection.execute("DELETE FROM files")
                        connection.execute("INSERT INTO engine VALUES (?)", (engine,))
            return self._store


def pack_articles(articles: Sequence[ExtractedArticle]) -> bytes:
    """Return articles as bytes."""
    values = json.dumps([list(article) for article in articles])
    return zlib.compress(values.encode(), 1)


def unpack_articles(data: bytes) -> list[ExtractedArticle]:
    """Return the articles that are packed in `data`.

    Raises:
        ValueError: If the bytes are not packed articles.
    """
    articles = [ExtractedArticle(*values) for values in json.loads(zlib.decompress(data))]
    if not all(isinstance(article.text, str) for article in articles):
        raise ValueError("these are no articles")
    return articles


def article_cache() -> ArticleCache:
    """Return the cache in the user's folder, opened at the first request.

    A forked process opens its own: a connection of SQLite must not be used after a fork.
    """
    key = os.getpid(), *(os.environ.get(name) for name in _PLACES)
    cache = _CACHES.get(key)
    if cache is None:
        cache = _CACHES.setdefault(key, ArticleCache(folders().cache / FILE))
    return cache


_PLACES = ("HOME", "XDG_CACHE_HOME")
"""Environment variables that determine the folder."""
_CACHES: dict[tuple[object, ...], ArticleCache] = {}


def _engine() -> str:
    """Return the check sum of all that determines the articles of a file: code and libraries."""
    digest = blake2b(digest_size=16)
    for file in sorted(Path(tui.formats.__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()
