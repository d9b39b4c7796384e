# ruff: noqa: E501, PLW0108, PLR2004  # a table of files, each made when it is its turn
"""Hostile files and honest large ones, each read alone: seconds of CPU, memory and the reason given.

    PYTHONPATH=. python benchmarks/formats/hostile_files.py [--honest] [--soon] [WORD …]

The goals: a hostile file ends in a row that says why, or in its words, within 2 s and 200 MB; an
honest one is read. CPU seconds are those of this process and of the reader's process until there is
a row (in brackets: seconds on the clock), then those of a file that was put off; memory is the
most that each had at once, 0 if it was ended. With --soon none is read again. Words choose the files that have one of them in their names.
"""

import gzip
import io
import json
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.formats import format_files as made
from tests.support import saved_files
from tests.support.pdf_objects import CATALOG, ONE_PAGE, pdf, stream
from tui.corpus.extracted import reader_processes
from tui.corpus.loader import find, load_articles

SENTENCE = "The ferry left the quay at noon with ninety people aboard and came back in the evening."
Files = Mapping[str, Callable[[], bytes]]


def prose(size: int, between: str = "\n\n") -> str:
    """Return different sentences of about `size` characters in all."""
    chance = random.Random(5)  # noqa: S311  # no secret
    words = SENTENCE.rstrip(".").split()
    parts, length = [], 0
    while length < size:
        part = " ".join(chance.sample(words, 12)).capitalize() + f" {chance.randrange(10**6)}."
        parts.append(part)
        length += len(part) + len(between)
    return between.join(parts)


def account(number: int, size: int) -> made.Account:
    paragraphs = prose(size).split("\n\n")
    return made.Account(f"Story {number}", "Courier", "Ann Pols", "2024-04-26", paragraphs)


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>A page</title></head><body>{body}".encode()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHING = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
BLOWN = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "a" * 100_000 + '">]><rss><channel><title>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
CONTAINER = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'


def epub(chapters: Mapping[str, str], items: int = 0, *, repeats: int = 1) -> bytes:
    """Return a book of `chapters` by file name; with `items` more parts that nothing names."""
    manifest = "".join(
        f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in chapters
    )
    spine = "".join(f'<itemref idref="{n}"/>' for n in chapters) * repeats
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/>'
        f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "a.opf": package,
        **chapters,
    }
    return made.zip_file(parts | {f"x{n}.xhtml": "x" for n in range(items)})


