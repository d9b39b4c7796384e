"""Word columns: each word of a variant is below the one of the fullest variant it stands for."""

from tui.collation.quotations.quotation import Quotation
from tui.collation.quotations.quotations import find_quotations
from tui.collation.quotations.word_columns import WordKind, word_columns
from tui.matching.claim_values import Claim
from tui.matching.matches import PassageRef
from tui.text.document import Document
from tui.text.parsing.document_parser import parse_document


def quotation(*texts: str) -> tuple[Quotation, dict[str, Document]]:
    """Return the one quotation that articles of one sentence each have, and the articles."""
    documents = {f"d{n}": parse_document(text) for n, text in enumerate(texts)}
    claim = Claim(tuple(PassageRef(name, 0) for name in documents))
    (found,) = find_quotations(documents, [claim])
    return found, documents


def table(*texts: str) -> list[list[str]]:
    found, documents = quotation(*texts)
    return [
        [
            column.words[number].text if number in column.words else ""
            for number in range(len(texts))
        ]
        for column in word_columns(found, documents)
    ]


FULL = "“We will not close the old harbour (for now) before winter,” Rand said."


def test_a_changed_word_is_below_the_word_it_stands_for() -> None:
    other = "“We will not close the new harbour (for now) before winter,” Rand said."
    assert ["old", "new"] in table(FULL, other)
    assert ["harbour", "harbour"] in table(FULL, other)


def test_words_cut_leave_a_gap_with_one_sign() -> None:
    found = table(FULL, "“We will close the old harbour before winter,” Rand said.")
    assert ["not", "…"] in found
    assert ["(for", "…"] in found
    assert ["now)", ""] in found
    assert found[-1] == ["winter,", "winter,"]


def test_added_words_have_columns_of_their_own_and_are_other_words() -> None:
    other = "“We will not ever again close the old harbour (for now) before winter,” Rand said."
    texts = table(FULL, other)
    fuller, added = ("", "ever") if ["", "ever"] in texts else ("ever", "…")
    assert [fuller, added] in texts
    found, documents = quotation(FULL, other)
    words = [word for column in word_columns(found, documents) for word in column.words.values()]
    assert {word.kind for word in words} == {WordKind.SAME, WordKind.CUT}


def test_more_words_in_place_of_one_push_the_rest_aside() -> None:
    other = "“We will not close the big brick harbour (for now) until winter,” Rand said."
    found, documents = quotation(FULL, other)
    columns = word_columns(found, documents)
    changed = [
        [column.words[n].text if n in column.words else "" for n in (0, 1)]
        for column in columns
        if any(word.kind is WordKind.OTHER for word in column.words.values())
    ]
    assert sorted(map(sorted, changed)) in (
        [["", "brick"], ["before", "until"], ["big", "old"]],
        [["before", "until"], ["big", "old"]],
    )


def test_every_variant_can_be_read_from_its_column_from_top_to_bottom() -> None:
    other = "“We shall never close the new harbour before next winter,” Rand said."
    found, documents = quotation(FULL, other)
    columns = word_columns(found, documents)
    for number, variant in enumerate(found.variants):
        words = [
            column.words[number].text
            for column in columns
            if number in column.words and column.words[number].kind is not WordKind.CUT
        ]
        said = variant.span.of(documents[variant.document].text)
        assert "".join(words) == "".join(said.split())


def test_scripts_without_spaces_have_no_spaces_between_columns() -> None:
    found, documents = quotation(
        "市長は「来週は港を閉めません」と述べた。", "市長は「来週も港を閉めません」と述べた。"
    )
    columns = word_columns(found, documents)
    assert not any(column.spaced for column in columns)
