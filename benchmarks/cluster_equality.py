"""Whether Spark, one machine and `variorum matches` find the same, on whole corpora.

    python benchmarks/cluster_equality.py [events] [reuse] [translations] [growth] [--master URL]

Both engines write an index, which must have the same files with the same bytes. What the index has
must be what `variorum matches --json --no-semantic` prints: copies, matches with score and kind,
near misses, reused ranges, and the indirect matches that claims make. The data are looked for in
../shared beside the checkout, or in $VARIORUM_SHARED; `growth` is 3,000 articles of
`benchmarks/growth.py`. The exit code is 1 if anything differs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import cluster
import growth
import quality

sys.path.insert(0, str(growth.ROOT))

from tui.index.cache.document_record import DocumentRecord, make_record
from tui.index.partitioned.partitioned_index import (
    IndexedMatch,
    IndexedWay,
    PartitionedIndex,
)
from tui.index.partitioned.stored_article import corpus_file_of
from tui.matching.features.preprocessing import preprocess
from tui.text.span import Span

SETS = {
    "events": quality.EVENTS,
    "reuse": quality.SHARED / "data/reuse",
    "translations": quality.SHARED / "data/translations",
}
GROWTH = 3_000
LISTS = ("copies", "matches", "perhaps", "passages")
TOLD = 3
"""Values of each list that differ, and are told."""

Value = tuple[Any, ...]
Report = Mapping[str, Counter[Value]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", help=f"of {', '.join([*SETS, 'growth'])}")
    parser.add_argument("--master", default="local[2]")
    asked = parser.parse_args(arguments)
    cluster.adopt_orphans()
    differs = False
    print(f"|corpus|articles|{'|'.join(LISTS)}|claims|same bytes|as matches|processors' time, s|")
    print(f"|{'-|' * (len(LISTS) + 6)}", flush=True)
    for name in asked.sets or [*SETS, "growth"]:
        with tempfile.TemporaryDirectory() as folder:
            corpus = SETS[name] if name in SETS else written(Path(folder, "corpus"))
            if not corpus.is_dir():
                print(f"{name}: skipped, {corpus} is not there")
                continue
            differs |= not compared(name, corpus, Path(folder), asked.master)
    return int(differs)


def written(folder: Path, size: int = GROWTH) -> Path:
    folder.mkdir()
    cluster.write_articles(folder, growth.articles(size), 0, size)
    return folder


def compared(name: str, corpus: Path, home: Path, master: str) -> bool:
    """Print the row of a corpus; return True if all find the same."""
    alone = cluster.run(home, corpus, "--partitioned", "--to", home / "alone")
    spark = cluster.run(
        *(home, corpus, "--engine", "spark", "--master", master, "--to", home / "index")
    )
    files, others = contents(home / "alone"), contents(home / "index")
    same = files == others
    printed = reported(corpus, home)
    opened = PartitionedIndex(home / "index")
    indexed = in_index(opened)
    wrong = [one for one in LISTS if printed[one] != indexed[one]]
    counts = "|".join(f"{printed[one].total():,}" for one in LISTS)
    print(
        f"|{name}|{opened.articles:,}|{counts}|{opened.claims:,}|{told(same)}|{told(not wrong)}|"
        f"{alone.seconds:.0f} alone, {spark.seconds:.0f} on Spark|",
        flush=True,
    )
    for file in sorted({file for file, _ in files.items() ^ others.items()}):
        print(f"{name}: {file} differs")
    for one in wrong:
        for more, less, who in ((printed, indexed, "matches"), (indexed, printed, "index")):
            for value in sorted(more[one] - less[one])[:TOLD]:
                print(f"{name}: {one} only of {who}: {value}")
    opened.close()
    return same and not wrong


def told(is_same: bool) -> str:  # noqa: FBT001
    return "yes" if is_same else "NO"


def contents(index: Path) -> dict[str, str]:
    """Return the check sum of each file of an index."""
    return {
        str(file.relative_to(index)): blake2b(file.read_bytes()).hexdigest()
        for file in sorted(index.rglob("*"))
        if file.is_file()
    }


def reported(corpus: Path, home: Path) -> Report:
    """Return what `variorum matches` prints of a corpus."""
    output = home / "matches.json"
    with output.open("w") as file:
        subprocess.run(
            [sys.executable, "-m", "tui", "matches", str(corpus), "--json", "--no-semantic"],
            cwd=growth.ROOT,
            env=cluster.environment(home),
            stdout=file,
            check=True,
        )
    printed = json.loads(output.read_text())
    copy_of = {name: names[0] for names in printed["copies"] for name in names}

    def pairs(rows: Iterable[Mapping[str, Any]]) -> Iterator[Value]:
        for row in rows:
            here, there = (tuple(row[side].values()) for side in ("here", "there"))
            if copy_of.get(here[0], here) == copy_of.get(there[0], there):
                continue  # all sentences of copies, which an index does not list
            by = tuple(row["by"].values()) if "by" in row else ()
            yield here, there, row["kind"], row["score"], by

    ranges = ((*row["here"].values(), *row["there"].values()) for row in printed["passages"])
    return {
        "copies": Counter(tuple(sorted(names)) for names in printed["copies"]),
        "matches": Counter(pairs(printed["matches"])),
        "perhaps": Counter(pairs(printed["perhaps"])),
        "passages": Counter(ranges),
    }


class Places:
    """The places of an index's passages in the files of its articles."""

    def __init__(self, index: PartitionedIndex) -> None:
        self._entries = index.entries(0, index.articles)
        self.ids = [entry.id for entry in self._entries]
        self._index = index
        self._record = lru_cache(256)(self._made_record)

    def _made_record(self, number: int) -> DocumentRecord:
        document = corpus_file_of(self._index.text(self._entries[number]).article).document
        if document is None:
            raise SystemExit(f"the index has no words of {self.ids[number]}")
        return make_record(document, preprocess(self.ids[number], document))

    def of_range(self, number: int, start: int, end: int) -> Value:
        """Return the place of a range of code points of an article."""
        placed = self._record(number).in_file(Span(start, end))
        return self.ids[number], placed.start, placed.end

    def of_passage(self, number: int, passage: int) -> Value:
        """Return the place of a passage of an article."""
        return self.of_range(number, *self._record(number).passage(passage))

    def of_ends(self, here: int, found: IndexedMatch | IndexedWay) -> Value:
        """Return the places of both passages of a match of the article `here`."""
        there = self.of_passage(found.other, found.other_passage)
        return self.of_passage(here, found.passage), there


