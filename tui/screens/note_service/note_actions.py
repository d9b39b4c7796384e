"""The actions of the keys for notes on the store; they run in threads.

Each change returns a message about it; one that fails raises `NoteError` or `StoreError`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.notes.database.note_filter import NoteFilter
from tui.notes.excluded_pairs import ExcludedPair, QuotedPassage
from tui.notes.files.folder_sync import NoteFolder
from tui.notes.location.located_notes import LocatedNote, LocatedNotes
from tui.notes.location.note_locator import LocateResult, NoteLocator
from tui.notes.location.orphans import Offers, Orphans
from tui.notes.location.target_resolution import TargetFiles
from tui.notes.note import NoteError, Target
from tui.notes.note_store import NoteStore
from tui.reading_state.sigla_store import Plan
from tui.screens.note_service.note_drafting import NoteDrafting
from tui.screens.note_service.note_targets import NoteTargets
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.storage.disk_timeout import DiskTimeoutError, call_with_timeout
from tui.storage.sqlite_store import StoreError
from tui.text.sanitization import clean_line
from tui.text.span import Span
from tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NotesState:
    """The positions of the notes on the open article, in one version of the store."""

    version: tuple[int, int]
    located: LocateResult
    excluded_pairs: tuple[ExcludedPair, ...]
    """The pairs that the reader excluded."""
    mark_names: Mapping[int, str]
    """The names of kinds of marks, by number."""


class NoteActions:
    """The reader's notes, for one screen."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._targets = NoteTargets()
        self.drafting = NoteDrafting(workspace, self._targets)
        self._locator: NoteLocator | None = None
        self._orphans: Orphans | None = None
        self._synced: object = None
        """The state of the folder of notes and of the store after the last exchange."""

    @property
    def notes(self) -> NoteStore:
        """The store."""
        return self._workspace.notes()

    def version(self) -> tuple[int, int]:
        """Return a value that differs after any change by any reader; it never waits."""
        return self.notes.version()

    # Positions of notes

    def refresh(
        self,
        corpus_files: Sequence[CorpusFile],
        opened: CorpusFile | None,
        located_notes: LocatedNotes,
    ) -> NotesState:
        """Locate the notes on `corpus_files` in `located_notes`.

        Notes on the article `opened` are located again if its text has changed.
        """
        version = self.version()
        excluded_pairs = self.notes.excluded_pairs.all()
        if self._locator is None:
            self._locator = NoteLocator(self.notes, located_notes)
        return NotesState(
            version,
            self._locator.look(corpus_files, opened, self._targets.resolver),
            excluded_pairs,
            self.notes.mark_names.all(),
        )

    def offers(self, corpus_files: Sequence[CorpusFile]) -> Offers:
        """Return possible targets in `corpus_files` for notes whose files are gone."""
        if self._orphans is None:
            self._orphans = Orphans(self.notes)
        return self._orphans.look(corpus_files)

    def passage(
        self, note: str, corpus_files: Sequence[CorpusFile], current: tuple[str, Span]
    ) -> tuple[str, Span] | str:
        """Return the position of a note's first passage, or of the next one after `current`."""
        targets = self.notes.note(note).targets
        positions = [self.find(target, corpus_files) for target in targets]
        document, span = current
        index = next(
            (
                n
                for n, position in enumerate(positions)
                if position
                and position[0] == document
                and span.start <= position[1].start < span.end
            ),
            -1,
        )
        for position in (*positions[index + 1 :], *positions[: index + 1]):
            if position:
                return position
        title = targets[0].title if targets else ""
        return f"Its passage is in “{title}”, which is not open, or is lost"

    def find(self, target: Target, corpus_files: Sequence[CorpusFile]) -> tuple[str, Span] | None:
        """Return the document and the span of `target`; None if either is not certain."""
        corpus_file = TargetFiles([file for file in corpus_files if file.document]).file_of(target)
        if corpus_file is None:
            return None
        span = (
            self._targets.resolver(corpus_file).resolve_latest(target.selector, target.later).span
        )
        return (corpus_file.id, span) if span else None

    # Marks, tags, links

    def mark(self, passage: SelectedPassage, number: int, mark: LocatedNote | None) -> str:
        """Mark the passage, or change its mark; the same number removes it."""
        if mark is None:
            self.notes.add([self._targets.create(passage)], mark=number)
        elif mark.mark == number:
            self.notes.remove([mark.note])
            return f"Removed the mark from {passage.excerpt}"
        else:
            self.notes.edit(mark.note, mark=number)
        name = self.notes.mark_names.all().get(number, "")
        return f"Marked {number}{f' ({name})' if name else ''}: {passage.excerpt}"

    def name_mark(self, number: int, name: str) -> str:
        """Name a kind of mark; without a name, the name in the settings applies again."""
        self.notes.mark_names.set(number, name)
        saved_name = self.notes.mark_names.all().get(number, "")
        return (
            f"Mark {number} is called “{saved_name}” now"
            if saved_name
            else f"Mark {number} has no name now"
        )

    def tag(self, passage: SelectedPassage, tags: Sequence[str], note: LocatedNote | None) -> str:
        """Tag the note on the passage, or a new one without words."""
        if note:
            self.notes.tag([note.note], add=tags)
        else:
            self.notes.add([self._targets.create(passage)], tags=tags)
        return f"Tagged {', '.join(tags)}: {passage.excerpt}"

    def link(self, first: SelectedPassage, second: SelectedPassage, relation: str) -> str:
        """Link two passages."""
        self.notes.add(
            [self._targets.create(first), self._targets.create(second)], relation=relation
        )
        return f"Linked: {relation} {second.excerpt}"

    def add_passage(self, passage: SelectedPassage) -> str:
        """Add the passage to the note that was changed last."""
        lines, _ = self.notes.summaries(NoteFilter(), limit=1)
        if not lines:
            raise NoteError("there is no note yet to add this passage to")
        note, label = self.notes.note(lines[0].id), lines[0].label(self.notes.mark_names.all())
        if note.relation:
            raise NoteError(
                "the last note is a link, which has exactly two passages",
                advice="write a note first",
            )
        self.notes.add_target(note.id, self._targets.create(passage))
        return f"Added to “{lines[0].text[:40] or label}”: {passage.excerpt}"

    def drop_draft(self, key: str) -> str:
        """Delete a draft."""
        self.notes.drafts.drop(key)
        return "Deleted the draft"

    def remove(self, note: str) -> str:
        """Delete a note."""
        self.notes.remove([note])
        return "Deleted the note"

    def put_back(self, note: str, n: int, corpus_file: CorpusFile, span: Span) -> str:
        """Anchor passage `n` of a note at `span` of `corpus_file`."""
        self.notes.put_back(note, n, self._targets.resolver(corpus_file).create_selector(span))
        return f"Put back: {SelectedPassage(corpus_file, span).excerpt}"

    def put_into(self, note: str, n: int, corpus_file: CorpusFile, span: Span) -> str:
        """Anchor passage `n` of a note, whose file is gone, at `span` of `corpus_file`."""
        selector = self._targets.resolver(corpus_file).create_selector(span)
        self.notes.put_back(note, n, selector, path=corpus_file.key, title=corpus_file.title)
        return f"Put into “{corpus_file.title}”: {SelectedPassage(corpus_file, span).excerpt}"

    def reject(self, first: QuotedPassage, second: QuotedPassage) -> str:
        """Exclude a pair of passages from the matches."""
        self.notes.excluded_pairs.add(first, second)
        return "Not a match. U undoes that, X lists all"

    def take_back(self, excluded_pair: str) -> str:
        """Include a pair of passages again."""
        self.notes.excluded_pairs.drop(excluded_pair)
        return "Counted as a match again, where it is one"

    def change_sigla(self, label: str, plan: Plan, unchanged: str) -> str:
        """Change the order or the sigla of the articles.

        Args:
            label: The name of the change, also for undo.
            plan: Makes the change.
            unchanged: The message if `plan` makes no change.
        """
        is_changed = self._workspace.sigla.change(label, plan)
        return f"{label[0].upper()}{label[1:]}. U undoes that" if is_changed else unchanged

    def undo(self) -> str:
        """Undo the last change, of the notes or of the sigla."""
        return f"Undone: {label}" if (label := self._turn(undone=True)) else "Nothing to undo"

    def redo(self) -> str:
        """Redo the last undone change."""
        return f"Redone: {label}" if (label := self._turn(undone=False)) else "Nothing to redo"

    def _turn(self, *, undone: bool) -> str | None:
        """Undo the later of the two last changes, or redo the earlier of the undone ones."""
        sigla = self._workspace.sigla.next_change(undone=not undone)
        note_time = (
            self.notes.journal.next_time(undone=not undone) if self._workspace.has_notes else None
        )
        if sigla and (note_time is None or (sigla.at > note_time) == undone):
            return self._workspace.sigla.turn(sigla, undone=undone)
        return (
            (self.notes.undo() if undone else self.notes.redo()) if note_time is not None else None
        )

    # Bookmarks

    def name_bookmark(self, letter: str, passage: SelectedPassage) -> str:
        """Set a bookmark on a passage."""
        self.notes.named_bookmarks.set(letter, self._targets.create(passage))
        return f"Bookmark {letter}: {passage.excerpt}"

    def bookmark(self, letter: str, corpus_files: Sequence[CorpusFile]) -> tuple[str, Span] | str:
        """Return the position of a bookmark, or the reason why there is none."""
        target = self.notes.named_bookmarks.of(letter)
        if target is None:
            return f"There is no bookmark {letter}; M and the letter sets it"
        readable = [corpus_file for corpus_file in corpus_files if corpus_file.document]
        corpus_file = TargetFiles(readable).file_of(target)
        if corpus_file is None:
            return f"Bookmark {letter} is in “{target.title}”, which is not open here"
        quote = clean_line(target.selector.quote, 60)
        if corpus_file.partial:
            return f"“{target.title}” is still being read; try again in a moment"
        return self.find(target, [corpus_file]) or (
            f"Bookmark {letter} is lost: “{quote}” is not in “{corpus_file.title}” any more, or not"
            " for certain; / searches for its words"
        )

    # The folder of notes

    def sync(self, folder: Path) -> str:
        """Synchronize the notes with the folder if either has changed; return the messages."""
        try:
            state = call_with_timeout(_state, folder, disk=str(folder))
        except DiskTimeoutError as error:
            raise StoreError(str(error), where=folder) from error
        before = state, self.version()
        if self._synced == before:
            return ""
        result = NoteFolder(folder, self.notes).sync()
        # A file that was edited meanwhile must be noticed: check once more after writing.
        self._synced = None if result.written else before
        message = list(result.complaints)
        if result.conflicts:
            message.append(
                f"{len(result.conflicts)} notes were changed on both sides: both are kept"
            )
        return " · ".join(message)


def _state(folder: Path) -> list[tuple[str, int, int]]:
    """Return the names, times and sizes of the files in a folder."""
    files = []
    for path in folder.glob("*.md"):
        try:
            stat = path.stat()
        except OSError:
            continue
        files.append((path.name, stat.st_mtime_ns, stat.st_size))
    return sorted(files)
