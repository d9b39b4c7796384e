"""Hostile pages, feeds and books end in a row that says why; nothing is followed, nothing leaks."""

from pathlib import Path

import pytest

from tests.support.saved_files import AGROUND, STORM, book, page, zip_file
from tui.corpus.loader import load, load_articles

LAUGHS = "".join(
    f'<!ENTITY {chr(98 + n)} "{(chr(38) + chr(97 + n) + ";") * 10}">' for n in range(12)
)
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + LAUGHS + "]>"
CONTAINER = '<container><rootfile full-path="a.opf"/></container>'
PACKAGE = (
    '<p><item id="a" href="../../../../{}" media-type="application/xhtml+xml"/>'
    '<itemref idref="a"/></p>'
)


def problem(path: Path, data: bytes | str) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    [found] = load_articles(path)
    assert found.document is None
    return found.problem


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    rss = f"{BOMB}<rss><channel><title>&m;</title><item><title>&m;</title></item></channel></rss>"
    assert "entities" in problem(tmp_path / "feed.xml", rss)
    package = zip_file(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": BOMB + "<container>&m;</container>",
        }
    )
    assert "entities" in problem(tmp_path / "a.epub", package)
    (tmp_path / "a.html").write_text(
        f"{BOMB}<html><body><p>It &m; rained all day.</p></body></html>"
    )
    found = load(tmp_path / "a.html")
    assert found.document
    assert len(found.document.text) < 1_000


def test_no_file_is_read_for_an_entity(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("swordfish")
    named = (tmp_path / "secret").as_uri()
    rss = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "{named}">]><rss><channel>'
        "<item><title>It rained &a;</title></item></channel></rss>"
    )
    assert "entities" in problem(tmp_path / "feed.xml", rss)
    included = (
        '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><title>It rained'
        f'</title><description><xi:include href="{named}" parse="text"/></description></item>'
        "</channel></rss>"
    )
    (tmp_path / "include.xml").write_text(included)
    found = load(tmp_path / "include.xml")
    assert found.document
    assert "swordfish" not in found.document.text


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_pages_nested_too_deeply_are_refused(tmp_path: Path, tag: str) -> None:
    assert "nested" in problem(tmp_path / "a.html", f"<html><{tag}>" * 60_000 + "It rained.")


def test_feeds_nested_too_deeply_are_refused(tmp_path: Path) -> None:
    deep = "<rss>" + "<a>" * 100_000 + "x" + "</a>" * 100_000 + "</rss>"
    assert "nested" in problem(tmp_path / "feed.xml", deep)


def test_a_page_with_an_attribute_of_megabytes_is_read_without_it(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 3_000_000}" style="{"x" * 2_000_000}">'
    (tmp_path / "a.html").write_text(page(AGROUND).replace("<article>", f"<article>{picture}"))
    found = load(tmp_path / "a.html")
    assert found.document
    assert found.title == AGROUND.title
    assert len(found.document.text) < 2_000


@pytest.mark.parametrize(("name", "begin"), [("a.html", "<html><p"), ("feed.xml", "<rss><channel")])
def test_an_element_with_very_many_attributes_is_refused(
    tmp_path: Path, name: str, begin: str
) -> None:
    many = " ".join(f'a{n}="x"' for n in range(200_000))
    assert "attributes" in problem(tmp_path / name, f"{begin} {many}>It rained.")


@pytest.mark.parametrize("tag", ["blockquote", "ul><li"])
def test_quotes_in_quotes_and_lists_in_lists_keep_their_words(tmp_path: Path, tag: str) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + f"<{tag}>" * 60 + "It rained all day.")
    document = load(tmp_path / "a.html").document
    assert document
    assert "It rained all day." in document.text


def test_a_page_that_the_parser_gives_up_is_not_read_in_part(tmp_path: Path) -> None:
    long = "<p>It rained all day.</p><p>" + "word " * 2_500_000 + "</p><p>It snowed.</p>"
    assert "longer than 10 MB" in problem(tmp_path / "a.html", f"<html><body>{long}")


def test_a_page_of_millions_of_elements_is_refused(tmp_path: Path) -> None:
    assert "elements" in problem(tmp_path / "a.html", "<html><body>" + "<p>a" * 800_000)


@pytest.mark.slow
def test_a_book_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "a.opf": b" " * (200 << 20),
    }
    assert "unpacks to more than" in problem(tmp_path / "a.epub", zip_file(parts))


def test_a_book_reads_nothing_outside_of_itself(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xhtml"
    secret.write_text("<p>" + "swordfish " * 40)
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "a.opf": PACKAGE.format(str(secret).lstrip("/")),
    }
    assert "no chapters" in problem(tmp_path / "a.epub", zip_file(parts))


def test_scripts_forms_and_hidden_words_are_no_article(tmp_path: Path) -> None:
    hidden = (
        "<script>document.write('written')</script><noscript>unseen</noscript>"
        '<p style="display:none">unseen</p><p hidden>unseen</p><form><input value="typed">'
        "<textarea>typed</textarea></form><iframe src=x>framed</iframe>"
    )
    (tmp_path / "a.html").write_text(page(AGROUND).replace("<article>", f"<article>{hidden}"))
    document = load(tmp_path / "a.html").document
    assert document
    for word in ("written", "unseen", "typed", "framed"):
        assert word not in document.text


def test_values_of_a_page_are_made_safe(tmp_path: Path) -> None:
    made = page(AGROUND).replace("The Quay Courier", "The \x1b[31mQuay\x07 " + "x" * 3_000)
    (tmp_path / "a.html").write_text(made.replace("Ann Pols", "&#27;[2J"))
    known = load(tmp_path / "a.html").metadata
    assert all(value.isprintable() and len(value) < 200 for value in known)


def test_one_hostile_file_leaves_the_others_alone(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>" * 100_000)
    (tmp_path / "b.epub").write_bytes(book([AGROUND, STORM]))
    read = [one for name in ("a.html", "b.epub") for one in load_articles(tmp_path / name)]
    assert [bool(one.document) for one in read] == [False, True, True]
