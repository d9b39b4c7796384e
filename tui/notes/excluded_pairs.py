"""Excluded pairs: two passages that the reader called no match, identified by their words.

They therefore hold in copies, in renamed files and after edits elsewhere. Every change can be
undone.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from tui.matching.matches import PassagePair, PassageRef, passage_pair
from tui.notes.database.serialization import Record, mapping, number, text
from tui.notes.database.undo_journal import Change, Journal
from tui.storage.sqlite_store import Store
from tui.text.sanitization import clean, clean_line
from tui.text.tokens import normalized_tokens

LONGEST = 8_000
"""Code points of a passage that are compared; a longer passage is identified by its beginning."""
_TITLE = 200


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage's own words, and the article they were read in."""

    text: str
    title: str

    @property
    def content(self) -> str:
        """The words of the passage, without case and punctuation."""
        return content(self.text)


@dataclass(frozen=True, slots=True)
class ExcludedPair:
    """Two passages that do not say the same."""

    one: QuotedPassage
    other: QuotedPassage
    at: int
    """The time of the exclusion; milliseconds since 1970."""

    @property
    def name(self) -> str:
        """The key of the pair: equal for the same two contents in either order."""
        both = "\n".join(sorted((self.one.content, self.other.content)))
        return sha256(both.encode("utf-8", "surrogatepass")).hexdigest()


class ExcludedPairs:
    """All pairs that one reader excluded."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def add(self, one: QuotedPassage, other: QuotedPassage) -> None:
        """Exclude a pair of passages.

        Raises:
            StoreError: If the database can't be read or written.
        """
        new = ExcludedPair(_bounded(one), _bounded(other), time.time_ns() // 1_000_000)
        record = {"one": _record(new.one), "other": _record(new.other), "at": new.at}
        self._journal.record(
            f"no match {_about(new)}", lambda _: [Change("rejection", new.name, record)]
        )

    def drop(self, name: str) -> None:
        """Include a pair again.

        Raises:
            StoreError: If the database can't be read or written.
        """
        about = next((_about(r) for r in self.all() if r.name == name), "two passages")
        self._journal.record(f"a match again: {about}", lambda _: [Change("rejection", name, None)])

    def all(self) -> tuple[ExcludedPair, ...]:
        """Return every excluded pair, the newest first.

        Raises:
            StoreError: If the database can't be read or written.
        """
        rows = self._store.rows("SELECT record FROM rejections")
        found = (_excluded_pair(json.loads(record)) for (record,) in rows)
        return tuple(sorted(found, key=lambda r: (-r.at, r.name)))


def content(words: str) -> str:
    """Return the words of a passage as compared, or its characters if it has no words."""
    begun = words[:LONGEST]
    return " ".join(normalized_tokens(begun)) or "".join(begun.split())


def matching_pairs(
    excluded_pairs: Iterable[ExcludedPair],
    places: Iterable[PassageRef],
    words: Callable[[PassageRef], str],
) -> frozenset[PassagePair]:
    """Return the pairs of `places` whose words are those of an excluded pair."""
    pairs = [(r.one.content, r.other.content) for r in excluded_pairs]
    wanted = {said for pair in pairs for said in pair}
    saying: defaultdict[str, list[PassageRef]] = defaultdict(list)
    for place in set(places) if wanted else ():
        if (said := content(words(place))) in wanted:
            saying[said].append(place)
    return frozenset(
        passage_pair(here, there)
        for one, other in pairs
        for here in saying[one]
        for there in saying[other]
        if here.document != there.document
    )


def _bounded(said: QuotedPassage) -> QuotedPassage:
    return QuotedPassage(clean(said.text)[0][:LONGEST], clean_line(said.title, _TITLE))


def _about(excluded_pair: ExcludedPair) -> str:
    one, other = (clean_line(said.text, 40) for said in (excluded_pair.one, excluded_pair.other))
    return f"“{one}” and “{other}”"


def _record(said: QuotedPassage) -> Record:
    return {"text": said.text, "title": said.title}


def _excluded_pair(record: object) -> ExcludedPair:
    held = mapping(record, "a rejection")
    return ExcludedPair(
        _quoted_passage(held.get("one")), _quoted_passage(held.get("other")), number(held, "at")
    )


def _quoted_passage(record: object) -> QuotedPassage:
    held = mapping(record, "a passage")
    return QuotedPassage(text(held, "text", LONGEST), text(held, "title", _TITLE))
