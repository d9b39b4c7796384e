"""Reading again: what has changed on the disk, and what could not be read; for a thread.

The old text stays where the new one can't be had; places are carried over by a function.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from tui.corpus.corpus_file import Holding
from tui.corpus.file_changes import Alignment, Revisions
from tui.reading_state.reading_position import Bookmark
from tui.storage.disk_timeout import forget
from tui.workspace.workspace import Library

Place = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Reread:
    """A file read again."""

    holding: Holding
    place: Place
    """The code point that stands for one of the text as it was."""
    bookmark: Bookmark | None = None
    """Of a file that could not be read before."""


@dataclass(frozen=True, slots=True)
class Revised:
    """What came of reading again."""

    read: Sequence[Reread]
    told: str

    @property
    def documents(self) -> Collection[str]:
        """The ids of the articles read again."""
        return [one.holding.id for one in self.read if one.holding.document]


def read_again(library: Library, revisions: Revisions, holdings: Sequence[Holding]) -> Revised:
    """Read again what of `holdings` has changed or could not be read; what there is to say."""
    forget()
    revisions.forget_silence()
    changed = revisions.look(holdings)
    read: list[Reread] = []
    unread: list[str] = []
    for before in holdings:
        if before.document is not None and before.id not in changed:
            continue
        after = library.read_again(before)
        if after is before:
            continue
        if after.document is None:
            if before.document is None and after.problem != before.problem:
                read.append(Reread(after, _same))
            unread.append(f"{after.name}: {after.problem}")
        elif before.document is None:
            read.append(Reread(after, _same, library.bookmark(after)))
        else:
            read.append(Reread(after, Alignment(before.document, after.document).place))
    told = [one.holding.title for one in read if one.holding.document]
    return Revised(read, _told(told, unread))


def read_otherwise(library: Library, before: Holding, holdings: Iterable[Holding] = ()) -> Revised:
    """Read a file again whose encoding was named; what there is to say.

    It is evidence for others of `holdings`: those that now turn out to be in another encoding, too,
    are among what was read.
    """
    after = library.read_again(before)
    read = [_reread(library, before, after)]
    for other in holdings:
        if other.id == before.id or other.encoding == "utf-8" or other.partial:
            continue
        if other.document and not library.encoding_named(other):
            again = library.read_again(other)
            if again.document and again.encoding != other.encoding:
                read.append(_reread(library, other, again))
    told = f"{after.name}: {after.problem or f'read as {after.encoding}'}"
    if len(read) > 1:
        others = f"{len(read) - 1} other{'s' if len(read) > 2 else ''}"  # noqa: PLR2004
        told += f" · {others} judged anew"
    return Revised(read, told)


def _reread(library: Library, before: Holding, after: Holding) -> Reread:
    if before.document and after.document:
        return Reread(after, Alignment(before.document, after.document).place)
    return Reread(after, _same, library.bookmark(after))


def _told(titles: Sequence[str], unread: Sequence[str]) -> str:
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
