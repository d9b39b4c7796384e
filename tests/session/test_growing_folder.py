"""A file put into the folder that is read comes onto the screen of a real terminal."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader_session import ready, session

pytestmark = pytest.mark.slow

DAWN = "The ferry Aurelia ran aground at dawn with ninety people aboard."
QUAY = "Nobody was hurt, the master of the harbour said on the quay."


@pytest.mark.parametrize("words", [(), ("--secure",)])
def test_a_file_that_is_added_is_listed_and_compared(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder = written(tmp_path / "corpus", a=f"{DAWN}\n\n{QUAY}", c=f"{DAWN}\n\nSnow fell.")
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("STATE", "DATA", "CACHE")}
    with session(*words, folder, **homes) as terminal:
        ready(terminal)
        assert "1 new ·" not in terminal.emulator.text()
        (folder / "b.txt").write_text(f"{QUAY}\n\nThe crew had slept.")
        terminal.until(lambda: "1 new ·" in terminal.emulator.text())
        terminal.until(lambda: "+ C" in terminal.emulator.text())
        terminal.press("G")
        terminal.until(lambda: "verbatim" in terminal.emulator.text())
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.left_behind() == []
