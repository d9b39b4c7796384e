"""Look-ups in the comparison of the accounts, by passage or article, as far as it is ready."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.matching.matches import PassageRef

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison
    from tui.collation.differences.differences import Difference
    from tui.collation.sources.families import Copy, Family

_NO_VOICES: Mapping[str, str] = MappingProxyType({})


class ComparisonLookup:
    """The comparison; before it is ready, there are no differences and no families."""

    def __init__(self) -> None:
        self._comparison: CorpusComparison | None = None
        self._only_here: dict[str, Mapping[int, float]] = {}
        self._voices = _NO_VOICES
        self.version = 0
        """A number that changes with the comparison."""

    @property
    def comparison(self) -> "CorpusComparison | None":
        """The comparison; None until the accounts are compared."""
        return self._comparison

    def replace(self, comparison: "CorpusComparison | None") -> None:
        """Use `comparison` from now on."""
        self._comparison = comparison
        self.version += 1
        self._only_here = {}
        self._voices = comparison.voices if comparison else _NO_VOICES

    def comparison_with(self, document: str) -> "CorpusComparison | None":
        """Return the comparison if it is ready and has `document`, else None."""
        comparison = self._comparison
        if comparison and document in comparison.collation.documents:
            return comparison
        return None

    def differences(self, reference: PassageRef) -> "Sequence[Difference]":
        """Return the values in which others differ from a passage, the weightiest first."""
        if self._comparison is None:
            return ()
        return self._comparison.differences_of.get(
            self._comparison.collation.original(reference), ()
        )

    def only_here(self, document: str) -> Mapping[int, float] | None:
        """Return the passages that only this document says, each with its bar.

        None until the document is compared.
        """
        if document not in self._only_here:
            comparison = self.comparison_with(document)
            if comparison is None:
                return None
            unique = comparison.only_here(document)
            self._only_here[document] = {
                sentence.place.passage: sentence.bar for sentence in unique
            }
        return self._only_here[document]

    def is_only_here(self, reference: PassageRef, score: float) -> bool:
        """Return True if only one document has a passage whose surest match now has this score.

        The match may be newer than the comparison.
        """
        unique = self.only_here(reference.document)
        return unique is not None and score < unique.get(reference.passage, 0.0)

    # Families

    def voice(self, document: str) -> str:
        """Return the document that represents the family of `document`, or itself."""
        return self._voices.get(document, document)

    @property
    def copy_count(self) -> int:
        """The number of documents that are in a family and do not represent it."""
        return sum(name != first for name, first in self._voices.items())

    def describe_family(self, document: str) -> str:
        """Return a line with the other documents of the family; empty if there are none."""
        family = self._family(document)
        if family is None or self._comparison is None:
            return ""
        sigla = self._comparison.sigla
        other_sigla = ", ".join(sigla[name] for name in family.documents if name != document)
        return f"One voice with {other_sigla}: {_direction(family, document, sigla)}."

    def _family(self, document: str) -> "Family | None":
        if self._comparison is None or document not in self._voices:
            return None
        return next(f for f in self._comparison.families if document in f.documents)


def _direction(family: "Family", document: str, sigla: Mapping[str, str]) -> str:
    """Return a description of the direction of the copying, as far as it is known."""
    directed_copies = [copy for copy in family.copies if copy.source]
    own_first = sorted(directed_copies, key=lambda copy: document not in (copy.one, copy.other))
    if not own_first:
        return "nearly the same text; direction unclear"
    copy = own_first[0]
    return f"{sigla[_later(copy)]} comes from {sigla[copy.source or '']}, {copy.direction}"


def _later(copy: "Copy") -> str:
    return copy.other if copy.source == copy.one else copy.one
