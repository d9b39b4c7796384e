"""Metadata of a page: its `meta` elements, its JSON-LD, and what trafilatura makes of the rest."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tui.formats.web.elements import Element, local_name, text_of
from tui.text.article_metadata import NO_METADATA, Metadata
from tui.text.parsing.metadata import parse_day

_JSON_LONGEST = 1 << 18
"""Characters of JSON-LD that are parsed."""
_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review$")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "outlet": ("og:site_name", "citation_journal_title", "dc.publisher", "application-name"),
    "author": ("author", "dc.creator", "citation_author", "parsely-author", "sailthru.author"),
    "date": (
        "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
        "publish-date", "parsely-pub-date", "citation_publication_date", "sailthru.date",
    ),
    "updated": ("article:modified_time", "og:updated_time", "datemodified", "lastmod"),
    "language": ("content-language", "dc.language", "og:locale"),
    "url": ("og:url",),
}  # fmt: skip
"""For each value the names of `meta` elements that give it, the surest first."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$")
_DIVIDERS = (" | ", " - ", " – ", " — ", " · ", " » ", ": ")
_ADDRESS = re.compile(r"https?://\S{1,2000}$")


class PageMetadata(NamedTuple):
    """The title and the metadata of the article of a page; an empty value is not known."""

    title: str = ""
    metadata: Metadata = NO_METADATA

    def filled_from(self, fallback: "PageMetadata") -> "PageMetadata":
        """Return the same with the values of `fallback` where this one has none."""
        return PageMetadata(
            self.title or fallback.title, self.metadata.filled_from(fallback.metadata)
        )


def page_metadata(root: Element) -> PageMetadata:
    """Return the metadata of a page: JSON-LD before `meta` elements before the page's own."""
    return _from_json(root).filled_from(_from_meta(root)).filled_from(_from_page(root))


def _from_json(root: Element) -> PageMetadata:
    for script in root.iter("script"):
        words = script.text or ""
        if "ld+json" not in script.get("type", "").lower() or len(words) > _JSON_LONGEST:
            continue
        try:
            values = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _things(values):
            if _ARTICLE.search(_text(item.get("@type"))):
                return PageMetadata(
                    _text(item.get("headline")) or _text(item.get("name")),
                    Metadata(
                        outlet=_names_of(item.get("publisher")) or _names_of(item.get("isPartOf")),
                        author=_names_of(item.get("author")),
                        date=parse_day(_text(item.get("datePublished"))),
                        updated=parse_day(_text(item.get("dateModified"))),
                        language=_language(_text(item.get("inLanguage"))),
                        url=_address(_text(item.get("url"))),
                    ),
                )
    return PageMetadata()


def _things(values: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD, those of a graph, too."""
    if depth > 4:  # noqa: PLR2004  # a graph of lists of objects is three
        return
    if isinstance(values, list):
        for value in values:
            yield from _things(value, depth + 1)
    elif isinstance(values, dict):
        yield values
        yield from _things(values.get("@graph"), depth + 1)


def _text(value: Any) -> str:
    """Return a value of JSON-LD as a text, of several the first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value.strip() if isinstance(value, str) else ""


def _names_of(value: Any) -> str:
    """Return the names of a person or an organisation, or of several."""
    values = value if isinstance(value, list) else [value]
    names = (
        _text(member.get("name") if isinstance(member, dict) else member) for member in values[:5]
    )
    return ", ".join(filter(None, (name for name in names if not _ADDRESS.match(name))))


def _from_meta(root: Element) -> PageMetadata:
    contents: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = (name or element.get("http-equiv") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            contents.setdefault(name, content)
    values = {
        field: next((contents[name] for name in names if name in contents), "")
        for field, names in _META.items()
    }
    author = "" if _ADDRESS.match(values["author"]) else values["author"]
    return PageMetadata(
        values["title"],
        Metadata(
            outlet=values["outlet"],
            author=author,
            date=parse_day(values["date"]),
            updated=parse_day(values["updated"]),
            language=_language(values["language"]),
            url=_address(values["url"]),
        ),
    )


def _from_page(root: Element) -> PageMetadata:
    """Return what the elements of the page itself say."""
    title = text_of(next(root.iter("title"), None))
    canonical = next(
        (e.get("href", "") for e in root.iter("link") if "canonical" in e.get("rel", "").lower()),
        "",
    )
    time = next((e for e in root.iter("time") if e.get("datetime")), None)
    author = next(
        (text_of(e) for e in root.iter("a", "span", "p") if e.get("rel", "") == "author"), ""
    )
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return PageMetadata(
        headline(root) or title,
        Metadata(
            author=author,
            date=parse_day(time.get("datetime", "")) if time is not None else "",
            language=_language(language),
            url=_address(canonical),
        ),
    )


def headline(root: Element) -> str:
    """Return the words of the page's only heading of the first level, else an empty text."""
    titles = [words for e in root.iter("h1") if _is_in_body(e) and (words := text_of(e))]
    return titles[0] if len(set(titles)) == 1 else ""


def without_site(title: str, site: str) -> str:
    """Return a page's title without its site's name before or after it."""
    for divider in _DIVIDERS if site else ():
        part_before, match, part_after = title.partition(divider)
        if match and part_before.casefold() == site.casefold():
            return part_after
        part_before, match, part_after = title.rpartition(divider)
        if match and part_after.casefold() == site.casefold():
            return part_before
    return title


def _is_in_body(element: Element) -> bool:
    return not any(
        local_name(ancestor) in {"nav", "footer", "aside"} for ancestor in element.iterancestors()
    )


def _language(tag: str) -> str:
    return tag.replace("_", "-") if _LANGUAGE.match(tag) else ""


def _address(raw: str) -> str:
    """Return an address of the web without its fragment; empty if it is none."""
    return raw.partition("#")[0] if _ADDRESS.match(raw) else ""
