"""The folder of notes: one Markdown file per article, written here and edited by anyone.

Edits there are read back; a note that was changed on both sides is kept in both versions.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from tui.corpus.file_contents import ContentsError, read_contents
from tui.notes.mark_names import NO_NAMES
from tui.notes.note import CONFLICT, Note, NoteError
from tui.notes.note_store import NoteStore
from tui.storage.disk_timeout import call_with_timeout
from tui.storage.sqlite_store import StoreError
from tui.text.sanitization import clean_line

LARGEST = 16 << 20
"""Largest size in bytes of a file that is read back."""

_HEAD = "---\nvariorum: notes\n"
_MARK = re.compile(r"^<!-- note (\S{1,64}) · .*-->\n?", re.MULTILINE)
_YOURS = "<!-- yours: what is written below stays as it is -->"
_TAGS = re.compile(r"\ATags: *(.*)(?:\n|\Z)")
_QUOTE = re.compile(r"\A\n*(?:>.*(?:\n|\Z))+")
_LOOKS_LIKE_MARK = re.compile(r"^(\\*<!-- (?:note|yours))", re.MULTILINE)
_ESCAPED_MARK = re.compile(r"^\\(\\*<!-- (?:note|yours))", re.MULTILINE)
_ODD = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A note in a file of the folder: the parts that an editor may change."""

    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteFile:
    """The parts of a file in the folder."""

    sections: dict[str, Section]
    """Sections by the id of the note."""
    loose: str
    """Text of the file that belongs to no note."""


@dataclass(slots=True)
class SyncResult:
    """Result of a synchronization with the folder."""

    read: list[str] = field(default_factory=list)
    """Ids of notes that were changed by edits there."""
    conflicts: list[str] = field(default_factory=list)
    """Ids of notes that were kept in two versions."""
    written: list[Path] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """Messages about files that could not be read or written."""


class NoteFolder:
    """The folder, and the notes in it."""

    def __init__(self, folder: Path, notes: NoteStore) -> None:
        self._folder = folder
        self._notes = notes
        self._seen: dict[Path, str] = {}

    def sync(self) -> SyncResult:
        """Import edited files, then write changed ones; safe to repeat at any time.

        Raises:
            StoreError: If the notes or the folder itself can't be reached.
        """
        result = SyncResult()
        self._notes.require_writable()  # the files written there must be remembered
        try:
            paths = call_with_timeout(_files_in, self._folder, disk=str(self._folder))
        except OSError as error:
            raise StoreError(
                f"the folder of notes {self._folder}: {_reason(error)}",
                advice="set another notes.folder",
            ) from error
        self._seen.clear()
        unread: set[Path] = set()
        for path in paths:
            try:
                self._read_back(path, result)
            except (OSError, NoteError) as error:
                result.complaints.append(
                    f"{clean_line(str(path), 400)} was not imported: {_reason(error)}; correct it,"
                    " and it is read again"
                )
                unread.add(path)
        for path, text in self._sheets():
            if path not in unread:
                self._write(path, text, result)
        return result

    def _read_back(self, path: Path, result: SyncResult) -> None:
        present_text = self._seen[path] = _read(path)
        base_text = self._notes.written.last(path) or ""
        if present_text == base_text or not present_text.startswith(_HEAD):
            return
        base, present = parse_file(base_text), parse_file(present_text)
        for name, section in present.sections.items():
            before = base.sections.get(name)
            note = self._named(name)
            if note is None or section in (before, Section(note.text, note.tags)):
                continue
            if Section(note.text, note.tags) == before:
                self._notes.edit(name, text=section.text, tags=section.tags)
                result.read.append(name)
            else:
                tags = (*section.tags, CONFLICT)
                result.conflicts.append(self._notes.add(note.targets, section.text, tags=tags).id)

    def _named(self, name: str) -> Note | None:
        try:
            note = self._notes.note(name)
        except NoteError:
            return None
        return note if note.id == name else None

    def _sheets(self) -> Iterator[tuple[Path, str]]:
        """Yield every file with its present content; empty if only removed notes were in it."""
        by_article: defaultdict[str, list[Note]] = defaultdict(list)
        for note in self._notes.all():
            for article in dict.fromkeys(target.path for target in note.targets):
                by_article[article].append(note)
        names = self._notes.mark_names.all()
        articles = {self._folder / _name(article): article for article in by_article}
        for path, article in articles.items():
            notes = by_article[article]
            yield path, render_file(article, notes, self._loose(path, notes), names)
        for path in self._seen:
            if path not in articles and self._notes.written.last(path) is not None:
                yield path, self._loose(path, ())

    def _loose(self, path: Path, notes: Sequence[Note]) -> str:
        """Return the text of the file that belongs to none of `notes`, and stays in it."""
        text = self._seen.get(path, "")
        if not text.startswith(_HEAD):
            return text.strip("\n")  # a file of the reader's own that happens to have this name
        present, base = parse_file(text), parse_file(self._notes.written.last(path) or "")
        note_ids = {note.id for note in notes}
        lost_texts = [
            section.text
            for name, section in present.sections.items()
            if name not in note_ids and section != base.sections.get(name)
        ]
        return "\n\n".join(part for part in (present.loose, *lost_texts) if part)

    def _write(self, path: Path, text: str, result: SyncResult) -> None:
        last_text = self._notes.written.last(path)
        try:
            present = _read(path) if path.exists() else ""
            if present != self._seen.get(path, "") or present == text == (last_text or ""):
                return  # it was edited just now and is read the next time, or it needs no change
            if text:
                self._notes.written.write(path, text, read_back=True)
            else:
                path.unlink(missing_ok=True)
                self._notes.written.forget(path)
            result.written.append(path)
        except (OSError, NoteError) as error:
            result.complaints.append(
                f"{clean_line(str(path), 400)} could not be written: {_reason(error)}"
            )


