"""The waiting times of a reader with many notes: opening a corpus, and the list of notes.

    python benchmarks/notes_reader.py [--notes 10000] [--articles 1000] [--runs 3]

The program runs headless, each time in a process of its own. `opened` is the time until every
article is read and, with notes, until all of them are located. The articles are not compared: that
takes the same time with and without notes.
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
        without, with_notes = Path(folder, "without"), Path(folder, "with")
        _make_corpus(without, options.articles, 0)
        _make_corpus(with_notes, options.articles, options.notes)
        runs: dict[str, list[dict[str, float]]] = {"without": [], "with": []}
        for _ in range(options.runs):  # in turn, so that neither has the quieter machine
            for name, folder_of_run in (("without", without), ("with", with_notes)):
                runs[name].append(_run(folder_of_run))
        for figure in runs["with"][0]:
            row = "  ".join(
                f"{name}: {statistics.median(r[figure] for r in results):8.1f} ms"
                for name, results in runs.items()
                if figure in results[0]
            )
            print(f"{figure:40}{row}")
        ratio = statistics.median(r["opened"] for r in runs["with"]) / statistics.median(
            r["opened"] for r in runs["without"]
        )
        print(f"opening with notes takes {ratio:.2f} of the time without")


def _run(folder: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(folder)]
    process = subprocess.run(command, capture_output=True, check=True, text=True)
    figures: dict[str, float] = json.loads(process.stdout)
    return figures


def _make_corpus(folder: Path, articles: int, count: int) -> None:
    """Write a corpus, and a store with `count` notes on it."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    seeds = [path.read_bytes().decode() for path in find([SEEDS])]
    paths = [corpus / f"{n:04}.txt" for n in range(articles)]
    for n, path in enumerate(paths):
        path.write_text(f"{seeds[n % len(seeds)]}\n\nArticle number {n} ends here.\n")
    if not count:
        return
    corpus_files = [load(path) for path in paths]
    notes = NoteStore(folder / "data" / "notes.sqlite")
    new_notes = []
    for n in range(count):
        corpus_file = corpus_files[n % len(corpus_files)]
        passages = corpus_file.document.passages if corpus_file.document else ()
        target = target_at(corpus_file, passages[n // len(corpus_files) % len(passages)].span)
        kind, mark = (Kind.MARK, n % 5 + 1) if n % 3 == 0 else (Kind.NOTE, 0)
        text = f"Note {n}: the evidence here differs from what others say. " * 3
        tags = (("toll", "quote", "check", "police")[n % 4],)
        new_notes.append(Note(new_id(), kind, text, tags, (target,), 1.7e9 + n, 1.7e9 + n, mark))
    notes.take_in(new_notes)
    notes.close()


async def _measure(folder: Path) -> dict[str, float]:
    folders = Folders(*(folder / name for name in ("config", "state", "data", "cache", "log")))
    MatchingController.start = _skip_comparison  # type: ignore[method-assign]
    workspace = Workspace([folder / "corpus"], folders)
    app = ReaderApp(workspace, Settings(), folders, find_capabilities(dict(os.environ)))
    figures: dict[str, float] = {}
    start = time.perf_counter()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReadingScreen)  # noqa: S101
        has_notes = workspace.has_notes
        located = screen.notes.located_notes
        await _until(lambda: screen.is_settled and bool(located or not has_notes))
        figures["opened"] = (time.perf_counter() - start) * 1e3
        if has_notes:
            await pilot.pause(0.5)
            await _measure_list(app, figures)
            _measure_location(workspace, list(screen.contents.files.values()), figures)
    workspace.close()
    return figures


def _measure_location(
    workspace: Workspace, corpus_files: list[CorpusFile], figures: dict[str, float]
) -> None:
    """Measure the location of all notes, and again after one was added."""
    locator = NoteLocator(workspace.notes(), LocatedNotes())
    last = next(corpus_file for corpus_file in reversed(corpus_files) if corpus_file.document)
    for name in ("locating all notes", "locating them after one was added"):
        start = time.perf_counter()
        locator.look(corpus_files, None, _no_anchors)
        figures[name] = (time.perf_counter() - start) * 1e3
        workspace.notes().add([target_at(last, last.document.passages[0].span)], "one more")  # type: ignore[union-attr]


def _no_anchors(corpus_file: CorpusFile) -> AnchorResolver:
    raise AssertionError(corpus_file.name)  # none is open


async def _measure_list(app: ReaderApp, figures: dict[str, float]) -> None:
    """Measure the list of notes: opened, and filtered while one types."""
    start = time.perf_counter()
    app.screen.call_later(app.screen.query_one(NoteCommands).action_note_list)
    await _until(lambda: isinstance(app.screen, NotesDialog) and _listed_note(app) != "")
    figures["list of notes: opened"] = (time.perf_counter() - start) * 1e3
    sheet = app.screen
    assert isinstance(sheet, NotesDialog)  # noqa: S101
    sheet._scope = None  # noqa: SLF001
    for name, query in (
        ("… all notes", ""),
        ("… by words", "evidence 77"),
        ("… by words that are nowhere", "zebra"),
        ("… by tag", "#pol"),
        ("… by article", "@0042"),
    ):
        sheet._query = query  # noqa: SLF001
        for _ in range(2 if name == "… all notes" else 0):
            sheet.action_notes_whose()
            await asyncio.sleep(0.2)
        start = time.perf_counter()
        await sheet._show().wait()  # noqa: SLF001
        figures[f"list of notes: {name}"] = (time.perf_counter() - start) * 1e3


def _listed_note(app: ReaderApp) -> str:
    entry = app.screen.query_exactly_one(NotesList).under_cursor
    return entry.note if entry else ""


def _skip_comparison(matching: MatchingController) -> None:
    """End the matching when it begins: no article is compared."""
    matching.is_settled = True


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110  # looking must cost the program nothing
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    main()
