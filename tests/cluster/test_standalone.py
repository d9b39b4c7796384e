"""On a cluster of a master and two workers an index is made, also when a worker is lost."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.cluster import SMALL_JVM, every_kind, generation, standalone
from tests.support.command_line import ROOT, variorum

pytestmark = [pytest.mark.standalone, pytest.mark.slow]
_PATIENCE = 1_800


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
