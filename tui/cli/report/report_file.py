"""The file of a report: written whole; it replaces only an unchanged earlier report."""

import os
from collections.abc import Iterable
from contextlib import closing
from errno import EISDIR, ENOENT
from pathlib import Path

from tui.cli.messages import tell
from tui.errors import VariorumError
from tui.notes.note_store import NoteStore
from tui.settings import Folders
from tui.storage.atomic_write import write_atomically
from tui.storage.existence import may_exist
from tui.storage.sqlite_store import StoreError
from tui.text.sanitization import clean_line

NOTES = "notes.sqlite"
"""The store of notes, in the folder for data; it records exported files, too."""


class ReportError(VariorumError):
    """A report can't be written to its file; the message gives the reason and advice."""


def require_free(path: Path, user_folders: Folders, *, force: bool) -> None:
    """Check that `path` may be written.

    Raises:
        ReportError: If a file there must not be replaced.
    """
    if not path.parent.is_dir():
        raise _failure(path, FileNotFoundError(ENOENT, os.strerror(ENOENT)))
    if path.is_dir():
        raise _failure(path, IsADirectoryError(EISDIR, os.strerror(EISDIR)))
    if force or not os.path.lexists(path):
        return
    try:
        if may_exist(user_folders.data / NOTES):
            with closing(NoteStore(user_folders.data / NOTES)) as notes:
                if notes.written.is_ours(path):
                    return
    except OSError as error:
        raise _failure(path, error) from error
    raise ReportError(
        f"{clean_line(str(path), 4_000)} was changed, or is not a report by variorum",
        advice="name another file, or use --force",
    )


def write_file(
    path: Path, text: str, articles: Iterable[Path], user_folders: Folders, *, force: bool
) -> None:
    """Write a report to `path`, and record it as one of ours.

    Raises:
        ReportError: If it is one of the `articles`, must not be replaced, or can't be written.
    """
    real_path = os.path.realpath(path)
    if any(os.path.realpath(article) == real_path for article in articles):
        raise ReportError(
            f"{clean_line(str(path), 4_000)} is one of the articles", advice="name another file"
        )
    require_free(path, user_folders, force=force)
    try:
        with closing(NoteStore(user_folders.data / NOTES)) as notes:
            notes.written.write(path, text)
    except OSError as error:
        raise _failure(path, error) from error
    except StoreError as error:
        try:
            write_atomically(path, text)
        except OSError as failure:
            raise _failure(path, failure) from failure
        tell(f"the next report there needs --force: {error}")


def _failure(path: Path, error: OSError) -> ReportError:
    return ReportError(
        f"{clean_line(str(path), 4_000)}: {error.strerror or error}",
        advice="nothing was written, choose another place",
    )
