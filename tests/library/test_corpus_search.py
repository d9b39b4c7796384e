"""Searching a corpus: what is found, in which order, and what is kept of it."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.corpora import inspect_file
from tests.support.reader import written
from tui.corpus.file_encodings import FOUND
from tui.corpus.loader import load
from tui.index.source import Source
from tui.search import word_index
from tui.search.corpus_search import Article, CorpusSearch, Results
from tui.search.word_index import FILE, SearchError, WordIndex
from tui.settings import folders
from tui.text.search_terms import QueryError, query
from tui.workspace.workspace import Workspace

FERRY = "The ferry to the island was stopped by ice. Nobody was left on the island."
ROAD = "A road over the ice was opened. It carries cars, and no ferry is missed."
CHOIR = "The choir of Norrby sang on Sunday. It will sing again."


def sources(folder: Path) -> list[Source]:
    found = [inspect_file(path) for path in sorted(folder.iterdir())]
    return [source for source in found if isinstance(source, Source)]


def searched(folder: Path, typed: str, file: Path | None = None) -> Results:
    complaints: list[Exception] = []
    search = CorpusSearch(file or folder.parent / "kept" / FILE, complaints.append)
    try:
        results = search.results(sources(folder), query(typed))
    finally:
        search.close()
    assert not complaints
    return results


def names(results: Results) -> list[str]:
    return [Path(article.name).stem for article in results.articles]


def sentences(article: Article) -> list[str]:
    return [hit.span.of(article.document.text) for hit in article.hits]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return written(tmp_path / "corpus", a=FERRY, b=ROAD, c=CHOIR)


def test_a_word_is_found_with_the_sentences_that_have_it(corpus: Path) -> None:
    (article,) = searched(corpus, "island").articles
    assert sentences(article) == [
        "The ferry to the island was stopped by ice.",
        "Nobody was left on the island.",
    ]
    for hit in article.hits:
        assert [mark.of(article.document.text) for mark in hit.marks] == ["island"]
        assert article.document.passages[hit.passage].span == hit.span


def test_all_words_have_to_be_in_the_article(corpus: Path) -> None:
    assert names(searched(corpus, "ferry island")) == ["a"]
    assert names(searched(corpus, "ferry choir")) == []


def test_words_in_one_sentence_come_before_words_here_and_there(corpus: Path) -> None:
    results = searched(corpus, "ferry ice")
    assert names(results) == ["a", "b"]
    assert [article.is_scattered for article in results.articles] == [False, True]
    assert len(results.articles[1].hits) == 2


def test_a_phrase_stands_in_a_row(corpus: Path) -> None:
    assert names(searched(corpus, '"over the ice"')) == ["b"]
    assert names(searched(corpus, '"ice the over"')) == []


def test_the_beginning_of_a_word_finds_it(corpus: Path) -> None:
    assert names(searched(corpus, "sing")) == names(searched(corpus, "sin*")) == ["c"]
    assert names(searched(corpus, "isl")) == []


def test_a_capital_finds_itself_unless_there_is_none(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a="In May it was cold.", b="It may be cold.")
    assert names(searched(folder, "May")) == ["a"]
    assert set(names(searched(folder, "may"))) == {"a", "b"}
    assert names(searched(folder, "COLD")) == names(searched(folder, "cold"))


def test_accents_and_scripts_without_spaces_are_found(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a="Zoë saß im Café.", b="東京港は木曜日に閉鎖された。")
    assert names(searched(folder, "zoe cafe sass")) == ["a"]
    assert names(searched(folder, "木曜日")) == names(searched(folder, "港")) == ["b"]
    assert names(searched(folder, "日閉")) == []


def test_the_article_that_says_it_most_comes_first(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "corpus",
        a=f"{CHOIR} The harbour froze.",
        b="The harbour froze. A harbour it was.",
    )
    assert names(searched(folder, "harbour")) == ["b", "a"]


def test_what_else_was_indexed_changes_no_order(tmp_path: Path, corpus: Path) -> None:
    file = tmp_path / FILE
    first = [(a.name, a.hits) for a in searched(corpus, "ice", file).articles]
    written(tmp_path / "other", **{f"x{n}": f"The ice broke {n} times." for n in range(20)})
    searched(tmp_path / "other", "ice", file)
    assert [(a.name, a.hits) for a in searched(corpus, "ice", file).articles] == first


def test_copies_of_a_text_are_all_found(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=FERRY, b=FERRY)
    assert names(searched(folder, "island")) == ["a", "b"]


def test_no_more_articles_come_than_asked_for_and_the_rest_is_counted(corpus: Path) -> None:
    search = CorpusSearch(corpus.parent / FILE, print)
    results = search.results(sources(corpus), query("the*"), most_articles=1)
    search.close()
    assert (len(results.articles), results.more) == (1, 2)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, as they are."""
    done: list[str] = []
    whole: Callable[[Source], object] = Source.read

    def counted(source: Source) -> object:
        done.append(source.path.stem)
        return whole(source)

    monkeypatch.setattr(Source, "read", counted)
    return done


