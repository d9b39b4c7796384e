"""Mail, mailboxes, tables, exports of databases, org and reStructuredText: how they are read."""

import csv
import io
import json
from email.message import EmailMessage

import pytest

from benchmarks.formats.format_files import csv_file, html_file, mail_file, warc_file, zip_file
from tests.support.accounts_in_files import ACCOUNTS, BARGES, LOCK
from tui.formats.containers import warc
from tui.formats.databases import news, tables
from tui.formats.extracted_article import ExtractedArticle, ExtractionError
from tui.formats.markup import org, rst
from tui.formats.messages import mail, mbox

# Mail


def message(plain: str = "", page: str = "", **headers: str) -> ExtractedArticle:
    written = EmailMessage()
    for name, value in headers.items():
        written[name.replace("_", "-")] = value
    if plain:
        written.set_content(plain)
    if page and plain:
        written.add_alternative(page, subtype="html")
    elif page:
        written.set_content(page, subtype="html")
    written.add_attachment("attached words", filename="a.txt")
    (article,) = mail.extract(b"MIME-Version: 1.0\n" + written.as_bytes())
    return article


def test_a_plain_message_without_its_signature() -> None:
    article = message("It leaks.\n\nNobody mends it.\n-- \nDe Bode, Canal 3\n", Subject="The lock")
    assert article.text == "It leaks.\n\nNobody mends it."
    assert article.title == "The lock"


def test_the_page_is_read_rather_than_the_hint_beside_it() -> None:
    page = html_file(LOCK).decode()
    article = message("Read this in your browser.", page, Subject="x")
    assert "emptied into the lower basin" in article.text
    assert "browser" not in article.text


def test_the_sender_is_the_outlet_and_the_list_before_it() -> None:
    assert message("It leaks.", From="De Bode <news@a.example>").outlet == "De Bode"
    assert message("It leaks.", From="news@a.example").outlet == "news@a.example"
    listed = message("It leaks.", From="x@a.example", List_Id='"Canal letters" <l.a.example>')
    assert listed.outlet == "Canal letters"


def test_encoded_headers_and_foreign_bodies() -> None:
    data = (
        b"Subject: =?iso-8859-2?Q?=A3=F3d=BC?=\nContent-Type: text/plain; charset=iso-8859-2\n"
        b"Content-Transfer-Encoding: 8bit\n\n\xa3\xf3d\xbc leaks.\n"
    )
    (article,) = mail.extract(data)
    assert (article.title, article.text) == ("Łódź", "Łódź leaks.")


def test_a_message_in_a_mailbox_twice_is_one_article() -> None:
    divider = b"From a Fri Apr 26 08:00:00 2024\n"
    data = (divider + mail_file(LOCK, 1) + b"\n") * 2 + divider + mail_file(BARGES, 2)
    articles = list(mbox.extract(data))
    assert [article.title for article in articles] == [LOCK.title, BARGES.title]
    assert [article.key for article in articles] == [
        "letter-1@letters.example",
        "letter-2@letters.example",
    ]


def test_lines_that_begin_with_from_are_text() -> None:
    data = (
        b"From a Fri Apr 26 08:00:00 2024\nSubject: x\n\nFrom here on it leaks.\n>From there too.\n"
    )
    (article,) = mbox.extract(data)
    assert article.text == "From here on it leaks.\nFrom there too."


# Web archives


def test_wacz_and_packed_warc_are_read() -> None:
    import gzip  # noqa: PLC0415

    plain = list(warc.extract(warc_file(ACCOUNTS)))
    packed = gzip.compress(warc_file(ACCOUNTS))
    assert list(warc.extract(packed)) == plain
    parts = {"datapackage.json": "{}", "archive/data.warc.gz": packed, "pages/pages.jsonl": "{}"}
    assert list(warc.extract(zip_file(parts))) == plain
    assert plain[0].url == "https://www.site1.example/story"


def test_what_was_not_found_is_no_article() -> None:
    data = warc_file([LOCK]).replace(b"200 OK", b"404 NO")
    with pytest.raises(ExtractionError, match="no page"):
        list(warc.extract(data))


