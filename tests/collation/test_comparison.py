import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.collation.differences.sentence_comparison import compare_sentences


def differing(one: str, other: str) -> list[tuple[str, str, str]]:
    pairs = compare_sentences(one, other)
    return [(str(p.kind), p.here.of(one), p.there.of(other)) for p in pairs]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            "The fire in the mill left 14 workers hurt.",
            "Officials said 17 workers were hurt when the mill caught fire.",
            ("number", "14", "17"),
        ),
        (
            "The council spent $4 million on the new bridge.",
            "The new bridge cost the council $6 million.",
            ("number", "$4 million", "$6 million"),
        ),
        (
            "The mill in Harrow burned down on Tuesday night.",
            "On Monday, the mill in Harrow burned to the ground.",
            ("date", "Tuesday night", "Monday"),
        ),
        (
            "The mayor, Ngozi Okafor, opened the bridge.",
            "The mayor, Elin Lindqvist, opened the bridge.",
            ("name", "Ngozi Okafor", "Elin Lindqvist"),
        ),
        (
            "Secretary Antony Harrow spoke for an hour.",
            "The minister, Anthony Harrow, left early.",
            ("name", "Antony", "Anthony"),
        ),
        (
            "She arrived in Lagos after a visit to Ghana.",
            "Later the envoy visited Togo before flying to Lagos.",
            ("name", "Ghana", "Togo"),
        ),
        (
            "The river will flood the lower town, the ministry said.",
            "The river will not flood the lower town, the ministry said.",
            ("negation", "flood", "not flood"),
        ),
        (
            "The pump possibly caused the leak in the old pipe.",
            "The pump caused the leak in the old pipe.",
            ("hedge", "possibly caused", "caused"),
        ),
        (
            "The court overturned part of the Clean Rivers Act.",
            "The court struck down the Clean Rivers Act.",
            ("number", "part of the Clean Rivers Act", "Clean Rivers Act"),
        ),
        (
            "He resigned a week before the election in Ghana.",
            "He resigned days after the election in Ghana.",
            ("date", "a week before", "days after"),
        ),
    ],
)
def test_values_in_the_same_slot_that_differ(one, other, found):
    assert differing(one, other) == [found]
    turned = [(kind, there, here) for kind, here, there in differing(other, one)]
    assert sorted(turned) == sorted(differing(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two-thirds of the homes were lost.", "The fire took 66 percent of the homes."),
        ("Mr. Okafor opened the bridge.", "President Okafor opened the bridge."),
        ("“We will wait for rain,” she said.", '"We will wait for rain," she said.'),
        ("“We won’t wait for rain here,” she said.", '"We will not wait for rain here," he said.'),
        ("The mill lost 1,000 looms.", "The mill lost a thousand looms."),
        ("Ngozi Okafor opened the bridge.", "Okafor opened the bridge."),
        ("The mill burned on April 26.", "The mill burned on 26 April."),
        ("Three farms and 14 barns burned.", "Some 14 barns and three farms burned."),
        ("He has 3 sons and spoke for 20 minutes.", "He owns 40 sheep and spoke at noon."),
        ("She spoke on Monday about rain.", "He sold the farm on Friday to a bank."),
    ],
)
def test_what_says_the_same_or_something_else_is_no_difference(one, other):
    assert differing(one, other) == []


def test_what_to_mark_in_two_sentences():
    one = "On Monday 14 homes in Harrow burned down, the mayor said."
    other = "On Friday 17 homes in Harrow burned down, the mayor said."
    pairs = sorted(compare_sentences(one, other), key=lambda pair: pair.here)
    assert [pair.here.of(one) for pair in pairs] == ["Monday", "14"]
    assert [pair.there.of(other) for pair in pairs] == ["Friday", "17"]


QUOTED = "We will rebuild the old mill before the winter comes"


