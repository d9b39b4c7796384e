"""The wire, as a table: the reader, itself on Textual's own driver, and other programs, in one run.

    python benchmarks/wire.py [--quick] [--variorum PATH] [--frogmouth PATH] [--out PAGE]

Every program is run on the sample articles, 120×40, with a home folder of its own, and measured
from outside by ../shared/tools/ptybench.py: six minutes, mostly waiting. A program that is not
installed is left out, and said to be. `PAGE` is docs/performance.md.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PTYBENCH = ROOT.parent / "shared" / "tools" / "ptybench.py"
SEEDS = ROOT / "seeds"
LONGEST = max(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size)
BUFFER = ["--link-buffer", "2097152"]
SLOW = ["--rtt", "80", "--rate", "32768", *BUFFER]
SLOWER = ["--rtt", "200", "--rate", "8192", *BUFFER]
SECOND = r"\d/\d+ shared"


@dataclass(frozen=True, slots=True)
class Program:
    """Something to read with."""

    name: str
    command: Sequence[str]
    ready: str = r"Blinken|China"
    widen: str = ""
    """Keys that bring it to its full width."""
    environ: Mapping[str, str] | None = None
    begin: str = "g"
    """Keys that bring it back to the beginning."""
    opening: str = ""
    """Keys that bring it from its first screen to the article."""
    page: str = "<Space>"
    leaving: str = "q"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: where it is found in ptybench's report, and what is to be reached."""

    label: str
    keys: str
    path: tuple[str, ...]
    reach: str = "–"
    link: Sequence[str] = ()
    wide: bool = False
    slow: bool = False


BYTES, LAST = ("bytes", "median"), ("last", "median")
PANES = "!j j*60 {begin} !{page} {page}*4 {begin} idle:10"
HELD = "{begin} !j j*8 hold:j:3"
ROWS = (
    Row("bytes to a settled start", PANES, ("start", *BYTES), "≤ 15 K"),
    Row("settled start, ms", PANES, ("start", "stable", "median"), "–"),
    Row("bytes per line key, as it opens", PANES, ("keys", "j", *BYTES), "≤ 3.5 K"),
    Row("line key, ms", PANES, ("keys", "j", *LAST), "–"),
    Row("line key, p95, ms", PANES, ("keys", "j", "last", "p95"), "≤ 12"),
    Row("CPU per line key, ms", PANES, ("keys", "j", "cpu_ms", "median"), "–"),
    Row("bytes per page", PANES, ("keys", "{page}", *BYTES), "≤ 5 K"),
    Row("idle bytes, 10 s", PANES, ("idle", *BYTES), "0"),
    Row("bytes per line key, full width", "!j j*60", ("keys", "j", *BYTES), "≤ 500", wide=True),
    Row("80 ms, 32 KB/s: settled start, ms", HELD, ("start", "stable", "median"), "≤ 600", SLOW),
    Row("… a line key, ms", HELD, ("keys", "j", *LAST), "≤ 210", SLOW),
    Row("… a line key, full width, ms", "!j j*20", ("keys", "j", *LAST), "≤ 110", SLOW, wide=True),
    Row("… j held 3 s: backlog, ms", HELD, ("hold", "j", "backlog", "median"), "≤ 350", SLOW),
    Row("200 ms, 8 KB/s: the same backlog, ms", HELD, ("hold", "j", "backlog", "median"),
        "≤ 1300", SLOWER),
)  # fmt: skip


Script = tuple[str, tuple[str, ...], bool]
FRAME_COST = "CPU per frame, from outside, ms"
FRAME_ROUNDS = 4
PEERS = {"the same, in tmux", "less", "vim", "newsboat", "frogmouth"}
OURS = "variorum"
SLOW_AT_ONCE = 3
BEGIN, END = "<!-- measured by benchmarks/wire.py -->\n", "<!-- so far -->\n"


