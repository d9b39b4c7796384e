"""The panes fit the screen: side by side, sources below, or one at a time; hidden and resized."""

from pathlib import Path

import pytest

from tests.support.reader import Reader, reading


@pytest.mark.slow
async def test_a_wide_screen_has_three_panes_side_by_side(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(120, 40)) as reader:
        documents, text, sources = (pane.region for pane in reader.three_panes)
        assert documents.right <= text.x < text.right <= sources.x
        assert documents.y == text.y == sources.y


@pytest.mark.slow
async def test_a_middling_screen_has_the_sources_below(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(100, 30)) as reader:
        documents, text, sources = (pane.region for pane in reader.three_panes)
        assert documents.right <= text.x
        assert text.x == sources.x
        assert text.bottom <= sources.y


@pytest.mark.slow
async def test_a_huge_screen_gives_the_text_its_column_and_the_rest_to_the_sources(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, size=(200, 55)) as reader:
        documents, text, sources = (pane.region for pane in reader.three_panes)
        assert documents.right <= text.x < text.right <= sources.x
        assert text.width == 82
        assert sources.width >= 60
        assert sources.right == 200


@pytest.mark.slow
@pytest.mark.parametrize("width", [200, 240])
async def test_cards_that_do_not_fit_stand_in_two_columns_where_there_is_room(
    tmp_path: Path, width: int
) -> None:
    async with reading(tmp_path, size=(width, 12)) as reader:
        await reader.press("]")
        heads = [row for row in reader.rows(reader.panes.sources) if row.count(" · ") > 2]
        assert heads
        shown = [row for row in heads if row.lstrip("┃ ")[:1].isalpha()]
        assert any(row.count("sure") == 2 for row in shown)


@pytest.mark.slow
async def test_where_there_is_no_room_for_the_list_the_reader_begins_at_full_width(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, size=(90, 28)) as reader:
        documents, text, sources = (pane.region for pane in reader.three_panes)
        assert not documents.area
        assert text.width == sources.width == 90
        await reader.pilot.resize_terminal(120, 28)
        await reader.until(lambda: bool(reader.panes.documents.region.area))
        await reader.pilot.resize_terminal(90, 28)
        await reader.until(lambda: not reader.panes.documents.region.area)
        await reader.press("1")
        await reader.until(lambda: bool(reader.panes.documents.region.area))
        assert reader.panes.documents.has_focus


@pytest.mark.slow
async def test_a_narrow_screen_has_a_line_of_the_sources(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(60, 20)) as reader:
        await reader.press("]")
        strip = reader.panes.strip
        assert strip.region.height == 1
        assert strip.render().plain.lstrip().startswith("4/4 · ")
        siglum = strip.render().plain.split(" · ")[1][:2]
        assert siglum in {"B:", "C:", "D:", "E:"}
        await reader.press("3")
        assert not strip.region.area


@pytest.mark.slow
async def test_the_line_of_the_sources_says_that_they_are_pinned(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(60, 20)) as reader:
        await reader.press("]", "p")
        await reader.until(
            lambda: reader.panes.strip.render().plain.lstrip().startswith("pinned · 4/4 · ")
        )
        await reader.press("p")
        await reader.until(lambda: "pinned" not in reader.panes.strip.render().plain)


@pytest.mark.slow
async def test_a_narrow_screen_has_one_pane_and_keys_to_change(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(60, 20)) as reader:
        for key, pane in zip("132", [0, 2, 1], strict=True):
            await reader.press(key)
            shown = [one for one in reader.three_panes if one.region.area]
            assert shown == [reader.three_panes[pane]]
            assert shown[0].region.width == 60


@pytest.mark.slow
async def test_tab_goes_round_the_panes(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        seen = []
        for _ in range(3):
            await reader.press("tab")
            seen.append(next(pane.id for pane in reader.three_panes if pane.has_focus))
        assert seen == ["sources", "documents", "reader"]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "pane"), [("1", "documents"), ("3", "sources")])
