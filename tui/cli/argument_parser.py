"""The parser of a command line: argparse's, except that an error while writing help is reported."""

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_UNKNOWN = "unrecognized arguments:"


class Parser(argparse.ArgumentParser):
    """A parser that passes errors in writing the help or the version on to `finish`."""

    def error(self, message: str) -> NoReturn:
        """Print an error, and end the program; tell which command reads an index."""
        if message == f"{_UNKNOWN} --index":
            message = "this command reads files; `variorum --index FOLDER` reads an index"
        super().error(message)

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        if message:
            (file or sys.stderr).write(message)
