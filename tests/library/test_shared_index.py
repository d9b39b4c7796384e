"""A shared index is read where it holds, and at worst passed over: with a word, and no harm."""

import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.corpora import inspect_file
from tui.corpus.loader import load
from tui.index.cache.comparison_cache import (
    FILE,
    ComparisonCache,
    pack_comparison,
    unpack_comparison,
)
from tui.index.cache.document_record import DocumentRecord, pack_record, unpack_record
from tui.index.corpus_matcher import CorpusMatcher, MatchingOptions
from tui.index.shared.shared_index import SharedIndex, checksum, is_index, write_index
from tui.index.source import Source
from tui.matching.matches import DocumentMatches, Kind, latest_per_document
from tui.matching.pairs.document_comparison import Comparison
from tui.matching.pairs.sentence_pairs import SentencePair
from tui.resources import SEEDS
from tui.settings import Folders
from tui.text.span import Span
from tui.workspace.workspace import Workspace


def sources(folder: Path, *, read: bool = True) -> list[Source]:
    found = []
    for file in sorted(folder.glob("*.txt")):
        source = inspect_file(file)
        assert isinstance(source, Source)
        document = load(file).document if read else None
        found.append(source._replace(document=document))
    return found


class Reader:
    """Somebody who reads a corpus, with a cache of their own and perhaps a shared index."""

    def __init__(self, cache: Path, index: Path | None = None) -> None:
        self.index = index
        self.file = cache / FILE
        self.own = ComparisonCache(self.file)
        self.complaints: list[str] = []

    def found(self, corpus: list[Source]) -> list[DocumentMatches]:
        surveyor = CorpusMatcher(
            corpus,
            self.own,
            lambda e: self.complaints.append(str(e)),
            options=MatchingOptions(shared_index=self.index),
        )
        try:
            return sorted(
                latest_per_document(surveyor.match_documents(surveyor.records())),
                key=lambda f: f.document,
            )
        finally:
            surveyor.close()

    @property
    def kept(self) -> list[int]:
        tables = ("outlines", "comparisons", "corpora")
        with closing(sqlite3.connect(self.file)) as store:
            counted = [store.execute(f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608
            return [count for rows in counted for (count,) in rows]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles; not to be changed."""
    folder = tmp_path_factory.mktemp("shared") / "corpus"
    folder.mkdir()
    for seed in SEEDS.glob("*.txt"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    return folder


@pytest.fixture(scope="module")
def truth(corpus: Path) -> list[DocumentMatches]:
    return Reader(corpus.parent / "alone").found(sources(corpus))


@pytest.fixture(scope="module")
def made(corpus: Path) -> Path:
    file = corpus.parent / "made.index"
    surveyor = CorpusMatcher(sources(corpus), None, lambda _: None)
    outlines = surveyor.records()
    list(surveyor.match_documents(outlines))
    assert surveyor.matched
    contents = {source.name: source.content for source in sources(corpus)}
    write_index(
        file,
        {contents[name]: outline for name, outline in outlines.items()},
        surveyor.matched.comparisons.all(),
    )
    surveyor.close()
    return file


@pytest.fixture
def index(made: Path, tmp_path: Path) -> Path:
    """An index of the corpus, to be spoilt."""
    return Path(shutil.copy(made, tmp_path / "shared.index"))


def change(file: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    connection = sqlite3.connect(file)
    for statement, values in statements:
        connection.execute(statement, values)
    connection.commit()
    connection.close()


@pytest.mark.slow
def test_with_it_one_article_is_read_to_see_whether_it_is_true_and_nothing_is_kept(
    corpus: Path, index: Path, truth: list[DocumentMatches], tmp_path: Path, work: list[str]
) -> None:
    before = index.read_bytes()
    reader = Reader(tmp_path / "cache", index)
    assert reader.found(sources(corpus)) == truth
    assert work == ["checked"]
    assert reader.complaints == []
    assert reader.kept == [0, 0, 0]
    assert index.read_bytes() == before
    assert [f.name for f in tmp_path.glob("*.index*")] == [index.name], "nothing is put beside it"


@pytest.mark.slow
def test_what_changed_or_came_since_is_compared_here(
    corpus: Path, index: Path, tmp_path: Path, work: list[str]
) -> None:
    corpus = Path(shutil.copytree(corpus, tmp_path / "corpus"))
    changed, *_ = sorted(corpus.glob("*.txt"))
    changed.write_text(changed.read_text() + "\n\nThe ferry Ouwerkerk sank off Zeeland.\n")
    (corpus / "new.txt").write_text("The ferry Ouwerkerk sank off Zeeland, its owner said.\n")
    reader = Reader(tmp_path / "cache", index)
    found = reader.found(sources(corpus))
    assert work.count("compared") == 5 + 4, "the two with all the others, the four not again"
    assert found == Reader(tmp_path / "other").found(sources(corpus))
    work.clear()
    assert reader.found(sources(corpus)) == found
    assert "compared" not in work, "what was compared here is kept here"


ENDLESS = (
    "CREATE VIEW outlines AS WITH RECURSIVE n(content, made, seal) AS"
    " (SELECT 1, 2, 3 UNION ALL SELECT content + 1, 2, 3 FROM n) SELECT * FROM n"
)


def refuse(index: Path, how: str) -> None:
    if how == "missing":
        index.unlink()
    elif how == "no database":
        index.write_bytes(b"no database at all, " * 400)
    elif how == "another database":
        index.unlink()
        change(index, ("CREATE TABLE t (x)", ()))
    elif how == "older":
        change(index, ("UPDATE made SET engine = 'older'", ()))
    elif how == "newer":
        change(index, ("PRAGMA user_version = 99", ()))
    elif how == "with a view":
        change(
            index,
            ("DROP TABLE outlines", ()),
            (ENDLESS, ()),
        )
    elif how == "a pipe":
        index.unlink()
        os.mkfifo(index)
    elif how == "a folder":
        index.unlink()
        index.mkdir()
    elif how == "writable by all":
        index.chmod(0o666)


REFUSALS = {
    "missing": "No such file",
    "no database": "ask for a new one",
    "another database": "is not an index",
    "older": "another version",
    "newer": "another version",
    "with a view": "does not have the format",
    "a pipe": "is not a file",
    "a folder": "is not a file",
    "writable by all": "written by everyone",
}


@pytest.mark.slow
@pytest.mark.parametrize("how", REFUSALS)
def test_one_that_can_not_be_used_is_told_and_reading_goes_on(
    corpus: Path, index: Path, truth: list[DocumentMatches], ours: Folders, how: str
) -> None:
    refuse(index, how)
    workspace = Workspace([corpus], replace(ours, index=index))
    corpus_files = list(workspace.corpus_files())
    assert (
        sorted(
            latest_per_document(workspace.match_documents(corpus_files, "")),
            key=lambda f: f.document,
        )
        == truth
    )
    (complaint,) = workspace.complaints
    assert complaint.startswith("Shared index: ")
    assert REFUSALS[how] in complaint
    workspace.close()


@pytest.mark.slow
def test_bytes_that_came_to_harm_are_never_believed(
    corpus: Path, index: Path, truth: list[DocumentMatches], tmp_path: Path
) -> None:
    chance, whole = random.Random(5), index.read_bytes()  # noqa: S311  # no secret
    for turn in range(25):
        harmed = bytearray(whole)
        for _ in range(chance.choice((1, 8, 200))):
            harmed[chance.randrange(len(harmed))] = chance.randrange(256)
        if turn % 5 == 0:
            del harmed[chance.randrange(len(harmed)) :]
        index.write_bytes(harmed)
        assert Reader(tmp_path / f"cache{turn}", index).found(sources(corpus)) == truth


Lie = Callable[[DocumentRecord], DocumentRecord]


def _far(outline: DocumentRecord) -> DocumentRecord:
    outline.ends[-1] = 2**31
    return outline


def _long(outline: DocumentRecord) -> DocumentRecord:
    outline.fingerprint.starts[-1] += 500
    return outline


LIES: dict[str, Lie] = {
    "another title": lambda o: replace(o, title="You have won"),
    "an escape": lambda o: replace(o, title="\x1b]52;c;eA==\x07"),
    "passages beyond the end": _far,
    "lines beyond the end": _long,
    "no passages": lambda o: replace(o, starts=o.starts[:0], ends=o.ends[:0]),
    "another key": lambda o: replace(o, fingerprint=replace(o.fingerprint, key=b"short")),
    "no source": lambda o: replace(
        o, offset_map=o.offset_map._replace(clean_starts=(), source_starts=())
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("read", [True, False])
def test_outlines_that_lie_are_passed_over(
    corpus: Path, index: Path, truth: list[DocumentMatches], tmp_path: Path, lie: str, *, read: bool
) -> None:
    reseal(index, "outlines", "content", lambda data: pack_record(LIES[lie](unpack_record(data))))
    reader = Reader(tmp_path / "cache", index)
    assert reader.found(sources(corpus, read=read)) == truth


def reseal(index: Path, table: str, column: str, make: Callable[[bytes], bytes]) -> None:
    """Change every value of a table as somebody would who knows how it is sealed."""
    connection = sqlite3.connect(index)
    all_of_them = f"SELECT {column}, made FROM {table}"  # noqa: S608  # our own names
    change_one = f"UPDATE {table} SET made = ?, seal = ? WHERE {column} = ?"  # noqa: S608
    for name, data in connection.execute(all_of_them).fetchall():
        made = make(data)
        seal = checksum(name if isinstance(name, bytes) else name.encode(), made)
        connection.execute(change_one, (made, seal, name))
    connection.commit()
    connection.close()


PAIR = SentencePair(0, 0, 9.0, 9.0, Kind.VERBATIM)


@pytest.mark.slow
@pytest.mark.parametrize(
    "comparison",
    [
        Comparison((PAIR._replace(here=1 << 20),), ()),
        Comparison((PAIR._replace(there=1 << 31),), ()),
        Comparison((PAIR._replace(odds=float("nan")),), ()),
        Comparison((PAIR._replace(partial=float("nan")),), ()),
        Comparison((), ((Span(0, 1 << 30), Span(0, 9)),)),
        Comparison((), ((Span(9, 3), Span(0, 9)),)),
    ],
)
def test_comparisons_that_can_not_be_are_made_anew(
    corpus: Path, index: Path, truth: list[DocumentMatches], tmp_path: Path, comparison: Comparison
) -> None:
    reseal(index, "comparisons", "keys", lambda _: pack_comparison(comparison))
    assert Reader(tmp_path / "cache", index).found(sources(corpus)) == truth
    reseal(index, "comparisons", "keys", lambda data: data[:7])
    assert Reader(tmp_path / "cache", index).found(sources(corpus)) == truth


@pytest.mark.slow
def test_one_that_does_not_say_what_the_articles_say_is_found_out(
    corpus: Path, index: Path, truth: list[DocumentMatches], tmp_path: Path
) -> None:
    def silenced(data: bytes) -> bytes:
        outline = unpack_record(data)
        trace = replace(outline.fingerprint, sentences=outline.fingerprint.sentences[:0])
        return pack_record(replace(outline, fingerprint=trace))

    reseal(index, "outlines", "content", silenced)
    reader = Reader(tmp_path / "cache", index)
    assert reader.found(sources(corpus)) == truth
    (complaint,) = reader.complaints
    assert "does not agree with the articles" in complaint


def test_what_it_says_of_one_article_spoils_nothing_kept_of_another(
    corpus: Path,
    index: Path,
    truth: list[DocumentMatches],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An outline with the key of another text must not have comparisons kept under that key."""
    first, second, *_ = sources(corpus)
    with_key = SharedIndex(index).record(second.content)
    assert with_key
    key = unpack_record(with_key).fingerprint.key

    def swapped(data: bytes) -> bytes:
        outline = unpack_record(data)
        if first.document and outline.title == first.document.title:
            outline = replace(outline, fingerprint=replace(outline.fingerprint, key=key))
        return pack_record(outline)

    reseal(index, "outlines", "content", swapped)
    change(index, ("DELETE FROM comparisons", ()))
    monkeypatch.setattr("random.choice", lambda some: some[-1])  # the check passes
    reader = Reader(tmp_path / "cache", index)
    assert reader.found(sources(corpus)) == truth
    assert "gives two articles the same key" in reader.complaints[0]
    reader.index = None
    assert reader.found(sources(corpus)) == truth


def test_it_is_written_whole_and_open_to_all_but_writing(index: Path) -> None:
    assert stat.S_IMODE(index.stat().st_mode) == 0o644
    assert is_index(index)
    shared = SharedIndex(index)
    assert shared.count() == (5, 10)
    for keys in shared.compared():
        data = shared.comparison(keys)
        assert data
        assert unpack_comparison(data)
    shared.close()
