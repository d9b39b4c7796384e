"""Pages, feeds and books give their articles: all the words, and nothing that stands around."""

import json

import pytest

from tests.support.saved_files import (
    AGROUND,
    BREAD,
    FURNITURE,
    STORM,
    Story,
    book,
    feed,
    mhtml,
    page,
    zip_file,
)
from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.web import epub, html
from tui.formats.web import feed as feeds
from tui.formats.web import mhtml as saved
from tui.text.document import Emphasis, Role
from tui.text.parsing.document_parser import Format, parse_document

LIMITS = Limits()


def words(article: ExtractedArticle) -> list[str]:
    """The paragraphs that a reader sees."""
    document = parse_document(article.text, Format.MARKDOWN)
    return [paragraph.span.of(document.text) for paragraph in document.paragraphs]


def told(story: Story) -> list[str]:
    return [story.title, *story.paragraphs]


def test_a_page_gives_its_article_without_what_stands_around() -> None:
    [article] = html.extract(page(AGROUND).encode(), LIMITS)
    assert words(article) == told(AGROUND)
    assert not any(one in article.text for one in FURNITURE)


def test_a_page_says_of_its_article_who_wrote_it_where_and_when() -> None:
    [article] = html.extract(page(AGROUND).encode(), LIMITS)
    assert article[2:9] == (
        AGROUND.title,
        "The Quay Courier",
        "Ann Pols",
        "2024-04-26",
        "2024-04-27",
        "en-GB",
        "https://courier.example/aground",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_page_is_read_in_the_encoding_it_has(encoding: str) -> None:
    story = Story("Señor Müller’s café", (*AGROUND.paragraphs, "He paid 5 € for the façade."))
    named = page(story).replace('charset="utf-8"', f'charset="{encoding}"')
    [article] = html.extract(named.encode(encoding), LIMITS)
    assert words(article) == told(story)


def test_headings_emphasis_lists_and_quotes_are_kept_and_signs_are_no_markup() -> None:
    body = (
        "<h2>What is known</h2><ul><li>One tug came.</li><li>Two <b>more</b> came.</li></ul>"
        "<blockquote><p>She was stuck.</p></blockquote><p>1. It says *so* in [the] log_book_of "
        "&lt;b&gt; 5 &amp; 6.</p><p># 3 of them</p><p>A line<br><br>and one <i>more</i>.</p>"
    )
    made = page(AGROUND).replace("</article>", body + "</article>")
    [article] = html.extract(made.encode(), LIMITS)
    document = parse_document(article.text, Format.MARKDOWN)
    shown = [(p.prefix, p.span.of(document.text), p.role) for p in document.paragraphs][5:]
    assert [(prefix, said) for prefix, said, _ in shown] == [
        ("", "What is known"),
        ("• ", "One tug came."),
        ("• ", "Two more came."),
        ("▎ ", "She was stuck."),
        ("", "1. It says *so* in [the] log_book_of <b> 5 & 6."),
        ("", "# 3 of them"),
        ("", "A line"),
        ("", "and one more."),
    ]
    assert shown[0][2] is Role.HEADING
    looks = [(m.emphasis, m.span.of(document.text)) for m in document.markup]
    assert looks == [(Emphasis.STRONG, "more"), (Emphasis.EMPHASIS, "more")]


LONG = [
    f"{said} {AGROUND.paragraphs[2]}"
    for said in ("It was cold.", "It was late.", "It was dark.", "It was still.", "It was wet.")
]


def page_with(between: str) -> str:
    """A page of long paragraphs with something between the third and the fourth."""
    body = "".join(f"<p>{one}</p>" for one in LONG[:3]) + between
    body += "".join(f"<p>{one}</p>" for one in LONG[3:])
    return f"<html><body><article><h1>{AGROUND.title}</h1><div>{body}</div></article></body></html>"


@pytest.mark.parametrize(
    "box",
    [
        '<div><h4>Lesen Sie auch</h4><a href="/1">Der Chor sucht Tenöre</a></div>',
        '<p><b>Read more:</b> <a href="/1">The choir looks for tenors and finds a baker</a></p>',
        '<div><h3><a href="/1">Choir</a></h3>It sings.<h3><a href="/2">Pool</a></h3>Shut.</div>',
        '<div class="x9"><span>The paper comes to your door.</span><a href="/1">Ask</a></div>',
        "<our-box><p>The paper comes to your door if you ask.</p><input></our-box>",
        '<p><span class="visually-hidden">The choir looks for tenors.</span></p>',
        '<div data-component="newsletter"><p>The paper comes to your door.</p></div>',
    ],
)
def test_boxes_between_paragraphs_are_no_part_of_the_article(box: str) -> None:
    [article] = html.extract(page_with(box).encode(), LIMITS)
    assert words(article) == [AGROUND.title, *LONG]


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ("<div class='facts'><p>The ferry has room for ninety people.</p></div>",
         "The ferry has room for ninety people."),
        ("<h2>More on the ferry</h2>", "More on the ferry"),
        ('<p>Read more in <a href="/1">the log</a> of the ferry, which lies in the office.</p>',
         "Read more in the log of the ferry, which lies in the office."),
        ('<figure><img src="1.png"><figcaption class="caption">Tugs at noon.</figcaption></figure>',
         "Tugs at noon."),
        ('<ul><li>She is <a href="/1">forty</a> years old, and was built here.</li></ul>',
         "She is forty years old, and was built here."),
    ],
)  # fmt: skip
def test_what_belongs_to_the_article_between_paragraphs_stays(between: str, said: str) -> None:
    [article] = html.extract(page_with(between).encode(), LIMITS)
    assert words(article) == [AGROUND.title, *LONG[:3], said, *LONG[3:]]


