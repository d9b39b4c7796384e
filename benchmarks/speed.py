"""What comparing costs, beside rapidfuzz' `cdist` over the same sentences, in one run.

    python benchmarks/speed.py [COMMAND of a plain install, default: variorum beside this python]

The whole process is timed, with a home folder of its own. Memory is the most that all its processes
held together, looked at twenty times a second, so what they share is counted for each.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from growth import used
from rapidfuzz import fuzz, process

from tui.corpus.loader import find, load
from tui.text.document import CARRIES_CLAIMS

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
SEEDS = ROOT / "seeds"
PART = 20
"""Of the slowest baseline one row in so many is measured, and the time multiplied."""


def main(arguments: Sequence[str]) -> None:
    if not DATA.is_dir():
        print(f"skipped: {DATA} is not there")
        return
    variorum = arguments[0] if arguments else str(Path(sys.executable).with_name("variorum"))
    print("|run|wall, s|processors' time, s|memory, MB|\n|-|-:|-:|-:|")
    with tempfile.TemporaryDirectory() as home:
        reuse = Path(home, "reuse")
        shutil.copytree(DATA / "reuse", reuse)
        row("reuse, first time", lambda: matches(variorum, reuse, home))
        row("reuse, again", lambda: matches(variorum, reuse, home))
        shutil.copy(min(SEEDS.glob("*.txt")), reuse)
        row("reuse, one new article", lambda: matches(variorum, reuse, home))
        row("seeds, first time", lambda: matches(variorum, SEEDS, home))
        row("seeds, again", lambda: matches(variorum, SEEDS, home))
        row("translations, first time", lambda: matches(variorum, DATA / "translations", home))
    if not find_spec("numpy"):
        print("\ncdist is left out: it needs numpy, which comes with the extra `semantic`")
        return
    said = sentences(DATA / "translations")
    print(f"\nEvery two of the {len(said):,} sentences of the translations, one processor:\n")
    print("|`rapidfuzz.process.cdist`|s|\n|-|-:|")
    for scorer, part in ((fuzz.ratio, 1), (fuzz.token_sort_ratio, 1), (fuzz.token_set_ratio, PART)):
        begun = time.perf_counter()
        process.cdist(said[::part], said, scorer=scorer, workers=1)
        print(f"|`{scorer.__name__}`|{(time.perf_counter() - begun) * part:.1f}|")


def row(name: str, run: Callable[[], int]) -> None:
    """Print what `run`, which gives its memory in bytes, took."""
    begun, spent = time.perf_counter(), used()[0]
    memory = run()
    took = time.perf_counter() - begun
    print(f"|{name}|{took:.2f}|{used()[0] - spent:.2f}|{memory / 1e6:.0f}|", flush=True)


def matches(variorum: str, corpus: Path, home: str) -> int:
    """Print the matches of a corpus to nowhere; the most memory, in bytes."""
    with subprocess.Popen(
        [variorum, "matches", str(corpus), "--json", "--no-semantic"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "HOME": home},
    ) as running:
        most = 0
        while running.poll() is None:
            most = max(most, resident(running.pid))
            time.sleep(0.05)
    return most


def resident(process_id: int) -> int:
    """Bytes that a process and all it has started hold; what has ended holds nothing."""
    folder = Path("/proc", str(process_id))
    try:
        pages = int((folder / "statm").read_text().split()[1])
        children = [path.read_text().split() for path in folder.glob("task/*/children")]
    except (OSError, IndexError):
        return 0
    held = pages * os.sysconf("SC_PAGESIZE")
    return held + sum(resident(int(child)) for child in chain.from_iterable(children))


def sentences(folder: Path) -> list[str]:
    """Every passage of a corpus that may carry a claim, on one line each."""
    documents = (load(path).document for path in find([folder]))
    return [
        document.on_one_line(number)
        for document in documents
        if document
        for number, passage in enumerate(document.passages)
        if passage.role in CARRIES_CLAIMS
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
