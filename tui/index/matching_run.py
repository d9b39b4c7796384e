"""The matching run: it compares a corpus by words, then by meaning, and groups it into claims.

The screen, `variorum matches`, `variorum index` and exports by claim all use it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from tui.corpus.corpus_file import CorpusFile
from tui.index.cache.comparison_cache import ComparisonCache
from tui.index.cache.document_record import DocumentRecord
from tui.index.claim_grouping import group_matches
from tui.index.corpus_matcher import (
    DEFAULT_OPTIONS,
    CorpusMatcher,
    MatchedCorpus,
    MatchingOptions,
    Progress,
)
from tui.index.source import Source
from tui.lazy_imports import lazy_imports
from tui.log.log_file import logger
from tui.matching.candidates.fingerprint import tokens_of
from tui.matching.claim_values import Grouping
from tui.matching.matches import DocumentMatches, PassageRef, latest_per_document
from tui.storage.sqlite_store import StoreError

with lazy_imports():
    from tui.index import semantic_matcher

if TYPE_CHECKING:
    from tui.index.semantic_matcher import SemanticProgress
    from tui.notes.excluded_pairs import ExcludedPair


class MatchingRun:
    """One run over one corpus; the caller must close it."""

    def __init__(
        self,
        sources: Sequence[Source],
        cache: ComparisonCache | None,
        complain: Callable[[Exception], None],
        progress: Progress = lambda *_: None,
        options: MatchingOptions = DEFAULT_OPTIONS,
    ) -> None:
        """Prepare the run.

        Args:
            sources: The articles.
            cache: The comparison cache; None if there is none.
            complain: Called once if the cache or the shared index fails.
            progress: Called with the progress of the run.
            options: The options of the matching.
        """
        self._cache = cache
        self._complain = complain
        self._progress = progress
        self._yielding = options.yielding
        self._matcher = CorpusMatcher(sources, cache, complain, progress, options)
        self._records: Mapping[str, DocumentRecord] | None = None

    def close(self) -> None:
        """End the run; saved results stay saved."""
        self._matcher.close()

    def give_up(self) -> None:
        """End the worker processes at once; a thread that waits for them gets a `RuntimeError`."""
        self._matcher.give_up()

    def remove_folder(self) -> None:
        """Remove the folder for the worker processes: no thread will end this run."""
        self._matcher.remove_folder()

    @property
    def records(self) -> Mapping[str, DocumentRecord]:
        """Return the record of each readable document, by name."""
        if self._records is None:
            self._records = self._matcher.records()
            logger(__name__).info("matching %d documents", len(self._records))
        return self._records

    @property
    def matched_corpus(self) -> MatchedCorpus | None:
        """The corpus after the comparison by words; None before its end."""
        return self._matcher.matched

    def match_documents(
        self, first: str = "", *, semantic: bool = False
    ) -> Iterator[DocumentMatches]:
        """Yield the matches of each document, by words or, if `semantic`, by words and meaning.

        The document `first` comes first. The last `DocumentMatches` of a document counts.

        Raises:
            ModelError: If the embedding model can't be used.
        """
        if not semantic:
            yield from self._by_words(first)
            return
        for step in self.weighed(first):
            if step.found:
                yield step.found
            elif step.whole:
                self._progress("reading meanings", step.done, step.whole)

    def weighed(self, first: str = "") -> "Iterator[SemanticProgress]":
        """Match the corpus by words and meaning, and yield the progress in short steps.

        Raises:
            ModelError: If the embedding model can't be used.
        """
        for _ in self._by_words(first):
            yield semantic_matcher.SemanticProgress(0, 0)
        if self.matched_corpus:
            yield from semantic_matcher.SemanticMatcher(
                self.matched_corpus,
                self._matcher.sentences,
                self._cache,
                self._complain,
                low_priority=self._yielding,
            ).rescore()

    def _by_words(self, first: str) -> Iterator[DocumentMatches]:
        start_time = monotonic()
        yield from self._matcher.match_documents(self.records, first)
        logger(__name__).info("matched by words in %.1f s", monotonic() - start_time)

    def grouping(
        self,
        results: Iterable[DocumentMatches],
        words: Callable[[PassageRef], str],
        excluded_pairs: "Sequence[ExcludedPair]",
    ) -> Grouping:
        """Return the grouping of matches into claims, without the pairs that the reader excluded.

        Args:
            results: Matches by document; the last ones of a document count.
            words: Returns a passage's text; called for repeats and for passages that may be
                excluded.
            excluded_pairs: The pairs that the reader excluded.
        """
        excluded_tokens = {
            tokens_of(passage.text) for r in excluded_pairs for passage in (r.one, r.other)
        }

        @cache
        def repeats(document: str) -> frozenset[int]:
            return frozenset(self.records[document].fingerprint.repeats[::2])

        def tokens(passage: PassageRef) -> frozenset[int]:
            # Of repeats, only the tokens of the original are kept.
            if passage.passage in repeats(passage.document):
                return tokens_of(words(passage))
            return self.records[passage.document].fingerprint.tokens_at(passage.passage)

        return group_matches(
            results,
            tokens,
            lambda passage: words(passage) if tokens(passage) in excluded_tokens else "",
            excluded_pairs,
        )

    def matched(self, *, semantic: bool) -> list[DocumentMatches]:
        """Match the corpus to the end and return the last `DocumentMatches` of each document.

        Raises:
            ModelError: If the embedding model can't be used.
        """
        return list(latest_per_document(self.match_documents(semantic=semantic)))


def sources_of(corpus_files: Iterable[CorpusFile]) -> list[Source]:
    """Return the sources for the corpus files that were read whole."""
    return [
        Source(
            corpus_file.id,
            corpus_file.path,
            corpus_file.digest,
            len(corpus_file.document.text),
            corpus_file.document,
            corpus_file.encoding,
            corpus_file.spellings,
            corpus_file.entry,
            is_extracted=bool(corpus_file.file_digest),
            rules=corpus_file.rules,
        )
        for corpus_file in corpus_files
        if corpus_file.document and not corpus_file.partial
    ]


def complaint_of(error: Exception) -> str:
    """Return the message for an error of the comparison cache or the shared index."""
    problem = "Comparisons are not saved" if isinstance(error, StoreError) else "Shared index"
    return f"{problem}: {error}"
