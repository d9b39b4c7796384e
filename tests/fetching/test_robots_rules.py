"""robots.txt: what it forbids, how long it asks to wait, and what holds where it is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.fetching.robots_rules import LONGEST, rules_of_answer

RULES = b"""
User-agent: *
Disallow: /private
Allow: /private/notice
Disallow: /*.pdf$
Crawl-delay: 3

User-agent: greedy
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "is_allowed"),
    [
        ("/", True),
        ("/news", True),
        ("/private/a", False),
        ("/private/notice", True),
        ("/files/a.pdf", False),
        ("/files/a.pdf?x", True),
    ],
)
def test_the_longest_rule_that_matches_holds(path: str, *, is_allowed: bool) -> None:
    rules = rules_of_answer(200, RULES)
    assert rules.allows(f"https://courier.example{path}") is is_allowed


def test_rules_for_this_program_come_before_those_for_all() -> None:
    rules = rules_of_answer(200, RULES + b"\nUser-agent: Variorum\nDisallow: /news\n")
    assert not rules.allows("https://courier.example/news")
    assert rules.allows("https://courier.example/private/a")
    assert rules.pause == 0


def test_pauses_are_those_that_it_asks_for() -> None:
    assert rules_of_answer(200, RULES).pause == 3
    assert rules_of_answer(200, b"User-agent: *\nRequest-rate: 1/10\n").pause == 10
    assert rules_of_answer(200, b"User-agent: *\nCrawl-delay: -4\n").pause == 0


@pytest.mark.parametrize(
    ("status", "is_allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)]
)
def test_without_rules_all_is_allowed_and_where_the_server_fails_nothing_is(
    status: int, *, is_allowed: bool
) -> None:
    rules = rules_of_answer(status, b"")
    assert rules.allows("https://courier.example/") is is_allowed
    assert rules.is_closed is not is_allowed


@given(st.binary(max_size=300))
def test_damaged_rules_are_no_error(data: bytes) -> None:
    for one in (data, b"User-agent: *\nDisallow: /" + data, b"User-agent: *\nCrawl-delay: " + data):
        rules = rules_of_answer(200, one)
        rules.allows("https://courier.example/news")
        assert rules.pause >= 0


def test_rules_of_any_size_are_read_up_to_a_bound() -> None:
    far = b"User-agent: *\n" + b"#" * LONGEST + b"\nDisallow: /\n"
    assert rules_of_answer(200, far).allows("https://courier.example/news")
    rows = b"User-agent: *\n" + b"Disallow: /*a*b*c*d*e*f*g*h*i*j*k*l$\n" * 10_000
    assert rules_of_answer(200, rows).allows("https://courier.example/" + "abcdefghijk" * 150)
