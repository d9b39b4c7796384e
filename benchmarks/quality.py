"""The quality of matching: every data set, the shipped setting, and the baselines, in one table.

    python benchmarks/quality.py [events] [seeds] [translations] [reuse] [--baselines]

The data and the scorers are looked for in ../shared beside the checkout, or in $VARIORUM_SHARED;
a missing set is skipped, with a message. The meaning layer has a row of its own where it is
installed; it does not change the reused ranges of `reuse`. The figures of `events` are means over
the events, each compared by itself. With `--baselines`, other measures judge the sentence pairs,
too, each at the threshold that is best for it on this very set.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tui.embedding import embedding_model  # noqa: E402
from tui.text.document import CARRIES_CLAIMS, Document  # noqa: E402
from tui.text.parsing.document_parser import parse_document  # noqa: E402
from tui.text.tokens import normalized_tokens  # noqa: E402

SHARED = Path(os.environ.get("VARIORUM_SHARED") or ROOT.parent / "shared")
EVENTS = SHARED / "data/events"
SETS = {
    "seeds": (SHARED / "seeds", "claims.py", [str(SHARED / "gold/seeds.json"), "{root}"]),
    "translations": (SHARED / "data/translations", "translations.py", ["{root}"]),
    "reuse": (SHARED / "data/reuse", "plagdet.py", ["{root}"]),
}
COMMAND = [sys.executable, "-m", "tui", "matches", "--json"]
STEPS = 20
"""Number of thresholds at which a baseline is tried."""
_MATCHES = 8
"""Matches for each sentence, beyond which a baseline's threshold is too low to be tried."""
_FIGURE = re.compile(r"(precision|recall|f1|calibration|boilerplate) +([0-9.]+)")


class Figures(NamedTuple):
    """The figures of a scorer for a set; empty where it prints none."""

    precision: float
    recall: float
    f1: float
    calibration: str = ""
    boilerplate: str = ""

    @property
    def row(self) -> list[str]:
        """The figures as cells of the table."""
        f1 = f"{self.f1:.3f} ({self.precision:.3f} / {self.recall:.3f})"
        return [f1, self.calibration, self.boilerplate]


def main(arguments: Sequence[str]) -> None:
    names = [name for name in ("events", *SETS) if name in arguments] or ["events", *SETS]
    layers = {"words": "--no-semantic"}
    if embedding_model.is_installed():
        layers["words and meaning"] = "--semantic"
    else:
        print(f"the meaning layer is not installed: {embedding_model.INSTALL}")
    table: list[list[str]] = []
    for name in names:
        root, scorer, scorer_arguments = SETS.get(name, (EVENTS, "events.py", []))
        if not root.is_dir() or not (SHARED / "score" / scorer).is_file():
            print(f"{name}: skipped, {root} or its scorer is not there")
        elif name == "events":
            for layer, option in layers.items():
                table.append([name, layer, *parse_figures(score_events(option)).row])
                print(f"{name} by {layer} done", flush=True)
        else:
            score = make_scorer(root, scorer, scorer_arguments)
            table += judge_set(name, root, score, layers, baselines="--baselines" in arguments)
    header = ["set", "judged by", "f1 (precision / recall)", "calibration", "boilerplate"]
    print()
    for cells in (header, ["-"] * len(header), *table):
        print("|" + "|".join(cells) + "|")


def judge_set(
    name: str,
    root: Path,
    score: Callable[[str], str],
    layers: Mapping[str, str],
    *,
    baselines: bool,
) -> Iterator[list[str]]:
    """Yield the rows of a set that is compared as a whole."""
    documents = dict(read_documents(root))
    for layer, option in layers.items():
        output, took = run_matches(root, option)
        print(f"{name} by {layer}: {len(documents)} documents, {took}", flush=True)
        if name == "reuse":
            print(indent(score(output)))
            return
        yield [name, layer, *parse_figures(score(output)).row]
    if baselines:
        for label, measure in measures(documents).items():
            yield [name, *best_row(label, root, documents, measure, score)]
            print(f"{name}: {label} done", flush=True)


