"""The accounts are compared beside the screen, and compared anew when what they rest on changes."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import Reader, reading

pytestmark = pytest.mark.slow

BRIDGE = "The bridge over the Oosterschelde was closed for repairs on Monday, the ministry said."


async def compared(reader: Reader) -> None:
    await reader.until(lambda: reader.screen.collation.comparison is not None)


async def test_a_value_that_differs_is_known_of_both_passages(tmp_path: Path) -> None:
    corpus = written(
        tmp_path / "corpus",
        a="The minister said 14 soldiers were injured near Zaandam on Friday evening.",
        b="The minister said 41 soldiers were injured near Zaandam on Friday.",
    )
    async with reading(tmp_path, [corpus]) as reader:
        await compared(reader)
        comparison = reader.screen.collation.comparison
        assert comparison
        (found,) = comparison.differences
        assert {found.a_text, found.b_text} == {"14", "41"}
        for place in (found.here, found.there):
            assert reader.screen.collation.lookup.differences(place) == [found]


async def test_a_match_that_the_reader_rejects_is_no_ground_for_a_difference(
    tmp_path: Path,
) -> None:
    corpus = written(
        tmp_path / "corpus",
        a="The minister said 14 soldiers were injured near Zaandam on Friday evening.",
        b="The minister said 41 soldiers were injured near Zaandam on Friday.",
    )
    async with reading(tmp_path, [corpus]) as reader:
        await compared(reader)
        await reader.press("x")
        await reader.until(lambda: _differences(reader) == 0)
        await reader.press("U")
        await reader.until(lambda: _differences(reader) == 1)


async def test_files_read_again_are_compared_again(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", a=BRIDGE, b=BRIDGE.replace("Monday", "Sunday"))
    async with reading(tmp_path, [corpus]) as reader:
        await reader.until(lambda: _differences(reader) == 1)
        (corpus / "b.txt").write_text(BRIDGE, encoding="utf-8")
        await reader.press("r")
        await reader.until(lambda: _differences(reader) == 0)


def _differences(reader: Reader) -> int:
    comparison = reader.screen.collation.comparison
    return len(comparison.differences) if comparison else -1
