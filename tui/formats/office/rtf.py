"""RTF: its text, by striprtf, and the metadata in its information group."""

import codecs
import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits

_BEGIN = b"{\\rtf"
_GROUP = re.compile(rb"\\[\\{}]|[{}]")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_STATED = re.compile(r"\{\\(title|author|company)[ ]((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d++)*+)\}")
_DAY = re.compile(r"\{\\(creatim|revtim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_INFORMATION = 1 << 16
"""Bytes at the beginning of a file in which the information group is searched."""
_DEFAULT_PAGE = "cp1252"


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the one article of the RTF file `data`.

    Raises:
        ExtractionError: If it is not RTF, its groups are nested too deeply, or it has no text.
    """
    if not data.lstrip().startswith(_BEGIN):
        raise ExtractionError("it is not an RTF file")
    if len(data) > limits.unpacked:
        raise ExtractionError(f"it is larger than {limits.unpacked >> 20} MiB")
    _check_depth(data, limits.depth)
    source = data.decode("latin-1").replace("\0", "")
    encoding = _code_page(data)

    def plain_text(rtf: str) -> str:
        try:
            return str(rtf_to_text(rtf, encoding=encoding, errors="replace"))
        except (ValueError, LookupError, IndexError, OverflowError, AttributeError) as error:
            raise ExtractionError("it is damaged") from error

    text = "\n\n".join(_paragraphs(plain_text(source)))
    if not text:
        raise ExtractionError("it holds no text")
    head = source[:_INFORMATION]
    properties = {
        name: " ".join(plain_text(f"{{\\rtf1 {value}}}").split())
        for name, value in _STATED.findall(head)
    }
    days = {
        name: f"{year}-{int(month):02}-{int(day):02}"
        for name, year, month, day in _DAY.findall(head)
    }
    yield ExtractedArticle(
        text,
        title=properties.get("title", ""),
        outlet=properties.get("company", ""),
        author=properties.get("author", ""),
        date=days.get("creatim", ""),
        updated=days.get("revtim", ""),
    )


def _check_depth(data: bytes, largest_depth: int) -> None:
    depth = 0
    for match in _GROUP.finditer(data):
        if match[0] == b"{":
            depth += 1
            if depth > largest_depth:
                raise ExtractionError(
                    f"its groups are nested more than {largest_depth} levels deep"
                )
        elif match[0] == b"}":
            depth -= 1


def _code_page(data: bytes) -> str:
    """Return the encoding of bytes beyond ASCII in the file."""
    match = _CODE_PAGE.search(data, 0, _INFORMATION)
    encoding = f"cp{match[1].decode()}" if match else _DEFAULT_PAGE
    try:
        codecs.lookup(encoding)
    except LookupError:
        return _DEFAULT_PAGE
    return "utf-8" if encoding == "cp65001" else encoding


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the lines that have words; a row of a table has a bar after each cell."""
    for line in text.split("\n"):
        row = line.strip()
        if row.endswith("|"):
            row = " ".join(row.replace("|", " ").split())
        if row:
            yield row
