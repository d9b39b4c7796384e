"""Q lists who is quoted with what, each variant word for word below the fullest one."""

from pathlib import Path

import pytest

from tests.support.corpora import FERRY, STORM, ferry, written
from tests.support.notes import until_kept, writing
from tests.support.reader import Reader, reading
from tui.resources import SEEDS
from tui.screens.collation.quotations_dialog import QuotationsDialog
from tui.widgets.collation.quotation_list import QuotationList

FULLEST = "We will not close the crossing before the last passenger is home,"


async def listed(reader: Reader) -> QuotationList:
    """Open the list once the articles are compared."""
    await reader.until(lambda: reader.screen.collation.comparison is not None)
    await reader.press("Q")
    await reader.until(lambda: isinstance(reader.app.screen, QuotationsDialog))
    found = reader.app.screen.query_exactly_one(QuotationList)
    await reader.until(lambda: found.under_cursor is not None)
    await reader.pilot.pause()
    return found


def lines(reader: Reader, pane: QuotationList) -> list[str]:
    return [row for row in reader.rows(pane) if row]


def told(reader: Reader) -> str:
    return "\n".join(reader.whole_screen)


@pytest.mark.slow
async def test_variants_stand_below_each_other_and_say_what_they_do(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        pane = await listed(reader)
        home = "close the crossing before the last passenger is home"
        assert lines(reader, pane) == [
            "Hanna Visser",
            f"┃ A We will not {home},",
            f"  B We will …   {home},  (cut, “not” dropped)",
            f"  C …       not {home}  (cut, without marks)",
            "  D …                              before the last passenger is home  (cut)",
            "a passenger",
            "  A Nobody told us anything for hours,",
        ]


@pytest.mark.slow
async def test_typing_a_speaker_narrows_the_list(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        pane = await listed(reader)
        await reader.press("slash", *"pass")
        await reader.until(lambda: "1 quotation · 1 speaker" in told(reader))
        assert lines(reader, pane) == ["a passenger", "┃ A Nobody told us anything for hours,"]
        await reader.press(*["backspace"] * 4, *"nobody")
        await reader.until(lambda: "0 quotations" in told(reader))
        await reader.press("enter", "enter", "y", "a")  # there is no passage to go to
        assert isinstance(reader.app.screen, QuotationsDialog)


@pytest.mark.slow
async def test_a_speaker_nobody_names_is_a_question_mark(tmp_path: Path) -> None:
    told_by = "“Two gulls sat on it all day long,” Ida Norell said."
    wall = "“Boats need pilots, and pilots need sleep.”"
    async with reading(tmp_path, [written(tmp_path / "corpus", a=told_by, b=wall)]) as reader:
        pane = await listed(reader)
        assert lines(reader, pane)[-2:] == ["?", "  B Boats need pilots, and pilots need sleep."]
        await reader.press("slash", "question_mark")
        await reader.until(lambda: "1 quotation" in told(reader))
        assert lines(reader, pane)[0] == "?"


@pytest.mark.slow
async def test_only_quotations_of_several_articles_are_listed_on_demand(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        pane = await listed(reader)
        await reader.press("f")
        await reader.until(lambda: "in several articles" in told(reader))
        assert "a passenger" not in reader.shown(pane)
        await reader.press("f")
        await reader.until(lambda: "a passenger" in reader.shown(pane))


@pytest.mark.slow
async def test_enter_goes_to_the_passage_and_backspace_back(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await reader.press("j", "j")
        here = reader.passage
        await listed(reader)
        await reader.press("j", "j", "enter")
        await reader.until(lambda: reader.siglum == "C")
        assert reader.passage == FERRY["coast"][1]
        assert reader.panes.reader.has_focus
        await reader.press("backspace")
        await reader.until(lambda: reader.siglum == "A")
        assert reader.passage == here


@pytest.mark.slow
async def test_a_variant_is_copied_with_its_reference_and_the_list_stays(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await listed(reader)
        await reader.press("j", "y")
        await reader.until(lambda: "reference included: “We will close" in told(reader))
        await reader.press("escape")
        assert reader.app.screen is reader.screen


@pytest.mark.slow
async def test_a_note_is_written_on_the_words_of_the_variant(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await listed(reader)
        await reader.press("j", "a")
        await writing(reader)
        assert reader.siglum == "B"
        await reader.type("not!")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert note.targets[0].selector.quote == FULLEST.replace(" not", "").rstrip(",") + ","


def variants(rows: list[str]) -> list[str]:
    """Return the siglum and the words of each variant, those that go on below included."""
    found: list[str] = []
    for row in rows:
        sign, siglum, words = row[:2], row[2:4], row[4:].strip()
        if siglum.strip() and sign in {"┃ ", "  "}:
            found.append(f"{siglum}{words}")
        elif row.startswith(("    ", "┃   ")):
            found[-1] += f" {words}"
    return [" ".join(each.split()) for each in found]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (50, 24)], ids=str)
async def test_variants_that_do_not_fit_on_a_line_are_each_a_text_to_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, [ferry(tmp_path)], size=size) as reader:
        pane = await listed(reader)
        home = "close the crossing before the last passenger is home"
        rows = reader.rows(pane)
        assert rows[0] == "Hanna Visser"
        assert variants(rows[1 : rows.index("a passenger")]) == [
            f"A We will not {home},",
            f"B We will … {home}, (cut, “not” dropped)",
            f"C … not {home} (cut, without marks)",
            "D … before the last passenger is home (cut)",
        ]
        await reader.press("G")
        await reader.until(lambda: "┃ A Nobody told us" in reader.shown(pane))
        await reader.press("g")
        await reader.until(lambda: "Hanna Visser" in reader.shown(pane))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
async def test_who_is_quoted_and_where_is_told_for_the_variant_under_the_cursor(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, [ferry(tmp_path)], size=size) as reader:
        await listed(reader)
        await reader.until(lambda: "Hanna Visser, in A · The mayor" in told(reader))
        await reader.press("j")
        await reader.until(lambda: "Hanna Visser, in B · " in told(reader))
        await reader.press("G")
        await reader.until(lambda: "a passenger, in A · " in told(reader))


@pytest.mark.slow
async def test_the_seeds_have_what_blinken_and_xi_said_in_several_wordings(tmp_path: Path) -> None:
    async with reading(tmp_path, [SEEDS], size=(130, 50)) as reader:
        pane = await listed(reader)
        assert "27 quotations · 5 speakers" in told(reader)
        assert "Antony Blinken" in reader.shown(pane)
        assert "that’s cut" in reader.shown(pane)
        await reader.press("slash", *"xi", "enter")
        await reader.until(lambda: "8 quotations · 1 speaker" in told(reader))
        speaker, fullest, other = lines(reader, pane)[:3]
        assert speaker == "Xi Jinping"
        words = "We hope that the US can also look at China’s development in a positive light."
        assert " ".join(fullest.split()) == f"┃ D {words}"
        assert " ".join(other.split()).startswith(
            "E We hope … the US can also take a positive view"
        )
        assert other.index("the US can") == fullest.index("the US can")
        await reader.press("j", "enter")
        await reader.until(lambda: reader.siglum == "E")
        assert "take a positive view of China’s development" in reader.passage


async def test_one_article_alone_is_not_compared(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", a="“No,” Rand said.")]) as reader:
        for key in ("Q", "c"):
            await reader.press("j", key)
            await reader.until(lambda: "no other article to compare with" in reader.status)
            assert reader.app.screen is reader.screen


@pytest.mark.slow
async def test_where_nobody_is_quoted_that_is_said(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a="Two gulls sat there.", b="Ten pilots left early.")
    async with reading(tmp_path, [folder]) as reader:
        await reader.until(lambda: reader.screen.collation.comparison is not None)
        await reader.press("Q")
        await reader.until(lambda: "No article quotes anybody" in reader.status)
        await reader.press("c")
        await reader.until(lambda: "No two articles make the same claim" in reader.status)


@pytest.mark.slow
async def test_the_last_of_many_quotations_is_reached_and_so_is_each_page(tmp_path: Path) -> None:
    many = [
        f"“The harbour needs {number} more boats before winter {number + 2000},” Visser said."
        for number in range(1, 121)
    ]
    folder = written(tmp_path / "corpus", one="\n\n".join((FERRY["anchor"][0], *many)), two=STORM)
    async with reading(tmp_path, [folder]) as reader:
        pane = await listed(reader)
        assert "120 quotations" in told(reader)
        await reader.press("G")
        await reader.until(lambda: pane.under_cursor == 119)
        assert "120 more boats" in lines(reader, pane)[-1]
        await reader.press("g")
        await reader.until(lambda: pane.under_cursor == 0)
        seen = {0}
        while pane.under_cursor != 119:
            before = pane.under_cursor
            await reader.press("space")
            assert pane.under_cursor is not None
            assert before is not None
            assert pane.under_cursor > before
            assert sum(row.startswith("┃") for row in lines(reader, pane)) >= 1
            seen.add(pane.under_cursor)
        assert len(seen) > 5
        await reader.pilot.resize_terminal(80, 24)
        await reader.until(lambda: pane.size.width < 80)
        assert pane.under_cursor == 119
        assert any(row.startswith("┃") for row in lines(reader, pane))
