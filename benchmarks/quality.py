"""How good the matching is: every data set, the shipped setting, and the baselines, in one table.

    python benchmarks/quality.py [seeds] [translations] [reuse] [--baselines]

The data and the scorers are looked for in ../shared beside the checkout; what is not there is
skipped, with a word. With `--baselines`, sentence pairs are judged by other measures as well, each
at the threshold that is best for it on the very set, which flatters it.
"""

import json
import os
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

from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tui.text.document import CARRIES_CLAIMS, Document  # noqa: E402
from tui.text.fold import folds  # noqa: E402
from tui.text.read import read  # noqa: E402

SHARED = ROOT.parent / "shared"
SETS = {
    "seeds": (SHARED / "seeds", "claims.py", [str(SHARED / "gold/seeds.json"), "{root}"]),
    "translations": (SHARED / "data/translations", "translations.py", ["{root}"]),
    "reuse": (SHARED / "data/reuse", "plagdet.py", ["{root}"]),
}
STEPS = 60
"""Thresholds a baseline is tried at."""


def main(arguments: Sequence[str]) -> None:
    chosen = [name for name in SETS if name in arguments] or list(SETS)
    for name in chosen:
        root, scorer, rest = SETS[name]
        if not root.is_dir():
            print(f"{name}: skipped, {root} is not there")
            continue
        score = scoring(root, scorer, rest)
        documents = dict(opened(root))
        output, took = surveyed(root)
        print(f"\n{name}: {len(documents)} documents, {took}")
        print(indented(score(output)))
        if name != "reuse" and "--baselines" in arguments:
            for label, measure in measures(documents).items():
                print(f"  {label}: {best(root, documents, measure, score)}")


def opened(root: Path) -> Iterator[tuple[str, Document]]:
    for path in sorted(root.rglob("*.txt")):
        raw = path.read_bytes().decode("utf-8", errors="replace")
        yield str(path.relative_to(root)), read(raw)


def surveyed(root: Path) -> tuple[str, str]:
    """What `variorum matches --json` prints, the first time, and how long it took, and again."""
    command = [sys.executable, "-m", "tui", "matches", str(root), "--json"]
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
        (name, index, " ".join(folds(document.words_of(index))))
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
    root: Path, documents: Mapping[str, Document], measure: Measure, score: Callable[[str], str]
) -> str:
    """The score of a baseline at the threshold that suits it best."""
    lines = sentences(documents)
    alike = [
        (value, one, two)
        for n, one in enumerate(lines)
        for two in lines[n + 1 :]
        if one[0] != two[0] and (value := measure(one[2], two[2])) > 0.2  # noqa: PLR2004
    ]

    def place(name: str, index: int) -> dict[str, object]:
        span = documents[name].source.span(documents[name].passages[index].span)
        return {"document": name, "start": span.start, "end": span.end}

    def scored(threshold: float) -> tuple[float, str]:
        output = {
            "documents": [{"id": name, "path": str(root / name)} for name in documents],
            "matches": [
                {"here": place(*one[:2]), "there": place(*two[:2]), "score": value}
                for value, one, two in alike
                if value >= threshold
            ],
            "passages": [],
        }
        line = score(json.dumps(output)).strip()
        return float(line.split()[-1]), f"at {threshold:.2f}: {line}"

    return max(scored(0.2 + 0.6 * step / STEPS) for step in range(0, STEPS, 3))[1]


if __name__ == "__main__":
    main(sys.argv[1:])
