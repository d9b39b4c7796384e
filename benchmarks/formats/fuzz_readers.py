"""Each reader on damaged files, for so many seconds: what breaks down or takes long.

    PYTHONPATH=. python benchmarks/formats/fuzz_readers.py [--seconds 40] [--seed N] [READER …]

Files of each format are cut, spliced, doubled and filled with pieces that mean something to a
parser, and read in a process with limits. An error that no reader foresees (“it is damaged
(KeyError)”), a process that died, and a small file that takes more than `_SLOW` seconds are
printed, and the file is kept in the folder `fuzzed` beside the checkout. Detection, and the parsing
of texts as they stand, are readers here, too.
"""

import argparse
import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.formats import format_files as made
from tests.support import saved_files
from tests.support.accounts_in_files import ACCOUNTS, LOCK
from tui.formats.detection import detect_format
from tui.formats.extracted_article import (
    ComputingError,
    ExtractedArticle,
    ExtractionError,
    Limits,
)
from tui.formats.limited_extraction import extract_with_limits
from tui.processes.limited_process import LimitedProcesses, ProcessLimits
from tui.text.parsing.document_parser import Format, parse_document
from tui.text.parsing.metadata import read_metadata

FOUND = Path(__file__).resolve().parents[3] / "fuzzed"
_SLOW = 2.0
"""Seconds of CPU for a file of some kilobytes."""
_MOST_BYTES = 60_000
_STORIES = [saved_files.AGROUND, saved_files.STORM]
_MARKDOWN = b"# A *b* `c`\n\n- [x] d\n  1. [e](f)\n\n> | g | h |\n> | - | - |\n\n[^1]: i\n\n---\n"
FILES: dict[str, Callable[[], bytes]] = {
    "tui.formats.pdf": lambda: made.pdf_file(LOCK),
    "tui.formats.office.docx": lambda: made.docx_file(LOCK),
    "tui.formats.office.odt": lambda: made.odt_file(LOCK),
    "tui.formats.office.rtf": lambda: made.rtf_file(LOCK),
    "tui.formats.messages.mail": lambda: made.mail_file(LOCK),
    "tui.formats.messages.mbox": lambda: made.mbox_file(ACCOUNTS),
    "tui.formats.containers.warc": lambda: made.warc_file(ACCOUNTS),
    "tui.formats.containers.archived_articles": lambda: made.zip_file(
        {"a.html": made.html_file(LOCK), "b.txt": LOCK.text, "c.eml": made.mail_file(LOCK)}
    ),
    "tui.formats.databases.tables": lambda: made.csv_file(ACCOUNTS),
    "tui.formats.databases.news": lambda: made.factiva_file(ACCOUNTS),
    "tui.formats.markup.org": lambda: made.org_file(LOCK),
    "tui.formats.markup.rst": lambda: made.rst_file(LOCK),
    "tui.formats.web.html": lambda: saved_files.page(saved_files.AGROUND).encode(),
    "tui.formats.web.mhtml": lambda: saved_files.mhtml(saved_files.page(saved_files.AGROUND)),
    "tui.formats.web.feed": lambda: saved_files.feed(_STORIES).encode(),
    "tui.formats.web.epub": lambda: saved_files.book(_STORIES),
    f"{__name__}": lambda: _MARKDOWN + LOCK.text.encode(),
}
"""The readers by their modules, each with a file of its format."""
PIECES = [
    b"<", b">", b"&", b"<p>", b"</p>", b"<table><tr><td>", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"&#xD800;", b"&#0;", b"<ul><li>", b"<blockquote>",
    b"\r\n", b"\n\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"}", b"[", b"](", b"*", b"_",
    b"`", b"> ", b"| ", b"\\", b'"', b"'", b"%PDF-", b"endobj", b"stream\n", b"/Kids[", b"PK\1\2",
    b"From a Fri Apr 26 08:00:00 2024\n", b"Content-Type: multipart/mixed; boundary=b\n", b"--b\n",
    b"Content-Length: -1\r\n", b"WARC/1.0\r\n", b"\\u-1?", b"\\'", b"\\bin9999999999 ", b"{\\*",
    b"9" * 40, b"\x1b[31m", "\u202e\u0301\u200d".encode(), b"\xed\xa0\x80", b"=?utf-8?b?", b"?=",
]  # fmt: skip
"""What means something to one of the parsers."""


def extract(data: bytes, limits: Limits) -> Iterator[ExtractedArticle]:
    """Yield a text as it stands, after what is done with it when it is read from a file."""
    del limits
    for name in ("a.txt", "a.md", "a.csv", "a.html"):
        detect_format(data, name)
    text = data.decode("utf-8", "replace")
    for form in Format:
        parse_document(text, form)
    read_metadata(text, "a")
    yield ExtractedArticle(text)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with some changes."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 2, 4, 8, 30))):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(7):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randrange(1, 300)]
            case 2:
                start = chance.randrange(len(found) + 1)
                found[at:at] = found[start : start + chance.randrange(1, 500)]
            case 3:
                found[at:at] = chance.choice(PIECES)
            case 4:
                found[at:at] = chance.choice(PIECES) * chance.randrange(2, 3_000)
            case 5:
                found[at:at] = (chance.choice(PIECES) + chance.choice(PIECES)) * 300
            case _:
                del found[at:]
    return bytes(found[:_MOST_BYTES]) or b"x"


def damaged_within(data: bytes, chance: random.Random) -> bytes:
    """Return a zip file of which one part is damaged, and packed again; any other file damaged."""
    if not data.startswith(b"PK") or not chance.randrange(4):
        return damaged(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = chance.choice([name for name in parts if name != "mimetype"])
    return made.zip_file(parts | {name: damaged(parts[name], chance)})


def fuzz(reader: str, seconds: float, chance: random.Random) -> None:
    """Read damaged files for so many seconds."""
    whole = FILES[reader]()
    count = refused = 0
    used = 0.0
    with LimitedProcesses(1) as processes:
        limits = ProcessLimits(cpu=_SLOW, cpu_of_megabyte=0, wall=600)
        while used < seconds:
            data = damaged_within(whole, chance)
            begun = time.monotonic()
            try:
                extract_with_limits(processes, reader, data, process_limits=limits)
                reason = ""
            except ComputingError as error:
                reason = str(error)
                report(reader, data, reason)
            except ExtractionError as error:
                reason = str(error)
                if "broke down" in reason or "Error)" in reason or "memory" in reason:
                    report(reader, data, reason)
            used += time.monotonic() - begun
            count += 1
            refused += bool(reason)
    print(f"{reader:42} {count:6} files, {refused} refused", flush=True)


def report(reader: str, data: bytes, reason: str) -> None:
    """Print what was found, and keep the file."""
    FOUND.mkdir(exist_ok=True)
    file = FOUND / f"{reader.rpartition('.')[2]}-{hash(data) & 0xFFFFFFFF:08x}"
    file.write_bytes(data)
    print(f"{reader}: {reason}: {len(data)} bytes in {file}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("readers", nargs="*")
    asked = parser.parse_args()
    for reader in FILES:
        if not asked.readers or any(word in reader for word in asked.readers):
            fuzz(reader, asked.seconds, random.Random(asked.seed))  # noqa: S311  # no secret


if __name__ == "__main__":
    from benchmarks.formats import fuzz_readers

    fuzz_readers.main()
