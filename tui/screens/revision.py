"""Reading again: what has changed on the disk, and what could not be read; for a thread.

The old text stays where the new one can't be had; places are carried over by a function.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from tui.library.bookmark import Bookmark
from tui.library.deadline import forget
from tui.library.holding import Holding
from tui.library.library import Library
from tui.library.revisions import Alignment, Revisions

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


def read_otherwise(library: Library, before: Holding) -> Revised:
    """Read a file again whose encoding was named; what there is to say."""
    after = library.read_again(before)
    if before.document and after.document:
        place: Place = Alignment(before.document, after.document).place
        read = [Reread(after, place)]
    else:
        read = [Reread(after, _same, library.bookmark(after))]
    return Revised(read, f"{after.name}: {after.problem or f'read as {after.encoding}'}")


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
