"""https: a certificate that can't be verified, or is another host's, ends in an error."""

import ssl
from pathlib import Path

import pytest
import trustme

from tests.support.web_server import served
from tui.fetching.fetched_page import FetchError
from tui.fetching.page_fetcher import PageFetcher
from tui.fetching.web_address import WebAddress


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this process trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


def context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(made)
    return made


def fetcher() -> PageFetcher:
    return PageFetcher(lambda _: None, private=True, resolver=lambda *_: ["127.0.0.1"])


def test_a_page_comes_from_a_host_whose_certificate_is_verified(authority: trustme.CA) -> None:
    with served(context(authority, "courier.example"), "courier.example") as site:
        address = site.add("/a", "<p>words")
        assert fetcher().fetch(WebAddress.parse(address)).data == b"<p>words"
        assert site.headers[0]["host"] == site.origin.removeprefix("https://")


def test_a_certificate_of_another_host_is_refused(authority: trustme.CA) -> None:
    with served(context(authority, "bode.example"), "courier.example") as site:
        address = site.add("/a", "<p>words")
        with pytest.raises(FetchError, match=r"its certificate can't be verified.*mismatch"):
            fetcher().fetch(WebAddress.parse(address))
        assert site.requests == []


def test_a_certificate_of_an_unknown_authority_is_refused(authority: trustme.CA) -> None:
    assert authority.cert_pem
    with served(context(trustme.CA(), "courier.example"), "courier.example") as site:
        address = site.add("/a", "<p>words")
        with pytest.raises(FetchError, match="its certificate can't be verified"):
            fetcher().fetch(WebAddress.parse(address))
        assert site.requests == []


def test_a_redirect_does_not_lead_from_https_to_http(authority: trustme.CA) -> None:
    with (
        served() as plain,
        served(context(authority, "courier.example"), "courier.example") as site,
    ):
        address = site.redirect("/a", plain.add("/a", "<p>words"))
        with pytest.raises(FetchError, match="which is not encrypted"):
            fetcher().fetch(WebAddress.parse(address))
        assert plain.requests == []


def test_a_server_that_speaks_no_tls_is_told() -> None:
    with served() as plain:
        address = plain.add("/a", "<p>words").replace("http://", "https://")
        with pytest.raises(FetchError, match="no secure connection"):
            fetcher().fetch(WebAddress.parse(address))
