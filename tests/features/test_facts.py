"""The line of facts below the chosen card: values that differ, and none that the source has too."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import Reader, reading
from tui.matching.matches import PassageRef
from tui.text.tokens import normalized_tokens
from tui.widgets.article.margin_marks import Coverage

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


def further(folder: Path) -> Path:
    """Three accounts: the second has another number, but not in the passage nearest to `a`."""
    return written(
        folder / "corpus",
        a=HURT.format(14, "Friday"),
        b="The minister said soldiers were injured near Zaandam on Friday evening."
        f"\n\n{HURT.format(41, 'Friday')}",
        c="Near Zaandam 14 soldiers were injured on Friday evening, the minister said.",
    )


async def test_a_card_says_if_a_value_differs_in_a_further_passage_of_its_article(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [further(tmp_path)]) as reader:
        await reader.collated()
        cards = reader.screen.matching.lookup.sources_view(reader.screen.selection.here).cards
        card = next(card for card in cards if card.siglum == "B")
        assert card.differing or card.more_differ
        for _ in range(2):
            if reader.screen.selection.matches()[0].there.document == card.document:
                break
            await reader.press("J")
        assert facts(reader) == ["≠ 14 | 41"]
        assert "≠" in reader.shown(reader.panes.reader)


async def test_on_the_sample_articles_each_sign_that_a_value_differs_is_seen_on_a_card(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path) as reader:
        await reader.collated()
        lookup = reader.screen.matching.lookup
        signs = 0
        for corpus_file in reader.corpus_files:
            for number, known in enumerate(lookup.coverage(corpus_file.id)):
                cards = lookup.sources_view(PassageRef(corpus_file.id, number)).cards
                differ = any(card.differing or card.more_differ for card in cards)
                signs += known is Coverage.DIFFERS
                assert differ or known is not Coverage.DIFFERS, (corpus_file.id, number)
        assert signs > 0


async def test_on_the_sample_articles_no_value_is_shown_that_the_source_has_too(
    tmp_path: Path,
) -> None:
    """A value before the bar is one that the card's article lacks, in all that it has to say."""
    async with reading(tmp_path) as reader:
        await reader.collated()
        lookup = reader.screen.matching.lookup
        shown = 0
        for corpus_file in reader.corpus_files:
            assert corpus_file.document
            for number in range(len(corpus_file.document.passages)):
                reader.screen.selection.open(corpus_file.id)
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
    words = plain(value.rstrip("…"))
    return any(
        words == tokens[start : start + len(words)]
        for tokens in map(plain, texts)
        for start in range(len(tokens))
    )


def plain(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in normalized_tokens(text)]
