"""The reader's own frames, recorded from Textual's driver: ours shows the same after each."""

import re
from pathlib import Path

import pytest

from tests.support.frames import play
from tests.support.pty_session import COLOURS
from tests.support.reader_session import ready, session
from tui.resources import SEEDS
from tui.terminal.encode.encoder import EncoderOptions

pytestmark = pytest.mark.slow

SIZE = (100, 30)
FRAME = re.compile(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)
READING = ["j", "j", "j", " ", "]", "\r", "j", "\x7f", "2", "1", "j", "\r", "z", "j", "b", "z"]
WINDOWS = ["?", "j", "\x1b", "m", "a", "n", "o", "\x1b", "o", "\x1b", ">", "<"]
SCRIPTS = {
    "hindi": "किताब यहाँ पढ़ी जाती है। परिषद ने मंगलवार को मतदान किया। नौ शाखाएँ खुली रहेंगी।",
    "thai": "ห้องสมุดยังเปิดอยู่ในเมือง ผู้อ่านที่นี่พอใจมาก น้ำท่วมเมื่อวันอังคาร",
    "hebrew": "שָׁלוֹם לַקּוֹרֵא. הַסִּפְרִיָּה נִשְׁאֶרֶת פְּתוּחָה בַּיּוֹם הַשְּׁלִישִׁי.",
    "decomposed": "Le conse\u0301il a vote\u0301 mardi. Neuf bibliothe\u0300ques y restent.",
    "wide": "図書館は火曜日も開いている。市議会は賛成した。👩\u200d🚀 と 🇩🇪 も読む。",
}


def recorded(*words: str | Path, keys: list[str], **environ: str) -> list[str]:
    """What Textual's own driver writes, frame by frame, while the keys are pressed."""
    with session(*words, size=SIZE, VARIORUM_DRIVER="plain", **environ) as terminal:
        ready(terminal)
        terminal.drawing = False
        for key in keys:
            terminal.press(key)
            terminal.pump(0.5)  # until it begins to answer
            terminal.until_quiet(0.15)
        sent = bytes(terminal.received).replace(b"\r\n", b"\n")  # the pty made them so
        return [frame.decode() for frame in FRAME.findall(sent)]


@pytest.mark.parametrize("colours", COLOURS)
def test_what_the_reader_draws_of_the_seeds(colours: str) -> None:
    frames = recorded(SEEDS, keys=[*READING, *WINDOWS], **COLOURS[colours])
    assert len(frames) > len(READING)
    assert play(frames, EncoderOptions(), SIZE) < sum(map(len, frames)) / 3


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_the_reader_draws_of_other_scripts(script: str, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"{SCRIPTS[script]}\n\n{SCRIPTS[script]} {name}\n")
    part = SCRIPTS[script].split()[0][:-1]
    search = ["j", "/", *part, "\r", "n", "n"]
    frames = recorded(tmp_path, keys=[*search, *READING])
    assert len(frames) > len(search)
    play(frames, EncoderOptions(), SIZE)
