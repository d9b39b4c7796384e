"""The claim map: sources × claims, with the amount of wording that sources share."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.matches import Kind, PassageRef

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CellKind(StrEnum):
    """The way in which a source makes a claim."""

    VERBATIM = "verbatim"
    CLOSE = "close"
    REWORDED = "reworded"
    MEANING = "by meaning"
    DIFFERS = "differs"
    """The source makes the claim with another value than some other source."""
    ABSENT = "absent"


CELL_KINDS: Final = {
    Kind.VERBATIM: CellKind.VERBATIM,
    Kind.CLOSE: CellKind.CLOSE,
    Kind.REWORDED: CellKind.REWORDED,
    Kind.MEANING: CellKind.MEANING,
}
"""The cell for each kind of match."""
_CLOSEST = list(Kind)


class Cell(NamedTuple):
    """The passage in which one source makes one claim."""

    kind: CellKind
    place: PassageRef | None = None
    """The passage closest to another source's words; None if the source does not make the claim."""


class Row(NamedTuple):
    """One claim, with a cell for each source."""

    claim: int
    """Index of the claim."""
    cells: Sequence[Cell]
    """The cells in the order of the sources."""
    versions: Sequence[int] = ()
    """For each source a number that versions of one article share; empty if all differ."""

    @property
    def sources(self) -> int:
        """The number of sources that make the claim; versions of one article count once."""
        made = [n for n, cell in enumerate(self.cells) if cell.place is not None]
        return len({self.versions[n] for n in made}) if self.versions else len(made)


class ClaimMap(NamedTuple):
    """A table of sources and claims."""

    documents: Sequence[str]
    rows: Sequence[Row]


def claim_map(
    collation: Collation,
    differing: Collection[tuple[int, PassageRef]] = (),
    opened: str | None = None,
    addresses: Mapping[str, str] | None = None,
) -> ClaimMap:
    """Return the map of all claims, those of most sources first.

    Args:
        collation: The documents, their matches and claims.
        differing: The passages that have another value than some other passage of the claim, each
            with the claim's index.
        opened: A document in whose order the claims are listed instead, if given.
        addresses: The canonical addresses of documents; documents of one address are versions of
            one article.
    """
    documents = list(collation.documents)
    article_names = [(addresses or {}).get(name) or name for name in documents]
    versions = [article_names.index(name) for name in article_names] if addresses else ()
    rows = [
        Row(
            number,
            [_cell(collation, number, document, differing) for document in documents],
            versions,
        )
        for number in range(len(collation.claims))
    ]
    return sort_claims(ClaimMap(documents, rows), opened)


def sort_claims(claims_by_source: ClaimMap, opened: str | None = None) -> ClaimMap:
    """Return a map with the claims of most sources first, or in the order of an `opened` document.

    In that order the claims that the document does not make come last.
    """
    column = list(claims_by_source.documents).index(opened) if opened is not None else None

    def order(row: Row) -> tuple[bool, int, int, int]:
        reference = row.cells[column].place if column is not None else None
        return reference is None, reference.passage if reference else 0, -row.sources, row.claim

    return ClaimMap(claims_by_source.documents, sorted(claims_by_source.rows, key=order))


def reorder(claims_by_source: ClaimMap, documents: Sequence[str]) -> ClaimMap:
    """Return a map whose columns are these `documents`, in their order."""
    columns = [list(claims_by_source.documents).index(name) for name in documents]
    rows = [
        row._replace(
            cells=[row.cells[n] for n in columns],
            versions=[row.versions[n] for n in columns] if row.versions else (),
        )
        for row in claims_by_source.rows
    ]
    return ClaimMap(list(documents), rows)


def _cell(
    collation: Collation, number: int, document: str, differing: Collection[tuple[int, PassageRef]]
) -> Cell:
    """Return the cell of a document; of several passages, one that differs represents it."""
    first = collation.first(document)
    references = collation.claims[number].places
    best: tuple[bool, int, float, PassageRef] | None = None
    for reference in references:
        if reference.document != first:
            continue
        is_same = (number, reference) not in differing
        for other_reference in references:
            if match := collation.match(reference, other_reference):
                candidate = is_same, _CLOSEST.index(match.kind), -match.score, reference
                best = candidate if best is None else min(best, candidate)
    if best is None:
        return Cell(CellKind.ABSENT)
    is_same, closeness, _, reference = best
    kind = CELL_KINDS[_CLOSEST[closeness]] if is_same else CellKind.DIFFERS
    return Cell(kind, PassageRef(document, reference.passage))


def table(
    collation: Collation,
    claims_by_source: ClaimMap,
    titles: Mapping[str, str],
    letters: Mapping[str, str],
) -> str:
    """Return the map as CSV: a row for each claim with its words, and a column for each source.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    output = io.StringIO()
    rows = csv.writer(output, lineterminator="\r\n")
    headings = [f"{letters[name]}: {titles.get(name, name)}" for name in claims_by_source.documents]
    rows.writerow(_harmless(["claim", "sources", "words", *headings]))
    for row in claims_by_source.rows:
        words = collation.words(collation.tellings(row.claim)[0])
        kinds = [str(cell.kind) for cell in row.cells]
        rows.writerow(_harmless([str(row.claim + 1), str(row.sources), words, *kinds]))
    return output.getvalue()


def _harmless(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
