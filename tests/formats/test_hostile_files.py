"""Files made to break a reader: each ends in a reason that one can read, or in its words."""

import gzip
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.formats import format_files as made
from tests.support.accounts_in_files import ACCOUNTS, LOCK
from tests.support.pdf_objects import CATALOG, ONE_PAGE, pdf, stream
from tui.formats.containers.archive import members
from tui.formats.extracted_article import ExtractionError, Limits
from tui.formats.limited_extraction import extract_with_limits
from tui.formats.registry import import_module
from tui.processes.limited_process import LimitedProcesses

READERS = {
    "tui.formats.pdf": made.pdf_file(LOCK),
    "tui.formats.office.docx": made.docx_file(LOCK),
    "tui.formats.office.odt": made.odt_file(LOCK),
    "tui.formats.office.rtf": made.rtf_file(LOCK),
    "tui.formats.messages.mail": made.mail_file(LOCK),
    "tui.formats.messages.mbox": made.mbox_file(ACCOUNTS),
    "tui.formats.containers.warc": made.warc_file(ACCOUNTS),
    "tui.formats.databases.tables": made.csv_file(ACCOUNTS),
    "tui.formats.databases.news": made.factiva_file(ACCOUNTS),
    "tui.formats.markup.org": made.org_file(LOCK),
    "tui.formats.markup.rst": made.rst_file(LOCK),
}
"""The readers by their modules, each with a file of its format."""
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHING = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R>>"


def docx(xml: str) -> bytes:
    return made.zip_file({"word/document.xml": xml})


def odt(xml: str) -> bytes:
    return made.zip_file({"content.xml": xml})


def nested_mail(levels: int) -> bytes:
    parts = [
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'.encode()
        for n in range(levels)
    ]
    return b"Subject: x\n" + b"".join(parts) + b"Content-Type: text/plain\n\nIt leaks.\n"


def nested_messages(levels: int) -> bytes:
    return (
        b"Subject: x\n"
        + b"Content-Type: message/rfc822\n\nSubject: y\n" * levels
        + b"\n\nIt leaks."
    )


