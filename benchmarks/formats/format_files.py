"""Files of each format made from a text: for tests, benchmarks and the demo.

They are written by hand, as other programs write them, so that no reader reads its own writing; the
PDF is laid out in two columns, with hyphens at line ends, running heads and page numbers.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_VOWELS = "aeiouy"
_SMALLEST_PART = 3


class Account(NamedTuple):
    """An article to make files of."""

    title: str
    outlet: str
    author: str
    day: str
    """As ISO 8601 writes it."""
    paragraphs: Sequence[str]

    @property
    def text(self) -> str:
        """The paragraphs, divided by empty lines."""
        return "\n\n".join(self.paragraphs)


def zip_file(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of `parts` by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(name, content, method)
    return packed.getvalue()


def docx_file(account: Account, body: str = "") -> bytes:
    """Return a DOCX; `body` is XML before its paragraphs."""
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(one)}</w:t></w:r></w:p>'
        for one in account.paragraphs
    )
    title = (
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>'
        f"<w:r><w:t>{escape(account.title)}</w:t></w:r></w:p>"
    )
    return zip_file(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{_W}">'
            f"<w:body>{title}{body}{paragraphs}</w:body></w:document>",
            "word/styles.xml": f'<w:styles xmlns:w="{_W}">'
            '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
            '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">'
            '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc">'
            f"<dc:title>{escape(account.title)}</dc:title>"
            f"<dc:creator>{escape(account.author)}</dc:creator>"
            f"<dc:created>{account.day}T08:00:00Z</dc:created></cp:coreProperties>",
        }
    )


def odt_file(account: Account, body: str = "") -> bytes:
    """Return an ODT; `body` is XML before its paragraphs."""
    names = f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0"'
    names += f' xmlns:style="{_OFFICE}:style:1.0" xmlns:fo="urn:fo"'
    paragraphs = "".join(f"<text:p>{escape(one)}</text:p>" for one in account.paragraphs)
    title = f'<text:h text:outline-level="1">{escape(account.title)}</text:h>'
    styles = (
        '<style:style style:name="B" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="N">'
        '<text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
    )
    return zip_file(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{title}{body}{paragraphs}"
            "</office:text></office:body></office:document-content>",
            "meta.xml": f'<office:document-meta {names} xmlns:meta="urn:m" xmlns:dc="urn:dc">'
            f"<office:meta><meta:initial-creator>{escape(account.author)}</meta:initial-creator>"
            f"<dc:title>{escape(account.title)}</dc:title>"
            f"<meta:creation-date>{account.day}T08:00:00</meta:creation-date></office:meta>"
            "</office:document-meta>",
        }
    )


def rtf_file(account: Account) -> bytes:
    """Return an RTF with a header and a footer, characters beyond ASCII as numbers."""
    year, month, day = (int(part) for part in account.day.split("-"))
    body = "".join(f"\\pard {_rtf(one)}\\par\n" for one in account.paragraphs)
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}}{\\info{\\title "
        f"{_rtf(account.title)}}}{{\\author {_rtf(account.author)}}}"
        f"{{\\creatim\\yr{year}\\mo{month}\\dy{day}}}}}"
        f"{{\\header\\pard {_rtf(account.outlet)} archive\\par}}"
        f"{{\\footer\\pard Page 1\\par}}\n{body}}}"
    ).encode("ascii")


def _rtf(text: str) -> str:
    signs = (f"\\{c}" if c in "\\{}" else c if c.isascii() else _rtf_units(c) for c in text)
    return "".join(signs)


def _rtf_units(character: str) -> str:
    packed = character.encode("utf-16-le")
    units = (
        int.from_bytes(packed[n : n + 2], "little", signed=True) for n in range(0, len(packed), 2)
    )
    return "".join(f"\\u{unit}?" for unit in units)


def html_file(account: Account) -> bytes:
    """Return a page with navigation before the article and a footer after it."""
    paragraphs = "".join(f"<p>{escape(one)}</p>\n" for one in account.paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(account.title)}'
        f'</title><meta property="og:site_name" content="{escape(account.outlet)}">'
        f'<meta property="article:published_time" content="{account.day}"></head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article><h1>{escape(account.title)}</h1>\n{paragraphs}</article>"
        "<footer><p>All rights reserved. Terms of use.</p></footer></body></html>"
    ).encode()


def mail_file(account: Account, number: int = 1) -> bytes:
    """Return a newsletter with a plain part and a page, in quoted-printable and base64."""
    message = EmailMessage()
    message["From"] = Address(account.outlet, addr_spec="news@letters.example")
    message["To"] = "reader@home.example"
    message["Subject"] = account.title
    message["Date"] = _mail_date(account.day)
    message["Message-ID"] = f"<letter-{number}@letters.example>"
    message["X-Mailer"] = "Press 1.0"
    message.set_content(account.text, cte="quoted-printable")
    message.add_alternative(html_file(account).decode(), subtype="html", cte="base64")
    return message.as_bytes()


def mbox_file(accounts: Sequence[Account]) -> bytes:
    """Return a mailbox of newsletters."""
    pieces = []
    for n, account in enumerate(accounts, 1):
        quoted = mail_file(account, n).replace(b"\nFrom ", b"\n>From ")
        pieces.append(b"From news@letters.example Fri Apr 26 08:00:00 2024\n" + quoted + b"\n")
    return b"\n".join(pieces)


def warc_file(accounts: Sequence[Account]) -> bytes:
    """Return a WARC with the page of each account, and a picture."""
    records = []
    for n, account in enumerate(accounts, 1):
        page = html_file(account)
        records.append(
            _warc_record(f"https://www.site{n}.example/story", "text/html", page, account.day)
        )
    records.append(
        _warc_record("https://www.site1.example/a.png", "image/png", b"\x89PNG", "2024-01-01")
    )
    return b"".join(records)


def _warc_record(address: str, kind: str, content: bytes, day: str) -> bytes:
    answer = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    block = answer.encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: {day}T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:{abs(hash(address)):032x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def csv_file(accounts: Sequence[Account], delimiter: str = ",") -> bytes:
    """Return a table of accounts."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter)
    table.writerow(["id", "Headline", "Source", "Byline", "Published at", "Link", "Full text"])
    for n, one in enumerate(accounts, 1):
        address = f"https://site{n}.example/story"
        table.writerow([n, one.title, one.outlet, one.author, one.day, address, one.text])
    return written.getvalue().encode()


