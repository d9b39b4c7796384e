"""Reload: reads files again that have changed or that could not be read; for a thread.

The old text stays where a new one can't be read; a function carries positions over.
"""

from collections.abc import Callable, Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.corpus.article_names import identity_of
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_changes import FileChanges, PassageAlignment
from tui.reading_state.reading_position import ReadingPosition
from tui.storage.disk_timeout import forget
from tui.workspace.workspace import Workspace

Place = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class ReloadedFile:
    """A file that was read again."""

    corpus_file: CorpusFile
    carry_offset: Place
    """Returns the code point of the new text for one of the old text."""
    position: ReadingPosition | None = None
    """Reading position in a file that could not be read before."""


@dataclass(frozen=True, slots=True)
class ReloadResult:
    """Result of reading files again."""

    read: Sequence[ReloadedFile]
    message: str
    is_restated: bool = False
    """True if the configuration of the corpus has changed."""

    @property
    def documents(self) -> Collection[str]:
        """The ids of the articles that were read again."""
        return [file.corpus_file.id for file in self.read if file.corpus_file.document]


def reload_files(
    workspace: Workspace, revisions: FileChanges, corpus_files: Sequence[CorpusFile]
) -> ReloadResult:
    """Read changed or unreadable `corpus_files` again; return the result."""
    forget()
    revisions.forget_silence()
    changed = revisions.check(corpus_files)
    read: list[ReloadedFile] = []
    unread: list[str] = []
    for articles in by_file(corpus_files):
        if any(article.document is None or article.id in changed for article in articles):
            take_again(workspace, articles, changed, read, unread)
    titles = [article.corpus_file.title for article in read if article.corpus_file.document]
    return ReloadResult(read, _message(titles, unread))


def by_file(corpus_files: Iterable[CorpusFile]) -> Iterable[Sequence[CorpusFile]]:
    """Return the corpus files that are articles of one file together."""
    files: dict[tuple[Path, bool], list[CorpusFile]] = {}
    for corpus_file in corpus_files:
        is_file = corpus_file.id == identity_of(corpus_file.path, corpus_file.entry)
        files.setdefault((corpus_file.path, is_file), []).append(corpus_file)
    return files.values()


def take_again(
    workspace: Workspace,
    earlier_articles: Sequence[CorpusFile],
    changed: Container[str],
    read: list[ReloadedFile],
    unread: list[str],
) -> None:
    """Read the file of `earlier_articles` again; put its articles, also new ones, into `read`."""
    articles = {article.id: article for article in workspace.reload(earlier_articles[0])}
    unreadable = next((article for article in articles.values() if article.document is None), None)
    for before in earlier_articles:
        after = articles.pop(before.id, None)
        if after is before or (before.document and before.id not in changed):
            continue
        if after is None or after.document is None:
            problem = after or unreadable
            why = problem.problem if problem else "it is no longer in its file"
            if after and before.document is None and why != before.problem:
                read.append(ReloadedFile(after, same_offset))
            if after or before.entry:
                unread.append(f"{before.title if before.entry else before.name}: {why}")
        elif before.document is None:
            read.append(ReloadedFile(after, same_offset, workspace.reading_position(after)))
        else:
            read.append(
                ReloadedFile(after, PassageAlignment(before.document, after.document).carry_offset)
            )
    read += [
        ReloadedFile(new, same_offset, workspace.reading_position(new))
        for new in articles.values()
        if new.document
    ]


def reload_file(
    workspace: Workspace, before: CorpusFile, corpus_files: Iterable[CorpusFile] = ()
) -> ReloadResult:
    """Read a file again in its new encoding; return the result.

    The encoding is evidence for others of `corpus_files`: files that now turn out to be in another
    encoding are read again, too.
    """
    corpus_files = list(corpus_files)
    read: list[ReloadedFile] = []
    articles = [article for article in corpus_files if article.path == before.path] or [before]
    take_again(workspace, articles, {article.id for article in articles}, read, [])
    after = next((r.corpus_file for r in read if r.corpus_file.id == before.id), None)
    if after is None:
        after = next((r for r in workspace.reload(before) if r.id == before.id), before)
        read.append(_reread(workspace, before, after))
    own = len(read)
    for corpus_file in corpus_files:
        if (
            corpus_file.path == before.path
            or corpus_file.encoding == "utf-8"
            or corpus_file.partial
        ):
            continue
        if (
            corpus_file.document
            and not corpus_file.entry
            and not workspace.encoding_named(corpus_file)
        ):
            again = workspace.reload(corpus_file)[0]
            if again.document and again.encoding != corpus_file.encoding:
                read.append(_reread(workspace, corpus_file, again))
    message = f"{after.name}: {after.problem or f'read as {after.encoding}'}"
    if len(read) > own:
        reread_count = f"{len(read) - own} other{'s' if len(read) > own + 1 else ''}"
        message += f" · {reread_count} compared again"
    return ReloadResult(read, message)


def _reread(workspace: Workspace, before: CorpusFile, after: CorpusFile) -> ReloadedFile:
    if before.document and after.document:
        return ReloadedFile(after, PassageAlignment(before.document, after.document).carry_offset)
    return ReloadedFile(after, same_offset, workspace.reading_position(after))


def _message(titles: Sequence[str], unread: Sequence[str]) -> str:
    if not titles and not unread:
        return "Nothing has changed on the disk"
    subject = titles[0] if len(titles) == 1 else f"{len(titles)} articles"
    parts = [f"Read again: {subject}"] if titles else []
    if unread:
        more = f" (+{len(unread) - 1})" if len(unread) > 1 else ""
        parts.append(f"Not read: {unread[0]}{more}")
    return " · ".join(parts)


def same_offset(offset: int) -> int:
    """Return `offset`: nothing has moved."""
    return offset
