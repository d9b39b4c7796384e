"""Plain text of news databases: Factiva, LexisNexis, Nexis Uni, ProQuest; many articles in a file.

The databases' own marks separate the articles: `Document 3 of 50`, `End of Document`, or a line
with Factiva's number of the document. `divider` is the separating line of any other program.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.formats.databases.article_keys import ArticleKeys
from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.file_text import decode_file
from tui.text.parsing.metadata import parse_day

_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_BEGIN = re.compile(
    r"^[ \t]*(?:Document \d{1,6} of \d{1,6}|\d{1,6} of \d{1,6} DOCUMENTS)[ \t]*$", re.MULTILINE
)
_FACTIVA = re.compile(
    r"^(?:AN[ \t]+)?(?:Document|Documento|Dokument)[ \t]+([A-Z]{2,}\w*\d{8}\w{3,})[ \t]*$",
    re.MULTILINE,
)
_RULE = re.compile(r"^_{20,}$", re.MULTILINE)
"""Line between the documents of ProQuest."""
_DIVIDERS = ((_END, slice(0, -1)), (_BEGIN, slice(1, None)), (_RULE, slice(0, None)))
"""Marks between documents, and the pieces between marks that are documents."""
_FIELD = re.compile(r"[ \t]*([A-Z][A-Za-z][A-Za-z -]{0,30}):(?:[ \t]+(\S.*))?$")
_CODE = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CO|IN|NS|RE|PUB|AN|CT|RF|ART)(?:[ \t]+(\S.*))?$"
)
"""Field of Factiva, and the value on its line."""
_VALUES = {
    "title": ("headline", "title", "hd"),
    "outlet": ("publication title", "publication", "source", "sn"),
    "author": ("byline", "author", "by"),
    "date": ("publication date", "load-date", "date", "pd"),
    "language": ("language", "language of publication", "la"),
    "url": ("document url", "url"),
}
"""Names of fields for each value."""
_AFTER = frozenset({
    "load-date", "language", "publication-type", "journal code", "subject", "industry",
    "geographic", "person", "company", "organization", "classification", "acc-no", "type",
    "copyright", "location", "people", "publication title", "publication year", "publication date",
    "publisher", "place of publication", "country of publication", "publication subject", "issn",
    "source type", "language of publication", "document type", "proquest document id",
    "document url", "last updated", "database", "title", "author", "pages", "section", "graphic",
    "correction-date", "ticker", "full text availability", "links", "url",
})  # fmt: skip
"""Fields after an article's text."""
_BODY = frozenset({"body", "full text"})
_WORDS = re.compile(r"[\d,.]+ words$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:copyright\b|\(c\)|©)", re.IGNORECASE)
_WEEKDAY = re.compile(r"[ ,]*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$", re.IGNORECASE)
_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "russian": "ru",
    "turkish": "tr", "swedish": "sv", "danish": "da", "norwegian": "no", "chinese": "zh",
    "japanese": "ja", "korean": "ko", "arabic": "ar",
}  # fmt: skip
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’")
_HEAD = 30
"""Number of lines before an article's text that may have its outlet and day."""


class _Document(NamedTuple):
    """Lines of one document of a database."""

    lines: list[str]
    key: str = ""


def extract(
    data: bytes, limits: Limits = Limits(), divider: str = ""
) -> Iterator[ExtractedArticle]:
    """Yield the articles of the export `data`, in its order.

    Args:
        data: The file.
        limits: The limits.
        divider: Line between two articles.

    Raises:
        ExtractionError: If it has no marks of a database and no dividers, or exceeds a limit.
    """
    text = decode_file(data, limits).replace("\f", "\n").replace("\0", "")
    keys = ArticleKeys()
    for document in _documents(text, divider.strip()):
        extracted = _article(document, is_divided=bool(divider))
        article = keys.keyed(extracted) if extracted.text else None
        if article is None:
            continue
        if len(keys) > limits.articles:
            raise ExtractionError(f"it has more than {limits.articles} articles")
        yield article
    if not len(keys):
        raise ExtractionError("it is not an export of a known news database")


def _documents(text: str, divider: str) -> Iterator[_Document]:
    """Yield the documents that the first kind of mark in `text` separates."""
    if divider:
        yield from _divide(text, divider)
    elif _FACTIVA.search(text):
        begin = 0
        for mark in _FACTIVA.finditer(text):
            yield _Document(text[begin : mark.start()].split("\n"), mark[1])
            begin = mark.end()
    else:
        for pattern, selection in _DIVIDERS:
            if pattern.search(text):
                yield from (
                    _Document(document_text.split("\n"))
                    for document_text in pattern.split(text)[selection]
                )
                return


def _divide(text: str, divider: str) -> Iterator[_Document]:
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() == divider:
            yield _Document(lines)
            lines = []
        else:
            lines.append(line)
    yield _Document(lines)


def _article(document: _Document, *, is_divided: bool) -> ExtractedArticle:
    lines = [line.strip() for line in document.lines]
    coded = [n for n, line in enumerate(lines) if _is_code(line)]
    if document.key and any(lines[n].startswith("HD") for n in coded):
        return _article_by_codes(lines, document.key)
    body = next((n for n, line in enumerate(lines) if line.rstrip(":").lower() in _BODY), None)
    has_length = any(_field_name(line) == "length" for line in lines)
    if document.key:
        return _factiva(lines, document.key)
    if body is None and not has_length and is_divided and not _has_fields(lines):
        return ExtractedArticle(_text(lines))
    return _article_by_fields(lines, body)


def _is_code(line: str) -> bool:
    return bool(_CODE.match(line))


