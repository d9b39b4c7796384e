"""What the reader costs: start, keys, a long document, idleness, leaving; beside `less` and hello.

    python benchmarks/reader.py [COMMAND of a plain install, default: variorum beside this python]

Each row is the median of several runs, taken in turns, so that a busy machine is unfair to none.
"""

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PTYBENCH = ROOT.parent / "shared" / "tools" / "ptybench.py"
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    BINDINGS = [("q", "quit", "")]
    def compose(self):
        yield Static("Hello world")
Hello().run()
"""
RUNS = 5
FIRST = {
    "variorum seeds": "three-day",
    "variorum 5 KB": r"\d w",
    "variorum 5 MB": "reading…",
}
"""What is on the first complete paint: the article and the list, before all is compared."""
READY = r"\d/\d+ shared|only article"
LONELY_KEYS = "j*60 <Space>*3 q"
KEYS = "!] !] j*60 !g <Space>*3 q"
AT_REST = "wait:2500 !j !j wait:1500 idle:10"
"""Not left by a key: its memory is looked at while it is there."""


def measured(ready: str, keys: str, *command: str) -> dict[str, Any]:
    """One run of ptybench at 120×40 with a clean HOME."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, str(PTYBENCH), "--ready", ready, "--keys", keys, "--env",
             f"HOME={home}", "--", *command],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def prose(size: int) -> str:
    """`size` code points of paragraphs made of the seeds' words, always the same."""
    words = " ".join(
        p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*"))
    ).split()
    rng = random.Random(7)  # noqa: S311
    parts, length = [], 0
    while length < size:
        sentences = [" ".join(rng.choices(words, k=rng.randint(8, 30))) for _ in range(4)]
        parts.append(". ".join(s.strip(".").capitalize() for s in sentences) + ".")
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:size]


def value(run: dict[str, Any], *path: str) -> float | None:
    """A figure of a run; nothing where it was not measured."""
    at: Any = run
    for name in path:
        at = at.get(name) if isinstance(at, dict) else None
    return at


def main() -> None:
    if not PTYBENCH.is_file():
        print(f"skipped: {PTYBENCH} is not there")
        return
    variorum = sys.argv[1] if len(sys.argv) > 1 else str(Path(sys.executable).with_name("variorum"))
    python = str(Path(variorum).with_name("python"))
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.txt" for name in ("small", "large")}
        files["small"].write_text(prose(5_000), encoding="utf-8")
        files["large"].write_text(prose(5_000_000), encoding="utf-8")
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        seeds = str(ROOT / "seeds")
        programs: dict[str, tuple[str, str, list[str]]] = {
            "hello-world": ("Hello", "q", [python, str(hello)]),
            "variorum seeds": (READY, KEYS, [variorum, seeds]),
            "variorum 5 KB": (r"1/\d+", LONELY_KEYS, [variorum, str(files["small"])]),
            "variorum 5 MB": (r"1/\d{4,}", LONELY_KEYS, [variorum, str(files["large"])]),
        }
        if less := shutil.which("less"):
            seed = str(next((ROOT / "seeds").glob("003*")))
            programs["less"] = ("Blinken", LONELY_KEYS, [less, seed])
        runs: dict[str, list[dict[str, Any]]] = {name: [] for name in programs}
        for _ in range(RUNS):
            for name, (ready, keys, command) in programs.items():
                runs[name].append(measured(ready, keys, *command))
                if len(runs[name]) == 1:
                    rest = measured(ready, AT_REST, *command)
                    runs[name][0].update(idle=rest["idle"], rest=rest["mem"])
                if name.startswith(("hello", "variorum")):
                    shown = measured(FIRST.get(name, ready), "q", *command)
                    runs[name][-1]["first"] = value(shown, "start", "stable", "median")
    table(runs)


def table(runs: dict[str, list[dict[str, Any]]]) -> None:
    """Print the figures as Markdown."""
    rows = [
        ("start: list and text painted, ms", ("first",)),
        ("start: compared, nothing more to come, ms", ("start", "stable", "median")),
        ("start: bytes", ("start", "bytes", "median")),
        ("line key: median, ms", ("keys", "j", "last", "median")),
        ("line key: p95, ms", ("keys", "j", "last", "p95")),
        ("line key: CPU, ms", ("keys", "j", "cpu_ms", "median")),
        ("line key: bytes", ("keys", "j", "bytes", "median")),
        ("page: median, ms", ("keys", "<Space>", "last", "median")),
        ("idle: bytes in 10 s", ("idle", "bytes", "max")),
        ("memory: RSS, MB", ("rest", "rss")),
        ("others' CPU meanwhile, %", ("others_cpu_pct",)),
    ]
    print("| |", " | ".join(runs), "|")
    print("| --- |", " | ".join("---:" for _ in runs), "|")
    for name, path in rows:
        cells = []
        for of_program in runs.values():
            found = [v for v in (value(run, *path) for run in of_program) if v is not None]
            cells.append(f"{statistics.median(found):,.1f}" if found else "–")
        print(f"| {name} |", " | ".join(cells), "|")
    left = {name: sorted({str(r["exit"]["left"]) for r in of}) for name, of in runs.items()}
    print("| left on the terminal |", " | ".join("; ".join(v) for v in left.values()), "|")


if __name__ == "__main__":
    main()
