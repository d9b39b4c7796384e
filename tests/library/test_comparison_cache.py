"""What was compared is kept; what can't be kept is told, and stops nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.corpora import LETTER, inspect_file, with_lines
from tui.index import corpus_matcher as surveying
from tui.index.cache.comparison_cache import (
    FILE,
    ComparisonCache,
    pack_comparison,
    unpack_comparison,
)
from tui.index.cache.document_record import RecordError, make_record, pack_record, unpack_record
from tui.index.comparison_order import comparison_runs, order_for_cache
from tui.index.corpus_matcher import CorpusMatcher
from tui.index.source import Source
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import preprocess
from tui.matching.matches import DocumentMatches, latest_per_document
from tui.matching.pairs.document_comparison import compare_documents
from tui.matching.pipeline import match_documents
from tui.resources import SEEDS
from tui.settings import Folders
from tui.text.parsing.document_parser import parse_document
from tui.workspace.workspace import Workspace

STORY = "The ferry Ouwerkerk sank off the coast of Zeeland on Tuesday night, the owner said."
OTHER = "The mayor of Middelburg will open the new bridge over the canal in the spring."


def sources(*files: Path) -> list[Source]:
    return [source for file in files if isinstance(source := inspect_file(file), Source)]


def found(files: list[Source], surveys: ComparisonCache | None = None) -> list[DocumentMatches]:
    complaints: list[Exception] = []
    surveyor = CorpusMatcher(files, surveys, complaints.append)
    try:
        return sorted(
            latest_per_document(surveyor.match_documents(surveyor.records())),
            key=lambda f: f.document,
        )
    finally:
        surveyor.close()
        assert not complaints


@pytest.fixture
def seeds() -> list[Source]:
    return sources(*SEEDS.glob("*.txt"))


@pytest.fixture
def surveys(tmp_path: Path) -> Iterator[ComparisonCache]:
    kept = ComparisonCache(tmp_path / FILE)
    yield kept
    kept.close()


@pytest.mark.slow
def test_it_finds_what_the_engine_finds(seeds: list[Source], surveys: ComparisonCache) -> None:
    documents = {s.name: parse_document(s.path.read_bytes().decode()) for s in seeds}
    expected = sorted(
        match_documents([preprocess(name, d) for name, d in documents.items()]),
        key=lambda f: f.document,
    )
    assert found(seeds, surveys) == expected
    assert found(seeds, surveys) == expected
    assert found(seeds) == expected


@pytest.mark.slow
def test_other_processes_find_the_same(
    seeds: list[Source], surveys: ComparisonCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = found(seeds)
    monkeypatch.setattr(surveying, "LARGE", 0)
    monkeypatch.setattr(surveying, "MANY", 0)
    assert found(seeds, surveys) == expected


def test_the_same_corpus_again_computes_nothing(
    seeds: list[Source], surveys: ComparisonCache, work: list[str]
) -> None:
    found(seeds, surveys)
    assert work
    work.clear()
    found(seeds, surveys)
    assert work == []


def test_a_new_article_is_compared_alone(
    tmp_path: Path, surveys: ComparisonCache, work: list[str]
) -> None:
    files = []
    for n in range(40):
        file = tmp_path / f"{n:02}.txt"
        file.write_text(STORY if n < 2 else f"{OTHER} It was the year {1900 + n}, they say.")
        files.append(file)
    before = found(sources(*files[:2], *files[3:]), surveys)
    work.clear()
    after = found(sources(*files), surveys)
    assert work.count("prepare") < len(files)
    assert "candidates" not in work
    assert after == found(sources(*files))
    assert before != after


def shared(files: list[Source], surveys: ComparisonCache | None = None) -> dict[str, int]:
    """The number of matches of each document, by the name of its file."""
    return {Path(one.document).name: len(one.matches) for one in found(files, surveys)}


def test_a_file_that_changes_before_it_is_read_is_left_out_and_keeps_no_result(
    tmp_path: Path, surveys: ComparisonCache
) -> None:
    a, b = (tmp_path / name for name in ("a.txt", "b.txt"))
    a.write_text(f"{STORY}\n\n{OTHER}")
    b.write_text(STORY)
    inspected = sources(a, b)
    a.write_text(OTHER)
    assert shared(inspected, surveys) == {"b.txt": 0}
    a.write_text(f"{STORY}\n\n{OTHER}")
    assert shared(sources(a, b), surveys) == {"a.txt": 1, "b.txt": 1}


@pytest.mark.parametrize("change", ["gone", "changed"])
@pytest.mark.parametrize(
    "many", [surveying.MANY, pytest.param(1, marks=pytest.mark.slow)], ids=["here", "elsewhere"]
)
def test_a_file_that_changes_before_it_is_compared_keeps_no_result(
    tmp_path: Path,
    surveys: ComparisonCache,
    monkeypatch: pytest.MonkeyPatch,
    many: int,
    change: str,
) -> None:
    monkeypatch.setattr(surveying, "MANY", many)
    a, b = (tmp_path / name for name in ("a.txt", "b.txt"))
    a.write_text(f"{STORY}\n\n{OTHER}")
    b.write_text(STORY)
    complaints: list[Exception] = []
    with closing(CorpusMatcher(sources(a, b), surveys, complaints.append)) as matcher:
        matcher.records()
    with closing(CorpusMatcher(sources(a, b), surveys, complaints.append)) as matcher:
        records = matcher.records()
        if change == "gone":
            a.unlink()
        else:
            a.write_text(OTHER)
        assert [len(one.matches) for one in matcher.match_documents(records)] == [0, 0]
    a.write_text(f"{STORY}\n\n{OTHER}")
    assert shared(sources(a, b), surveys) == {"a.txt": 1, "b.txt": 1}
    assert not complaints


def test_a_file_read_twice_counts_once(
    tmp_path: Path, surveys: ComparisonCache, work: list[str]
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(STORY)
    each = found(sources(*tmp_path.glob("*.txt")), surveys)
    names = tuple(sorted(f.document for f in each))
    assert [(f.copies, f.matches) for f in each] == [(names, ())] * 3
    assert work.count("compared") == 0


def test_comparisons_and_outlines_are_kept_whole() -> None:
    document = parse_document(f"\ufeff{STORY}\r\n\r\n{OTHER}")
    reading = preprocess("a", document)
    outline = make_record(document, reading)
    assert unpack_record(pack_record(outline)) == outline
    made = compare_documents(DocumentFeatures(reading), DocumentFeatures(reading))
    assert made.pairs
    assert unpack_comparison(pack_comparison(made)) == made


@pytest.mark.parametrize("cut", [0, 1, 20, 100, -1])
def test_a_damaged_outline_is_refused(cut: int) -> None:
    document = parse_document(f"{STORY}\n\n{OTHER}")
    with pytest.raises(RecordError):
        unpack_record(pack_record(make_record(document, preprocess("a", document)))[:cut])


@pytest.mark.slow
def test_what_another_program_worked_out_is_dropped(
    seeds: list[Source], tmp_path: Path, work: list[str]
) -> None:
    kept = ComparisonCache(tmp_path / FILE)
    found(seeds, kept)
    kept.close()
    change(tmp_path / FILE, "UPDATE engine SET version = 'older'")
    work.clear()
    again = ComparisonCache(tmp_path / FILE)
    found(seeds, again)
    again.close()
    assert "prepare" in work


def change(file: Path, statement: str) -> None:
    """Change a store as another program would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(statement)


