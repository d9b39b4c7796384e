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
        return [one.corpus_file.id for one in self.read if one.corpus_file.document]


def reload_files(
    workspace: Workspace, revisions: FileChanges, corpus_files: Sequence[CorpusFile]
) -> ReloadResult:
    """Read changed or unreadable `corpus_files` again; return the result."""
    forget()
    revisions.forget_silence()
    changed = revisions.check(corpus_files)
    read: list[ReloadedFile] = []
    unread: list[str] = []
    for some in by_file(corpus_files):
        if any(one.document is None or one.id in changed for one in some):
            take_again(workspace, some, changed, read, unread)
    message = [one.corpus_file.title for one in read if one.corpus_file.document]
    return ReloadResult(read, _message(message, unread))


def by_file(corpus_files: Iterable[CorpusFile]) -> Iterable[Sequence[CorpusFile]]:
    """Return the corpus files that are articles of one file together."""
    files: dict[tuple[Path, bool], list[CorpusFile]] = {}
    for one in corpus_files:
        is_file = one.id == identity_of(one.path, one.entry)
        files.setdefault((one.path, is_file), []).append(one)
    return files.values()


def take_again(
    workspace: Workspace,
    some: Sequence[CorpusFile],
    changed: Container[str],
    read: list[ReloadedFile],
    unread: list[str],
) -> None:
    """Read the file of `some` articles again; put the articles into `read`, with its new ones."""
    articles = {one.id: one for one in workspace.reload(some[0])}
    unreadable = next((one for one in articles.values() if one.document is None), None)
    for before in some:
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
    some = [one for one in corpus_files if one.path == before.path] or [before]
    take_again(workspace, some, {one.id for one in some}, read, [])
    after = next((r.corpus_file for r in read if r.corpus_file.id == before.id), None)
    if after is None:
        after = next((r for r in workspace.reload(before) if r.id == before.id), before)
        read.append(_reread(workspace, before, after))
    own = len(read)
    for other in corpus_files:
        if other.path == before.path or other.encoding == "utf-8" or other.partial:
            continue
        if other.document and not other.entry and not workspace.encoding_named(other):
            again = workspace.reload(other)[0]
            if again.document and again.encoding != other.encoding:
                read.append(_reread(workspace, other, again))
    message = f"{after.name}: {after.problem or f'read as {after.encoding}'}"
    if len(read) > own:
        others = f"{len(read) - own} other{'s' if len(read) > own + 1 else ''}"
        message += f" · {others} compared again"
    return ReloadResult(read, message)


def _reread(workspace: Workspace, before: CorpusFile, after: CorpusFile) -> ReloadedFile:
    if before.document and after.document:
        return ReloadedFile(after, PassageAlignment(before.document, after.document).carry_offset)
    return ReloadedFile(after, same_offset, workspace.reading_position(after))


def _message(titles: Sequence[str], unread: Sequence[str]) -> str:
    if not titles and not unread:
        return "Nothing has changed on the disk"
    some = titles[0] if len(titles) == 1 else f"{len(titles)} articles"
    parts = [f"Read again: {some}"] if titles else []
    if unread:
        more = f" (+{len(unread) - 1})" if len(unread) > 1 else ""
        parts.append(f"Not read: {unread[0]}{more}")
    return " · ".join(parts)


def same_offset(offset: int) -> int:
    """Return `offset`: nothing has moved."""
    return offset
