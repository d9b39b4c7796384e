"""The collation controller: compares the accounts in a thread, once their claims are known.

The screen only looks results up; an update replaces the comparison before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.timer import Timer

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.lazy_imports import lazy_imports
from tui.matching.claim_values import Grouping
from tui.matching.matches import DocumentMatches, PassagePair, passage_pair
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.collation.comparison_lookup import ComparisonLookup
from tui.screens.messages import CollationReady

with lazy_imports():
    from tui.collation import corpus_comparison

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison
    from tui.collation.sources.omissions import Omission


_DELAY = 0.7
"""Seconds from an update to the work: the first paint comes first, and more updates may follow."""


class CollationController:
    """The comparison of the open corpus, as far as it is ready."""

    def __init__(
        self, host: DOMNode, corpus_files: Mapping[str, CorpusFile], titles: DisplayTitles
    ) -> None:
        """`host` runs the work and gets the `CollationReady` message; it hands that to `take`."""
        self._titles = titles
        self._host = host
        self._corpus_files = corpus_files
        self._version = 0
        self._timer: Timer | None = None
        self._is_final = False
        """True if the newest matches will not change any more."""
        self.lookup = ComparisonLookup()

    @property
    def comparison(self) -> "CorpusComparison | None":
        """The comparison; None until the accounts are compared."""
        return self.lookup.comparison

    @property
    def is_final(self) -> bool:
        """True if there is a comparison, of matches that will not change any more."""
        return self.comparison is not None and self.comparison.is_final

    def update(
        self,
        document_matches: Sequence[DocumentMatches],
        grouping: Grouping,
        *,
        meaning: bool,
        final: bool,
    ) -> None:
        """Compare again, in a thread.

        Args:
            document_matches: The matches of each document.
            grouping: The claims that the matches were grouped into.
            meaning: True if the meaning layer scored the matches.
            final: True if the matches will not change any more.
        """
        self._version += 1
        self._is_final = final
        files = {
            name: corpus_file
            for name, corpus_file in self._corpus_files.items()
            if corpus_file.document and not corpus_file.partial
        }
        remaining = [
            _drop_excluded(matches, grouping.excluded)
            for matches in document_matches
            if matches.document in files
        ]
        compare = partial(self._compare, files, remaining, grouping, self._version, meaning=meaning)
        if self._timer:
            self._timer.stop()
        self._timer = self._host.set_timer(
            _DELAY,
            partial(
                self._host.run_worker,
                compare,
                thread=True,
                group=WorkerGroup.COLLATION,
                exclusive=True,
                exit_on_error=False,
            ),
        )

    def cite(self) -> None:
        """Use the present sigla of the articles."""
        if self.comparison:
            self.comparison.cite(self._letters(self.comparison.collation.documents))

    def _letters(self, documents: Iterable[str]) -> dict[str, str]:
        return {name: self._titles.siglum(name) for name in documents}

    def drop(self) -> None:
        """Drop the comparison: documents have changed."""
        self._version += 1
        if self._timer:
            self._timer.stop()
        self.lookup.replace(None)

    def take(self, event: CollationReady) -> bool:
        """Show a comparison that is ready; return False if it is out of date."""
        if event.version != self._version:
            return False
        event.comparison.is_final = self._is_final
        self.lookup.replace(event.comparison)
        self.cite()  # the sigla may have changed meanwhile
        return True

    def confirm(self) -> None:
        """Take note that the matches of the newest comparison will not change any more."""
        self._is_final = True
        if self.comparison:
            self.comparison.is_final = True

    def comparison_with(self, document: str) -> "CorpusComparison | None":
        """Return the comparison if it is ready and has `document`, else None."""
        return self.lookup.comparison_with(document)

    def omissions(self, document: str) -> "Sequence[Omission]":
        """Return the claims that two independent others make and `document` does not."""
        comparison = self.comparison_with(document)
        return comparison.omissions(document) if comparison else ()

    def _compare(
        self,
        files: Mapping[str, CorpusFile],
        document_matches: Sequence[DocumentMatches],
        grouping: Grouping,
        version: int,
        *,
        meaning: bool,
    ) -> None:
        metadata = {name: file.metadata for name, file in files.items()}
        comparison = corpus_comparison.CorpusComparison(
            {name: file.document for name, file in files.items() if file.document},
            document_matches,
            grouping.claims,
            meaning=meaning,
            outlets={name: m.outlet for name, m in metadata.items() if m.outlet},
            dates={name: m.date for name, m in metadata.items() if m.date},
            addresses={name: m.url for name, m in metadata.items() if m.url},
            updates={name: m.updated for name, m in metadata.items() if m.updated},
            letters=self._letters(files),
        )
        comparison.prepare()
        self._host.post_message(CollationReady(comparison, version))


def _drop_excluded(
    document_matches: DocumentMatches, excluded: frozenset[PassagePair]
) -> DocumentMatches:
    """Return the matches of a document without the pairs that the reader excluded."""
    if not excluded:
        return document_matches
    return document_matches._replace(
        matches=tuple(
            m for m in document_matches.matches if passage_pair(m.here, m.there) not in excluded
        ),
        near_misses=tuple(
            m for m in document_matches.near_misses if passage_pair(m.here, m.there) not in excluded
        ),
    )
