"""What is done to the store when a key about notes is pressed: for threads beside the screen.

Each change gives the words that tell it; what can't be done raises `NoteError` or `StoreError`.
"""

from collections.abc import Sequence
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
from tui.screens.note_service.note_drafting import NoteDrafting
from tui.screens.note_service.note_targets import NoteTargets
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.text.sanitization import clean_line
from tui.text.span import Span
from tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NotesState:
    """What became of the notes on the open article, as of some version of the store."""

    version: tuple[int, int]
    located: LocateResult
    excluded_pairs: tuple[ExcludedPair, ...]
    """What the reader calls no match."""


class NoteActions:
    """The reader's notes, for one screen."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._targets = NoteTargets()
        self.drafting = NoteDrafting(workspace, self._targets)
        self._locator: NoteLocator | None = None
        self._orphans: Orphans | None = None
        self._synced: object = None
        """The state of the folder of notes and of the store when they last agreed."""

    @property
    def notes(self) -> NoteStore:
        """The store."""
        return self._workspace.notes()

    def version(self) -> tuple[int, int]:
        """A value that differs once anybody has changed anything; never waits."""
        return self.notes.version()

    # Where notes stand

    def refresh(
        self,
        corpus_files: Sequence[CorpusFile],
        opened: CorpusFile | None,
        located_notes: LocatedNotes,
    ) -> NotesState:
        """Keep `located_notes` for `corpus_files`.

        The notes on the article `opened` are followed.
        """
        version = self.version()
        excluded_pairs = self.notes.excluded_pairs.all()
        if self._locator is None:
            self._locator = NoteLocator(self.notes, located_notes)
        return NotesState(
            version,
            self._locator.look(corpus_files, opened, self._targets.resolver),
            excluded_pairs,
        )

    def offers(self, corpus_files: Sequence[CorpusFile]) -> Offers:
        """Where in `corpus_files` notes may be whose files are gone."""
        if self._orphans is None:
            self._orphans = Orphans(self.notes)
        return self._orphans.look(corpus_files)

    def passage(
        self, note: str, corpus_files: Sequence[CorpusFile], here: tuple[str, Span]
    ) -> tuple[str, Span] | str:
        """Where a note's first passage is, or its next one after that which is `here`."""
        targets = self.notes.note(note).targets
        places = [self.find(target, corpus_files) for target in targets]
        document, span = here
        at = next(
            (
                n
                for n, place in enumerate(places)
                if place and place[0] == document and span.start <= place[1].start < span.end
            ),
            -1,
        )
        for place in (*places[at + 1 :], *places[: at + 1]):
            if place:
                return place
        title = targets[0].title if targets else ""
        return f"Its passage is in “{title}”, which is not open, or is lost"

    def find(self, target: Target, corpus_files: Sequence[CorpusFile]) -> tuple[str, Span] | None:
        """The document among `corpus_files` and the span where `target` is now, beyond doubt."""
        corpus_file = TargetFiles([one for one in corpus_files if one.document]).file_of(target)
        if corpus_file is None:
            return None
        span = (
            self._targets.resolver(corpus_file).resolve_latest(target.selector, target.later).span
        )
        return (corpus_file.id, span) if span else None

    # Marks, tags, links

    def mark(self, chosen: SelectedPassage, number: int, marked: LocatedNote | None) -> str:
        """Mark the passage, or change the mark it has; the same number again takes it away."""
        if marked is None:
            self.notes.add([self._targets.create(chosen)], mark=number)
        elif marked.mark == number:
            self.notes.remove([marked.note])
            return f"Took the mark off {chosen.shown}"
        else:
            self.notes.edit(marked.note, mark=number)
        return f"Marked {number}: {chosen.shown}"

    def tag(self, chosen: SelectedPassage, tags: Sequence[str], noted: LocatedNote | None) -> str:
        """Put tags on the note there is on the passage, or on a new one without words."""
        if noted:
            self.notes.tag([noted.note], add=tags)
        else:
            self.notes.add([self._targets.create(chosen)], tags=tags)
        return f"Tagged {', '.join(tags)}: {chosen.shown}"

    def link(self, one: SelectedPassage, other: SelectedPassage, relation: str) -> str:
        """Tie two passages together."""
        self.notes.add([self._targets.create(one), self._targets.create(other)], relation=relation)
        return f"Linked: {relation} {other.shown}"

    def add_passage(self, chosen: SelectedPassage) -> str:
        """Put the passage into the note that was changed last."""
        lines, _ = self.notes.summaries(NoteFilter(), limit=1)
        if not lines:
            raise NoteError("there is no note yet to put this passage into")
        note = self.notes.note(lines[0].id)
        if note.relation:
            raise NoteError(
                "the last note is a link, which ties two passages", advice="write a note first"
            )
        self.notes.add_target(note.id, self._targets.create(chosen))
        return f"Put into “{lines[0].text[:40] or lines[0].message}”: {chosen.shown}"

    def drop_draft(self, place: str) -> str:
        """Throw a draft away."""
        self.notes.drafts.drop(place)
        return "Threw the draft away"

    def remove(self, note: str) -> str:
        """Take a note away."""
        self.notes.remove([note])
        return "Took the note away"

    def put_back(self, note: str, n: int, corpus_file: CorpusFile, span: Span) -> str:
        """Say that passage `n` of a note is at `span` of `corpus_file` from now on."""
        self.notes.put_back(note, n, self._targets.resolver(corpus_file).create_selector(span))
        return f"Put back: {SelectedPassage(corpus_file, span).shown}"

    def put_into(self, note: str, n: int, corpus_file: CorpusFile, span: Span) -> str:
        """Say that passage `n` of a note, whose file is gone, is in `corpus_file` from now on."""
        selector = self._targets.resolver(corpus_file).create_selector(span)
        self.notes.put_back(note, n, selector, path=corpus_file.key, title=corpus_file.title)
        return f"Put into “{corpus_file.title}”: {SelectedPassage(corpus_file, span).shown}"

    def reject(self, one: QuotedPassage, other: QuotedPassage) -> str:
        """Call two passages no match."""
        self.notes.excluded_pairs.add(one, other)
        return "Not a match. U takes that back, X lists all"

    def take_back(self, excluded_pair: str) -> str:
        """Let two passages be a match again."""
        self.notes.excluded_pairs.drop(excluded_pair)
        return "Counted as a match again, where it is one"

    def undo(self) -> str:
        """Take the last change back."""
        return f"Undone: {message}" if (message := self.notes.undo()) else "Nothing to undo"

    def redo(self) -> str:
        """Make it again."""
        return f"Redone: {message}" if (message := self.notes.redo()) else "Nothing to redo"

    # Bookmarks

    def name_bookmark(self, letter: str, chosen: SelectedPassage) -> str:
        """Call the passage by a letter."""
        self.notes.named_bookmarks.set(letter, self._targets.create(chosen))
        return f"Bookmark {letter}: {chosen.shown}"

    def bookmark(self, letter: str, corpus_files: Sequence[CorpusFile]) -> tuple[str, Span] | str:
        """Where the passage called by `letter` is now, or in words why it can't be gone to."""
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
        """Exchange notes with the folder if either has changed; what is worth telling."""
        before = _state(folder), self.version()
        if self._synced == before:
            return ""
        done = NoteFolder(folder, self.notes).sync()
        # What was edited meanwhile must be seen: after a writing one looks once more.
        self._synced = None if done.written else before
        message = list(done.complaints)
        if done.conflicts:
            message.append(f"{len(done.conflicts)} notes were changed on both sides: both are kept")
        return " · ".join(message)


def _state(folder: Path) -> list[tuple[str, int, int]]:
    """What tells whether anything in the folder was edited."""
    found = []
    for path in folder.glob("*.md"):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.name, stat.st_mtime_ns, stat.st_size))
    return sorted(found)