def test_a_damaged_record_is_not_quoted_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    data = warc_file(ACCOUNTS).replace(b"<p>", b"<p>\x1b[2J more than its length says", 1)
    data = data.replace(b"https://www.site2", b"https://www. site2")
    assert list(warc.extract(data))
    assert capfd.readouterr() == ("", "")


# Tables


def table(rows: list[list[str]], delimiter: str = ",") -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(delimiter: str) -> None:
    articles = list(tables.extract(csv_file(ACCOUNTS, delimiter)))
    assert [article.text for article in articles] == [LOCK.text, BARGES.text]
    assert [article.key for article in articles] == ["1", "2"]
    assert articles[0].url == "https://site1.example/story"


def test_columns_are_known_by_what_is_in_them() -> None:
    rows = [["2024-04-26", "https://a.example/1", LOCK.text], ["2024-04-27", "https://a.example/2",
            BARGES.text]]  # fmt: skip
    articles = list(tables.extract(table(rows)))
    assert [article.text for article in articles] == [LOCK.text, BARGES.text]
    assert [article.date for article in articles] == ["2024-04-26", "2024-04-27"]
    assert articles[0].url == "https://a.example/1"


def test_a_summary_is_not_taken_for_the_text() -> None:
    rows = [["title", "summary", "blob"], ["Lock", "It leaks.", LOCK.text]]
    (article,) = tables.extract(table(rows))
    assert article.text == LOCK.text


def test_columns_can_be_named() -> None:
    rows = [["text", "other", "who"], ["It leaks.", "Nobody mends it.", "De Bode"]]
    (article,) = tables.extract(table(rows), columns={"text": "other", "outlet": "who"})
    assert (article.text, article.outlet) == ("Nobody mends it.", "De Bode")


def test_rows_without_a_text_and_rows_that_come_again_are_left_out() -> None:
    rows = [["id", "text"], ["1", "It leaks."], ["2", " "], ["1", "It leaks."], ["1", "It broke."]]
    articles = list(tables.extract(table(rows)))
    assert [article.text for article in articles] == ["It leaks.", "It broke."]
    assert len({article.key for article in articles}) == 2


def test_texts_that_are_html_lose_their_tags() -> None:
    page = "".join(f"<p>{paragraph}</p>\n" for paragraph in LOCK.paragraphs)
    rows = [["title", "date", "content"], ["Lock", "2024-04-26", page]]
    (article,) = tables.extract(table(rows))
    assert article.text.split() == LOCK.text.split()
    assert (article.title, article.date) == ("Lock", "2024-04-26")


@pytest.mark.parametrize("indent", [None, 2])
def test_json_with_the_articles_somewhere_in_it(indent: int | None) -> None:
    rows = [{"title": a.title, "content": a.text, "source": {"name": a.outlet}} for a in ACCOUNTS]
    for thing in (rows, {"status": "ok", "articles": rows}, {"response": {"docs": rows}}):
        articles = list(tables.extract(json.dumps(thing, indent=indent).encode()))
        assert [article.text for article in articles] == [LOCK.text, BARGES.text]
        assert [article.outlet for article in articles] == [LOCK.outlet, BARGES.outlet]


def test_a_table_without_texts_asks_for_the_column() -> None:
    with pytest.raises(ExtractionError, match=r"name it in variorum\.toml"):
        list(tables.extract(b"a,b\n1,2\n"))


# News databases


def test_factiva_with_codes() -> None:
    data = (
        "SE   News\nHD   Lock gives way\nBY   By Ann Pols\nWC   40 words\nPD   26 April 2024\n"
        "SN   De Bode\nSC   BODE\nLA   English\nCY   (c) 2024 De Bode\n\nLP\n\nIt leaks.\n\n"
        "TD\n\nNobody mends it.\n\nNS   gcat : News\nAN   Document BODE000020240426ek4q00001\n\n"
    )
    (article,) = news.extract(data.encode())
    assert article == ExtractedArticle(
        "It leaks.\n\nNobody mends it.", title="Lock gives way", outlet="De Bode",
        author="Ann Pols", date="2024-04-26", language="en", key="BODE000020240426ek4q00001",
    )  # fmt: skip


