"""Keys do by their place what they do on an English keyboard, whatever letters stand on them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Key

from tests.support.reader import reading
from tests.support.reader_session import ready, session
from tui.commands import COMMANDS
from tui.keyboard_layouts import LATIN, LAYOUTS, Keyboard
from tui.resources import SEEDS
from tui.settings import Settings, SettingsError, read_settings
from tui.terminal.input.parser import KeyReader

ROW = "asdfghjkl"
HOME_ROWS = {"ru": "фывапролд", "el": "ασδφγηξκλ", "he": "שדגכעיחלך", "sr": "асдфгхјкл"}


@pytest.mark.parametrize("name", HOME_ROWS)
def test_a_row_of_letters_is_the_row_at_its_place(name: str) -> None:
    keyboard = Keyboard(name)
    assert "".join(map(keyboard.key, HOME_ROWS[name])) == ROW
    assert not keyboard.is_found


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_layout_has_two_letters_on_one_key(name: str) -> None:
    layout = LAYOUTS[name]
    for rows, keys in ((layout.plain, (13, 13, 11, 10)), (layout.shifted, (13, 13, 11, 10))):
        assert all(len(row) <= most for row, most in zip(rows, keys, strict=True))
    plain = [c for c in "".join(layout.plain) if not c.isascii()]
    assert len({layout.english_keys[c] for c in plain}) == len(plain) == len(set(plain))


def test_capitals_are_with_shift() -> None:
    assert [Keyboard("ru").key(c) for c in "ОЛХЪхъЮ"] == ["J", "K", "{", "}", "[", "]", ">"]
    assert Keyboard("el").key("Ξ") == "J"
    assert Keyboard("ar").key("؟") == "?"


def test_what_is_no_letter_of_a_layout_is_left_alone() -> None:
    for keyboard in (Keyboard(), Keyboard(LATIN)):
        assert [keyboard.key(c) for c in "jé/ößñ"] == [""] * 6
        assert not keyboard.name
    assert not Keyboard(LATIN).key("о")


@pytest.mark.parametrize(
    ("typed", "language", "found"),
    [
        ("о", "", "ru"),
        ("ої", "", "uk"),
        ("јо", "", "sr"),
        ("о", "bg_BG.UTF-8", "bg"),
        ("о", "de_DE.UTF-8", "ru"),
        ("ξ", "", "el"),
        ("ά", "", "el"),
        ("ח", "", "he"),
        ("تپ", "", "fa"),
        ("ჯ", "C", "ka"),
    ],
)
def test_the_layout_is_found_by_its_letters(typed: str, language: str, found: str) -> None:
    keyboard = Keyboard(language=language)
    assert "" not in [keyboard.key(c) for c in typed]
    assert keyboard.name == found
    assert keyboard.is_found


def test_signs_of_input_methods_are_those_of_the_key() -> None:
    assert [Keyboard().key(c) for c in "ｊ？：。」５٣"] == ["j", "?", ":", ".", "]", "5", "3"]


@pytest.mark.slow
async def test_letters_move_through_the_article_and_the_keyboard_is_told_once(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path) as reader:
        before = reader.panes.reader.offset_here
        await reader.press("о")
        assert reader.panes.reader.offset_here > before
        await reader.press("л")
        assert reader.panes.reader.offset_here == before
        told = reader.notifications
        assert len(told) == 1
        assert 'keyboard = "ru"' in told[0]


@pytest.mark.slow
async def test_a_keyboard_that_was_set_is_not_told(tmp_path: Path) -> None:
    async with reading(tmp_path, settings=Settings(keyboard="el")) as reader:
        before = reader.panes.reader.offset_here
        await reader.press("ξ")
        assert reader.panes.reader.offset_here > before
        assert not reader.notifications


@pytest.mark.slow
async def test_what_is_typed_stays_what_it_is(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("slash", "о", "л")
        assert reader.search_line.value == "ол"
        assert not reader.notifications


@pytest.mark.slow
async def test_a_letter_that_the_user_bound_means_what_he_says(tmp_path: Path) -> None:
    settings = Settings(keys={"move.line_down": "j,л"}, keyboard="ru")
    async with reading(tmp_path, settings=settings) as reader:
        before = reader.panes.reader.offset_here
        await reader.press("л")
        assert reader.panes.reader.offset_here > before


@pytest.mark.slow
async def test_with_latin_letters_mean_only_themselves(tmp_path: Path) -> None:
    async with reading(tmp_path, settings=Settings(keyboard=LATIN)) as reader:
        before = reader.panes.reader.offset_here
        await reader.press("о")
        reader.app.post_message(Key("j", "о"))  # as named by a terminal that tells the place
        await reader.pilot.pause()
        assert reader.panes.reader.offset_here == before
        reader.app.post_message(Key("j", "j"))
        await reader.until(lambda: reader.panes.reader.offset_here > before)


def test_the_configuration_names_a_layout(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('keyboard = "he"\n')
    assert read_settings(tmp_path).keyboard == "he"
    (tmp_path / "config.toml").write_text('width = 70\nkeyboard = "klingon"\n')
    with pytest.raises(SettingsError, match=r"line 2: keyboard: .*\bel\b.*\blatin\b"):
        read_settings(tmp_path)


def keys(*reads: str) -> list[tuple[str, str | None]]:
    reader = KeyReader()
    messages = [message for text in reads for message in reader.events(text)]
    return [(message.key, message.character) for message in messages if isinstance(message, Key)]


@pytest.mark.parametrize(
    ("sent", "key", "character"),
    [
        ("\x1b[1086::106;;1086u", "j", "о"),
        ("\x1b[1086:1054:106;2;1054u", "J", "О"),
        ("\x1b[1086::106;65;1054u", "J", "О"),
        ("\x1b[1078:1046:59;2;1046u", "colon", "Ж"),
        ("\x1b[1089::99;5u", "ctrl+c", None),
        ("\x1b[1502::111;5u", "ctrl+o", None),
        ("\x1b[106:74;2;74u", "J", "J"),
        ("\x1b[246::59;;246u", "ö", "ö"),
        ("\x1b[27u", "escape", None),
    ],
)
def test_a_terminal_that_tells_the_place_is_believed(
    sent: str, key: str, character: str | None
) -> None:
    assert keys(sent) == [(key, character)]
    for cut in range(3, len(sent)):
        assert keys(sent[:cut], sent[cut:]) == [(key, character)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "sent",
    [
        lambda key, base: f"\x1b[{ord(key)}::{ord(base)};;{ord(key)}u",
        lambda key, base: key,  # noqa: ARG005
    ],
    ids=["by the kitty protocol", "as letters"],
)
def test_one_reads_writes_and_leaves_on_a_terminal(
    tmp_path: Path, sent: Callable[[str, str], str]
) -> None:
    with session(SEEDS, XDG_DATA_HOME=str(tmp_path)) as terminal:
        ready(terminal)
        terminal.press(sent("ъ", "]"))
        terminal.until(lambda: " 1/16" not in terminal.emulator.text())
        terminal.press(sent("п", "g"))
        terminal.until(lambda: " 1/16" in terminal.emulator.text())
        terminal.press(sent("ф", "a"))
        terminal.until(lambda: "Ctrl-S save" in terminal.emulator.text())
        terminal.press(sent("о", "j") + sent("н", "y"))
        terminal.until(lambda: "он" in terminal.emulator.text())
        terminal.press("\x1b[1099::115;5u")
        terminal.until(lambda: "Ctrl-S save" not in terminal.emulator.text())
        terminal.press(sent("й", "q"))
        assert terminal.ended() == 0
        assert terminal.left_behind() == []
        asked = re.search(rb"\x1b\[>(\d+)u", terminal.received)
        assert asked
        assert int(asked[1]) & 4


def test_every_command_can_be_reached_from_a_russian_keyboard() -> None:
    reached = {Keyboard("ru").key(c) for c in LAYOUTS["ru"].english_keys}
    out_of_reach = [
        command.id
        for command in COMMANDS
        if not any(
            key in reached or len(key) > 1 or key.isdecimal() or key in '.?/:+!()="'
            for key in command.keys
        )
    ]
    assert out_of_reach == []