async def test_a_side_pane_is_hidden_by_its_own_key_and_comes_back(
    tmp_path: Path, key: str, pane: str
) -> None:
    async with reading(tmp_path) as reader:
        await reader.press(key)
        assert reader.panes.query_exactly_one(f"#{pane}").has_focus
        before = reader.panes.reader.size.width
        await reader.press(key)
        assert not reader.panes.query_exactly_one(f"#{pane}").region.area
        assert reader.panes.reader.has_focus
        assert reader.panes.reader.size.width > before
        await reader.press(key)
        assert reader.panes.query_exactly_one(f"#{pane}").has_focus


@pytest.mark.slow
async def test_full_width_puts_the_sources_below_and_goes_again(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("z")
        assert reader.panes.reader.size.width == 120
        assert reader.panes.sources.region.y >= reader.panes.reader.region.bottom
        assert not reader.panes.documents.region.area
        await reader.press("z")
        assert reader.panes.reader.size.width < 80


@pytest.mark.slow
async def test_side_panes_grow_and_shrink_by_keys(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        before = reader.panes.sources.outer_size.width
        await reader.press(">")
        assert reader.panes.sources.outer_size.width == before + 4
        await reader.press("<", "<")
        assert reader.panes.sources.outer_size.width == before - 4
        documents = reader.panes.documents.outer_size.width
        await reader.press("1", ">")
        assert reader.panes.documents.outer_size.width == documents + 4


async def drag(reader: Reader, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the button at a cell, move to another one, and let go."""
    await reader.pilot.mouse_down(offset=start)
    await reader.pilot.hover(offset=((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    await reader.pilot.hover(offset=end)
    await reader.pilot.mouse_up(offset=end)


@pytest.mark.slow
async def test_the_mouse_drags_the_edges_of_side_panes(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        opened = reader.article
        edge = reader.panes.documents.region.right - 1
        await drag(reader, (edge, 3), (edge + 7, 3))
        assert reader.panes.documents.region.right - 1 == edge + 7
        edge = reader.panes.sources.region.x
        await drag(reader, (edge, 9), (edge - 6, 9))
        assert reader.panes.sources.region.x == edge - 6
        assert reader.panes.sources.region.right == 120
        assert reader.article == opened  # none was clicked on
        await reader.press("1", "<")
        assert reader.panes.documents.region.right - 1 == 30  # < and > go on from there


@pytest.mark.slow
async def test_the_mouse_drags_the_title_of_sources_that_lie_below(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(90, 30)) as reader:
        edge = reader.panes.sources.region.y
        await drag(reader, (40, edge), (40, edge - 5))
        assert reader.panes.sources.region.y == edge - 5
        await drag(reader, (40, edge - 5), (40, 0))  # the reader keeps some lines
        assert reader.panes.reader.size.height > 0


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 40), (200, 55), (100, 24)])
async def test_the_reader_is_left_room_whatever_size_is_chosen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, size=size) as reader:
        await reader.press("1", *[">"] * 20, "2", *[">"] * 20)
        text, sources = reader.panes.reader.region, reader.panes.sources.region
        assert text.width >= 30
        assert text.height >= 5
        assert sources.right <= size[0]
        assert sources.bottom <= size[1]
        await reader.press(*["<"] * 5)
        assert reader.panes.sources.region.right == size[0]


@pytest.mark.slow
async def test_a_size_chosen_side_by_side_does_not_spoil_another_arrangement(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path) as reader:
        await reader.press(">", ">")
        await reader.pilot.resize_terminal(90, 30)
        await reader.pilot.pause()
        assert reader.panes.sources.outer_size.width == reader.panes.reader.outer_size.width
        await reader.pilot.resize_terminal(60, 20)
        await reader.pilot.pause()
        assert reader.panes.reader.outer_size.width == 60


@pytest.mark.slow
async def test_the_text_column_is_centred_and_never_wider_than_76(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(160, 40)) as reader:
        await reader.press("z")
        gutter = " ▶┃█▅▂◆╭│╰├["
        rows = [row for row in reader.rows(reader.panes.reader) if row.strip(gutter)]
        left = min(len(row) - len(row.lstrip(gutter)) for row in rows)
        assert max(len(row) for row in rows) - left <= 76
        assert 40 <= left <= 46
