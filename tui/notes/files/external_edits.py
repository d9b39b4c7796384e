"""External edits: a draft's words in a file of their own, open in another editor.

The words in the file are never deleted before the store has them, however the editor or this
program ended.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tui.notes.drafts import Draft, Drafts, draft_of, draft_record
from tui.notes.note import CONFLICT, TEXT_LONGEST, NoteError
from tui.storage.atomic_write import OURS, sync_folder, write_atomically
from tui.storage.existence import may_exist
from tui.storage.permissions import private_folder
from tui.storage.sqlite_store import StoreError
from tui.text.sanitization import clean, clean_line

UNUSED = 30 * 86_400.0
"""Seconds without a change after which an external edit is deleted, if the store has its words."""
LARGEST = 8 * TEXT_LONGEST
"""Largest size in bytes of a file that is read back."""
_WORDS, _RECORD = "note.md", "draft.json"
_MANY = 100
"""Largest number of external edits of one draft."""


@dataclass(slots=True)
class ExternalEdit:
    """A folder with the words of a draft, and the draft at the time they were written there."""

    folder: Path
    draft: Draft
    """The stored draft when its words were written to the file."""
    lock_descriptor: int = -1
    """A descriptor that locks the folder; a process that has it may still be writing."""

    @property
    def file(self) -> Path:
        """The path of the words, for an editor."""
        return self.folder / _WORDS

    def release_lock(self) -> None:
        """Release the lock after the editor has ended, or didn't start."""
        if self.lock_descriptor >= 0:
            os.close(self.lock_descriptor)
            self.lock_descriptor = -1


class ExternalEdits:
    """The words of one reader that are open in other editors."""

    def __init__(self, folder: Path, drafts: Drafts) -> None:
        self._folder = folder
        self._drafts = drafts

    def open_for_edit(self, draft: Draft) -> ExternalEdit:
        """Return a file with the words of the stored `draft`.

        The same draft has the same file again, so that an editor finds its own files beside it.

        Raises:
            NoteError: If the file can't be written.
        """
        draft = replace(draft, text=_plain(draft.text))
        try:
            private_folder(self._folder)
            for folder in self._folders(draft.key):
                if edit := self._open_edits(folder, draft):
                    return edit
        except OSError as error:
            problem = error.strerror or str(error)
            folder_name = clean_line(str(self._folder), 200)
            raise NoteError(
                f"no file can be made for the editor: {problem} ({folder_name})"
            ) from error
        raise NoteError("too many editors are open on this note", advice="close some of them")

    def read(self, edit: ExternalEdit) -> str:
        """Return the present words, made safe to show.

        Raises:
            NoteError: If the file can't be read.
        """
        file_name = clean_line(str(edit.file), 200)
        try:
            with edit.file.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            problem = error.strerror or str(error)
            raise NoteError(f"the editor's text can't be read: {problem} ({file_name})") from error
        if len(data) > LARGEST:
            raise NoteError(
                f"a note has at most {TEXT_LONGEST:,} characters; it stays in {file_name}"
            )
        return _plain(data.decode("utf-8", "replace"))

    def import_edit(self, edit: ExternalEdit, words: str, *, undoable: bool) -> Draft:
        """Save `words` as the draft; return it, or a second draft if it was changed meanwhile.

        After an error the file still has the words.

        Raises:
            NoteError: If the words are out of bounds.
            StoreError: If they can't be saved.
        """
        recorded = _known(edit.folder) or edit.draft
        edited = replace(recorded, text=words)
        draft = self._drafts.import_draft(edited, recorded.text, undoable=undoable)
        with suppress(OSError):  # without the record the edit is only imported once more
            _note_down(edit.folder, edited)
        return draft

    def import_pending(self) -> list[str]:
        """Save all changes since the last import; return the messages about them."""
        messages = []
        for folder in self._all():
            recorded = _known(folder)
            if recorded is None:
                if self._is_waiting(folder, recorded):
                    messages.append(f"There may be unsaved words in {clean_line(str(folder))}")
                continue
            edit = ExternalEdit(folder, recorded)
            with suppress(FileNotFoundError):
                edit.file.lstat()
                try:
                    words = self.read(edit)
                    # An empty file usually means that the editor failed.
                    if words and words != recorded.text:
                        messages.append(
                            _message(self.import_edit(edit, words, undoable=True), words)
                        )
                except (NoteError, StoreError) as error:
                    messages.append(f"Your text from another editor is not saved: {error}")
        self._tidy()
        return messages

    def discard(self, edit: ExternalEdit, words: str) -> None:
        """Delete an external edit whose `words` are saved, unless a process still writes to it.

        Files that an editor left beside it may have unsaved words: then all files stay.
        """
        with suppress(OSError, NoteError):
            _note_down(edit.folder, replace(edit.draft, text=words))
            with _is_locked(edit.folder) as lock:
                is_done = lock is not None and not _left_beside(edit.folder)
                if is_done and self.read(edit) == words:
                    shutil.rmtree(edit.folder)

    def leftover_folder(self, key: str) -> Path | None:
        """Return the folder in which an editor left a file beside the draft with this key."""
        return next((folder for folder in self._folders(key) if _left_beside(folder)), None)

    def _open_edits(self, folder: Path, draft: Draft) -> ExternalEdit | None:
        """Return the words of `draft` in `folder`, if the folder has no other words or editor."""
        folder.mkdir(exist_ok=True, mode=0o700)
        lock = _hold(folder)
        if lock is None:
            return None
        edit = ExternalEdit(folder, draft, lock)
        try:
            recorded = _known(folder)
            if self._is_waiting(folder, recorded):
                if recorded and recorded.text == draft.text:
                    return edit  # the edit continues with words that could not be saved
                edit.release_lock()
                return None
            # In this order, words in the store never look like new ones.
            if not recorded or recorded.text != draft.text or not may_exist(edit.file):
                _write(edit.file, draft.text + "\n" if draft.text else "")
            _note_down(folder, draft)
            sync_folder(self._folder)
        except BaseException:
            edit.release_lock()
            raise
        return edit

    def _is_waiting(self, folder: Path, recorded: Draft | None) -> bool:
        """Return True if `folder` has words that the store does not have."""
        if recorded is None:
            return may_exist(folder / _RECORD)  # an unreadable folder may have words
        edit = ExternalEdit(folder, recorded)
        try:
            return may_exist(edit.file) and self.read(edit) not in ("", recorded.text)
        except NoteError:
            return True

    def _tidy(self) -> None:
        """Delete the edits that were not used for a long time."""
        for folder in self._all():
            with suppress(OSError), _is_locked(folder) as lock:
                if lock is None or self._is_waiting(folder, _known(folder)):
                    continue
                last = max(path.lstat().st_mtime for path in (folder, *folder.iterdir()))
                if last < time.time() - UNUSED:
                    shutil.rmtree(folder)

    def _folders(self, key: str) -> Iterator[Path]:
        """Yield the folders that may have the words of the draft with this key, likeliest first."""
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:20]
        for n in range(1, _MANY + 1):
            yield self._folder / (name if n == 1 else f"{name}-{n}")

    def _all(self) -> list[Path]:
        try:
            return sorted(path for path in self._folder.iterdir() if path.is_dir())
        except OSError:
            return []