def table_of_one_field(size: int) -> bytes:
    return b'title,text\nx,"' + b"word " * (size // 5)


RANDOM = random.Random(1).randbytes(600_000)  # noqa: S311
DIVIDER = b"From a Fri Apr 26 08:00:00 2024\n\n"


def warc_of_length(stated: int) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {stated}\r\n\r\n"
    return head.encode() + b"HTTP/1.1 200 OK\r\n\r\n"


HOSTILE: list[tuple[str, str, Callable[[], bytes]]] = [
    ("pdf cut off", "pdf", lambda: made.pdf_file(LOCK)[:700]),
    ("pdf of zeros", "pdf", lambda: b"%PDF-1.7\n" + b"\0" * 1_000_000),
    ("pdf with a cycle of pages", "pdf",
     lambda: pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"])),
    ("pdf that states a billion pages", "pdf",
     lambda: pdf([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>", PAGE, stream(b"")])),
    ("pdf with a stream of gigabytes", "pdf",
     lambda: pdf([CATALOG, ONE_PAGE, PAGE, stream(b" " * (300 << 20))])),
    ("pdf with a deep array", "pdf",
     lambda: pdf([CATALOG, b"<</Type/Pages/Kids" + b"[" * 200_000])),
    ("docx with a billion laughs", "office.docx",
     lambda: docx(LAUGHING + "<x>&l11;</x>")),
    ("odt with a billion laughs", "office.odt", lambda: odt(LAUGHING + "<x>&l11;</x>")),
    ("docx with another file in it", "office.docx", lambda: docx(OUTSIDE + "<x>&e;</x>")),
    ("odt with another file in it", "office.odt", lambda: odt(OUTSIDE + "<x>&e;</x>")),
    ("docx with deep elements", "office.docx", lambda: docx("<x>" * 100_000)),
    ("docx that is a bomb", "office.docx", lambda: docx("<x>" + " " * (70 << 20))),
    ("docx without its document", "office.docx", lambda: made.zip_file({"a": "b"})),
    ("docx that is no zip", "office.docx", lambda: b"PK\3\4" + b"x" * 1000),
    ("docx with a wide paragraph", "office.docx", lambda: docx("<x " + "a" * 1_000_000)),
    ("rtf of groups", "office.rtf", lambda: b"{\\rtf1 " + b"{" * 10_000 + b"x" + b"}" * 10_001),
    ("mail of parts", "messages.mail", lambda: nested_mail(10_000)),
    ("mail of messages", "messages.mail", lambda: nested_messages(10_000)),
    ("mail with a long header", "messages.mail", lambda: b"Subject: " + b"a b" * 1_000_000),
    ("mail of headers", "messages.mail", lambda: b"A: b\n" * 500_000),
    ("mail with an address of brackets", "messages.mail",
     lambda: b"From: " + b"<(" * 20_000 + b"\n\n"),
    ("mbox of dividers", "messages.mbox", lambda: DIVIDER * 50_000),
    ("warc that lies of its length", "containers.warc",
     lambda: warc_of_length(99_999_999_999)),
    ("warc of an endless length", "containers.warc", lambda: warc_of_length(10**30)),
    ("warc of a negative length", "containers.warc",
     lambda: warc_of_length(-5)),
    ("warc of headers", "containers.warc", lambda: b"WARC/1.0\r\n" + b"A: b\r\n" * 500_000),
    ("warc that is a bomb", "containers.warc", lambda: gzip.compress(b"WARC/1.0\r\n" * 7_000_000)),
    ("csv of one field", "databases.tables", lambda: table_of_one_field(8_000_000)),
    ("csv of zeros", "databases.tables", lambda: b"a,b\n" + b"\0" * 1_000_000),
    ("csv of quotes", "databases.tables", lambda: b'"' * 1_000_001),
    ("json of brackets", "databases.tables", lambda: b"[" * 1_000_000),
    ("json of objects", "databases.tables", lambda: b'{"a":' * 200_000),
    ("json of numbers", "databases.tables", lambda: b"[" + b"1," * 1_000_000 + b"1]"),
    ("json of a number", "databases.tables", lambda: b'[{"text":' + b"9" * 100_000 + b"}]"),
    ("news without marks", "databases.news", lambda: b"word " * 1_000_000),
    ("org of nothing", "markup.org", lambda: b"# comment\n" * 100_000),
    ("rst of nothing", "markup.rst", lambda: b".. comment\n" * 100_000),
]  # fmt: skip
SLOW_TEXTS = [
    ("markup.org", b"*a " * 300_000),
    ("markup.org", b"[[" * 500_000),
    ("markup.org", b"[[a][" * 200_000),
    ("markup.rst", b"`a <" * 300_000),
    ("markup.rst", b"*a *b" * 200_000),
    ("markup.rst", b"|a b" * 300_000),
    ("markup.rst", b"= a\n" * 200_000),
    ("databases.news", b"Document 1 of 2\n" + b"A: b\n" * 200_000 + b"It leaks."),
    ("office.rtf", b"{\\rtf1 {\\title " + b"\\'41" * 200_000 + b"}" + b"x}"),
    ("office.rtf", b"{\\rtf1 {\\title " + b"\\u-11?" * 100_000 + b"\\x}" + b"x}"),
    ("messages.mbox", made.mbox_file([LOCK]) + b"From " * 200_000),
]
"""Texts at which a careless pattern takes for ever."""


@pytest.fixture(scope="module")
def processes() -> Iterator[LimitedProcesses]:
    with LimitedProcesses(1) as processes:
        yield processes


@pytest.mark.slow
@pytest.mark.parametrize(("name", "reader", "make"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_a_hostile_file_ends_in_a_reason(
    processes: LimitedProcesses, name: str, reader: str, make: Callable[[], bytes]
) -> None:
    """The process with limits ends what takes more than two seconds or 200 MB."""
    del name
    with pytest.raises(ExtractionError) as raised:
        extract_with_limits(processes, f"tui.formats.{reader}", make())
    reason = str(raised.value)
    assert reason
    assert "reader failed" not in reason
    assert "Error" not in reason


@pytest.mark.slow
@pytest.mark.parametrize(("reader", "data"), SLOW_TEXTS)
def test_a_text_that_repeats_itself_is_read(
    processes: LimitedProcesses, reader: str, data: bytes
) -> None:
    assert extract_with_limits(processes, f"tui.formats.{reader}", data)


def test_what_comes_from_the_process_is_what_the_reader_finds(processes: LimitedProcesses) -> None:
    for reader, data in READERS.items():
        extract = import_module(reader).extract
        assert extract_with_limits(processes, reader, data) == tuple(extract(data)), reader


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(seed=st.integers(0, 1 << 32), pieces=st.integers(1, 20))
def test_a_damaged_file_is_read_or_has_a_reason(reader: str, seed: int, pieces: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(READERS[reader])
    for _ in range(pieces):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 200)]
            case 2:
                data[at:at] = data[at : at + chance.randrange(1, 200)]
            case _:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
        data = data or bytearray(b"x")
    assert_read_or_refused(reader, bytes(data))


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(reader: str, data: bytes) -> None:
    assert_read_or_refused(reader, data)
    assert_read_or_refused(reader, READERS[reader][:40] + data)


def assert_read_or_refused(reader: str, data: bytes) -> None:
    reason = ""
    articles = []
    try:
        articles = list(import_module(reader).extract(data))
    except ExtractionError as error:
        reason = str(error)
    assert articles or reason
    keys = [article.key for article in articles]
    assert len(set(keys)) == len(keys)
    assert all(article.text.strip() for article in articles)


# Archives


def packed(parts: dict[str, bytes]) -> bytes:
    return made.zip_file(parts)


def test_archives_in_archives_are_unpacked() -> None:
    inner = packed({"b.txt": b"two", "c.txt.gz": gzip.compress(b"three", mtime=0)})
    data = packed({"a.txt": b"one", "in/side.zip": inner})
    assert [(one.name, one.data) for one in members(data)] == [
        ("a.txt", b"one"),
        ("in/side.zip/b.txt", b"two"),
        ("in/side.zip/c.txt.gz/c.txt", b"three"),
    ]


def test_a_gzip_file_has_one_member_with_its_name() -> None:
    written = BytesIO()
    with gzip.GzipFile("/tmp/the lock.txt", "wb", fileobj=written, mtime=0) as file:  # noqa: S108
        file.write(b"It leaks.")
    assert [tuple(one) for one in members(written.getvalue())] == [("the lock.txt", b"It leaks.")]
    assert [one.data for one in members(gzip.compress(b"a") + gzip.compress(b"b"))] == [b"ab"]


def test_names_lead_nowhere() -> None:
    parts = {"../../etc/passwd": b"a", "/root/x": b"b", "..\\y": b"c", ".hidden": b"d",
             "__MACOSX/z": b"e"}  # fmt: skip
    assert [one.name for one in members(packed(parts))] == ["etc/passwd", "root/x", "y"]


def many_files() -> bytes:
    return packed({str(n): b"x" for n in range(30)})


def nest(levels: int) -> bytes:
    data = packed({"a.txt": b"x"})
    for _ in range(levels):
        data = packed({"a.zip": data})
    return data


def encrypted() -> bytes:
    data = bytearray(packed({"a.txt": b"x"}))
    central = data.index(b"PK\1\2")
    data[central + 8] |= 1
    return bytes(data)


def nameless() -> bytes:
    return packed({"name": b"x"}).replace(b"name", b"\0\0\0\0")


def odd_method() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("a.txt", b"x" * 1000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: packed({"a.txt": b" " * (1 << 21)}), "times its size"),
        (lambda: packed({str(n): RANDOM for n in range(4)}), "MiB"),
        (many_files, "more than 20"),
        (lambda: nest(12), "archives in each other"),
        (encrypted, "encrypted"),
        (odd_method, "method"),
        (nameless, "damaged"),
        (lambda: gzip.compress(b" " * (1 << 21)), "times its size"),
        (lambda: gzip.compress(bytes(range(256)))[:90], "cut off"),
        (lambda: gzip.compress(b"It leaks.")[:-8] + b"12345678", "damaged"),
        (lambda: packed({"a": b"x" * 100})[:60], "damaged"),
        (lambda: b"no archive", "not a zip or gzip"),
    ],
)
def test_an_archive_that_goes_beyond_a_bound_says_so(
    make: Callable[[], bytes], reason: str
) -> None:
    with pytest.raises(ExtractionError, match=reason):
        list(members(make(), Limits(unpacked=2 << 20, articles=20)))


@given(st.binary(max_size=300), st.sampled_from([b"PK\3\4", b"\x1f\x8b\x08", b""]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, sign: bytes) -> None:
    with suppress(ExtractionError):
        assert all(isinstance(one.name, str) for one in members(sign + data))


def test_json_that_is_no_table_is_refused() -> None:
    with pytest.raises(ExtractionError, match="column"):
        list(import_module("tui.formats.databases.tables").extract(json.dumps([{"n": 1}]).encode()))
