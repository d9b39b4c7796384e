"""The claim map: which source makes which claim, and how closely to the others' words."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.matches import Kind, PassageRef

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CellKind(StrEnum):
    """How a source makes a claim."""

    VERBATIM = "verbatim"
    CLOSE = "close"
    REWORDED = "reworded"
    MEANING = "by meaning"
    DIFFERS = "differs"
    """It makes it, with another value than some other source."""
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
    """What one source has to say to one claim."""

    kind: CellKind
    place: PassageRef | None = None
    """Its passage that comes closest to another source's words; nothing if it is absent."""


class Row(NamedTuple):
    """One claim."""

    claim: int
    """Index of the claim."""
    cells: Sequence[Cell]
    """One for each source, in their order."""
    versions: Sequence[int] = ()
    """For each source a number that versions of one article share; empty if all differ."""

    @property
    def sources(self) -> int:
        """How many sources make the claim; versions of one article are one."""
        made = [n for n, cell in enumerate(self.cells) if cell.place is not None]
        return len({self.versions[n] for n in made}) if self.versions else len(made)


class ClaimMap(NamedTuple):
    """Claims by sources."""

    documents: Sequence[str]
    rows: Sequence[Row]


def claim_map(
    collation: Collation,
    differing: Collection[tuple[int, PassageRef]] = (),
    opened: str | None = None,
    addresses: Mapping[str, str] | None = None,
) -> ClaimMap:
    """The map of all claims: those of most sources first, or in the order of an `opened` document.

    `differing` are the passages that have another value than some other passage of the claim, each
    with the claim's index; documents of the same of the `addresses` are versions of one article.
    """
    documents = list(collation.documents)
    named = [(addresses or {}).get(name) or name for name in documents]
    versions = [named.index(name) for name in named] if addresses else ()
    rows = [
        Row(
            number,
            [_cell(collation, number, document, differing) for document in documents],
            versions,
        )
        for number in range(len(collation.claims))
    ]
    return ordered(ClaimMap(documents, rows), opened)


def ordered(found: ClaimMap, opened: str | None = None) -> ClaimMap:
    """Return a map with the claims of most sources first, or in the order of an `opened` document.

    In that order the claims that the document does not make come last.
    """
    at = list(found.documents).index(opened) if opened is not None else None

    def order(row: Row) -> tuple[bool, int, int, int]:
        place = row.cells[at].place if at is not None else None
        return place is None, place.passage if place else 0, -row.sources, row.claim

    return ClaimMap(found.documents, sorted(found.rows, key=order))


def reorder(found: ClaimMap, documents: Sequence[str]) -> ClaimMap:
    """Return a map whose columns are these `documents`, in their order."""
    columns = [list(found.documents).index(name) for name in documents]
    rows = [
        row._replace(
            cells=[row.cells[n] for n in columns],
            versions=[row.versions[n] for n in columns] if row.versions else (),
        )
        for row in found.rows
    ]
    return ClaimMap(list(documents), rows)


def _cell(
    collation: Collation, number: int, document: str, differing: Collection[tuple[int, PassageRef]]
) -> Cell:
    first = collation.first(document)
    places = collation.claims[number].places
    best: tuple[int, float, PassageRef] | None = None
    differs = False
    for place in places:
        if place.document != first:
            continue
        differs = differs or (number, place) in differing
        for other in places:
            if match := collation.match(place, other):
                this = _CLOSEST.index(match.kind), -match.score, place
                best = this if best is None else min(best, this)
    if best is None:
        return Cell(CellKind.ABSENT)
    kind = CellKind.DIFFERS if differs else CELL_KINDS[_CLOSEST[best[0]]]
    return Cell(kind, PassageRef(document, best[2].passage))


def table(
    collation: Collation,
    found: ClaimMap,
    titles: Mapping[str, str],
    letters: Mapping[str, str],
) -> str:
    """The map as CSV: a row for each claim with its words, and a column for each source.

    What a spreadsheet would take for a formula is put behind an apostrophe.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    heads = [f"{letters[name]}: {titles.get(name, name)}" for name in found.documents]
    rows.writerow(_harmless(["claim", "sources", "words", *heads]))
    for row in found.rows:
        words = collation.words(collation.tellings(row.claim)[0])
        kinds = [str(cell.kind) for cell in row.cells]
        rows.writerow(_harmless([str(row.claim + 1), str(row.sources), words, *kinds]))
    return out.getvalue()


def _harmless(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