def in_index(index: PartitionedIndex) -> Report:
    """Return what an index has, in the form of `reported`; pairs from the lesser passage."""
    places = Places(index)
    kept: dict[bool, Counter[Value]] = {True: Counter(), False: Counter()}
    passages: Counter[Value] = Counter()
    copies: Counter[Value] = Counter()
    for here in range(index.articles):
        for match in index.matches(here):
            if (here, match.passage) < (match.other, match.other_passage):
                value = str(match.kind), round(match.score, 4), ()
                kept[match.is_match][(*places.of_ends(here, match), *value)] += 1
        for reuse in index.reuses(here):
            if here < reuse.other:
                there = places.of_range(reuse.other, reuse.other_start, reuse.other_end)
                passages[(*places.of_range(here, reuse.start, reuse.end), *there)] += 1
        if some := index.copies(here):
            copies[tuple(sorted(places.ids[number] for number in some))] += 1
    kept[True].update((*ends, *value) for ends, value in ways(index, places).items())
    return {"copies": copies, "matches": kept[True], "perhaps": kept[False], "passages": passages}


def ways(index: PartitionedIndex, places: Places) -> dict[Value, Value]:
    """Return the indirect matches by their ends; some are found from one side alone."""
    found: dict[Value, Value] = {}
    for here in range(index.articles):
        for way in index.indirect(here):
            ends = places.of_ends(here, way)
            value = str(way.kind), round(way.score, 4), places.of_passage(way.via, way.via_passage)
            if (here, way.passage) < (way.other, way.other_passage):
                found[ends] = value
            else:
                found.setdefault(ends[::-1], value)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
