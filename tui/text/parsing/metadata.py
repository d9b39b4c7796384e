"""Reads the metadata of an article: its outlet, day and author, from the file or its name.

The sources, the most reliable first: front matter; HTML `meta` elements; lines such as `Source: De
Bode`, or a date alone, among the first lines; a date, a domain or an outlet in the file's name; a
domain as the folder's name. A doubtful value is left empty.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tui.lazy_imports import lazy_imports
from tui.text.article_metadata import Metadata
from tui.text.parsing.front_matter import fields
from tui.text.sanitization import clean_line

with lazy_imports():
    import html

_OUTLETS = ("outlet", "publisher", "publication", "site_name", "site", "source")
_DATES = ("date", "published", "date_published", "pubdate")
_AUTHORS = ("author", "byline", "authors", "by")
_UPDATED = ("updated", "modified", "date_modified", "lastmod", "last_modified")
_LANGUAGES = ("language", "lang", "locale")
_URLS = ("canonical_url", "canonical", "url", "source_url", "source", "link")
"""Names in front matter and header lines, the most reliable first."""
_META_NAMES = {
    "og:site_name": "site_name",
    "application-name": "source",
    "author": "author",
    "article:author": "byline",
    "article:published_time": "date",
    "date": "published",
    "pubdate": "pubdate",
    "article:modified_time": "updated",
    "og:url": "url",
}
"""HTML names, with the name of the field."""
_HEAD = 8_000
"""Number of code points in which HTML metadata and header lines are searched."""
_LINES = 12
"""Number of non-empty lines that may be header lines."""
_VALUE = 80
"""Largest length of a value in code points."""
_META = re.compile(r"<meta\s([^<>]{1,500})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(name|property|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_HEADER = re.compile(
    r"[*_]{0,2}(outlet|publisher|publication|source|site|date|published|author|byline|by)[*_]{0,2}"
    r"[ \t]*:[*_]{0,2}[ \t]*(\S.*)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By[ \t]+((?:[^\W\d_][\w.'’-]*[ \t]*){2,4})$")
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "von"}
)
_NO_AUTHOR = frozenset(
    {
        "afp",
        "agencies",
        "agency",
        "ap",
        "archive",
        "bureau",
        "correspondent",
        "courtesy",
        "credit",
        "desk",
        "editors",
        "image",
        "images",
        "news",
        "photo",
        "photograph",
        "photographer",
        "photos",
        "picture",
        "press",
        "reporter",
        "reporters",
        "reuters",
        "service",
        "staff",
        "team",
        "the",
        "wire",
    }
)
"""Words of a credit line that are not names of persons."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"(?:(?:updated|published|posted)(?:\s+on)?:?\s+)?(?:[a-z]{3,9}day,?\s+)?(?:"
    r"(?P<iso>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.{0,20})?"
    r"|(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month2>[a-z]{3,9})\.?,?\s+(?P<year2>\d{4})"
    r")(?:[\s,|·-]+\d{1,2}[:.]\d\d.{0,20})?$",
    re.IGNORECASE,
)
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_DOMAIN = re.compile(
    r"(?:www\.)?((?:[a-z0-9-]+\.)+(?:com|org|net|info|int|gov|edu|news|eu|[a-z]{2}))"
    r"(?=$|[_\s,-])",
    re.IGNORECASE,
)
_NO_DOMAIN = frozenset({"md", "py", "js", "gz", "sh", "rs", "pl"})
"""Endings of files that are country codes, too."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_ADDRESS_LONGEST = 2_000
"""Largest length of an address in code points."""
_OUTLET_IN_NAME = re.compile(r"[^\W\d_]+(?:[ _-][^\W\d_]+){0,2}$")
_OUTLET_WORD = re.compile(r"[^\W\d_]")


def make_metadata(
    *,
    outlet: str = "",
    date: str = "",
    author: str = "",
    updated: str = "",
    language: str = "",
    url: str = "",
) -> Metadata:
    """Return metadata from untrusted values: each is cleaned, and empty if it is not valid."""
    tag = clean_line(language, _VALUE).replace("_", "-")
    address = clean_line(url, _ADDRESS_LONGEST)
    return Metadata(
        _value(outlet),
        parse_day(date),
        _author(author),
        parse_day(updated),
        tag if _LANGUAGE.fullmatch(tag) else "",
        address.partition("#")[0] if _ADDRESS.fullmatch(address) else "",
    )


def read_metadata(text: str, name: str = "", folder: str = "") -> Metadata:
    """Return the metadata of an article.

    Args:
        text: The file's own text, decoded.
        name: The file's name.
        folder: The name of the file's folder.
    """
    front_matter = fields(text) if text[:4].lstrip("\ufeff")[:3] in {"---", "+++"} else {}
    metadata = _from_fields(front_matter)
    head = text[:_HEAD]
    if "<meta" in head.lower():
        metadata = metadata.filled_from(_from_fields(_meta_fields(head)))
    if not front_matter:
        metadata = metadata.filled_from(_from_lines(head))
    return metadata.filled_from(_from_name(name, folder))


def _from_fields(values: Mapping[str, str]) -> Metadata:
    def first(names: Sequence[str], *, address: bool = False) -> str:
        candidates = (values[name] for name in names if values.get(name))
        return next((value for value in candidates if _is_address(value) is address), "")

    return make_metadata(
        outlet=first(_OUTLETS),
        date=next((values[name] for name in _DATES if parse_day(values.get(name, ""))), ""),
        author=first(_AUTHORS),
        updated=first(_UPDATED),
        language=first(_LANGUAGES),
        url=first(_URLS, address=True),
    )


def _is_address(value: str) -> bool:
    return _ADDRESS.fullmatch(value.strip()) is not None


def _author(raw: str) -> str:
    """Return `raw` as the name of an author; empty for a credit line."""
    author = _value(re.sub(r"^by\s+", "", raw, flags=re.IGNORECASE))
    words = re.findall(r"[^\W_]+", author.casefold())
    is_place = len(words) == 1 and author.isupper()  # the town of a date line is written so
    return "" if is_place or _NO_AUTHOR.intersection(words) else author


def _is_name(words: Sequence[str]) -> bool:
    """Return True if `words` are written like a person's name."""
    return (
        words[0][0].isupper()
        and words[-1][0].isupper()
        and not words[-1].endswith(".")
        and all(word[0].isupper() or word in _PARTICLES for word in words)
    )