def test_tables_in_tables_are_read_once() -> None:
    cells = "<table><tr><td>" * 40 + "It rained all day in the harbour." + "</table>" * 40
    [article] = html.extract(f"<html><body>{cells}</body></html>".encode(), LIMITS)
    assert words(article) == ["It rained all day in the harbour."]


def test_a_picture_of_megabytes_within_a_page_takes_no_words_away() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    [article] = html.extract(page_with(picture).encode(), LIMITS)
    assert words(article) == [AGROUND.title, *LONG]


def test_a_page_of_few_words_is_read_whole_and_one_of_none_refused() -> None:
    [article] = html.extract(b"<html><body><p>It rained.</p><script>x()</script>", LIMITS)
    assert words(article) == ["It rained."]
    for empty in (b"<html></html>", b"<html><script>rain()</script>", b"<!-- -->"):
        with pytest.raises(ExtractionError):
            list(html.extract(empty, LIMITS))


def test_a_page_saved_in_one_file_is_read_and_its_address_known() -> None:
    [article] = saved.extract(mhtml(page(AGROUND, url="")), LIMITS)
    assert words(article) == told(AGROUND)
    assert article.url == "https://courier.example/saved"


def test_a_feed_gives_an_article_for_each_entry() -> None:
    articles = list(feeds.extract(feed([AGROUND, STORM]).encode(), LIMITS))
    assert [words(one) for one in articles] == [told(STORM), told(AGROUND)]
    assert {(one.outlet, one.group, one.date) for one in articles} == {
        ("De Bode", "De Bode", "2024-04-26")
    }
    assert len({one.key for one in articles}) == 2


def test_an_entry_has_the_same_key_when_the_feed_has_more_of_them() -> None:
    before = {one.key for one in feeds.extract(feed([AGROUND, STORM]).encode(), LIMITS)}
    after = {one.key for one in feeds.extract(feed([AGROUND, STORM, BREAD]).encode(), LIMITS)}
    assert before < after


def test_references_to_half_a_character_are_left_out() -> None:
    story = Story("Half a &#xD83D; sign", ("It rained &#55357; all &#xdfff; day in the harbour.",))
    made = feed([story]).replace("&amp;#", "&#")
    [entry] = feeds.extract(made.encode(), LIMITS)
    assert words(entry) == ["Half a sign", "It rained all day in the harbour."]
    [entry] = feeds.extract(feed([story]).encode(), LIMITS)
    assert words(entry) == ["Half a sign", "It rained all day in the harbour."]


def test_atom_and_json_feeds_are_feeds() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl"><title>De Bode</title>'
        '<entry><title type="html">A &lt;b&gt;lock&lt;/b&gt;</title><id>urn:1</id>'
        '<link href="https://bode.example/1"/><published>2024-04-26T00:00:00Z</published>'
        "<updated>2024-04-27T00:00:00Z</updated><author><name>Ann</name></author>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It is <em>shut</em>.'
        "</p></div></content></entry></feed>"
    )
    [entry] = feeds.extract(atom.encode(), LIMITS)
    assert words(entry) == ["A lock", "It is shut."]
    assert (entry.key, entry.author, entry.date, entry.updated) == (
        "urn:1",
        "Ann",
        "2024-04-26",
        "2024-04-27",
    )
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "De Bode",
        "items": [{"id": "1", "title": "A lock", "content_text": "It is shut."}],
    }
    [entry] = feeds.extract(json.dumps(made).encode(), LIMITS)
    assert words(entry) == ["A lock", "It is shut."]


def test_a_book_gives_its_chapters_in_order() -> None:
    articles = list(epub.extract(book([AGROUND, STORM, BREAD]), LIMITS))
    assert [words(one) for one in articles] == [told(one) for one in (AGROUND, STORM, BREAD)]
    assert [one.title for one in articles] == [AGROUND.title, STORM.title, BREAD.title]
    assert {(one.group, one.author, one.outlet, one.date) for one in articles} == {
        ("Stories of the quay", "Ann Pols", "Quay Press", "2024-04-26")
    }


def test_a_book_that_is_protected_or_damaged_says_so() -> None:
    locked = zip_file(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="a.opf"/></container>',
            "META-INF/encryption.xml": '<e><CipherReference URI="a.xhtml"/></e>',
            "a.opf": '<p><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
            '<itemref idref="a"/></p>',
            "a.xhtml": b"\1\2\3",
        }
    )
    with pytest.raises(ExtractionError, match="protected"):
        list(epub.extract(locked, LIMITS))
    with pytest.raises(ExtractionError, match="damaged"):
        list(epub.extract(book([AGROUND])[:-30], LIMITS))
