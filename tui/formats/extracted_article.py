"""The extracted article: the text and the metadata that a reader of a format finds in a file.

Its values are as the file has them; the caller cleans them before they are shown.
"""

from typing import NamedTuple

from tui.errors import VariorumError


class ExtractionError(VariorumError):
    """A file of a known format holds no article that can be read; the message says why."""


class ComputingError(ExtractionError):
    """A file takes its reader more computing than it may; with more it may be read."""


class Limits(NamedTuple):
    """The bounds that a reader of a format keeps; a reader raises `ExtractionError` at each."""

    unpacked: int = 64 << 20
    """Bytes of unpacked content of one file, all its parts together."""
    articles: int = 10_000
    """Articles of one file."""
    depth: int = 100
    """Levels of elements, parts or archives in each other."""


class ExtractedArticle(NamedTuple):
    """One article of a file, as its reader finds it."""

    text: str
    """The article's text; paragraphs are divided by empty lines."""
    is_markdown: bool = False
    """True if `text` is Markdown, with signs of Markdown in the content escaped."""
    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    """The day of publication as ISO 8601 writes it, or empty."""
    updated: str = ""
    """The day of the last change, in the same form."""
    language: str = ""
    """The language as a BCP 47 tag."""
    url: str = ""
    """The article's canonical address."""
    group: str = ""
    """The title of the book, feed or mailbox that the article is in."""
    key: str = ""
    """The identity of the article in its file (a feed entry's id, a message's id), or empty.

    Two articles of one file never have the same one, and it is the same when the file is read again
    with more articles in it. Empty if the file is one article.
    """
