"""What a hostile site, or whoever answers for its name, can't do to those who fetch its pages."""

from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3.connection import HTTPConnection

from tests.support.web_server import Reply, Site, served
from tui.fetching import exchange
from tui.fetching.fetched_page import FetchError
from tui.fetching.page_fetcher import PageFetcher
from tui.fetching.request_rate import RequestRate
from tui.fetching.web_address import WebAddress
from tui.text.sanitization import clean

pytestmark = pytest.mark.slow

PUBLIC, INSIDE = "93.184.216.34", "10.0.0.7"


class Network:
    """A network in which one site on loopback stands at any IP address, and a log of the ways."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = site
        self.connected: list[str] = []
        self.resolved: dict[str, list[str]] = {}
        """For each name the addresses that it resolves to, one after the other; the last stays."""
        monkeypatch.setattr(exchange, "_connection", self._connection)

    def _connection(self, address: WebAddress, ip: str, seconds: float) -> HTTPConnection:
        del address
        self.connected.append(ip)
        return HTTPConnection(
            "127.0.0.1", int(self.site.origin.rpartition(":")[2]), timeout=seconds
        )

    def resolve(self, host: str, _: int) -> Sequence[str]:
        addresses = self.resolved.get(host, [host])
        return [addresses.pop(0)] if len(addresses) > 1 else list(addresses)

    def fetch(self, address: str, *, private: bool = False) -> bytes:
        fetcher = PageFetcher(lambda _: None, private=private, resolver=self.resolve)
        return fetcher.fetch(WebAddress.parse(address)).data


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    with served() as site:
        yield Network(site, monkeypatch)


def test_a_name_that_resolves_to_another_address_later_is_checked_each_time(
    network: Network,
) -> None:
    network.site.add("/a", "<p>words")
    # The first address is for robots.txt, the second for the page.
    network.resolved["rebinding.example"] = [PUBLIC, "127.0.0.1"]
    with pytest.raises(FetchError, match=r"rebinding\.example \(127\.0\.0\.1\)"):
        network.fetch("http://rebinding.example/a")
    assert network.connected == [PUBLIC]
    assert network.site.requests == ["/robots.txt"]


def test_the_connection_goes_to_the_address_that_was_checked(network: Network) -> None:
    network.site.add("/a", "<p>words")
    network.resolved["courier.example"] = [PUBLIC]
    assert network.fetch("http://courier.example/a") == b"<p>words"
    assert network.connected == [PUBLIC, PUBLIC]
    assert network.site.headers[-1]["host"] == "courier.example"


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("page", ["/a", "/robots.txt"])
def test_a_public_page_leads_to_no_private_address_even_where_these_are_allowed(
    network: Network, page: str, *, private: bool
) -> None:
    network.resolved["courier.example"] = [PUBLIC]
    network.site.redirect(page, f"http://{INSIDE}/secret")
    network.site.add("/secret", "<p>secret")
    with pytest.raises(FetchError, match=rf"{INSIDE} is an address of a private") as raised:
        network.fetch("http://courier.example/a", private=private)
    assert raised.value.advice == (
        "a public page may not lead there" if private else "use --private if you trust it"
    )
    assert set(network.connected) == {PUBLIC}


def test_a_public_page_that_leads_to_an_unknown_name_is_told_as_such(network: Network) -> None:
    network.resolved = {"courier.example": [PUBLIC], "nowhere.example": []}
    network.site.redirect("/a", "http://nowhere.example/")
    with pytest.raises(FetchError, match=r"nowhere\.example has no IP address"):
        network.fetch("http://courier.example/a", private=True)


def test_a_private_page_may_lead_to_another_one_where_these_are_allowed(network: Network) -> None:
    network.site.redirect("/a", f"http://{INSIDE}/b")
    network.site.add("/b", "<p>words")
    assert network.fetch("http://192.168.1.1/a", private=True) == b"<p>words"
    assert network.connected[-1] == INSIDE


def test_a_proxy_of_the_environment_is_not_asked(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{INSIDE}:3128")
    network.resolved["courier.example"] = [PUBLIC]
    network.site.add("/a", "<p>words")
    assert network.fetch("http://courier.example/a")
    assert set(network.connected) == {PUBLIC}


@given(data=st.binary(max_size=200), has_status=st.booleans())
def test_whatever_a_server_sends_is_a_page_or_an_error_that_may_be_shown(
    data: bytes, *, has_status: bool
) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" * has_status + data)

    with served() as site:
        site.replies["/a"] = answer
        fetcher = PageFetcher(lambda _: None, private=True, seconds=10.0)
        try:
            page = fetcher.fetch(WebAddress.parse(f"{site.origin}/a"))
        except FetchError as error:
            said = str(error)
        else:
            said = page.address
        assert clean(said)[0] == said
        assert said.startswith(site.origin)


@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60))
def test_wherever_a_redirect_leads_it_is_refused_or_checked(location: str) -> None:
    with served() as site:
        site.replies["/a"] = Reply(status=302, headers={"Location": location})
        told: list[str] = []
        own = site.origin.removeprefix("http://").partition(":")[0]
        fetcher = PageFetcher(
            told.append,
            private=True,
            resolver=lambda host, _: [own] if host == own else [],
            rate=RequestRate(told.append, sleep=lambda _: None),
        )
        with pytest.raises(FetchError) as raised:
            fetcher.fetch(WebAddress.parse(f"{site.origin}/a"))
        for said in (*told, str(raised.value)):
            assert clean(said)[0] == said
