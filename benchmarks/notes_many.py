"""How long a reader with many notes waits.

python benchmarks/notes_many.py [--notes 10000] [--articles 1000]
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find, load
from tui.exports.formats import ExportFormat, render
from tui.notes.database.note_filter import NoteFilter
from tui.notes.note import Kind, Note, new_id
from tui.notes.note_reports import NoteReports, target_at
from tui.notes.note_store import NoteStore
from tui.resources import SEEDS

TAGS = ("toll", "quote", "check", "police", "court", "weather", "photo", "sources")


def timed(what: str, work: Callable[[], object], times: int = 5) -> None:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    print(f"{what:52}{sorted(spent)[len(spent) // 2] * 1e3:10.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=1_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, file = Path(folder, "corpus"), Path(folder, "notes.sqlite")
        corpus.mkdir()
        seeds = [path.read_bytes().decode() for path in find([SEEDS])]
        paths = [corpus / f"{n:04}.txt" for n in range(options.articles)]
        for n, path in enumerate(paths):
            path.write_text(f"{seeds[n % len(seeds)]}\n\nArticle number {n} ends here.\n")
        held = [load(path) for path in paths]
        made = [_note(n, held[n % len(held)]) for n in range(options.notes)]
        notes = NoteStore(file)
        timed("importing them, as one change", lambda: notes.take_in(made), 1)
        notes.close()
        timed("opening the store", lambda: NoteStore(file).close())
        notes = NoteStore(file)
        one = held[len(held) // 2]
        timed("reading the corpus, without notes", lambda: [load(path) for path in paths], 1)
        timed("finding where all notes stood, for the whole corpus", notes.snapshots)
        timed("the notes of one article, whole", lambda: notes.of(one.key, one.digest))
        timed("the notes pane: all, first 200", lambda: notes.summaries(NoteFilter()))
        timed("… by words", lambda: notes.summaries(NoteFilter(words="evidence 77")))
        timed("… by words that are nowhere", lambda: notes.summaries(NoteFilter(words="zebra")))
        timed("… by tag", lambda: notes.summaries(NoteFilter(tags=("police",))))
        timed("… by kind", lambda: notes.summaries(NoteFilter(kind=Kind.MARK, mark=2)))
        timed("… by article", lambda: notes.summaries(NoteFilter(path=one.key, digest=one.digest)))
        timed("tags for completion", notes.tags)
        target = target_at(one, one.document.passages[3].span) if one.document else None
        timed("taking a note, durable", lambda: notes.add([target] if target else [], "x"), 20)
        timed("undoing it", notes.undo, 20)
        timed("whether another process changed anything", notes.version, 20)
        timed("every note, whole", notes.all, 1)
        timed("`notes list --json`, files unchanged", lambda: NoteReports(notes).summaries(), 1)
        timed("export as JSON-LD", lambda: render(ExportFormat.JSONLD, notes.all(), held), 1)
        timed("export as Markdown", lambda: render(ExportFormat.MARKDOWN, notes.all(), held), 1)
        print(f"{'size of the store':52}{file.stat().st_size / 1e6:10.1f} MB")
        notes.close()


def _note(n: int, corpus_file: CorpusFile) -> Note:
    passages = corpus_file.document.passages if corpus_file.document else ()
    target = target_at(corpus_file, passages[n % len(passages)].span)
    kind = Kind.MARK if n % 3 == 0 else Kind.NOTE
    return Note(
        id=new_id(),
        kind=kind,
        text=f"Note {n}: the evidence here differs from what others say. " * 3,
        tags=(TAGS[n % len(TAGS)], TAGS[n // 7 % len(TAGS)]),
        targets=(target,),
        created=1_700_000_000.0 + n,
        changed=1_700_000_000.0 + n,
        mark=n % 5 + 1 if kind is Kind.MARK else 0,
    )


if __name__ == "__main__":
    main()
