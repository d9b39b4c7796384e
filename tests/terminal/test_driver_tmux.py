"""With a real tmux between, both drivers show the same, also after another client attached."""

import time

import pytest

from tests.support.emulator import Emulator, first_difference
from tests.support.pty_session import LIMIT, Session, panes
from tests.support.tmux import Tmux


@pytest.mark.slow
def test_tmux_shows_the_same_from_both_drivers(tmux: Tmux) -> None:
    with (
        tmux.start("plain", panes("plain", "simple")) as plain,
        tmux.start("thrifty", panes("economical", "simple")) as thrifty,
    ):
        both = [plain, thrifty]
        done = 0
        for keys in ("", "jj", " ", "kkk", "w", "jjj", "k", " ", "w"):
            done += len(keys)
            for session in both:
                if keys:
                    session.press(keys)
            for session in both:
                session.until_text(f"state {done}")
            end = time.monotonic() + LIMIT
            while difference := first_difference(thrifty.emulator, plain.emulator):
                assert time.monotonic() < end, f"after {keys!r}, {difference}"
                for session in both:
                    session.pump(0.05)


def test_another_client_of_another_size_sees_the_whole_screen(tmux: Tmux) -> None:
    with tmux.start("one", panes("economical")) as first:
        first.until_text("state 0")
        first.press("jj")
        first.until_text("state 2 ")
        tmux("detach-client", "-s", "one")
        first.ended()
    with Session([*tmux.base, "attach", "-t", "one"], size=(110, 30)) as second:
        second.until_text("state 2 ")
        second.press("j")
        second.until_text("state 3 Size(width=110")
        second.until_text("Source 0")
        second.until_text("● 記事 20")


def test_emoji_that_tmux_draws_wider_do_not_move_what_follows(tmux: Tmux) -> None:
    with tmux.start("thrifty", panes("economical")) as session:
        session.until_text("Source 0")
        session.until(lambda: is_straight(session.emulator))
        session.press("w")
        session.until_text("state 1 ")
        session.press("w")
        session.until_text("state 2 ")
        session.until(lambda: is_straight(session.emulator))


def is_straight(screen: Emulator) -> bool:
    """Whether the border of the panel at the right stands in the last column of each row."""
    return {row[-1].data for row in screen.cells()[1:22]} == {"│"}
