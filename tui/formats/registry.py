"""Readers by format; a reader is imported only when a file needs it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import NamedTuple

from tui.formats.detection import FileFormat
from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits


class FormatReader(NamedTuple):
    """Reader of a format."""

    module: str
    """Module whose `extract` reads the format."""
    name: str
    """Name of such files for a message."""
    needed: tuple[str, ...] = ()
    """Packages that it needs in addition to the plain install."""
    extra: str = ""
    """Extra that installs them."""
    is_text: bool = False
    """True if an encoding can be named for its files."""
    cpu_of_megabyte: float = 2.5
    """Seconds of CPU that a megabyte of an honest file takes, at most, on a slow machine."""


READERS: Mapping[FileFormat, FormatReader] = MappingProxyType(
    {
        FileFormat.HTML: FormatReader("tui.formats.web.html", "web pages", is_text=True),
        FileFormat.MHTML: FormatReader("tui.formats.web.mhtml", "saved pages"),
        FileFormat.FEED: FormatReader("tui.formats.web.feed", "feeds", is_text=True),
        FileFormat.EPUB: FormatReader("tui.formats.web.epub", "e-books"),
        FileFormat.PDF: FormatReader(
            "tui.formats.pdf", "PDF files", ("pypdfium2",), "pdf", cpu_of_megabyte=12
        ),
        FileFormat.DOCX: FormatReader(
            "tui.formats.office.docx", "DOCX files", ("defusedxml",), "office"
        ),
        FileFormat.ODT: FormatReader(
            "tui.formats.office.odt", "ODT files", ("defusedxml",), "office"
        ),
        FileFormat.RTF: FormatReader(
            "tui.formats.office.rtf", "RTF files", ("striprtf",), "office"
        ),
        FileFormat.MAIL: FormatReader("tui.formats.messages.mail", "mails"),
        FileFormat.MBOX: FormatReader("tui.formats.messages.mbox", "mailboxes"),
        FileFormat.WARC: FormatReader(
            "tui.formats.containers.warc", "web archives", ("warcio",), "web"
        ),
        FileFormat.ARCHIVE: FormatReader("tui.formats.containers.archived_articles", "archives"),
        FileFormat.TABLE: FormatReader("tui.formats.databases.tables", "tables", is_text=True),
        FileFormat.NEWS: FormatReader("tui.formats.databases.news", "news exports", is_text=True),
        FileFormat.ORG: FormatReader("tui.formats.markup.org", "org files", is_text=True),
        FileFormat.RST: FormatReader("tui.formats.markup.rst", "rst files", is_text=True),
    }
)


def reader_of(file_format: FileFormat) -> FormatReader:
    """Return the reader of a format.

    Raises:
        ExtractionError: If a package that it needs is missing; the message names the extra.
    """
    reader = READERS.get(file_format)
    if reader is None:
        raise ExtractionError(f"files of the format {file_format} are not read")
    if any(find_spec(package) is None for package in reader.needed):
        raise ExtractionError(f"install variorum[{reader.extra}] to read {reader.name}")
    return reader


def extract(file_format: FileFormat, data: bytes, limits: Limits) -> Iterator[ExtractedArticle]:
    """Yield the articles of a file, in this process.

    Raises:
        ExtractionError: If it can't be read, or exceeds a limit.
    """
    extract_articles = import_module(reader_of(file_format).module).extract
    yield from extract_articles(data, limits)