def json_lines_file(accounts: Sequence[Account]) -> bytes:
    """Return JSON lines of accounts."""
    lines = (
        {"guid": str(n), "title": a.title, "source": {"name": a.outlet}, "authors": [a.author],
         "date": a.day, "content": a.text}
        for n, a in enumerate(accounts, 1)
    )  # fmt: skip
    return "\n".join(json.dumps(line) for line in lines).encode()


def org_file(account: Account) -> bytes:
    """Return an org file."""
    head = f"#+TITLE: {account.title}\n#+AUTHOR: {account.author}\n#+DATE: <{account.day} Fri>\n"
    return f"{head}\n* {account.title}\n:PROPERTIES:\n:ID: x\n:END:\n\n{account.text}\n".encode()


def rst_file(account: Account) -> bytes:
    """Return a reStructuredText file."""
    title = f"{account.title}\n{'=' * len(account.title)}"
    fields = f":Author: {account.author}\n:Date: {account.day}"
    return f"{title}\n\n{fields}\n\n.. contents::\n   :depth: 2\n\n{account.text}\n".encode()


def nexis_file(accounts: Sequence[Account]) -> bytes:
    """Return plain text as Nexis Uni exports it."""
    return "".join(
        f"{a.title}\n{a.outlet}\nApril 26, 2024 Friday\n\n\n"
        f"Copyright 2024 {a.outlet} All Rights Reserved\n"
        f"\nSection: NEWS; Pg. {n}\nLength: {len(a.text.split())} words\nByline: {a.author}\n\n"
        f"Body\n\n\n{a.text}\n\n\nLoad-Date: April 27, 2024\n\n\nEnd of Document\n\n"
        for n, a in enumerate(accounts, 1)
    ).encode()


def lexis_file(accounts: Sequence[Account]) -> bytes:
    """Return plain text as LexisNexis Academic exported it."""
    return "".join(
        f"{n} of {len(accounts)} DOCUMENTS\n\n\n          {a.outlet}\n\n"
        f"        April 26, 2024 Friday\n\n"
        f"{a.title}\n\nBYLINE: {a.author}\n\nSECTION: NEWS; Pg. {n}\n\n"
        f"LENGTH: {len(a.text.split())} words\n\n\n{a.text}\n\nLOAD-DATE: April 27, 2024\n\n"
        f"LANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n\n   Copyright 2024 {a.outlet}\n\n\n"
        for n, a in enumerate(accounts, 1)
    ).encode()


def factiva_file(accounts: Sequence[Account]) -> bytes:
    """Return plain text as Factiva exports it."""
    return "".join(
        f"{a.title}\n\nBy {a.author}\n{len(a.text.split())} words\n26 April 2024\n"
        f"{a.outlet}\nLOCKD\n"
        f"English\nCopyright 2024. {a.outlet}. All rights reserved.\n\n{a.text}\n\n"
        f"Document LOCKD000{'20240426'}ek4q{n:05}\n\n"
        for n, a in enumerate(accounts, 1)
    ).encode()


