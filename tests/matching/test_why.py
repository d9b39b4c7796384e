from tui.matching.judge import DEFAULT
from tui.matching.reading import prepare
from tui.matching.survey import survey
from tui.matching.why import why
from tui.text.read import read

HERE = read("Nine people were hurt when a tram left the rails in Lisbon on Monday, police said.")
THERE = read("Police in Lisbon said that nine people had been hurt as a tram left its rails.")


def test_the_explanation_comes_to_the_score_of_the_match() -> None:
    readings = prepare("a", HERE), prepare("b", THERE)
    match = next(survey(readings)).matches[0]
    told = why((readings[0], HERE, 0), (readings[1], THERE, 0), 2)
    assert told is not None
    assert (told.score, told.kind, told.threshold) == (match.score, match.kind, DEFAULT.threshold)


def test_the_explanation_names_the_rare_words_rarest_first() -> None:
    told = why((prepare("a", HERE), HERE, 0), (prepare("b", THERE), THERE, 0), 2)
    assert told is not None
    assert {"tram", "lisbon", "rails"} <= set(told.rare)
    assert "in" not in told.rare
    assert any(step.same for step in told.aligned)


def test_what_was_never_compared_has_no_explanation() -> None:
    other = read("The recipe asks for butter, sugar and four large eggs.")
    assert why((prepare("a", HERE), HERE, 0), (prepare("b", other), other, 0), 2) is None
