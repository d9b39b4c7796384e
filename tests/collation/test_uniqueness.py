"""What only one article says is told; what others say in other words, or nobody can tell, isn't."""

from tests.collation.accounts import ACCOUNTS, BODE, COOK, MUSEUM, TELEGRAM, collated, place_of
from tui.collation.sources.uniqueness import Bar, Uniqueness, bar, is_long_enough, is_piece

AT = bar(meaning=False)
HELM = "At the helm stood Sybren Wiarda, who had steered the ferry since the early spring."
NOBODY = "At the helm stood another man, who had steered the ferry since the early spring."
PART = (
    "The captain, Jelle Postma, was the last to leave the ferry after five hours on board,"
    " clutching a brass barometer that his grandmother had polished every Sunday."
)


def unique(texts: dict[str, str], document: str) -> list[str]:
    collation = collated(texts)
    found = Uniqueness(collation, AT).only_here(document)
    return [collation.words(one.place) for one in found]


def bar_of(texts: dict[str, str], sentence: str) -> float:
    """The bar of a sentence of the courant that only it has."""
    collation = collated(texts)
    place = place_of(collation, "courant", sentence)
    found = Uniqueness(collation, AT).only_here("courant")
    return next(one.bar for one in found if one.place == place)


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
    assert not is_long_enough("Nobody knew that.", AT)
    assert not is_long_enough("They all became the owners of it.”", AT)
    assert is_long_enough("They all became the owners of the windmill.", AT)


def test_the_bar_is_higher_where_the_accounts_agree_and_where_names_are_new() -> None:
    at = Bar(-4.0, 5.0, 0.4, least=0.6, most=0.9, fewest_words=6, piece_words=12)
    assert at.height(0.7, 0) < at.height(0.8, 0) < at.height(0.8, 1) < at.height(0.8, 2)
    assert at.height(0.0, 0) == at.height(0.6, 0)
    assert at.height(1.0, 0) == at.height(0.9, 0)
    assert at.height(0.8, 9) == at.height(0.8, 2)


def test_names_that_no_other_account_has_raise_the_bar() -> None:
    named = {**ACCOUNTS, "courant": f"{ACCOUNTS['courant']}\n\n{HELM}"}
    unnamed = {**ACCOUNTS, "courant": f"{ACCOUNTS['courant']}\n\n{NOBODY}"}
    assert bar_of(named, HELM) > bar_of(unnamed, NOBODY)


def test_names_in_unrelated_articles_change_no_bar() -> None:
    named = {**ACCOUNTS, "courant": f"{ACCOUNTS['courant']}\n\n{HELM}"}
    more = {**named, "museum": f"{MUSEUM}\n\nThey show Sybren Wiarda among his cows."}
    assert bar_of(more, HELM) == bar_of(named, HELM)


def test_the_agreement_of_the_accounts_does_not_depend_on_unrelated_articles() -> None:
    alone, more = collated(ACCOUNTS), collated({**ACCOUNTS, "museum": MUSEUM})
    assert alone.agreement("courant") == more.agreement("courant")
    assert more.agreement("museum") < 0.5 < alone.agreement("courant")


def test_what_all_accounts_say_makes_them_agree_more() -> None:
    assert collated({"bode": BODE, "telegram": TELEGRAM}).agreement("bode") < collated(
        {"bode": BODE, "telegram": BODE + "\n\n" + COOK}
    ).agreement("bode")


def test_a_piece_of_a_quotation_is_one_whose_marks_do_not_pair() -> None:
    assert is_piece("“We saw the smoke.")
    assert is_piece('We saw the smoke."')
    assert not is_piece("“We saw the smoke,” she said.")
    assert not is_piece('"We saw the smoke," she said.')


def test_the_nearest_of_each_other_article_is_given() -> None:
    collation = collated(ACCOUNTS)
    (one,) = Uniqueness(collation, AT).only_here("courant")
    others = [match.there.document for match in one.nearest]
    assert len(set(others)) == len(others)
    assert all(match.here == one.place for match in one.nearest)


def test_of_a_sentence_that_others_say_in_part_the_new_clause_is_told() -> None:
    texts = {**ACCOUNTS, "courant": f"{ACCOUNTS['courant']}\n\n{PART}"}
    collation = collated(texts)
    uniqueness = Uniqueness(collation, AT)
    found = uniqueness.partly_new("courant", uniqueness.only_here("courant"))
    (one,) = (one for one in found if one.place == place_of(collation, "courant", PART))
    new = [span.of(collation.documents["courant"].text) for span in one.new]
    assert any("brass barometer" in words for words in new)
    assert not any("Jelle Postma" in words for words in new)
    assert uniqueness.partly_new("bode", uniqueness.only_here("bode")) == []