def _plain(words: str) -> str:
    return clean(words)[0].strip("\n")


def _message(draft: Draft, words: str) -> str:
    excerpt = f"“{clean_line(words, 40)}”"
    if CONFLICT in draft.tags:
        return (
            f"{excerpt}, from another editor, was changed here too: o lists it, tagged {CONFLICT}"
        )
    return f"{excerpt}, from another editor, is kept as a draft: o lists it"


def _known(folder: Path) -> Draft | None:
    """Return the draft in `folder` in the state of the store, if that can be read."""
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        return draft_of(str(record["place"]), record)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note_down(folder: Path, draft: Draft) -> None:
    """Record in `folder` that the store has, or had, `draft`."""
    _write(folder / _RECORD, json.dumps({"place": draft.key, **draft_record(draft)}))


def _write(file: Path, text: str) -> None:
    write_atomically(file, text, private=True)


def _left_beside(folder: Path) -> bool:
    """Return True if an editor left unsaved words there; backups don't count."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return False
    return any(
        name not in (_WORDS, _RECORD) and not name.endswith("~") and not name.startswith(OURS)
        for name in names
    )


def _hold(folder: Path) -> int | None:
    """Return a descriptor that locks `folder` for every process that inherits it.

    Returns:
        None if it is locked.
    """
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    except OSError:
        return lock  # a disk without locks is assumed to have one reader only
    try:
        if os.path.samestat(os.fstat(lock), folder.stat()):
            return lock
    except FileNotFoundError:
        pass
    os.close(lock)  # it was deleted before it could be locked
    return None


@contextmanager
def _is_locked(folder: Path) -> Iterator[int | None]:
    lock = _hold(folder)
    try:
        yield lock
    finally:
        if lock is not None:
            os.close(lock)
