"""The address of a page: checked when it is typed, and again for each redirect."""

from typing import NamedTuple, Self
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from tui.errors import USAGE
from tui.fetching.fetched_page import FetchError
from tui.text.sanitization import clean, clean_line

SHOWN = 200
"""Code points of an address in a message."""
_LONGEST = 2_000
"""Code points of an address."""
_PORTS = {"http": 80, "https": 443}


class AddressError(FetchError):
    """A text is no address of a page that may be fetched."""

    code = USAGE


class WebAddress(NamedTuple):
    """An address of the web: in ASCII, with a lower-case host and without a fragment."""

    scheme: str
    """`http` or `https`."""
    host: str
    """The name of the host, or its IP address without brackets."""
    port: int
    target: str
    """The path and the query, as the request has them."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the address that `text` is.

        Raises:
            AddressError: If it is none, or has a user name or password.
        """
        address_text = clean_line(text, SHOWN)
        if len(text) > _LONGEST:
            raise AddressError(f"{address_text}: an address has at most {_LONGEST} characters")
        if clean(text)[0] != text or any(map(str.isspace, text)):
            raise AddressError(
                f"{address_text}: an address has no spaces and no control characters"
            )
        try:
            parts = parse_url(text)
        except LocationParseError as error:
            raise AddressError(f"{address_text}: this is no address of a page") from error
        if parts.scheme not in _PORTS or not parts.host:
            raise AddressError(
                f"{address_text}: the address of a page begins with https:// or http://"
            )
        if parts.auth is not None:
            raise AddressError(
                f"{parts.scheme}://…@{clean_line(parts.host, SHOWN)}: an address with a user name"
                " or a password is not fetched",
                advice="leave it out",
            )
        host = parts.host.strip("[]").rstrip(".")
        if not host.isascii() or not host:
            raise AddressError(f"{address_text}: this is no name of a host")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(parts.scheme, host, parts.port or _PORTS[parts.scheme], target)

    @property
    def origin(self) -> str:
        """The scheme and the host, and the port if it is not the usual one."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host as a request names it, with the port if it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def joined(self, reference: str) -> Self:
        """Return the address that `reference` means on this page.

        Raises:
            AddressError: If it is none that may be fetched.
        """
        try:
            target = urljoin(str(self), reference.strip())
        except ValueError as error:
            reference_text = clean_line(reference, SHOWN)
            raise AddressError(f"{reference_text}: this is no address of a page") from error
        return self.parse(target.replace(" ", "%20"))

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"
