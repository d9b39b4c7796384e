"""Positions and history: where reading goes on, and the way back."""

from pathlib import Path

from tests.support.controllers import read, workspace_on
from tests.support.corpora import ALONE, STORM, written
from tui.screens.base.navigation_history import NavigationEntry, NavigationHistory
from tui.screens.documents.position_tracker import PositionTracker


async def test_a_position_is_kept_for_the_next_time(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", a=STORM, b=ALONE)
    async with workspace_on(tmp_path, corpus) as workspace:
        a, b = read(workspace).values()
        positions = PositionTracker(workspace)
        positions.move(a, 9, at_end=False)
        positions.move(b, 4, at_end=True)
        positions.keep(a.id)
        assert not positions.of(a.id).read
        assert positions.of(b.id).read
    async with workspace_on(tmp_path, corpus) as workspace:
        a, b = read(workspace).values()
        again = PositionTracker(workspace)
        for corpus_file in (a, b):
            again.take(corpus_file, workspace.reading_position(corpus_file))
        assert again.of(a.id).offset == 9
        assert again.of(b.id).read
        last = max((a, b), key=lambda corpus_file: again.of(corpus_file.id).changed)
        assert last.id == a.id


async def test_a_position_moves_with_the_text(tmp_path: Path) -> None:
    async with workspace_on(tmp_path, written(tmp_path / "corpus", a=STORM)) as workspace:
        (a,) = read(workspace).values()
        positions = PositionTracker(workspace)
        positions.move(a, 9, at_end=False)
        positions.carry(a, lambda offset: offset + 100)
        assert positions.of(a.id).offset == 109


def test_the_way_back_ends_where_it_began() -> None:
    history = NavigationHistory()
    history.leave(NavigationEntry("a", 3, "b"))
    history.leave(NavigationEntry("b", 5))
    history.carry("a", lambda offset: offset + 1)
    assert history.back() == NavigationEntry("b", 5)
    assert history.back() == NavigationEntry("a", 4, "b")
    assert history.back() is None
