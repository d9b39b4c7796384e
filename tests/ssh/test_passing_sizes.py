"""A size that passes before the reader notices leaves no hole in the screen."""

from tests.terminal.test_driver_session import Session, panes


def test_a_terminal_that_was_small_for_a_moment_shows_the_whole_screen() -> None:
    with Session(panes("economical"), size=(100, 30)) as session:
        session.until_text("state 0")
        session.until_quiet()
        before = session.emulator.cells()
        for pause in (0, 1, 2, 3, 5, 8, 12, 20):
            session.resize(33, 9)
            session.pump(pause / 1000)
            session.resize(100, 30)
            session.until_quiet(0.5)
            assert session.emulator.cells() == before, f"after {pause} ms"
