"""The fetching of pages: robots.txt and pauses are heeded, each redirect is checked anew."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from tui import __version__
from tui.fetching.exchange import Answer, Request, get
from tui.fetching.fetched_page import LARGEST, SECONDS, FetchedPage, FetchError
from tui.fetching.host_resolution import ALLOW, Resolver, network_of, resolve_host
from tui.fetching.request_rate import LONGEST, PAUSE, RequestRate, duration
from tui.fetching.robots_rules import LONGEST as ROBOTS_LONGEST
from tui.fetching.robots_rules import PRODUCT, RobotsRules, rules_of_answer
from tui.fetching.web_address import SHOWN, AddressError, WebAddress
from tui.text.sanitization import clean_line

_REDIRECTS = 10
"""Redirects that are followed, at most."""
_ROBOTS_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_HEADERS = {
    "User-Agent": f"{PRODUCT}/{__version__} (fetches single pages for a reader)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


class _Visit:
    """The state of one page's fetching: its limits, which its redirects and robots.txt share."""

    def __init__(self, address: WebAddress, seconds: float, *, private: bool) -> None:
        self.name = clean_line(str(address), SHOWN)
        """The address that was asked for, as messages begin with it."""
        self.seconds = seconds
        """The seconds that are left; pauses are not counted."""
        self.private = private
        """True while hosts that are not public may be asked: a public one may not lead to them."""


class PageFetcher:
    """Fetches pages one after the other; it remembers the rules and the pauses of their hosts."""

    def __init__(
        self,
        tell: Callable[[str], None],
        *,
        private: bool = False,
        resolver: Resolver | None = None,
        rate: RequestRate | None = None,
        seconds: float = SECONDS,
        largest: int = LARGEST,
    ) -> None:
        """Make a fetcher.

        Args:
            tell: Shows a redirect or a pause to the user, in one line.
            private: True if hosts of private networks and this machine may be asked.
            resolver: Resolves names; the system does by default.
            rate: The pauses between requests.
            seconds: Seconds for a page, pauses not included.
            largest: Bytes of a page, at most.
        """
        self._tell = tell
        self._private = private
        self._resolver = resolver
        self._rate = rate or RequestRate(tell)
        self._seconds = seconds
        self._largest = largest
        self._robots: dict[str, RobotsRules] = {}

    def fetch(self, address: WebAddress) -> FetchedPage:
        """Return the page at `address`, or where redirects lead from there.

        Raises:
            FetchError: If it can't or may not be fetched; the message says why.
        """
        visit = _Visit(address, self._seconds, private=self._private)
        visited: list[WebAddress] = []
        while True:
            answer = self._answer(visit, address, is_first=not visited)
            visited.append(address)
            target = _redirect(visit.name, address, answer)
            if target is None:
                break
            self._tell(f"{_shown(address)} → {_shown(target)}")
            if target in visited or len(visited) > _REDIRECTS:
                raise FetchError(
                    f"{visit.name}: its redirects don't end",
                    advice="if a browser shows it, save the page there",
                )
            address = target
        return _page(visit.name, address, answer, [str(earlier) for earlier in visited[:-1]])

    def _answer(self, visit: _Visit, address: WebAddress, *, is_first: bool) -> Answer:
        """Return the answer to the request for one address, asked again once if it is busy."""
        rules = self._rules(visit, address)
        if rules.is_closed:
            raise FetchError(
                f"{visit.name}: robots.txt of {address.host} can't be read, so nothing may be"
                " fetched from there",
                advice="try again later",
            )
        if not rules.allows(str(address)):
            raise FetchError(
                f"{visit.name}: robots.txt of {address.host} forbids programs to fetch it",
                advice="save the page in a browser",
            )
        # A redirect belongs to the same page: only a pause that is asked for is made before it.
        pause = max(rules.pause, PAUSE) if is_first else rules.pause
        for is_last in (False, True):
            self._rate.wait(address.host, pause)
            answer = self._get(visit, address, self._largest)
            seconds = _retry_after(answer)
            if seconds is None:
                return answer
            self._rate.hold(address.host, seconds)
            if is_last or seconds > LONGEST:
                raise FetchError(
                    f"{visit.name}: {_status(answer.status)}",
                    advice=f"the server asks to try again in {duration(seconds)}",
                )
        raise AssertionError  # the second answer ends it

    def _rules(self, visit: _Visit, address: WebAddress) -> RobotsRules:
        """Return the rules of an address' host."""
        rules = self._robots.get(address.origin)
        if rules is None:
            rules = self._robots[address.origin] = self._ask_rules(visit, address)
        return rules

    def _ask_rules(self, visit: _Visit, address: WebAddress) -> RobotsRules:
        robots_address = address._replace(target="/robots.txt")
        for _ in range(_ROBOTS_REDIRECTS + 1):
            answer = self._get(visit, robots_address, ROBOTS_LONGEST, is_cut=True)
            try:
                target = _redirect(visit.name, robots_address, answer)
            except FetchError:
                break
            if target is None:
                return rules_of_answer(answer.status, answer.data)
            robots_address = target
        return RobotsRules("")  # redirects that lead nowhere count as no robots.txt

    def _get(
        self, visit: _Visit, address: WebAddress, size: int, *, is_cut: bool = False
    ) -> Answer:
        """Return the answer to one request; its host is resolved and checked anew."""

        def resolve() -> Sequence[str]:
            try:
                return resolve_host(
                    address.host, address.port, private=visit.private, resolver=self._resolver
                )
            except FetchError as error:
                is_led_there = error.advice == ALLOW and self._private
                raise FetchError(
                    f"{visit.name}: {error.message}",
                    cause=error.cause,
                    advice="a public page may not lead there" if is_led_there else error.advice,
                ) from error

        start_time = time.monotonic()
        try:
            answer = get(
                Request(address, _HEADERS, visit.name, max(0.1, visit.seconds), size, is_cut),
                resolve,
            )
        finally:
            visit.seconds -= time.monotonic() - start_time
        visit.private = visit.private and bool(network_of(answer.ip))
        return answer


