"""What a reader with many notes waits for, on the screen: opening a corpus, the list of notes.

    python benchmarks/notes_reader.py [--notes 10000] [--articles 1000] [--runs 3]

The program runs headless, each time in a process of its own. `opened` is until every article is
read and, with notes, until all of them stand in the reader's table; the comparing of articles,
which is the same with and without notes, goes on meanwhile and is not waited for.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tui.anchoring.resolver import AnchorResolver
from tui.app import ReaderApp
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find, load
from tui.notes.location.located_notes import LocatedNotes
from tui.notes.location.note_locator import NoteLocator
from tui.notes.note import Kind, Note, new_id
from tui.notes.note_reports import target_at
from tui.notes.note_store import NoteStore
from tui.resources import SEEDS
from tui.screens.commands.note_commands import NoteCommands
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.notes.notes_dialog import NotesDialog
from tui.screens.reading.reading_screen import ReadingScreen
from tui.settings import Folders, Settings
from tui.terminal.probe.capabilities import find_capabilities
from tui.widgets.notes.notes_list import NotesList
from tui.workspace.workspace import Workspace


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(asyncio.run(_measure(options.one))))
        return
    with tempfile.TemporaryDirectory() as folder:
        without, noted = Path(folder, "without"), Path(folder, "with")
        _make(without, options.articles, 0)
        _make(noted, options.articles, options.notes)
        runs: dict[str, list[dict[str, float]]] = {"without": [], "with": []}
        for _ in range(options.runs):  # in turn, so that neither has the quieter machine
            for name, place in (("without", without), ("with", noted)):
                runs[name].append(_run(place))
        for what in runs["with"][0]:
            told = "  ".join(
                f"{name}: {statistics.median(r[what] for r in found):8.1f} ms"
                for name, found in runs.items()
                if what in found[0]
            )
            print(f"{what:40}{told}")
        ratio = statistics.median(r["opened"] for r in runs["with"]) / statistics.median(
            r["opened"] for r in runs["without"]
        )
        print(f"opening with notes takes {ratio:.2f} of the time without")


def _run(place: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(place)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _make(place: Path, articles: int, count: int) -> None:
    """A corpus, and a store of so many notes on it."""
    corpus = place / "corpus"
    corpus.mkdir(parents=True)
    seeds = [path.read_bytes().decode() for path in find([SEEDS])]
    paths = [corpus / f"{n:04}.txt" for n in range(articles)]
    for n, path in enumerate(paths):
        path.write_text(f"{seeds[n % len(seeds)]}\n\nArticle number {n} ends here.\n")
    if not count:
        return
    held = [load(path) for path in paths]
    notes = NoteStore(place / "data" / "notes.sqlite")
    made = []
    for n in range(count):
        corpus_file = held[n % len(held)]
        passages = corpus_file.document.passages if corpus_file.document else ()
        target = target_at(corpus_file, passages[n // len(held) % len(passages)].span)
        kind, at = (Kind.MARK, n % 5 + 1) if n % 3 == 0 else (Kind.NOTE, 0)
        text = f"Note {n}: the evidence here differs from what others say. " * 3
        tags = (("toll", "quote", "check", "police")[n % 4],)
        made.append(Note(new_id(), kind, text, tags, (target,), 1.7e9 + n, 1.7e9 + n, at))
    notes.take_in(made)
    notes.close()


async def _measure(place: Path) -> dict[str, float]:
    ours = Folders(*(place / name for name in ("config", "state", "data", "cache", "log")))
    MatchingController.start = _settle  # type: ignore[method-assign]
    library = Workspace([place / "corpus"], ours)
    app = ReaderApp(library, Settings(), ours, find_capabilities(dict(os.environ)))
    found: dict[str, float] = {}
    began = time.perf_counter()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReadingScreen)  # noqa: S101
        has_notes = library.has_notes
        located = screen.notes.located_notes
        await _until(lambda: screen.is_settled and bool(located or not has_notes))
        found["opened"] = (time.perf_counter() - began) * 1e3
        if has_notes:
            await pilot.pause(0.5)
            await _measure_list(app, found)
            _measure_placing(library, list(screen.contents.files.values()), found)
    library.close()
    return found


def _measure_placing(
    library: Workspace, corpus_files: list[CorpusFile], found: dict[str, float]
) -> None:
    """Finding where all notes stand, and again after one was taken."""
    placing = NoteLocator(library.notes(), LocatedNotes())
    last = next(corpus_file for corpus_file in reversed(corpus_files) if corpus_file.document)
    for what in ("placing all notes", "placing them after one was taken"):
        began = time.perf_counter()
        placing.look(corpus_files, None, _no_anchors)
        found[what] = (time.perf_counter() - began) * 1e3
        library.notes().add([target_at(last, last.document.passages[0].span)], "one more")  # type: ignore[union-attr]


def _no_anchors(corpus_file: CorpusFile) -> AnchorResolver:
    raise AssertionError(corpus_file.name)  # none is open


async def _measure_list(app: ReaderApp, found: dict[str, float]) -> None:
    """The list of notes: opened, and filtered as one types."""
    began = time.perf_counter()
    app.screen.call_later(app.screen.query_one(NoteCommands).action_note_list)
    await _until(lambda: isinstance(app.screen, NotesDialog) and _shown(app) != "")
    found["list of notes: opened"] = (time.perf_counter() - began) * 1e3
    sheet = app.screen
    assert isinstance(sheet, NotesDialog)  # noqa: S101
    sheet._scope = None  # noqa: SLF001
    for what, query in (
        ("… all notes", ""),
        ("… by words", "evidence 77"),
        ("… by words that are nowhere", "zebra"),
        ("… by tag", "#pol"),
        ("… by article", "@0042"),
    ):
        sheet._query = query  # noqa: SLF001
        for _ in range(2 if what == "… all notes" else 0):
            sheet.action_notes_whose()
            await asyncio.sleep(0.2)
        began = time.perf_counter()
        await sheet._show().wait()  # noqa: SLF001
        found[f"list of notes: {what}"] = (time.perf_counter() - began) * 1e3


def _shown(app: ReaderApp) -> str:
    entry = app.screen.query_exactly_one(NotesList).under_cursor
    return entry.note if entry else ""


def _settle(matching: MatchingController) -> None:
    """In the place of comparing: all is read, and nothing is compared."""
    matching.is_settled = True


async def _until(so: Callable[[], bool]) -> None:
    while not so():  # noqa: ASYNC110  # looking must cost the program nothing
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    main()
