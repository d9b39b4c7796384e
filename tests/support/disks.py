"""Disks that can't be written: a file system mounted read-only, or a full one.

Without the rights to mount, a read-only folder is one with read-only modes, and no disk is full.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE = 4 << 20


def _mount(folder: Path) -> bool:
    """Return True if an empty file system of `SIZE` bytes could be mounted at `folder`."""
    program = shutil.which("mount")
    if program is None or os.geteuid():
        return False
    command = [program, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """Give a separate disk at `folder`, if the system allows it."""
    folder.mkdir(parents=True)
    is_mounted = _mount(folder)
    try:
        yield folder
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make the disk at `folder` read-only."""
    if os.path.ismount(folder):
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
        return
    if not os.geteuid():
        pytest.skip("root may write anywhere, and nothing can be mounted here")
    inside = [folder, *folder.rglob("*")]
    modes = [path.stat().st_mode for path in inside]
    for path, mode in zip(inside, modes, strict=True):
        path.chmod(mode & ~0o222)
    yield
    for path, mode in zip(inside, modes, strict=True):
        path.chmod(mode)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Fill the disk at `folder`."""
    if not os.path.ismount(folder):
        pytest.skip("a full disk needs the right to mount one")
    filling = folder / "filling"
    with filling.open("wb", buffering=0) as file:
        for block in (1 << 16, 1 << 9, 1):
            try:
                while file.write(bytes(block)) == block:
                    pass
            except OSError:
                continue
    yield
    filling.unlink()


LEASE = """
import fcntl, os, signal, sys
signal.signal(signal.SIGIO, signal.SIG_IGN)
fcntl.fcntl(os.open(sys.argv[1], os.O_RDWR), fcntl.F_SETLEASE, fcntl.F_WRLCK)
print("held", flush=True)
signal.pause()
"""


@contextmanager
def blocked(file: Path) -> Iterator[None]:
    """Block each process that opens `file`, as on a dead mount: another process has a lease."""
    run = [sys.executable, "-c", LEASE, str(file)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as holder:
        try:
            if holder.stdout is None or holder.stdout.readline() != b"held\n":
                pytest.skip("this file system knows no leases")
            yield
        finally:
            holder.kill()
