"""Several articles of one file: each has its id, its digest and its row, whatever else is there."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.saved_files import AGROUND, BREAD, STORM, Story, book, feed, page
from tui.corpus.article_names import entry_of, split_key
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.extracted import extraction
from tui.corpus.extracted.article_cache import article_cache
from tui.corpus.file_change import FileChange
from tui.corpus.file_changes import FileChanges
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import load, load_articles, parse_bytes
from tui.corpus.read_ahead import read_ahead
from tui.index.source import Source, inspect_articles
from tui.text.document import Document
from tui.text.parsing.document_parser import Format


def file(folder: Path, *stories: Story) -> Path:
    path = folder / "bode.xml"
    path.write_text(feed(stories))
    return path


def titles(articles: Sequence[CorpusFile]) -> list[str]:
    return [one.title for one in articles]


def text(one: CorpusFile) -> str:
    assert isinstance(one.document, Document)
    return one.document.text


def test_each_article_has_an_id_and_is_found_by_its_entry(tmp_path: Path) -> None:
    path = file(tmp_path, AGROUND, STORM)
    articles = load_articles(path)
    assert titles(articles) == [STORM.title, AGROUND.title]
    assert len({one.id for one in articles} | {one.key for one in articles}) == 2
    for one in articles:
        assert one.id == f"{path}#{one.entry}"
        assert split_key(one.key) == (str(path), one.entry)
        assert load(path, entry=one.entry) == one
        assert (one.metadata.outlet, one.metadata.date) == ("De Bode", "2024-04-26")
    gone = load(path, entry="no such entry")
    assert gone.document is None
    assert gone.problem == "it is no longer in its file"


def test_a_page_is_one_article_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(AGROUND))
    [article] = load_articles(tmp_path / "page.html")
    assert (article.id, article.entry) == (str(tmp_path / "page.html"), "")
    assert article.title == AGROUND.title
    assert article.metadata == (
        "The Quay Courier",
        "2024-04-26",
        "Ann Pols",
        "2024-04-27",
        "en-GB",
        "https://courier.example/aground",
    )


def test_a_book_is_the_group_of_its_chapters(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(book([AGROUND, STORM]))
    articles = load_articles(tmp_path / "a.epub")
    assert titles(articles) == [AGROUND.title, STORM.title]
    assert {one.group for one in articles} == {"Stories of the quay"}


def test_articles_are_surveyed_as_they_are_read(tmp_path: Path) -> None:
    path = file(tmp_path, AGROUND, STORM)
    surveyed = inspect_articles(path)
    assert all(isinstance(one, Source) for one in surveyed)
    for source, article in zip(surveyed, load_articles(path), strict=True):
        assert isinstance(source, Source)
        assert (source.name, source.digest, source.entry) == (
            article.id,
            article.digest,
            article.entry,
        )
        assert source.read() == article.document


def test_an_article_keeps_id_and_digest_when_others_join_it(tmp_path: Path) -> None:
    before = load_articles(file(tmp_path, AGROUND, STORM))
    after = load_articles(file(tmp_path, AGROUND, STORM, BREAD))
    assert {(one.id, one.digest) for one in before} < {(one.id, one.digest) for one in after}


def test_changes_of_articles_are_told_one_by_one(tmp_path: Path) -> None:
    path = file(tmp_path, AGROUND, STORM)
    storm, aground = load_articles(path)
    changes = FileChanges()
    assert changes.check([storm, aground]) == {}
    file(tmp_path, AGROUND, STORM, BREAD)
    assert changes.check([storm, aground]) == {storm.id: FileChange.GROWN}
    file(tmp_path, AGROUND, STORM._replace(paragraphs=(STORM.paragraphs[0], "It goes on.")))
    assert changes.check([storm, aground]) == {storm.id: FileChange.CHANGED}
    file(tmp_path, AGROUND)
    assert changes.check([storm, aground]) == {storm.id: FileChange.GONE}
    path.unlink()
    assert set(changes.check([storm, aground]).values()) == {FileChange.GONE}


def test_a_file_is_parsed_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, AGROUND, STORM)
    first = load_articles(path)
    real = extraction.extract_with_limits

    def never(*_: object) -> None:
        raise AssertionError("it was parsed again")

    monkeypatch.setattr(extraction, "extract_with_limits", never)
    assert load_articles(path) == first
    monkeypatch.setattr(extraction, "extract_with_limits", real)
    assert len(load_articles(file(tmp_path, AGROUND, STORM, BREAD))) == 3


def test_a_cache_that_is_damaged_or_missing_is_done_without(tmp_path: Path) -> None:
    path = file(tmp_path, AGROUND, STORM)
    first = load_articles(path)
    store = article_cache().store()
    store.write("UPDATE files SET articles = ?", (b"no articles",))
    assert load_articles(path) == first
    store.close()
    assert load_articles(path) == first


def test_an_encoding_that_is_named_holds_for_a_page(tmp_path: Path) -> None:
    story = Story("Žluťoučký kůň", ("Příliš žluťoučký kůň úpěl ďábelské ódy celý den i noc.",))
    bare = page(story).replace('<meta charset="utf-8">', "")
    (tmp_path / "a.html").write_bytes(bare.encode("cp1250", "xmlcharrefreplace"))
    article = load(tmp_path / "a.html", FileEncodings("cp1250"))
    assert story.paragraphs[0] in text(article)
    assert article.encoding == "cp1250"
    [source] = inspect_articles(tmp_path / "a.html", FileEncodings("cp1250"))
    assert isinstance(source, Source)
    assert source.read() == article.document


def test_what_is_piped_may_be_a_page_but_not_many_articles() -> None:
    def piped(data: str) -> CorpusFile:
        return parse_bytes("-", Path("-"), "standard input", data.encode(), Format.PLAIN)

    assert piped(page(AGROUND)).title == AGROUND.title
    assert (piped(page(AGROUND)).id, piped(page(AGROUND)).key) == ("-", "-")
    assert "2 articles; save it as a file" in piped(feed([AGROUND, STORM])).problem


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.formats.registry.find_spec", lambda _: None)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    assert load(tmp_path / "a.pdf").problem == "install variorum[pdf] to read PDF files"


@pytest.mark.parametrize("key", ["#", "a/b#c", "x" * 500, "\x1b[31m", "ключ", "a\ud800b", "50%"])
def test_entries_are_safe_short_and_distinct(key: str) -> None:
    entry = entry_of(key)
    assert entry.isascii()
    assert entry.isprintable()
    assert not set("#/") & set(entry)
    assert len(entry) < 150
    assert entry != entry_of(f"{key}2")


def test_files_are_read_ahead_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.{'html' if n % 3 else 'txt'}" for n in range(60)]
    assert [one for some in read_ahead(paths, lambda path: [path]) for one in some] == paths
