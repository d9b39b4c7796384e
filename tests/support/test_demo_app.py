"""The demo app runs."""

from tests.support.demo_app import Pane, Panes


async def test_the_app_the_drivers_are_compared_on_runs() -> None:
    async with Panes().run_test(size=(90, 24)) as pilot:
        await pilot.press("j", "j")
        assert pilot.app.query_one(Pane).scroll_y == 2
