"""With the model's real weights; they come with the extra."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tui.library import model
from tui.library.meanings import Meanings, Weighed
from tui.library.surveyor import Source, Surveyor, glance
from tui.library.surveys import FILE, Surveys
from tui.matching.match import Found, Kind, latest
from tui.text.read import read

pytestmark = pytest.mark.skipif(
    not model.is_there(), reason=f"the meaning layer is not installed: {model.INSTALL}"
)

HERE = """The harbour was closed after the storm.

The doctor told her patient to give up smoking at once.

Ticket prices are going up next year.
"""
THERE = """A physician advised the sick man that he must stop using cigarettes immediately.

The parliament rejected the new budget on Tuesday.

The harbour stayed closed when the storm was over.
"""


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    found = []
    for name, text in (("a.txt", HERE), ("b.txt", THERE)):
        (tmp_path / name).write_text(text)
        source = glance(tmp_path / name)
        assert isinstance(source, Source)
        found.append(source)
    return found


def steps(sources: Sequence[Source], surveys: Surveys | None) -> list[Weighed]:
    complaints: list[Exception] = []
    surveyor = Surveyor(sources, surveys, complaints.append)
    list(surveyor.found(surveyor.outlines()))
    assert surveyor.survey
    each = list(Meanings(surveyor.survey, surveyor.lines, surveys, complaints.append).weighed())
    surveyor.close()
    assert not complaints
    return each


def found(each: Sequence[Weighed]) -> list[Found]:
    return latest(step.found for step in each if step.found)


def said(one: Found, kind: Kind) -> set[tuple[str, str]]:
    documents = {"a.txt": read(HERE), "b.txt": read(THERE)}
    return {
        (
            documents[Path(m.here.document).name].words_of(m.here.passage).split()[1],
            documents[Path(m.there.document).name].words_of(m.there.passage).split()[1],
        )
        for m in one.matches
        if m.kind is kind
    }


def test_what_is_said_in_other_words_altogether_is_found_by_its_meaning(
    sources: list[Source],
) -> None:
    here, there = found(steps(sources, None))
    assert said(here, Kind.MEANING) == {("doctor", "physician")}
    assert said(there, Kind.MEANING) == {("physician", "doctor")}
    assert {m.kind for m in here.matches} > {Kind.MEANING}, "the words' own matches stay"


def test_what_the_model_has_read_is_kept_and_not_read_again(
    sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_model = steps(sources, surveys := Surveys(tmp_path / FILE))
    surveys.close()
    monkeypatch.setattr("tui.library.meanings.Crew", None)
    again = steps(sources, surveys := Surveys(tmp_path / FILE))
    surveys.close()
    assert found(again) == found(with_model)
    assert again[0].done == again[0].whole == with_model[-1].whole > 0


def test_a_step_is_told_for_every_few_lines(sources: list[Source]) -> None:
    told = [(step.done, step.whole) for step in steps(sources, None)]
    assert told[0] == (0, 6)
    assert told == sorted(told)
    assert told[-1] == (6, 6)
