"""The fetching of pages from a server on loopback: redirects, limits, robots.txt, pauses."""

import gzip
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from threading import Event

import pytest

from tests.support.web_server import Reply, Site, served
from tui.fetching.fetched_page import FetchedPage, FetchError
from tui.fetching.page_fetcher import PageFetcher
from tui.fetching.request_rate import RequestRate
from tui.fetching.web_address import WebAddress


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        yield one


class Fetching:
    """A fetcher whose clock goes on by its pauses alone, and what it told."""

    def __init__(self, *, private: bool = True, seconds: float = 60.0, largest: int = 1 << 20):
        self.told: list[str] = []
        self.slept: list[float] = []
        rate = RequestRate(self.told.append, lambda: 1_000.0 + sum(self.slept), self.slept.append)
        self.fetcher = PageFetcher(
            self.told.append, private=private, rate=rate, seconds=seconds, largest=largest
        )

    def __call__(self, address: str) -> FetchedPage:
        return self.fetcher.fetch(WebAddress.parse(address))

    def problem(self, address: str) -> str:
        with pytest.raises(FetchError) as raised:
            self(address)
        return str(raised.value)


def test_a_page_is_kept_as_it_came_with_its_type(site: Site) -> None:
    before = datetime.now(UTC)
    address = site.add("/a", b"<p>caf\xe9", "text/html; charset=ISO-8859-1")
    page = Fetching()(address)
    assert page.data == b"<p>caf\xe9"
    assert (page.address, page.redirects) == (address, ())
    assert (page.media_type, page.charset) == ("text/html", "iso-8859-1")
    assert before <= page.fetched <= datetime.now(UTC)
    assert site.requests == ["/robots.txt", "/a"]


def test_a_server_learns_the_program_and_nothing_of_the_user(site: Site) -> None:
    Fetching()(site.add("/a", "<p>words"))
    for headers in site.headers:
        assert headers["user-agent"].startswith("variorum/")
        assert headers["host"] == site.origin.removeprefix("http://")
        assert headers.keys() <= {
            "user-agent", "host", "accept", "accept-encoding", "connection",
        }  # fmt: skip


def test_redirects_are_followed_told_and_remembered(site: Site) -> None:
    first = site.redirect("/old", "/older?x=1", 301)
    second = site.redirect("/older?x=1", "b%20c", 308)
    last = site.add("/b%20c", "<p>words")
    fetch = Fetching()
    page = fetch(first)
    assert page.address == last
    assert page.redirects == (first, second)
    assert fetch.told == [f"{first} → {second}", f"{second} → {last}"]
    assert site.requests.count("/robots.txt") == 1


@pytest.mark.parametrize("target", ["/a", "/a?1"])
def test_redirects_without_end_are_an_error(site: Site, target: str) -> None:
    def further(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        number = int(handler.path.partition("?")[2] or "0")
        handler.send_header("Location", f"/a?{number + 1}" if "?" in target else "/a")
        handler.end_headers()

    for number in range(50):
        site.replies["/a" + (f"?{number}" if number else "")] = further
    assert "its redirects don't end" in Fetching().problem(f"{site.origin}/a")
    assert len(site.requests) < 20


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("file:///etc/passwd", "begins with https://"),
        ("ftp://courier.example/", "begins with https://"),
        ("http://ann:secret@courier.example/", "user name"),
        ("http://0.0.0.0/", "no single machine"),
    ],
)
def test_a_redirect_is_checked_as_an_address_is(site: Site, target: str, problem: str) -> None:
    said = Fetching().problem(site.redirect("/a", target))
    assert said.startswith(f"{site.origin}/a: ")
    assert problem in said
    assert "secret" not in said