def render_file(
    article: str, notes: Iterable[Note], loose: str = "", mark_names: Mapping[int, str] = NO_NAMES
) -> str:
    """Return the text of the file for `article` with `notes`, and the reader's other text in it."""
    ordered_notes = sorted(notes, key=lambda note: (_start(note, article), note.created))
    title = next((t.title for n in ordered_notes for t in n.targets if t.path == article), "")
    path = clean_line(article, 4_000)
    parts = [f"{_HEAD}article: {path}\ntitle: {clean_line(title)}\n---\n\n# {clean_line(title)}\n"]
    for note in ordered_notes:
        quotes = [t.selector.quote for t in note.targets if t.path == article]
        message = clean_line(note.label(mark_names))
        parts.append(f"\n<!-- note {note.id} · {message.replace('--', '- -')} -->\n")
        parts.append(f"Tags: {', '.join(note.tags)}".rstrip() + "\n\n")
        parts.append("\n>\n".join("> " + " ".join(quote.split()) for quote in quotes))
        parts.append(f"\n\n{_LOOKS_LIKE_MARK.sub(_escape, note.text)}".rstrip("\n") + "\n")
    parts.append(f"\n{_YOURS}\n" + (f"\n{loose}\n" if loose else ""))
    return "".join(parts)


def parse_file(text: str) -> NoteFile:
    """Return the parts of a file.

    No word of the text is lost: each is in one of the parts.
    """
    body, _, yours = text.partition(f"\n{_YOURS}\n")
    marks = list(_MARK.finditer(body))
    opening = body[: marks[0].start()] if marks else body
    loose = [_without_head(opening), yours.strip("\n")]
    sections: dict[str, Section] = {}
    for n, mark in enumerate(marks):
        end = marks[n + 1].start() if n + 1 < len(marks) else len(body)
        section = _section(body[mark.end() : end])
        if mark[1] in sections:
            loose.append(section.text)
        else:
            sections[mark[1]] = section
    return NoteFile(sections, "\n\n".join(part for part in loose if part))


def _section(text: str) -> Section:
    tags: tuple[str, ...] = ()
    if tag_line := _TAGS.match(text):
        tags = tuple(t for t in (part.strip() for part in tag_line[1].split(",")) if t)
        text = text[tag_line.end() :]
    if quote := _QUOTE.match(text):
        text = text[quote.end() :]
    return Section(_ESCAPED_MARK.sub(r"\1", text).strip("\n"), tags)


def _without_head(text: str) -> str:
    """Return the text above the first note, without the front matter and the title."""
    if text.startswith("---\n") and (end := text.find("\n---\n")) > 0:
        text = text[end + len("\n---\n") :].lstrip("\n")
        first, _, rest = text.partition("\n")
        text = rest if first.startswith("# ") or first == "#" else text
    return text.strip("\n")


def _escape(mark_line: re.Match[str]) -> str:
    return "\\" + mark_line[1]


def _files_in(folder: Path) -> list[Path]:
    """Return the files in the folder of notes, which is made if it is not there.

    Raises:
        OSError: If it can't be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return sorted(folder.glob("*.md"))


def _read(path: Path) -> str:
    """Return the text of a file of the folder.

    Raises:
        OSError: If it can't be read, or its disk does not answer.
        NoteError: If it is too large or no text.
    """
    try:
        _, data = read_contents(path, LARGEST)
        text = data.decode("utf-8")
    except ContentsError as error:
        raise NoteError(str(error)) from error
    except UnicodeDecodeError as error:
        raise NoteError("it is not UTF-8") from error
    return text.replace("\r\n", "\n")


def _reason(error: OSError | NoteError) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _start(note: Note, article: str) -> int:
    return min(t.selector.position.start for t in note.targets if t.path == article)


def _name(article: str) -> str:
    """Return a readable file name for `article`: always the same, and its own."""
    stem = _ODD.sub("-", clean_line(PurePath(article).stem, 80)).strip("-.") or "notes"
    mark = hashlib.sha256(article.encode(errors="surrogateescape")).hexdigest()[:6]
    return f"{stem}-{mark}.md"
