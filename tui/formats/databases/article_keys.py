"""Keys of the articles in one file that gives them no keys, or the same key twice."""

from hashlib import sha256

from tui.formats.extracted_article import ExtractedArticle

_LENGTH = 24


class ArticleKeys:
    """Articles of one file so far, by key."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._seen: set[str] = set()

    def __len__(self) -> int:
        return len(self._keys)

    def keyed(self, article: ExtractedArticle) -> ExtractedArticle | None:
        """Return `article` with a key that no other one has; None if it came before unchanged."""
        digest = sha256("\0".join(map(str, article)).encode("utf-8", "surrogatepass")).hexdigest()
        if digest in self._seen:
            return None
        self._seen.add(digest)
        key = article.key or digest[:_LENGTH]
        if key in self._keys:
            key = f"{key} {digest[:_LENGTH]}"
        self._keys.add(key)
        return article._replace(key=key)
