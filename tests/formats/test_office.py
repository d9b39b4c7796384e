"""DOCX, ODT and RTF: headings, emphasis and lists; what is no text of the document stays out."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.formats.format_files import docx_file, odt_file, rtf_file, zip_file
from tests.support.accounts_in_files import LOCK
from tui.formats.extracted_article import ExtractedArticle
from tui.formats.markdown_writing import MarkdownBlocks, Run, escape_markdown, render_runs
from tui.formats.office import docx, odt, rtf
from tui.text.document import Emphasis
from tui.text.parsing.document_parser import Format, parse_document

LAST = "It leaks."
SHORT = LOCK._replace(title="The lock", paragraphs=(LAST,))


def blocks(article: ExtractedArticle) -> list[str]:
    return article.text.split("\n\n")


def in_docx(xml: str) -> list[str]:
    """The blocks of Markdown that `xml` becomes, between a title and a last paragraph."""
    (article,) = docx.extract(docx_file(SHORT, xml))
    assert blocks(article)[0] == "# The lock"
    assert blocks(article)[-1] == LAST
    return blocks(article)[1:-1]


def in_odt(xml: str) -> list[str]:
    (article,) = odt.extract(odt_file(SHORT, xml))
    assert blocks(article)[0] == "# The lock"
    assert blocks(article)[-1] == LAST
    return blocks(article)[1:-1]


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def test_headings_of_word_by_style_and_by_level() -> None:
    xml = paragraph(run("Why"), properties='<w:pStyle w:val="H2"/>')
    xml += paragraph(run("How"), properties='<w:outlineLvl w:val="2"/>')
    assert in_docx(xml) == ["## Why", "### How"]


def test_emphasis_of_word() -> None:
    xml = paragraph(
        run("It leaks ", "<w:b/>"), run("badly", "<w:b/><w:i/>"), run(", and "),
        run("nobody", "<w:i/>"), run(" mends", '<w:b w:val="0"/>'), run(" it."),
    )  # fmt: skip
    assert in_docx(xml) == ["**It leaks** ***badly***, and *nobody* mends it."]


def test_lists_of_word() -> None:
    def item(text: str, level: int, list_id: int) -> str:
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
        return paragraph(run(text), properties=numbers)

    xml = item("one", 0, 1) + item("two", 0, 1) + paragraph(run("so")) + item("a", 0, 9)
    xml += item("b", 1, 9) + item("c", 0, 1)
    assert in_docx(xml) == ["1. one", "2. two", "so", "- a", "    - b", "1. c"]


def test_what_word_does_not_show_stays_out() -> None:
    xml = paragraph(
        run("Kept"),
        f"<w:del>{run(' deleted')}</w:del>",
        f"<w:ins>{run(' inserted')}</w:ins>",
        run(" hidden", "<w:vanish/>"),
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        "<w:r><w:br/></w:r>",
        run("below"),
    )
    assert in_docx(xml) == ["Kept inserted\\\nbelow"]


def test_cells_and_text_boxes_of_word_are_paragraphs() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("one", "two"))
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></w:pict></w:r>"
    xml = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph(run("around"), box)
    assert in_docx(xml) == ["one", "two", "boxed", "around"]


def test_a_document_of_word_may_have_a_number_in_its_name() -> None:
    with zipfile.ZipFile(BytesIO(docx_file(SHORT))) as file:
        parts = {name.replace("document", "document2"): file.read(name) for name in file.namelist()}
    (article,) = docx.extract(zip_file(parts))
    assert blocks(article) == ["# The lock", LAST]


def test_headings_emphasis_and_lists_of_odt() -> None:
    xml = (
        '<text:h text:outline-level="2">Why</text:h>'
        '<text:p>It <text:span text:style-name="B">leaks<text:s text:c="2"/>badly</text:span>\n'
        "  now<text:line-break/>and<text:tab/>then.</text:p>"
        '<text:list text:style-name="N"><text:list-item><text:p>one</text:p>'
        "<text:list><text:list-item><text:p>deeper</text:p></text:list-item></text:list>"
        "</text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>"
    )
    assert in_odt(xml) == [
        "## Why",
        "It **leaks badly** now\\\nand then.",
        "1. one",
        "    - deeper",
        "2. two",
    ]


def test_what_odt_does_not_show_stays_out() -> None:
    xml = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        "<text:p>Kept<office:annotation><text:p>a comment</text:p></office:annotation>"
        "<text:note><text:p>a note</text:p></text:note>.</text:p>"
    )
    assert in_odt(xml) == ["Kept."]


@pytest.mark.parametrize("reading", [in_docx, in_odt])
def test_signs_of_markdown_are_no_markup(reading: Callable[[str], list[str]]) -> None:
    said = ["# no heading", "1. no item", "*no* _emphasis_ [no](link)", "==no== %%no%% `no`"]
    wrap = (
        (lambda text: paragraph(run(text)))
        if reading is in_docx
        else (lambda text: f"<text:p>{text}</text:p>")
    )
    for text in said:
        (block,) = reading(wrap(text))
        document = parse_document(f"First.\n\n{block}", Format.MARKDOWN)
        assert text in document.text
        assert not document.markup


def test_rtf_leaves_out_what_is_at_the_edges_of_pages() -> None:
    (article,) = rtf.extract(rtf_file(LOCK))
    assert article.text == LOCK.text
    assert article.outlet == ""


def test_rtf_in_other_code_pages_and_tables() -> None:
    data = rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'ee\par\trowd one\cell two\cell\row end\par}"
    (article,) = rtf.extract(data)
    assert article.text == "Про\n\none two\n\nend"


@given(st.text("ab 1*_#->.`\\[]!~=|&<\n", max_size=30))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    document = parse_document(
        f"Before.\n\n{escape_markdown(' '.join(text.split()))}", Format.MARKDOWN
    )
    assert "".join(document.text.split()) == "".join(f"Before.{text}".split())


@given(st.lists(st.builds(Run, st.text("ab .,*“\n", max_size=5), st.booleans(), st.booleans())))
def test_any_runs_are_shown_as_they_are(runs: list[Run]) -> None:
    written = MarkdownBlocks()
    written.add_paragraph("Before.")
    written.add_paragraph(render_runs(runs))
    document = parse_document(written.text, Format.MARKDOWN)
    said = "Before." + "".join(one.text for one in runs)
    assert re.sub(r"\s", "", document.text) == re.sub(r"\s", "", said)
    kinds = {span.emphasis for span in document.markup}
    assert kinds <= {Emphasis.STRONG, Emphasis.EMPHASIS}