def parse_day(raw: str) -> str:
    """Return the day that is all of `raw`, in ISO 8601; empty if it is not a day."""
    raw = raw.strip()
    if match := re.match(r"\d{4}-\d\d-\d\d", raw):
        return _iso(*match[0].split("-"))
    match = _DAY.match(raw)
    if match is None:
        return ""
    month = (match["month"] or match["month2"])[:3].lower()
    if month not in _MONTHS:
        return ""
    return _iso(
        match["year"] or match["year2"], _MONTHS.index(month) + 1, match["day"] or match["day2"]
    )


def _iso(year: str, month: str | int, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _meta_fields(head: str) -> dict[str, str]:
    """Return the fields of HTML `meta` elements."""
    values: dict[str, str] = {}
    for element in _META.finditer(head):
        attributes = {a[1].lower(): a[2] or a[3] or "" for a in _ATTRIBUTE.finditer(element[1])}
        field = _META_NAMES.get((attributes.get("property") or attributes.get("name", "")).lower())
        if field and attributes.get("content"):
            values.setdefault(field, html.unescape(attributes["content"]))
    return values


def _from_lines(head: str) -> Metadata:
    """Return the metadata from the first lines, each value on a line of its own."""
    values: dict[str, str] = {}
    day = ""
    for line in _first_lines(head):
        if header := _HEADER.match(line):
            if len(header[2]) <= _VALUE:
                values.setdefault(header[1].lower(), header[2])
        elif (byline := _BYLINE.match(line)) and _is_name(byline[1].split()):
            values.setdefault("byline", byline[1].strip())
        else:
            day = day or parse_day(line) * (_DAY.match(line) is not None)
    return _from_fields(values).filled_from(Metadata(date=day))


def _first_lines(head: str) -> Iterable[str]:
    lines: Iterator[str] = filter(None, (line.strip() for line in head.splitlines()))
    return (line for line, _ in zip(lines, range(_LINES), strict=False) if len(line) <= _VALUE)


def _from_name(name: str, folder: str) -> Metadata:
    """Return the metadata from the names of a file and its folder."""
    stem = name.rpartition(".")[0] or name
    day = ""
    rest = stem
    if match := _DAY_IN_NAME.search(stem):
        day = _iso(match[1], match[2], match[3])
        if day:
            rest = (stem[: match.start()] + stem[match.end() :]).strip(" _-.,")
    outlet = _domain(rest) or _domain(folder)
    if not outlet and day and _OUTLET_IN_NAME.match(rest):
        outlet = rest.replace("_", " ")
    return Metadata(_value(outlet), day)


def _domain(name: str) -> str:
    match = _DOMAIN.match(name)
    if match is None or match[1].rpartition(".")[2].lower() in _NO_DOMAIN:
        return ""
    return match[1].lower()


def _value(raw: str) -> str:
    """Return `raw` as one safe line without emphasis; empty if it has no letter."""
    value = clean_line(raw, _VALUE).strip(" *_|,;\"'")
    return value if _OUTLET_WORD.search(value) else ""
