from tests.collation.test_differences import claim_of, corpus, values
from tui.collation.differences.value_pair import Kind


def test_two_accounts_say_the_same_quoted_words_of_two_things():
    documents = corpus(
        "Ana Orr called the new bridge “a monument to vanity” in a speech at Harrow.",
        "The whole budget is “a monument to vanity” for this town, Ana Orr said in Harrow.",
    )
    found = values(documents, [claim_of(documents, "Harrow")])
    assert (Kind.QUOTE, "A", "the new bridge", "B", "The whole budget is") in found


def test_two_accounts_have_one_quotation_of_two_speakers():
    documents = corpus(
        "At Harrow, Ana Orr told reporters: “The council has not changed its plan for the dam.”",
        "“The plan for the dam of the council has not changed,” a Harrow spokesman said.",
    )
    found = values(documents, [claim_of(documents, "Harrow")])
    assert (Kind.SPEAKER, "A", "Ana Orr", "B", "Harrow spokesman") in found


def test_the_same_words_of_one_speaker_in_one_frame_are_no_difference():
    documents = corpus(
        "Ana Orr called the new bridge “a monument to vanity” in a speech at Harrow.",
        "At Harrow, Ms. Orr called the bridge “a monument to vanity” in a speech.",
    )
    assert values(documents, [claim_of(documents, "Harrow")]) == []
