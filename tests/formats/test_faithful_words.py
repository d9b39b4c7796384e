"""Whatever format an article is in, its words come out in order, and its metadata with them."""

import re
from collections.abc import Callable, Iterator

import pytest

from benchmarks.formats import format_files as made
from benchmarks.formats.format_files import Account
from tests.support.accounts_in_files import ACCOUNTS, LOCK
from tui.formats import pdf
from tui.formats.containers import warc
from tui.formats.databases import news, tables
from tui.formats.extracted_article import ExtractedArticle
from tui.formats.markup import org, rst
from tui.formats.messages import mail, mbox
from tui.formats.office import docx, odt, rtf
from tui.text.parsing.document_parser import Format, parse_document

Extract = Callable[[bytes], Iterator[ExtractedArticle]]

SINGLE: dict[str, tuple[Callable[[Account], bytes], Extract]] = {
    "pdf": (made.pdf_file, pdf.extract),
    "docx": (made.docx_file, docx.extract),
    "odt": (made.odt_file, odt.extract),
    "rtf": (made.rtf_file, rtf.extract),
    "mail": (made.mail_file, mail.extract),
    "org": (made.org_file, org.extract),
    "rst": (made.rst_file, rst.extract),
}
TOGETHER = {
    "mbox": (made.mbox_file, mbox.extract),
    "warc": (made.warc_file, warc.extract),
    "csv": (made.csv_file, tables.extract),
    "json lines": (made.json_lines_file, tables.extract),
    "nexis": (made.nexis_file, news.extract),
    "lexis": (made.lexis_file, news.extract),
    "factiva": (made.factiva_file, news.extract),
}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def shown(article: ExtractedArticle) -> str:
    if not article.is_markdown:
        return article.text
    return parse_document(article.text, Format.MARKDOWN).text


def assert_says(article: ExtractedArticle, account: Account) -> None:
    wanted = words(account.text)
    got = words(shown(article))
    assert got[-len(wanted) :] == wanted
    assert " ".join(got[: -len(wanted)]) in {"", " ".join(words(account.title))}


@pytest.mark.parametrize("name", SINGLE)
def test_one_article(name: str) -> None:
    make, extract = SINGLE[name]
    (article,) = extract(make(LOCK))
    assert_says(article, LOCK)
    assert article.title == LOCK.title
    assert article.key == ""
    assert article.date == LOCK.day
    if name != "mail":
        assert article.author == LOCK.author


@pytest.mark.parametrize("name", TOGETHER)
def test_several_articles(name: str) -> None:
    make, extract = TOGETHER[name]
    articles = list(extract(make(ACCOUNTS)))
    assert len(articles) == len(ACCOUNTS)
    for article, account in zip(articles, ACCOUNTS, strict=True):
        assert_says(article, account)
        assert article.title == account.title
        assert article.outlet == account.outlet
        assert article.date == account.day
    keys = [article.key for article in articles]
    assert all(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", TOGETHER)
def test_keys_stay_when_articles_are_added(name: str) -> None:
    make, extract = TOGETHER[name]
    (first,) = extract(make(ACCOUNTS[:1]))
    assert next(iter(extract(make(ACCOUNTS)))).key == first.key
