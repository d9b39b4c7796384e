"""Claims: an article counts once, also where only a third one shows that it says the same."""

from pathlib import Path

import pytest

from tests.support.corpora import CAPITAL, HURT, TRAM, written
from tests.support.reader import Reader, reading


async def open_article(reader: Reader, name: str) -> None:
    await reader.press("f", *name, "enter")


@pytest.mark.slow
async def test_an_article_that_only_others_tie_to_a_passage_counts_and_says_by_which(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", **TRAM)]) as reader:
        await reader.collated()  # the two that have most of the first one's text are its voice
        await open_article(reader, "asker")
        assert reader.passage == HURT
        assert "1/1" in str(reader.panes.sources.border_title)
        assert "█" in reader.reading_row
        assert reader.sources.count("by way of") == 1
        await reader.press("J", "J")
        chosen = "\n".join(r for r in reader.rows(reader.panes.sources) if r.startswith("┃"))
        assert "by way of" in chosen
        await reader.press("enter")
        assert reader.passage == CAPITAL
        assert "1/1 voices, 3 articles" in str(reader.panes.sources.border_title)


@pytest.mark.slow
async def test_two_claims_of_one_sentence_are_not_taken_for_one(tmp_path: Path) -> None:
    texts = {
        "asker": "A court ruled on Friday that the quay at Harlingen was sold below its value.",
        "broad": "The quay at Harlingen was sold below its value, a court ruled, and the buyer,"
        " a Danish shipping firm, must pay nine million.",
        "capital": "The buyer, a Danish shipping firm, must pay nine million euros.",
        "daily": "The buyer of the quay at Harlingen, a Danish shipping firm, must pay nine"
        " million, a court ruled on Friday; it was sold below its value.",
    }
    async with reading(tmp_path, [written(tmp_path / "corpus", **texts)]) as reader:
        await open_article(reader, "asker")
        assert reader.passage == texts["asker"]
        assert "2/3" in str(reader.panes.sources.border_title)
        assert "by way of" not in reader.sources
