"""The line of facts below the chosen card: values that differ, and none that the source has too."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import Reader, reading
from tui.text.tokens import normalized_tokens

pytestmark = pytest.mark.slow

HURT = "The minister said {} soldiers were injured near Zaandam on {} evening."


def facts(reader: Reader) -> list[str]:
    rows = reader.rows(reader.panes.sources)
    return [row.strip("┃│ ") for row in rows if row.strip("┃│ ").startswith("≠ ")]


def two(folder: Path) -> Path:
    return written(
        folder / "corpus",
        a=HURT.format(14, "Friday"),
        b=HURT.format(41, "Friday"),
        c="Near Zaandam 14 soldiers were injured on Friday evening, the minister said.",
    )


async def test_the_chosen_card_has_one_line_of_the_values_that_differ(tmp_path: Path) -> None:
    async with reading(tmp_path, [two(tmp_path)]) as reader:
        await reader.collated()
        for _ in range(2):
            if not facts(reader):
                await reader.press("J")
        assert facts(reader) == ["≠ 14 | 41"]
        rows = reader.rows(reader.panes.sources)
        line = reader.panes.sources.render_line(next(n for n, r in enumerate(rows) if "≠" in r))
        differs = reader.panes.sources.component_style("differs").color
        assert [s.text.strip() for s in line if s.style and s.style.color == differs] == [
            "≠ 14 | 41"
        ]


async def test_the_line_comes_and_goes_with_the_card_that_is_chosen(tmp_path: Path) -> None:
    async with reading(tmp_path, [two(tmp_path)]) as reader:
        await reader.collated()
        seen = set()
        for _ in range(2):
            seen.add(tuple(facts(reader)))
            await reader.press("J")
        assert seen == {("≠ 14 | 41",), ()}


async def test_where_there_is_no_room_for_it_the_line_is_left_out(tmp_path: Path) -> None:
    async with reading(tmp_path, [two(tmp_path)], size=(120, 11)) as reader:
        await reader.collated()
        seen = set()
        for _ in range(2):
            seen.add(tuple(facts(reader)))
            await reader.press("J")
        assert seen == {()}


async def test_on_the_sample_articles_no_value_is_shown_that_the_source_has_too(
    tmp_path: Path,
) -> None:
    """A value before the bar is one that the card's article lacks, in all that it has to say."""
    async with reading(tmp_path) as reader:
        await reader.collated()
        lookup = reader.screen.matching.lookup
        shown = 0
        for holding in reader.holdings:
            assert holding.document
            for number in range(len(holding.document.passages)):
                reader.screen.selection.open(holding.id)
                place = reader.screen.selection.here._replace(passage=number)
                for group, card in zip(
                    lookup.groups(place), lookup.sources_view(place).cards, strict=False
                ):
                    said = [lookup.words(match.there) for match in group]
                    for fact in card.facts:
                        ours, theirs = fact.split(" | ")
                        shown += 1
                        assert not has(said, ours), (ours, said)
                        assert not has([lookup.words(place)], theirs), (theirs, place)
        assert shown > 0


def has(texts: list[str], value: str) -> bool:
    words = normalized_tokens(value.rstrip("…"))
    return any(
        words == tokens[start : start + len(words)]
        for tokens in map(normalized_tokens, texts)
        for start in range(len(tokens))
    )
