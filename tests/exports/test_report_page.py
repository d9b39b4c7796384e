"""The page of a report: whole by itself, safe whatever articles say, to be read by everybody."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from textual.color import Color

from tests.collation.accounts import ACCOUNTS, COOK, FIRE, TELEGRAM, collated
from tui.collation.corpus_comparison import CorpusComparison
from tui.exports.report.assembly import ArticleFile, assemble_report
from tui.exports.report.contents import Report
from tui.exports.report.markup import element, text, unescaped
from tui.exports.report.page import report_page
from tui.exports.report.palette import DARK, GROUNDS, INKS, LIGHT, MARKED, SHAPES, Palette
from tui.themes import contrast

HOSTILE = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick='x' &amp;"
)
VOID = {"meta"}
SAID = "“Nobody panicked, and the crew was not to blame,” said Aafke Visser, a passenger."
SAID_AGAIN = "A passenger, Aafke Visser, said: “Nobody panicked, and the crew was to blame.”"
NOTE = {
    "id": "n1",
    "kind": "note",
    "text": "Ask the\ncoast guard",
    "tags": ["check"],
    "targets": [
        {"path": "/corpus/bode", "quote": FIRE, "start": 0, "end": len(FIRE), "state": "exact"}
    ],
}


class Page(HTMLParser):
    """The elements of a page, and whether each that was opened is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.inside == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.inside[-1] if self.inside else "", data))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [given for tag, given in self.elements if tag in names]

    def words(self) -> str:
        return "".join(words for tag, words in self.texts if tag != "style")


def reported(texts: dict[str, str], *notes: Any, **about: str) -> Report:
    collation = collated(texts)
    found = collation.document_matches.values()
    comparison = CorpusComparison(collation.documents, found, collation.claims, meaning=False)
    files = {
        name: ArticleFile(
            f"/corpus/{name}", f"/corpus/{name}", about.get("name", name), about.get("outlet"), None
        )
        for name in texts
    }
    return assemble_report(comparison, files, notes, meaning=False)


def accounts() -> dict[str, str]:
    return {
        **ACCOUNTS,
        "telegram": f"{TELEGRAM.replace('fourteen', 'seventeen')}\n\n{SAID}",
        "courant": f"{ACCOUNTS['courant']}\n\n{SAID_AGAIN}",
    }


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(report_page(reported(accounts(), NOTE)))


def test_the_page_tells_what_differs_is_quoted_is_missing_is_only_here_and_was_noted(
    page: Page,
) -> None:
    said = " ".join(page.words().split())
    assert "number: fourteen (A, B)" in said
    assert "seventeen (C)" in said
    assert "Aafke Visser" in said
    assert "negation" in said
    assert "Not in this article: 3" in said
    assert "Only here: 1" in said
    assert COOK in said
    assert "Ask the coast guard" in said
    assert "#check" in said


def test_the_page_loads_and_runs_nothing(page: Page) -> None:
    assert not page.all("script", "img", "link", "iframe", "object", "form", "base")
    for _, given in page.elements:
        assert not {"src", "style", "srcset"} & given.keys()
        assert not any(name.startswith("on") for name in given)
        assert (given.get("href") or "#").startswith("#")
    policy = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
    assert policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    styles = "".join(words for tag, words in page.texts if tag == "style")
    assert "url(" not in styles
    assert "@import" not in styles


def test_hostile_words_titles_names_outlets_and_notes_stay_text() -> None:
    texts = {name: f"{HOSTILE} {words}\n\n{HOSTILE}" for name, words in accounts().items()}
    note = {**NOTE, "text": HOSTILE, "tags": [HOSTILE], "kind": HOSTILE}
    report = reported(texts, note, name=HOSTILE, outlet=HOSTILE)
    page = Page(report_page(report))
    assert not page.all("script", "img")
    assert not any(key.startswith("on") for _, given in page.elements for key in given)
    assert "<script>alert(1)</script>" in page.words()
    assert page.words().count("onerror") >= 4


