"""What matching costs on Spark beside one machine: processors' time, memory, shuffled bytes.

    python benchmarks/cluster.py [most] [master]

Corpora of 300, 1,000, 3,000, 10,000 and 30,000 articles of `benchmarks/growth.py`, at most `most`
(1,000), on `master` (local[2]). Each is matched, then again with 1 % new articles. Bytes are those
that tasks of the first run wrote for shuffles, by the name of our stages, from Spark's event log.
Memory is the largest of the Java process, and of the Python processes together, looked at every
half second, as is their time.
"""

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import growth

SIZES = (300, 1_000, 3_000, 10_000, 30_000)
NEW = 100
"""One article is new for so many that were there."""
EVERY = 0.5
_TICKS = os.sysconf("SC_CLK_TCK")
_SUBREAPER = 36
"""The number by which Linux gives a process all that its children leave."""


class Used(NamedTuple):
    """What a command used."""

    seconds: float
    """Of processors."""
    java: float
    """MB of the largest Java process."""
    python: float
    """MB of all Python processes together, at most."""


def main(arguments: list[str]) -> None:
    most = int(arguments[0]) if arguments else 1_000
    master = arguments[1] if len(arguments) > 1 else "local[2]"
    adopt_orphans()
    print("|articles|engine|s|Java, MB|Python, MB|s, 1 % new|same index|")
    print("|-|-|-|-|-|-|-|", flush=True)
    measured = []
    for size in (size for size in SIZES if size <= most):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            corpus, log = home / "corpus", home / "log"
            corpus.mkdir()
            log.mkdir()
            alone = ("--partitioned", "--to", home / "alone")
            spark = ("--engine", "spark", "--master", master, "--to", home / "index")
            events = (
                *(
                    "--conf",
                    "spark.eventLog.enabled=true",
                    "--conf",
                    "spark.eventLog.compress=false",
                ),
                *("--conf", f"spark.eventLog.dir={log.as_uri()}"),
            )
            texts = growth.articles(size + size // NEW)
            write_articles(corpus, texts, 0, size)
            first = run(home, corpus, *alone), run(home, corpus, *spark, *events)
            is_same = has_same_index(home)
            measured += [(size, stage, count) for stage, count in shuffled(log).items()]
            measured += [(size, f"kept: {stage}", count) for stage, count in kept(home).items()]
            write_articles(corpus, texts, size, len(texts))
            again = run(home, corpus, *alone), run(home, corpus, *spark)
            is_same &= has_same_index(home)
            for engine, use, second in zip(("one machine", "Spark"), first, again, strict=True):
                print(
                    f"|{size:,}|{engine}|{use.seconds:.0f}|{use.java:.0f}|{use.python:.0f}|"
                    f"{second.seconds:.0f}|{'yes' if is_same else 'NO'}|",
                    flush=True,
                )
    print("\n|articles|stage|kB for each article|\n|-|-|-|")
    for size, stage, count in measured:
        print(f"|{size:,}|{stage}|{count / size / 1e3:.1f}|")


def write_articles(corpus: Path, texts: list[str], start: int, end: int) -> None:
    """Write the articles from `start` to `end` into a folder."""
    for number, text in enumerate(texts[start:end], start):
        (corpus / f"{number:05}.txt").write_text(text)


def has_same_index(home: Path) -> bool:
    """Return True if both engines wrote the same index: a manifest has the check sums of files."""
    return (home / "alone/index.json").read_text() == (home / "index/index.json").read_text()


def adopt_orphans() -> None:
    """Have Java left to this process when its parent ends, so that its time counts here."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which caches and states of a command lie in a folder."""
    return {**os.environ, "XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home)}


def run(home: Path, corpus: Path, *options: object) -> Used:
    """Make an index; return what that used."""
    command = [sys.executable, "-m", "tui", "index", str(corpus), *map(str, options)]
    return measure(command, growth.ROOT, environment(home))


def measure(
    command: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    output: Path = Path(os.devnull),
) -> Used:
    """Carry out a command in a folder, with these environment variables; return what it used.

    It prints into `output`.
    """
    with output.open("w") as printed:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdout=printed,
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
    done = threading.Event()
    peaks = [0.0, 0.0]
    seconds: dict[Path, float] = {}
    watch = threading.Thread(target=watch_processes, args=(process.pid, peaks, seconds, done))
    watch.start()
    _, told = process.communicate()
    done.set()
    watch.join()
    if process.returncode:
        raise SystemExit(told[-3_000:])
    while True:
        try:
            os.wait()  # for Java, which is left to us
        except ChildProcessError:
            break
    return Used(sum(seconds.values()), *peaks)


def watch_processes(
    session: int, peaks: list[float], seconds: dict[Path, float], done: threading.Event
) -> None:
    """Look at the processes of a session until it is `done`.

    Spark's Python processes end without a parent that waits for them, so what the system counts
    for ended children has nothing of theirs.
    """
    while not done.wait(EVERY):
        java, python = 0.0, 0.0
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _, rest = status.read_text().partition("(")[2].rpartition(")")
                fields = rest.split()
                if int(fields[3]) != session and int(fields[2]) != session:
                    continue
                size = int(fields[21]) * 4_096 / 1e6
                seconds[status] = (int(fields[11]) + int(fields[12])) / _TICKS
            except (OSError, ValueError, IndexError):
                continue
            java = max(java, size if "java" in name else 0)
            python += size if "python" in name else 0
        peaks[:] = max(peaks[0], java), max(peaks[1], python)


def shuffled(log: Path) -> dict[str, int]:
    """Return the bytes written for shuffles, by our stages, from the event log in a folder."""
    stage_of: dict[int, str] = {}
    found: Counter[str] = Counter()
    for file in sorted(one for one in log.rglob("*") if one.is_file()):
        for line in file.read_text().splitlines():
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("Event") == "SparkListenerJobStart":
                name = event.get("Properties", {}).get("spark.job.description", "")
                for stage in event["Stage IDs"]:
                    stage_of.setdefault(stage, name)
            elif event.get("Event") == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                metrics = event["Task Metrics"]["Shuffle Write Metrics"]
                name = stage_of.get(event["Stage ID"], "")
                found[name] += metrics["Shuffle Bytes Written"]
    return dict(found)


def kept(home: Path) -> dict[str, int]:
    """Return the bytes that are kept of each stage, and those of the index."""
    found: Counter[str] = Counter()
    for file in home.glob("index.stages/*/*/**/*"):
        if file.is_file():
            found[file.relative_to(home).parts[2]] += file.stat().st_size
    found["index"] = sum(f.stat().st_size for f in home.glob("index/**/*") if f.is_file())
    return dict(found)


if __name__ == "__main__":
    main(sys.argv[1:])
