"""What the others say of the passage being read: cards, only here, pin, follow, come back."""

from pathlib import Path

import pytest

from tests.support.corpora import ALONE, PILOTS, STORM, harbour, written
from tests.support.reader import Reader, reading


def corpus(folder: Path) -> Path:
    third = f"{STORM} It opened again on Thursday, said the mayor of Middelburg."
    return written(harbour(folder), c=third)


async def go_to(reader: Reader, words: str) -> None:
    await reader.press("g")
    for _ in range(200):
        if words in reader.passage:
            return
        await reader.press("j")
    raise AssertionError(words)


async def test_each_other_article_has_one_card(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await go_to(reader, STORM)
        assert reader.sources.count("verbatim") == 2
        assert "2/2" in str(reader.panes.sources.border_title)


@pytest.mark.slow
async def test_what_only_this_article_says_is_told(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.collated()
        await go_to(reader, ALONE)
        assert reader.sources.lstrip().startswith("Only here")


@pytest.mark.slow
async def test_what_comes_nearest_is_shown_where_nobody_says_it_and_can_be_opened(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path) as reader:
        await reader.collated()
        await reader.press("f", *"antony", "enter", "G")
        for _ in range(60):
            if "these are the nearest" in " ".join(reader.sources.split()):
                break
            await reader.press("k")
        assert reader.sources.lstrip().startswith("Only here")
        assert "perhaps" in reader.sources
        assert "◆" in reader.shown(reader.panes.reader)
        before = reader.article
        await reader.press("enter")
        assert reader.article != before


@pytest.mark.slow
async def test_of_what_is_too_short_to_tell_only_here_is_not_said(tmp_path: Path) -> None:
    short = "Nobody knew that yet."
    folder = written(tmp_path / "corpus", a=f"{STORM}\n\n{short}\n\n{ALONE}", b=STORM, c=STORM)
    async with reading(tmp_path, [folder]) as reader:
        await reader.collated()
        await go_to(reader, short)
        assert reader.sources.lstrip().startswith("No match found")
        assert "too short to decide" in reader.sources
        assert "◇" in reader.reading_row
        await go_to(reader, ALONE)
        assert "◆" in reader.reading_row


@pytest.mark.slow
async def test_nothing_is_called_only_here_before_it_is_compared(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], compared=False) as reader:
        seen = set()
        while reader.screen.collation.comparison is None:
            seen.add(reader.sources.strip().split("\n")[0])
            seen.add(reader.shown(reader.panes.reader))
            await reader.pilot.pause(0.001)
        assert not any("Only here" in text or "◆" in text for text in seen)


async def test_a_card_says_in_one_line_whose_it_is_and_how_sure(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "corpus",
        guardian="The minister said 14 soldiers were injured near Zaandam on Friday evening.",
        herald="The minister said 14 soldiers were injured near Zaandam on Friday.",
    )
    async with reading(tmp_path, [folder]) as reader:
        first, *words = [row.strip("┃ ") for row in reader.rows(reader.panes.sources) if row]
        assert first == "B herald · = verbatim · sure"
        assert "The minister said 14 soldiers" in words[0]


@pytest.mark.slow
async def test_a_narrow_card_has_its_letter_where_a_name_has_no_room(tmp_path: Path) -> None:
    names = {f"the-very-long-name-of-newspaper-{n}": f"{STORM} It was {n}." for n in range(2)}
    async with reading(tmp_path, [written(tmp_path / "corpus", **names)]) as reader:
        first = next(row for row in reader.rows(reader.panes.sources) if row)
        assert first.startswith("┃ B the-very-long-")
        await reader.press(*["<"] * 20)
        first = next(row for row in reader.rows(reader.panes.sources) if row)
        assert first.startswith("┃ B = verbatim")


@pytest.mark.slow
async def test_all_passages_of_a_source_are_listed_and_each_can_be_opened(tmp_path: Path) -> None:
    text = (
        "The harbour of Vlissingen was closed on Tuesday after the storm, said the mayor.\n\n"
        "Because of the storm the harbour of Vlissingen was closed until Tuesday evening."
    )
    corpus = written(tmp_path / "corpus", a=STORM, b=text)
    async with reading(tmp_path, [corpus]) as reader:
        assert "1 more" in reader.sources
        await reader.press("e")
        assert "2 passages of B" in reader.sources
        assert "1 more" not in reader.sources
        await reader.press("J", "enter")
        second = reader.passage
        await reader.press("backspace", "e", "enter")
        assert reader.siglum == "B"
        assert {second, reader.passage} == set(text.split("\n\n"))
        await reader.press("backspace", "e", "e")
        assert "1 more" in reader.sources


@pytest.mark.slow
async def test_a_source_without_another_passage_says_so(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await go_to(reader, PILOTS)
        await reader.press("e")
        assert "no other passage" in reader.status


async def test_words_a_match_shares_are_marked_in_the_reader(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "corpus",
        a="The minister said 14 soldiers were injured near Zaandam on Friday evening.",
        b="The minister said 41 soldiers were injured near Zaandam on Friday.",
    )
    async with reading(tmp_path, [folder]) as reader:
        row = reader.rows(reader.panes.reader).index(reader.reading_row)
        pieces = reader.panes.reader.render_line(row)
        marked = [s.text for s in pieces if s.style and s.style.underline]
        assert any("soldiers" in text for text in marked)
        assert not any(text.strip() in {"The", "were", "on"} for text in marked)
        assert not any("14" in text or "evening" in text for text in marked)


@pytest.mark.slow
async def test_enter_opens_the_other_article_there_and_backspace_comes_back(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await go_to(reader, PILOTS)
        await reader.press("k")
        await go_to(reader, PILOTS)
        title, row = reader.article, reader.reading_row
        await reader.press("enter")
        assert reader.article != title
        assert reader.passage == PILOTS
        assert "verbatim" in reader.sources
        await reader.press("backspace")
        assert reader.article == title
        assert reader.reading_row == row


@pytest.mark.slow
async def test_the_way_back_goes_through_any_number_of_jumps(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        way = []
        for _ in range(6):
            await reader.press("]", "j")
            while "Only here" in reader.sources or "Not compared" in reader.sources:
                await reader.press("j")
            way.append((reader.article, reader.reading_row))
            await reader.press("J", "enter")
        for place in reversed(way):
            await reader.press("H")
            assert (reader.article, reader.reading_row) == place
        await reader.press("backspace")
        assert "no earlier position" in reader.status


async def test_the_source_one_came_from_is_the_chosen_card(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await go_to(reader, STORM)
        came_from = reader.siglum
        await reader.press("J", "enter")
        chosen = [row for row in reader.rows(reader.panes.sources) if row.startswith("┃")]
        assert chosen[0].startswith(f"┃ {came_from} ")


@pytest.mark.slow
async def test_choosing_a_card_marks_its_shared_words(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("]", "]")
        before = [row for row in reader.rows(reader.panes.sources) if row.startswith("┃")]
        await reader.press("J")
        after = [row for row in reader.rows(reader.panes.sources) if row.startswith("┃")]
        assert before != after
        await reader.press("K")
        assert [r for r in reader.rows(reader.panes.sources) if r.startswith("┃")] == before


async def test_a_pinned_panel_stays_while_one_reads_on(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await go_to(reader, STORM)
        await reader.press("p")
        pinned = reader.sources
        await reader.press("G")
        assert reader.sources == pinned
        assert str(reader.panes.sources.border_title).startswith("3 pinned · ")
        marked = [row for row in reader.rows(reader.panes.reader) if "╏" in row[:9]]
        assert marked
        assert STORM.startswith(marked[0].split("  ")[-1].strip()[:20])
        await reader.press("p")
        assert reader.sources != pinned
        assert "╏" not in reader.shown(reader.panes.reader)


@pytest.mark.slow
async def test_the_keyboard_stays_with_the_reader_while_the_panel_changes(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        for key in ("j", "]", "J", "}", "p", "G"):
            await reader.press(key)
            assert reader.panes.reader.has_focus


@pytest.mark.slow
async def test_brackets_go_to_shared_passages_and_braces_to_those_only_here(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("g", "}")
        assert reader.passage == ALONE
        await reader.press("]")
        assert reader.passage == PILOTS
        await reader.press("[")
        assert reader.passage == STORM
        await reader.press("{")
        assert "No earlier passage without a match" in reader.status


@pytest.mark.slow
async def test_the_panel_draws_anew_only_when_what_it_shows_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path, size=(120, 40)) as reader:
        await reader.press("]", "]")
        laid_out: list[int] = []
        monkeypatch.setattr(reader.panes.sources, "set_line_count", laid_out.append)
        passage = reader.panes.reader.passage
        await reader.press("j")
        assert reader.panes.reader.passage == passage
        assert not laid_out
        await reader.press("]")
        assert laid_out


async def test_one_article_alone_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM)
    async with reading(tmp_path, [folder]) as reader:
        assert "only article" in reader.sources