def _redirect(name: str, address: WebAddress, answer: Answer) -> WebAddress | None:
    """Return the address that a page redirects to; None if it does not.

    Raises:
        FetchError: If it is none that may be fetched.
    """
    location = answer.headers.get("location", "")
    if answer.status not in _MOVED or not location:
        return None
    with_accents = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        target = address.joined(with_accents)
    except AddressError as error:
        raise FetchError(f"{name}: its redirect leads to {error}") from error
    if address.scheme == "https" and target.scheme == "http":
        raise FetchError(
            f"{name}: its redirect leads to {_shown(target)}, which is not encrypted",
            advice="add that address if you trust it",
        )
    return target


def _page(name: str, address: WebAddress, answer: Answer, redirects: list[str]) -> FetchedPage:
    """Return the page of an answer.

    Raises:
        FetchError: If the server gave none.
    """
    if answer.status != HTTPStatus.OK:
        raise FetchError(f"{name}: {_status(answer.status)}", advice=_advice(answer.status))
    if not answer.data.strip():
        raise FetchError(f"{name}: the page is empty")
    content_type = answer.headers.get("content-type", "")
    message = Message()
    message["content-type"] = content_type
    return FetchedPage(
        str(address),
        answer.data,
        datetime.now(UTC),
        tuple(redirects),
        message.get_content_type() if "/" in content_type else "",
        str(message.get_content_charset() or ""),
    )


def _status(status: int) -> str:
    """Return a status in words."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server answers with the unknown status {status}"


def _advice(status: int) -> str:
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return "check the address"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return "try again later"
    return "if a browser shows it, save the page there"


def _retry_after(answer: Answer) -> float | None:
    """Return the seconds after which a busy server asks to try again; None if it does not ask."""
    if answer.status not in _BUSY:
        return None
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        retry_time = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    retry_time = retry_time if retry_time.tzinfo else retry_time.replace(tzinfo=UTC)
    return max(0.0, (retry_time - datetime.now(UTC)).total_seconds())


def _shown(address: WebAddress) -> str:
    return clean_line(str(address), SHOWN)
