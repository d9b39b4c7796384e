"""Pages that were fetched, as files of a corpus: whole, never over another file, once each."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.disks import disk, full, read_only
from tests.support.saved_files import AGROUND, BREAD, FURNITURE, STORM, Story, book, feed, page
from tui.corpus.additions.addition import Outcome, add_page
from tui.corpus.additions.addition_record import PAGES
from tui.corpus.additions.file_names import stem_of_site, stem_of_title
from tui.corpus.additions.page_content import AdditionError
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find_allowed, load_articles
from tui.fetching.fetched_page import FetchedPage
from tui.storage import new_file
from tui.text.sanitization import clean

ADDRESS = "https://courier.example/aground"
NAME = "Ferry-runs-aground-off-Vlissingen"
THEN = datetime(2026, 11, 26, 20, 15, tzinfo=UTC)


def fetched(
    data: bytes | str,
    address: str = ADDRESS,
    kind: str = "text/html",
    charset: str = "",
    days: int = 0,
) -> FetchedPage:
    content = data.encode() if isinstance(data, str) else data
    return FetchedPage(address, content, THEN + timedelta(days=days), (), kind, charset)


def articles_in(folder: Path) -> list[CorpusFile]:
    """What the reader finds in a folder."""
    found: list[CorpusFile] = []
    for one in find_allowed([folder], secure=True):
        found += load_articles(one) if isinstance(one, Path) else [one]
    return found


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def words_of(article: CorpusFile) -> str:
    assert article.document, article.problem
    return article.document.text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def test_a_page_is_one_article_with_all_that_is_known_of_it(folder: Path) -> None:
    html = page(AGROUND, url=ADDRESS)
    added = add_page(fetched(html, f"{ADDRESS}?from=mail"), folder)
    assert (added.outcome, added.file, added.title) == (
        Outcome.SAVED, f"{NAME}.md", AGROUND.title,
    )  # fmt: skip
    (article,) = articles_in(folder)
    words = words_of(article)
    assert all(paragraph in words for paragraph in (AGROUND.title, *AGROUND.paragraphs))
    assert not any(other in words for other in FURNITURE)
    assert article.metadata.outlet == "The Quay Courier"
    assert (article.metadata.date, article.metadata.updated) == ("2024-04-26", "2024-04-27")
    assert (article.metadata.author, article.metadata.language) == ("Ann Pols", "en-GB")
    assert article.metadata.url == ADDRESS
    text = (folder / f"{NAME}.md").read_text()
    assert f'fetched_from: "{ADDRESS}?from=mail"' in text
    assert 'fetched: "2026-11-26T20:15:00+00:00"' in text


def test_the_page_as_it_came_lies_beside_and_is_no_article(folder: Path) -> None:
    html = page(AGROUND, url=ADDRESS)
    add_page(fetched(html), folder)
    assert (folder / PAGES / f"{NAME}.html").read_bytes() == html.encode()
    assert f'page: "{PAGES}/{NAME}.html"' in (folder / f"{NAME}.md").read_text()
    assert len(articles_in(folder)) == 1


def test_the_article_is_that_of_the_page_saved_by_hand(folder: Path) -> None:
    odd = Story('He said: "never" & it\'s *so* #1', ("- One \\ two.", "> Three `four` [five](x)."))
    html = page(
        odd, url=ADDRESS, in_head='<meta name="author" content="Zoë &quot;Z&quot; O\'Neil">'
    )
    (folder / "by-hand").mkdir()
    (folder / "by-hand" / "page.html").write_text(html)
    add_page(fetched(html), folder / "added")
    (ours,), (theirs,) = articles_in(folder / "added"), articles_in(folder / "by-hand")
    assert words_of(ours) == words_of(theirs)
    assert ours.metadata == theirs.metadata
    assert ours.document
    assert theirs.document
    assert ours.document.title == theirs.document.title


def test_long_addresses_and_titles_are_kept_whole(folder: Path) -> None:
    address = "https://courier.example/" + "a" * 900
    add_page(fetched(page(AGROUND._replace(title="Ferry " * 90), url=address)), folder)
    (article,) = articles_in(folder)
    assert article.metadata.url == address
    assert len(article.path.name) < 100


def test_a_page_that_changed_is_a_new_version_and_the_same_one_is_not(folder: Path) -> None:
    first = add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    before = (folder / first.file).read_bytes()
    longer = AGROUND._replace(paragraphs=(*AGROUND.paragraphs, "The master resigned at night."))
    second = add_page(fetched(page(longer, url=ADDRESS), days=1), folder)
    assert (second.outcome, second.file, second.earlier) == (
        Outcome.NEW_VERSION, f"{NAME}-2.md", f"{NAME}.md",
    )  # fmt: skip
    assert (folder / first.file).read_bytes() == before
    assert (folder / PAGES / f"{NAME}-2.html").exists()
    assert [one.metadata.url for one in articles_in(folder)] == [ADDRESS, ADDRESS]
    # Only what stands around the article is another: the words are known already.
    around = page(longer, url=ADDRESS).replace("We use cookies", "We love cookies")
    again = add_page(fetched(around, days=2), folder)
    assert (again.outcome, again.file) == (Outcome.UNCHANGED, f"{NAME}-2.md")
    back = add_page(fetched(page(AGROUND, url=ADDRESS), days=3), folder)
    assert (back.outcome, back.file, back.earlier) == (
        Outcome.NEW_VERSION, f"{NAME}-3.md", f"{NAME}-2.md",
    )  # fmt: skip
    assert len(articles_in(folder)) == 3


def test_a_version_that_was_removed_does_not_count(folder: Path) -> None:
    first = add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    (folder / first.file).unlink()
    again = add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    assert again.outcome is Outcome.SAVED
    assert len(articles_in(folder)) == 1


def test_another_article_with_the_same_title_is_no_version(folder: Path) -> None:
    add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    other = "https://bode.example/7"
    added = add_page(fetched(page(AGROUND, url=other), other), folder)
    assert (added.outcome, added.file) == (Outcome.SAVED, f"{NAME}-2.md")


def test_no_file_of_the_user_is_overwritten(folder: Path) -> None:
    (folder / f"{NAME}.md").write_text("My own words.")
    (folder / PAGES).mkdir()
    (folder / PAGES / f"{NAME}-2.html").write_text("My own page.")
    added = add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    assert added.file == f"{NAME}-3.md"
    assert (folder / f"{NAME}.md").read_text() == "My own words."
    assert (folder / PAGES / f"{NAME}-2.html").read_text() == "My own page."
    assert not (folder / PAGES / f"{NAME}-2.json").exists()


def test_a_feed_is_kept_as_it_came_with_an_article_for_each_entry(folder: Path) -> None:
    data = feed([AGROUND, STORM, BREAD])
    address = "https://www.bode.example/rss"
    added = add_page(fetched(data, address, "application/rss+xml"), folder)
    assert (added.file, added.title) == ("bode.example_De-Bode.xml", "De Bode")
    assert (folder / added.file).read_text() == data
    assert {one.group for one in articles_in(folder)} == {"De Bode"}
    assert len(articles_in(folder)) == 3
    assert add_page(fetched(data, address), folder).outcome is Outcome.UNCHANGED
    more = fetched(feed([AGROUND, STORM]), address, days=1)
    assert add_page(more, folder).file == "bode.example_De-Bode-2.xml"


def test_a_json_feed_is_a_feed(folder: Path) -> None:
    entry = {"id": "1", "title": AGROUND.title, "content_text": "\n\n".join(AGROUND.paragraphs)}
    data = {"version": "https://jsonfeed.org/version/1.1", "title": "De Bode", "items": [entry]}
    added = add_page(fetched(json.dumps(data), kind="application/feed+json"), folder)
    assert added.file.endswith(".json")
    assert AGROUND.paragraphs[0] in words_of(articles_in(folder)[0])


def test_other_documents_are_kept_as_they_came(folder: Path) -> None:
    data = book([AGROUND, STORM])
    added = add_page(fetched(data, kind="application/epub+zip"), folder)
    assert added.file.endswith(".epub")
    assert (folder / added.file).read_bytes() == data
    text = fetched("Two words.\n\nAnd more.", "https://www.bode.nl/notes/lock.txt", "text/plain")
    assert add_page(text, folder).file == "bode.nl_lock.txt"
    marked = fetched("# Two *words*", "https://bode.example/notes/harbour.md", "text/plain")
    assert add_page(marked, folder).file == "bode.example_harbour.md"
    assert {one.metadata.outlet for one in articles_in(folder)} >= {"bode.nl"}


def test_a_pdf_is_kept_and_what_its_reader_lacks_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.formats.registry.find_spec", lambda _: None)
    data = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
    added = add_page(fetched(data, "https://bode.example/r/lock.pdf", "application/pdf"), folder)
    assert added.file == "bode.example_lock.pdf"
    assert (folder / added.file).read_bytes() == data
    assert "install variorum[pdf]" in added.problem


@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [
        (b"GIF89a\0\0", "image/gif", "image/gif is not read"),
        (b'{"a": 1}', "application/json", "application/json is not read"),
        (b"\0\1\2", "", "its format is not read"),
        (b"PK\x03\x04a.txt", "application/zip", "application/zip is not read"),
        (b"<html><script>draw()</script></html>", "text/html", "the page has no words"),
    ],
)
def test_what_has_no_article_is_refused_and_leaves_no_file(
    folder: Path, data: bytes, kind: str, problem: str
) -> None:
    with pytest.raises(AdditionError, match=problem):
        add_page(fetched(data, kind=kind), folder / "new")
    assert not (folder / "new").exists()


def test_the_encoding_that_only_the_server_states_is_heeded(folder: Path) -> None:
    story = Story("Паром сел на мель", ("Паром сел на мель на рассвете у самого берега.",))
    html = page(story).replace('<meta charset="utf-8">', "")
    add_page(fetched(html.encode("koi8-r"), charset="koi8-r"), folder)
    assert story.paragraphs[0] in words_of(articles_in(folder)[0])


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [("cp1252", "ISO-8859-1"), ("cp1252", ""), ("utf-16", "iso-8859-1"), ("cp1252", "punycode")],
)
def test_encodings_are_read_as_browsers_read_them(folder: Path, encoding: str, stated: str) -> None:
    story = Story("Veer loopt vast", ("De veerboot liep ’s ochtends vast, zei kapitein Zoë.",))
    html = page(story).replace('<meta charset="utf-8">', "")
    add_page(fetched(html.encode(encoding), charset=stated), folder)
    assert story.paragraphs[0] in words_of(articles_in(folder)[0])


def test_a_server_that_states_a_wrong_encoding_of_utf_8_is_not_believed(folder: Path) -> None:
    story = Story("Veer loopt vast", ("De veerboot liep ’s ochtends vast, zei kapitein Zoë.",))
    add_page(fetched(page(story), charset="iso-8859-1"), folder)
    assert story.paragraphs[0] in words_of(articles_in(folder)[0])


def test_the_file_has_no_control_characters_whatever_the_page_has(folder: Path) -> None:
    evil = "Ferry \x1b]0;owned\x07 \u202e sinks \x9b31m"
    story = Story(evil, (f"{evil} at dawn on Tuesday.", "---", "title: x"))
    head = '<meta name="author" content="A&#27;[31mB&#10;date: 1999-01-01">'
    added = add_page(fetched(page(story, in_head=head)), folder)
    text = (folder / added.file).read_text()
    assert clean(text)[0] == text
    assert clean(added.title + added.file)[0] == added.title + added.file
    (article,) = articles_in(folder)
    assert article.metadata.date == "2024-04-26"


@given(st.text(max_size=300), st.text(max_size=80))
def test_names_are_plain_whatever_a_title_has(title: str, path: str) -> None:
    for name in (stem_of_title(title) or "a", stem_of_site(title, f"https://bode.example/{path}")):
        assert 0 < len(name.encode()) <= 300
        assert not name.startswith((".", "-"))
        assert not set(name) & set("/\\:*?\"<>|\0\n\r\t %~$`'")
        assert clean(name)[0] == name


def test_a_fragment_that_its_server_calls_a_page_is_one(folder: Path) -> None:
    words = f"<p>{AGROUND.paragraphs[0]}<p>{AGROUND.paragraphs[1]}"
    assert add_page(fetched(words, "https://bode.example/7?x"), folder).file == "7.md"
    assert AGROUND.paragraphs[1] in words_of(articles_in(folder)[0])
    with pytest.raises(AdditionError, match="text/html is not read"):
        add_page(fetched(b"GIF89a\0\0", kind="text/html"), folder)


def test_no_page_is_saved_through_a_link_that_leads_elsewhere(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / PAGES).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AdditionError, match="this is a link"):
        add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    assert files_in(tmp_path / "elsewhere") == []
    assert files_in(folder) == []


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_can_not_be_written_whole_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException
) -> None:
    calls = iter(range(1, 9))
    sync: Callable[[Any], None] = os.fsync

    def fails(file: Any) -> None:
        # The folder is synchronized after each file.
        if next(calls) == 2 * number - 1:
            raise error
        sync(file)

    monkeypatch.setattr(new_file.os, "fsync", fails)
    expected = AdditionError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    assert files_in(folder) == []
    monkeypatch.undo()
    assert add_page(fetched(page(AGROUND, url=ADDRESS)), folder).file == f"{NAME}.md"


def test_a_disk_without_second_names_for_files_will_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(new_file.os, "link", refuse)
    add_page(fetched(page(AGROUND, url=ADDRESS)), folder)
    assert len(files_in(folder)) == 3
    path = folder / f"{NAME}.md"
    with pytest.raises(FileExistsError):
        new_file.write_new(path, b"")
    assert path.stat().st_size
    assert len(files_in(folder)) == 3


def test_a_full_disk_and_a_read_only_one_are_told(tmp_path: Path) -> None:
    html = fetched(page(AGROUND, url=ADDRESS))
    with disk(tmp_path / "disk") as folder:
        with read_only(folder), pytest.raises(AdditionError, match="can't be saved there"):
            add_page(html, folder)
        with full(folder), pytest.raises(AdditionError, match="No space left"):
            add_page(html, folder)
        assert [name for name in files_in(folder) if name != "filling"] == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"file":"../x","url":"u","address":"a","redirects":[],"fetched":"","digest":""}',
        b'{"file": 1}',
        b" " * 100_000,
    ],
)
def test_damaged_records_are_passed_over(folder: Path, content: bytes) -> None:
    (folder / PAGES).mkdir()
    (folder / PAGES / "x.json").write_bytes(content)
    assert add_page(fetched(page(AGROUND, url=ADDRESS)), folder).outcome is Outcome.SAVED
