"""Every command is declared once, can be reached, is documented, and its keys can be changed."""

from pathlib import Path

import pytest

from tests.support.reader import reading
from tui.app import ReaderApp
from tui.commands import BY_ID, COMMANDS, LIST_AREAS, Area, Command, page
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.collation.claim_map_dialog import ClaimMapDialog
from tui.screens.collation.collation_list import CollationList
from tui.screens.collation.difference_list import DifferenceList
from tui.screens.collation.quotations_dialog import QuotationsDialog
from tui.screens.collation.sentence_lists import OmissionList, OnlyHereList
from tui.screens.collation.side_by_side import SideBySideScreen
from tui.screens.commands.collation_commands import CollationCommands
from tui.screens.commands.document_commands import DocumentCommands
from tui.screens.commands.export_commands import ExportCommands
from tui.screens.commands.match_commands import MatchCommands
from tui.screens.commands.note_commands import NoteCommands
from tui.screens.commands.novelty_commands import NoveltyCommands
from tui.screens.commands.passage_commands import PassageCommands
from tui.screens.commands.search_commands import SearchCommands
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.screens.dialogs.help_dialog import Help, help_lines
from tui.screens.exports.export_dialogs import ExportDialog
from tui.screens.matching.excluded_pairs_dialog import ExcludedPairsDialog
from tui.screens.matching.explanation_dialog import ExplanationDialog
from tui.screens.notes.notes_dialog import NotesDialog
from tui.screens.reading.reading_screen import ReadingScreen
from tui.screens.versions.version_list import VersionList
from tui.settings import Settings, SettingsError, read_settings
from tui.widgets.article.selection_line import SelectionLine
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.pane import Pane
from tui.widgets.core.prompt import Prompt
from tui.widgets.core.sheet import Sheet
from tui.widgets.layout.panes import Panes
from tui.widgets.notes.note_editor import NoteEditor
from tui.widgets.notes.notes_list import NotesList

ROOT = Path(__file__).parents[1]
HOMES: tuple[type, ...] = (
    Pane,
    Panes,
    CollationCommands,
    ExportCommands,
    MatchCommands,
    NoteCommands,
    ReadingScreen,
    ReaderApp,
    SelectionLine,
    Prompt,
    NoteEditor,
    NotesDialog,
    ExplanationDialog,
    ExcludedPairsDialog,
    NoveltyCommands,
    DocumentCommands,
    PassageCommands,
    SearchCommands,
    QuotationsDialog,
    ClaimMapDialog,
    SideBySideScreen,
    DialogScreen,
    ChoiceDialog,
    CollationList,
    FilteredList,
    DifferenceList,
    OnlyHereList,
    OmissionList,
    VersionList,
    ExportDialog,
)
"""The classes that have keys of their own."""


def test_ids_and_keys_are_each_used_once() -> None:
    for own in (None, *(area for area in Area if area.has_own_keys)):
        here = [c for c in COMMANDS if (c.area if c.area.has_own_keys else None) is own]
        keys = [key for command in here for key in command.keys]
        assert len(keys) == len(set(keys))
    for area in LIST_AREAS - {Area.LIST}:
        keys = [key for c in COMMANDS if c.area in {Area.LIST, area} for key in c.keys]
        assert len(keys) == len(set(keys))
    assert len(BY_ID) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=[c.id for c in COMMANDS])
def test_every_command_is_carried_out_wherever_its_keys_are_bound_and_says_what_it_does(
    command: Command,
) -> None:
    homes = [home for home in HOMES if command.id in {each.id for each in vars(home)["BINDINGS"]}]
    assert homes
    for home in homes:
        assert callable(getattr(home, f"action_{command.action}", None)), home
    assert command.title
    assert command.doc.endswith(".")


def test_the_page_of_keys_is_the_table_of_commands() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == page()


@pytest.mark.slow
async def test_help_shows_every_command_and_can_be_searched(tmp_path: Path) -> None:
    lines = [line.text for line in help_lines("", {})]
    for command in COMMANDS:
        assert any(command.doc in line for line in lines)
    async with reading(tmp_path) as reader:
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        await reader.filter("not shared")
        shown = "\n".join(line.text for line in help_lines("not shared", {}))
        assert "}" in shown
        assert "Page down" not in shown
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


