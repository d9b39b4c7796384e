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
    written = data.decode("latin-1").replace("\0", "")
    page = _code_page(data)

    def plain(rtf: str) -> str:
        try:
            return str(rtf_to_text(rtf, encoding=page, errors="replace"))
        except (ValueError, LookupError, IndexError, OverflowError, AttributeError) as error:
            raise ExtractionError("it is damaged") from error

    text = "\n\n".join(_paragraphs(plain(written)))
    if not text:
        raise ExtractionError("it holds no text")
    head = written[:_INFORMATION]
    stated = {
        name: " ".join(plain(f"{{\\rtf1 {value}}}").split())
        for name, value in _STATED.findall(head)
    }
    days = {
        name: f"{year}-{int(month):02}-{int(day):02}"
        for name, year, month, day in _DAY.findall(head)
    }
    yield ExtractedArticle(
        text,
        title=stated.get("title", ""),
        outlet=stated.get("company", ""),
        author=stated.get("author", ""),
        date=days.get("creatim", ""),
        updated=days.get("revtim", ""),
    )


def _check_depth(data: bytes, most: int) -> None:
    depth = 0
    for found in _GROUP.finditer(data):
        if found[0] == b"{":
            depth += 1
            if depth > most:
                raise ExtractionError(f"its groups are nested more than {most} levels deep")
        elif found[0] == b"}":
            depth -= 1


def _code_page(data: bytes) -> str:
    """Return the encoding of bytes beyond ASCII in the file."""
    named = _CODE_PAGE.search(data, 0, _INFORMATION)
    page = f"cp{named[1].decode()}" if named else _DEFAULT_PAGE
    try:
        codecs.lookup(page)
    except LookupError:
        return _DEFAULT_PAGE
    return "utf-8" if page == "cp65001" else page


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the lines that have words; a row of a table has a bar after each cell."""
    for line in text.split("\n"):
        shown = line.strip()
        if shown.endswith("|"):
            shown = " ".join(shown.replace("|", " ").split())
        if shown:
            yield shown
