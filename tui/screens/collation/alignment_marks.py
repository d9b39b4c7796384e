"""The marks and remarks on the rows of the alignment table; `document_alignment` makes the rows."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.differences.differences import Difference
from tui.collation.sources.claim_map import CELL_KINDS, CellKind
from tui.collation.sources.document_alignment import AlignmentRow, align_documents
from tui.matching.matches import PassageRef
from tui.matching.word_alignment import align, shared_words
from tui.screens.collation.difference_list import describe_difference
from tui.text.span import Span
from tui.widgets.collation.alignment_table import MOVED, Marks, TableRow
from tui.widgets.collation.claim_table import GLYPHS
from tui.widgets.core.styled_text import StyledSpan

_INDIRECT = "→"
"""The sign of two passages that only a claim or a repeat links."""
_ARROWS = {"above": "↑", "below": "↓"}
_LEAST_SHARED = 0.3
"""Share of the shorter passage below which shared words are chance and stay unmarked."""


class AlignmentRows:
    """The rows of two documents; each row is known by its number."""

    def __init__(self, comparison: CorpusComparison, sides: tuple[str, str], leading: int) -> None:
        """Align two documents.

        Args:
            comparison: The corpus, compared.
            sides: The names of the left and the right document.
            leading: 0 if the left one gives the order, 1 if the right one does.
        """
        self._comparison = comparison
        self._collation = comparison.collation
        self._sides = sides
        self._leading = leading
        self.alignment: Sequence[AlignmentRow] = align_documents(
            self._collation, sides[leading], sides[1 - leading]
        )
        self._claim_passages = [frozenset(self._collation.claim_passages(name)) for name in sides]
        self.marks = lru_cache(maxsize=200)(self._marks)

    @cached_property
    def rows(self) -> Sequence[TableRow]:
        """The rows of the table."""
        return [self._row(number) for number in range(len(self.alignment))]

    def references(self, number: int) -> tuple[Sequence[PassageRef], Sequence[PassageRef]]:
        """Return the passages of a row, left and right."""
        row = self.alignment[number]
        left, right = (row.there, row.here) if self._leading else (row.here, row.there)
        return (
            [PassageRef(self._sides[0], passage) for passage in left],
            [PassageRef(self._sides[1], passage) for passage in right],
        )

    def row_of(self, reference: PassageRef) -> int | None:
        """Return the number of the row of a passage."""
        if reference.document not in self._sides:
            return None
        return self._row_numbers[self._sides.index(reference.document)].get(reference.passage)

    def words(self, number: int) -> tuple[str, str]:
        """Return the words of a row, left and right, each on one line."""
        left, right = (
            " ".join(map(self._collation.words, side)) for side in self.references(number)
        )
        return left, right

    def is_lack(self, number: int) -> bool:
        """Return True if only one of the documents says something in this row."""
        row = self.alignment[number]
        return row.is_gap and row.elsewhere is None and not self.rows[number].is_quiet

    def describe(self, number: int) -> str:
        """Return a description of the agreement of the two documents in a row."""
        row = self.alignment[number]
        if not row.is_gap:
            words = [str(CELL_KINDS[row.kind]) if row.kind else "by way of another passage"]
            words += [
                describe_difference(self._comparison, difference)
                for difference in self._differences(number)
            ]
            if row.is_moved:
                words.append("elsewhere in the order")
            return " · ".join(words)
        siglum = self._comparison.sigla[self._sides[self._gap_side(number)]]
        if self.rows[number].is_quiet:
            return "not compared"
        if row.elsewhere is not None:
            return f"{siglum} says it {self._direction(number)}"
        return f"no passage of {siglum} says this"

    @cached_property
    def _row_numbers(self) -> tuple[dict[int, int], dict[int, int]]:
        """For each side, the row of each passage."""
        row_numbers: tuple[dict[int, int], dict[int, int]] = {}, {}
        for number in range(len(self.alignment)):
            for side, references in enumerate(self.references(number)):
                row_numbers[side].update((reference.passage, number) for reference in references)
        return row_numbers

    def _row(self, number: int) -> TableRow:
        row = self.alignment[number]
        left, right = (row.there, row.here) if self._leading else (row.here, row.there)
        if not row.is_gap:
            differs = bool(self._differences(number))
            kind = CellKind.DIFFERS if differs else CELL_KINDS[row.kind] if row.kind else None
            sign = (GLYPHS[kind] if kind else _INDIRECT) + (MOVED if row.is_moved else "")
            return TableRow((left, right), sign, differs)
        if row.elsewhere is None:
            claim_passages = self._claim_passages[1 - self._gap_side(number)]
            return TableRow((left, right), is_quiet=claim_passages.isdisjoint((*left, *right)))
        words = self._collation.words(
            PassageRef(self._sides[self._gap_side(number)], row.elsewhere)
        )
        direction = self._direction(number)
        return TableRow((left, right), remark=f"{_ARROWS[direction]} {direction}: {words}")

    def _gap_side(self, number: int) -> int:
        """Return the side on which a row has a gap: 0 for the left one."""
        return 1 if self.references(number)[0] else 0

    def _direction(self, number: int) -> str:
        """Return the direction of the row in which the other document says the passage at a gap."""
        elsewhere = self.alignment[number].elsewhere
        row = self._row_numbers[self._gap_side(number)].get(elsewhere or 0, 0)
        return "above" if row < number else "below"

    def _differences(self, number: int) -> Sequence[Difference]:
        """Return the differences between the passages of a row."""
        left, right = (set(map(self._collation.original, side)) for side in self.references(number))
        return [
            difference
            for reference in sorted(left)
            for difference in self._comparison.differences_of.get(reference, ())
            if (difference.there if difference.here == reference else difference.here) in right
        ]

    def _marks(self, number: int) -> Marks:
        """Return the marks of a row: words that both have, and values that differ."""
        if self.alignment[number].is_gap:
            return (), ()
        looks: tuple[list[StyledSpan], list[StyledSpan]] = [], []
        spans = [self._span(side) for side in self.references(number)]
        texts = [
            span.of(self._collation.documents[name].text).replace("\n", " ")
            for name, span in zip(self._sides, spans, strict=True)
        ]
        for side, shared in enumerate(_shared_runs(texts[0], texts[1])):
            looks[side].extend(
                StyledSpan(span.shifted(spans[side].start), "shared") for span in shared
            )
        for difference in self._differences(number):
            for reference, value in (
                (difference.here, difference.a_value),
                (difference.there, difference.b_value),
            ):
                for side, name in enumerate(self._sides):
                    # for a repeat the difference gives the passage that it repeats
                    if reference.document == self._collation.first(name) and value.meets(
                        spans[side]
                    ):
                        looks[side].append(StyledSpan(value, "differs"))
        return looks

    def _span(self, references: Sequence[PassageRef]) -> Span:
        """Return the span of neighbouring passages of a document."""
        return Span(
            self._collation.span(references[0]).start, self._collation.span(references[-1]).end
        )


def _shared_runs(first: str, second: str) -> tuple[list[Span], list[Span]]:
    """Return the runs of words that two passages share, if they have a content word."""
    content = shared_words(first, second)[0]
    shared_runs: tuple[list[Span], list[Span]] = [], []
    for step in align(first, second):
        if step.same and any(step.here.meets(span) for span in content):
            shared_runs[0].append(step.here)
            shared_runs[1].append(step.there)
    shorter = min(
        (len(first), shared_runs[0]), (len(second), shared_runs[1]), key=lambda side: side[0]
    )
    is_much = sum(end - start for start, end in shorter[1]) >= _LEAST_SHARED * shorter[0]
    return shared_runs if is_much else ([], [])
