"""Copying sends words with their reference to the terminal, and says what was done."""

import base64
import re
from pathlib import Path

import pytest

from tests.support.corpora import STORM, written
from tests.support.reader import reading
from tests.support.reader_session import ready, session


@pytest.mark.slow
def test_what_is_sent_is_the_passage_and_where_it_stands(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=f"Storm in Zeeland\n\n{STORM}")
    with session(folder) as terminal:
        ready(terminal)
        terminal.press("G")
        terminal.until_quiet()
        terminal.press("y")
        terminal.until(lambda: b"\x1b]52;" in bytes(terminal.received))
        found = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.received))
        assert found
        text = base64.b64decode(found[1]).decode()
        assert text == f"{STORM}\n\n— “Storm in Zeeland”, a.txt, paragraph 2\n"
        terminal.until(lambda: f"Copied {len(text)} characters" in terminal.emulator.text())


@pytest.mark.slow
async def test_what_is_too_long_for_the_terminal_is_put_into_a_file(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=" ".join(f"word{n}" for n in range(20_000)) + ".")
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("v", "P", "y")
        await reader.until(lambda: "Too long for the terminal" in reader.status)
        text = (tmp_path / "state" / "copied.txt").read_text(encoding="utf-8")
        assert text.startswith("word0 word1 ")
        assert "a.txt, paragraph 1" in text


@pytest.mark.parametrize("multiplexer", [{"TMUX": "socket,1,0"}, {"STY": "1.x"}], ids=str)
async def test_tmux_and_screen_are_passed_through(
    tmp_path: Path, multiplexer: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(
        "textual.drivers.headless_driver.HeadlessDriver.write", lambda _, data: sent.append(data)
    )
    for name, value in multiplexer.items():
        monkeypatch.setenv(name, value)
    async with reading(tmp_path, [written(tmp_path / "corpus", a=STORM)]) as reader:
        await reader.press("y")
        await reader.until(lambda: "Copied " in reader.status)
        assert any(data.endswith("\x1b\\") and "\x1bP" in data for data in sent)
