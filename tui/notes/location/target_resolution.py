"""Target resolution: the choice of the file that has a passage of a note.

A file is identified by its path and by its content. Standard input has no path: only its content
identifies it.
"""

from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from tui.notes.database.schema import NO_PATH
from tui.notes.note import Target


class KnownFile(Protocol):
    """A file in its present state."""

    @property
    def key(self) -> str:
        """Its resolved path; `NO_PATH` for standard input."""

    @property
    def digest(self) -> str:
        """The digest of its content; empty if it was not read whole."""


_File = TypeVar("_File", bound=KnownFile)


def is_named(target: Target, key: str) -> bool:
    """Return True if the target's path is the file with this key."""
    return target.path == key != NO_PATH


def stands_on(target: Target, file: KnownFile) -> bool:
    """Return True if the target's passage is shown on a file.

    It is shown on the target's own file, and on every file with a content that is known to have it,
    as copies.
    """
    return is_named(target, file.key) or (bool(file.digest) and file.digest in target.digests)


class TargetFiles(Generic[_File]):
    """The files in which the passages of notes are looked for."""

    def __init__(
        self, files: Iterable[_File], elsewhere: Callable[[str], _File | None] = lambda _: None
    ) -> None:
        """Look among `files`, those that can be read.

        Args:
            files: The readable files.
            elsewhere: Returns a file that is not among them by its path, if it can be read.
        """
        self._elsewhere = elsewhere
        self._by_key: dict[str, _File] = {}
        self._by_digest: dict[str, _File] = {}
        for file in files:
            self._by_key[file.key] = file
            if file.digest:
                self._by_digest.setdefault(file.digest, file)

    def file_of(self, target: Target) -> _File | None:
        """Return the file of a target: the file at its path, or one with its newest content.

        Returns:
            None if there is no such file.
        """
        if target.path and target.path != NO_PATH:
            file_at_path = self._by_key.get(target.path) or self._elsewhere(target.path)
            if file_at_path:
                return file_at_path
        files = (self._by_digest.get(digest) for digest in reversed(target.digests))
        return next((file for file in files if file), None)
