"""An index is made also when a worker of a cluster is lost, or the whole job is killed."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.cluster import SMALL_JVM, every_kind, generation, standalone
from tests.support.command_line import ROOT, variorum
from tui.lazy_imports import lazy_imports

with lazy_imports():
    from pyarrow import parquet

pytestmark = [pytest.mark.standalone, pytest.mark.slow]
_PATIENCE = 1_800
_BATCH = 40
"""Pairs after which comparisons are kept, so that a small corpus has several batches."""


def test_a_worker_killed_while_comparing_changes_nothing(tmp_path: Path) -> None:
    corpus = every_kind(tmp_path)
    alone, index = tmp_path / "alone", tmp_path / "index"
    done = variorum("index", str(corpus), "--partitioned", "--to", str(alone))
    assert done.returncode == 0, done.stderr
    with standalone(tmp_path / "cluster") as cluster, subprocess.Popen(
        [
            *(sys.executable, "-m", "tui", "index", str(corpus), "--engine", "spark"),
            *("--master", cluster.master, *SMALL_JVM, "--conf", "spark.executor.memory=512m"),
            *("--to", str(index)),
        ],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as job:  # fmt: skip
        assert job.stderr
        told = ""
        for line in job.stderr:
            told += line
            if line.startswith("comparing"):
                break
        _until_comparing(tmp_path / "index.stages", job)
        cluster.kill(0)
        told += job.stderr.read()
        assert job.wait(_PATIENCE) == 0, told
    assert generation(index) == generation(alone)


def _until_comparing(stages: Path, job: "subprocess.Popen[str]") -> None:
    """Wait until executors write comparisons."""
    while job.poll() is None and not list(stages.glob("*/comparisons/*/_temporary")):
        time.sleep(0.05)


def test_a_killed_job_goes_on_where_it_was(tmp_path: Path) -> None:
    corpus = every_kind(tmp_path)
    alone, index = tmp_path / "alone", tmp_path / "index"
    done = variorum("index", str(corpus), "--partitioned", "--to", str(alone))
    assert done.returncode == 0, done.stderr
    asked = [
        *("index", str(corpus), "--engine", "spark", "--master", "local[2]", *SMALL_JVM),
        *("--conf", f"spark.variorum.batch={_BATCH}", "--to", str(index)),
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "tui", *asked],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as job:
        while job.poll() is None and len(_finished(tmp_path)) < 2:
            time.sleep(0.05)
        os.killpg(job.pid, signal.SIGKILL)
        assert job.wait(_PATIENCE) == -signal.SIGKILL
    assert not index.exists() or not (index / "index.json").exists()
    finished = _finished(tmp_path)
    before = {file: file.read_bytes() for part in finished for file in part.iterdir()}
    kept = sum(parquet.read_table(part).num_rows for part in finished)

    again = variorum(*asked)
    assert again.returncode == 0, again.stderr
    found = re.search(r"(\d+) of (\d+) pairs compared now", again.stdout)
    assert found
    made, all_pairs = map(int, found.groups())
    assert 0 < made == all_pairs - kept
    assert {file: file.read_bytes() for file in before} == before
    assert generation(index) == generation(alone)


def _finished(folder: Path) -> list[Path]:
    """Return the batches of comparisons that are whole."""
    return [mark.parent for mark in folder.glob("index.stages/*/comparisons/*/_SUCCESS")]
