"""When a link counts as slow."""

import pytest

from tui.terminal.transport.link_speed import LinkSpeed


def judged(link: LinkSpeed, *frames: tuple[float, float | None]) -> list[bool]:
    """What is thought of the link after each of these: a time, and what a frame takes then."""
    found = []
    for now, frame_time in frames:
        link.config(frame_time, now)
        found.append(link.is_slow)
    return found


def test_frames_that_take_long_make_a_link_slow() -> None:
    assert judged(LinkSpeed(), (0, None), (1, 0.1), (2, 0.29), (3, 0.31)) == [
        False,
        False,
        False,
        True,
    ]


def test_a_slow_link_is_quick_again_after_a_while_and_with_a_margin() -> None:
    frames = (100, 0.5), (101, 0.1), (119, 0.1), (120, 0.25), (121, 0.1), (122, 0.25)
    assert judged(LinkSpeed(), *frames) == [True, True, True, True, False, False]


def test_what_is_not_known_changes_nothing() -> None:
    assert judged(LinkSpeed(), (0, 0.5), (60, None), (61, 0.1)) == [True, True, False]


@pytest.mark.parametrize(("choice", "slow"), [("slow", True), ("quick", False)])
def test_a_choice_is_not_measured_away(choice: str, slow: bool) -> None:  # noqa: FBT001
    assert judged(LinkSpeed(choice), (0, None), (60, 0.9), (120, 0.01)) == [slow] * 3


def test_any_other_choice_is_none() -> None:
    assert judged(LinkSpeed("fast"), (0, 0.5), (60, 0.1)) == [True, False]


def test_frames_stay_apart_only_on_a_link_that_cannot_be_measured() -> None:
    assert (
        LinkSpeed().frames_apart(measured=True)
        == LinkSpeed("slow").frames_apart(measured=True)
        == 0
    )
    apart = [LinkSpeed(choice).frames_apart(measured=False) for choice in ("quick", "", "slow")]
    assert apart[0] == 0 < apart[1] < apart[2]
