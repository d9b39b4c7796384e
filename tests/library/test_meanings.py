"""With the model's real weights; they come with the extra."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tui.embedding import embedding_model
from tui.index.cache.comparison_cache import FILE, Surveys
from tui.index.corpus_matcher import Surveyor
from tui.index.semantic_matcher import Meanings, Weighed
from tui.index.source import Source, glance
from tui.matching.config import DEFAULT
from tui.matching.matches import Found, Kind, latest
from tui.matching.pairs.semantic_features import read_lines
from tui.text.parsing.document_parser import read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not embedding_model.is_there(),
        reason=f"the meaning layer is not installed: {embedding_model.INSTALL}",
    ),
]

HERE = """The harbour of Vlissingen was closed on Tuesday after the storm tore away a pier.

The doctor told her patient that he must give up smoking at once.

Ticket prices for the ferry are going up next year.
"""
THERE = """The physician advised the patient to stop using cigarettes immediately.

Parliament rejected a new budget with ninety votes.

The harbour of Vlissingen stayed closed on Tuesday when the storm that tore away a pier was over.
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
    monkeypatch.setattr("tui.index.semantic_matcher.Crew", None)
    again = steps(sources, surveys := Surveys(tmp_path / FILE))
    surveys.close()
    assert found(again) == found(with_model)
    assert again[0].done == again[0].whole == with_model[-1].whole > 0


def test_a_step_is_told_for_every_few_lines(sources: list[Source]) -> None:
    told = [(step.done, step.whole) for step in steps(sources, None)]
    (whole,) = {whole for _, whole in told}
    assert told[0] == (0, whole)
    assert told == sorted(told)
    assert told[-1] == (whole, whole)


def test_only_lines_are_read_that_may_say_the_same_as_another(
    sources: list[Source], tmp_path: Path
) -> None:
    surveys = Surveys(tmp_path / FILE)
    complaints: list[Exception] = []
    surveyor = Surveyor(sources, surveys, complaints.append)
    list(surveyor.found(surveyor.outlines()))
    assert surveyor.survey
    wanted: dict[bytes, set[int]] = {}
    for keys, comparison in surveyor.survey.made.all():
        for pair in comparison.pairs:
            if pair.odds < DEFAULT.copy_odds:
                wanted.setdefault(keys[0], set()).add(pair.here)
                wanted.setdefault(keys[1], set()).add(pair.there)
    each = list(Meanings(surveyor.survey, surveyor.lines, surveys, complaints.append).weighed())
    kept = surveys.vectors(embedding_model.name(), list(wanted))
    whole = {s.trace.key: len(s.trace.telling) for s in surveyor.survey.subjects}
    surveys.close()
    surveyor.close()
    assert {key: set(read_lines(vectors)) for key, vectors in kept.items()} == wanted
    assert each[-1].done == each[-1].whole == sum(map(len, wanted.values()))
    assert sum(map(len, wanted.values())) < sum(whole.values())
    assert not complaints


def test_copies_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found_sources = []
    for name, end in (("a.txt", "Gulls."), ("b.txt", "Eels.")):
        (tmp_path / name).write_text(f"{HERE.split(chr(10) * 2, 1)[0]}\n\n{end}")
        source = glance(tmp_path / name)
        assert isinstance(source, Source)
        found_sources.append(source)
    monkeypatch.setattr("tui.index.semantic_matcher.Crew", None)
    each = steps(found_sources, None)
    assert each[0].whole == 0
    assert [match.kind for match in found(each)[0].matches] == [Kind.VERBATIM]


def test_what_a_third_article_had_read_changes_nothing_between_two(
    sources: list[Source], tmp_path: Path
) -> None:
    (tmp_path / "c.txt").write_text(
        "A new budget was rejected by Parliament with ninety votes against sixty.\n\n"
        "Next year ticket prices for the ferry will be going up, the owner of the ferry said.\n"
    )
    third = glance(tmp_path / "c.txt")
    assert isinstance(third, Source)
    alone, among = found(steps(sources, None)), found(steps([*sources, third], None))
    for one, other in zip(alone, among[:2], strict=True):
        assert one.document == other.document
        names = {source.name for source in sources}
        left = [m for m in other.matches if m.there.document in names]
        assert [(m.here, m.there, m.kind) for m in left] == [
            (m.here, m.there, m.kind) for m in one.matches
        ]
        assert [m.score for m in left] == pytest.approx([m.score for m in one.matches], abs=1e-3)