def broken(file: Path, how: str) -> None:
    file.parent.mkdir(parents=True)
    if how == "damaged":
        file.write_bytes(b"no database at all, " * 400)
    elif how == "newer":
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA user_version = 99")
        connection.close()
    else:
        file.mkdir()


@pytest.mark.parametrize(
    ("how", "said"),
    [("damaged", "damaged"), ("newer", "newer"), ("a folder", "check that you may write")],
)
def test_without_a_store_reading_goes_on_and_says_so(ours: Folders, how: str, said: str) -> None:
    broken(ours.cache / FILE, how)
    workspace = Workspace([SEEDS], ours)
    corpus_files = list(workspace.corpus_files())
    assert len(latest_per_document(workspace.match_documents(corpus_files, ""))) == len(
        corpus_files
    )
    workspace.close()
    (complaint,) = workspace.complaints
    assert said in complaint
    assert str(ours.cache / FILE) in complaint


@pytest.mark.slow
def test_a_store_that_fails_on_the_way_is_left_alone(
    seeds: list[Source], surveys: ComparisonCache, tmp_path: Path
) -> None:
    expected = found(seeds)
    change(tmp_path / FILE, "DROP TABLE comparisons")
    complaints: list[Exception] = []
    surveyor = CorpusMatcher(seeds, surveys, complaints.append)
    each = sorted(
        latest_per_document(surveyor.match_documents(surveyor.records())), key=lambda f: f.document
    )
    surveyor.close()
    assert each == expected
    assert len(complaints) == 1


