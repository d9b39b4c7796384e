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
from tui.storage.disk_timeout import call_with_timeout, is_folder
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
    positions: Mapping[Path, int] | None = None
    """The position of each file in the order of the disk; None if no file was added."""
    is_restated: bool = False
    """True if the configuration of the corpus has changed."""

    @property
    def message(self) -> str:
        """The number of articles that changed and of those gone, in words."""
        changed_ids = {file.corpus_file.id for file in self.read} - self.added - self.gone
        counts = ((len(changed_ids), "changed, read again"), (len(self.gone), "gone from the disk"))
        return " · ".join(f"{count} {state}" for count, state in counts if count)


def update_corpus(
    workspace: Workspace,
    file_changes: FileChanges,
    corpus_files: Sequence[CorpusFile],
    touched: Collection[str] | None,
    kept_id: str,
) -> CorpusUpdate:
    """Read the files of the corpus that appeared or changed; return the update.

    Args:
        workspace: Reads the files.
        file_changes: The contents of the files when they were read.
        corpus_files: The files read before.
        touched: Absolute paths of files and folders that may have changed; None for all.
        kept_id: The id of the article that keeps its words.
    """
    if not all(is_folder(folder) for folder in workspace.folders):
        return CorpusUpdate()  # a disk is away: its files are not gone
    files = [
        file
        for file in corpus_files
        if not file.partial and file.id == identity_of(file.path, file.entry)
    ]
    config = update_config(workspace, file_changes, files)
    if config.is_changed:
        touched = None
    if touched is not None:
        files = _touched_files(files, touched)
    changes = file_changes.check(files)
    read: list[ReloadedFile] = []
    gone_ids: set[str] = set()
    changed_ids = {name for name, change in changes.items() if change is FileChange.CHANGED}
    changed_ids -= {kept_id}
    grown_ids = {name for name, change in changes.items() if change is FileChange.GROWN}
    paths = {file.path for file in files if file.id in changes or file.document is None}
    for articles in by_file(file for file in files if file.path in paths):
        is_unread = any(
            article.document is None
            and (touched is not None or article.problem == _absent(article.path).problem)
            for article in articles
        )
        has_vanished = is_unread or any(
            changes.get(article.id) is FileChange.GONE for article in articles
        )
        if has_vanished and (problem := _absence(articles[0].path)):
            lost = [
                article
                for article in articles
                if article.id != kept_id and article.problem != problem.problem
            ]
            gone_ids.update(article.id for article in lost if article.document)
            read += [
                ReloadedFile(replace(problem, id=article.id, entry=article.entry), same_offset)
                for article in lost
            ]
        elif is_unread or any(
            article.id in changed_ids or article.id in grown_ids for article in articles
        ):
            take_again(workspace, articles, changed_ids, read, [])
    known_ids = {file.id for file in corpus_files}
    added, positions = _added(workspace, corpus_files, gone_ids)
    read += added
    read_ids = {file.corpus_file.id for file in read}
    read += [file for file in config.added if file.corpus_file.id not in read_ids]
    read_ids = {file.corpus_file.id for file in read}
    return CorpusUpdate(
        read,
        frozenset(
            file.corpus_file.id
            for file in read
            if file.corpus_file.id not in known_ids and file.corpus_file.document
        ),
        frozenset(gone_ids),
        {
            name: change
            for name, change in changes.items()
            if name not in read_ids and name not in grown_ids
        },
        [file.id for file in files],
        positions if read_ids - known_ids else None,
        config.is_changed,
    )


def _added(
    workspace: Workspace, corpus_files: Iterable[CorpusFile], gone_ids: Collection[str]
) -> tuple[list[ReloadedFile], Mapping[Path, int]]:
    """Return the articles of the files that were not known, and the position of every file."""
    known_paths = {file.path for file in corpus_files}
    real_paths = {file.real for file in corpus_files if file.real and file.id not in gone_ids}
    added: list[ReloadedFile] = []
    positions: dict[Path, int] = {}
    for file in workspace.find_files(known_paths):
        path = file.path if isinstance(file, CorpusFile) else file
        positions[path] = len(positions)
        if path in known_paths:
            continue
        articles = [file] if isinstance(file, CorpusFile) else workspace.read_file(path)
        added += [
            ReloadedFile(article, same_offset, workspace.reading_position(article))
            for article in articles
            if not article.real or article.real not in real_paths
        ]
    return added, positions


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
    except (FileNotFoundError, NotADirectoryError):
        return _absent(path)
    except OSError:
        return None
    return None


def _absent(path: Path) -> CorpusFile:
    return unread(path, FileNotFoundError())
