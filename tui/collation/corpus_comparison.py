"""The comparison of a corpus: differences, quotations, families, omissions and unique passages.

It joins the parts of this package over one collation. Each part is computed when it is first asked
for, and kept; `prepare` computes all of them at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from tui.collation.differences.differences import (
    Difference,
    distinct_differences,
    find_differences,
)
from tui.collation.quotations.quotation import Quotation
from tui.collation.quotations.quotations import find_quotations
from tui.collation.quotations.word_columns import Column, word_columns
from tui.collation.sources.claim_map import ClaimMap, claim_map, reorder
from tui.collation.sources.collation import Collation
from tui.collation.sources.families import Family, find_families, voices
from tui.collation.sources.omissions import Omission, find_omissions
from tui.collation.sources.sigla import rank, sigla
from tui.collation.sources.uniqueness import PartlyNew, Unique, Uniqueness, bar
from tui.collation.sources.versions import VersionPair, find_versions
from tui.matching.claim_values import Claim
from tui.matching.matches import DocumentMatches, PassageRef
from tui.text.document import Document


class CorpusComparison:
    """The comparison of a corpus; documents are known by name."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        matches: Iterable[DocumentMatches],
        claims: Sequence[Claim],
        *,
        meaning: bool,
        outlets: Mapping[str, str] | None = None,
        dates: Mapping[str, str] | None = None,
        addresses: Mapping[str, str] | None = None,
        letters: Mapping[str, str] | None = None,
        updates: Mapping[str, str] | None = None,
    ) -> None:
        """Compare the accounts of a corpus.

        Args:
            documents: The documents by name.
            matches: The matches of each document.
            claims: The claims that the matches were grouped into.
            meaning: True if the meaning layer judged, too.
            outlets: The outlets of documents, where they are known.
            dates: The days on which documents were written (ISO 8601), where they are known.
            addresses: The canonical addresses of documents, where they are known.
            letters: The sigla of the documents; A, B and so on in their order if none are given.
            updates: The days of the last changes of documents, where they are known.
        """
        self.collation = Collation(documents, matches, claims)
        self.sigla = letters or sigla(documents)
        self._outlets = outlets or {}
        self._dates = dates or {}
        self._addresses = addresses or {}
        self._updates = updates or {}
        self.is_semantic = meaning
        self.is_final = True
        """False while matches may still change."""
        self._omissions: dict[str, Sequence[Omission]] = {}
        self._only_here: dict[str, Sequence[Unique]] = {}
        self._partly_new: dict[str, Sequence[PartlyNew]] = {}

    def cite(self, letters: Mapping[str, str]) -> None:
        """Set the sigla of the documents, and list the documents in the order of these."""
        self.sigla = letters
        if "claim_map" in vars(self):
            self.claim_map = reorder(self.claim_map, self._by_siglum)

    @property
    def _by_siglum(self) -> list[str]:
        return sorted(self.collation.documents, key=lambda name: rank(self.sigla[name]))

    def prepare(self) -> None:
        """Compute every part now."""
        _ = self.differences_of, self.word_columns, self.claim_map, self.voices, self.versions
        for number in range(len(self.collation.claims)):
            self.collation.tellings(number)
        for name in self.collation.documents:
            self.omissions(name)
            self.only_here(name)
            self.partly_new(name)

    @cached_property
    def families(self) -> Sequence[Family]:
        """The groups of documents that copy each other or are versions of one article."""
        return find_families(self.collation, self._outlets, self._dates, self._addresses)

    @cached_property
    def voices(self) -> Mapping[str, str]:
        """For each document of a family, the document that stands for the family."""
        return voices(self.families)

    @cached_property
    def versions(self) -> Sequence[VersionPair]:
        """The versions of articles that stand at one address, each with the one before it."""
        return find_versions(self.collation, self._addresses, {**self._dates, **self._updates})

    @cached_property
    def differences(self) -> Sequence[Difference]:
        """The values that differ, the weightiest first."""
        written = {name: date.fromisoformat(day) for name, day in self._dates.items()}
        return find_differences(self.collation.claims, self.collation.documents, written)

    @cached_property
    def distinct_differences(self) -> Sequence[Difference]:
        """The differences for a list: each pair of values of two documents once."""
        return tuple(distinct_differences(self.differences))

    @cached_property
    def differences_of(self) -> Mapping[PassageRef, Sequence[Difference]]:
        """The differences by passage, `here` or `there`, the weightiest first."""
        by_passage: dict[PassageRef, list[Difference]] = {}
        for difference in self.differences:
            for reference in (difference.here, difference.there):
                by_passage.setdefault(reference, []).append(difference)
        return by_passage

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        """The quotations of all documents, with their variants."""
        return find_quotations(self.collation.documents, self.collation.claims)

    @cached_property
    def word_columns(self) -> Mapping[Quotation, Sequence[Column]]:
        """The variants of each quotation, word by word."""
        return {q: word_columns(q, self.collation.documents) for q in self.quotations}

    @cached_property
    def claim_map(self) -> ClaimMap:
        """The documents and claims as a table."""
        differing = {
            (d.claim, reference) for d in self.differences for reference in (d.here, d.there)
        }
        table = claim_map(self.collation, differing, addresses=self._addresses)
        return reorder(table, self._by_siglum)

    def omissions(self, document: str) -> Sequence[Omission]:
        """Return the claims that two independent others make and this document does not."""
        if document not in self._omissions:
            self._omissions[document] = find_omissions(self.collation, document, self.voices)
        return self._omissions[document]

    def only_here(self, document: str) -> Sequence[Unique]:
        """Return the sentences of a document that no other one says."""
        if document not in self._only_here:
            self._only_here[document] = self._uniqueness.only_here(document)
        return self._only_here[document]

    def partly_new(self, document: str) -> Sequence[PartlyNew]:
        """Return the sentences of a document with a clause that no other one says."""
        if document not in self._partly_new:
            self._partly_new[document] = self._uniqueness.partly_new(
                document, self.only_here(document)
            )
        return self._partly_new[document]

    @cached_property
    def _uniqueness(self) -> Uniqueness:
        return Uniqueness(self.collation, bar(meaning=self.is_semantic))
