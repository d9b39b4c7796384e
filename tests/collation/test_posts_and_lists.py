"""Posts of one person, things in like lists, and steps that two accounts tell otherwise."""

import pytest

from tui.collation.differences.sentence_comparison import compare_sentences


def pairs(one: str, other: str) -> list[tuple[str, str, str]]:
    found = compare_sentences(one, other)
    return [(str(p.kind), p.here.of(one), p.there.of(other)) for p in found]


def test_two_posts_of_one_person_differ_before_and_after_the_name():
    one = "Harbour engineer Ngozi Okafor said the ferry would not sail again this winter."
    other = "The ferry would not sail this winter, said Ngozi Okafor, the director of the port."
    assert ("name", "Harbour engineer", "director of the port") in pairs(one, other)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("spokeswoman Ngozi Okafor", "spokesman Ngozi Okafor"),
        ("attorney Ngozi Okafor", "lawyer Ngozi Okafor"),
        ("former editor Ngozi Okafor", "director Ngozi Okafor"),
    ],
)
def test_words_for_one_post_and_former_posts_are_no_difference(first, second):
    told = "The ferry of Lunden, {} said on Monday, would not sail again this winter."
    assert pairs(told.format(first), told.format(second)) == []


def test_a_guest_named_after_a_comma_does_not_have_the_post_before_it():
    one = "After talks with the mayor, Okafor left the harbour of Lunden by ferry."
    other = "The diplomat Okafor left the harbour of Lunden by ferry after talks."
    assert pairs(one, other) == []


def test_a_post_with_the_name_of_a_body_is_another_one_than_that_without():
    one = "The panel heard the NATO special envoy Ngozi Okafor for two hours about the harbour."
    other = "The panel heard the special envoy Ngozi Okafor for two hours about the harbour."
    assert ("name", "NATO special envoy", "special envoy") in pairs(one, other)


def test_a_post_may_be_stated_in_a_clause_behind_the_name():
    one = (
        "Ngozi Okafor, 31, who has 14,000 readers and was a spokeswoman for the port, wrote that "
        "the ferry would not sail."
    )
    other = "The port’s director Ngozi Okafor wrote that the ferry would not sail."
    assert ("name", "spokeswoman", "port’s director") in pairs(one, other)


def test_a_post_in_such_a_clause_may_be_somebody_else_s():
    one = "Ngozi Okafor, who met Orr when he was a spokesman, wrote that the ferry would not sail."
    other = "The port’s director Ngozi Okafor wrote that the ferry would not sail."
    assert pairs(one, other) == []


LISTS = "The town of Lunden will sell {} to pay for the new harbour."


def test_a_thing_in_the_place_of_another_in_a_list_differs():
    one = LISTS.format("its old trams, barges and rescue boats")
    other = LISTS.format("its old trams, ferries, and rescue boats")
    assert pairs(one, other) == [("name", "barges", "ferries")]


def test_a_list_without_one_of_the_things_is_no_difference():
    one = LISTS.format("its old trams, barges and rescue boats")
    other = LISTS.format("its old trams and rescue boats")
    assert pairs(one, other) == []


def test_a_thing_that_the_other_list_narrows_differs():
    one = "The rule covers both wooden barges and rescue boats of the harbour."
    other = "The rule covers both licensed wooden barges and rescue boats of the harbour."
    assert pairs(one, other) == [("name", "wooden barges", "licensed wooden barges")]


def test_several_and_one_of_a_thing_differ():
    one = "The clerk crossed out three lines about the harbour of Lunden from the draft."
    other = "The clerk wanted that line about the harbour of Lunden crossed out."
    assert ("number", "three lines", "that line") in pairs(one, other)


def test_a_shared_place_in_a_ranking_is_not_that_place_alone():
    one = "Okafor came second in the poll of harbour workers."
    other = "Okafor was tied for second in the poll of harbour workers."
    assert pairs(one, other) == [("number", "second", "tied for second")]


def test_much_higher_is_not_higher():
    one = "The harbour fee is much higher than the fee that ferries paid before."
    other = "Ferries pay a harbour fee that is higher than before."
    assert ("number", "much higher", "higher") in pairs(one, other)
    assert pairs(one, one.replace("before", "then")) == []
