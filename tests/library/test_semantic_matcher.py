"""With the model's real weights; they come with the extra."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.corpora import inspect_file
from tui.embedding import embedding_model
from tui.index.cache.comparison_cache import FILE, ComparisonCache
from tui.index.corpus_matcher import CorpusMatcher
from tui.index.semantic_matcher import SemanticMatcher, SemanticProgress
from tui.index.source import Source
from tui.matching.config import DEFAULT
from tui.matching.matches import DocumentMatches, Kind, latest_per_document
from tui.matching.pairs.semantic_features import read_lines
from tui.text.parsing.document_parser import parse_document

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not embedding_model.is_installed(),
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
        source = inspect_file(tmp_path / name)
        assert isinstance(source, Source)
        found.append(source)
    return found


def steps(sources: Sequence[Source], surveys: ComparisonCache | None) -> list[SemanticProgress]:
    complaints: list[Exception] = []
    surveyor = CorpusMatcher(sources, surveys, complaints.append)
    list(surveyor.match_documents(surveyor.records()))
    assert surveyor.matched
    each = list(
        SemanticMatcher(surveyor.matched, surveyor.sentences, surveys, complaints.append).rescore()
    )
    surveyor.close()
    assert not complaints
    return each


def found(each: Sequence[SemanticProgress]) -> list[DocumentMatches]:
    return latest_per_document(step.found for step in each if step.found)


def said(one: DocumentMatches, kind: Kind) -> set[tuple[str, str]]:
    documents = {"a.txt": parse_document(HERE), "b.txt": parse_document(THERE)}
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
    with_model = steps(sources, surveys := ComparisonCache(tmp_path / FILE))
    surveys.close()
    monkeypatch.setattr("tui.index.semantic_matcher.WorkerPool", None)
    again = steps(sources, surveys := ComparisonCache(tmp_path / FILE))
    surveys.close()
    assert found(again) == found(with_model)
    assert again[0].done == again[0].whole == with_model[-1].whole > 0


def test_a_file_that_has_changed_meanwhile_keeps_no_vector(
    sources: list[Source], tmp_path: Path
) -> None:
    expected = found(steps(sources, None))
    complaints: list[Exception] = []
    with closing(ComparisonCache(tmp_path / FILE)) as surveys:
        for _ in range(2):  # the second time, the files are not read any more
            matcher = CorpusMatcher(sources, surveys, complaints.append)
            list(matcher.match_documents(matcher.records()))
            matcher.close()
        (tmp_path / "a.txt").write_text(THERE)
        assert matcher.matched
        list(
            SemanticMatcher(
                matcher.matched, matcher.sentences, surveys, complaints.append
            ).rescore()
        )
        (tmp_path / "a.txt").write_text(HERE)
        assert found(steps(sources, surveys)) == expected
    assert not complaints


def test_a_step_is_told_for_every_few_lines(sources: list[Source]) -> None:
    told = [(step.done, step.whole) for step in steps(sources, None)]
    (whole,) = {whole for _, whole in told}
    assert told[0] == (0, whole)
    assert told == sorted(told)
    assert told[-1] == (whole, whole)


def test_only_lines_are_read_that_may_say_the_same_as_another(
    sources: list[Source], tmp_path: Path
) -> None:
    surveys = ComparisonCache(tmp_path / FILE)
    complaints: list[Exception] = []
    surveyor = CorpusMatcher(sources, surveys, complaints.append)
    list(surveyor.match_documents(surveyor.records()))
    assert surveyor.matched
    wanted: dict[bytes, set[int]] = {}
    for keys, comparison in surveyor.matched.comparisons.all():
        for pair in comparison.pairs:
            if pair.odds < DEFAULT.copy_odds:
                wanted.setdefault(keys[0], set()).add(pair.here)
                wanted.setdefault(keys[1], set()).add(pair.there)
    each = list(
        SemanticMatcher(surveyor.matched, surveyor.sentences, surveys, complaints.append).rescore()
    )
    kept = surveys.vectors(embedding_model.name(), list(wanted))
    whole = {s.fingerprint.key: len(s.fingerprint.comparable) for s in surveyor.matched.documents}
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
        source = inspect_file(tmp_path / name)
        assert isinstance(source, Source)
        found_sources.append(source)
    monkeypatch.setattr("tui.index.semantic_matcher.WorkerPool", None)
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
    third = inspect_file(tmp_path / "c.txt")
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
