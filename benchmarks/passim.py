"""Passim beside variorum on the same Spark: processors' time, and plagdet of what both find.

    python benchmarks/passim.py PASSIM [reuse] [growth] [--python PYTHON] [--master URL]

PASSIM is a folder with `passim/seriatim.py`, as its repository has it. PYTHON (this one) has
PySpark and what passim needs besides: `intervaltree` and `graphframes`, which may also lie in
PASSIM. Passim gets the settings of Spark that variorum uses, and those of Spark 3, for which it is
written. The corpus and its scorer are looked for as `benchmarks/quality.py` does; `growth` is 3,000
articles of `benchmarks/growth.py`, of which time and memory are told alone. What is missing is
skipped, with a word.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import cluster
import growth
import quality

from tui.cluster.session import LOCAL_SETTINGS

REUSE = quality.SHARED / "data/reuse"
SCORER = "plagdet.py"
MATCHES = "matches.json"
ARTICLES = 3_000
SETTINGS: Mapping[str, Sequence[str]] = {
    "passim": (),
    "passim -n 15 -a 100 --all-pairs": ("-n", "15", "-a", "100", "--all-pairs"),
}
"""Options of passim: its defaults, and those that score best on this corpus itself."""
_SPARK = {
    **LOCAL_SETTINGS,
    "spark.ui.enabled": "false",
    "spark.driver.memory": "2g",
    "spark.sql.ansi.enabled": "false",  # it divides by zero
    "spark.sql.execution.pythonUDF.arrow.enabled": "false",  # its functions return generators
}
_SCORE = re.compile(
    r"^(\S+) +plagdet (\S+) +precision (\S+) +recall (\S+) .* cases (\d+) +detections (\d+)$",
    re.MULTILINE,
)


class Installation(NamedTuple):
    """An installation of passim, and the cluster for it."""

    folder: Path
    """Has `passim/seriatim.py`."""
    python: Path
    """The interpreter; `spark-submit` lies beside it."""
    master: str

    @property
    def script(self) -> Path:
        """The program."""
        return self.folder / "passim/seriatim.py"

    def align(self, table: Path, output: Path, options: Sequence[str]) -> cluster.Used:
        """Write the alignments of all pairs, and the clusters; return what that used."""
        settings = [word for pair in _SPARK.items() for word in ("--conf", "=".join(pair))]
        command = [
            *(str(self.python.with_name("spark-submit")), "--master", self.master, *settings),
            *(str(self.script), "--pairwise", *options, str(table), str(output)),
        ]
        variables = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "PYSPARK_PYTHON": str(self.python),
        }
        return cluster.measure(command, table.parent, variables)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("passim", type=Path, help="a folder with passim/seriatim.py")
    parser.add_argument("sets", nargs="*", help="reuse, growth")
    parser.add_argument("--python", type=Path, default=Path(sys.executable))
    parser.add_argument("--master", default="local[2]")
    asked = parser.parse_args(arguments)
    passim = Installation(asked.passim.resolve(), asked.python.absolute(), asked.master)
    if not passim.script.is_file():
        print(f"skipped: there is no {passim.script}")
        return
    cluster.adopt_orphans()
    for name in asked.sets or ("reuse", "growth"):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            if name == "growth":
                measure_all(name, written(home / "corpus"), home, passim)
            elif REUSE.is_dir():
                measure_all(name, REUSE, home, passim)
                if (quality.SHARED / "score" / SCORER).is_file():
                    score_all(home)
                else:
                    print(f"plagdet: skipped, there is no {quality.SHARED / 'score' / SCORER}")
            else:
                print(f"{name}: skipped, {REUSE} is not there")


def written(corpus: Path) -> Path:
    corpus.mkdir()
    for number, text in enumerate(growth.articles(ARTICLES)):
        (corpus / f"{number:05}.txt").write_text(text)
    return corpus


def measure_all(name: str, corpus: Path, home: Path, passim: Installation) -> None:
    """Print the time and the memory of each program; what it prints or writes is in `home`."""
    print(f"\n|{name}|processors' time, s|Java, MB|Python, MB|\n|-|-|-|-|", flush=True)
    table = home / "corpus.jsonl"
    write_table(corpus, table)
    spark = ("--engine", "spark", "--master", passim.master, "--to", home / "index")
    print_use("variorum on Spark", cluster.run(home, corpus, *spark))
    for label, options in SETTINGS.items():
        print_use(label, passim.align(table, home / label, options))
    matches = [*quality.COMMAND, str(corpus), "--no-semantic"]
    variables = cluster.environment(home)
    alone = cluster.measure(matches, growth.ROOT, variables, home / MATCHES)
    print_use("variorum, one machine", alone)


def print_use(label: str, used: cluster.Used) -> None:
    print(f"|{label}|{used.seconds:.0f}|{used.java:.0f}|{used.python:.0f}|", flush=True)


def write_table(corpus: Path, table: Path) -> None:
    """Write the articles of a folder as passim reads them; their ids are the names of files."""
    with table.open("w", encoding="utf-8") as lines:
        for path in sorted(corpus.rglob("*.txt")):
            text = path.read_bytes().decode("utf-8", errors="replace")
            lines.write(json.dumps({"id": path.name, "text": text}) + "\n")


def score_all(home: Path) -> None:
    """Print the plagdet of each program for each kind of reuse."""
    score = quality.make_scorer(REUSE, SCORER, ["{root}"])
    scores = {label: _SCORE.findall(score(aligned(home / label))) for label in SETTINGS}
    scores["variorum"] = _SCORE.findall(score((home / MATCHES).read_text()))
    print(f"\n|plagdet (precision / recall)|{'|'.join(scores)}|\n|{'-|' * (len(scores) + 1)}")
    for rows in zip(*scores.values(), strict=True):
        cells = (
            f"{plagdet} ({precision} / {recall})" if int(cases) else f"{detections} detections"
            for _, plagdet, precision, recall, cases, detections in rows
        )
        print(f"|{rows[0][0]}|{'|'.join(cells)}|")


def aligned(output: Path) -> str:
    """Return the alignments in the folder of an output of passim, as `matches --json` has them."""
    ids: set[str] = set()
    passages = []
    for part in sorted(output.glob("align.json/part-*")):
        with part.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                ids |= {row["id"], row["id2"]}
                here, there = (
                    {
                        "document": row[f"id{side}"],
                        "start": row[f"begin{side}"],
                        "end": row[f"end{side}"],
                    }
                    for side in ("", "2")
                )
                passages.append({"here": here, "there": there})
    documents = [{"id": name, "path": name} for name in sorted(ids)]
    return json.dumps({"documents": documents, "passages": passages})


if __name__ == "__main__":
    main(sys.argv[1:])