def markdown_file(account: Account) -> bytes:
    """Return Markdown with front matter."""
    head = f"title: {account.title}\noutlet: {account.outlet}\nauthor: {account.author}\n"
    return f"---\n{head}date: {account.day}\n---\n\n{account.text}\n".encode()


def mhtml_file(account: Account) -> bytes:
    """Return a page as a browser saves it in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://www.saved.example/story"
    message["Subject"] = account.title
    message.set_content(html_file(account).decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    return message.as_bytes()


def feed_file(accounts: Sequence[Account]) -> bytes:
    """Return an RSS feed with whole articles."""
    items = "".join(
        f"<item><title>{escape(a.title)}</title><guid>entry-{n}</guid>"
        f"<dc:creator>{escape(a.author)}</dc:creator><pubDate>{_mail_date(a.day)}</pubDate>"
        f"<content:encoded>{escape(''.join(f'<p>{escape(p)}</p>' for p in a.paragraphs))}"
        "</content:encoded></item>"
        for n, a in enumerate(accounts, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(accounts[0].outlet)}</title><link>https://feed.example/</link>"
        f"{items}</channel></rss>"
    ).encode()


def epub_file(accounts: Sequence[Account], title: str) -> bytes:
    """Return an e-book with a chapter for each account."""
    chapters = {
        f"chapter{n}.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>{escape(a.title)}</title></head><body><h1>{escape(a.title)}</h1>"
        f"{''.join(f'<p>{escape(p)}</p>' for p in a.paragraphs)}</body></html>"
        for n, a in enumerate(accounts, 1)
    }
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return zip_file(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container version="1.0"'
            ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile'
            ' full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
            "</container>",
            "book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
            f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>",
            **chapters,
        }
    )


def _mail_date(day: str) -> str:
    return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))


# PDF


def pdf_file(account: Account, columns: int = 2) -> bytes:
    """Return a PDF with columns, hyphens at line ends, a running head and page numbers."""
    from reportlab.lib.pagesizes import A5  # noqa: PLC0415  # a package for development
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    font, size, leading, margin, gutter = "Times-Roman", 10.0, 13.0, 45.0, 16.0
    page_width, page_height = A5
    width = (page_width - 2 * margin - (columns - 1) * gutter) / columns

    def measure(text: str) -> float:
        return float(stringWidth(text, font, size))

    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A5, invariant=True)
    canvas.setTitle(account.title)
    canvas.setAuthor(account.author)
    head = f"{account.outlet} — {account.day}"
    lines = [
        (line, n == 0)
        for paragraph in account.paragraphs
        for n, line in enumerate(_set_lines(paragraph, width, measure))
    ]
    page = 0
    while lines or not page:
        page += 1
        canvas.setFont("Helvetica", 8)
        canvas.drawString(margin, page_height - 30, head)
        canvas.drawCentredString(page_width / 2, 25, f"{page}")
        top = page_height - 60
        if page == 1:
            canvas.setFont("Times-Bold", 18)
            for line in _set_lines(
                account.title, page_width - 2 * margin, lambda t: 1.8 * measure(t)
            ):
                canvas.drawString(margin, top, line)
                top -= 24
        canvas.setFont(font, size)
        for column in range(columns):
            left, at = margin + column * (width + gutter), top
            while lines and at > 50:  # noqa: PLR2004  # the foot of the page
                line, is_first = lines.pop(0)
                canvas.drawString(left + (size if is_first else 0), at, line)
                at -= leading
        canvas.showPage()
    canvas.save()
    return written.getvalue().replace(b"(D:20000101", f"(D:{account.day.replace('-', '')}".encode())


def _set_lines(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Yield the lines of a paragraph; words that don't fit are parted between syllables."""
    room = width - 10
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure(longer) <= room:
            line = longer
            continue
        part = _part(word, room - measure(f"{line} -"), measure)
        if part:
            yield f"{line} {word[:part]}-"
            line = word[part:]
        else:
            yield line
            line = word
        room = width
    if line:
        yield line


def _part(word: str, room: float, measure: Callable[[str], float]) -> int:
    """Return the number of letters for which a line has room; 0 if the word is not parted."""
    if not word.isalpha() or not word.islower():
        return 0
    for n in range(len(word) - _SMALLEST_PART, _SMALLEST_PART - 1, -1):
        if word[n - 1] in _VOWELS and word[n] not in _VOWELS and measure(word[:n]) <= room:
            return n
    return 0
