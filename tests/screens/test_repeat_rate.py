"""Work that takes long is not repeated at once; short work is."""

from tui.screens.base.repeat_rate import RepeatRate


def test_the_pause_grows_with_the_time_that_the_work_takes() -> None:
    now = [100.0]
    rate = RepeatRate(lambda: now[0])
    assert rate.is_due
    with rate.measure():
        now[0] += 0.005
    assert rate.is_due
    with rate.measure():
        now[0] += 0.5
    assert not rate.is_due
    assert 1.9 < rate.pause < 2.1
    now[0] += 2.5
    assert rate.is_due
