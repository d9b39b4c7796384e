"""The command line, run as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.rights import obedient

ROOT = Path(__file__).parents[2]
"""The checkout; commands run in it."""


def variorum(
    *words: str, stdin: bytes = b"", obeys_modes: bool = False, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run a command; with `obeys_modes` as a user who may not open closed files."""
    command = [sys.executable, "-m", "tui", *words]
    process = subprocess.run(
        obedient(command) if obeys_modes else command,
        input=stdin, capture_output=True, check=False, cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", **environ},
        start_new_session=True,
    )  # fmt: skip
    return subprocess.CompletedProcess(
        process.args, process.returncode, process.stdout.decode(), process.stderr.decode()
    )


def matches(*paths: Path) -> dict[str, Any]:
    """Return the output of `variorum matches --json` for these paths."""
    process = variorum("matches", *map(str, paths), "--json")
    assert process.returncode == 0, process.stderr
    output: dict[str, Any] = json.loads(process.stdout)
    return output
