"""The update of a corpus whose configuration has changed: articles that are read otherwise now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tui.corpus.article_names import identity_of
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_change import FileChange
from tui.corpus.file_changes import FileChanges
from tui.workspace.document_reload import (
    ReloadedFile,
    ReloadResult,
    by_file,
    reload_files,
    same_offset,
)
from tui.workspace.workspace import Workspace


class ConfigUpdate(NamedTuple):
    """The result of reading the configuration again."""

    is_changed: bool = False
    """True if a configuration differs from the one before."""
    added: Sequence[ReloadedFile] = ()
    """Articles that a file has now, and did not have."""


def update_config(
    workspace: Workspace, file_changes: FileChanges, corpus_files: Sequence[CorpusFile]
) -> ConfigUpdate:
    """Read the configuration again if its file has changed; mark the articles that it changes.

    They are marked in `file_changes`, and read again as changed files are; for a thread.
    """
    if not workspace.refresh_config():
        return ConfigUpdate()
    added: list[ReloadedFile] = []
    for earlier_articles in by_file(corpus_files):
        if earlier_articles[0].partial or earlier_articles[0].id != identity_of(
            earlier_articles[0].path, earlier_articles[0].entry
        ):
            continue
        articles = {article.id: article for article in workspace.reload(earlier_articles[0])}
        readable = any(article.document for article in articles.values())
        marked = []
        for before in earlier_articles:
            after = articles.pop(before.id, None)
            if after is None and readable:
                marked.append((before, FileChange.GONE))
            elif after and _content(after) != _content(before):
                marked.append((before, FileChange.CHANGED))
        file_changes.mark(marked)
        added += [
            ReloadedFile(article, same_offset, workspace.reading_position(article))
            for article in articles.values()
            if article.document
        ]
    return ConfigUpdate(is_changed=True, added=added)


def reload_corpus(
    workspace: Workspace, file_changes: FileChanges, corpus_files: Sequence[CorpusFile]
) -> ReloadResult:
    """Read the configuration, and changed or unreadable files, again; return the result."""
    config = update_config(workspace, file_changes, corpus_files)
    result = reload_files(workspace, file_changes, corpus_files)
    reread_ids = {file.corpus_file.id for file in result.read}
    added = [file for file in config.added if file.corpus_file.id not in reread_ids]
    return replace(result, read=[*result.read, *added], is_restated=config.is_changed)


def _content(corpus_file: CorpusFile) -> tuple[object, ...]:
    """Return all of an article that a configuration may change."""
    return corpus_file.digest, corpus_file.metadata, corpus_file.group, corpus_file.problem
