"""The filter of the document list: by words, outlet and day, and for unread articles."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.reading_state.reading_position import ReadingPosition
from tui.text.normalization.search_variants import drop_variants

UNREAD = ":unread"
"""The term for articles that were not read to their end."""
_DAY = re.compile(r"([<>]?)(\d{4}(?:-\d\d(?:-\d\d?)?)?)")
"""A year, a month or a day, or the time before or after it."""


class FilterTerms(NamedTuple):
    """The terms of a filter; an article must fit all of them."""

    words: Sequence[str] = ()
    """Parts of title, file, group, author or outlet, without variants of spelling."""
    outlets: Sequence[str] = ()
    """Parts of the outlet."""
    days: Sequence[tuple[str, str]] = ()
    """Each with "<" for before, ">" for after, or an empty string for within."""
    is_unread: bool = False

    @classmethod
    def parse(cls, typed: str) -> "FilterTerms":
        """Return the terms in a typed text: `@outlet`, a day, `:unread`, else words."""
        words, outlets, days = [], [], []
        terms = typed.split()
        for term in terms:
            if day := _DAY.fullmatch(term):
                days.append((day[1], day[2]))
            elif term.startswith("@"):
                outlets.append(drop_variants(term[1:]))
            elif term != UNREAD:
                words.append(drop_variants(term))
        return cls(words, outlets, days, UNREAD in terms)


class DocumentFilter:
    """The filter in effect; it keeps the words of each article that it has looked at."""

    def __init__(self) -> None:
        self.typed = ""
        """The typed terms."""
        self.is_unread_only = False
        """True if articles that were read to their end are left out, by the key for that."""
        self.count = 0
        """The number of articles that fitted last."""
        self._words: dict[str, tuple[CorpusFile, str, str]] = {}

    @property
    def is_active(self) -> bool:
        """True if the list may leave out articles."""
        return bool(self.typed.strip()) or self.is_unread_only

    @property
    def summary(self) -> str:
        """The terms in effect, in one line."""
        terms = self.typed.split()
        return " ".join(
            [*terms, *([UNREAD] if self.is_unread_only and UNREAD not in terms else [])]
        )

    def select(
        self, corpus_files: Iterable[CorpusFile], positions: Mapping[str, ReadingPosition]
    ) -> list[CorpusFile]:
        """Return the files that fit; all if there is no filter."""
        files = list(corpus_files)
        if self.is_active:
            terms = FilterTerms.parse(self.typed)
            is_unread = terms.is_unread or self.is_unread_only
            files = [
                file
                for file in files
                if self._fits(file, terms)
                and not (is_unread and (file.document is None or _is_read(positions, file.id)))
            ]
        self.count = len(files)
        return files

    def _fits(self, corpus_file: CorpusFile, terms: FilterTerms) -> bool:
        day = corpus_file.metadata.date
        if not all(_is_in_time(day, sign, term) for sign, term in terms.days):
            return False
        if not terms.words and not terms.outlets:
            return True
        words, outlet = self._words_of(corpus_file)
        return all(word in words for word in terms.words) and all(
            part in outlet for part in terms.outlets
        )

    def _words_of(self, corpus_file: CorpusFile) -> tuple[str, str]:
        cached_words = self._words.get(corpus_file.id)
        if cached_words is None or cached_words[0] is not corpus_file:
            outlet = drop_variants(corpus_file.metadata.outlet)
            texts = (
                corpus_file.title,
                corpus_file.id,
                corpus_file.group,
                corpus_file.metadata.author,
                corpus_file.metadata.outlet,
            )
            cached_words = corpus_file, drop_variants("\n".join(texts)), outlet
            self._words[corpus_file.id] = cached_words
        return cached_words[1], cached_words[2]


def _is_in_time(day: str, sign: str, term: str) -> bool:
    """Return True if a day (ISO 8601, empty if unknown) is before, after or within a time."""
    beginning = day[: len(term)]
    match sign:
        case "<":
            return bool(day) and beginning < term
        case ">":
            return beginning > term
        case _:
            return bool(day) and beginning == term


def _is_read(positions: Mapping[str, ReadingPosition], document_id: str) -> bool:
    return document_id in positions and positions[document_id].read
