"""The fetched page, and the error of a page that can't be fetched."""

from datetime import datetime
from typing import NamedTuple

from tui.errors import VariorumError

LARGEST = 32 << 20
"""Bytes of a page, at most."""
SECONDS = 60.0
"""Seconds for a page, its redirects and robots.txt included, pauses not."""


class FetchError(VariorumError):
    """A page can't be fetched; the message says which and why."""


class FetchedPage(NamedTuple):
    """A page as a server sent it; all but the times is from outside, and not clean."""

    address: str
    """The address that gave the page: the last one after redirects."""
    data: bytes
    """The page as it came; only the compression of the transfer is undone."""
    fetched: datetime
    """The time of the answer, with its zone."""
    redirects: tuple[str, ...] = ()
    """The addresses before, the one that was asked for first."""
    media_type: str = ""
    """The type that the server names, such as `text/html`, or empty."""
    charset: str = ""
    """The encoding that the server names, or empty."""
