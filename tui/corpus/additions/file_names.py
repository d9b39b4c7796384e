"""Names of added files, made of an article's title or of the address of its page."""

import unicodedata
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tui.text.sanitization import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 80
"""Code points of a name without its ending."""
_LONGEST_BYTES = 180
"""Bytes of the same in UTF-8; file systems take 255, the ending and a number included."""
_KEPT = "LMN"
"""Classes of Unicode's characters that are kept: letters, marks, numbers."""


def stem_of_title(title: str) -> str:
    """Return the name of a file, without ending, for an article with this title; may be empty."""
    line = unicodedata.normalize("NFC", clean_line(title))
    words = "".join(c if unicodedata.category(c)[0] in _KEPT else " " for c in line)
    stem = "-".join(words.split())[:_LONGEST]
    stem = stem.encode()[:_LONGEST_BYTES].decode(errors="ignore")
    while stem and (stem[-1] == "-" or unicodedata.category(stem[0])[0] == "M"):
        stem = stem.rstrip("-")
        stem = stem[1:] if unicodedata.category(stem[:1] or "a")[0] == "M" else stem
    return stem


def stem_of_address(address: str) -> str:
    """Return the name of a file, without ending, for a page without a title."""
    last = PurePosixPath(unquote(urlsplit(address).path)).name
    return stem_of_title(last.rpartition(".")[0] or last) or stem_of_title(site(address)) or "page"


def stem_of_site(title: str, address: str) -> str:
    """Return a name that begins with the site, from which the reader knows a file's outlet."""
    rest = stem_of_title(title) or stem_of_address(address)
    name = site(address)
    is_plain = all(c.isalnum() or c in ".-" for c in name) and name[:1].isalnum()
    return f"{name}_{rest}" if is_plain and len(name) <= _LONGEST else rest


def site(address: str) -> str:
    """Return the host of an address without `www.`, as the name of its site."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def numbered(stem: str) -> "Iterator[str]":
    """Yield the name, then the same with numbers from 2 on."""
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"
