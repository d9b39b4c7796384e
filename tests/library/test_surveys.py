"""What was compared is kept; what can't be kept is told, and stops nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.corpora import LETTER, with_lines
from tui.index import corpus_matcher as surveying
from tui.index.cache.comparison_cache import FILE, Surveys, comparison_of, packed_comparison
from tui.index.cache.document_record import OutlineError, outlined, packed, unpacked
from tui.index.corpus_matcher import Surveyor
from tui.index.source import Source, glance
from tui.index.worker_tasks import in_walking_order
from tui.matching.features.document_features import Side
from tui.matching.features.preprocessing import prepare
from tui.matching.matches import Found, latest
from tui.matching.pairs.document_comparison import compared
from tui.matching.pipeline import survey
from tui.resources import SEEDS
from tui.settings import Folders
from tui.text.parsing.document_parser import read
from tui.workspace.workspace import Library

STORY = "The ferry Ouwerkerk sank off the coast of Zeeland on Tuesday night, the owner said."
OTHER = "The mayor of Middelburg will open the new bridge over the canal in the spring."


def sources(*files: Path) -> list[Source]:
    return [source for file in files if isinstance(source := glance(file), Source)]


def found(files: list[Source], surveys: Surveys | None = None) -> list[Found]:
    complaints: list[Exception] = []
    surveyor = Surveyor(files, surveys, complaints.append)
    try:
        return sorted(latest(surveyor.found(surveyor.outlines())), key=lambda f: f.document)
    finally:
        surveyor.close()
        assert not complaints


@pytest.fixture
def seeds() -> list[Source]:
    return sources(*SEEDS.glob("*.txt"))


@pytest.fixture
def surveys(tmp_path: Path) -> Iterator[Surveys]:
    kept = Surveys(tmp_path / FILE)
    yield kept
    kept.close()


@pytest.mark.slow
def test_it_finds_what_the_engine_finds(seeds: list[Source], surveys: Surveys) -> None:
    documents = {s.name: read(s.path.read_bytes().decode()) for s in seeds}
    expected = sorted(
        survey([prepare(name, d) for name, d in documents.items()]), key=lambda f: f.document
    )
    assert found(seeds, surveys) == expected
    assert found(seeds, surveys) == expected
    assert found(seeds) == expected


@pytest.mark.slow
def test_other_processes_find_the_same(
    seeds: list[Source], surveys: Surveys, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = found(seeds)
    monkeypatch.setattr(surveying, "LARGE", 0)
    monkeypatch.setattr(surveying, "MANY", 0)
    assert found(seeds, surveys) == expected


def test_the_same_corpus_again_computes_nothing(
    seeds: list[Source], surveys: Surveys, work: list[str]
) -> None:
    found(seeds, surveys)
    assert work
    work.clear()
    found(seeds, surveys)
    assert work == []


def test_a_new_article_is_compared_alone(tmp_path: Path, surveys: Surveys, work: list[str]) -> None:
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


def test_a_file_read_twice_counts_once(tmp_path: Path, surveys: Surveys, work: list[str]) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(STORY)
    each = found(sources(*tmp_path.glob("*.txt")), surveys)
    names = tuple(sorted(f.document for f in each))
    assert [(f.copies, f.matches) for f in each] == [(names, ())] * 3
    assert work.count("compared") == 0


def test_comparisons_and_outlines_are_kept_whole() -> None:
    document = read(f"\ufeff{STORY}\r\n\r\n{OTHER}")
    reading = prepare("a", document)
    outline = outlined(document, reading)
    assert unpacked(packed(outline)) == outline
    made = compared(Side(reading), Side(reading))
    assert made.pairs
    assert comparison_of(packed_comparison(made)) == made


@pytest.mark.parametrize("cut", [0, 1, 20, 100, -1])
def test_a_damaged_outline_is_refused(cut: int) -> None:
    document = read(f"{STORY}\n\n{OTHER}")
    with pytest.raises(OutlineError):
        unpacked(packed(outlined(document, prepare("a", document)))[:cut])


def test_what_another_program_worked_out_is_dropped(
    seeds: list[Source], tmp_path: Path, work: list[str]
) -> None:
    kept = Surveys(tmp_path / FILE)
    found(seeds, kept)
    kept.close()
    change(tmp_path / FILE, "UPDATE engine SET version = 'older'")
    work.clear()
    again = Surveys(tmp_path / FILE)
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
    ("how", "said"), [("damaged", "damaged"), ("newer", "newer"), ("a folder", "yours to write")]
)
def test_without_a_store_reading_goes_on_and_says_so(ours: Folders, how: str, said: str) -> None:
    broken(ours.cache / FILE, how)
    library = Library([SEEDS], ours)
    holdings = list(library.holdings())
    assert len(latest(library.survey(holdings, ""))) == len(holdings)
    library.close()
    (complaint,) = library.complaints
    assert said in complaint
    assert str(ours.cache / FILE) in complaint


def test_a_store_that_fails_on_the_way_is_left_alone(
    seeds: list[Source], surveys: Surveys, tmp_path: Path
) -> None:
    expected = found(seeds)
    change(tmp_path / FILE, "DROP TABLE comparisons")
    complaints: list[Exception] = []
    surveyor = Surveyor(seeds, surveys, complaints.append)
    each = sorted(latest(surveyor.found(surveyor.outlines())), key=lambda f: f.document)
    surveyor.close()
    assert each == expected
    assert len(complaints) == 1


def full(surveys: Surveys, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    (pages,) = surveys._store.rows("PRAGMA page_count")[0]
    surveys._store.rows(f"PRAGMA max_page_count = {pages}")


def locked(surveys: Surveys, monkeypatch: pytest.MonkeyPatch) -> None:
    surveys._store.rows("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(surveys._store.path)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(surveys, "_other", other, raising=False)  # so that it lives on


def read_only(surveys: Surveys, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    surveys._store.rows("PRAGMA query_only = 1")


@pytest.mark.parametrize(
    ("befall", "said"), [(full, "full"), (locked, "locked"), (read_only, "readonly")]
)
def test_what_cannot_be_kept_is_told_once_and_found_all_the_same(
    befall: Callable[[Surveys, pytest.MonkeyPatch], None],
    said: str,
    seeds: list[Source],
    surveys: Surveys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = found(seeds)
    befall(surveys, monkeypatch)
    complaints: list[Exception] = []
    surveyor = Surveyor(seeds, surveys, complaints.append)
    each = sorted(latest(surveyor.found(surveyor.outlines())), key=lambda f: f.document)
    surveyor.close()
    assert each == expected
    (complaint,) = complaints
    assert said in str(complaint)
    assert str(surveys._store.path) in str(complaint)


@pytest.mark.parametrize("count", [3, 40])
def test_in_walking_order_every_couple_comes_once_the_first_text_first(count: int) -> None:
    texts = [bytes([n]) for n in range(count)]
    couples = [(one, two) for one in texts for two in texts if one < two and (one[0] ^ two[0]) % 3]
    walked = in_walking_order(couples)
    assert sorted(walked) == sorted(couples)
    firsts = sum(texts[0] in couple for couple in couples)
    assert all(texts[0] in couple for couple in walked[:firsts])


def test_a_line_that_becomes_furniture_by_one_more_article_is_so_in_all(
    tmp_path: Path, surveys: Surveys
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
