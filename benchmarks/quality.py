"""How good the matching is: every data set, the shipped setting, and the baselines, in one table.

    python benchmarks/quality.py [seeds] [translations] [reuse] [--baselines]

The data and the scorers are looked for in ../shared beside the checkout, or in $VARIORUM_SHARED;
what is not there is skipped, with a word. The meaning layer has a row of its own where it is
installed; the reused stretches of `reuse` are the words' own, with it or without. With
`--baselines`, sentence pairs are judged by other measures as well, each at the threshold that is
best for it on the half that ours were chosen on, too.
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
from hashlib import sha256
from itertools import combinations, pairwise, product
from math import log, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tui.library import model  # noqa: E402
from tui.text.document import CARRIES_CLAIMS, Document  # noqa: E402
from tui.text.fold import folds  # noqa: E402
from tui.text.read import read  # noqa: E402

SHARED = Path(os.environ.get("VARIORUM_SHARED") or ROOT.parent / "shared")
SETS = {
    "seeds": (SHARED / "seeds", "claims.py", [str(SHARED / "gold/seeds.json"), "{root}"]),
    "translations": (SHARED / "data/translations", "translations.py", ["{root}"]),
    "reuse": (SHARED / "data/reuse", "plagdet.py", ["{root}"]),
}
STEPS = 20
"""Thresholds a baseline is tried at."""
_MATCHES = 8
"""Matches for each sentence, beyond which a baseline's threshold is too low to be tried."""
_FIGURE = re.compile(r"(precision|recall|boilerplate) +([0-9.]+)")
_PARTS = {"all": None, "chosen on": 0, "other half": 1}


class Scored(NamedTuple):
    """How well something did on a part of a set."""

    precision: float
    recall: float

    def __str__(self) -> str:
        return f"{self.f1:.3f} ({self.precision:.3f} / {self.recall:.3f})"

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def main(arguments: Sequence[str]) -> None:
    chosen = [name for name in SETS if name in arguments] or list(SETS)
    table = []
    for name in chosen:
        root, scorer, rest = SETS[name]
        if not root.is_dir():
            print(f"{name}: skipped, {root} is not there")
            continue
        score = scoring(root, scorer, rest)
        documents = dict(opened(root))
        output, took = surveyed(root, "--no-semantic")
        print(f"{name}: {len(documents)} documents, {took}", flush=True)
        if name == "reuse":
            print(indented(score(output)))
            continue
        halves = Halves(name, root, score)
        table.append([name, "words", *halves.row(json.loads(output))])
        if model.is_there():
            output, took = surveyed(root, "--semantic")
            print(f"{name} with meaning: {took}", flush=True)
            table.append([name, "words and meaning", *halves.row(json.loads(output))])
        else:
            print(f"the meaning layer is not installed: {model.INSTALL}")
        if "--baselines" in arguments:
            for label, measure in measures(documents).items():
                table.append([name, *best(label, root, documents, measure, halves)])
                print(f"{name}: {label} done", flush=True)
    head = ["set", "judged by", *_PARTS, "boilerplate"]
    print("\nf1 (precision / recall)\n")
    for cells in (head, ["-"] * len(head), *table):
        print("|" + "|".join(cells) + "|")


class Halves:
    """A set scored as a whole and by halves: of its documents by name, or of pairs of them.

    A scorer tells how much was found of all; what half of the gold comes to, it tells when it is
    given all of that half.
    """

    def __init__(self, name: str, root: Path, score: Callable[[str], str]) -> None:
        self._name, self._root, self._score = name, root, score
        self._most = [self.figures(self._gold(), part)["recall"] for part in _PARTS.values()]

    def row(self, output: Mapping[str, Any]) -> list[str]:
        """The figures of all parts, as cells of the table."""
        touched = f"{self.figures(output, None).get('boilerplate', 0):.0f}"
        return [*(str(scored) for scored in self.scored(output)), touched]

    def scored(self, output: Mapping[str, Any]) -> list[Scored]:
        """How well it did on all, on the half that was chosen on, and on the other."""
        each = (self.figures(output, part) for part in _PARTS.values())
        return [
            Scored(figures["precision"], figures["recall"] / most)
            for figures, most in zip(each, self._most, strict=True)
        ]

    def chosen(self, output: Mapping[str, Any]) -> Scored:
        """How well it did on the half that was chosen on."""
        figures = self.figures(output, 0)
        return Scored(figures["precision"], figures["recall"] / self._most[1])

    def figures(self, output: Mapping[str, Any], part: int | None) -> dict[str, float]:
        """What the scorer says of the matches that are of a part."""
        paths = {d["id"]: Path(d["path"]) for d in output["documents"]}

        def within(match: Mapping[str, Any]) -> bool:
            sides = (match["here"]["document"], match["there"]["document"])
            names = sorted(paths[side].name for side in sides)
            told = "".join(names) if self._name == "seeds" else names[0]
            return part is None or sha256(told.encode()).digest()[0] % 2 == part

        kept = {**output, "matches": [m for m in output["matches"] if within(m)]}
        return {name: float(n) for name, n in _FIGURE.findall(self._score(json.dumps(kept)))}

    def _gold(self) -> dict[str, Any]:
        """All there is to find, as if it had been found."""
        files = {str(p.relative_to(self._root)): p for p in self._root.rglob("*.txt")}
        texts = {name: path.read_bytes().decode() for name, path in files.items()}

        def spans(name: str, quote: str) -> Iterator[dict[str, object]]:
            for found in re.finditer(re.escape(quote), texts[name]):
                yield {"document": name, "start": found.start(), "end": found.end()}

        matches = []
        for one, two in self._pairs():
            if one[0] != two[0]:
                both = product(spans(*one), spans(*two))
                matches += ({"here": a, "there": b, "score": 1.0} for a, b in both)
        documents = [{"id": name, "path": str(path)} for name, path in files.items()]
        return {"documents": documents, "matches": matches, "passages": []}

    def _pairs(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        if self._name == "seeds":
            for claim in json.loads((SHARED / "gold/seeds.json").read_text())["claims"]:
                core = [(member["document"], member["quote"]) for member in claim["core"]]
                yield from combinations(core, 2)
        else:
            for segment in json.loads((self._root / "gold.json").read_text()):
                name = f"{segment['document']}.txt"
                yield (f"A/{name}", segment["A"]), (f"B/{name}", segment["B"])


def opened(root: Path) -> Iterator[tuple[str, Document]]:
    for path in sorted(root.rglob("*.txt")):
        raw = path.read_bytes().decode("utf-8", errors="replace")
        yield str(path.relative_to(root)), read(raw)


def surveyed(root: Path, *more: str) -> tuple[str, str]:
    """What `variorum matches --json` prints, the first time, and how long it took, and again."""
    command = [sys.executable, "-m", "tui", "matches", str(root), "--json", *more]
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
    label: str, root: Path, documents: Mapping[str, Document], measure: Measure, halves: Halves
) -> list[str]:
    """A baseline's row, at the threshold that suits it best on the half ours were chosen on."""
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
    threshold = max(tried, key=lambda t: halves.chosen(output(t)).f1)
    return [f"{label} ≥ {threshold:.2f}", *halves.row(output(threshold))]


if __name__ == "__main__":
    main(sys.argv[1:])
