"""The reader under random keys and sizes over a slow link, then with the link dead for a while.

    python benchmarks/soak.py [--seconds 600] [--dead 60] [--seed 5]

After each burst what the terminal shows is compared with what the app believes, sent whole again.
It ends with status 1 at the first difference, and says how memory went.
"""

import argparse
import random
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pyte.screens import Char

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.pty_session import Session  # noqa: E402 - needs the checkout

RATE = 32_768
KEYS = [
    *("j", "k", " ", "b", "d", "u", "g", "G", "]", "[", "}", "{", "J", "K", "\r", "\x7f", "p"),
    *("/the\r", "n", "N", "\x1b", "fch\r", "1", "2", "3", "z", "<", ">", "\t", "?", "\x1b", "\x0c"),
    *("jjjjjjjjjjjj", "kkkkkkkkk", "    ", "\x1b[<64;5;5M", "\x1b[B\x1b[B"),
]
SIZES = [(120, 40), (90, 24), (61, 17), (33, 9), (200, 60)]
AGAIN = 10.0
"""Seconds within which everything has been sent again."""
FEWEST = 10
"""Samples below which a slope says nothing."""
MOST_A_MINUTE = 100
"""Kilobytes of growth a minute up to which memory counts as flat."""


def own(home: str) -> dict[str, str]:
    """The environment in which the reader keeps its things in `home`."""
    folders = {f"XDG_{name}_HOME": home for name in ("STATE", "CONFIG", "DATA", "CACHE")}
    return {"HOME": home, **folders}


def resident(pid: int) -> int:
    """Kilobytes of memory."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def burst(session: Session, choose: random.Random) -> int:
    """Press sixty random keys over the slow link, changing size now and then; how many."""
    session.rate = RATE
    for _ in range(60):
        if choose.random() < 0.05:  # noqa: PLR2004
            session.resize(*choose.choice(SIZES))
        session.press(choose.choice(KEYS))
        session.pump(choose.random() / 20)
    return 60


def drifted(session: Session) -> bool:
    """Whether the terminal shows anything else than what is sent when all is sent again.

    The terminal is emptied first. What counts is the first whole screen: a moment later the reader
    may have judged the link anew, and show highlights in another look.
    """
    session.rate = 0
    session.until_quiet()
    for _ in range(3):
        session.press("\x1b")
        session.until_quiet()
    session.resize(100, 30)
    session.until_quiet(0.6)
    before = session.emulator.cells()
    session.emulator.feed("\x1b[2J")
    session.press("\x0c")
    end = time.monotonic() + AGAIN
    while session.emulator.cells() != before:
        if time.monotonic() > end:
            tell(before, session.emulator.cells())
            return True
        session.pump(0.05)
    session.until_quiet()
    return False


def tell(before: list[list[Char]], after: list[list[Char]]) -> None:
    """Print where two screens differ, row by row, and in what."""
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            shown = ["".join([cell.data for cell in row]).rstrip() for row in (old, new)]
            print(f"row {y}: {shown[0]!r}, sent again: {shown[1]!r}")
            cells = enumerate(zip(old, new, strict=True))
            apart = [(x, was, now) for x, (was, now) in cells if was != now]
            print(f"  {len(apart)} cells, first column {apart[0][0]}: {apart[0][1:]}")


def soaked(session: Session, seconds: float, choose: random.Random) -> bool:
    """Press random keys for so long; whether all stayed right."""
    end = time.monotonic() + seconds
    pressed = bursts = 0
    memory: list[tuple[float, int]] = []
    while time.monotonic() < end:
        pressed += burst(session, choose)
        bursts += 1
        if session.process.poll() is not None or drifted(session):
            print(f"after {pressed} keys: {session.emulator.text()}")
            return False
        memory.append((seconds - (end - time.monotonic()), resident(session.process.pid)))
    print(f"{pressed} keys, {bursts} comparisons, no difference")
    return stays_flat(memory)


def stays_flat(memory: list[tuple[float, int]]) -> bool:
    """Say how memory went, given as seconds and kilobytes; whether it settled."""
    for at, kilobytes in memory[:: max(1, len(memory) // 12)]:
        print(f"  {at:4.0f} s: {kilobytes / 1024:.1f} MB")
    settled = memory[len(memory) // 3 :]
    if len(settled) < FEWEST:
        print(f"memory: {memory[-1][1] / 1024:.1f} MB; too short a time to tell how it goes on")
        return True
    slope = statistics.linear_regression(*zip(*settled, strict=True)).slope * 60
    print(f"memory in the last two thirds: {slope:+.0f} KB a minute, {memory[-1][1]} KB at the end")
    return slope < MOST_A_MINUTE


def survived_silence(session: Session, seconds: float) -> bool:
    """Hold the link dead for so long, keys being pressed; whether only the newest state comes."""
    session.press("g")
    session.until_quiet()
    session.reading = False
    end = time.monotonic() + seconds
    presses = 0
    while time.monotonic() < end:
        session.press("j" if presses % 40 < 20 else "k")  # noqa: PLR2004
        presses += 1
        time.sleep(0.1)
    session.press("G")
    before = len(session.received)
    session.reading = True
    session.until_quiet(1.5)
    came = len(session.received) - before
    right = not drifted(session)
    print(f"dead for {seconds:.0f} s, {presses} keys: {came} bytes on release, right: {right}")
    return right and came < 20_000  # noqa: PLR2004


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--dead", type=float, default=60)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    choose = random.Random(options.seed)  # noqa: S311 - no secret
    command = [sys.executable, "-m", "tui", str(ROOT / "seeds")]
    with (
        TemporaryDirectory() as home,
        Session(command, size=(120, 40), environ={"SSH_TTY": "soak", **own(home)}) as session,
    ):
        session.until_text("shared")
        session.until_quiet(1.0)
        fine = soaked(session, options.seconds, choose)
        if options.dead:
            fine = survived_silence(session, options.dead) and fine
        session.press("q")
        fine = session.ended() == 0 and session.left_behind() == [] and fine
        print(f"left behind: {session.left_behind() or 'nothing'}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
