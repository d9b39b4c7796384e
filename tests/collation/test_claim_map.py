"""The claim map tells which source makes which claim, and how."""

import csv
import io

from tests.collation.accounts import ACCOUNTS, CAPTAIN, FIRE, collated, place_of
from tui.collation.sources.claim_map import CellKind, claim_map, reorder, table
from tui.matching.matches import PassageRef

LETTERS = {"bode": "A", "courant": "B", "telegram": "C"}


def test_a_row_has_a_cell_for_every_source() -> None:
    collation = collated(ACCOUNTS)
    found = claim_map(collation)
    assert found.documents == ["bode", "courant", "telegram"]
    for row in found.rows:
        assert len(row.cells) == 3
        assert row.sources == collation.claims[row.claim].documents
        for name, cell in zip(found.documents, row.cells, strict=True):
            assert (cell.kind is CellKind.ABSENT) is (cell.place is None)
            assert cell.place is None or cell.place.document == name


def test_the_claims_of_most_sources_come_first() -> None:
    sources = [row.sources for row in claim_map(collated(ACCOUNTS)).rows]
    assert sources == sorted(sources, reverse=True)
    assert {2, 3} == set(sources)


def test_the_same_words_are_verbatim_and_other_words_are_not() -> None:
    collation = collated(ACCOUNTS)
    (row,) = (
        row
        for row in claim_map(collation).rows
        if place_of(collation, "bode", FIRE) in collation.claims[row.claim].places
    )
    kinds = [cell.kind for cell in row.cells]
    assert kinds[0] is kinds[2] is CellKind.VERBATIM
    assert kinds[1] in {CellKind.CLOSE, CellKind.REWORDED}


def test_an_opened_article_gives_the_order_and_what_it_lacks_comes_last() -> None:
    collation = collated(ACCOUNTS)
    rows = claim_map(collation, opened="bode").rows
    passages = [row.cells[0].place.passage for row in rows if row.cells[0].place]
    assert passages == sorted(passages)
    assert [row.cells[0].place is None for row in rows] == [False] * 3 + [True] * 2


def test_what_differs_is_told() -> None:
    collation = collated(ACCOUNTS)
    place = place_of(collation, "telegram", CAPTAIN)
    (number,) = collation.claims_of(place)
    rows = claim_map(collation, {(number, place)}).rows
    (row,) = (row for row in rows if row.claim == number)
    assert row.cells[2].kind is CellKind.DIFFERS
    assert row.cells[1].kind is not CellKind.DIFFERS


def test_a_copy_makes_the_claims_of_its_original() -> None:
    collation = collated({**ACCOUNTS, "copy": ACCOUNTS["bode"]})
    for row in claim_map(collation).rows:
        by_name = dict(zip(claim_map(collation).documents, row.cells, strict=True))
        assert by_name["copy"].kind is by_name["bode"].kind
        assert by_name["copy"].place is None or by_name["copy"].place == PassageRef(
            "copy", by_name["bode"].place.passage if by_name["bode"].place else -1
        )


def test_the_table_can_be_read_back_and_holds_no_formula() -> None:
    collation = collated(ACCOUNTS)
    text = table(collation, claim_map(collation), {"bode": "=1+1", "courant": "Courant"}, LETTERS)
    head, *rows = csv.reader(io.StringIO(text))
    assert head[:3] == ["claim", "sources", "words"]
    assert head[3:] == ["A: =1+1", "B: Courant", "C: telegram"]
    assert len(rows) == len(collation.claims)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_versions_of_one_article_count_once() -> None:
    collation = collated(ACCOUNTS)
    addresses = dict.fromkeys(("bode", "telegram"), "https://bode.example/1")
    each = {row.claim: row for row in claim_map(collation).rows}
    once = {row.claim: row.sources for row in claim_map(collation, addresses=addresses).rows}
    both = [n for n, row in each.items() if row.cells[0].place and row.cells[2].place]
    assert both
    assert once == {n: row.sources - (n in both) for n, row in each.items()}


def test_columns_are_put_in_another_order_with_their_cells() -> None:
    found = claim_map(collated(ACCOUNTS))
    turned = reorder(found, ["telegram", "bode", "courant"])
    for row, before in zip(turned.rows, found.rows, strict=True):
        assert list(row.cells) == [before.cells[2], before.cells[0], before.cells[1]]
