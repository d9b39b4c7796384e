"""Copies are told with their evidence; who copied whom only if something tells."""

from tests.collation.accounts import ACCOUNTS, COURANT, TELEGRAM, collated
from tui.collation.sources.families import Direction, find_families, voices

NEARLY = TELEGRAM.replace("on Monday", "late on Monday").replace("the coast", "our coast")


def test_the_same_text_and_nearly_the_same_are_one_family() -> None:
    collation = collated({"courant": COURANT, "one": TELEGRAM, "other": NEARLY, "third": TELEGRAM})
    (family,) = find_families(collation)
    assert family.documents == ["one", "other", "third"]
    assert voices([family]) == {"one": "one", "other": "one", "third": "one"}
    by_pair = {(copy.one, copy.other): copy for copy in family.copies}
    assert by_pair["one", "third"].same == by_pair["one", "third"].order == 1.0
    assert by_pair["one", "other"].same >= 0.6


def test_independent_accounts_are_no_family() -> None:
    assert find_families(collated({"courant": COURANT, "telegram": TELEGRAM})) == []
    assert find_families(collated({"alone": TELEGRAM})) == []


def test_the_order_of_sentences_is_told() -> None:
    turned = "\n\n".join(reversed(TELEGRAM.split("\n\n")))
    ((copy,),) = (f.copies for f in find_families(collated({"one": TELEGRAM, "other": turned})))
    assert copy.same == 1.0
    assert copy.order == 0.2


def test_the_direction_is_unclear_unless_something_tells() -> None:
    texts = {"one": TELEGRAM, "other": NEARLY}
    collation = collated(texts)

    def direction(**known: dict[str, str]) -> tuple[str | None, Direction]:
        ((copy,),) = (family.copies for family in find_families(collation, **known))
        return copy.source, copy.direction

    assert direction() == (None, Direction.UNCLEAR)
    tie = {"one": "2026-03-02", "other": "2026-03-02"}
    assert direction(dates=tie) == (None, Direction.UNCLEAR)
    assert direction(dates={"one": "2026-03-02"}) == (None, Direction.UNCLEAR)
    later = {"one": "2026-03-03", "other": "2026-03-02"}
    assert direction(dates=later) == ("other", Direction.DATES)


def test_a_credit_line_tells_more_than_the_dates() -> None:
    credited = f"{NEARLY}\n\nThis article first appeared in De Telegram and is used here."
    collation = collated({"one": TELEGRAM, "other": credited})
    dates = {"one": "2026-03-03", "other": "2026-03-02"}
    outlets = {"one": "De Telegram", "other": "Courant"}
    ((copy,),) = (family.copies for family in find_families(collation, outlets, dates))
    assert (copy.source, copy.direction) == ("one", Direction.CREDIT)


def test_misspellings_that_only_the_family_has_are_evidence() -> None:
    wrong = TELEGRAM.replace("maintenance", "maintainance").replace("passengers", "pasengers")
    copied = wrong.replace("on Monday", "late on Monday")
    ((copy,),) = (f.copies for f in find_families(collated({"one": wrong, "other": copied})))
    assert "pasengers" in copy.errors
    ((clean,),) = (f.copies for f in find_families(collated({"one": TELEGRAM, "other": NEARLY})))
    assert list(clean.errors) == []


def test_a_third_article_with_the_same_misspelling_takes_its_weight() -> None:
    wrong = TELEGRAM.replace("passengers", "pasengers")
    copied = wrong.replace("on Monday", "late on Monday")
    texts = {"courant": COURANT.replace("passengers", "pasengers"), "one": wrong, "two": copied}
    ((copy,),) = (family.copies for family in find_families(collated(texts)))
    assert "pasengers" not in copy.errors


def test_unrelated_articles_change_no_family() -> None:
    alone = find_families(collated({"one": TELEGRAM, "other": NEARLY}))
    assert find_families(collated({"bode": "A heron.", "one": TELEGRAM, "other": NEARLY})) == alone
    assert find_families(collated(ACCOUNTS)) == []


def test_versions_of_one_address_are_one_voice_however_unlike() -> None:
    collation = collated({"courant": COURANT, "telegram": TELEGRAM})
    addresses = dict.fromkeys(("courant", "telegram"), "https://bode.example/1")
    (family,) = find_families(collation, addresses=addresses)
    assert family.documents == ["courant", "telegram"]
    assert family.copies[0].direction is Direction.VERSIONS
    assert find_families(collation, addresses={"courant": "https://bode.example/1"}) == []
