"""The command line, run as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The checkout; commands run in it."""


def variorum(*words: str, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *words],
        input=stdin, capture_output=True, check=False, cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", **environ},
        start_new_session=True,
    )  # fmt: skip
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
