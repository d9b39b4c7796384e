"""PDF: the text layer in reading order, by PDFium, without running heads and page numbers.

PDFium is written in C++ and not thread-safe: call this in a process with limits
(`tui/formats/limited_extraction.py`).
"""

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.page_layout.columns import columns_of
from tui.formats.page_layout.lines import Glyph, Line, lines_of
from tui.formats.page_layout.paragraphs import Block, blocks_of, join_lines
from tui.formats.page_layout.running_heads import without_running_heads

_SIGN = b"%PDF-"
_HEAD = 1024
"""Bytes at the beginning of a file in which its signature stands."""
_MOST_PAGES = 2_000
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
"""Codes of PDFium and of producers for a hyphen at the end of a line."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NO_TITLE = re.compile(r"untitled|microsoft word|\S+\.\w{2,5}$|(?:[\W\d_]*)$", re.IGNORECASE)
"""Titles that programs set: names of files and of programs."""
_LARGER = 1.2
"""Least type size of a title, as a multiple of the text's."""
_LONGEST_TITLE = 200


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the one article of the PDF file `data`.

    Raises:
        ExtractionError: If it is damaged, encrypted, exceeds a limit, or has no text layer.
    """
    if _SIGN not in data[:_HEAD]:
        raise ExtractionError("it is not a PDF file")
    try:
        with closing(PdfDocument(data)) as document:
            pages = list(_pages(document, limits))
            properties = document.get_metadata_dict()
    except PdfiumError as error:
        is_encrypted = "password" in str(error).lower()
        raise ExtractionError("it is encrypted" if is_encrypted else "it is damaged") from error
    columns = [column for page in without_running_heads(pages) for column in columns_of(page)]
    blocks = blocks_of(columns)
    if not blocks:
        raise ExtractionError("it has no text layer: it may be a scan")
    paragraphs = join_lines(blocks)
    title = " ".join(properties.get("Title", "").split())
    yield ExtractedArticle(
        "\n\n".join(paragraphs),
        title=title if not _NO_TITLE.match(title) else _largest(blocks, paragraphs),
        author=" ".join(properties.get("Author", "").split()),
        date=_day(properties.get("CreationDate", "")),
        updated=_day(properties.get("ModDate", "")),
    )


def _pages(document: PdfDocument, limits: Limits) -> Iterator[list[Line]]:
    """Yield the lines of each page; none for a damaged page."""
    if len(document) > _MOST_PAGES:
        raise ExtractionError(f"it has more than {_MOST_PAGES} pages")
    rest_size = limits.unpacked
    for n in range(len(document)):
        try:
            with closing(document[n]) as page:
                lines = list(lines_of(_glyphs(page, rest_size)))
        except PdfiumError:
            continue
        rest_size -= sum(len(line.text) for line in lines)
        yield lines


def _glyphs(page: PdfPage, most_characters: int) -> Iterator[Glyph]:
    """Yield the characters of `page` in the order of its content, with newlines after lines."""
    height = page.get_height()
    box = raw.FS_RECTF()
    with closing(page.get_textpage()) as text:
        count = text.count_chars()
        if count > most_characters:
            raise ExtractionError("it has too much text")
        for n in range(count):
            code = raw.FPDFText_GetUnicode(text.raw, n)
            if code in {0x0A, 0x0D}:
                yield Glyph("\n", 0, 0, 0, 0, 0)
            elif code and raw.FPDFText_GetLooseCharBox(text.raw, n, ctypes.byref(box)):
                yield Glyph(
                    "-" if code in _HYPHENS else chr(code),
                    box.left,
                    box.right,
                    height - box.top,
                    height - box.bottom,
                    raw.FPDFText_GetFontSize(text.raw, n),
                )


def _largest(blocks: list[Block], paragraphs: list[str]) -> str:
    """Return the paragraph in the largest type, if it can be a title."""
    sizes = sorted(block.size for block in blocks for _ in block.lines)
    usual_size = sizes[len(sizes) // 2]
    n = max(range(len(blocks)), key=lambda n: (blocks[n].size, -n))
    is_title = blocks[n].size >= _LARGER * usual_size and len(paragraphs[n]) <= _LONGEST_TITLE
    return paragraphs[n] if is_title else ""


def _day(text: str) -> str:
    match = _DATE.match(text)
    return "-".join(match.groups()) if match else ""
