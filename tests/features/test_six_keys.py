"""Five questions on the articles that come with the program, each answered in six keys or fewer.

The answers are those that a reader finds in the five texts: A is a short report, B and E tell of
the same interview, C goes on to Gaza and the protests, D to Taiwan and TikTok.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.reader import Reader, reading

pytestmark = pytest.mark.slow

MOST = 6


@asynccontextmanager
async def asked(folder: Path, *keys: str) -> AsyncIterator[Reader]:
    """The screen of a reader who has just started, after some keys."""
    assert len(keys) <= MOST
    async with reading(folder) as reader:
        await reader.until(lambda: reader.screen.collation.comparison is not None)
        await reader.pilot.pause()
        await reader.press(*keys)
        await reader.pilot.pause()
        yield reader


def shown(reader: Reader) -> str:
    """All that is on the screen, on one line."""
    return " ".join(" ".join(reader.whole_screen).split())


def cards(reader: Reader) -> str:
    return " ".join(re.sub(r"[┃│]", " ", reader.sources).split())


async def test_who_else_says_it(tmp_path: Path) -> None:
    async with asked(tmp_path, "]", "]") as reader:
        assert reader.siglum == "A"
        assert "reiterated President Biden’s message" in reader.passage
        assert "B ~ reworded" in cards(reader)
        assert "Joe Biden gave the same message to Xi in November last year" in cards(reader)
        assert "C ~ reworded" in cards(reader)
        assert "reiterated a message from President Joe Biden to Xi" in cards(reader)
        assert "E ~ reworded" in cards(reader)
        assert "he repeated a message President Joe Biden gave to Xi" in cards(reader)


async def test_what_differs(tmp_path: Path) -> None:
    async with asked(tmp_path, "D", "slash", *"Anth") as reader:
        assert "Antony (A) | Anthony (B)" in shown(reader)  # B alone spells it so
        assert "Anthony (A)" not in shown(reader)
        assert "Anthony (C)" not in shown(reader)


async def test_in_which_words(tmp_path: Path) -> None:
    async with asked(tmp_path, "]", "]", "s") as reader:
        assert "▶ A · " in shown(reader)
        assert " C · " in shown(reader)
        middle = reader.app.size.width // 2
        left, right = (
            " ".join(" ".join(row[part] for row in reader.whole_screen).split())
            for part in (slice(0, middle), slice(middle, None))
        )
        assert "message conveyed during their summit last November in San Francisco" in left
        assert "message from President Joe Biden to Xi during their San Francisco summit" in right


async def test_what_only_one_says(tmp_path: Path) -> None:
    async with asked(tmp_path, "semicolon", "semicolon", "O") as reader:
        assert reader.siglum == "C"
        assert "Regarding the conflict in Gaza, Blinken stated that it was up to Hamas" in shown(
            reader
        )
        assert "work towards normalizing relations between Israel" in shown(reader)
        assert "pro-Palestinian protests across US college campuses" in shown(reader)
        listed = shown(reader).partition("Partly new")[0]
        assert "enabling Russia to increase production of tanks" not in listed  # B says it, too
        assert "Xi’s pledge that China would not interfere" not in listed  # all say it


async def test_what_one_leaves_out(tmp_path: Path) -> None:
    async with asked(tmp_path, "L") as reader:
        assert "Not in A: " in shown(reader)
        told = shown(reader)
        assert "Chinese support is enabling Russia to increase production of" in told
        assert "concerns about China’s support for Russia’s defense industr" in told
        assert "told Xi in his meeting not to interfere" not in told  # A says it
        await reader.press("down", "enter")
        await reader.until(lambda: "tanks" in reader.passage)
        assert reader.siglum in "BC"
        other = "C" if reader.siglum == "B" else "B"
        assert re.search(rf"\b{other} [≈~].*tanks", cards(reader))


async def test_who_is_quoted_how(tmp_path: Path) -> None:
    async with asked(tmp_path, "Q") as reader:
        said = shown(reader)
        assert "Antony Blinken" in said
        assert re.search(r"D … .*\s.*demonstrably interfere", said)
        assert re.search(r"E … .* and arguably interfere", said)
        assert re.search(r"E Any .*carefully at and is totally\W+unacceptable to us", said)
        assert re.search(r"B Any .*seriously and is completely\W+unacceptable to us", said)
    async with asked(tmp_path, "Q", "slash", *"Xi") as reader:
        said = shown(reader)
        assert "partners, not rivals" in said
        assert "instead of engaging in cruel competition" in said
        assert "totally unacceptable" not in said  # Blinken said that
