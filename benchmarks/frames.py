"""What the economical driver costs a frame, in CPU: the reader's own frames recorded, and replayed.

    python benchmarks/frames.py [--wide]

Prints the median of reading a frame, of drawing it into the state wanted, and of finding out what
to send, the best of several replays. Textual's own driver spares all three and sends it all.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.pty_session import Session  # noqa: E402 - needs the checkout
from tui.cli.main import main as read  # noqa: E402
from tui.terminal import driver  # noqa: E402
from tui.terminal.encode.encoder import EncoderOptions  # noqa: E402
from tui.terminal.screen.frame_parser import parse_frame, parse_text  # noqa: E402
from tui.terminal.transport.frame_sender import FrameSender  # noqa: E402

LARGE = 2000
"""Characters from which a write is a frame worth measuring."""
REPLAYS = 7
STEPS = ("reading", "drawing", "finding the difference")


class Nowhere:
    """Takes what is sent, at once."""

    waiting = False

    def send(self, data: bytes) -> None:
        """Let it go."""


def record(file: Path) -> int:
    """Run the reader, and put down all that Textual writes."""
    written = driver.EconomicalDriver.write
    with file.open("w", encoding="utf-8") as out:

        def write(self: driver.EconomicalDriver, data: str) -> None:
            out.write(json.dumps(data) + "\n")
            written(self, data)

        driver.EconomicalDriver.write = write  # type: ignore[method-assign]
        return read([str(ROOT / "seeds")])


def recorded(*, wide: bool) -> list[str]:
    """Give what Textual writes while line after line is read."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "frames")
        homes = {f"XDG_{name}_HOME": folder for name in ("STATE", "CONFIG", "DATA", "CACHE")}
        command = [sys.executable, __file__, "--record", str(file)]
        with Session(command, size=(120, 40), environ=homes) as session:
            session.until_text(" shared")
            session.until_quiet(1.0)
            for key in ("z" if wide else "g", *"j" * 60):
                session.press(key)
                session.until_quiet(0.05)
            session.press("q")
            session.ended()
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def replayed(writes: list[str]) -> list[float]:
    """Give the median milliseconds of each step over the large frames."""
    parse_text.cache_clear()
    sender, took = FrameSender(EncoderOptions()), []
    sender.resize(120, 40)
    for data in writes:
        started = time.thread_time()
        frame = parse_frame(data)
        read_at = time.thread_time()
        if frame is None:
            continue
        sender.draw(frame)
        drawn = time.thread_time()
        while sender.pace.outstanding:
            sender.pace.answered(0.0)
        sender.advance(Nowhere(), 0.0)
        sent = time.thread_time()
        if len(data) > LARGE:
            took.append((read_at - started, drawn - read_at, sent - drawn))
    return [1000 * statistics.median(step) for step in zip(*took, strict=True)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wide", action="store_true", help="at full width")
    parser.add_argument("--record", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.record:
        return record(options.record)
    writes = recorded(wide=options.wide)
    best = min((replayed(writes) for _ in range(REPLAYS)), key=sum)
    print(f"{sum(len(data) > LARGE for data in writes)} frames on {os.cpu_count()} cores")
    for step, spent in zip(STEPS, best, strict=True):
        print(f"{step}: {spent:.2f} ms")
    print(f"together: {sum(best):.2f} ms a frame")
    return 0


if __name__ == "__main__":
    sys.exit(main())
