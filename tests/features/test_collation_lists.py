"""The lists about the comparison, on the articles that come with the program: what is right there.

The answers were chosen from what the program found, and judged by the sentences it showed.
"""

from pathlib import Path

import pytest

from tests.support.notes import until_kept
from tests.support.reader import Reader, reading, written
from tui.widgets.core.choice_list import ChoiceList
from tui.widgets.notes.note_text_area import NoteTextArea

pytestmark = pytest.mark.slow

HURT = "The minister said {} soldiers were injured near Zaandam on Friday evening."


async def compared(reader: Reader) -> None:
    await reader.until(lambda: reader.screen.collation.comparison is not None)
    await reader.pilot.pause()


def listed(reader: Reader) -> str:
    return reader.shown(reader.app.screen.query_exactly_one(ChoiceList))


async def test_the_chosen_line_is_copied_and_the_list_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(
        "tui.screens.notes.passage_copy.copy_text",
        lambda _app, text, _folder, _about: copied.append(text) or "Copied",
    )
    folder = written(tmp_path / "corpus", a=HURT.format(14), b=HURT.format(41))
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("D", "y")
        assert copied == ["14 (A) | 41 (B)"]
        assert any("Copied" in row for row in reader.whole_screen)
        assert "14 (A) | 41 (B)" in listed(reader)


@pytest.mark.parametrize("key", ["D", "O", "L", "Q", "c", "s"])
async def test_a_list_says_that_its_results_may_still_change(tmp_path: Path, key: str) -> None:
    async with reading(tmp_path) as reader:
        await reader.until(lambda: reader.screen.collation.is_final)
        comparison = reader.screen.collation.comparison
        assert comparison is not None
        await reader.press(key)
        assert "not final" not in "\n".join(reader.whole_screen)
        await reader.press("escape")
        comparison.is_final = False
        await reader.press(key)
        await reader.until(lambda: "not final" in "\n".join(reader.whole_screen))


async def test_differences_of_the_seeds_are_told_by_type_and_source(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await compared(reader)
        await reader.press("D")
        await reader.filter("name A")
        assert "Antony (A) | Anthony (B)" in listed(reader)  # B alone spells it so
        assert all("(A)" in row for row in listed(reader).splitlines() if " | " in row)
        await reader.press("enter")
        assert reader.siglum == "A"
        assert "Antony" in reader.passage


async def test_what_the_first_seed_leaves_out_is_listed_and_gone_to(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await compared(reader)
        await reader.press("L")
        await reader.filter("defense industr")
        assert "support for Russia" in listed(reader)
        assert "nearest here: " in listed(reader)
        await reader.press("enter")
        assert reader.siglum != "A"
        assert "defense industr" in reader.passage
        await reader.press("backspace")
        assert reader.siglum == "A"


async def test_only_the_interview_reports_on_gaza(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await compared(reader)
        await reader.press("f")
        await reader.type("recent interview")
        await reader.press("enter")
        assert reader.siglum == "C"
        await reader.press("O")
        assert "Partly new: " in listed(reader)
        assert "new: " in listed(reader)
        assert "    nearest, in " in listed(reader)
        await reader.filter("Gaza")
        assert "it was up to Hamas" in listed(reader)
        await reader.press("enter")
        assert "Gaza" in reader.passage


async def test_the_last_passage_says_how_many_claims_are_left_out(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await compared(reader)
        left_out = len(reader.screen.collation.omissions(reader.screen.selection.document))
        assert left_out
        assert "not in this article" not in reader.status
        await reader.press("G")
        await reader.until(lambda: "not in this article" in reader.status)
        assert "L lists them" in reader.status
        await reader.press("L")
        title = str(reader.app.screen.query_exactly_one(".choice-dialog").border_title)
        assert title.endswith(f": {left_out} claims of two or more others")
        assert listed(reader).count("would stand") > 0


async def test_a_note_is_begun_on_the_passage_of_the_chosen_line(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "corpus",
        a=f"The weather was fine.\n\n{HURT.format(14)}",
        b=HURT.format(41),
    )
    async with reading(tmp_path, [folder]) as reader:
        await compared(reader)
        await reader.press("g", "D", "a")
        await reader.until(lambda: isinstance(reader.app.focused, NoteTextArea))
        await reader.type("who counted")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert note.targets[0].selector.quote == HURT.format(14)


@pytest.mark.parametrize(
    ("key", "sigla", "words"),
    [
        ("O", "A", "emphasized the need to halt such activities promptly"),
        ("L", "BC", "support"),
    ],
)
async def test_a_note_is_begun_from_the_lists_about_one_article(
    tmp_path: Path, key: str, sigla: str, words: str
) -> None:
    async with reading(tmp_path) as reader:
        await compared(reader)
        await reader.press(key, "ctrl+t")
        await reader.until(lambda: isinstance(reader.app.focused, NoteTextArea))
        assert reader.siglum in sigla
        await reader.type("ask")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert words in note.targets[0].selector.quote