def parse_figures(output: str) -> Figures:
    """Return the figures that a scorer printed, from its last line that has any."""
    figures = dict(_FIGURE.findall([line for line in output.splitlines() if "recall" in line][-1]))
    precision, recall = float(figures["precision"]), float(figures["recall"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return Figures(
        precision,
        recall,
        float(figures.get("f1", f1)),
        figures.get("calibration", ""),
        figures.get("boilerplate", ""),
    )


def score_events(option: str) -> str:
    """Return the output of the scorer of events, which compares each by itself."""
    with tempfile.TemporaryDirectory() as cache:
        return subprocess.run(
            [sys.executable, SHARED / "score/events.py", EVENTS, "--", *COMMAND, option],
            cwd=ROOT,
            env={**os.environ, "XDG_CACHE_HOME": cache},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout


def read_documents(root: Path) -> Iterator[tuple[str, Document]]:
    for path in sorted(root.rglob("*.txt")):
        raw = path.read_bytes().decode("utf-8", errors="replace")
        yield str(path.relative_to(root)), parse_document(raw)


def run_matches(root: Path, *more: str) -> tuple[str, str]:
    """Return the output of `variorum matches --json`, and the times of two runs in words."""
    command = [*COMMAND, str(root), *more]
    with tempfile.TemporaryDirectory() as cache:
        times = [time.perf_counter()]
        cpu_seconds = [child_seconds()]
        for _ in range(2):
            run = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "XDG_CACHE_HOME": cache},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            times.append(time.perf_counter())
            cpu_seconds.append(child_seconds())
    first, second = (f"{b - a:.2f} s" for a, b in pairwise(times))
    cpu_times = ", ".join(f"{b - a:.2f} s" for a, b in pairwise(cpu_seconds))
    return run.stdout, f"whole process {first}, again {second} (processors' time {cpu_times})"


def child_seconds() -> float:
    """Return the CPU seconds of the child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def make_scorer(root: Path, scorer: str, arguments: Sequence[str]) -> Callable[[str], str]:
    def score(output: str) -> str:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(output)
            file.flush()
            command = [sys.executable, scorer, file.name, *(r.format(root=root) for r in arguments)]
            run = subprocess.run(
                command, cwd=SHARED / "score", capture_output=True, text=True, check=True
            )
        return run.stdout

    return score


def indent(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


Measure = Callable[[str, str], float]


def measures(documents: Mapping[str, Document]) -> dict[str, Measure]:
    """Return the baselines: functions that return the similarity of two sentences, 0 to 1."""
    vectors = tfidf(documents)

    def cosine(first: str, second: str) -> float:
        shorter, longer = sorted((vectors[first], vectors[second]), key=len)
        return sum(
            value * longer[trigram] for trigram, value in shorter.items() if trigram in longer
        )

    def tokens(first: str, second: str) -> float:
        return fuzz.token_sort_ratio(first, second) / 100

    return {
        "letters in threes, tf-idf": cosine,
        "token_sort_ratio": tokens,
        "mean of both": lambda first, second: (cosine(first, second) + tokens(first, second)) / 2,
    }


def sentences(documents: Mapping[str, Document]) -> list[tuple[str, int, str]]:
    return [
        (name, index, " ".join(normalized_tokens(document.words_of(index))))
        for name, document in documents.items()
        for index, passage in enumerate(document.passages)
        if passage.role in CARRIES_CLAIMS
    ]


def tfidf(documents: Mapping[str, Document]) -> dict[str, dict[str, float]]:
    counts = {text: trigrams(text) for _, _, text in sentences(documents)}
    frequency = Counter(trigram for count in counts.values() for trigram in count)
    vectors = {}
    for text, count in counts.items():
        vector = {t: n * (1 + log(len(counts) / frequency[t])) for t, n in count.items()}
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors[text] = {trigram: value / length for trigram, value in vector.items()}
    return vectors


def trigrams(text: str) -> Counter[str]:
    padded = "  ".join(["", *text.split(), ""])
    return Counter(padded[n : n + 3] for n in range(len(padded) - 2))


def best_row(
    label: str,
    root: Path,
    documents: Mapping[str, Document],
    measure: Measure,
    score: Callable[[str], str],
) -> list[str]:
    """Return the row of a baseline, at the threshold that is best for it on this very set."""
    lines = sentences(documents)
    pairs = [
        (value, first, second)
        for n, first in enumerate(lines)
        for second in lines[n + 1 :]
        if first[0] != second[0] and (value := measure(first[2], second[2])) > 0.2  # noqa: PLR2004
    ]

    def position(name: str, index: int) -> dict[str, object]:
        span = documents[name].offset_map.span_to_source(documents[name].passages[index].span)
        return {"document": name, "start": span.start, "end": span.end}

    def output(threshold: float) -> dict[str, Any]:
        return {
            "documents": [{"id": name, "path": str(root / name)} for name in documents],
            "matches": [
                {"here": position(*first[:2]), "there": position(*second[:2]), "score": value}
                for value, first, second in pairs
                if value >= threshold
            ],
            "passages": [],
        }

    values = sorted((value for value, _, _ in pairs), reverse=True)
    lowest = values[min(len(values), _MATCHES * len(lines)) - 1]
    thresholds = [
        threshold for n in range(STEPS) if (threshold := 0.25 + 0.6 * n / STEPS) >= lowest
    ]
    results = {
        threshold: parse_figures(score(json.dumps(output(threshold)))) for threshold in thresholds
    }
    threshold = max(results, key=lambda t: results[t].f1)
    return [f"{label} ≥ {threshold:.2f}", *results[threshold].row]


if __name__ == "__main__":
    main(sys.argv[1:])
