import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from operator import neg
from pathlib import Path

import pytest

from tui.processes.worker_pool import WorkerPool


def test_every_task_is_done_once() -> None:
    with WorkerPool(2) as crew:
        assert sorted(crew.map_unordered(neg, range(20))) == sorted(map(neg, range(20)))


@pytest.mark.parametrize("sizes", [(), (0, 0), (9, 2), (1, 30), (4, 4, 4), (7,)])
def test_every_task_of_some_runs_is_done_once(sizes: tuple[int, ...]) -> None:
    runs = [range(100 * n, 100 * n + size) for n, size in enumerate(sizes)]
    with WorkerPool(2) as crew:
        done = crew.map_runs(neg, runs)
        assert sorted(done) == sorted(-task for run in runs for task in run)


def test_one_process_does_a_run_while_another_has_its_own() -> None:
    with WorkerPool(2) as crew:
        done = list(crew.map_runs(process_of, [["a"] * 2, ["b"] * 2]))
    assert len({process for run, process in done if run == "a"}) == 1
    assert len({process for run, process in done if run == "b"}) == 1
    assert len({process for _, process in done}) == 2


def process_of(run: str) -> tuple[str, int]:
    return run, os.getpid()


@pytest.mark.slow
def test_a_crew_can_be_given_up(tmp_path: Path) -> None:
    with WorkerPool(1) as crew:
        working = crew.map_unordered(os.mkdir, (tmp_path / str(n) for n in range(10_000)))
        next(working)
    assert 0 < len(list(tmp_path.iterdir())) < 100


def test_after_the_end_of_a_crew_none_of_its_threads_and_processes_is_left() -> None:
    with WorkerPool(2) as crew:
        working = crew.map_unordered(time.sleep, [0, 0.5, 0.5])
        next(working)
    assert not multiprocessing.active_children()
    assert not [t for t in threading.enumerate() if "ExecutorManager" in type(t).__name__]


def test_a_fault_in_a_task_is_told() -> None:
    with WorkerPool(1) as crew, pytest.raises(TypeError):
        list(crew.map_unordered(neg, ["no number"]))


def test_no_process_outlives_the_one_that_called_it() -> None:
    code = (
        "import os, time\n"
        "from tui.processes.worker_pool import WorkerPool\n"
        "own = WorkerPool(1).map_unordered(eval, ['__import__(\"os\").getpid()'])\n"
        "print(next(own), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_at_work(worker)
        parent.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not is_at_work(worker):
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there")


def is_at_work(worker: int) -> bool:
    """Whether it lives; whoever inherited it may take its time to bury it."""
    try:
        told = Path(f"/proc/{worker}/stat").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def test_a_crew_works_while_something_else_stands_in_for_the_standard_error() -> None:
    """As in the reader: what Textual puts there has no descriptor."""
    code = (
        "import io, sys\n"
        "from operator import neg\n"
        "from tui.processes.worker_pool import WorkerPool\n"
        "class Standing(io.StringIO):\n"
        "    def fileno(self): return -1\n"
        "sys.stderr = Standing()\n"
        "with WorkerPool(1) as crew: print(list(crew.map_unordered(neg, [3])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True
    )
    assert done.stdout == "[-3]\n"
