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

    def add(self, first: QuotedPassage, second: QuotedPassage) -> None:
        """Exclude a pair of passages.

        Raises:
            StoreError: If the database can't be read or written.
        """
        pair = ExcludedPair(_bounded(first), _bounded(second), time.time_ns() // 1_000_000)
        record = {"one": _record(pair.one), "other": _record(pair.other), "at": pair.at}
        self._journal.record(
            f"no match {_about(pair)}", lambda _: [Change("rejection", pair.name, record)]
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
        pairs = (_excluded_pair(json.loads(record)) for (record,) in rows)
        return tuple(sorted(pairs, key=lambda r: (-r.at, r.name)))


def content(words: str) -> str:
    """Return the words of a passage as compared, or its characters if it has no words."""
    begun = words[:LONGEST]
    return " ".join(normalized_tokens(begun)) or "".join(begun.split())


def matching_pairs(
    excluded_pairs: Iterable[ExcludedPair],
    references: Iterable[PassageRef],
    words: Callable[[PassageRef], str],
) -> frozenset[PassagePair]:
    """Return the pairs of `references` whose words are those of an excluded pair."""
    pairs = [(r.one.content, r.other.content) for r in excluded_pairs]
    excluded_wordings = {wording for pair in pairs for wording in pair}
    by_wording: defaultdict[str, list[PassageRef]] = defaultdict(list)
    for reference in set(references) if excluded_wordings else ():
        if (wording := content(words(reference))) in excluded_wordings:
            by_wording[wording].append(reference)
    return frozenset(
        passage_pair(here, there)
        for first, second in pairs
        for here in by_wording[first]
        for there in by_wording[second]
        if here.document != there.document
    )


def _bounded(passage: QuotedPassage) -> QuotedPassage:
    return QuotedPassage(clean(passage.text)[0][:LONGEST], clean_line(passage.title, _TITLE))


def _about(excluded_pair: ExcludedPair) -> str:
    first, second = (
        clean_line(passage.text, 40) for passage in (excluded_pair.one, excluded_pair.other)
    )
    return f"“{first}” and “{second}”"


def _record(passage: QuotedPassage) -> Record:
    return {"text": passage.text, "title": passage.title}


def _excluded_pair(raw: object) -> ExcludedPair:
    record = mapping(raw, "a rejection")
    return ExcludedPair(
        _quoted_passage(record.get("one")),
        _quoted_passage(record.get("other")),
        number(record, "at"),
    )


def _quoted_passage(raw: object) -> QuotedPassage:
    record = mapping(raw, "a passage")
    return QuotedPassage(text(record, "text", LONGEST), text(record, "title", _TITLE))