def _field_name(line: str) -> str:
    """Return the name of the field on `line`; empty if there is none."""
    match = _FIELD.match(line)
    return match[1].lower() if match else ""


def _is_words(line: str) -> bool:
    return bool(line) and not _FIELD.match(line)


def _has_fields(lines: list[str]) -> bool:
    return sum(bool(_FIELD.match(line)) for line in lines[:_HEAD]) > 1


# LexisNexis, Nexis Uni, ProQuest: fields by name


def _article_by_fields(lines: list[str], body: int | None) -> ExtractedArticle:
    """Return the article of a document whose values are in fields or above them."""
    if body is None:
        body = next((n for n, line in enumerate(lines) if _field_name(line) in _BODY), None)
    first = next((n for n, line in enumerate(lines) if _field_name(line)), len(lines))
    if first == len(lines):
        start = 0
    elif body is None:
        start = next((n for n in range(first, len(lines)) if _is_words(lines[n])), first)
    else:
        start = body + 1
    fields: dict[str, str] = {}
    for n, line in enumerate(lines):
        name = _field_name(line)
        if name and (n < start or name in _AFTER):
            fields.setdefault(name, line.partition(":")[2].strip())
    inline = [fields.get("full text", "")] if fields.get("full text") else []
    end = _end_of_text(lines, start)
    top = lines[: min(first, start)]
    values = _values(fields)
    title, outlet, date = _above(top)
    return ExtractedArticle(
        _text([*inline, *lines[start:end]]),
        title=values["title"] or title,
        outlet=values["outlet"] or outlet,
        author=values["author"],
        date=date or values["date"],
        language=values["language"],
        url=values["url"],
    )


def _end_of_text(lines: list[str], start: int) -> int:
    """Return the number of the line after an article's text: fields and copyright follow."""
    end = len(lines)
    for n in range(len(lines) - 1, start, -1):
        if _field_name(lines[n]) in _AFTER:
            end = n
        elif lines[n].endswith(_SENTENCE_ENDS) and not _COPYRIGHT.match(lines[n]):
            break  # other lines may belong to the value of a field
    for n in range(end - 1, start, -1):
        if lines[n] and not _COPYRIGHT.match(lines[n]):
            break
        end = n
    return end


def _above(lines: list[str]) -> tuple[str, str, str]:
    """Return title, outlet and day from the lines above the fields; the outlet is above the day."""
    filled_lines = [line for line in lines if line]
    for n in range(len(filled_lines) - 1, -1, -1):
        if day := _day(filled_lines[n]):
            outlet = filled_lines[n - 1] if n else ""
            line_above = filled_lines[n - 2] if n > 1 else ""
            line_below = filled_lines[n + 1] if n + 1 < len(filled_lines) else ""
            title = line_above or ("" if _COPYRIGHT.match(line_below) else line_below)
            return title, outlet, day
    return "", "", ""


def _values(fields: dict[str, str]) -> dict[str, str]:
    values = {
        value: next((fields[name] for name in names if fields.get(name)), "")
        for value, names in _VALUES.items()
    }
    values["date"] = _day(values["date"])
    values["language"] = _LANGUAGES.get(values["language"].lower(), "")
    values["author"] = re.sub(r"^by\s+", "", values["author"], flags=re.IGNORECASE)
    return values


def _day(line: str) -> str:
    return parse_day(_WEEKDAY.sub("", line))


# Factiva


def _factiva(lines: list[str], key: str) -> ExtractedArticle:
    """Return the article of a document without codes: its head has one line for each value."""
    numbers = [n for n, line in enumerate(lines) if line]
    length_number = next((n for n in numbers[:_HEAD] if _WORDS.match(lines[n])), None)
    if length_number is None:
        return ExtractedArticle(_text(lines), key=key)
    lines_above = [lines[n] for n in numbers if n < length_number]
    numbers_below = [n for n in numbers if n > length_number][:12]
    title = lines_above[0] if lines_above else ""
    author = next((line for line in lines_above[1:] if line.lower().startswith("by ")), "")
    date_number = next((n for n in numbers_below if _day(lines[n])), length_number)
    outlet = next(
        (
            lines[n]
            for n in numbers_below
            if n > date_number and not re.match(r"\d\d:\d\d$", lines[n])
        ),
        "",
    )
    language_number = next(
        (n for n in numbers_below if lines[n].lower() in _LANGUAGES), date_number
    )
    copyright_number = next(
        (n for n in numbers_below if _COPYRIGHT.match(lines[n])), language_number
    )
    return ExtractedArticle(
        _text(lines[max(copyright_number, language_number, date_number) + 1 :]),
        title=title,
        outlet=outlet,
        author=re.sub(r"^by\s+", "", author, flags=re.IGNORECASE),
        date=_day(lines[date_number]),
        language=_LANGUAGES.get(lines[language_number].lower(), ""),
        key=key,
    )


def _article_by_codes(lines: list[str], key: str) -> ExtractedArticle:
    """Return the article of a document with codes: `HD` headline, `LP` and `TD` its text."""
    fields: dict[str, list[str]] = {}
    value_lines: list[str] = []
    for line in lines:
        match = _CODE.match(line)
        if match:
            value_lines = fields.setdefault(match[1].lower(), [])
            value_lines.append(match[2] or "")
        else:
            value_lines.append(line)
    values = _values({name: " ".join(" ".join(parts).split()) for name, parts in fields.items()})
    return ExtractedArticle(
        _text([*fields.get("lp", []), "", *fields.get("td", [])]),
        title=values["title"],
        outlet=values["outlet"],
        author=values["author"],
        date=values["date"],
        language=values["language"],
        key=key,
    )


def _text(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