def test_fields_with_the_text_among_them() -> None:
    rule = "_" * 60
    one = (
        "Document 1 of 2\n\nLock gives way\n\nAuthor: Ann Pols\n\nPublication info: De Bode\n\n"
        "Full text: It leaks. Nobody mends it.\n\nIt broke.\n\nSubject: Locks; Canals\n\n"
        "Title: Lock gives way\n\nPublication title: De Bode\n\nPublication date: Apr 26, 2024\n\n"
        "Document URL: https://a.example/1\n\n"
    )
    other = one.replace("1 of 2", "2 of 2").replace("It broke.", "It froze.")
    articles = list(news.extract(f"{rule}\n\n{one}{rule}\n\n{other}".encode()))
    assert [article.text for article in articles] == [
        "It leaks. Nobody mends it.\n\nIt broke.",
        "It leaks. Nobody mends it.\n\nIt froze.",
    ]
    assert articles[0].title == "Lock gives way"
    assert articles[0].outlet == "De Bode"
    assert articles[0].date == "2024-04-26"
    assert articles[0].author == "Ann Pols"
    assert articles[0].url == "https://a.example/1"


def test_colons_in_a_text_are_no_fields() -> None:
    data = (
        "Lock\nDe Bode\nApril 26, 2024 Friday\n\nLength: 9 words\nBody\n\nShe said: it leaks.\n\n"
        "Location: unknown, it said.\n\nKeeper: yes.\n\nLoad-Date: April 27, 2024\n\n"
        "End of Document\n"
    )
    (article,) = news.extract(data.encode())
    assert article.text == "She said: it leaks.\n\nLocation: unknown, it said.\n\nKeeper: yes."


def test_a_divider_of_ones_own() -> None:
    data = b"Lock\n\nIt leaks.\n=====\nGate\n\nIt broke.\n=====\n"
    articles = list(news.extract(data, divider="====="))
    assert [article.text for article in articles] == ["Lock\n\nIt leaks.", "Gate\n\nIt broke."]


# Markup


def markdown(extract: object, text: str) -> str:
    (article,) = extract(text.encode())  # type: ignore[operator]
    return str(article.text)


def test_org() -> None:
    text = (
        "#+TITLE: The lock\n# a comment\n* TODO Why :canal:\nSCHEDULED: <2024-04-26>\n"
        ":PROPERTIES:\n:ID: 1\n:END:\nIt /leaks/, *badly*, says [[https://a.example][the bode]],\n"
        "and =x*y= is 3 * 4 * 5 _so_.\n** How\n- one\n  - two\n1) three\n"
        "#+BEGIN_QUOTE\nNobody mends it.\n#+END_QUOTE\n#+BEGIN_SRC sh\nls *\n#+END_SRC\n"
    )
    assert markdown(org.extract, text) == (
        "# Why\n\nIt *leaks*, **badly**, says [the bode](<https://a.example>),\n"
        "and `x*y` is 3 \\* 4 \\* 5 so.\n\n## How\n\n- one\n  - two\n1. three\n\n"
        "> Nobody mends it.\n\n```\nls *\n```"
    )


def test_rst() -> None:
    text = (
        "The lock\n========\n\n:Author: Ann Pols\n:Date: 2024-04-26\n\n"
        ".. note:: gone\n\n   gone\n\n"
        "It *leaks*, **badly**, says `the bode <https://a.example>`_ and ``x*y``\n"
        "and `so`_.\n\n"
        "Why\n---\n\n* one\n* two\n\n  * deeper\n\n#. three\n\n"
        "    Nobody mends it.\n\n"
        "Code::\n\n    ls *\n\nHow\n---\n\n.. _target: https://b.example\n\n"
        "End [1]_ of :ref:`it`.\n"
    )
    assert markdown(rst.extract, text) == (
        "# The lock\n\nIt *leaks*, **badly**, says [the bode](<https://a.example>) and `x*y`\n"
        "and so.\n\n## Why\n\n- one\n- two\n\n  - deeper\n\n1. three\n\n   Nobody mends it.\n\n"
        "Code:\n\n```\n    ls *\n```\n\n## How\n\nEnd  of it."
    )
