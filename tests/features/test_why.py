"""Why a card is there: the reasons in plain sentences, and from there to calling it no match."""

from math import exp, log
from pathlib import Path

import pytest

from tests.support.corpora import TRAM, TURNED, WHOLE, written
from tests.support.reader import Reader, reading
from tui.matching.config import DEFAULT
from tui.widgets.core.choice_list import ChoiceList

HERE = "The minister said 14 soldiers were injured near Zaandam on Friday evening."
THERE = "The minister said 41 soldiers were injured near Zaandam on Friday."

STORM = """Hurricane Hanna made landfall in Texas on Saturday with winds of 150 km/h.

The authorities opened 800 shelters for the people of the coast.
"""
STORM_TOLD_AGAIN = """On Saturday, Hurricane Hanna reached the Texas coast with 150 km/h winds.

Around 800 shelters were opened by the authorities for people living on the coast.
"""


async def asked(reader: Reader) -> str:
    """All that the reasons say, scrolled through."""
    await reader.press("w")
    pane = reader.app.screen.query_exactly_one(ChoiceList)
    await reader.until(lambda: "sure" in reader.shown(pane) or "third" in reader.shown(pane))
    seen = [reader.shown(pane)]
    for _ in range(12):
        await reader.press("pagedown")
        seen.append(reader.shown(pane))
    return " ".join(" ".join(seen).split())


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 40), (60, 20)], ids=str)
async def test_the_reasons_name_sureness_rare_words_and_what_was_weighed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = written(tmp_path / "corpus", a=HERE, b=THERE)
    async with reading(tmp_path, [folder], size=size) as reader:
        told = await asked(reader)
        assert f"% sure; a match from {100 * DEFAULT.model.threshold:.0f} %" in told
        assert "Close: mostly the same words" in told
        assert "zaandam" in told
        assert "soldiers were injured near Zaandam on Friday" in told
        assert "Almost the same words: that is a match" in told
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.panes.reader.has_focus


@pytest.mark.slow
async def test_the_points_told_add_up_to_how_sure_it_is(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=STORM_TOLD_AGAIN)
    async with reading(tmp_path, [folder]) as reader:
        told = (await asked(reader)).replace("−", "-")
        weighed = told.split("in points", 1)[1].split("together")[0].split()
        points = [float(word) for word in weighed if word[0] in "+-" and word[1:2].isdigit()]
        assert len(points) > 2
        assert sum(points[:-1]) == pytest.approx(points[-1], abs=0.06 * len(points))
        sure = 100 / (1 + exp(-points[-1]))
        assert f"{min(99, round(sure))} % sure" in told


@pytest.mark.slow
@pytest.mark.parametrize("others", [0, 2])
async def test_the_points_come_to_what_the_card_says_whatever_else_is_open(
    tmp_path: Path, others: int
) -> None:
    more = {f"copy{n}": f"{STORM_TOLD_AGAIN}\nReport {n} came later." for n in range(others)}
    folder = written(tmp_path / "corpus", asked=STORM, before=STORM_TOLD_AGAIN, **more)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("f", *"asked", "enter")
        told = (await asked(reader)).replace("−", "-")
        assert "By their words alone" not in told
        least = log(DEFAULT.model.threshold / (1 - DEFAULT.model.threshold))
        assert f"together; it is a match from {least:+.1f}" in told


@pytest.mark.slow
async def test_a_card_by_way_of_a_third_shows_the_third(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", **TRAM)]) as reader:
        await reader.press("f", *"asker", "enter", "J", "J")
        told = await asked(reader)
        assert "By way of a third" in told
        assert WHOLE in told or TURNED in told
        assert "this and the third" in told


@pytest.mark.slow
async def test_x_in_the_reasons_calls_it_no_match(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=HERE, b=THERE)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("w", "x")
        await reader.until(lambda: "Only here" in reader.sources)


async def test_without_a_card_there_is_nothing_to_explain(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", a=HERE)]) as reader:
        await reader.press("w")
        assert "no card" in reader.status
