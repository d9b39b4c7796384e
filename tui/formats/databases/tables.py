"""Tables of articles: CSV, TSV, JSON lines and JSON; each row with a text is an article.

The columns are recognized by their names, or by their content; `columns` names them if that fails.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, islice
from types import MappingProxyType
from typing import Any

from tui.formats.databases.article_keys import ArticleKeys
from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.file_text import decode_file
from tui.formats.web.html import article_of_page
from tui.text.parsing.html_detection import is_html
from tui.text.parsing.metadata import parse_day

_NAMES = {
    "text": (
        "text", "fulltext", "articletext", "body", "bodytext", "content", "maintext", "article",
        "story", "storytext", "articlebody", "plaintext", "description", "summary",
    ),
    "title": ("title", "headline", "head", "hd", "articletitle", "name"),
    "outlet": (
        "outlet", "publication", "publicationtitle", "newspaper", "sitename", "publisher", "source",
        "sourcename", "medium", "media", "medianame", "site", "domain", "sourcedomain",
    ),
    "author": ("author", "authors", "byline", "creator", "by"),
    "date": (
        "date", "published", "publishedat", "publishdate", "publicationdate", "pubdate",
        "datepublished", "datepublish", "publishedon", "datetime", "day", "createdat", "pd",
    ),
    "updated": ("updated", "updatedat", "modified", "datemodified", "datemodify", "lastmodified"),
    "language": ("language", "lang", "la"),
    "url": ("url", "link", "weburl", "permalink", "canonicalurl", "href", "address"),
    "key": ("id", "articleid", "docid", "documentid", "guid", "uid", "uuid", "an"),
}  # fmt: skip
"""Names of columns for each value, the most reliable first; only their letters and digits."""
_KEY = "id"
"""Name of an article's key if columns are named."""
_DELIMITERS = ",;\t|"
_SAMPLE = 50
"""Number of rows from which columns are recognized."""
_FEWEST_WORDS = 15
"""Average number of words from which a column without a known name holds texts."""
_LONGEST_FIELD = 4 << 20
"""Largest length of a field of CSV in code points; a longer one has a quotation mark that is not
closed."""
_LONGEST_NAME = 60
_LONGEST_VALUE = 2_000
_ADDRESS = re.compile(r"https?://\S+$")
_MOST_OTHERS = 1_000
"""Largest number of values in a JSON array that are not objects."""
_DEEPEST = 3
"""Number of levels in which the list of articles in a JSON object is searched."""

Row = Mapping[str, str]


def extract(
    data: bytes,
    limits: Limits = Limits(),
    columns: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[ExtractedArticle]:
    """Yield an article for each row of the table `data` that has a text.

    Args:
        data: The file.
        limits: The limits.
        columns: Names of columns by value: `text`, `title`, `outlet`, `author`, `date`, `updated`,
            `language`, `url`, `id`; the others are guessed, and so are those whose column the table
            does not have.

    Raises:
        ExtractionError: If it is not a table, no column has texts, or it exceeds a limit.
    """
    rows = _rows(decode_file(data, limits).strip())
    sample = list(islice(rows, _SAMPLE))
    stated_columns = {v: c for v, c in columns.items() if any(c in row for row in sample)}
    columns_by_value = _guess(sample) | {
        "key" if v == _KEY else v: c for v, c in stated_columns.items()
    }
    if "text" not in columns_by_value or not any(columns_by_value["text"] in row for row in sample):
        raise ExtractionError("no column has texts: name it in variorum.toml")
    keys = ArticleKeys()
    for row in chain(sample, rows):
        article = (
            keys.keyed(_article(row, columns_by_value))
            if row.get(columns_by_value["text"], "").strip()
            else None
        )
        if article is None:
            continue
        if len(keys) > limits.articles:
            raise ExtractionError(f"it has more than {limits.articles} articles")
        yield article
    if not len(keys):
        raise ExtractionError("it holds no text")


def guess_columns(data: bytes, limits: Limits = Limits()) -> Iterator[tuple[str, str]]:
    """Yield each value and the name of the column that holds it, as `extract` guesses them.

    Raises:
        ExtractionError: It is no table, or goes beyond a limit.
    """
    rows = _rows(decode_file(data, limits).strip())
    for value, column in _guess(islice(rows, _SAMPLE)).items():
        yield _KEY if value == "key" else value, column


def _article(row: Row, columns: Mapping[str, str]) -> ExtractedArticle:
    values: dict[str, Any] = {
        value: " ".join(row.get(column, "")[:_LONGEST_VALUE].split())
        for value, column in columns.items()
        if value in _NAMES and value != "text"
    }
    for value in ("date", "updated"):
        values[value] = parse_day(values.get(value, ""))
    text = row[columns["text"]].strip()
    if is_html(text):
        with suppress(ExtractionError, ValueError):
            page = article_of_page(text)
            return page._replace(**{name: value for name, value in values.items() if value})
    return ExtractedArticle(text)._replace(**values)


def _rows(text: str) -> Iterator[Row]:
    if text.startswith("["):
        yield from map(_flat, _array(text))
    elif text.startswith("{"):
        yield from map(_flat, _objects(text))
    else:
        yield from _csv_rows(text)


# JSON


def _array(text: str) -> Iterator[Any]:
    """Yield the objects of a JSON array one by one, so that they are not all in memory."""
    decode = json.JSONDecoder(strict=False).raw_decode
    offset, other_count = 1, 0
    separator = re.compile(r"[\s,]*")
    while True:
        match = separator.match(text, offset)
        offset = match.end() if match else offset
        if text[offset : offset + 1] == "]":
            return
        try:
            json_value, offset = decode(text, offset)
        except (ValueError, RecursionError) as error:
            raise ExtractionError("it is damaged JSON") from error
        if isinstance(json_value, dict):
            yield json_value
        else:
            other_count += 1
            if other_count > _MOST_OTHERS:
                raise ExtractionError("it is JSON, but no table")


def _objects(text: str) -> Iterator[Any]:
    """Yield the objects of JSON lines, or of the longest list in one object."""
    first, _, _ = text.partition("\n")
    try:
        json.loads(first, strict=False)
    except (ValueError, RecursionError):
        yield from _longest_list(text)
        return
    if "\n" not in text:
        yield from _longest_list(text)
        return
    for line in text.splitlines():
        try:
            json_value = json.loads(line, strict=False) if line.strip() else None
        except (ValueError, RecursionError) as error:
            raise ExtractionError("it is damaged JSON") from error
        if isinstance(json_value, dict):
            yield json_value


def _longest_list(text: str) -> list[Any]:
    try:
        json_value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ExtractionError("it is damaged JSON") from error
    lists = _lists(json_value, 0)
    return max(lists, key=len, default=[json_value])


def _lists(json_value: Any, depth: int) -> Iterator[list[Any]]:
    """Yield the lists of objects in `json_value`."""
    if (
        isinstance(json_value, list)
        and json_value
        and all(isinstance(member, dict) for member in json_value)
    ):
        yield json_value
    elif isinstance(json_value, dict) and depth < _DEEPEST:
        for member in json_value.values():
            yield from _lists(member, depth + 1)


def _flat(json_object: Mapping[str, Any]) -> Row:
    return {str(name): _value(value) for name, value in json_object.items()}


def _value(value: Any) -> str:
    """Return a value as text: for an object its name, for a list its members."""
    if isinstance(value, dict):
        value = value.get("name", value.get("title", ""))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, value[:_SAMPLE])))
    return "" if value is None or isinstance(value, bool) else str(value)


