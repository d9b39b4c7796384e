"""How good the matching is: every data set, the shipped setting, and the baselines, in one table.

    python benchmarks/quality.py [events] [seeds] [translations] [reuse] [--baselines]

The data and the scorers are looked for in ../shared beside the checkout, or in $VARIORUM_SHARED;
what is not there is skipped, with a word. The meaning layer has a row of its own where it is
installed; the reused ranges of `reuse` are the words' own, with it or without. The figures of
`events` are means over the events, each compared by itself. With `--baselines`, sentence pairs are
judged by other measures as well, each at the threshold that is best for it on the very set.
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
"""Thresholds a baseline is tried at."""
_MATCHES = 8
"""Matches for each sentence, beyond which a baseline's threshold is too low to be tried."""
_FIGURE = re.compile(r"(precision|recall|f1|calibration|boilerplate) +([0-9.]+)")


class Scored(NamedTuple):
    """What a scorer says of a set; what it does not say of it is nothing."""

    precision: float
    recall: float
    f1: float
    calibration: str = ""
    boilerplate: str = ""

    @property
    def row(self) -> list[str]:
        """The figures as cells of the table."""
        told = f"{self.f1:.3f} ({self.precision:.3f} / {self.recall:.3f})"
        return [told, self.calibration, self.boilerplate]


def main(arguments: Sequence[str]) -> None:
    chosen = [name for name in ("events", *SETS) if name in arguments] or ["events", *SETS]
    layers = {"words": "--no-semantic"}
    if embedding_model.is_installed():
        layers["words and meaning"] = "--semantic"
    else:
        print(f"the meaning layer is not installed: {embedding_model.INSTALL}")
    table: list[list[str]] = []
    for name in chosen:
        root, scorer, rest = SETS.get(name, (EVENTS, "events.py", []))
        if not root.is_dir() or not (SHARED / "score" / scorer).is_file():
            print(f"{name}: skipped, {root} or its scorer is not there")
        elif name == "events":
            for layer, option in layers.items():
                table.append([name, layer, *scored(of_events(option)).row])
                print(f"{name} by {layer} done", flush=True)
        else:
            score = scoring(root, scorer, rest)
            table += of_set(name, root, score, layers, baselines="--baselines" in arguments)
    head = ["set", "judged by", "f1 (precision / recall)", "calibration", "boilerplate"]
    print()
    for cells in (head, ["-"] * len(head), *table):
        print("|" + "|".join(cells) + "|")


def of_set(
    name: str,
    root: Path,
    score: Callable[[str], str],
    layers: Mapping[str, str],
    *,
    baselines: bool,
) -> Iterator[list[str]]:
    """The rows of a set that is compared as a whole."""
    documents = dict(opened(root))
    for layer, option in layers.items():
        output, took = surveyed(root, option)
        print(f"{name} by {layer}: {len(documents)} documents, {took}", flush=True)
        if name == "reuse":
            print(indented(score(output)))
            return
        yield [name, layer, *scored(score(output)).row]
    if baselines:
        for label, measure in measures(documents).items():
            yield [name, *best(label, root, documents, measure, score)]
            print(f"{name}: {label} done", flush=True)