def full(surveys: ComparisonCache, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    (pages,) = surveys.store.rows("PRAGMA page_count")[0]
    surveys.store.rows(f"PRAGMA max_page_count = {pages}")


def locked(surveys: ComparisonCache, monkeypatch: pytest.MonkeyPatch) -> None:
    surveys.store.rows("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(surveys.store.path)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(surveys, "_other", other, raising=False)  # so that it lives on


def read_only(surveys: ComparisonCache, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    surveys.store.rows("PRAGMA query_only = 1")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("befall", "said"), [(full, "full"), (locked, "locked"), (read_only, "readonly")]
)
def test_what_cannot_be_kept_is_told_once_and_found_all_the_same(
    befall: Callable[[ComparisonCache, pytest.MonkeyPatch], None],
    said: str,
    seeds: list[Source],
    surveys: ComparisonCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = found(seeds)
    befall(surveys, monkeypatch)
    complaints: list[Exception] = []
    surveyor = CorpusMatcher(seeds, surveys, complaints.append)
    each = sorted(
        latest_per_document(surveyor.match_documents(surveyor.records())), key=lambda f: f.document
    )
    surveyor.close()
    assert each == expected
    (complaint,) = complaints
    assert said in str(complaint)
    assert str(surveys.store.path) in str(complaint)


@pytest.mark.parametrize("count", [3, 40])
def test_in_walking_order_every_couple_comes_once_the_first_text_first(count: int) -> None:
    texts = [bytes([n]) for n in range(count)]
    couples = [(one, two) for one in texts for two in texts if one < two and (one[0] ^ two[0]) % 3]
    walked = order_for_cache(couples)
    assert sorted(walked) == sorted(couples)
    firsts = sum(texts[0] in couple for couple in couples)
    assert all(texts[0] in couple for couple in walked[:firsts])
    runs = comparison_runs(couples, 4)
    assert sorted(couple for run in runs for couple in run) == sorted(couples)
    for run in runs:
        ours = sum(texts[0] in couple for couple in run)
        assert ours <= firsts // 4 + 1
        assert all(texts[0] in couple for couple in run[:ours])


def test_a_line_that_becomes_furniture_by_one_more_article_is_so_in_all(
    tmp_path: Path, surveys: ComparisonCache
) -> None:
    files = []
    for n in range(40):
        file = tmp_path / f"{n:02}.txt"
        file.write_text(with_lines(n, [LETTER] if n < 5 else [], 1), encoding="utf-8")
        files.append(file)
    four = found(sources(*files[:4], *files[5:]), surveys)
    assert sum(len(f.matches) for f in four) == 12
    five = found(sources(*files), surveys)
    assert five == found(sources(*files))
    assert sum(len(f.matches) for f in five) == 0
    again = found(sources(*files[1:]), surveys)
    assert again == found(sources(*files[1:]))
    assert sum(len(f.matches) for f in again) == 12
