"""Who copied whom: copies count as one voice, and which came first is said where it is known."""

from pathlib import Path

import pytest

from tests.collation.accounts import CAPTAIN, COURANT, FIRE, TELEGRAM
from tests.support.corpora import written
from tests.support.reader import Reader, reading
from tui.widgets.article.margin_marks import GLYPHS, Coverage

pytestmark = pytest.mark.slow

NEARLY = TELEGRAM.replace("on Monday", "late on Monday").replace("the coast", "our coast")
OTHER = "Divers will look at the hull of the Noorderlicht before she is towed to Den Helder."


def corpus(folder: Path, **more: str) -> Path:
    """An account, `a`, two of one text, `b` and `c`, and one that is nearly theirs, `d`."""
    return written(
        folder / "corpus", a=COURANT, b=TELEGRAM, c=TELEGRAM, d=NEARLY, e=f"{OTHER}", **more
    )


async def opened(reader: Reader, siglum: str, words: str) -> None:
    """Open an article by its letter, at a passage that begins with some words."""
    await reader.collated()
    while reader.siglum != siglum:
        await reader.press("semicolon")
    await reader.press("g")
    for _ in range(40):
        if reader.passage.startswith(words):
            await reader.pilot.pause()
            return
        await reader.press(")")
    raise AssertionError(words)


def heading(reader: Reader) -> str:
    return str(reader.panes.sources.border_title)


async def test_copies_are_one_voice_in_the_title_and_in_the_gutter(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 40)) as reader:
        await opened(reader, "A", "Fourteen passengers")
        assert "1/2 voices, 3 articles" in heading(reader)
        row = next(row for row in reader.rows(reader.panes.reader) if "Fourteen" in row)
        assert GLYPHS[Coverage.MOST] in row


async def test_articles_that_nobody_copied_are_counted_as_before(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=COURANT, b=TELEGRAM, e=OTHER)
    async with reading(tmp_path, [folder]) as reader:
        await opened(reader, "A", "Fourteen passengers")
        assert "1/2" in heading(reader)
        assert "voice" not in heading(reader)


async def test_a_card_says_which_articles_have_its_text_and_which_are_its_voice(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 40)) as reader:
        await opened(reader, "A", "Fourteen passengers")
        heads = [row for row in reader.rows(reader.panes.sources) if " · " in row]
        assert sum("same text as C" in row for row in heads) == 1
        assert sum("one voice with " in row for row in heads) == 1


async def test_a_copy_says_whose_voice_it_is_and_that_the_direction_is_unclear(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(160, 40)) as reader:
        await opened(reader, "D", CAPTAIN)
        said = " ".join(reader.sources.split())
        assert "One voice with B, C" in said
        assert "direction unclear" in said
        assert "1/2" in heading(reader)
        assert "voices" not in heading(reader)


async def test_what_only_a_copy_says_too_is_not_only_here(tmp_path: Path) -> None:
    alone = "The ferry company promised free crossings in June to all whom it had on board."
    folder = written(
        tmp_path / "corpus", a=COURANT, b=f"{TELEGRAM}\n\n{alone}", d=f"{NEARLY}\n\n{alone}"
    )
    async with reading(tmp_path, [folder]) as reader:
        await opened(reader, "B", alone)
        assert "0/1" in heading(reader)
        assert "Only here" not in reader.sources
        assert GLYPHS[Coverage.FEW] in reader.reading_row


async def test_two_days_tell_which_of_two_copies_came_first(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "corpus",
        a=f"Fire on a ferry\n\nDate: 2026-03-03\n\n{TELEGRAM}",
        b=f"Fire on the ferry\n\nDate: 2026-03-02\n\n{NEARLY}",
        c=COURANT,
    )
    async with reading(tmp_path, [folder], size=(160, 40)) as reader:
        await opened(reader, "A", FIRE)
        said = " ".join(reader.sources.split())
        assert "A comes from B, by the dates" in said


async def test_where_all_articles_are_one_voice_each_is_counted(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=TELEGRAM, b=NEARLY)
    async with reading(tmp_path, [folder]) as reader:
        await opened(reader, "A", FIRE)
        assert "1/1" in heading(reader)
        assert "One voice with B" in " ".join(reader.sources.split())