@pytest.mark.parametrize("unsafe", ["\x1b[31m", "\x00", "\u202e", "\ud800"])
def test_no_unsafe_character_reaches_the_page(unsafe: str) -> None:
    note = {**NOTE, "text": f"a{unsafe}b", "tags": [f"c{unsafe}"]}
    whole = report_page(reported(accounts(), note, outlet=f"d{unsafe}"))
    assert unsafe not in whole
    whole.encode()


def test_text_is_escaped_wherever_it_is_put() -> None:
    assert element("p", "<b>", title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;</p>'
    assert element("p", text("<b>")) == "<p>&lt;b&gt;</p>"
    assert element("p", text("a") + "<b>") == "<p>a&lt;b&gt;</p>"
    with pytest.raises(ValueError, match="end its element"):
        unescaped("a{}</style>")


def test_headings_are_in_order_and_sections_have_them(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = {given["id"] for _, given in page.elements if "id" in given}
    for section in page.all("section"):
        assert section["aria-labelledby"] in ids


def test_ids_are_there_once_and_links_lead_to_them(page: Page) -> None:
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    links = [given["href"] or "" for given in page.all("a")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert links[0] == "#report"


def test_tables_have_headers_with_scope_and_a_caption(page: Page) -> None:
    assert all(given["scope"] in {"col", "row"} for given in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table")) == 2


@pytest.mark.slow
def test_of_many_articles_the_table_of_claims_names_the_sources_in_one_column() -> None:
    more = {f"more{n}": f"{FIRE}\n\nWords of number {n} alone." for n in range(20)}
    page = Page(report_page(reported({**accounts(), **more})))
    assert len(page.all("th")) < 100
    assert "verbatim A, B; reworded C" in page.words()


def test_plots_have_a_title_and_what_they_show_in_words(page: Page) -> None:
    ids = {given["id"] for given in page.all("title", "desc") if "id" in given}
    plots = page.all("svg")
    assert len(plots) == 4
    for plot in plots:
        assert plot["role"] == "img"
        assert plot["aria-labelledby"] in ids
        assert plot.get("aria-describedby") in {*ids, None}
    titles = [words for tag, words in page.texts if tag == "title"]
    assert "Article A: 3 said by several others" in titles


def test_the_page_and_the_words_of_articles_name_their_languages(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert {given.get("lang") for given in page.all("span") if "dir" in given} == {"en"}


def test_copies_are_drawn_and_told() -> None:
    report = reported({**accounts(), "echo": ACCOUNTS["courant"], "late": ACCOUNTS["courant"]})
    page = Page(report_page(report))
    (plot,) = (svg for svg in page.all("svg") if svg["class"] == "families")
    assert plot["role"] == "img"
    assert "the same text as" in page.words()
    assert "direction unclear" in page.words()


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_and_shapes_have_the_contrast_of_wcag(palette: Palette) -> None:
    def least(inks: tuple[str, ...], grounds: tuple[str, ...]) -> float:
        return min(
            contrast(Color.parse(palette[ink]), Color.parse(palette[ground]))
            for ink in inks
            for ground in grounds
        )

    assert LIGHT.keys() == DARK.keys()
    assert least(INKS, GROUNDS) >= 7
    assert least(("text",), MARKED) >= 7
    assert least(("dim",), GROUNDS) >= 4.5
    assert least(SHAPES, ("page",)) >= 3


def test_dark_is_for_screens_and_paper_has_rules_of_its_own(page: Page) -> None:
    styles = "".join(words for tag, words in page.texts if tag == "style")
    assert "@media screen and (prefers-color-scheme:dark)" in styles
    assert "@media print" in styles


def test_the_same_corpus_gives_the_same_page() -> None:
    assert report_page(reported(accounts(), NOTE)) == report_page(reported(accounts(), NOTE))


def test_one_article_alone_and_none_shared_make_a_page() -> None:
    page = Page(report_page(reported({"alone": ACCOUNTS["courant"]})))
    assert "No claim is made by more than one article." in page.words()
    assert "No two articles were found to differ in a value." in page.words()


def test_words_of_a_bar_add_up() -> None:
    for article in reported(accounts()).articles:
        c = article.coverage
        assert c.by_several + c.by_one + c.uncertain + c.only_here == c.sentences
        assert c.only_here == len(article.only)
