"""Someone opens a folder and reads one article from its first passage to its last."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import reading
from tui.widgets.article.margin_marks import GLYPHS, Coverage

LONG = "\n\n".join(f"Sentence {n} stands here. And number {n} goes on a little." for n in range(80))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_every_passage_comes_to_the_reading_line_in_order(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, size=size) as reader:
        document = reader.panes.reader.document
        assert document
        await reader.press("h", "g")
        seen = [reader.panes.reader.passage]
        for _ in range(300):
            reader.panes.reader.action_move_line_down()
            seen.append(reader.panes.reader.passage)
            line = reader.reading_row.lstrip("▶┃█▅▂◆ ")
            assert any(word in document.words_of(seen[-1]).split() for word in line.split())
        assert sorted(set(seen)) == list(range(len(document.passages)))
        assert seen == sorted(seen)


async def test_pages_go_forth_and_back_and_overlap(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", long=LONG)
    async with reading(tmp_path, [corpus], size=(80, 24)) as reader:
        first = reader.rows(reader.panes.reader)
        await reader.press("space")
        second = reader.rows(reader.panes.reader)
        shared = {row[2:] for row in first if "Sentence" in row} & {row[2:] for row in second}
        assert shared
        assert first != second
        await reader.press("b")
        assert reader.rows(reader.panes.reader)[5:] == first[5:]


async def test_the_ends_are_one_key_away(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", long=LONG)
    async with reading(tmp_path, [corpus]) as reader:
        await reader.press("G")
        assert reader.passage == "And number 79 goes on a little."
        await reader.press("g")
        assert reader.passage == "Sentence 0 stands here."


@pytest.mark.slow
async def test_the_place_survives_any_resize(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", long=LONG)
    async with reading(tmp_path, [corpus]) as reader:
        await reader.press(*"j" * 60)
        passage = reader.passage
        for size in [(60, 20), (200, 50), (40, 10), (120, 40)]:
            await reader.pilot.resize_terminal(*size)
            await reader.pilot.pause()
            assert reader.passage == passage


async def test_the_gutter_tells_by_shape_how_many_others_say_a_passage(tmp_path: Path) -> None:
    corpus = written(
        tmp_path / "corpus",
        a="The harbour of Vlissingen was closed on Tuesday after the storm.\n\n"
        "Nobody else reports the missing ferry Ouwerkerk at all.",
        b="The harbour of Vlissingen was closed on Tuesday after the storm.",
    )
    async with reading(tmp_path, [corpus]) as reader:
        await reader.collated()
        rows = reader.rows(reader.panes.reader)
        marks = {row.split()[-1]: row for row in rows if row.strip()}
        shared = next(row for row in rows if "harbour" in row)
        alone = next(row for row in rows if "Nobody" in row)
        assert GLYPHS[Coverage.ALL] in shared
        assert GLYPHS[Coverage.NONE] in alone
        assert marks


async def test_pages_of_an_article_shorter_than_the_screen_reach_its_end(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", short="One is here. Two is here. Three is here.")
    async with reading(tmp_path, [corpus]) as reader:
        await reader.press("space", "space")
        assert reader.passage == "Three is here."
        await reader.press("b", "b")
        assert reader.passage == "One is here."


@pytest.mark.slow
async def test_furniture_is_dimmed_not_compared_and_not_counted(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("g")
        assert reader.passage == "• HOME»"
        assert "Not compared" in reader.sources


@pytest.mark.slow
async def test_scrolling_through_a_long_article_keeps_few_of_its_lines(tmp_path: Path) -> None:
    long = "\n\n".join(f"Paragraph {n} says this and that." for n in range(2_000))
    corpus = written(tmp_path / "corpus", long=long)
    async with reading(tmp_path, [corpus]) as reader:
        for _ in range(40):
            await reader.press("space")
        assert 0 < reader.panes.reader.drawn_lines <= 400


@pytest.mark.slow
async def test_every_passage_and_every_article_is_reached_by_a_key(tmp_path: Path) -> None:
    corpus = written(
        tmp_path / "corpus",
        a="One gull sits on the mast. Another one sits on the pier.",
        b="Two seals lie on the sand.",
    )
    async with reading(tmp_path, [corpus]) as reader:
        assert "next: B" not in reader.status
        await reader.press(")")
        assert reader.passage == "Another one sits on the pier."
        assert "next: B (;)" in reader.status
        await reader.press(")")
        assert reader.passage == "Another one sits on the pier."
        await reader.press("(")
        assert reader.passage == "One gull sits on the mast."
        await reader.press(";")
        assert reader.passage == "Two seals lie on the sand."
        await reader.press(";")
        assert "last article" in reader.status
        await reader.press(",")
        assert reader.passage == "One gull sits on the mast."
        await reader.press(",")
        assert "first article" in reader.status


def with_navigation(folder: Path) -> Path:
    return written(
        folder / "corpus",
        a="• HOME»\n  • Europe»\n\nGulls rest on the mast.\n\nSeals lie on the sand below."
        "\n\nCrabs hide in the mud of Zeeland.",
        b="Two seals lie on the sand.\n\nThey sleep.",
    )


@pytest.mark.slow
async def test_an_article_opens_at_the_first_passage_that_claims_something(tmp_path: Path) -> None:
    async with reading(tmp_path, [with_navigation(tmp_path)]) as reader:
        assert reader.passage == "Gulls rest on the mast."
        await reader.press("g")
        assert reader.passage == "• HOME»"
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        assert reader.passage == "• HOME»"


@pytest.mark.slow
async def test_a_jump_to_the_end_is_not_reading(tmp_path: Path) -> None:
    async with reading(tmp_path, [with_navigation(tmp_path)]) as reader:
        await reader.press("slash")
        await reader.type("crabs")
        await reader.press("enter")
        await reader.until(lambda: reader.passage.startswith("Crabs"))
        assert "read ✓" not in reader.listed
        await reader.press("k", "j")
        assert reader.passage.startswith("Crabs")
        assert "read ✓" in reader.listed
