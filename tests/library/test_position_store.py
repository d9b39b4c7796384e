"""Where one stopped is kept for every file there may be."""

from pathlib import Path

from tui.reading_state.position_store import ReadingPositions
from tui.reading_state.reading_position import ReadingPosition


def test_a_path_that_is_no_text_keeps_its_place(tmp_path: Path) -> None:
    places = ReadingPositions(tmp_path / "places.sqlite")
    places.save("/corpus/caf\udce9.txt", "d1", ReadingPosition(12, read=True))
    assert places.of("/corpus/caf\udce9.txt", "") == ReadingPosition(12, read=True)
    assert places.of("/corpus/café.txt", "") is None
    places.close()


def test_a_renamed_file_is_known_by_its_content(tmp_path: Path) -> None:
    places = ReadingPositions(tmp_path / "places.sqlite")
    places.save("/a.txt", "d1", ReadingPosition(7))
    assert places.of("/b.txt", "d1") == ReadingPosition(7)
    places.close()


def test_standard_input_is_known_by_its_content_alone(tmp_path: Path) -> None:
    places = ReadingPositions(tmp_path / "places.sqlite")
    places.save("-", "d1", ReadingPosition(7))
    assert places.of("-", "d1") == ReadingPosition(7)
    assert places.of("-", "d2") is None
    assert places.of("/saved.txt", "d1") == ReadingPosition(7)
    places.close()


def test_a_bookmark_tells_when_it_was_kept(tmp_path: Path) -> None:
    places = ReadingPositions(tmp_path / "places.sqlite")
    places.save("/a.txt", "d1", ReadingPosition(7))
    places.save("/b.txt", "d2", ReadingPosition(8))
    earlier, later = places.of("/a.txt", ""), places.of("/b.txt", "")
    assert earlier is not None
    assert later is not None
    assert 0 < earlier.changed <= later.changed
    places.close()
