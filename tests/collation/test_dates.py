from datetime import date

import pytest

from tui.collation.values.dates import differ, find_dates, find_orders, say_same

SUNDAY = date(2024, 4, 28)


def only(text: str, written: date | None = None):
    (found,) = find_dates(text, written)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("on Friday", "on Thursday"),
        ("on April 26", "on April 27"),
        ("on 26 April", "on 26 May"),
        ("in June", "in July"),
        ("in 2012", "in 2013"),
        ("Sept. 11, 2012", "Sept. 11, 2011"),
        ("at 7:16 p.m.", "at 7:16 a.m."),
        ("at 9.30am", "at 10am"),
        ("at noon", "at midnight"),
        ("on Monday morning", "on Monday night"),
        ("2024-04-26", "April 25, 2024"),
        ("the late 1920s", "in 1931"),
        ("at half past nine", "at 9:45"),
        ("shortly after 9 p.m.", "at 10:30 p.m."),
        ("at 4:20 in the afternoon", "at 4:20 a.m."),
    ],
)
def test_days_and_times_that_differ(one, other):
    assert differ(only(one), only(other))
    assert differ(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("on April 26", "on 26 April"),
        ("on Friday (April 26", "on Friday"),
        ("Sept. 11", "September 11, 2012"),
        ("last November", "in November"),
        ("at 12 p.m.", "at noon"),
        ("at 19:16", "at 7:16 p.m."),
        ("2024-04-26", "April 26, 2024"),
        ("the late 1920s", "in 1928"),
        ("at half past nine", "at 9:30 p.m."),
        ("at a quarter to six", "at 5:45 a.m."),
        ("at six o'clock", "at 6 p.m."),
        ("shortly before 3 p.m.", "at 2:55 p.m."),
        ("at 4:20 in the afternoon", "at 16:20"),
    ],
)
def test_days_and_times_that_are_the_same(one, other):
    assert say_same(only(one), only(other))


def test_a_weekday_and_a_day_of_the_month_are_compared_if_the_day_of_writing_is_known():
    weekday, day, other = "on Friday", "on April 26", "on April 25"
    assert not differ(only(weekday), only(day))
    assert not say_same(only(weekday), only(day))
    assert say_same(only(weekday, SUNDAY), only(day))
    assert differ(only(weekday, SUNDAY), only(other))
    assert say_same(only("yesterday", SUNDAY), only("on Saturday"))


@pytest.mark.parametrize(
    ("relative", "same", "other"),
    [
        ("two days ago", "on April 26", "on April 25"),
        ("two days ago", "on Friday", "on Saturday"),
        ("a week ago", "on April 20", "on April 10"),
        ("last month", "on March 3", "on April 3"),
        ("this year", "on April 3, 2024", "on April 3, 2023"),
        ("next week", "on May 2", "on May 20"),
    ],
)
def test_what_is_relative_to_the_day_of_writing_is_a_range_of_days(relative, same, other):
    one = only(relative, SUNDAY)
    assert say_same(one, only(same, SUNDAY))
    assert differ(one, only(other, SUNDAY))


@pytest.mark.parametrize("text", ["two days ago", "last month"])
def test_it_is_no_date_without_a_day_of_writing(text):
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "text", ["Theresa May spoke", "they may march", "1,998 people", "a sun hat"]
)
def test_takes_no_other_word_for_a_date(text):
    assert find_dates(text) == ()


def test_tells_what_was_before_what():
    before, after = (find_orders(t) for t in ("a week before the vote", "hours after the vote"))
    assert [o.after for o in before] == [False]
    assert [o.after for o in after] == [True]
