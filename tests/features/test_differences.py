"""Values that differ: marked on both sides, in the gutter, and in a list that leads there."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import Reader, reading
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.widgets.core.choice_list import ChoiceList

pytestmark = pytest.mark.slow

HURT = "The minister said {} soldiers were injured near Zaandam on Friday evening."
FERRY = "The ferry to Texel was cancelled all day, the harbour master of Den Helder said."


def corpus(folder: Path) -> Path:
    return written(
        folder / "corpus",
        a=f"{HURT.format(14)}\n\n{FERRY}",
        b=f"{FERRY}\n\n{HURT.format(41)}",
        c=f"{FERRY}\n\n{HURT.format(14)}",
    )


async def compared(reader: Reader) -> None:
    await reader.until(lambda: reader.screen.collation.comparison is not None)
    await reader.pilot.pause()


def listed(reader: Reader) -> str:
    return reader.shown(reader.app.screen.query_exactly_one(ChoiceList))


async def test_a_value_that_differs_is_marked_in_the_article_and_in_the_card(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await compared(reader)
        await reader.press("g", "J")
        assert "41" in reader.sources
        row = reader.rows(reader.panes.reader).index(reader.reading_row)
        pieces = reader.panes.reader.render_line(row)
        differs = reader.panes.reader.component_style("differs").color
        assert [piece.text for piece in pieces if piece.style and piece.style.color == differs] == [
            "≠",
            "14",
        ]
        rows = reader.rows(reader.panes.sources)
        line = next(n for n, text in enumerate(rows) if "41" in text)
        pieces = reader.panes.sources.render_line(line)
        assert "41" in [p.text for p in pieces if p.style and p.style.color == differs]


async def test_a_key_goes_from_one_difference_to_the_next_and_back(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    second = "The mayor of Middelburg gave 30 flood victims a new bicycle on Sunday."
    for name, text in (("a", second), ("c", second.replace("30", "50"))):
        with (folder / f"{name}.txt").open("a", encoding="utf-8") as file:
            file.write(f"\n\n{text}")
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("G", "@")
        assert reader.passage == HURT.format(14)
        await reader.press("#")
        assert reader.passage == second
        await reader.press("#")
        assert "No further passage in which a value differs" in reader.status
        assert reader.passage == second


async def test_the_gutter_marks_only_passages_with_a_difference(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await compared(reader)
        marked = [row for row in reader.rows(reader.panes.reader) if "≠" in row[:6]]
        assert len(marked) == 1
        assert "The minister said 14" in marked[0]


async def test_the_list_of_differences_leads_there_and_back(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await compared(reader)
        await reader.press("G", "D")
        await reader.until(lambda: isinstance(reader.app.screen, ChoiceDialog))
        assert "14 (A) | 41 (B)" in listed(reader)
        assert "number" in listed(reader)
        await reader.press("enter")
        assert "14 soldiers" in reader.passage
        assert reader.siglum == "A"
        await reader.press("backspace")
        assert reader.passage == FERRY


async def test_numbers_are_read_in_other_languages_too(tmp_path: Path) -> None:
    fire = "Bei dem Brand in der Mühle am Hafen von Emden wurden {} Menschen verletzt."
    boats = "Die Fähre nach Borkum fuhr den ganzen Tag nicht, und das ist nicht die erste Sperre."
    folder = written(
        tmp_path / "corpus",
        a=f"{fire.format('vierzehn')}\n\n{boats}",
        b=f"{boats}\n\n{fire.format('siebzehn')}",
        c=f"{boats}\n\n{fire.format('14')}",
    )
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("D")
        await reader.until(lambda: isinstance(reader.app.screen, ChoiceDialog))
        assert "vierzehn (A) | siebzehn (B)" in listed(reader)
        assert "vierzehn (A) | 14 (C)" not in listed(reader)


@pytest.mark.parametrize(("typed", "count"), [("number", 2), ("A", 1), ("date", 0), ("41", 2)])
async def test_the_list_is_narrowed_down_by_kind_source_and_word(
    tmp_path: Path, typed: str, count: int
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await compared(reader)
        await reader.press("D")
        await reader.filter(typed)
        assert listed(reader).count(" | ") == count


async def test_an_article_whose_values_agree_says_so(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=FERRY, b=FERRY + " It rained.")
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("D")
        assert "No value differs" in reader.status


async def test_what_only_this_article_says_is_listed_and_gone_to(tmp_path: Path) -> None:
    alone = "Nobody else reports that the lighthouse keeper of Texel kept eleven goats up there."
    folder = written(
        tmp_path / "corpus", a=f"{FERRY}\n\n{HURT.format(14)}\n\n{alone}", b=FERRY, c=FERRY
    )
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("g", "O")
        assert "lighthouse keeper" in listed(reader)
        await reader.filter("lighthouse")
        await reader.press("enter")
        assert reader.passage == alone


async def test_what_two_others_say_is_listed_as_left_out_with_its_place(tmp_path: Path) -> None:
    mayor = "The mayor of Den Helder, Ineke Post, asked the navy to bring bread to the island."
    folder = written(
        tmp_path / "corpus",
        a=f"{FERRY}\n\n{HURT.format(14)}",
        b=f"{FERRY}\n\n{mayor}\n\n{HURT.format(14)}"
        "\n\nBakers lit their ovens at four in the morning to fill the crates."
        "\n\nThe crates were carried by cadets of the naval college who had volunteered for it."
        "\n\nNo charge is made for the loaves, the bakers' guild let everybody know by radio.",
        c="A storm such as nobody on Texel remembers began at noon, when the lighthouse was shut."
        f" {FERRY} {mayor} Old people spoke of the winter of 1963, when sheep froze on the dikes."
        f" {HURT.format(14)} The museum of Den Burg gave soup to whoever knocked at its door.",
    )
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("L")
        assert "asked the navy" in listed(reader)
        assert "would stand after: The ferry to Texel" in listed(reader)
        await reader.press("enter")
        assert reader.passage == mayor
        await reader.press("backspace")
        assert reader.siglum == "A"


async def test_a_group_has_the_sentence_of_the_open_article_as_its_head(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await compared(reader)
        await reader.press("1", "j", "enter", "2")
        await reader.until(lambda: reader.siglum == "B")
        await reader.press("D")
        await reader.until(lambda: isinstance(reader.app.screen, ChoiceDialog))
        rows = [row.strip("┃ ") for row in listed(reader).splitlines() if row.strip("┃ ")]
        assert rows[0] == HURT.format(41)
        assert [row for row in rows if "The minister" in row] == rows[:1]


async def test_the_prompt_names_the_kinds_of_differences_that_occur(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await compared(reader)
        await reader.press("D", "slash")
        await reader.until(lambda: "a kind (number)" in "\n".join(reader.whole_screen))


async def test_long_values_are_shown_where_they_differ(tmp_path: Path) -> None:
    said = (
        "“We have searched all the islands between Texel and Schiermonnikoog, and we have seen {}"
        " of the seals,” Mayor Ineke Post of Den Helder said on Friday."
    )
    folder = written(tmp_path / "corpus", a=said.format("most"), b=said.format("none"))
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("D")
        await reader.until(lambda: isinstance(reader.app.screen, ChoiceDialog))
        row = next(row for row in listed(reader).splitlines() if " | " in row)
        assert "most" in row
        assert "none" in row
