"""A process with limits: what it lets a function do, and what becomes of one that does more."""

import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tui.processes.frames import read_frame
from tui.processes.limited_process import (
    ComputingLimitError,
    LimitedProcess,
    LimitedProcesses,
    ProcessLimitError,
    ProcessLimits,
)

QUICK = ProcessLimits(cpu=0.3, cpu_of_megabyte=0, wall=60)
FUNCTIONS = """
import gc, os, socket, subprocess, sys, time
from pathlib import Path
from tui.errors import VariorumError
from tui.processes.frames import VALUE, write_frame

def pieces(data, size):
    for n in range(0, len(data), size):
        yield data[n:n + size].decode()

def pid(data):
    yield os.getpid()

def fails(data):
    yield "one"
    raise VariorumError("it holds no text")

def breaks(data):
    yield {}[1]

def dies(data):
    os._exit(3)
    yield

def spins(data):
    while True:
        pass
    yield

def spins_with_results(data):
    for n in range(4):
        begin = time.process_time()
        while time.process_time() < begin + 0.15:
            pass
        yield n

def sleeps(data):
    time.sleep(600)
    yield

def grows(data):
    yield len(bytearray(400 << 20))

def nests(data):
    def deeper():
        return deeper()
    yield deeper()

def prints(data):
    print("to nobody")
    print("to nobody", file=sys.stderr)
    yield "fine"

def writes(data):
    Path(data.decode()).write_text("x")
    yield

def appends(data):
    with open(data.decode(), "a") as file:
        file.write("x")
    yield

def removes(data):
    os.remove(data.decode())
    yield

def connects(data):
    socket.create_connection(("127.0.0.1", int(data)))
    yield

def starts(data):
    subprocess.run(["true"])
    yield

def floods(data):
    while True:
        yield "x" * 1000

def forges(data):
    link = next(one for one in gc.get_objects() if isinstance(one, socket.socket))
    write_frame(link, VALUE, b"[" * 100_000)
    write_frame(link, VALUE, b'"of another file"')
    yield
"""


@pytest.fixture(autouse=True)
def functions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "hostile_functions.py").write_text(FUNCTIONS)
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])


@pytest.fixture
def process() -> Iterator[LimitedProcess]:
    process = LimitedProcess()
    yield process
    process.close()


def run(process: LimitedProcess, name: str, data: bytes = b"", **limits: float) -> list[object]:
    return process.run(f"hostile_functions.{name}", data, limits=QUICK._replace(**limits))


def test_values_come_back_in_order(process: LimitedProcess) -> None:
    assert process.run("hostile_functions.pieces", b"abcde", 2) == ["ab", "cd", "e"]


def test_a_process_serves_many_files(process: LimitedProcess) -> None:
    pids = {tuple(run(process, "pid")) for _ in range(5)}
    assert len(pids) == 1
    assert pids != {(os.getpid(),)}


def test_much_data_goes_there_and_back(process: LimitedProcess) -> None:
    data = b"word " * 1_000_000
    values = process.run("hostile_functions.pieces", data, 1 << 20)
    assert "".join(values) == data.decode()


def test_an_error_comes_back_with_its_reason_and_the_process_stays(process: LimitedProcess) -> None:
    with pytest.raises(ProcessLimitError, match=r"^it holds no text$"):
        run(process, "fails")
    with pytest.raises(ProcessLimitError, match=r"^it is damaged"):
        run(process, "breaks")
    assert process.is_usable
    assert run(process, "prints") == ["fine"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("spins", "too much computing"),
        ("dies", "its reader failed"),
        ("grows", "more than 200 MB"),
        ("nests", "nested too deeply"),
    ],
)
def test_what_goes_beyond_a_limit_is_ended_with_a_reason(
    process: LimitedProcess, name: str, reason: str
) -> None:
    with pytest.raises(ProcessLimitError, match=reason):
        run(process, name)


@pytest.mark.slow
def test_computing_is_counted_from_each_value_to_the_next(process: LimitedProcess) -> None:
    assert run(process, "spins_with_results") == [0, 1, 2, 3]


