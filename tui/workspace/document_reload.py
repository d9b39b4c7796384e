"""Reading again: what has changed on the disk, and what could not be read; for a thread.

The old text stays where the new one can't be had; places are carried over by a function.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_changes import FileChanges, PassageAlignment
from tui.reading_state.reading_position import ReadingPosition
from tui.storage.disk_timeout import forget
from tui.workspace.workspace import Workspace

Place = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class ReloadedFile:
    """A file read again."""

    corpus_file: CorpusFile
    carry_offset: Place
    """The code point that stands for one of the text as it was."""
    position: ReadingPosition | None = None
    """Reading position in a file that could not be read before."""


@dataclass(frozen=True, slots=True)
class ReloadResult:
    """Result of reading a file again."""

    read: Sequence[ReloadedFile]
    message: str

    @property
    def documents(self) -> Collection[str]:
        """The ids of the articles read again."""
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
    for before in corpus_files:
        if before.document is not None and before.id not in changed:
            continue
        after = workspace.reload(before)
        if after is before:
            continue
        if after.document is None:
            if before.document is None and after.problem != before.problem:
                read.append(ReloadedFile(after, _same))
            unread.append(f"{after.name}: {after.problem}")
        elif before.document is None:
            read.append(ReloadedFile(after, _same, workspace.reading_position(after)))
        else:
            read.append(
                ReloadedFile(after, PassageAlignment(before.document, after.document).carry_offset)
            )
    message = [one.corpus_file.title for one in read if one.corpus_file.document]
    return ReloadResult(read, _message(message, unread))


def reload_file(
    workspace: Workspace, before: CorpusFile, corpus_files: Iterable[CorpusFile] = ()
) -> ReloadResult:
    """Read a file again in a named encoding; return the result.

    It is evidence for others of `corpus_files`: those that now turn out to be in another encoding,
    too, are among the files read.
    """
    after = workspace.reload(before)
    read = [_reread(workspace, before, after)]
    for other in corpus_files:
        if other.id == before.id or other.encoding == "utf-8" or other.partial:
            continue
        if other.document and not workspace.encoding_named(other):
            again = workspace.reload(other)
            if again.document and again.encoding != other.encoding:
                read.append(_reread(workspace, other, again))
    message = f"{after.name}: {after.problem or f'read as {after.encoding}'}"
    if len(read) > 1:
        others = f"{len(read) - 1} other{'s' if len(read) > 2 else ''}"  # noqa: PLR2004
        message += f" · {others} judged anew"
    return ReloadResult(read, message)


def _reread(workspace: Workspace, before: CorpusFile, after: CorpusFile) -> ReloadedFile:
    if before.document and after.document:
        return ReloadedFile(after, PassageAlignment(before.document, after.document).carry_offset)
    return ReloadedFile(after, _same, workspace.reading_position(after))


def _message(titles: Sequence[str], unread: Sequence[str]) -> str:
    if not titles and not unread:
        return "Nothing has changed on the disk"
    some = titles[0] if len(titles) == 1 else f"{len(titles)} articles"
    parts = [f"Read again: {some}"] if titles else []
    if unread:
        more = f" (+{len(unread) - 1})" if len(unread) > 1 else ""
        parts.append(f"Not read: {unread[0]}{more}")
    return " · ".join(parts)


def _same(offset: int) -> int:
    return offset
