"""How long a reader waits with an index of a million articles; their entries are generated.

    PYTHONPATH=. python benchmarks/many_articles.py make FOLDER [articles]
    PYTHONPATH=. python benchmarks/many_articles.py measure FOLDER
    PYTHONPATH=. python benchmarks/many_articles.py open FOLDER

An article has a generated text of some 400 words, 20 matches with others anywhere in the index, and
is in 10 claims. `measure` tells the median and the longest of 200 look-ups, of articles chosen by
chance, and the memory of a process that has made them. `open` has the reader open 50 articles on a
pty, in pages chosen by chance, and tells the processor's time of its process from the key to the
frame with the text, as it arrives.
"""

import random
import resource
import select
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import growth
import pyarrow as pa

from tests.support.reader_session import session
from tui.formats.extracted_article import ExtractedArticle
from tui.index.partitioned.index_rows import article_row, heading_of, text_row
from tui.index.partitioned.manifest import new_files, new_manifest, publish
from tui.index.partitioned.neighbourhood import Neighbourhood
from tui.index.partitioned.partitioned_index import PartitionedIndex
from tui.index.partitioned.stored_article import StoredArticle, corpus_file_of
from tui.index.partitioned.table_files import TableFile, write_file
from tui.index.partitioned.tables import LAYOUTS, Table, in_columns

CLAIMS, TEXTS = 10, 200
PASSAGES = 20
LOOKUPS, OPENINGS = 200, 50
PAGE_DOWN = "\x1b[6~"
LINES = 5
CLOSED = 0.7
"""Seconds after which a closed article is freed."""


