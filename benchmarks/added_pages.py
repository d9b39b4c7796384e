"""Times `variorum add`: seconds from a page's last byte to its row in a reader that is open.

The page comes from a server on loopback; the reader runs on a pty. Load of other programs counts.

    PYTHONPATH=. python benchmarks/added_pages.py [PAGES]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.support.corpora import written
from tests.support.reader_session import VARIORUM, ready, session
from tests.support.saved_files import AGROUND, Story, page
from tests.support.web_server import Site, served


def add(site: Site, number: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start `variorum add` for a page of 150 KB that was never served before."""
    story = Story(
        f"{AGROUND.title}, part {number}",
        tuple(f"{words} This is part {number}, {n}." for n in range(60) for words in AGROUND[1]),
    )
    address = site.add(f"/{number}", page(story, url="").ljust(150_000))
    words = ("add", address, "--private", "--to", str(folder))
    return subprocess.Popen([*VARIORUM, *words], stdout=subprocess.DEVNULL)


def main() -> None:
    """Add some pages one after the other, and print how long each took to be listed."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    times: list[float] = []
    with tempfile.TemporaryDirectory() as home, served() as site:
        folder = written(Path(home) / "corpus", a="\n\n".join(AGROUND.paragraphs))
        homes = {f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("STATE", "DATA", "CACHE")}
        with session(folder, **homes) as terminal:
            ready(terminal)
            for number in range(1, pages + 1):
                command = add(site, number, folder)
                terminal.until(lambda number=number: f"/{number}" in site.ended)
                came = site.ended[f"/{number}"]
                terminal.until(lambda number=number: f"{number} new" in terminal.emulator.text())
                times.append(time.monotonic() - came)
                command.wait()
                terminal.until_quiet()  # the article is compared
            terminal.press("q")
            terminal.ended()
    print(f"seconds from fetched to listed: {', '.join(f'{one:.2f}' for one in times)}")
    print(f"median {median(times):.2f}, longest {max(times):.2f}")


if __name__ == "__main__":
    main()
