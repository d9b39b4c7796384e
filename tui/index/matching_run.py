"""The matching run: a corpus compared by words, then by meaning, then grouped into claims.

The screen, `variorum matches`, `variorum index` and exports by claim all run it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tui.corpus.corpus_file import Holding
from tui.index.cache.comparison_cache import Surveys
from tui.index.cache.document_record import Outline
from tui.index.claim_grouping import grouped
from tui.index.corpus_matcher import Progress, Survey, Surveyor
from tui.index.source import Source
from tui.log.log_file import logger
from tui.matching.candidates.fingerprint import tokens_of
from tui.matching.claim_values import Grouping
from tui.matching.matches import Found, Place, latest
from tui.storage.sqlite_store import StoreError

if TYPE_CHECKING:
    from tui.index.semantic_matcher import Weighed
    from tui.notes.excluded_pairs import Rejection


class MatchingRun:
    """One run over one corpus; to be closed."""

    def __init__(
        self,
        sources: Sequence[Source],
        surveys: Surveys | None,
        complain: Callable[[Exception], None],
        progress: Progress = lambda *_: None,
        *,
        yielding: bool = False,
        index: Path | None = None,
        keep_recurring: bool = False,
    ) -> None:
        """Match `sources`.

        Args:
            sources: The files.
            surveys: The store of what was compared before; None if there is none.
            complain: Is told once of a store or a shared index that fails.
            progress: Is told how far the run is.
            yielding: Other processes of the run give way to all others.
            index: A shared index to read.
            keep_recurring: Lines that recur all over the corpus are matched, too.
        """
        self._surveys = surveys
        self._complain = complain
        self._progress = progress
        self._yielding = yielding
        self._surveyor = Surveyor(
            sources,
            surveys,
            complain,
            progress,
            yielding=yielding,
            index=index,
            keep_recurring=keep_recurring,
        )
        self._outlines: Mapping[str, Outline] | None = None

    def close(self) -> None:
        """Give up what is being done; what was kept is kept."""
        self._surveyor.close()

    def give_up(self) -> None:
        """End the other processes at once; who waits for them gets a `RuntimeError`."""
        self._surveyor.give_up()

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """The outline of every document that can be read, by name."""
        if self._outlines is None:
            self._outlines = self._surveyor.outlines()
            logger(__name__).info("matching %d documents", len(self._outlines))
        return self._outlines

    @property
    def survey(self) -> Survey | None:
        """The corpus compared by words, once all of it is."""
        return self._surveyor.survey

    def found(self, first: str = "", *, semantic: bool = False) -> Iterator[Found]:
        """Match the corpus, the document `first` first; a document's last `Found` counts.

        By words, or if `semantic` by words and meaning. Raises `ModelError`.
        """
        if not semantic:
            yield from self._by_words(first)
            return
        for step in self.weighed(first):
            if step.found:
                yield step.found
            elif step.whole:
                self._progress("reading meanings", step.done, step.whole)

    def weighed(self, first: str = "") -> "Iterator[Weighed]":
        """Match the corpus by words and meaning, in short steps; raises `ModelError`."""
        from tui.index.semantic_matcher import Meanings, Weighed  # noqa: PLC0415  # few ask for it

        for _ in self._by_words(first):
            yield Weighed(0, 0)
        if self.survey:
            yield from Meanings(
                self.survey,
                self._surveyor.lines,
                self._surveys,
                self._complain,
                yielding=self._yielding,
            ).weighed()

    def _by_words(self, first: str) -> Iterator[Found]:
        begun = monotonic()
        yield from self._surveyor.found(self.outlines, first)
        logger(__name__).info("matched by words in %.1f s", monotonic() - begun)

    def grouping(
        self,
        found: Iterable[Found],
        words: Callable[[Place], str],
        rejections: "Sequence[Rejection]",
    ) -> Grouping:
        """Group what was found into claims, without what the reader called no match.

        `words` gives a passage's; it is called for echoes, and for what may be rejected.
        """
        rejected = {tokens_of(said.text) for r in rejections for said in (r.one, r.other)}

        @cache
        def echoes(document: str) -> frozenset[int]:
            return frozenset(self.outlines[document].trace.echoes[::2])

        def tokens(place: Place) -> frozenset[int]:
            if place.passage in echoes(place.document):  # a trace has those of its original
                return tokens_of(words(place))
            return self.outlines[place.document].trace.tokens_at(place.passage)

        return grouped(
            found,
            tokens,
            lambda place: words(place) if tokens(place) in rejected else "",
            rejections,
        )

    def matched(self, *, semantic: bool) -> list[Found]:
        """Match the corpus to the end; one `Found` for each document. Raises `ModelError`."""
        return list(latest(self.found(semantic=semantic)))


def sources_of(holdings: Iterable[Holding]) -> list[Source]:
    """The files of those holdings that were read whole."""
    return [
        Source(h.id, h.path, h.digest, len(h.document.text), h.document, h.encoding)
        for h in holdings
        if h.document and not h.partial
    ]


def complaint_of(error: Exception) -> str:
    """Say what is wrong with the store of comparisons, or with the shared index."""
    trouble = "Comparisons are not kept" if isinstance(error, StoreError) else "Shared index"
    return f"{trouble}: {error}"