def overlapping_zip(entries: int, size: int) -> bytes:
    """Return a zip file whose directory names one packed part again and again."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = packed.compress(b"<p>a b</p>" * (size // 10)) + packed.flush()
    sum_of = zlib.crc32(b"<p>a b</p>" * (size // 10))
    full = size // 10 * 10
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, sum_of, len(content), full, 6, 0)
    body = local + b"a.html" + content
    central = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, sum_of, len(content), full, 6, 0, 0, 0,
            0, 0, 0,
        )
        + b"%04d.t"[:0] + f"{n:05d}t"[-6:].encode()
        for n in range(entries)
    )  # fmt: skip
    end = struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, min(entries, 65535), min(entries, 65535), len(central),
        len(body), 0,
    )  # fmt: skip
    return body + central + end


def zeros(about: bytes, size: int) -> bytes:
    """Return a stream of a PDF that unpacks to `size` zeros."""
    packer = zlib.compressobj(9)
    piece = bytes(1 << 20)
    packed = b"".join(packer.compress(piece) for _ in range(size >> 20)) + packer.flush()
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (
        len(packed), about, packed,
    )  # fmt: skip


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources 5 0 R>>"
FONT = b"<</Font<</F 6 0 R>>/XObject<</I 7 0 R>>>>"
SHOW = b"BT /F 12 Tf 20 500 Td (It leaks at the lock of Terneuzen again.) Tj ET /I Do "


def pdf_of(content: bytes, font: bytes = b"", image: bytes = b"") -> bytes:
    """Return a PDF of one page with its content, a file of a font and a picture."""
    described = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 8 0 R>>"
    plain = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = [
        CATALOG, ONE_PAGE, PAGE, stream(content), FONT, described if font else plain,
        image or b"null", b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 9 0 R>>",
        font or b"null",
    ]  # fmt: skip
    return pdf(objects)


def many_pages_pdf(count: int) -> bytes:
    """Return a PDF with `count` pages that all show the same content."""
    kids = b" ".join(b"%d 0 R" % n for n in range(6, 6 + count))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 3 0 R/Resources 4 0 R>>"
    words = stream(b"BT /F 9 Tf 20 580 Td 10 TL " + b"(It leaks at the lock again today) ' " * 60
                   + b"ET")  # fmt: skip
    return pdf([CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), words,
                b"<</Font<</F 5 0 R>>>>", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
                *[one] * count])  # fmt: skip


def mail_of_parts(parts: int, kind: str = "text/plain", body: str = "It leaks.") -> bytes:
    one = f"--b\nContent-Type: {kind}\n\n{body}\n"
    return (
        'Subject: x\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        + one * parts
        + "--b--\n"
    ).encode()


def nested_mail(levels: int) -> bytes:
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels)
    )
    return ("Subject: x\nFrom: a@b.example\nMIME-Version: 1.0\n" + parts
            + "Content-Type: text/plain\n\nIt leaks.\n").encode()  # fmt: skip


def warc(stated: int | None, content: bytes = b"<p>It leaks.</p>", *, times: int = 1) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + content
    length = len(body) if stated is None else stated
    return b"".join(
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{n}\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {length}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
        for n in range(times)
    )


def rss(entries: int, body: str) -> bytes:
    items = "".join(
        f"<item><title>Story {n}</title><guid>{n}</guid><description>{body}</description></item>"
        for n in range(entries)
    )
    return f'<?xml version="1.0"?><rss><channel><title>F</title>{items}</channel></rss>'.encode()


def json_feed(entries: int) -> bytes:
    items = [{"id": str(n), "content_text": SENTENCE} for n in range(entries)]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": items}
    ).encode()


def gzip_of(size: int) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        for _ in range(size >> 20):
            file.write(bytes(1 << 20))
    return packed.getvalue()


def nested_zip(levels: int, width: int = 1) -> bytes:
    data = made.zip_file({"a.txt": SENTENCE * 1000})
    for _ in range(levels):
        data = made.zip_file({f"{n}.zip": data for n in range(width)})
    return data


def stored_zip(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def docx(xml: str) -> bytes:
    return made.zip_file({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def odt(xml: str) -> bytes:
    return made.zip_file(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml}
    )


def _w(body: str) -> str:
    return (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )


RANDOM = random.Random(1).randbytes(30 << 20)  # noqa: S311  # no secret
HOSTILE: Files = {
    # Archives
    "bomb.zip": lambda: made.zip_file({"a.txt": bytes(300 << 20)}),
    "bomb-of-pages.zip": lambda: made.zip_file({f"{n}.txt": bytes(1 << 20) for n in range(500)}),
    "overlap.zip": lambda: overlapping_zip(9_000, 900_000),
    "nested.zip": lambda: nested_zip(100),
    "nested-wide.zip": lambda: nested_zip(5, 10),
    "names-up.zip": lambda: made.zip_file({"../../etc/passwd": SENTENCE, "/root/x.txt": SENTENCE}),
    "entries.zip": lambda: made.zip_file({f"{n}.txt": "x" for n in range(100_000)}),
    "entries-few.zip": lambda: made.zip_file({f"{n}.txt": SENTENCE for n in range(9_999)}),
    "noise.zip": lambda: stored_zip({"a.bin": RANDOM * 2}),
    "bomb.gz": lambda: gzip_of(1 << 30),
    "members.gz": lambda: gzip.compress(b"x", mtime=0) * 500_000,
    "pages-of-elements.zip": lambda: made.zip_file(
        {f"{n}.html": page("<p>a</p>" * 90_000) for n in range(80)}
    ),
    # Office
    "laughs.docx": lambda: docx(LAUGHING + "<x>&l11;</x>"),
    "laughs.odt": lambda: odt(LAUGHING + "<x>&l11;</x>"),
    "outside.docx": lambda: docx(OUTSIDE + "<x>&e;</x>"),
    "deep.docx": lambda: docx("<x>" * 100_000),
    "bomb.docx": lambda: docx("<x>" + " " * (70 << 20)),
    "elements.docx": lambda: docx(_w("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_500_000)),
    "elements.odt": lambda: odt(
        '<o:t xmlns:o="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        + "<o:p>a</o:p>" * 4_000_000 + "</o:t>"
    ),
    "spaces.odt": lambda: odt(
        '<o:t xmlns:o="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:p>a'
        + '<o:s o:c="999999999"/>' * 1000 + "b</o:p></o:t>"
    ),
    "groups.rtf": lambda: b"{\\rtf1 " + b"{" * 1_000_000 + b"x" + b"}" * 1_000_001,
    "braces.rtf": lambda: b"{\\rtf1 " + b"{a}" * 8_000_000 + b"x}",
    "binary.rtf": lambda: b"{\\rtf1 {\\pict " + b"0123456789abcdef" * 3_000_000 + b"} It leaks.}",
    # PDF
    "cut.pdf": lambda: made.pdf_file(account(1, 20_000))[:7_000],
    "zeros.pdf": lambda: b"%PDF-1.7\n" + bytes(60 << 20),
    "cycle.pdf": lambda: pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"]),
    "billion-pages.pdf": lambda: pdf(
        [CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>", PAGE, stream(b"")]
    ),
    "same-pages.pdf": lambda: many_pages_pdf(9_000),
    "stream.pdf": lambda: pdf_of(b" " * (300 << 20)),
    "glyphs.pdf": lambda: pdf_of(b"BT /F 1 Tf 20 500 Td " + b"(aaaa aaaa) Tj " * 1_000_000 + b"ET"),
    "font.pdf": lambda: pdf_of(SHOW, font=zeros(b"/Length1 2147483648", 2 << 30)),
    "image.pdf": lambda: pdf_of(
        SHOW, image=zeros(b"/Type/XObject/Subtype/Image/Width 60000/Height 60000"
                          b"/ColorSpace/DeviceRGB/BitsPerComponent 8", 2 << 30)),
    "deep.pdf": lambda: pdf([CATALOG, b"<</Type/Pages/Kids" + b"[" * 2_000_000]),
    # Pages
    "deep.html": lambda: page("<div>" * 3_000_000 + SENTENCE),
    "elements.html": lambda: page("<p>a" * 12_000_000),
    "some-elements.html": lambda: page("<p>a b</p>" * 99_000),
    "spans.html": lambda: page("<p>" + "<b>a</b> <i>b</i> " * 49_000),
    "links.html": lambda: page("<ul>" + '<li><a href="/x">A story of it</a></li>' * 48_000),
    "divs.html": lambda: page(("<div>" * 240 + SENTENCE + "</div>" * 240) * 380),
    "deep-lists.html": lambda: page(("<ul><li>" * 110 + SENTENCE + "</ul>" * 110) * 400),
    "table.html": lambda: page("<table>" + ("<tr>" + "<td>1</td>" * 100 + "</tr>") * 980),
    "tables.html": lambda: page(("<table><tr><td>" * 80 + "a b") * 400),
    "line.html": lambda: page("<p>" + "word " * 12_000_000),
    "word.html": lambda: page("<p>" + "x" * (60 << 20)),
    "comments.html": lambda: b"<!-- -->" * 2_000 + b"<p>a<p>b<p>c",
    "comment.html": lambda: page("<!--" * 14_000_000),
    "scripts.html": lambda: page("<script>x()</script><form><input></form>" * 30_000 + SENTENCE),
    "attributes.html": lambda: page("<p " + " ".join(f"a{n}=x" for n in range(900_000)) + ">It"),
    "attribute.html": lambda: page(f'<img src="{"A" * (60 << 20)}"><p>{SENTENCE}'),
    "breaks.html": lambda: page("<br>" * 99_000 + SENTENCE),
    "breaks-apart.html": lambda: page("<br>&nbsp;" * 5_000_000),
    "references.html": lambda: page("<p>" + "&amp;" * 10_000_000),
    "deep.mhtml": lambda: saved_files.mhtml("<div>" * 2_000_000),
    # Feeds and books
    "laughs.xml": lambda: (LAUGHING + "<rss><channel><title>&l11;</title>").encode(),
    "blown.xml": lambda: (BLOWN + "&a;" * 100_000 + "</title></channel></rss>").encode(),
    "outside.xml": lambda: (OUTSIDE + "<rss><channel><item><title>&e;</title>").encode(),
    "entries.xml": lambda: rss(100_000, SENTENCE),
    "entries-few.xml": lambda: rss(9_999, "&lt;p&gt;" + SENTENCE + "&lt;/p&gt;"),
    "entries-of-elements.xml": lambda: rss(100, "&lt;p&gt;a" * 50_000),
    "deep.xml": lambda: b"<rss>" + b"<a>" * 2_000_000,
    "entries.json": lambda: json_feed(100_000),
    "laughs.epub": lambda: made.zip_file({"mimetype": "application/epub+zip",
                                          "META-INF/container.xml": LAUGHING + "<x>&l11;</x>"}),
    "entries.epub": lambda: epub({"a.xhtml": f"<p>{SENTENCE}"}, 100_000),
    "chapters.epub": lambda: epub({f"{n}.xhtml": f"<p>{SENTENCE}" for n in range(9_000)}),
    "spine.epub": lambda: epub({"a.xhtml": "<p>" + prose(50_000)}, repeats=90_000),
    "chapters-of-elements.epub": lambda: epub(
        {f"{n}.xhtml": "<html><body>" + "<p>a b</p>" * 90_000 for n in range(60)}
    ),
    "bomb.epub": lambda: epub({"a.xhtml": " " * (200 << 20)}),
    # Mail
    "parts.eml": lambda: mail_of_parts(10_000),
    "pages.eml": lambda: mail_of_parts(900, "text/html", "<p>a b c</p>" * 1_000),
    "nested.eml": lambda: nested_mail(10_000),
    "header.eml": lambda: b"From: a@b.example\nMessage-ID: <1>\nSubject: " + b"a b" * 10_000_000,
    "headers.eml": lambda: b"From: a@b.example\nMessage-ID: <1>\n" + b"A: b\n" * 2_000_000,
    "folded.eml": lambda: b"From: a@b.example\nMessage-ID: <1>\nSubject: a\n" + b" b\n" * 4_000_000,
    "encoded.eml": lambda: b"From: a@b.example\nMessage-ID: <1>\nSubject: " + b"=?utf-8?q?a?= " * 4_000
    + b"\n\n" + SENTENCE.encode(),
    "long-line.eml": lambda: b"From: a@b.example\nMessage-ID: <1>\n\n" + b"word " * 12_000_000,
    "dividers.mbox": lambda: b"From a Fri Apr 26 08:00:00 2024\nSubject: x\n\n" * 500_000,
    "mails.mbox": lambda: b"".join(
        b"From a Fri Apr 26 08:00:00 2024\nMessage-ID: <%d>\nSubject: x\n\nIt leaks.\n\n" % n
        for n in range(100_000)),
    # WARC
    "length.warc": lambda: warc(99_999_999_999),
    "length-none.warc": lambda: warc(10**30),
    "length-negative.warc": lambda: warc(-5),
    "length-short.warc": lambda: warc(5, times=50_000),
    "bomb.warc.gz": lambda: gzip.compress(b"WARC/1.0\r\n" * 30_000_000, 9),
    "records.warc": lambda: warc(None, times=100_000),
    "elements.warc": lambda: warc(None, page("<p>a b</p>" * 90_000), times=50),
    # Tables and texts
    "field.csv": lambda: b'title,text\nx,"' + b"word " * 12_000_000,
    "columns.csv": lambda: b"title,text" + b",a" * 10_000_000 + b"\nx,It leaks today\n",
    "quotes.csv": lambda: b"title,text\n" + b'"' * 20_000_001,
    "rows.csv": lambda: b"title,text\n" + b"x,It leaks at the lock of Terneuzen today.\n" * 1_000_000,
    "deep.jsonl": lambda: b'{"text": "a"}\n{"a":' * 2_000_000,
    "numbers.jsonl": lambda: b'{"text": "It leaks."}\n' + b'{"n": ' + b"1" * 5_000_000 + b"}\n",
    "line.txt": lambda: b"word " * 12_000_000,
    "word.txt": lambda: b"x" * (60 << 20),
    "blank.txt": lambda: b"\n" * (60 << 20),
    "blank-80k.txt": lambda: b"\n" * 90_000,
    "bodies.txt": lambda: b"Body\nx\n" * 50_000,
    "comments.txt": lambda: b"<!-- a -->" * 5_000,
    "instructions.txt": lambda: b"<?a ?>" * 10_000,
    "short-lines.txt": lambda: b"a\n" * 5_000_000,
    "dots.txt": lambda: b"a. " * 5_000_000,
    "combining.txt": lambda: ("a" + "\u0301" * 5_000_000).encode(),
    "controls.txt": lambda: b"\x1b[31m" * 3_000_000,
    "brackets.md": lambda: b"[" * 5_000_000,
    "emphasis.md": lambda: b"*a **b " * 1_000_000,
    "backticks.md": lambda: b"".join(b"`" * n + b" " for n in range(1, 3_000)),
    "quotes.md": lambda: b"> " * 1_000_000 + b"a",
    "lists.md": lambda: b"".join(b" " * n + b"- a\n" for n in range(3_000)),
    "table.md": lambda: b"| a " * 100_000 + b"|\n" + b"|---" * 100_000 + b"|\n",
    "links.md": lambda: b"[a](" * 1_000_000,
    "references.md": lambda: b"".join(b"[a%d]: http://x\n" % n for n in range(300_000)),
    "front.md": lambda: b"---\n" + b"a: &a [*a,*a]\n" * 1_000_000 + b"---\nIt leaks.",
    "links.org": lambda: b"[[a][" * 4_000_000,
    "tables.rst": lambda: b"= = =\n" * 3_000_000,
    "dividers.news.txt": lambda: b"Document ABCD000020240101ek11000aa\n\nIt.\n" * 500_000,
}  # fmt: skip
"""Hostile files by name."""
HONEST: Files = {
    "300-pages.pdf": lambda: made.pdf_file(account(1, 900_000), 1),
    "300-pages-columns.pdf": lambda: made.pdf_file(account(1, 900_000)),
    "5-mb.html": lambda: page("".join(f"<p>{p}</p>" for p in prose(5 << 20).split("\n\n"))),
    "5-mb-scripts.html": lambda: page(
        "<script>" + "window.a=[1,2,3];" * 280_000 + "</script><article>"
        + "".join(f"<p>{p}</p>" for p in prose(100_000).split("\n\n")) + "</article>"),
    "10-mb-image.html": lambda: page(
        f'<img src="data:image/png;base64,{"A" * (10 << 20)}">'
        + "".join(f"<p>{p}</p>" for p in prose(10_000).split("\n\n"))),
    "50-mb.mbox": lambda: made.mbox_file([account(n, 10_000) for n in range(2_000)]),
    "50-mb-attached.mbox": lambda: b"".join(
        b"From a Fri Apr 26 08:00:00 2024\nMessage-ID: <%d>\n" % n
        + mail_of_parts(1, "image/png\nContent-Disposition: attachment",
                        "A" * 70 + ("\n" + "A" * 70) * 14_000) for n in range(50)),
    "book.epub": lambda: epub({f"{n}.xhtml": "".join(
        f"<p>{p}</p>" for p in prose(60_000).split("\n\n")) for n in range(60)}),
    "feed.xml": lambda: rss(2_000, "&lt;p&gt;" + SENTENCE * 20 + "&lt;/p&gt;"),
    "thesis.docx": lambda: made.docx_file(account(1, 2_000_000)),
    "thesis.odt": lambda: made.odt_file(account(1, 2_000_000)),
    "thesis.rtf": lambda: made.rtf_file(account(1, 2_000_000)),
    "rows.csv": lambda: made.csv_file([account(n, 4_000) for n in range(5_000)]),
    "rows.jsonl": lambda: made.json_lines_file([account(n, 4_000) for n in range(5_000)]),
    "pages.warc": lambda: made.warc_file([account(n, 20_000) for n in range(1_000)]),
    "pages.zip": lambda: made.zip_file(
        {f"{n}.html": made.html_file(account(n, 10_000)) for n in range(1_000)}),
    "5-mb.txt": lambda: prose(5 << 20).encode(),
    "20-mb.txt": lambda: prose(20 << 20).encode(),
    "5-mb.md": lambda: prose(5 << 20).encode(),
}  # fmt: skip
"""Honest files by name."""


def peak(process: int) -> int:
    """Return the most memory that a process had at once, in MB, since its program was started."""
    said = Path(f"/proc/{process}/status").read_text("ascii")
    return int(said.partition("VmHWM:")[2].split()[0]) >> 10


def computed() -> float:
    """Return the seconds of CPU of the readers' processes, those that have ended included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = ended.ru_utime + ended.ru_stime
    for process in living():
        said = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
        seconds += (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def living() -> list[int]:
    """Return the ids of the readers' processes that wait for a file."""
    waiting = [one for some in reader_processes._PROCESSES for one in some._idle]  # noqa: SLF001
    return [one._process.pid for one in waiting]  # noqa: SLF001


def read(path: Path, passes: tuple[bool, ...]) -> None:
    """Read the file and print the figures, in the process that is measured."""
    figures: dict[str, object] = {}
    for soon in passes:
        begun, own, child = time.monotonic(), time.process_time(), computed()
        [found] = list(find([path.parent])) or [path]
        articles = load_articles(found, soon=soon)
        which = "soon" if soon else "whole"
        figures[which] = [time.process_time() - own, computed() - child, time.monotonic() - begun]
        figures["mb"] = [peak(os.getpid()), max(map(peak, living()), default=0)]
        problems = {one.problem for one in articles} - {""}
        figures["said"] = f"{len(articles)} {'; '.join(sorted(problems))}"
        if not articles[0].partial:
            break
    print(json.dumps(figures))


def measure(name: str, data: bytes, *, soon: bool) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "corpus")
        folder.mkdir()
        (folder / name).write_bytes(data)
        command = [sys.executable, __file__, "-", str(folder / name), *["--soon"] * soon]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False,
            env={**os.environ, "HOME": temporary, "XDG_CACHE_HOME": temporary},
        )  # fmt: skip
    about = f"{name:26} {len(data) / 1e6:6.1f} MB"
    if done.returncode:
        print(f"! {about} {done.stderr.strip().splitlines()[-1:]}", flush=True)
        return
    said = json.loads(done.stdout)
    own, child, wall = said["soon"]
    mark = "!" if own + child > 2.5 or max(said["mb"]) > 250 else " "
    later = ""
    if whole := said.get("whole"):
        later = f"  later {whole[0]:.1f} + {whole[1]:.1f} s"
    print(
        f"{mark} {about}  {own:5.2f} + {child:5.2f} s ({wall:.1f} s)"
        f"  {said['mb'][0]:4d}, {said['mb'][1]:4d} MB  {said['said'][:70]}{later}",
        flush=True,
    )


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["-"]:
        read(Path(words[1]), (True,) if "--soon" in words else (True, False))
        return
    soon = "--soon" in words
    files = HONEST if "--honest" in words else HOSTILE
    words = [word for word in words if not word.startswith("--")]
    for name, make in files.items():
        if not words or any(word in name for word in words):
            measure(name, make(), soon=soon)


if __name__ == "__main__":
    main()
