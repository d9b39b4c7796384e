"""Rejections: two passages that the reader called no match, known by what they say, not by where.

So they hold in copies, in renamed files and after edits elsewhere; every change can be undone.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from tui.matching.matches import Couple, Place, couple
from tui.notes.database.serialization import Record, mapping, number, text
from tui.notes.database.undo_journal import Change, Journal
from tui.storage.sqlite_store import Store
from tui.text.sanitization import clean, clean_line
from tui.text.tokens import folds

LONGEST = 8_000
"""Code points of a passage that tell what it says; a longer one is known by its beginning."""
_TITLE = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A passage's own words, and the article they were seen in."""

    text: str
    title: str

    @property
    def content(self) -> str:
        """What it says, case and punctuation aside."""
        return content(self.text)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Two passages that do not say the same."""

    one: Said
    other: Said
    at: int
    """When it was said; milliseconds since 1970."""

    @property
    def name(self) -> str:
        """The same for the same two contents, whichever was read."""
        both = "\n".join(sorted((self.one.content, self.other.content)))
        return sha256(both.encode("utf-8", "surrogatepass")).hexdigest()


class Rejections:
    """All that one reader called no match."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def add(self, one: Said, other: Said) -> None:
        """Call the two no match from now on; raises `StoreError`."""
        new = Rejection(_bounded(one), _bounded(other), time.time_ns() // 1_000_000)
        record = {"one": _record(new.one), "other": _record(new.other), "at": new.at}
        self._journal.act(
            f"no match {_about(new)}", lambda _: [Change("rejection", new.name, record)]
        )

    def drop(self, name: str) -> None:
        """Call the two a match again, if they are; raises `StoreError`."""
        about = next((_about(r) for r in self.all() if r.name == name), "two passages")
        self._journal.act(f"a match again: {about}", lambda _: [Change("rejection", name, None)])

    def all(self) -> tuple[Rejection, ...]:
        """Every rejection, the last one first; raises `StoreError`."""
        rows = self._store.rows("SELECT record FROM rejections")
        found = (_rejection(json.loads(record)) for (record,) in rows)
        return tuple(sorted(found, key=lambda r: (-r.at, r.name)))


def content(words: str) -> str:
    """What a passage says: its words as compared, or itself if it has none."""
    begun = words[:LONGEST]
    return " ".join(folds(begun)) or "".join(begun.split())


def apart(
    rejections: Iterable[Rejection], places: Iterable[Place], words: Callable[[Place], str]
) -> frozenset[Couple]:
    """Of `places`, those two and two that say what was called no match; `words` gives theirs."""
    pairs = [(r.one.content, r.other.content) for r in rejections]
    wanted = {said for pair in pairs for said in pair}
    saying: defaultdict[str, list[Place]] = defaultdict(list)
    for place in set(places) if wanted else ():
        if (said := content(words(place))) in wanted:
            saying[said].append(place)
    return frozenset(
        couple(here, there)
        for one, other in pairs
        for here in saying[one]
        for there in saying[other]
        if here.document != there.document
    )


def _bounded(said: Said) -> Said:
    return Said(clean(said.text)[0][:LONGEST], clean_line(said.title, _TITLE))


def _about(rejection: Rejection) -> str:
    one, other = (clean_line(said.text, 40) for said in (rejection.one, rejection.other))
    return f"“{one}” and “{other}”"


def _record(said: Said) -> Record:
    return {"text": said.text, "title": said.title}


def _rejection(record: object) -> Rejection:
    held = mapping(record, "a rejection")
    return Rejection(_said(held.get("one")), _said(held.get("other")), number(held, "at"))


def _said(record: object) -> Said:
    held = mapping(record, "a passage")
    return Said(text(held, "text", LONGEST), text(held, "title", _TITLE))
