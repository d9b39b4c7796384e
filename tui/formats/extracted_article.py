"""The extracted article: the text and the metadata that a reader of a format finds in a file.

Its values are not cleaned; the caller cleans them before they are shown.
"""

from typing import NamedTuple

from tui.errors import VariorumError


class ExtractionError(VariorumError):
    """No article can be read from a file of a known format; the message is the reason."""


class ComputingError(ExtractionError):
    """A file takes its reader more computing than it may; with more it may be read."""


class Limits(NamedTuple):
    """Limits of a reader; beyond each of them it raises `ExtractionError`."""

    unpacked: int = 64 << 20
    """Bytes of unpacked content of one file, all parts together."""
    articles: int = 10_000
    """Articles of one file."""
    depth: int = 100
    """Levels of nested elements, parts or archives."""


class ExtractedArticle(NamedTuple):
    """An article of a file, as its reader finds it."""

    text: str
    """Text of the article; empty lines separate paragraphs."""
    is_markdown: bool = False
    """True if `text` is Markdown, with signs of Markdown in the content escaped."""
    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    """Day of publication in ISO 8601, or empty."""
    updated: str = ""
    """Day of the last change in ISO 8601, or empty."""
    language: str = ""
    """Language as a BCP 47 tag."""
    url: str = ""
    """Canonical address of the article."""
    group: str = ""
    """Title of the book, feed or mailbox that the article is in."""
    key: str = ""
    """Identity in the file, such as a feed entry's id; empty if the file is one article.

    Two articles of one file never have the same key. An article keeps its key when the file is read
    again with more articles.
    """
