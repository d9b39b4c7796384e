"""The footer offers the keys of what has the keyboard now."""

from pathlib import Path

import pytest

from tests.support.corpora import STORM
from tests.support.reader import Reader, reading, written
from tui.screens.messages import StatusChanged
from tui.widgets.core.status_line import StatusLine


def footer(reader: Reader) -> str:
    return reader.screen.query_exactly_one(StatusLine).render().plain


@pytest.mark.slow
async def test_each_pane_has_its_own_keys(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        assert "a note" in footer(reader)
        await reader.press("1")
        assert "j/k choose" in footer(reader)
        assert "a note" not in footer(reader)
        await reader.press("3")
        assert "w why" in footer(reader)
        await reader.press("2")
        assert "a note" in footer(reader)


@pytest.mark.slow
async def test_the_editor_s_footer_has_no_key_of_the_reader(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("a")
        await reader.until(lambda: "Ctrl-S save" in footer(reader))
        assert "Esc leave" in footer(reader)
        assert not any(key in footer(reader) for key in ("q quit", "? help", "search", "] shared"))
        await reader.press("escape")
        await reader.until(lambda: "q quit" in footer(reader))


@pytest.mark.slow
async def test_while_tags_are_typed_the_footer_has_the_prompt_s_keys(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", a=STORM)]) as reader:
        await reader.press("t")
        await reader.until(lambda: any("Enter accept  Esc back" in r for r in reader.whole_screen))
        await reader.type("storm")
        await reader.press("enter")
        await reader.until(lambda: "q quit" in footer(reader))
        await reader.until(lambda: "storm" in reader.status)


async def test_while_a_search_is_typed_the_footer_has_the_prompt_s_keys_only(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", a=STORM)]) as reader:
        await reader.press("slash")
        await reader.until(lambda: "Enter accept  Esc back" in footer(reader))
        assert not any(key in footer(reader) for key in ("q quit", "? help", "a note"))
        await reader.type("storm")
        await reader.press("enter")
        await reader.until(lambda: "q quit" in footer(reader))
        assert "Esc back" not in footer(reader)


@pytest.mark.slow
@pytest.mark.parametrize("width", [40, 60, 80, 160])
async def test_help_and_quit_are_always_there_and_the_rest_is_cut_from_the_right(
    tmp_path: Path, width: int
) -> None:
    async with reading(tmp_path, size=(width, 24)) as reader:
        reader.screen.query_exactly_one(StatusLine).message = "1/16"
        told = footer(reader)
        assert told.rstrip().endswith("? help  q quit")
        assert "] shared" in told
        assert len(told) <= width
        assert ("z wide" in told) is (width >= 160)


@pytest.mark.slow
async def test_a_long_message_leaves_room_for_the_editor_s_first_keys(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(80, 24)) as reader:
        await reader.press("a")
        await reader.until(lambda: "Ctrl-S save" in footer(reader))
        await reader.collated()  # until then the state is shown again and again
        reader.screen.query_exactly_one(StatusLine).message = "The disk has failed. " * 10
        await reader.until(lambda: footer(reader).rstrip().endswith("… Ctrl-S save  Esc leave"))


@pytest.mark.slow
async def test_a_message_without_room_is_cut_with_a_sign(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM)
    async with reading(tmp_path, [folder], size=(60, 20)) as reader:
        message = "Not read: " + "a-name-without-end " * 5
        reader.screen.post_message(StatusChanged(message))
        await reader.until(lambda: "Not read" in reader.whole_screen[-1])
        shown = reader.whole_screen[-1].rstrip()
        assert shown.endswith("…")
        assert message.startswith(shown.strip().removesuffix("…"))
