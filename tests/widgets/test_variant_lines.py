"""The lines of a quotation's variants: no word is cut or lost, and no line is too long."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.collation.quotations.word_columns import Column, Word, WordKind
from tui.widgets.collation.variant_lines import VariantEntry, VariantLine, variant_lines

WORDS = st.text("aé漢…’x", min_size=1, max_size=30)
CELLS = st.dictionaries(st.integers(0, 2), WORDS, min_size=1)
COLUMNS = st.lists(st.tuples(CELLS, st.booleans()), min_size=1, max_size=30)
ENTRIES = [VariantEntry("A"), VariantEntry("B", "cut, changed"), VariantEntry("AC", "added")]


def columns_of(cells: list[tuple[dict[int, str], bool]]) -> list[Column]:
    return [
        Column({number: Word(text, WordKind.SAME) for number, text in words.items()}, spaced)
        for words, spaced in cells
    ]


def text(lines: list[VariantLine], variant: int) -> str:
    """Return the words of a variant, without any space."""
    pieces = (piece for line in lines if line.variant == variant for piece, _ in line.pieces)
    return "".join("".join(pieces).split())


@given(COLUMNS, st.integers(12, 120))
def test_every_word_of_every_variant_is_there_in_its_order(
    cells: list[tuple[dict[int, str], bool]], width: int
) -> None:
    lines = list(variant_lines(ENTRIES, columns_of(cells), width))
    assert [line.variant for line in lines] == sorted(line.variant for line in lines)
    for number, entry in enumerate(ENTRIES):
        alterations = f"({entry.alterations})" if entry.alterations else ""
        words = "".join(words.get(number, "") for words, _ in cells) + alterations
        assert text(lines, number) == "".join(words.split())


@given(COLUMNS, st.integers(12, 120))
def test_no_line_is_wider_than_the_list(
    cells: list[tuple[dict[int, str], bool]], width: int
) -> None:
    for line in variant_lines(ENTRIES, columns_of(cells), width):
        pieces = sum(cell_len(text) for text, _ in line.pieces)
        assert 2 + cell_len(line.siglum) + pieces <= width


def test_a_word_stands_below_the_one_it_replaces_where_all_fit_on_one_line() -> None:
    cells = [({0: "seven", 1: "7", 2: "7"}, True), ({0: "boats", 1: "boats", 2: "ships"}, False)]
    lines = [
        "".join(text for text, _ in line.pieces)
        for line in variant_lines(ENTRIES, columns_of(cells), 40)
    ]
    assert lines == ["seven boats", "7     boats  (cut, changed)", "7     ships  (added)"]
    narrow = [
        "".join(text for text, _ in line.pieces).rstrip()
        for line in variant_lines(ENTRIES, columns_of(cells), 14)
    ]
    assert narrow == ["seven", "boats", "7 boats", "(cut,", "changed)", "7 ships", "(added)"]