def test_computing_of_all_values_is_counted_too(process: LimitedProcess) -> None:
    with pytest.raises(ComputingLimitError, match="too much computing"):
        run(process, "spins_with_results", whole_cpu=0.4)


def test_large_data_may_take_longer_but_not_for_ever() -> None:
    limits = ProcessLimits(cpu=2, cpu_of_megabyte=3, most_cpu=30)
    assert limits.cpu_for(0) == 2
    assert limits.cpu_for(2 << 20) == 8
    assert limits.cpu_for(64 << 20) == 30


def test_who_only_waits_is_ended_too(process: LimitedProcess) -> None:
    with pytest.raises(ProcessLimitError, match="too long"):
        run(process, "sleeps", wall=0.5)
    assert not process.is_usable


@pytest.mark.slow
def test_endless_values_are_cut_off(process: LimitedProcess) -> None:
    with pytest.raises(ProcessLimitError, match="its reader failed"):
        run(process, "floods", returned=100_000)


@pytest.mark.parametrize("name", ["writes", "appends", "removes"])
def test_no_file_is_changed(process: LimitedProcess, name: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("ours")
    with pytest.raises(ProcessLimitError, match="PermissionError"):
        run(process, name, str(file).encode())
    assert file.read_text() == "ours"


def test_no_connection_is_opened_and_no_process_started(process: LimitedProcess) -> None:
    with pytest.raises(ProcessLimitError, match="PermissionError"):
        run(process, "connects", b"9")
    with pytest.raises(ProcessLimitError, match="PermissionError"):
        run(process, "starts")


def test_a_process_that_died_is_replaced() -> None:
    with LimitedProcesses(1) as processes:
        with pytest.raises(ProcessLimitError):
            processes.run("hostile_functions.dies", b"")
        assert processes.run("hostile_functions.pieces", b"ab", 1) == ["a", "b"]


def test_a_forged_answer_is_an_error_and_is_not_the_answer_of_the_next_run() -> None:
    with LimitedProcesses(1) as processes:
        with pytest.raises(ProcessLimitError, match="its reader failed"):
            processes.run("hostile_functions.forges", b"")
        assert processes.run("hostile_functions.pieces", b"ab", 1) == ["a", "b"]


def test_a_run_that_is_interrupted_leaves_no_values_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([KeyboardInterrupt])

    def interrupted(link: socket.socket, largest: int, deadline: float) -> tuple[bytes, bytes]:
        for error in answers:
            raise error
        return read_frame(link, largest, deadline)

    monkeypatch.setattr("tui.processes.limited_process.read_frame", interrupted)
    with LimitedProcesses(1) as processes:
        with pytest.raises(KeyboardInterrupt):
            processes.run("hostile_functions.pieces", b"xyz", 1)
        assert processes.run("hostile_functions.pieces", b"ab", 1) == ["a", "b"]


def test_threads_share_the_processes() -> None:
    found: list[list[object]] = []

    def read(processes: LimitedProcesses) -> None:
        found.append(processes.run("hostile_functions.pieces", b"abc", 3))

    with LimitedProcesses(2) as processes:
        threads = [threading.Thread(target=read, args=(processes,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [["abc"]] * 6


def test_a_fork_starts_processes_of_its_own() -> None:
    with LimitedProcesses(1) as processes:
        ours = processes.run("hostile_functions.pid", b"")
        read, write = os.pipe()
        child = os.fork()
        if not child:
            try:
                theirs = processes.run("hostile_functions.pid", b"")
                os.write(write, b"other" if theirs != ours else b"same")
            finally:
                os._exit(0)
        os.close(write)
        assert os.read(read, 10) == b"other"
        os.close(read)
        os.waitpid(child, 0)
        assert processes.run("hostile_functions.pid", b"") == ours


def test_it_ends_with_its_parent() -> None:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        (pid,) = LimitedProcess().run("hostile_functions.pid", b"")
        os.write(write, str(pid).encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(write)
    theirs = int(os.read(read, 20))
    os.close(read)
    with suppress(ProcessLookupError):  # it may have ended already
        ended = os.pidfd_open(theirs)
        assert select.select([ended], [], [], 60)[0]
        os.close(ended)
    os.waitpid(child, 0)
