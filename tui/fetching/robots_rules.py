"""The rules of robots.txt (RFC 9309): which pages of a host a program may fetch, and how often."""

from tui.lazy_imports import lazy_imports

with lazy_imports():
    import protego

PRODUCT = "variorum"
"""The name by which robots.txt means this program."""
LONGEST = 512 << 10
"""Bytes of robots.txt that are read; the standard asks for 500 KiB."""
_UNAVAILABLE = 400
_FAILED = 500
_TOO_MANY = 429


class RobotsRules:
    """The rules of one host."""

    def __init__(self, text: str, *, is_closed: bool = False) -> None:
        """Read the rules in `text`; if `is_closed`, all is forbidden."""
        self._rules = protego.Protego.parse(text)
        self.is_closed = is_closed
        """True if robots.txt can't be read for a fault of the server."""

    def allows(self, address: str) -> bool:
        """Return True if the page at `address` may be fetched."""
        return not self.is_closed and self._rules.can_fetch(address, PRODUCT)

    @property
    def pause(self) -> float:
        """Seconds between two requests, as the host asks; 0 if it asks for none."""
        delay = self._rules.crawl_delay(PRODUCT) or 0.0
        rate = self._rules.request_rate(PRODUCT)
        if rate is not None and rate.requests > 0:
            delay = max(delay, rate.seconds / rate.requests)
        return delay


def rules_of_answer(status: int, data: bytes) -> RobotsRules:
    """Return the rules that the answer to a request for robots.txt gives.

    Without a robots.txt all is allowed; where the server fails, nothing is, as the standard says.
    """
    if status == _TOO_MANY or status >= _FAILED:
        return RobotsRules("", is_closed=True)
    if status >= _UNAVAILABLE:
        return RobotsRules("")
    return RobotsRules(data[:LONGEST].decode("utf-8-sig", "replace"))
