"""The wire rows of docs/performance.md: Textual's own driver beside the economical one.

    python benchmarks/wire.py [--quick] [--ready REGEX] [-- COMMAND ...]

Without a command the demo of three panes is measured; a command is run as it stands and with
VARIORUM_DRIVER=plain. The measuring itself is ../shared/tools/ptybench.py, from outside.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PTYBENCH = ROOT.parent / "shared" / "tools" / "ptybench.py"
DEMO = [sys.executable, str(ROOT / "benchmarks" / "demo_panes.py")]
PANES_KEYS = "!j j*30 !<Space> <Space>*5 !k idle:10"
WIDE_KEYS = "!j j*30 idle:1"
SLOW = ["--rtt", "80", "--rate", "32768", "--link-buffer", "2097152"]
SLOWER = ["--rtt", "200", "--rate", "8192", "--link-buffer", "2097152"]
SLOW_KEYS = "!j j*8 hold:j:3"


def measured(command: Sequence[str], keys: str, options: Sequence[str], ready: str) -> Any:
    """Run ptybench once and give what it reports; empty if it failed."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.json")
        environ = {"HOME": folder, "PYTHONPATH": str(ROOT)}
        given = [part for name, value in environ.items() for part in ("--env", f"{name}={value}")]
        line = [sys.executable, str(PTYBENCH), *options, *given, "--ready", ready]
        done = subprocess.run(
            [*line, "--keys", keys, "-o", str(out), "--", *command],
            check=False,
            capture_output=True,
            text=True,
        )
        if not out.exists():
            print(done.stderr[-2000:], file=sys.stderr)
            return {}
        return json.loads(out.read_text("utf-8"))


def look(report: Any, *path: str) -> str:
    """Give one number of a report as text, a dash where it has none."""
    for part in path:
        report = report.get(part) if isinstance(report, Mapping) else None
    return "–" if report is None else f"{float(report):,.0f}"


def column(variants: Mapping[str, Sequence[str]], ready: str, *, quick: bool) -> dict[str, str]:
    """Give the table's column of one driver: label to value."""
    panes = measured(variants["panes"], PANES_KEYS, [], ready)
    rows = {
        "bytes to a settled start": look(panes, "start", "bytes", "median"),
        "start, ms": look(panes, "start", "stable", "median"),
        "bytes per line key": look(panes, "keys", "j", "bytes", "median"),
        "line key p95, ms": look(panes, "keys", "j", "last", "p95"),
        "CPU per line key, ms": look(panes, "keys", "j", "cpu_ms", "median"),
        "bytes per page": look(panes, "keys", "<Space>", "bytes", "median"),
        "idle bytes, 10 s": look(panes, "idle", "bytes", "median"),
        "left behind": ", ".join(panes.get("exit", {}).get("left", [])) or "nothing",
    }
    if "wide" in variants:
        wide = measured(variants["wide"], WIDE_KEYS, [], ready)
        rows["full width: bytes per line key"] = look(wide, "keys", "j", "bytes", "median")
    if quick:
        return rows
    for name, link in (("80 ms, 32 KB/s", SLOW), ("200 ms, 8 KB/s", SLOWER)):
        slow = measured(variants["panes"], SLOW_KEYS, link, ready)
        rows[f"{name}: settled start, ms"] = look(slow, "start", "stable", "median")
        rows[f"{name}: line key, ms"] = look(slow, "keys", "j", "last", "median")
        rows[f"{name}: backlog of j held 3 s, ms"] = look(slow, "hold", "j", "backlog", "median")
    if "wide" in variants:
        slow = measured(variants["wide"], SLOW_KEYS, SLOW, ready)
        rows["80 ms, 32 KB/s: full-width line key, ms"] = look(slow, "keys", "j", "last", "median")
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="leave out the slow links")
    parser.add_argument("--ready", default="Tuesday|Article", help="text of a painted screen")
    parser.add_argument("command", nargs="*", help="what to measure instead of the demo")
    options = parser.parse_args()
    if not PTYBENCH.exists():
        print(f"skipped: there is no {PTYBENCH}")
        return 0
    columns: dict[str, dict[str, str]] = {}
    for driver in ("plain", "economical"):
        if options.command:
            chosen = ["env", f"VARIORUM_DRIVER={'plain' if driver == 'plain' else ''}"]
            variants = {"panes": [*chosen, *options.command]}
        else:
            variants = {shape: [*DEMO, driver, shape] for shape in ("panes", "wide")}
        columns[driver] = column(variants, options.ready, quick=options.quick)
    print(f"| {os.uname().machine}, 120×40 | Textual's driver | economical |\n| --- | --- | --- |")
    for label, value in columns["plain"].items():
        print(f"| {label} | {value} | {columns['economical'].get(label, '–')} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