@pytest.mark.slow
async def test_a_changed_key_takes_the_place_of_the_old_ones(tmp_path: Path) -> None:
    settings = Settings(keys={"move.line_down": "e,ctrl+n"})
    async with reading(tmp_path, settings=settings) as reader:
        await reader.press("h", "g", "j", "down")
        assert reader.panes.reader.passage == 0
        await reader.press("e")
        assert reader.panes.reader.passage == 1
        await reader.press("ctrl+n")
        assert reader.panes.reader.passage == 2


@pytest.mark.slow
async def test_keys_of_selecting_writing_and_the_list_are_changed_too(tmp_path: Path) -> None:
    changed = {"select.words": "W", "writing.keep": "f8", "notes.remove": "D", "note.undo": "Z"}
    async with reading(tmp_path, settings=Settings(keys=changed)) as reader:
        await reader.press("v", "W")
        line = reader.screen.query_exactly_one(SelectionLine)
        await reader.until(lambda: "by word" in str(line.render()))
        assert "W/s/P unit" in str(line.render())
        await reader.press("a")
        await reader.until(lambda: hasattr(reader.app.focused, "text"))
        await reader.type("mine")
        await reader.press("f8")
        await reader.until(lambda: "Noted" in reader.status)
        await reader.press("o")
        await reader.until(lambda: isinstance(reader.app.screen, NotesDialog))
        sheet = reader.app.screen
        notes = sheet.query_exactly_one(NotesList)
        await reader.until(lambda: notes.under_cursor is not None)
        await reader.press("x")
        await reader.press("D")
        await reader.until(lambda: notes.under_cursor is None)
        await reader.press("Z")
        await reader.until(lambda: notes.under_cursor is not None)
        assert "D take away" in sheet.query_exactly_one(Sheet).keys


def configured(folder: Path, text: str) -> Settings:
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


def test_the_configuration_is_read(tmp_path: Path) -> None:
    found = configured(
        tmp_path, 'width = 60\n[keys]\n"move.line_down" = "ctrl+e,down"\nmove.line_up = "P"\n'
    )
    assert found == Settings({"move.line_down": "ctrl+e,down", "move.line_up": "P"}, 60)
    assert read_settings(tmp_path / "nowhere") == Settings()
    assert configured(tmp_path, '[keys]\n"notes.edit" = "j"\n').keys == {"notes.edit": "j"}
    assert configured(tmp_path, "[notes]\nfolder = '/n'\n").notes_folder == Path("/n")
    named = configured(tmp_path, "[notes.marks]\n1 = ' to  check'\n5 = ''\n")
    assert named.mark_names == {1: "to check"}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('width = 60\n[keys]\n"move.sideways" = "x"\n', 3, "unknown action"),
        ('[keys]\n\n"move.line_down" = "bogus+x"\n', 3, "unknown key"),
        ('[keys]\n"move.line_down" = 3\n', 2, "must be a string"),
        ('[keys]\n"move.line_down" = "k"\n', 2, "taken by move.line_up"),
        ('[keys]\n"notes.edit" = "x"\n', 2, "taken by notes.remove"),
        ('[keys]\n"quotations.copy" = "/"\n', 2, "taken by list.filter"),
        ('[keys]\n"list.filter" = "x"\n', 2, "taken by "),
        ("width = 5\n", 1, "from 20 to 120"),
        ("colour = 'red'\n", 1, "unknown setting"),
        ("[keys\n", 1, "not valid TOML"),
        ("\n[notes]\nfolder = 3\n", 3, "must be a path"),
        ("\n[notes]\nplace = 'x'\n", 2, "a table with a folder"),
        ("\n[notes.marks]\n6 = 'x'\n", 2, "names for 1 to 5"),
        ("[notes.marks]\n2 = 'x'\n3 = 4\n", 3, "one line in quotes"),
        ('[notes.marks]\n2 = "a\\u202eb"\n', 2, "one line in quotes"),
    ],
)
def test_a_mistake_in_the_configuration_names_its_line(
    tmp_path: Path, text: str, line: int, problem: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        configured(tmp_path, text)
    assert problem in str(caught.value)
    assert f"line {line}" in str(caught.value)
    assert str(tmp_path / "config.toml") in str(caught.value)