def measured(program: Program, row: Row) -> Any:
    """Run ptybench once and give what it reports; empty if it failed."""
    begin = " ".join([f"!{key}" for key in program.begin.split()])
    keys = row.keys.replace("{begin}", f"{begin} wait:500").replace("{page}", program.page)
    keys = f"{program.opening} {keys}"
    if row.wide and program.widen:
        keys = f"!{program.widen} wait:1000 {keys}"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.json")
        environ = {"HOME": folder, **(program.environ or {})}
        given = [part for name, value in environ.items() for part in ("--env", f"{name}={value}")]
        line = [sys.executable, str(PTYBENCH), *row.link, *given, "--ready", program.ready]
        done = subprocess.run(
            [
                *line,
                "--keys",
                keys,
                "--end",
                program.leaving,
                "-o",
                str(out),
                "--",
                *program.command,
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        if not out.exists():
            print(done.stderr[-2000:], file=sys.stderr)
            return {}
        report = json.loads(out.read_text("utf-8"))
        if report["errors"]:
            print(program.name, report["errors"], file=sys.stderr)
        return report


def look(report: Any, *path: str) -> str:
    """Give one number of a report as text, a dash where it has none."""
    for part in path:
        report = report.get(part) if isinstance(report, Mapping) else None
    return "–" if report is None else f"{float(report):,.0f}"


def script(row: Row) -> Script:
    """Give what tells one run of ptybench from another; rows of one script share its run."""
    return row.keys, tuple(row.link), row.wide


def reports(programs: Sequence[Program], rows: Sequence[Row]) -> dict[tuple[str, Script], Any]:
    """Run every script with every program: ours, which is judged, and what is local one at a time.

    The others on slow links, which mostly wait, some at once.
    """
    wanted = {
        (program.name, script(row)): (program, row)
        for row in rows
        for program in programs
        if program.widen or not row.wide
    }
    alone = [key for key in wanted if key[0] == OURS or not key[1][1]]
    found = {key: measured(*wanted[key]) for key in alone}
    slow = [key for key in wanted if key not in found]
    with ThreadPoolExecutor(SLOW_AT_ONCE) as crew:
        runs = crew.map(lambda key: measured(*wanted[key]), slow)
        found.update(zip(slow, runs, strict=True))
    return found


def column(program: Program, rows: Sequence[Row], runs: Mapping[Any, Any]) -> dict[str, str]:
    """Give a program's column of the table: label to value."""
    found = {}
    for row in rows:
        report = runs.get((program.name, script(row)), {})
        path = [program.page if part == "{page}" else part for part in row.path]
        found[row.label] = look(report, *path)
        if left := report.get("exit", {}).get("left", []):
            print(f"{program.name}: left behind {left}", file=sys.stderr)
    return found


def frame_cost(programs: Sequence[Program]) -> dict[str, str]:
    """Give the CPU milliseconds of a frame, from outside, by program: in turns, the least of all.

    A line key is one frame (tests/session/test_one_frame.py), whichever driver draws it.
    """
    row = Row("", "!] !] j*120", ())
    spent: dict[str, list[float]] = {program.name: [] for program in programs}
    for _ in range(FRAME_ROUNDS):
        for program in programs:
            cost = measured(program, row).get("keys", {}).get("j", {}).get("cpu_ms", {})
            if cost:
                spent[program.name].append(float(cost["median"]))
    return {name: f"{min(costs):.1f}" for name, costs in spent.items() if costs}


def programs(variorum: Sequence[str], frogmouth: str) -> list[Program]:
    """Give those that are installed."""
    paths = [str(LONGEST), str(SEEDS)]
    plain = {"VARIORUM_DRIVER": "plain"}
    found = [
        Program(OURS, [*variorum, *paths], SECOND, "z"),
        Program("the same, Textual's driver", [*variorum, *paths], SECOND, "z", plain),
    ]
    if shutil.which("tmux"):
        found.append(_in_tmux([*variorum, *paths]))
    texts = [str(LONGEST), *[str(path) for path in sorted(SEEDS.glob("*.txt"))]]
    if less := shutil.which("less"):
        found.append(Program("less", [less, *texts]))
    if vim := shutil.which("vim"):
        found.append(
            Program("vim", [vim, "-R", *texts], begin="g g", page="<C-f>", leaving=": q a <Enter>")
        )
    if shutil.which("newsboat"):
        found.append(
            Program(
                "newsboat",
                _newsboat(),
                "Seeds",
                begin="<Home>",
                opening="!<Enter> wait:300 !<Enter> wait:300",
                leaving="q q q",
            )
        )
    if frogmouth:
        markdown = Path(tempfile.mkdtemp(), "article.md")
        markdown.write_bytes(LONGEST.read_bytes())
        found.append(
            Program(
                "frogmouth",
                [frogmouth, str(markdown)],
                begin="<Home>",
                page="<PgDn>",
                leaving="<C-q>",
            )
        )
    return found


def _in_tmux(command: Sequence[str]) -> Program:
    """Give the reader in a tmux on the far side of the link, which answers for the terminal."""
    inside = f'tmux -f /dev/null -S "$HOME/tmux" new {shlex.quote(shlex.join(command))}'
    far = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
    return Program("the same, in tmux", ["sh", "-c", inside], SECOND, environ=far)


def _newsboat() -> list[str]:
    """Give the command that shows the longest article as a feed's entry."""
    folder = Path(tempfile.mkdtemp())
    words = LONGEST.read_text("utf-8").replace("&", "&amp;").replace("<", "&lt;")
    words = words.replace("\n", "&lt;br/&gt;")
    feed = folder / "feed.xml"
    feed.write_text(
        '<rss version="2.0"><channel><title>Seeds</title><item><title>Article</title>'
        f"<description>{words}</description></item></channel></rss>",
        "utf-8",
    )
    (folder / "urls").write_text(f"file://{feed}\n", "utf-8")
    (folder / "config").write_text("auto-reload no\n", "utf-8")
    named = ["-u", str(folder / "urls"), "-C", str(folder / "config"), "-c", str(folder / "cache")]
    subprocess.run(["newsboat", *named, "-x", "reload"], check=False, capture_output=True)
    return ["newsboat", *named]


def table(columns: Mapping[str, Mapping[str, str]]) -> str:
    """Give the table as Markdown."""
    names = list(columns)
    reach = {row.label: row.reach for row in ROWS} | {FRAME_COST: "≤ 1 more"}
    lines = [f"| | {' | '.join(names)} | to reach |", "| --- |" + " ---: |" * (len(names) + 1)]
    for label, wanted in reach.items():
        values = [columns[name].get(label, "–") for name in names]
        if any(value != "–" for value in values):
            lines.append(f"| {label} | {' | '.join(values)} | {wanted} |")
    return "\n".join(lines)


def put(page: Path, made: str) -> None:
    """Put the table between its marks on a page."""
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    said = f"{time.strftime('%Y-%m-%d')}, {os.uname().machine}, {os.cpu_count()} cores, 120×40,"
    page.write_text(f"{before}{BEGIN}{said} true colour.\n\n{made}\n{END}{after}", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="leave out the slow links")
    parser.add_argument("--variorum", help="the program of a plain install")
    parser.add_argument("--frogmouth", default=shutil.which("frogmouth") or "")
    parser.add_argument("--out", type=Path, help="the page whose table is replaced")
    options = parser.parse_args()
    if not PTYBENCH.exists():
        print(f"skipped: there is no {PTYBENCH}")
        return 0
    ours = [options.variorum] if options.variorum else [sys.executable, "-m", "tui"]
    compared = programs(ours, options.frogmouth)
    for name in sorted(PEERS - {program.name for program in compared}):
        print(f"{name} is not installed: left out", file=sys.stderr)
    rows = [row for row in ROWS if not (options.quick and row.link)]
    runs = reports(compared, rows)
    columns = {program.name: column(program, rows, runs) for program in compared}
    for name, cost in frame_cost(compared[:2]).items():
        columns[name][FRAME_COST] = cost
    made = table(columns)
    print(made)
    if options.out:
        put(options.out, made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
