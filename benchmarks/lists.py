"""The CPU time from a key to the painted screen, for each list about the comparison of a corpus.

    python benchmarks/lists.py [articles, default: 200]

It opens the seeds, and a corpus of so many articles: the events of ../shared/data, each as it is
and in edited copies. "First" includes modules and style sheets that are loaded with the first list;
"again" is the median of five. Only the thread of the screen is counted, so other programs and the
reader's own workers don't; a line key stands beside, as a yardstick of the machine. "Prepared" is
the CPU time of the whole process until all is compared.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.reader import Reader, reading  # noqa: E402 - needs the checkout
from tui.screens.messages import PassageChosen  # noqa: E402

EVENTS = ROOT.parent / "shared" / "data" / "events"
SEEDS = ROOT / "seeds"
KEYS = {
    "D": "differences",
    "O": "only here",
    "L": "left out",
    "Q": "quotations",
    "c": "claim map",
    "s": "side by side",
    "F": "search all",
}
AGAIN = 5
KEPT, CHANGED = 0.85, 0.04
"""Shares of the paragraphs that an edited copy keeps, and of its words that are others."""
OWN, LENGTH = 3, 30
"""Paragraphs that an edited copy has alone, and their words."""


def main(arguments: list[str]) -> None:
    size = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as folder:
        corpora = {"seeds": SEEDS}
        if EVENTS.is_dir():
            corpora[f"{size} articles"] = made(Path(folder, "corpus"), size)
        print("|corpus|prepared, s|list|first, ms|again, ms|\n|-|-:|-|-:|-:|")
        for name, corpus in corpora.items():
            home = Path(folder, f"home {name}")
            home.mkdir()
            asyncio.run(measure(name, corpus, home))


async def measure(name: str, corpus: Path, home: Path) -> None:
    """Print a row for each list of a corpus."""
    begun = time.process_time()
    async with reading(home, [corpus], compared=False) as reader:
        await until(lambda: reader.screen.collation.comparison is not None, 0.2)
        await reader.pilot.pause()
        prepared = f"{time.process_time() - begun:.1f}"
        await open_fullest(reader)
        print(f"|{name}|{prepared}|j line down||{await line_keys(reader):.0f}|", flush=True)
        for key, what in KEYS.items():
            first = await opened(reader, key)
            again = [await opened(reader, key) for _ in range(AGAIN)]
            print(
                f"|||{key} {what}|{first:.0f}|{statistics.median(again):.0f}|",
                flush=True,
            )


async def open_fullest(reader: Reader) -> None:
    """Open the article that says most alone and leaves out most: no list about it is empty."""
    comparison = reader.screen.collation.comparison
    if comparison is None:
        return

    def rows(document: str) -> tuple[bool, int]:
        lists = comparison.only_here(document), comparison.omissions(document)
        return all(lists), sum(map(len, lists))

    document = max(comparison.collation.documents, key=rows)
    reader.screen.post_message(PassageChosen(document, 0))
    await until(lambda: reader.screen.selection.document == document)
    await reader.pilot.pause()


async def line_keys(reader: Reader) -> float:
    """Return the median of the milliseconds for a line key, as a yardstick of the machine."""
    spent = []
    for _ in range(30):
        begun = time.thread_time()
        reader.app.simulate_key("j")
        await reader.pilot.pause()
        spent.append((time.thread_time() - begun) * 1_000)
    return statistics.median(spent)


async def opened(reader: Reader, key: str) -> float:
    """Return the milliseconds of this thread until the screen of a key is painted."""
    begun = time.thread_time()
    reader.app.simulate_key(key)
    await until(lambda: reader.app.screen is not reader.screen)
    await reader.pilot.pause()
    spent = time.thread_time() - begun
    await reader.press("escape")
    await until(lambda: reader.app.screen is reader.screen)
    await reader.pilot.pause()
    return spent * 1_000


async def until(so: Callable[[], bool], seconds: float = 0.001) -> None:
    """Wait, looking every so many seconds."""
    while not so():  # noqa: ASYNC110  # nothing tells
        await asyncio.sleep(seconds)


def made(folder: Path, size: int) -> Path:
    """Write so many articles: events as they are, then edited copies of them."""
    folder.mkdir()
    originals = [file.read_text(encoding="utf-8") for file in sorted(EVENTS.rglob("*.txt"))]
    for number, text in zip(range(size), copies(originals), strict=False):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def copies(originals: list[str]) -> Iterator[str]:
    """Yield the originals, then edited copies of them without end."""
    yield from originals
    chance = random.Random(16)  # noqa: S311  # no secret
    vocabulary = sorted({word for text in originals for word in text.split()})
    while True:
        for text in originals:
            paragraphs = [p for p in text.split("\n\n") if chance.random() < KEPT]
            paragraphs += [" ".join(chance.sample(vocabulary, LENGTH)) + "." for _ in range(OWN)]
            yield "\n\n".join(
                " ".join(
                    chance.choice(vocabulary) if chance.random() < CHANGED else word
                    for word in paragraph.split()
                )
                for paragraph in paragraphs
            )


if __name__ == "__main__":
    main(sys.argv[1:])
