import pytest

from tui.collation.values.names import find_names, is_same, is_variant


def only(name: str):
    (found,) = find_names(f"There was {name}")
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mr. Okafor", "President Okafor"),
        ("Okafor", "Ngozi Okafor"),
        ("Ngozi T. Okafor", "Ngozi Okafor"),
        ("Okafor", "Okafor’s"),
        ("the I.R.S.", "the Internal Revenue Service"),
        ("the WHO", "the World Health Organization"),
        ("Chinese", "China"),
        ("U.S.", "United States"),
        ("Tenn.", "Tennessee"),
        ("Moscow", "Russia"),
    ],
)
def test_names_that_may_be_of_the_same(one, other):
    assert is_same(only(one), only(other))
    assert is_same(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Okafor", "Lindqvist"),
        ("Ngozi Okafor", "Uche Okafor"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("the World Bank", "the World Health Organization"),
        ("the Senate Budget Committee", "the Senate Finance Committee"),
    ],
)
def test_names_of_different_ones(one, other):
    assert not is_same(only(one), only(other))


def test_a_capital_is_no_country_where_both_are_places():
    assert not is_same(only("Moscow"), only("Russia"), places=True)


def test_a_spelling_variant_is_told_from_another_name():
    assert is_variant(only("Secretary Antony Harrow"), only("Anthony Harrow")) == (
        "antony",
        "anthony",
    )
    assert is_variant(only("Ngozi Okafor"), only("Uche Okafor")) is None
    assert is_variant(only("the Italians"), only("the Italian")) is None


def test_the_first_word_of_a_sentence_is_no_name_by_itself():
    assert find_names("Harvests were good in Ghana.")[0].words == ("ghana",)
    assert find_names("Ghana had good harvests.", {"ghana"})[0].words == ("ghana",)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Министр Иван Петров открыл мост в Твери.", ["Иван Петров", "Твери"]),
        ("Ο υπουργός Γιάννης Παππάς ήρθε.", ["Γιάννης Παππάς"]),
        ("Am Ende prüfte für uns Jörg Übel die Brücke.", ["Ende", "Jörg Übel", "Brücke"]),
        ("Then E\u0301lodie Lefe\u0300vre spoke.", ["E\u0301lodie Lefe\u0300vre"]),
        ("प्रधानमंत्री रमेश शर्मा ने दिल्ली में पुल खोला।", []),
        ("เมื่อคืนนี้น้ำท่วมภาคเหนือ", []),
        ("افتتح الوزير أحمد سالم الجسر.", []),
        ("昨晚十点二十分，北部海岸发生地震。", []),
    ],
)
def test_a_name_is_whole_words_with_capitals(sentence, names):
    found = [n.span.of(sentence) for n in find_names(sentence)]
    assert [n for n in found if n not in {"Министр", "Ο", "Am", "Then"}] == names
