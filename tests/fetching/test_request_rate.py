"""Pauses between requests to one host, by a clock of the test's own."""

import pytest

from tui.fetching.fetched_page import FetchError
from tui.fetching.request_rate import LONGEST, RequestRate, duration


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def made() -> tuple[RequestRate, Clock, list[str]]:
    clock, told = Clock(), list[str]()
    return RequestRate(told.append, clock, clock.sleep), clock, told


def test_the_first_request_waits_for_nothing_and_the_next_for_what_is_left_of_the_pause() -> None:
    rate, clock, told = made()
    rate.wait("courier.example", 5)
    assert clock.slept == []
    clock.now += 2
    rate.wait("courier.example", 5)
    assert clock.slept == [3]
    assert told == ["waiting 3 s, as courier.example asks"]
    clock.now += 9
    rate.wait("courier.example", 5)
    assert clock.slept == [3]


def test_hosts_are_waited_for_apart() -> None:
    rate, clock, _ = made()
    rate.wait("courier.example", 5)
    rate.wait("bode.example", 5)
    assert clock.slept == []


def test_a_host_that_asks_for_time_gets_it() -> None:
    rate, clock, _ = made()
    rate.wait("courier.example", 0)
    rate.hold("courier.example", 20)
    rate.wait("courier.example", 0)
    assert clock.slept == [20]


@pytest.mark.parametrize("pause", [LONGEST + 1, 1e9, 1e308])
def test_a_pause_that_is_too_long_is_an_error_with_its_length(pause: float) -> None:
    rate, clock, _ = made()
    rate.wait("courier.example", pause)
    with pytest.raises(FetchError, match="asks for a pause of"):
        rate.wait("courier.example", pause)
    assert clock.slept == []


def test_durations_are_told_in_a_unit_that_fits() -> None:
    assert [duration(s) for s in (0.2, 90, 600, 9_000)] == ["1 s", "90 s", "10 min", "2 h"]
