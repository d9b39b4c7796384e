"""Reader of EPUB: each chapter of a book is an article, in the order of the book."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.unpacking import UnpackedBytes, ZipParts
from tui.formats.web.elements import (
    Element,
    children,
    decode_markup,
    local_name,
    parse_page,
    parse_xml,
    text_of,
)
from tui.formats.web.html import markdown_of_fragment, with_title
from tui.text.parsing.metadata import parse_day

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_FEWEST = 20
"""Least number of words of an article; a title page or a dedication has fewer."""


class _Item(NamedTuple):
    """File that the book's package lists."""

    path: str
    kind: str
    properties: str


class _Chapter(NamedTuple):
    """Pages of one entry of the table of contents."""

    title: str
    paths: list[str]


def extract(data: bytes, limits: Limits) -> Iterator[ExtractedArticle]:
    """Yield the chapters of a book.

    Raises:
        ExtractionError: If it is damaged, protected, or has no words.
    """
    parts = ZipParts(data, limits, UnpackedBytes(limits))
    package_path = _package_path(parts, limits)
    package = parse_xml(parts.read(package_path), limits)
    folder = posixpath.dirname(package_path)
    items = _items(package, folder)
    spine = _spine(package, items)
    encrypted_parts = _encrypted_parts(parts, limits)
    if encrypted_parts and encrypted_parts.issuperset(spine):
        raise ExtractionError("the book is protected against copying")
    has_chapters = False
    metadata = _metadata(package)
    for chapter in _chapters(spine, _contents(parts, items, limits)):
        words = "\n\n".join(filter(None, (_words(parts, path) for path in chapter.paths)))
        if len(words.split()) >= _FEWEST:
            has_chapters = True
            title = chapter.title or _first_heading(words)
            text = with_title(words, chapter.title)
            yield metadata._replace(text=text, title=title, key=chapter.paths[0])
    if not has_chapters:
        raise ExtractionError("the book has no chapters with words")


def _package_path(parts: ZipParts, limits: Limits) -> str:
    """Return the name of the package document, which lists the book's files."""
    root = parse_xml(parts.read(_CONTAINER), limits)
    for element in root.iter():
        if local_name(element) == "rootfile" and (path := element.get("full-path")):
            return posixpath.normpath(str(path))
    raise ExtractionError("the book's list of contents is missing")


def _items(package: Element, folder: str) -> dict[str, _Item]:
    return {
        element.get("id", ""): _Item(
            _path(folder, element.get("href", "")),
            element.get("media-type", ""),
            element.get("properties", ""),
        )
        for element in package.iter()
        if local_name(element) == "item"
    }


def _path(folder: str, address: str) -> str:
    """Return the name of the part at an address in a file of `folder`; never one outside."""
    path = posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))
    return path.lstrip("/").removeprefix("../")


def _spine(package: Element, items: Mapping[str, _Item]) -> list[str]:
    """Return the names of the pages in reading order, each once."""
    listed_items = (
        items.get(element.get("idref", ""))
        for element in package.iter()
        if local_name(element) == "itemref"
    )
    return list(
        dict.fromkeys(
            item.path
            for item in listed_items
            if item and item.kind in _PAGES and "nav" not in item.properties.split()
        )
    )


def _encrypted_parts(parts: ZipParts, limits: Limits) -> frozenset[str]:
    """Return the names of parts that are encrypted."""
    if _ENCRYPTION not in parts.names:
        return frozenset()
    root = parse_xml(parts.read(_ENCRYPTION), limits)
    return frozenset(
        unquote(element.get("URI", ""))
        for element in root.iter()
        if local_name(element) == "cipherreference"
    )


def _contents(parts: ZipParts, items: Mapping[str, _Item], limits: Limits) -> dict[str, str]:
    """Return the titles of the table of contents by their pages, the first title of each page."""
    titles: dict[str, str] = {}
    for item in items.values():
        if item.path not in parts.names:
            continue
        folder = posixpath.dirname(item.path)
        if "nav" in item.properties.split():
            root = parse_page(decode_markup(parts.read(item.path)))
            links = [(e.get("href", ""), text_of(e)) for e in root.iter("a")]
        elif item.kind == "application/x-dtbncx+xml":
            links = list(_ncx_links(parse_xml(parts.read(item.path), limits)))
        else:
            continue
        for address, title in links:
            if title and address:
                titles.setdefault(_path(folder, address), title)
    return titles


def _ncx_links(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the addresses and titles of a table of contents in EPUB 2."""
    for point in root.iter():
        if local_name(point) == "navpoint":
            label = next(children(point, "navlabel"), None)
            content = next(children(point, "content"), None)
            if content is not None:
                yield content.get("src", ""), text_of(label)


def _chapters(spine: list[str], titles: Mapping[str, str]) -> list[_Chapter]:
    """Return the chapters: a page that is not in the contents belongs to the one before it."""
    chapters: list[_Chapter] = []
    for path in spine:
        if path in titles or not chapters or not chapters[-1].title:
            chapters.append(_Chapter(titles.get(path, ""), [path]))
        else:
            chapters[-1].paths.append(path)
    return chapters


def _words(parts: ZipParts, path: str) -> str:
    """Return a page of the book as Markdown; empty if the page is missing."""
    return markdown_of_fragment(decode_markup(parts.read(path))) if path in parts.names else ""


def _first_heading(words: str) -> str:
    first = words.lstrip().partition("\n")[0]
    return first.lstrip("#").strip().replace("\\", "") if first.startswith("#") else ""


def _metadata(package: Element) -> ExtractedArticle:
    """Return the book's metadata, as an article without text."""
    values: dict[str, str] = {}
    updated = ""
    for element in package.iter():
        name = local_name(element)
        words = text_of(element)
        if name in {"title", "creator", "publisher", "date", "language", "source"} and words:
            values.setdefault(name, words)
        elif name == "meta" and element.get("property") == "dcterms:modified":
            updated = parse_day(words)
    source = values.get("source", "")
    return ExtractedArticle(
        "",
        is_markdown=True,
        outlet=values.get("publisher", ""),
        author=values.get("creator", ""),
        date=parse_day(values.get("date", "")),
        updated=updated,
        language=values.get("language", ""),
        url="",
        group=values.get("title", "") or source,
    )
