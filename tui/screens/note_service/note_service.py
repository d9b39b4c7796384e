"""The note service: it runs actions on the store in threads and returns results or plain errors.

Changes run one after the other, in the order in which they were asked for: a draft that is saved
while its note is written must not come last.

The modules of the store are imported for the first action, not when the program starts.
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.corpus.siglum_assignment import SiglumAssignment
from tui.errors import VariorumError
from tui.lazy_imports import lazy_imports
from tui.log.log_file import logger
from tui.storage.existence import may_exist
from tui.workspace.workspace import Workspace

with lazy_imports():
    from concurrent.futures import thread

    from tui.notes import note
    from tui.screens.note_service import note_actions
    from tui.storage import sqlite_store

if TYPE_CHECKING:
    from tui.screens.note_service.note_actions import NoteActions

_ResultT = TypeVar("_ResultT")


class NoteActionError(VariorumError):  # the caller shows it as a message
    """An action on the notes has failed."""


class NoteService:
    """The notes of one reader, for the screens."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._actions: NoteActions | None = None

    @property
    def is_empty(self) -> bool:
        """True if no note was ever written."""
        return not self._workspace.has_notes

    @property
    def configured_mark_names(self) -> Mapping[int, str]:
        """The names of kinds of marks in the settings."""
        return self._workspace.mark_names

    @property
    def sigla(self) -> SiglumAssignment:
        """The present sigla of the articles."""
        return self._workspace.sigla_known

    @property
    def has_external_edits(self) -> bool:
        """True if another editor was ever used for a note."""
        return may_exist(self._workspace.external_edits)

    @property
    def folder(self) -> Path:
        """The folder for a text that is too long for the clipboard."""
        return self._workspace.state

    @property
    def export_folder(self) -> Path:
        """The folder for exports."""
        return self._workspace.export_folder

    @property
    def export_name(self) -> str:
        """The beginning of the names of exported files; may be empty."""
        return self._workspace.export_name

    def put_aside(self, words: str) -> None:
        """Write words that can't be saved to a file; the program names the file when it ends."""
        self._workspace.save_elsewhere(words)

    def version(self) -> tuple[int, int] | None:
        """Return a value that differs after any change; None before the store is open."""
        return self._actions.version() if self._actions and self._workspace.has_open_notes else None

    async def run(self, question: Callable[["NoteActions"], _ResultT]) -> _ResultT:
        """Return the result of an action, run in a thread.

        Raises:
            NoteActionError: If the action has failed.
        """
        return await asyncio.to_thread(self.run_sync, question)

    async def change(self, change: Callable[["NoteActions"], _ResultT]) -> _ResultT:
        """Return the result of a change, made in a thread after all earlier changes.

        It is made even if the caller is cancelled while it waits.

        Raises:
            NoteActionError: If the change has failed.
        """
        return await asyncio.shield(
            asyncio.wrap_future(self._in_order.submit(self.run_sync, change))
        )

    def change_sync(self, change: Callable[["NoteActions"], _ResultT]) -> _ResultT:
        """Return the result of a change; wait for it and for all earlier changes.

        Raises:
            NoteActionError: If the change has failed.
        """
        return self._in_order.submit(self.run_sync, change).result()

    def finish(self) -> None:
        """Wait until all changes are made: the store is closed next."""
        if "_in_order" in vars(self):
            self._in_order.submit(lambda: None).result()

    @cached_property
    def _in_order(self) -> "thread.ThreadPoolExecutor":
        """The one thread that makes changes."""
        return thread.ThreadPoolExecutor(1, thread_name_prefix="notes")

    def run_sync(self, question: Callable[["NoteActions"], _ResultT]) -> _ResultT:
        """Return the result of an action, run in this thread.

        Raises:
            NoteActionError: If the action has failed.
        """
        if self._actions is None:
            self._actions = note_actions.NoteActions(self._workspace)
        try:
            return question(self._actions)
        except (note.NoteError, sqlite_store.StoreError) as error:
            if isinstance(error, sqlite_store.StoreError):  # the error may quote the user's text
                logger(__name__).warning("notes: %s", error, exc_info=error.__cause__)
            raise NoteActionError(
                error.message, cause=error.cause, advice=error.advice, where=error.where
            ) from error
