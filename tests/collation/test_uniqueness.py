"""What only one article says is told; what others say in other words, or nobody can tell, isn't."""

from tests.collation.accounts import ACCOUNTS, COOK, MUSEUM, collated, place_of
from tui.collation.sources.uniqueness import Bar, Clauses, bar, is_only_here, is_piece, only_here

AT = bar(meaning=False)
PART = (
    "The captain, Jelle Postma, was the last to leave the ferry after five hours on board,"
    " clutching a brass barometer that his grandmother had polished every Sunday."
)


def unique(texts: dict[str, str], document: str) -> list[str]:
    collation = collated(texts)
    return [collation.words(one.place) for one in only_here(collation, document, AT)]


def test_a_sentence_that_no_other_article_says_is_only_here() -> None:
    assert unique(ACCOUNTS, "courant") == [COOK]
    assert unique(ACCOUNTS, "bode") == []


def test_unrelated_articles_change_nothing() -> None:
    more = {**ACCOUNTS, "museum": f"{MUSEUM}\n\nNone of them was sold before the autumn market."}
    assert unique(more, "courant") == unique(ACCOUNTS, "courant")
    assert unique(more, "telegram") == unique(ACCOUNTS, "telegram")


def test_a_copy_has_nothing_of_its_own() -> None:
    more = {**ACCOUNTS, "copy": ACCOUNTS["courant"]}
    assert unique(more, "courant") == unique(more, "copy") == []


def test_of_an_article_that_stands_alone_nothing_is_said() -> None:
    assert unique({"courant": ACCOUNTS["courant"]}, "courant") == []


def test_of_scraps_and_of_pieces_of_quotations_nothing_is_said() -> None:
    at = Bar(0.6, fewest_words=6, piece_words=12)
    assert not is_only_here("Nobody knew that.", 0.0, at)
    assert not is_only_here("They all became the owners of it.”", 0.0, at)
    assert is_only_here("They all became the owners of the windmill.", 0.0, at)
    assert not is_only_here("They all became the owners of the windmill.", 0.7, at)


def test_a_piece_of_a_quotation_is_one_whose_marks_do_not_pair() -> None:
    assert is_piece("“We saw the smoke.")
    assert is_piece('We saw the smoke."')
    assert not is_piece("“We saw the smoke,” she said.")
    assert not is_piece('"We saw the smoke," she said.')


def test_the_nearest_of_each_other_article_is_given() -> None:
    collation = collated(ACCOUNTS)
    (one,) = only_here(collation, "courant", AT)
    others = [match.there.document for match in one.nearest]
    assert len(set(others)) == len(others)
    assert all(match.here == one.place for match in one.nearest)


def test_of_a_sentence_that_others_say_in_part_the_new_clause_is_told() -> None:
    texts = {**ACCOUNTS, "courant": f"{ACCOUNTS['courant']}\n\n{PART}"}
    collation = collated(texts)
    found = Clauses(collation).partly_new("courant", AT)
    (one,) = (one for one in found if one.place == place_of(collation, "courant", PART))
    new = [span.of(collation.documents["courant"].text) for span in one.new]
    assert any("brass barometer" in words for words in new)
    assert not any("Jelle Postma" in words for words in new)
    assert Clauses(collation).partly_new("bode", AT) == []
