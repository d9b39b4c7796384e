"""The update of a corpus while it is read: files that appeared, changed or vanished; for a thread.

The article that is open keeps its words: they are read again when the reader asks for it.
"""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tui.corpus.article_names import identity_of
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_change import FileChange
from tui.corpus.file_changes import FileChanges
from tui.corpus.loader import unread
from tui.storage.disk_timeout import DiskTimeoutError, call_with_timeout
from tui.workspace.config_update import update_config
from tui.workspace.document_reload import ReloadedFile, by_file, same_offset, take_again
from tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CorpusUpdate:
    """Files that differ from those known before."""

    read: Sequence[ReloadedFile] = ()
    """The files read, the new ones included; without a document if they are gone."""
    added: frozenset[str] = frozenset()
    """The ids of the articles that were not known before."""
    gone: frozenset[str] = frozenset()
    """The ids of the articles whose file is gone."""
    changes: Mapping[str, FileChange] | None = None
    """The changes that are left for the reader to take, of all articles in `checked`."""
    checked: Collection[str] = ()
    places: Mapping[Path, int] | None = None
    """The place of each file in the order of the disk; None if no file was added."""
    is_restated: bool = False
    """True if the configuration of the corpus has changed."""

    @property
    def message(self) -> str:
        """The number of articles that changed and of those gone, in words."""
        known = {one.corpus_file.id for one in self.read} - self.added - self.gone
        counts = ((len(known), "changed, read again"), (len(self.gone), "gone from the disk"))
        return " · ".join(f"{count} {what}" for count, what in counts if count)


def update_corpus(
    workspace: Workspace,
    file_changes: FileChanges,
    corpus_files: Sequence[CorpusFile],
    touched: Collection[str] | None,
    kept: str,
) -> CorpusUpdate:
    """Read the files of the corpus that appeared or changed; return the update.

    Args:
        workspace: Reads the files.
        file_changes: What is known of changes.
        corpus_files: The files that are known.
        touched: Absolute paths of files and folders that may have changed; None for all.
        kept: The id of the article that keeps its words.
    """
    if not all(_is_folder(folder) for folder in workspace.folders):
        return CorpusUpdate()  # a disk is away: its files are not gone
    files = [
        one
        for one in corpus_files
        if not one.partial and one.id == identity_of(one.path, one.entry)
    ]
    config = update_config(workspace, file_changes, files)
    if config.is_changed:
        touched = None
    if touched is not None:
        files = _touched_files(files, touched)
    changed = file_changes.check(files)
    read: list[ReloadedFile] = []
    gone: set[str] = set()
    again = {one for one, change in changed.items() if change is FileChange.CHANGED} - {kept}
    grown = {one for one, change in changed.items() if change is FileChange.GROWN}
    concerned = {one.path for one in files if one.id in changed or one.document is None}
    for some in by_file(one for one in files if one.path in concerned):
        is_unread = any(
            one.document is None
            and (touched is not None or one.problem == _absent(one.path).problem)
            for one in some
        )
        has_vanished = is_unread or any(changed.get(o.id) is FileChange.GONE for o in some)
        if has_vanished and (problem := _absence(some[0].path)):
            lost = [one for one in some if one.id != kept and one.problem != problem.problem]
            gone.update(one.id for one in lost if one.document)
            read += [
                ReloadedFile(replace(problem, id=o.id, entry=o.entry), same_offset) for o in lost
            ]
        elif is_unread or any(one.id in again or one.id in grown for one in some):
            take_again(workspace, some, again, read, [])
    known = {one.id for one in corpus_files}
    added, places = _added(workspace, corpus_files, gone)
    read += added
    taken = {one.corpus_file.id for one in read}
    read += [one for one in config.added if one.corpus_file.id not in taken]
    taken = {one.corpus_file.id for one in read}
    return CorpusUpdate(
        read,
        frozenset(
            one.corpus_file.id
            for one in read
            if one.corpus_file.id not in known and one.corpus_file.document
        ),
        frozenset(gone),
        {one: what for one, what in changed.items() if one not in taken and one not in grown},
        [one.id for one in files],
        places if taken - known else None,
        config.is_changed,
    )


def _added(
    workspace: Workspace, corpus_files: Iterable[CorpusFile], gone: Collection[str]
) -> tuple[list[ReloadedFile], Mapping[Path, int]]:
    """Return the articles of the files that were not known, and the place of every file."""
    left = [one for one in corpus_files if one.id not in gone]
    known = {one.path for one in corpus_files}
    real = {one.real for one in left if one.real}
    added: list[ReloadedFile] = []
    places: dict[Path, int] = {}
    for found in workspace.find_files(known):
        path = found.path if isinstance(found, CorpusFile) else found
        places[path] = len(places)
        if path in known:
            continue
        articles = [found] if isinstance(found, CorpusFile) else workspace.read_file(path)
        added += [
            ReloadedFile(one, same_offset, workspace.reading_position(one))
            for one in articles
            if not one.real or one.real not in real
        ]
    return added, places


def _touched_files(
    corpus_files: Iterable[CorpusFile], touched: Collection[str]
) -> list[CorpusFile]:
    """Return the files that are, or lie in a folder that is, among the paths `touched`."""

    @cache
    def is_touched(path: str) -> bool:
        above = os.path.dirname(path)  # noqa: PTH120  # for 10,000 files
        return path in touched or (above != path and is_touched(above))

    return [
        corpus_file
        for corpus_file in corpus_files
        if is_touched(os.path.abspath(corpus_file.path))  # noqa: PTH100
    ]


def _absence(path: Path) -> CorpusFile | None:
    """Return the corpus file for a file that is not there; None if it is, or doesn't answer."""
    try:
        call_with_timeout(path.stat, disk=str(path.parent))
    except DiskTimeoutError:
        return None
    except (FileNotFoundError, NotADirectoryError):
        return _absent(path)
    except OSError:
        return None
    return None


def _absent(path: Path) -> CorpusFile:
    return unread(path, FileNotFoundError())


def _is_folder(path: Path) -> bool:
    try:
        return bool(call_with_timeout(path.is_dir, disk=str(path.parent)))
    except OSError:
        return False