@pytest.mark.parametrize(
    ("other", "here", "there"),
    [
        ("We will repair the old mill before the winter comes", "rebuild", "repair"),
        ("We will rebuild the mill before the winter comes", "old mill", "mill"),
        ("We will never rebuild the old mill before the winter comes", "rebuild", "never rebuild"),
        ("I hope we will rebuild the old mill before the winter comes", "We", "I hope we"),
        ("We will rebuild the old mill before the winter", "winter comes", "winter"),
    ],
)
def test_quoted_words_that_were_changed_or_cut(other, here, there):
    found = differing(f"“{QUOTED},” she said.", f'The mayor said: "{other}."')
    assert [(a, b) for _, a, b in found] == [(here, there)]


def test_what_is_said_between_two_quotations_is_no_part_of_them():
    one = "“We will rebuild the old mill,” she said, “before the winter comes.”"
    assert differing(one, f"“{QUOTED},” she said.") == []


def test_the_same_words_of_two_speakers_differ_by_the_speaker():
    one, other = f"“{QUOTED},” said Ngozi Okafor.", f"“{QUOTED},” Elin Lindqvist said."
    assert differing(one, other) == [("speaker", "Ngozi Okafor", "Elin Lindqvist")]
    assert differing(one, f"“{QUOTED},” Okafor told the Harrow Times.") == []
    assert differing(one, f"“{QUOTED},” she told Elin Lindqvist.") == []


def test_like_words_of_two_speakers_are_two_quotations():
    one = "“You cannot rebuild the mill with promises alone,” said Ngozi Okafor."
    other = "“The town cannot feed the mill with promises,” Elin Lindqvist said."
    assert differing(one, other) == []


def test_quoted_words_told_without_marks_are_compared():
    other = "The mayor said they will rebuild the old granary before the winter comes."
    assert ("quote", "mill", "granary") in differing(f"“{QUOTED},” she said.", other)


def test_other_languages_have_numbers_and_quotations():
    one = "Bei dem Brand wurden 14 Arbeiter verletzt, sagte die Feuerwehr."
    other = "Bei dem Brand wurden 17 Arbeiter verletzt, sagte die Feuerwehr."
    assert differing(one, other) == [("number", "14", "17")]
    one = "„Wir bauen die alte Mühle vor dem Winter wieder auf“, sagte sie."
    other = "„Wir bauen die neue Mühle vor dem Winter wieder auf“, sagte sie."
    assert differing(one, other) == [("quote", "alte", "neue")]


_WORDS = ("orchard", "harvest", "ministry", "engineer", "granary", "railway", "blanket", "compass")


@given(st.permutations(_WORDS), st.integers(2, 5))
def test_any_word_changed_inside_a_quotation_is_found(words, changed):
    other = [*words[:changed], "lantern", *words[changed + 1 :]]
    found = differing(f"He said “{' '.join(words)}” twice.", f'He said "{" ".join(other)}" twice.')
    assert found == [("quote", words[changed], "lantern")]


@pytest.mark.slow
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(one, other):
    for pair in compare_sentences(one, other):
        assert 0 <= pair.here.start <= pair.here.end <= len(one)
        assert 0 <= pair.there.start <= pair.there.end <= len(other)
    assert compare_sentences(one, one) == ()


def test_changes_that_a_few_words_keep_apart_are_told_as_one():
    one = "“We will rebuild the mill here before the winter,” she said."
    other = "“We will repair the mill here after the winter,” she said."
    rebuilt, repaired = "rebuild the mill here before the", "repair the mill here after the"
    assert differing(one, other) == [("quote", rebuilt, repaired)]


def test_a_quotation_within_a_quotation_is_no_quotation_by_itself():
    letter = "Then again your bakers never rest, so you fall short in the ‘good neighbour’ class."
    quoted = "She wrote: “your bakers never rest, so you fall short in the ‘good neighbour’ class.”"
    assert differing(quoted, letter) == [("quote", "your", "Then again your")]


def test_a_number_of_the_others_is_no_number_of_all():
    one = "The mill paid four women who had worked there for years."
    other = "The mill paid three other women who had worked there for years."
    assert differing(one, other) == []


def test_a_word_changed_before_what_a_much_shorter_quotation_shares_is_found():
    one = "“To close the mill in the winter would gravely harm the lower town,” she said."
    other = "She told them that it “would quietly harm the lower town” to do so."
    assert differing(one, other) == [("quote", "gravely", "quietly")]