# CSV


def _csv_rows(text: str) -> Iterator[Row]:
    if not text:
        raise ExtractionError("it is empty")
    csv.field_size_limit(_LONGEST_FIELD)
    lines = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").splitlines(keepends=True)
    )
    try:
        reader = csv.reader(lines, delimiter=_delimiter(lines), skipinitialspace=True)
        first = next(reader, [])
        names = [name.strip() for name in first]
        if not _is_header(names):
            names = [str(n) for n in range(1, len(first) + 1)]
            yield dict(zip(names, first, strict=False))
        for row in reader:
            yield dict(zip(names, row, strict=False))
    except csv.Error as error:
        raise ExtractionError("it is not a table: one of its fields has no end") from error


def _delimiter(lines: list[str]) -> str:
    """Return the sign that divides most rows into as many fields as the first one.

    The guess of the `csv` module takes letters for delimiters if texts are long.
    """

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(lines, delimiter=delimiter), _SAMPLE))
        except csv.Error:
            return 0, 0
        width = len(rows[0]) if rows else 0
        return sum(len(row) == width for row in rows if width > 1), width

    return max(_DELIMITERS, key=evenness)


def _is_header(names: list[str]) -> bool:
    """Return True if the first row names columns: short and different names, without addresses."""
    return (
        all(name and len(name) <= _LONGEST_NAME and not _ADDRESS.match(name) for name in names)
        and len(set(names)) == len(names)
        and any(_is_known(name) for name in names)
    )


# Columns


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _is_known(name: str) -> bool:
    return any(_letters(name) in names for names in _NAMES.values())


def _guess(sample: Iterable[Row]) -> dict[str, str]:
    """Return the columns of the values, by their names, then by their content."""
    rows = list(sample)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    columns_by_letters = {_letters(name): name for name in reversed(columns)}
    columns_by_value: dict[str, str] = {}
    for value, names in _NAMES.items():
        column = next(
            (columns_by_letters[name] for name in names if name in columns_by_letters), None
        )
        if column is not None and column not in columns_by_value.values():
            columns_by_value[value] = column
    rest = [name for name in columns if name not in columns_by_value.values()]
    mean_words = {name: _mean_words(rows, name) for name in [*rest, *columns_by_value.values()]}
    longest = max(rest, key=lambda name: mean_words[name], default="")
    if longest and mean_words[longest] >= _FEWEST_WORDS:
        text_words = mean_words[columns_by_value["text"]] if "text" in columns_by_value else 0
        if longest and text_words * 2 < mean_words[longest]:
            columns_by_value["text"] = longest
    for value, fits in (("url", _ADDRESS.match), ("date", parse_day)):
        if value not in columns_by_value:
            column = next((name for name in rest if _all_fit(rows, name, fits)), None)
            if column is not None and column != columns_by_value.get("text"):
                columns_by_value[value] = column
    return columns_by_value


def _mean_words(rows: list[Row], name: str) -> float:
    return sum(len(row.get(name, "").split()) for row in rows) / max(1, len(rows))


def _all_fit(rows: list[Row], name: str, fits: Any) -> bool:
    values = [row[name].strip() for row in rows if row.get(name, "").strip()]
    return bool(values) and all(fits(value) for value in values)