def scored(told: str) -> Scored:
    """The figures in what a scorer printed, those of its last line that has any."""
    figures = dict(_FIGURE.findall([line for line in told.splitlines() if "recall" in line][-1]))
    precision, recall = float(figures["precision"]), float(figures["recall"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return Scored(
        precision,
        recall,
        float(figures.get("f1", f1)),
        figures.get("calibration", ""),
        figures.get("boilerplate", ""),
    )


def of_events(option: str) -> str:
    """What the scorer of events prints, which has each compared by itself."""
    with tempfile.TemporaryDirectory() as cache:
        return subprocess.run(
            [sys.executable, SHARED / "score/events.py", EVENTS, "--", *COMMAND, option],
            cwd=ROOT,
            env={**os.environ, "XDG_CACHE_HOME": cache},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout


def opened(root: Path) -> Iterator[tuple[str, Document]]:
    for path in sorted(root.rglob("*.txt")):
        raw = path.read_bytes().decode("utf-8", errors="replace")
        yield str(path.relative_to(root)), parse_document(raw)


def surveyed(root: Path, *more: str) -> tuple[str, str]:
    """What `variorum matches --json` prints, the first time, and how long it took, and again."""
    command = [*COMMAND, str(root), *more]
    with tempfile.TemporaryDirectory() as cache:
        clock = [time.perf_counter()]
        spent = [children()]
        for _ in range(2):
            run = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "XDG_CACHE_HOME": cache},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            clock.append(time.perf_counter())
            spent.append(children())
    first, again = (f"{b - a:.2f} s" for a, b in pairwise(clock))
    busy = ", ".join(f"{b - a:.2f} s" for a, b in pairwise(spent))
    return run.stdout, f"whole process {first}, again {again} (processors' time {busy})"


def children() -> float:
    """Seconds the processors have spent for our child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def scoring(root: Path, scorer: str, rest: Sequence[str]) -> Callable[[str], str]:
    def score(output: str) -> str:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(output)
            file.flush()
            command = [sys.executable, scorer, file.name, *(r.format(root=root) for r in rest)]
            run = subprocess.run(
                command, cwd=SHARED / "score", capture_output=True, text=True, check=True
            )
        return run.stdout

    return score


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


Measure = Callable[[str, str], float]


def measures(documents: Mapping[str, Document]) -> dict[str, Measure]:
    """The baselines: how alike two sentences are, 0 to 1."""
    vectors = tfidf(documents)

    def cosine(one: str, two: str) -> float:
        a, b = sorted((vectors[one], vectors[two]), key=len)
        return sum(value * b[three] for three, value in a.items() if three in b)

    def tokens(one: str, two: str) -> float:
        return fuzz.token_sort_ratio(one, two) / 100

    return {
        "letters in threes, tf-idf": cosine,
        "token_sort_ratio": tokens,
        "mean of both": lambda one, two: (cosine(one, two) + tokens(one, two)) / 2,
    }


def sentences(documents: Mapping[str, Document]) -> list[tuple[str, int, str]]:
    return [
        (name, index, " ".join(normalized_tokens(document.words_of(index))))
        for name, document in documents.items()
        for index, passage in enumerate(document.passages)
        if passage.role in CARRIES_CLAIMS
    ]


def tfidf(documents: Mapping[str, Document]) -> dict[str, dict[str, float]]:
    counts = {text: threes(text) for _, _, text in sentences(documents)}
    spread = Counter(three for count in counts.values() for three in count)
    vectors = {}
    for text, count in counts.items():
        vector = {t: n * (1 + log(len(counts) / spread[t])) for t, n in count.items()}
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors[text] = {three: value / length for three, value in vector.items()}
    return vectors


def threes(text: str) -> Counter[str]:
    padded = "  ".join(["", *text.split(), ""])
    return Counter(padded[n : n + 3] for n in range(len(padded) - 2))


def best(
    label: str,
    root: Path,
    documents: Mapping[str, Document],
    measure: Measure,
    score: Callable[[str], str],
) -> list[str]:
    """A baseline's row, at the threshold that suits it best on this very set."""
    lines = sentences(documents)
    alike = [
        (value, one, two)
        for n, one in enumerate(lines)
        for two in lines[n + 1 :]
        if one[0] != two[0] and (value := measure(one[2], two[2])) > 0.2  # noqa: PLR2004
    ]

    def place(name: str, index: int) -> dict[str, object]:
        span = documents[name].offset_map.span_to_source(documents[name].passages[index].span)
        return {"document": name, "start": span.start, "end": span.end}

    def output(threshold: float) -> dict[str, Any]:
        return {
            "documents": [{"id": name, "path": str(root / name)} for name in documents],
            "matches": [
                {"here": place(*one[:2]), "there": place(*two[:2]), "score": value}
                for value, one, two in alike
                if value >= threshold
            ],
            "passages": [],
        }

    values = sorted((value for value, _, _ in alike), reverse=True)
    least = values[min(len(values), _MATCHES * len(lines)) - 1]
    tried = [threshold for n in range(STEPS) if (threshold := 0.25 + 0.6 * n / STEPS) >= least]
    results = {threshold: scored(score(json.dumps(output(threshold)))) for threshold in tried}
    threshold = max(results, key=lambda t: results[t].f1)
    return [f"{label} ≥ {threshold:.2f}", *results[threshold].row]


if __name__ == "__main__":
    main(sys.argv[1:])
