"""Addresses: those of pages are understood, all others are refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import USAGE
from tui.fetching.web_address import AddressError, WebAddress
from tui.text.sanitization import clean


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("https://Courier.Example/a?b=c#part", "https://courier.example/a?b=c"),
        ("http://courier.example", "http://courier.example/"),
        ("http://courier.example.:80/", "http://courier.example/"),
        ("https://courier.example:8443/ä", "https://courier.example:8443/%C3%A4"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("http://[2606:4700::1111]/x", "http://[2606:4700::1111]/x"),
        ("http://courier.example/../../x", "http://courier.example/x"),
    ],
)
def test_an_address_is_known_by_one_spelling(text: str, known: str) -> None:
    assert str(WebAddress.parse(text)) == known


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("courier.example/a", "begins with https://"),
        ("ftp://courier.example/a", "begins with https://"),
        ("file:///etc/passwd", "begins with https://"),
        ("javascript:alert(1)", "begins with https://"),
        ("https:///a", "begins with https://"),
        ("", "begins with https://"),
        ("http://ann:secret@courier.example/", "user name"),
        ("http://courier.example/a b", "no spaces"),
        ("http://courier.example/\x1b[31m", "no spaces and no control"),
        ("http://courier.example/\u202ea", "no spaces and no control"),
        ("http://courier.example:99999/", "no address"),
        ("http://[::1/", "no address"),
        ("https://courier.example/" + "a" * 2_000, "at most 2000"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(text: str, problem: str) -> None:
    with pytest.raises(AddressError, match=problem) as raised:
        WebAddress.parse(text)
    assert raised.value.code == USAGE
    assert str(raised.value).isprintable()
    assert "secret" not in str(raised.value)


def shown(text: str) -> str:
    """The address that a text is, or the error that says why it is none."""
    try:
        return str(WebAddress.parse(text))
    except AddressError as error:
        return f"{error}\n"


@given(st.text(max_size=60))
def test_any_text_is_an_address_in_one_spelling_or_an_error_that_may_be_shown(text: str) -> None:
    for one in (text, f"http://{text}", f"https://courier.example/{text}"):
        said = shown(one)
        assert clean(said)[0] == said
        if not said.endswith("\n"):
            assert said.isascii()
            assert " " not in said
            assert shown(said) == said


def test_a_redirect_is_understood_from_its_page() -> None:
    page = WebAddress.parse("https://courier.example/news/a?x=1")
    assert str(page.joined("/b c")) == "https://courier.example/b%20c"
    assert str(page.joined("b")) == "https://courier.example/news/b"
    assert str(page.joined("//bode.example/")) == "https://bode.example/"
    with pytest.raises(AddressError):
        page.joined("file:///etc/passwd")
