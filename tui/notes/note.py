"""A note about passages, as a value without a store; and its bounds.

All input is made safe to show here, and never shortened: a value that is too long is an error.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tui.anchoring.selector import Selector
from tui.errors import VariorumError
from tui.text.sanitization import clean, clean_line

TEXT_LONGEST = 100_000
"""Largest number of code points of a note."""
QUOTE_LONGEST = 20_000
"""Largest number of code points of a noted passage."""
TAG_LONGEST = 60
"""Largest number of code points of a tag, or of a relation in the user's own words."""
CONFLICT = "conflict"
"""The tag of a note's second version, if it was changed in two places."""
TARGETS_MOST = 1_000
TAGS_MOST = 100

_TAG_IN_TEXT = re.compile(r"(?<![^\s(\[“\"'])#([^\W\d_][\w-]*)")
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 10


class NoteError(VariorumError, ValueError):
    """The values of a note are invalid."""


class Kind(StrEnum):
    """Kind of a note."""

    NOTE = "note"
    MARK = "mark"
    LINK = "link"


RELATIONS = ("same", "supports", "disputes", "source of")
"""The offered relations of a link's two passages; the user may write another word."""
MARKS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Target:
    """A passage of a file that a note is about."""

    path: str
    """The file's key, as `CorpusFile.key` has it."""
    title: str
    """Title of the article, shown when the file is gone."""
    selector: Selector
    """The passage as the reader chose it."""
    later: tuple[Selector, ...] = ()
    """The same passage as found in later states of the file, oldest first."""

    @property
    def digests(self) -> tuple[str, ...]:
        """The states of the file that are known to have the passage, oldest first."""
        return tuple(dict.fromkeys(s.digest for s in (self.selector, *self.later)))


@dataclass(frozen=True, slots=True)
class Note:
    """A note about passages: words, tags, a mark's number, or the relation of two of them."""

    id: str
    kind: Kind
    text: str
    tags: tuple[str, ...]
    targets: tuple[Target, ...]
    created: float
    """Seconds since 1970."""
    changed: float
    """Seconds since 1970."""
    mark: int = 0
    """A mark's number, 1 to 5; else 0."""
    relation: str = ""
    """Relation of a link's first passage to its second; else empty."""

    @property
    def kind_label(self) -> str:
        """The kind in words: `note`, `mark 3`, `link disputes`."""
        return kind_label(self.kind, self.mark, self.relation)

    def label(self, mark_names: Mapping[int, str]) -> str:
        """Return the kind in words, a mark with its name: `mark 3 (to check)`."""
        return kind_label(self.kind, self.mark, self.relation, mark_names)


def kind_label(
    kind: Kind, mark: int, relation: str, mark_names: Mapping[int, str] | None = None
) -> str:
    """Return a kind of note in words; a mark with its name, as `mark 3 (to check)`."""
    name = (mark_names or {}).get(mark, "")
    suffix = f" ({name})" if name else ""
    return f"{kind} {mark or relation}{suffix}" if mark or relation else str(kind)


def mark_name(raw: str) -> str:
    """Return `raw` as the name of a kind of mark: one safe line; empty for no name.

    Raises:
        NoteError: If it is too long.
    """
    name = clean_line(raw, TAG_LONGEST + 1)
    if len(name) > TAG_LONGEST:
        raise NoteError(
            f"the name “{name[:30]}…” is longer than {TAG_LONGEST} characters", advice="shorten it"
        )
    return name


def new_id() -> str:
    """Return an id that no other note has."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


def tag(raw: str) -> str:
    """Return `raw` as a tag: one safe line, without `#` before it or commas.

    Raises:
        NoteError: If the tag is empty or too long.
    """
    name = " ".join(clean(raw[: TAG_LONGEST * 4])[0].replace(",", " ").split()).lstrip("#").strip()
    if not name:
        raise NoteError("a tag needs at least one letter")
    if len(name) > TAG_LONGEST or len(raw) > TAG_LONGEST * 4:
        raise NoteError(
            f"the tag “{clean_line(raw, 30)}” is longer than {TAG_LONGEST} characters",
            advice="shorten it",
        )
    return name


def with_tags_in(text: str, tags: Sequence[str]) -> tuple[str, ...]:
    """Return `tags` and after them those written as `#tag` in `text`, each once.

    A tag begins with a letter and ends before the next character that is no letter, digit, `-` or
    `_`; one that is too long does not count.
    """
    by_folded_tag = {tag.casefold(): tag for tag in tags}
    for written in _TAG_IN_TEXT.findall(text):
        if len(written) <= TAG_LONGEST:
            by_folded_tag.setdefault(written.casefold(), written)
    return tuple(by_folded_tag.values())


def checked(note: Note) -> Note:
    """Return `note` with its words made safe to show.

    Raises:
        NoteError: If it is out of bounds.
    """
    tags = {t.casefold(): t for t in map(tag, reversed(note.tags))}
    if len(note.text) > TEXT_LONGEST:
        raise NoteError(
            f"the note has {len(note.text):,} characters; at most {TEXT_LONGEST:,} are"
            " allowed: make two of it"
        )
    if len(tags) > TAGS_MOST:
        raise NoteError(f"the note has {len(tags)} tags; at most {TAGS_MOST} are allowed")
    if len(note.targets) > TARGETS_MOST:
        raise NoteError(
            f"the note has {len(note.targets)} passages; at most {TARGETS_MOST} are allowed"
        )
    if note.kind is Kind.MARK and note.mark not in MARKS:
        raise NoteError(f"there is no mark {note.mark}", advice="marks are numbered 1 to 5")
    if note.kind is Kind.LINK and len(note.targets) != 2:  # noqa: PLR2004
        raise NoteError(f"a link has two passages; {len(note.targets)} were given")
    return replace(
        note,
        text=clean(note.text)[0].strip("\n"),
        tags=tuple(reversed(tags.values())),
        targets=tuple(map(_checked_target, note.targets)),
        mark=note.mark if note.kind is Kind.MARK else 0,
        relation=_relation(note.relation) if note.kind is Kind.LINK else "",
    )


def _relation(raw: str) -> str:
    relation = clean_line(raw, TAG_LONGEST + 1)
    if not relation:
        raise NoteError(
            "a link needs a word for the relation of its passages: " + ", ".join(RELATIONS)
        )
    if len(relation) > TAG_LONGEST:
        raise NoteError(
            f"“{relation[:30]}…” is longer than {TAG_LONGEST} characters", advice="shorten it"
        )
    return relation


def _checked_target(target: Target) -> Target:
    quote = target.selector.quote
    if len(quote) > QUOTE_LONGEST:
        raise NoteError(
            f"the passage has {len(quote):,} characters; at most {QUOTE_LONGEST:,} can be"
            " noted at once: choose a part of it"
        )
    return replace(target, title=clean_line(target.title))
