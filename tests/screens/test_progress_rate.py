"""Long work tells how much is done, how fast it goes, and how long it still takes."""

import pytest

from tui.screens.base.progress_rate import ProgressRate


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("passed", "done", "whole", "words"),
    [
        (0.5, 100, 10_000, "100/10,000"),
        (3.5, 3_150, 10_050, "3,150/10,050 · 900/s · 8 s left"),
        (10, 5, 100, "5/100 · 30/min · 3 min left"),
        (4, 4_000, 0, "4,000 · 1,000/s"),
        (4, 0, 10, "0/10"),
        (4, 10, 10, "10/10 · 2/s"),
        (4, 39_999, 40_000, "39,999/40,000 · 10,000/s · 1 s left"),
    ],
)
def test_the_progress_in_words(passed: float, done: int, whole: int, words: str) -> None:
    clock = Clock()
    rate = ProgressRate(clock)
    clock.now += passed
    assert rate.describe(done, whole) == words


def test_what_was_done_before_does_not_count_for_the_rate() -> None:
    clock = Clock()
    rate = ProgressRate(clock)
    clock.now += 50
    rate.start(9_000)
    clock.now += 4
    assert rate.describe(9_400, 10_000) == "9,400/10,000 · 100/s · 6 s left"