def make(folder: Path, count: int) -> None:
    """Write an index of so many generated articles."""
    texts = [
        StoredArticle(
            str(n),
            f"/archive/{n}.txt",
            "",
            "utf-8",
            f"{n:064}",
            ExtractedArticle(text),
            is_extracted=False,
        )
        for n, text in enumerate(growth.articles(TEXTS))
    ]
    headings = [heading_of(corpus_file_of(text)) for text in texts]
    written = new_files(folder)
    files: dict[Table, list[TableFile]] = {table: [] for table in Table}

    def add(table: Table, number: int, rows: pa.Table) -> None:
        files[table].append(write_file(written, table, number, rows))

    names = sorted(str(n) for n in range(count))
    chance = random.Random(3)  # noqa: S311  # no secret
    others = [chance.randrange(count) for _ in range(4_096 * PASSAGES)]
    for number, first in enumerate(range(0, count, LAYOUTS[Table.TEXTS].span)):
        some = range(first, min(count, first + LAYOUTS[Table.TEXTS].span))
        rows = (text_row(n, texts[n % TEXTS], (), ()) for n in some)
        add(Table.TEXTS, number, in_columns(Table.TEXTS, rows))
    for number, first in enumerate(range(0, count, 4_096)):
        some = range(first, min(count, first + 4_096))
        heads = []
        for n in some:
            heading = headings[n % TEXTS]
            heads.append(
                article_row(n, names[n], heading._replace(title=f"{n} {heading.title}"), n)
            )
        add(Table.ARTICLES, number, in_columns(Table.ARTICLES, heads))
        add(Table.MATCHES, number, matches_of(some, others, count))
        claims = ((n, passage, n * CLAIMS + passage) for n in some for passage in range(CLAIMS))
        add(Table.CLAIMS, number, in_columns(Table.CLAIMS, claims))
        if number % 20 == 0:
            print(f"{first:,} of {count:,}", flush=True)
    span = LAYOUTS[Table.MEMBERS].span
    for number, first in enumerate(range(0, count * CLAIMS, span)):
        some = range(first, min(count * CLAIMS, first + span))
        members = ((n, n // CLAIMS, n % CLAIMS) for n in some)
        add(Table.MEMBERS, number, in_columns(Table.MEMBERS, members))
    publish(folder, written, new_manifest(count, count * CLAIMS, files))
    shutil.rmtree(written, ignore_errors=True)


def matches_of(articles: range, others: list[int], count: int) -> pa.Table:
    """Return matches of articles, each with others anywhere in the index."""
    size = len(articles) * PASSAGES
    values = (
        [n for n in articles for _ in range(PASSAGES)],
        [n % PASSAGES for n in range(size)],
        [(other + articles.start) % count for other in others[:size]],
        [n * 7 % PASSAGES for n in range(size)],
        [0.9] * size,
        [2] * size,
        [True] * size,
    )
    schema = LAYOUTS[Table.MATCHES].schema
    columns = [pa.array(one, field.type) for one, field in zip(values, schema, strict=True)]
    return pa.Table.from_arrays(columns, schema=schema)


def measure(folder: Path) -> None:
    """Print how long look-ups take, and the memory."""
    before = memory()
    begun, used = time.perf_counter(), time.process_time()
    index = PartitionedIndex(folder)
    first = index.entries(0, 64)
    print(
        f"opened, first page of {index.articles:,}: {1e3 * (time.perf_counter() - begun):.0f} ms,"
        f" {1e3 * (time.process_time() - used):.0f} ms CPU; {first[0].title[:40]}"
    )
    chance = random.Random(5)  # noqa: S311  # no secret
    print("|look-up|median, ms CPU|longest, ms CPU|median, ms|\n|-|-|-|-|")

    def row(name: str, look_up: Callable[[int], object], times: int = LOOKUPS) -> None:
        spent, waited = [], []
        for _ in range(times):
            number = chance.randrange(index.articles)
            begun, used = time.perf_counter(), time.process_time()
            look_up(number)
            spent.append(1e3 * (time.process_time() - used))
            waited.append(1e3 * (time.perf_counter() - begun))
        print(
            f"|{name}|{statistics.median(spent):.1f}|{max(spent):.1f}|"
            f"{statistics.median(waited):.1f}|",
            flush=True,
        )

    row("a page of the list", lambda n: index.entries(n, 64))
    row("an article's matches", index.matches)
    row("its claims, and the passages of one", lambda n: (index.claims_of(n), index.members(n)))
    row("its text, parsed", lambda n: corpus_file_of(index.text(index.entry(n)).article))
    row(
        "the same of 20 around it",
        lambda n: list(Neighbourhood(index, index.entry(n)).corpus_files()),
        10,
    )
    for again in ("", ", again"):
        begun, used = time.perf_counter(), time.process_time()
        found = sum(map(len, index.find("qqq", 100)))
        print(
            f"a search of all titles{again} ({found} found): {time.perf_counter() - begun:.2f} s,"
            f" {time.process_time() - used:.2f} s CPU"
        )
    print(f"memory: {memory():.0f} MB, {before:.0f} MB of them before anything was opened")


def open_articles(folder: Path) -> None:
    """Print how long the opening of an article takes, and the memory of the reader."""
    with TemporaryDirectory() as home, session("--index", folder, HOME=home) as terminal:
        clock = ~terminal.process.pid << 3 | 2  # Linux's number for the clock of another process
        terminal.until_text("articles")
        spent, waited = [], []
        chance = random.Random(4)  # noqa: S311  # no secret
        for _ in range(OPENINGS):
            for _ in range(chance.randrange(1, 4)):
                terminal.press(PAGE_DOWN)
                terminal.until_quiet()
            used, begun = time.clock_gettime(clock), time.perf_counter()
            terminal.press("\r")
            while not has_text(terminal.emulator.text()):
                select.select([terminal.master], [], [])
                now = time.clock_gettime(clock), time.perf_counter()
                terminal.pump(0)
            spent.append(1e3 * (now[0] - used))
            waited.append(1e3 * (now[1] - begun))
            terminal.until_quiet(CLOSED)
            terminal.press("q")
            terminal.until(lambda: not has_text(terminal.emulator.text()))
            terminal.until_quiet(CLOSED)
        status = Path(f"/proc/{terminal.process.pid}/status").read_text()
    for name, values in (("CPU", spent), ("clock", waited)):
        ranked = sorted(values)
        print(
            f"{name}: median {statistics.median(values):.0f} ms,"
            f" 95 % {ranked[int(0.95 * len(ranked))]:.0f} ms, longest {ranked[-1]:.0f} ms"
        )
    print(next(line for line in status.splitlines() if line.startswith("VmHWM")))


def has_text(screen: str) -> bool:
    """Return True if the reading screen shows lines of an article."""
    first, *lines = screen.split("\n")
    return "Documents" in first and sum(bool(line[33:80].strip()) for line in lines) > LINES


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    task, where, *most = sys.argv[1:]
    if task == "make":
        make(Path(where), int(most[0]) if most else 1_000_000)
    elif task == "open":
        open_articles(Path(where))
    else:
        measure(Path(where))