def test_robots_of_the_host_decide_for_each_redirect(site: Site) -> None:
    with served() as other:
        other.add("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
        other.add("/closed", "<p>words")
        address = site.redirect("/a", f"{other.origin}/closed")
        assert "robots.txt of 127.0.0.1 forbids" in Fetching().problem(address)
        assert other.requests == ["/robots.txt"]


def test_a_page_that_robots_forbid_is_not_asked_for(site: Site) -> None:
    site.add("/robots.txt", "User-agent: variorum\nDisallow: /a", "text/plain")
    site.add("/a", "<p>words")
    assert "forbids programs to fetch it; save the page in a browser" in Fetching().problem(
        f"{site.origin}/a"
    )
    assert site.requests == ["/robots.txt"]


def test_robots_that_lie_elsewhere_are_followed_there(site: Site) -> None:
    site.redirect("/robots.txt", "/rules.txt")
    site.add("/rules.txt", "User-agent: *\nDisallow: /a", "text/plain")
    assert "forbids" in Fetching().problem(f"{site.origin}/a")


def test_where_robots_fail_nothing_is_fetched(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(status=503)
    site.add("/a", "<p>words")
    assert "robots.txt of 127.0.0.1 can't be read" in Fetching().problem(f"{site.origin}/a")
    assert "/a" not in site.requests


def test_two_pages_of_a_host_have_the_pause_between_them_that_it_asks_for(site: Site) -> None:
    site.add("/robots.txt", "User-agent: *\nCrawl-delay: 30", "text/plain")
    fetch = Fetching()
    fetch(site.add("/a", "<p>words"))
    assert fetch.slept == []
    fetch(site.add("/b", "<p>words"))
    assert fetch.slept == [30]
    assert fetch.told == ["waiting 30 s, as 127.0.0.1 asks"]


def test_two_pages_of_a_host_that_asks_for_no_pause_have_a_short_one(site: Site) -> None:
    fetch = Fetching()
    for path in ("/a", "/b"):
        fetch(site.add(path, "<p>words"))
    assert fetch.slept == [1]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says_so(site: Site, status: int) -> None:
    busy = [Reply(status=status, headers={"Retry-After": "7"}), Reply(b"<p>words")]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        site.replies["/a"] = busy.pop(0)
        site.requests.pop()
        site.answer(handler)
        site.replies["/a"] = answer

    site.replies["/a"] = answer
    fetch = Fetching()
    assert fetch(f"{site.origin}/a").data == b"<p>words"
    assert fetch.slept == [7]


def test_a_server_that_stays_busy_or_asks_for_too_long_is_told(site: Site) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(hours=3, minutes=1), usegmt=True)
    for path, after, told in (
        ("/a", "5", "in 5 s"),
        ("/b", "3600", "in 60 min"),
        ("/c", at, "3 h"),
    ):
        site.replies[path] = Reply(status=503, headers={"Retry-After": after})
        said = Fetching().problem(site.origin + path)
        assert "503 Service Unavailable; the server asks to try again" in said
        assert told in said
    assert [site.requests.count(path) for path in ("/a", "/b", "/c")] == [2, 1, 1]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "404 Not Found; check the address"),
        (403, "403 Forbidden; if a browser shows it"),
        (500, "500 Internal Server Error; try again later"),
        (799, "unknown status 799"),
        (301, "301 Moved Permanently"),
    ],
)
def test_a_server_without_the_page_is_told_with_its_status(
    site: Site, status: int, said: str
) -> None:
    site.replies["/a"] = Reply(b"<p>no page", status=status)
    assert said in Fetching().problem(f"{site.origin}/a")


def test_a_page_without_a_word_is_an_error(site: Site) -> None:
    assert "the page is empty" in Fetching().problem(site.add("/a", b" \n"))


def test_a_page_that_is_too_large_is_refused_by_what_is_stated_and_by_what_comes(
    site: Site,
) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65_536)

    site.replies["/endless"] = endless
    site.add("/large", b"x" * ((1 << 20) + 1))
    site.replies["/liar"] = Reply(b"x", headers={"Content-Length": "9" * 30})
    for path in ("/endless", "/large", "/liar"):
        assert "larger than 1 MB; it is not fetched" in Fetching().problem(site.origin + path)
    assert Fetching()(site.add("/fits", b"x" * (1 << 20))).data


def test_a_page_that_is_small_only_while_it_is_packed_is_refused(site: Site) -> None:
    bomb = gzip.compress(gzip.compress(bytes(40 << 20), 9), 9)
    assert len(bomb) < 10_000
    site.replies["/a"] = Reply(bomb, headers={"Content-Encoding": "gzip, gzip"})
    assert "larger than 1 MB" in Fetching().problem(f"{site.origin}/a")
    packed = Reply(gzip.compress(b"<p>words"), headers={"Content-Encoding": "gzip"})
    site.replies["/b"] = packed
    assert Fetching()(f"{site.origin}/b").data == b"<p>words"


@pytest.mark.slow
@pytest.mark.parametrize("part", ["status", "headers", "body"])
def test_a_server_that_gives_byte_by_byte_is_not_waited_for(site: Site, part: str) -> None:
    ended = Event()

    def dribble(handler: BaseHTTPRequestHandler) -> None:
        if part != "status":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        if part == "body":
            handler.wfile.write(b"b\r\n\r\n<p>")
        while not ended.wait(0.02):
            handler.wfile.write(b"x")

    site.replies["/robots.txt"] = Reply(status=404)
    site.replies["/a"] = dribble
    try:
        said = Fetching(seconds=1.0).problem(f"{site.origin}/a")
    finally:
        ended.set()
    assert "no whole answer within 1 s; try again later" in said


def test_an_answer_that_breaks_off_or_is_none_is_told(site: Site) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>half")

    site.replies["/a"] = broken
    site.replies["/b"] = lambda handler: handler.wfile.write(b"\x00\xff\r\n" * 9) and None
    site.replies["/c"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    for path in ("/a", "/b", "/c"):
        assert "the answer broke off or is damaged" in Fetching().problem(site.origin + path)


def test_a_host_that_accepts_no_connection_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens there
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/a"
        assert f"{address}: no connection: " in Fetching().problem(address)
