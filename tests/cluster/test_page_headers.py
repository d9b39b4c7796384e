"""Headers of pages: what a page takes is known before it is unpacked, or the page is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.parquet_pages import data_page
from tui.index.partitioned.page_headers import Encoding, Page, PageKind, read_pages


def test_a_page_is_described_by_its_header() -> None:
    chunk = data_page(b"packed", 2_000_000_000, 3) + data_page(b"", 0, 70_000)
    assert list(read_pages(chunk)) == [
        Page(PageKind.DATA, Encoding.PLAIN, 3, 6, 2_000_000_000),
        Page(PageKind.DATA, Encoding.PLAIN, 70_000, 0, 0),
    ]


@pytest.mark.parametrize(
    ("chunk", "reason"),
    [
        (data_page(b"packed", 9, 1)[:-1], "cut off"),
        (data_page(b"", 9, 1)[:-3], "no whole header"),
        (data_page(b"", 9, 1)[2:], "unknown kind"),
        (data_page(b"", -9, 1), "a number that is none"),
        (data_page(b"", 9, -1), "a number that is none"),
        (b"\x15\x06" + data_page(b"", 9, 1)[2:], "unknown kind"),
        (b"\x05\x02\x00" + data_page(b"", 9, 1), "unknown header"),
        (b"\x1c" * 1_000, "unknown header"),
        (b"\x13\x01" * 1_000, "unknown header"),
        (b"\x15" + b"\xff" * 1_000, "a number that is none"),
        (b"\x15\x80\x80\x80\x80\x7f", "a number that is none"),
        (b"\x18" + b"\xff" * 8 + b"\x7f", "no whole header"),
    ],
)
def test_a_header_that_this_program_does_not_write_is_refused(chunk: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        list(read_pages(chunk))


@given(st.binary(max_size=200))
def test_pages_never_have_more_bytes_than_their_chunk(chunk: bytes) -> None:
    with suppress(ValueError):
        assert sum(page.packed for page in read_pages(chunk)) <= len(chunk)