def test_only_what_is_new_is_indexed_and_only_what_is_shown_read(
    corpus: Path, read: list[str]
) -> None:
    searched(corpus, "island")
    assert read == ["a", "b", "c", "a"]
    read.clear()
    (corpus / "b.txt").write_text(f"{ROAD} The island is far.", encoding="utf-8")
    assert set(names(searched(corpus, "island"))) == {"a", "b"}
    assert sorted(read) == ["a", "b", "b"]


def test_what_was_said_before_an_edit_is_found_no_more(corpus: Path) -> None:
    assert names(searched(corpus, "choir")) == ["c"]
    (corpus / "c.txt").write_text("Nobody sang.", encoding="utf-8")
    assert names(searched(corpus, "choir")) == []


def test_what_another_program_indexed_is_dropped(
    corpus: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    searched(corpus, "island")
    read.clear()
    monkeypatch.setattr(word_index, "engine_checksum", lambda: "another")
    assert names(searched(corpus, "island")) == ["a"]
    assert set(read) == {"a", "b", "c"}


def test_no_text_is_kept(corpus: Path, tmp_path: Path) -> None:
    searched(corpus, "island", tmp_path / FILE)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert b"stopped by ice" not in kept
    assert b"ferry to the island" not in kept


@pytest.mark.parametrize("how", ["folder", "damaged", "newer"])
def test_without_a_store_it_searches_in_memory_and_says_so(
    corpus: Path, tmp_path: Path, how: str
) -> None:
    file = tmp_path / "kept" / FILE
    file.parent.mkdir()
    if how == "folder":
        file.mkdir()
    elif how == "damaged":
        file.write_bytes(b"no database at all, and long enough to be taken for one" * 40)
    else:
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version = 99")
    complaints: list[Exception] = []
    search = CorpusSearch(file, complaints.append)
    assert names(search.results(sources(corpus), query("island"))) == ["a"]
    assert names(search.results(sources(corpus), query("choir"))) == ["c"]
    search.close()
    assert len(complaints) == 1


def test_a_store_that_fails_on_the_way_is_done_without(corpus: Path, tmp_path: Path) -> None:
    complaints: list[Exception] = []
    search = CorpusSearch(tmp_path / FILE, complaints.append)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DROP TABLE contents")
    assert names(search.results(sources(corpus), query("island"))) == ["a"]
    search.close()
    assert len(complaints) == 1


def test_without_fts5_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Poor(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            if "fts5" in sql:
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(sql, *values)

    whole = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, **more: whole(file, factory=Poor, **more))
    with pytest.raises(SearchError, match=r"lacks \(no such module: fts5\); use a Python"):
        WordIndex(tmp_path / FILE)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_every_sentence_of_a_text_is_found_by_its_own_words(
    tmp_path_factory: pytest.TempPathFactory, text: str, typed: str
) -> None:
    file = tmp_path_factory.mktemp("texts") / "a.txt"
    file.write_text(f"Begin. {text}", encoding="utf-8", errors="ignore")
    source = inspect_file(file)
    if not isinstance(source, Source) or (document := source.read()) is None:
        return
    search = CorpusSearch(file.with_name(FILE), print)
    try:
        for passage in document.passages:
            try:
                asked = query(f'"{passage.span.of(document.text)[:80]}"')
            except QueryError:
                continue
            assert search.results([source], asked).articles
        with suppress(QueryError):
            search.results([source], query(typed))  # whatever is typed does no harm
        assert search.results([source], query("begin")).articles
    finally:
        search.close()


def test_the_library_searches_what_is_open(corpus: Path) -> None:
    workspace = Workspace([corpus], folders(), encodings=FOUND)
    corpus_files = [load(path) for path in sorted(corpus.iterdir())]
    assert names(workspace.search(corpus_files, "island")) == ["a"]
    assert names(workspace.search(corpus_files, '"over the ice"')) == ["b"]
    with pytest.raises(QueryError):
        workspace.search(corpus_files, "…")
    assert workspace.complaints == []
    workspace.close()
