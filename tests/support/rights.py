"""Closed files and folders, and a program that may not open them, even if root starts it."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

_ALL_RIGHTS = (1, 2)
"""Capabilities of Linux that open files whatever their modes: CAP_DAC_OVERRIDE and _READ_SEARCH."""
_DROP = 24
"""The call of prctl that drops a capability for all programs that are started."""
_START = f"""
import ctypes, os, sys
for right in {_ALL_RIGHTS}:
    ctypes.CDLL(None).prctl({_DROP}, right, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def obedient(command: Sequence[str]) -> list[str]:
    """Return a command that runs another one as a user who has to obey the modes of files."""
    if os.geteuid():
        return list(command)
    if not sys.platform.startswith("linux") or _may_not_drop():
        pytest.skip("root may open any file here, and can't give that up")
    return [sys.executable, "-c", _START, *command]


@cache
def _may_not_drop() -> bool:
    """Return True if root can't give up its rights here."""
    tried = [sys.executable, "-c", _START, sys.executable, "-c", "open(__import__('sys').argv[1])"]
    with NamedTemporaryFile() as file:
        os.fchmod(file.fileno(), 0)
        done = subprocess.run([*tried, file.name], check=False, capture_output=True)
    return b"PermissionError" not in done.stderr


@contextmanager
def closed(path: Path) -> Iterator[None]:
    """Close a file or a folder to everyone."""
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(0)
    try:
        yield
    finally:
        path.chmod(mode)
