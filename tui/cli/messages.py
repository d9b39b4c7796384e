"""Messages on standard error: the only module that prints problems and errors."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from tui.errors import FAILED, VariorumError
from tui.lazy_imports import lazy_imports

with lazy_imports():
    from tui.text import sanitization

_LONGEST = 20_000
"""Code points of the longest message: the paths in it are from outside."""
_Arguments = ParamSpec("_Arguments")


def tell(problem: object) -> None:
    """Print a problem on standard error, in one line that is safe for a terminal."""
    line = sanitization.clean_line(f"variorum: {problem}", _LONGEST)
    print(line, file=sys.stderr)  # noqa: T201  # the command line's voice


def complain(problem: object, code: int) -> int:
    """Print a problem, and return the exit code `code`."""
    tell(problem)
    return code


def report_errors(command: Callable[_Arguments, int]) -> Callable[_Arguments, int]:
    """Return a command that prints errors in one line, and returns their exit codes."""

    @wraps(command)
    def reporting(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> int:
        try:
            return command(*args, **kwargs)
        except VariorumError as error:
            return complain(error, error.code)
        except PermissionError as error:
            file = error.filename or "a file"
            return complain(f"{file}: {error.strerror}; ask for the right to it", FAILED)

    return reporting
