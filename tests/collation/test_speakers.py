"""Who is quoted: what a reader may rely on, sentence by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.collation.quotations.speakers import utterances
from tui.text.parsing.document_parser import parse_document

INTRODUCED = (
    "Mayor Clara Whitfield opened the new harbour bridge on Monday, and the port's director, "
    "Piet Haverkamp, was there too.\n\n"
)


def spoken(article: str) -> list[tuple[str, str | None]]:
    """What is quoted in an article, and who is quoted."""
    document = parse_document(article)
    return [(u.span.of(document.text), u.speaker) for u in utterances(document)]


def speaker_of(article: str, words: str) -> str | None:
    found = [speaker for quoted, speaker in spoken(article) if words in quoted]
    assert len(found) == 1, spoken(article)
    return found[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "“The bridge will hold,” Whitfield said.",
        "“The bridge will hold,” said Clara Whitfield, who paid for none of it.",
        "“The bridge will hold,” Ms. Whitfield told reporters on Monday.",
        "“The bridge will hold,” Clara Whitfield, mayor of the town since 2011, said.",
        "Whitfield insisted that “the bridge will hold” whatever the engineers say.",
        "Whitfield said: “The bridge will hold.”",
        "According to Whitfield, “the bridge will hold” for a century.",
        "“The bridge will hold,” according to Clara Whitfield.",
        '"The bridge will hold," Whitfield later said.',
        "Whitfield, asked about the cracks, replied, “The bridge will hold.”",
        "Whitfield dismissed the report, saying “the bridge will hold” and leaving.",
        "“The bridge will hold,” the mayor said.",
        "Whitfield's claim that “the bridge will hold” was met with silence.",
    ],
)
def test_the_clause_beside_a_quotation_names_the_speaker(sentence: str) -> None:
    assert speaker_of(INTRODUCED + sentence, "ridge will hold") == "Clara Whitfield"


def test_a_pronoun_means_the_nearest_one_named_whom_it_suits() -> None:
    article = (
        f"{INTRODUCED}Ms. Whitfield walked over first. “It is ours,” she said.\n\n"
        "Mr. Haverkamp followed on a bicycle. “It sways,” he said."
    )
    assert spoken(article) == [("It is ours,", "Clara Whitfield"), ("It sways,", "Piet Haverkamp")]


def test_a_pronoun_that_nobody_fits_leaves_the_speaker_unknown() -> None:
    assert spoken("It rained. “Go home,” he said.") == [("Go home,", None)]


def test_both_halves_of_a_parted_quotation_have_one_speaker() -> None:
    article = f"{INTRODUCED}“It cost,” Haverkamp said, “more than it should have.”"
    assert [speaker for _, speaker in spoken(article)] == ["Piet Haverkamp"] * 2


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    article = (
        f"{INTRODUCED}“It cost a lot,” Haverkamp said. “We shall pay for years. So be it.”\n\n"
        "“And nobody will thank us.”"
    )
    assert [speaker for _, speaker in spoken(article)] == ["Piet Haverkamp"] * 3


def test_a_quotation_over_several_paragraphs_has_one_speaker() -> None:
    article = (
        f"{INTRODUCED}Haverkamp wrote: “The first pile was sunk in March.\n\n"
        "“The last one follows in May.”"
    )
    assert {speaker for _, speaker in spoken(article)} == {"Piet Haverkamp"}
    assert len(spoken(article)) == 2


def test_of_a_dialogue_each_line_has_its_own_speaker() -> None:
    article = (
        f"{INTRODUCED}Whitfield asked: “Is it safe?” Haverkamp answered: “Mostly.” "
        "Whitfield said: “That will do.”"
    )
    assert [speaker for _, speaker in spoken(article)] == [
        "Clara Whitfield",
        "Piet Haverkamp",
        "Clara Whitfield",
    ]


def test_who_has_no_name_is_called_as_the_article_does() -> None:
    article = "“Nobody asked us,” said a harbour official. The report warned of “fine cracks.”"
    assert spoken(article) == [
        ("Nobody asked us,", "a harbour official"),
        ("fine cracks.", "the report"),
    ]


def test_what_was_said_to_somebody_is_not_said_by_him() -> None:
    article = f"{INTRODUCED}Haverkamp was told that the plan was “dead,” Whitfield said."
    assert speaker_of(article, "dead") == "Clara Whitfield"


def test_names_of_works_are_no_quotations() -> None:
    article = f"{INTRODUCED}Whitfield said on “Good Morning Harbour” that all was “well.”"
    assert spoken(article) == [("well.", "Clara Whitfield")]


@pytest.mark.parametrize(
    ("article", "speaker"),
    [
        (
            "Das ist die Lage, und der Wind nimmt zu. „Wir warten ab“, sagte Jonas Falk.",
            "Jonas Falk",
        ),
        ("Le vent est fort et la mer aussi. « Nous attendons », a déclaré Luc Marin.", "Luc Marin"),
        ("El viento es fuerte y la mar también. «Esperamos», dijo Ana Robles.", "Ana Robles"),
    ],
)
def test_verbs_of_other_languages_are_known(article: str, speaker: str) -> None:
    assert [who for _, who in spoken(article)] == [speaker]


def test_in_a_language_without_known_verbs_the_speaker_is_unknown() -> None:
    article = "Wiatr jest silny. „Czekamy na poprawę pogody”, powiedział Jan Kowalski."
    assert spoken(article) == [("Czekamy na poprawę pogody", None)]


@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "'", "‘", "he said", "Mr. Orr", ", ", ". ", "said ", "\n\n", "of ", "("]
        ),
        max_size=40,
    )
)
def test_any_text_is_read_and_every_span_stands_in_it(pieces: list[str]) -> None:
    document = parse_document("".join(pieces) + " End.")
    for utterance in utterances(document):
        assert 0 <= utterance.span.start < utterance.span.end <= len(document.text)


DAM = (
    "Senator Laura Pike opened the dam on Monday. Governor Tomas Brandt stayed away, and so did "
    "the mayor of Halden, Ines Falk.\n\n"
)


def speakers_at_dam(sentences: str) -> list[str | None]:
    return [speaker for _, speaker in spoken(DAM + sentences)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“It leaks,” a spokesman for Pike said.", "a spokesman for Pike"),
        ("“It leaks,” said a spokeswoman for the governor.", "a spokeswoman for the governor"),
        ("“It leaks,” said an aide to Mr. Brandt.", "an aide to Mr. Brandt"),
        ("“It leaks,” said one of Pike’s aides.", "one of Pike’s aides"),
        ("“It leaks,” Pike’s office said in a statement.", "Pike’s office"),
        ("A lawyer for Pike said “it leaks.”", "a lawyer for Pike"),
        ("According to people close to Pike, “it leaks.”", "people close to Pike"),
        ("“It leaks,” according to a spokesman for Pike.", "a spokesman for Pike"),
        ("The letter to Pike said that “it leaks.”", "the letter to Pike"),
        ("Pike’s husband said that “it leaks.”", "Pike’s husband"),
        ("Pike dismissed critics who said “it leaks.”", "critics"),
    ],
)
def test_words_of_somebody_s_people_are_not_their_own(sentence: str, speaker: str) -> None:
    assert speakers_at_dam(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("A lawyer for Pike, Petra Lind, said “it leaks.”", "Petra Lind"),
        ("“It leaks,” said the governor’s spokeswoman, Petra Lind.", "Petra Lind"),
        ("“It leaks,” said the head of the water board, Petra Lind.", "Petra Lind"),
        ("“It leaks,” said the head of the water board Petra Lind.", "Petra Lind"),
        ("“It leaks,” said the mayor of Halden.", "Ines Falk"),
        ("“It leaks,” the acting governor said.", "Tomas Brandt"),
        ("Engineer Petra Lind said “it leaks.”", "Petra Lind"),
        ("“It leaks,” Stephen King said.", "Stephen King"),
        ("Pike brought L. Pike along. “It leaks,” L. Pike said.", "Laura Pike"),
        ("When the report reached Mr. Brandt, he called it “a leaking tub.”", "Tomas Brandt"),
    ],
)
def test_a_name_beside_an_office_is_the_speaker(sentence: str, speaker: str) -> None:
    assert speakers_at_dam(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“It leaks,” the diver said.", "the diver"),
        ("“It leaks,” said the diver.", "the diver"),
        ("“It leaks,” the water giant said.", "the water giant"),
        ("“It leaks,” said the head of the water board.", "the head of the water board"),
        ("“It leaks,” read a banner at the gate.", "a banner at the gate"),
        ("Separately, the engineers warned that “it leaks.”", "the engineers"),
        ("Officials in Halden said “it leaks.”", "officials in Halden"),
    ],
)
def test_a_noun_is_not_taken_for_the_person_named_before(sentence: str, speaker: str) -> None:
    assert speakers_at_dam(sentence) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The Evening Star quoted Pike as saying “it leaks.”", "Laura Pike"),
        ("“It leaks,” the Evening Star quoted Pike as saying.", "Laura Pike"),
        ("“It leaks,” Reuters cited the governor as saying.", "Tomas Brandt"),
        ("Pike was quoted by Reuters as saying: “It leaks.”", "Laura Pike"),
        ("“It leaks,” Pike told Reuters, which asked first.", "Laura Pike"),
        ("Asked by a reporter, “Does it leak,” Brandt nodded.", "a reporter"),
        ("The plan was described as “a leaking tub” by Mr. Brandt.", "Tomas Brandt"),
        ("The plan, dubbed “a leaking tub” by Brandt, was dropped.", "Tomas Brandt"),
        ("Pike’s speech was called “a leaking tub” by Brandt.", "Tomas Brandt"),
    ],
)
def test_an_article_that_is_quoted_and_a_passive_verb_name_the_speaker(
    sentence: str, speaker: str
) -> None:
    assert speakers_at_dam(sentence) == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pike’s speech was “a leaking tub.”",
        "A group, labeled “moles” in the vernacular, met Pike.",
        "Both Pike and Brandt said “it leaks.”",
        "Separate tests proved it. They were “not final.”",
    ],
)
def test_a_speaker_who_is_not_clear_is_not_named(sentence: str) -> None:
    assert speakers_at_dam(sentence) == [None]


def test_a_place_with_an_article_is_no_person_to_whom_words_are_given() -> None:
    article = (
        "The Great Ost Valley is dry. Farmers of the Great Ost Valley met the water minister.\n\n"
        "“It never rained,” the regional head said."
    )
    assert [speaker for _, speaker in spoken(article)] == ["the regional head"]


def test_a_hopeful_is_the_one_before_and_not_another_one_named_later() -> None:
    article = (
        "Senator Laura Pike spoke in Halden on Monday. The presidential hopeful promised “water.”"
        "\n\nLater she mentioned the presidential hopeful Ada Holm."
    )
    assert [speaker for _, speaker in spoken(article)] == ["Laura Pike"]


def test_one_word_that_begins_with_a_capital_may_be_the_name_of_a_thing() -> None:
    assert spoken(f"{DAM}Pike said that the “Greens” would lose, “and soon.”") == [
        ("and soon.", "Laura Pike")
    ]


def test_the_first_paragraph_of_a_long_quotation_has_the_speaker_named_behind_the_last() -> None:
    article = f"{DAM}Work stopped.\n\n“It leaked all night.\n\n“We saw it,” Pike said."
    assert [speaker for _, speaker in spoken(article)] == ["Laura Pike", "Laura Pike"]


@pytest.mark.parametrize("office", ["the senator", "the lawmaker", "the representative"])
def test_an_office_that_was_abbreviated_before_a_name_is_the_same_in_full(office: str) -> None:
    title = "Sen." if office == "the senator" else "Rep."
    article = f"{title} Laura Pike opened the dam in Halden. “It leaks,” {office} said."
    assert [speaker for _, speaker in spoken(article)] == ["Laura Pike"]


def test_an_office_of_another_town_is_not_the_one_named_before() -> None:
    article = f"{DAM}“It leaks,” said the mayor of Ostby."
    assert [speaker for _, speaker in spoken(article)] == ["the mayor of Ostby"]


def test_an_attribute_is_no_verb_of_speech() -> None:
    sentence = (
        "At noon, a spokesman for the water board e-mailed Ines Falk, warning her that while "
        "Brandt had quickly cleared the proposed plan, the board had “major concerns.”"
    )
    assert speakers_at_dam(sentence) == ["a spokesman for the water board"]


PIECK = "Die Senatorin Anna Pieck kam mit dem Boot, und der Wind nahm zu. "
PIC = "La sénatrice Laure Pic est venue, et le vent était fort. "
PICO = "La senadora Laura Pico vino, y el viento era fuerte. "


@pytest.mark.parametrize(
    ("article", "speaker"),
    [
        (f"{PIECK}„Er leckt“, sagte ein Sprecher von Pieck.", "Sprecher von Pieck"),
        (f"{PIECK}Pieck nannte es „ein leckes Fass“.", "Anna Pieck"),
        (f"{PIC}« Il fuit », a déclaré un porte-parole de Mme Pic.", "un porte-parole de Mme Pic"),
        (f"{PIC}Luc Marin a déclaré : « Il fuit. »", "Luc Marin"),
        (f"{PICO}«Gotea», dijo un portavoz de Pico.", "un portavoz de Pico"),
    ],
)
def test_a_spokesman_in_another_language_is_not_the_one_he_speaks_for(
    article: str, speaker: str
) -> None:
    assert [who for _, who in spoken(article)] == [speaker]


def test_a_quotation_without_its_closing_mark_ends_where_the_next_one_begins() -> None:
    article = (
        f"{DAM}“They will mend it,” the chairman of Pike’s campaign, Bill Arnesen, said.\n\n"
        "“Senator Pike will win. They know it, and say so. “It never leaked,” he said."
    )
    assert [speaker for _, speaker in spoken(article)] == ["Bill Arnesen"] * 3


def test_the_name_of_a_show_may_have_small_words() -> None:
    article = f"{DAM}In an appearance on “The Early Show with Anna Sand,” Pike said it was “dry.”"
    assert spoken(article) == [("dry.", "Laura Pike")]
