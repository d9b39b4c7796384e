"""The help: what can be done here, what the signs mean, every key."""

from pathlib import Path

import pytest

from tests.support.reader import Reader, reading
from tui.commands import FOOTERS
from tui.matching.config import Certainty
from tui.screens.dialogs.help_dialog import help_lines
from tui.widgets.article.margin_marks import GLYPHS, Coverage
from tui.widgets.sources.match_card import KINDS


def shown(reader: Reader) -> str:
    return reader.shown(reader.app.screen.query_exactly_one("ChoiceList"))


def found(query: str) -> str:
    return "\n".join(line.text for line in help_lines(query, {}))


@pytest.mark.slow
async def test_help_begins_with_what_can_be_done_here(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        for pane, place in (("2", "the article"), ("1", "the list"), ("3", "the sources")):
            await reader.press(pane, "f1")
            assert shown(reader).lstrip().startswith("Here: " + place)
            await reader.press("escape")


@pytest.mark.parametrize("keyboard", FOOTERS)
def test_help_can_be_asked_for_wherever_the_keyboard_is(keyboard: str) -> None:
    lines = [line.text for line in help_lines("", {}, keyboard=keyboard)]
    assert lines[0].startswith("Here: ")


def test_the_legend_has_every_sign_and_word_of_gutter_and_cards() -> None:
    told = found("")
    signs = [glyph for known, glyph in GLYPHS.items() if known is not Coverage.UNKNOWN]
    for sign in (*signs, *KINDS.values(), *map(str, Certainty), "✎", "⇄", "↗", "▶", "┃", "↻"):
        assert sign in told, sign


def test_the_legend_has_what_titles_status_line_and_list_say() -> None:
    told = found("")
    for word in ("pinned", "reused block", "said twice here", "meanings 95/113", "5/16", "20 %"):
        assert word in told, word


def test_the_keys_that_can_be_used_here_are_told_in_full() -> None:
    lines = found("").splitlines()
    assert any(line.split() == ["]", "Next", "shared", "passage"] for line in lines[:8])


def test_a_search_finds_the_signs_of_a_place() -> None:
    assert "◆" in found("gutter")
    assert "only here" in found("gutter")
    assert "verbatim" in found("cards")
    assert found("no such thing") == "Nothing found"


def test_a_sign_never_runs_into_its_meaning() -> None:
    lines = found("").splitlines()
    at = next(n for n, line in enumerate(lines) if "2/3 voices, 4 articles" in line)
    assert lines[at].strip() == "2/3 voices, 4 articles"
    assert lines[at + 1].strip().startswith("4 articles say it")


@pytest.mark.slow
async def test_home_and_end_go_to_both_ends_of_the_help(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("f1")
        await reader.until(lambda: "Here: " in shown(reader))
        first = shown(reader)
        await reader.press("end")
        assert "Leave" in shown(reader)
        assert "Here: " not in shown(reader)
        await reader.press("home")
        assert shown(reader) == first
