"""PDF files of objects written by hand: those that no program that makes PDF would write."""

import zlib

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(objects: list[bytes]) -> bytes:
    """Return a PDF of numbered objects, the first of them its catalogue."""
    body, offsets = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a packed stream, with further entries of its dictionary in `entries`."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (
        len(packed), entries, packed,
    )  # fmt: skip
