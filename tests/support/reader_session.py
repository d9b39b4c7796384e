"""The reader on a pty: started with command-line arguments, ready once it has compared."""

import re
import sys
from pathlib import Path

from tests.support.pty_session import Session
from tests.support.rights import obedient

VARIORUM = (sys.executable, "-m", "tui")


def session(
    *words: str | Path,
    size: tuple[int, int] = (120, 40),
    obeys_modes: bool = False,
    **environ: str,
) -> Session:
    """Start the reader; with `obeys_modes` as a user who may not open closed files."""
    command = [*VARIORUM, *map(str, words)]
    return Session(obedient(command) if obeys_modes else command, size=size, environ=environ)


def ready(terminal: Session) -> None:
    finished = re.compile(r"\d/\d+ shared|only article|says why")

    def compared() -> bool:
        text = terminal.emulator.text()
        if finished.search(text):
            return True
        # Without the list of documents only the sources panel shows the progress.
        return "Other sources" in text and "omparing" not in text and "Reading" not in text

    terminal.until(compared)
    terminal.until_quiet()


def place(session: Session) -> str:
    match = re.search(r"\d+/\d\d(?= )", session.emulator.text().split("\n")[-1])
    assert match, session.emulator.text()
    return match[0]
