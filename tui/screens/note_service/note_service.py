"""The door to the notes: questions go through in a thread, answers or plain words come back.

What the store needs is imported when the first question is asked, not when the program starts.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.errors import VariorumError
from tui.log.log_file import logger
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.note_service.note_actions import NoteActions

_Any = TypeVar("_Any")


class NoteActionError(VariorumError):  # it is an answer
    """What was asked of the notes could not be done."""


class NoteService:
    """One reader's notes, seen from the screen."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._actions: NoteActions | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no note was ever taken."""
        return not self._workspace.has_notes

    @property
    def has_external_edits(self) -> bool:
        """Whether words were ever lent to another editor."""
        return self._workspace.external_edits.exists()

    @property
    def folder(self) -> Path:
        """Where a text too long for the clipboard can be put."""
        return self._workspace.state

    def put_aside(self, words: str) -> None:
        """Put words that can't be kept in a file, which the program tells of when it has ended."""
        self._workspace.save_elsewhere(words)

    def version(self) -> tuple[int, int] | None:
        """A value that differs once anybody has changed anything; nothing before it is known."""
        return self._actions.version() if self._actions and self._workspace.has_open_notes else None

    async def run(self, question: Callable[["NoteActions"], _Any]) -> _Any:
        """The answer of the store; raises `NoteActionError`."""
        return await asyncio.to_thread(self.run_sync, question)

    def run_sync(self, question: Callable[["NoteActions"], _Any]) -> _Any:
        """The same on this thread, for when the program is left; raises `NoteActionError`."""
        from tui.notes.note import NoteError  # noqa: PLC0415  # start-up: only once needed
        from tui.screens.note_service.note_actions import NoteActions  # noqa: PLC0415
        from tui.storage.sqlite_store import StoreError  # noqa: PLC0415

        if self._actions is None:
            self._actions = NoteActions(self._workspace)
        try:
            return question(self._actions)
        except (NoteError, StoreError) as error:
            if isinstance(error, StoreError):  # a note's error may quote it
                logger(__name__).warning("notes: %s", error, exc_info=error.__cause__)
            raise NoteActionError(
                error.message, cause=error.cause, advice=error.advice, where=error.where
            ) from error
