"""The Markdown file of an article that was extracted from a page, with its front matter."""

import json
from collections.abc import Iterator
from datetime import datetime

from tui.corpus.additions.file_names import site
from tui.formats.extracted_article import ExtractedArticle
from tui.text.parsing.metadata import make_metadata
from tui.text.sanitization import clean, clean_line


def article_markdown(
    article: ExtractedArticle, *, address: str, fetched: datetime, page: str
) -> str:
    """Return the text of the file of an article.

    Args:
        article: The article, in Markdown.
        address: The address of its page.
        fetched: The time at which the page was fetched, with its zone.
        page: The path of the page as it came, from the folder of the file.
    """
    lines = [f"{name}: {_quote(value)}" for name, value in _fields(article, address)]
    seconds = fetched.isoformat(timespec="seconds")
    text, _ = clean(article.text)
    return "\n".join(
        ["---", *lines, f'fetched: "{seconds}"', f"page: {_quote(page)}", "---", "", text, ""]
    )


def canonical_address(article: ExtractedArticle, address: str) -> str:
    """Return the canonical address of an article, that of its page if it names none."""
    return make_metadata(url=article.url).url or address


def _fields(article: ExtractedArticle, address: str) -> Iterator[tuple[str, str]]:
    """Yield the fields that are known, each one line that is safe to show."""
    metadata = make_metadata(
        outlet=article.outlet or site(address),
        date=article.date,
        author=article.author,
        updated=article.updated,
        language=article.language,
        url=canonical_address(article, address),
    )
    if title := clean_line(article.title):
        yield "title", title
    yield from (
        (name, value)
        for name, value in zip(metadata._fields, metadata, strict=True)
        if value and name != "url"
    )
    yield "url", metadata.url
    if metadata.url != address:
        yield "fetched_from", clean_line(address, 2_000)


def _quote(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # a string of JSON is one of YAML, too
