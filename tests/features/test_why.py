"""Why a card is there: the reasons in plain sentences, and from there to calling it no match."""

from math import exp
from pathlib import Path

import pytest

from tests.features.reader import Reader, reading, written
from tests.features.test_claims import CAPITAL, HURT, TURNED, WHOLE
from tui.widgets.choices import Choices

PROMISED = (
    "The governor of Veere promised on Monday that the harbour would be rebuilt before winter."
)
VOWED = "The harbour will rise again by the end of the year, Governor Jansen of Veere vowed."
BOTH = (
    "The governor of Veere promised on Monday that the harbour would be rebuilt by the year's end."
)
HERE = "The minister said 14 soldiers were injured near Zaandam on Friday evening."
THERE = "The minister said 41 soldiers were injured near Zaandam on Friday."


async def asked(reader: Reader) -> str:
    """All that the reasons say, scrolled through."""
    await reader.press("w")
    pane = reader.app.screen.query_exactly_one(Choices)
    await reader.until(lambda: "sure" in reader.shown(pane) or "third" in reader.shown(pane))
    seen = [reader.shown(pane)]
    for _ in range(12):
        await reader.press("pagedown")
        seen.append(reader.shown(pane))
    return " ".join(" ".join(seen).split())


@pytest.mark.parametrize("size", [(120, 40), (60, 20)], ids=str)
async def test_the_reasons_name_sureness_rare_words_and_what_was_weighed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = written(tmp_path / "corpus", a=HERE, b=THERE)
    async with reading(tmp_path, [folder], size=size) as reader:
        told = await asked(reader)
        assert "% sure; two passages count as the same from 50 %" in told
        assert "Close: mostly the same words" in told
        assert "zaandam" in told
        assert "soldiers were injured near Zaandam on Friday" in told
        assert "together; above 0 it is a match" in told
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.panes.reader.has_focus


async def test_the_points_told_add_up_to_how_sure_it_is(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=HERE, b=THERE)
    async with reading(tmp_path, [folder]) as reader:
        told = (await asked(reader)).replace("−", "-")
        weighed = told.split("in points", 1)[1].split("together")[0].split()
        points = [float(word) for word in weighed if word[0] in "+-" and word[1:2].isdigit()]
        assert len(points) > 2
        assert sum(points[:-1]) == pytest.approx(points[-1], abs=0.06 * len(points))
        sure = 100 / (1 + exp(-points[-1]))
        assert f"{min(99, round(sure))} % sure" in told


async def test_what_other_articles_make_of_it_is_told_apart_from_the_words(tmp_path: Path) -> None:
    texts = {"asked": PROMISED, "before": VOWED, "copy": BOTH}
    async with reading(tmp_path, [written(tmp_path / "corpus", **texts)]) as reader:
        await reader.press("f", *"asked", "enter", "J")
        told = await asked(reader)
        assert "By the words of the two alone it would be" in told
        assert "what other articles make of it" in told


async def test_a_card_by_way_of_a_third_shows_the_third(tmp_path: Path) -> None:
    texts = {"asker": HURT, "broad": WHOLE, "capital": CAPITAL, "daily": TURNED}
    async with reading(tmp_path, [written(tmp_path / "corpus", **texts)]) as reader:
        await reader.press("f", *"asker", "enter", "J", "J")
        told = await asked(reader)
        assert "By way of a third" in told
        assert WHOLE in told or TURNED in told
        assert "this and the third" in told


async def test_x_in_the_reasons_calls_it_no_match(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=HERE, b=THERE)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("w", "x")
        await reader.until(lambda: "Only here" in reader.sources)


async def test_without_a_card_there_is_nothing_to_explain(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", a=HERE)]) as reader:
        await reader.press("w")
        assert "no card" in reader.status
