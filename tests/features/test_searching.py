"""Finding words in an article, and articles in a corpus."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.corpora import STORM, written
from tests.support.reader import reading
from tui.screens.dialogs.document_finder import DocumentFinder, rank_documents
from tui.text.search import search
from tui.text.span import Span
from tui.widgets.core.choice_list import ChoiceList
from tui.widgets.core.sheet import Sheet

Form = Literal["NFC", "NFD", "NFKC"]


@pytest.mark.slow
async def test_hits_are_counted_marked_and_walked_through(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("g", "slash")
        await reader.type("china")
        assert "“china” 1/" in reader.status
        await reader.press("enter")
        assert reader.panes.reader.has_focus
        assert "china" in reader.passage.lower()
        await reader.press("n", "n")
        assert "“china” 3/" in reader.status
        await reader.press("N")
        assert "“china” 2/" in reader.status


@pytest.mark.slow
async def test_the_search_goes_round_at_the_ends(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("slash", *"advertisement", "enter")
        assert "1/2" in reader.status
        await reader.press("n")
        assert "2/2" in reader.status
        await reader.press("n")
        assert "1/2" in reader.status


@pytest.mark.slow
async def test_escape_goes_back_to_where_the_search_began(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("]", "]", "j")
        row = reader.reading_row
        await reader.press("slash", *"canada")
        assert "Canada" in reader.passage
        await reader.press("escape")
        assert reader.reading_row == row
        assert "canada" not in reader.status
        assert not reader.search_line.display


@pytest.mark.slow
async def test_what_is_nowhere_is_said(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("slash", *"zebra", "enter")
        await reader.until(lambda: "“zebra” is in none of the articles" in reader.status)
        article = reader.article
        await reader.press("n")
        assert reader.article == article


@pytest.mark.slow
async def test_what_only_others_have_is_counted_and_n_goes_there_and_backspace_back(
    tmp_path: Path,
) -> None:
    corpus = written(
        tmp_path / "corpus",
        a="The harbour was closed on Tuesday after the storm.",
        b="The harbour was closed. A zeppelin and another zeppelin passed.",
        c="It opened again on Thursday. No zeppelin was seen there.",
    )
    async with reading(tmp_path, [corpus]) as reader:
        await reader.press("slash", *"zeppelin", "enter")
        told = "“zeppelin” is not in this article; 3 in B, C: n goes there"
        await reader.until(lambda: reader.status == told)
        await reader.press("n")
        assert reader.siglum == "B"
        assert reader.passage == "A zeppelin and another zeppelin passed."
        assert "“zeppelin” 1/2" in reader.status
        await reader.press("n")
        assert "“zeppelin” 2/2" in reader.status
        await reader.press("backspace")
        assert reader.siglum == "A"


def test_small_letters_find_capitals_but_capitals_only_themselves() -> None:
    text = "China, china and CHINA"
    assert len(search(text, "china").hits) == 3
    assert search(text, "China").hits == (Span(0, 5),)


def test_straight_quotes_find_curly_ones_and_a_space_any_space() -> None:
    assert search("Xi’s “last\u00a0word”", 'Xi\'s "last word"').hits == (Span(0, 16),)


def test_what_is_typed_is_words_not_a_pattern() -> None:
    assert search("a (b) [c] .*", ".*").hits == (Span(10, 12),)
    assert search("aaa", "(").hits == ()


def test_a_search_does_not_run_over_a_paragraphs_end() -> None:
    assert search("one\ntwo", "one two").hits == ()


@pytest.mark.slow
async def test_a_document_is_found_by_part_of_its_title(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("f")
        await reader.type("meddle")
        await reader.press("enter")
        assert reader.article.startswith("Antony Blinken says he has seen")
        await reader.press("backspace")
        assert reader.article.startswith("Blinken Accuses China")


@pytest.mark.slow
async def test_finding_can_be_given_up(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("f")
        assert isinstance(reader.app.screen, DocumentFinder)
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.article.startswith("Blinken Accuses China")


def test_typing_errors_and_file_names_find_too() -> None:
    documents = [
        ("1", "Blinken Accuses China of Seeking to Influence", "000_a.txt"),
        ("2", "Partners, not rivals", "nation.txt"),
    ]
    assert [d[0] for d in rank_documents(documents, "bilnken acuses")] == ["1"]
    assert [d[0] for d in rank_documents(documents, "nation.txt")] == ["2"]
    assert [d[0] for d in rank_documents(documents, " ")] == ["1", "2"]


HARBOUR = (
    "The mayor isn’t “at sea” – 12\u202f000 tonnes of ﬁsh, an eﬀort. Søren’s café in Łódź, crème at"
    " 7\u00a0€. Große İzmir, KIRKLARELİ. ΛΙΜΑΝΙ, λιμένος. Ｐｉｅｒ non\u2011stop. पुल टूटा।"
)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("isn't", "isn’t"),
        ('"at sea" - 12 000', "“at sea” – 12\u202f000"),
        ("fish", "ﬁsh"),
        ("effort", "eﬀort"),
        ("soren", "Søren"),
        ("cafe", "café"),
        ("café", "café"),
        ("lodz", "Łódź"),
        ("CAFÉ", "café"),
        ("7 €", "7\u00a0€"),
        ("grosse", "Große"),
        ("izmir", "İzmir"),
        ("kirklareli", "KIRKLARELİ"),
        ("λιμενος", "λιμένος"),
        ("λιμανι", "ΛΙΜΑΝΙ"),
        ("Pier", "Ｐｉｅｒ"),
        ("non-stop", "non\u2011stop"),
        ("पुल", "पुल"),
    ],
)
def test_a_search_finds_what_a_person_means(typed: str, meant: str, form: Form) -> None:
    text = unicodedata.normalize(form, HARBOUR)
    for query in (typed, unicodedata.normalize("NFD", typed)):
        hits = search(text, query).hits
        assert [hit.of(text) for hit in hits] == [unicodedata.normalize(form, meant)]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ガス", "ｶﾞｽ"),
        ("ｶﾞｽ", "ガス"),
        ("1/2", "½"),
        ("12", "१२"),
        ("oeuvre", "Œuvre"),
        ("كتاب", "كِتـــاب"),
        ("שלום", "שָׁלוֹם"),
        ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
    ],
)
def test_other_ways_of_writing_a_word_are_found(typed: str, written: str) -> None:
    text = f"x {written} x"
    assert [hit.of(text) for hit in search(text, typed).hits] == [written]


def test_an_accent_finds_only_itself_if_it_is_there() -> None:
    text = "resume, Résumé, résume"
    assert len(search(text, "resume").hits) == 3
    assert [hit.of(text) for hit in search(text, "résumé").hits] == ["Résumé"]
    assert [hit.of(text) for hit in search(text, "Resume").hits] == ["resume", "Résumé", "résume"]


def test_a_vowel_that_is_a_mark_is_no_accent() -> None:
    assert not search("दीन मूल", "दिन").hits


letters = st.sampled_from(["a", "É", "é", "ß", "ﬁ", "½", "ø", "कि", "한", "하", "İ"])


@given(st.lists(st.lists(letters, min_size=1, max_size=4).map("".join), min_size=1, max_size=8))
def test_every_word_of_a_text_is_found_where_it_stands(words: list[str]) -> None:
    text = " ".join(words)
    for n, word in enumerate(words):
        at = len(" ".join([*words[:n], ""]))
        assert any(hit.start <= at and at + len(word) <= hit.end for hit in search(text, word).hits)


def test_titles_are_found_without_their_accents() -> None:
    documents = [("1", "Ein Ärgernis in Łódź", "a.txt"), ("2", "पुल टूटा", "b.txt")]
    assert [d[0] for d in rank_documents(documents, "argernis lodz")] == ["1"]
    assert [d[0] for d in rank_documents(documents, "पुल")] == ["2"]


@pytest.mark.slow
async def test_a_search_goes_to_the_passage_with_the_hit_and_not_to_its_neighbour(
    tmp_path: Path,
) -> None:
    text = (
        "The harbour of Vlissingen was closed on Tuesday after the storm had passed the zeppelin."
        " It opened again on Thursday, said the mayor of Middelburg, who was there."
    )
    corpus = written(tmp_path / "corpus", a=text)
    for width in (60, 80, 100, 120):
        async with reading(tmp_path, [corpus], size=(width, 24)) as reader:
            await reader.press("slash", *"zeppelin", "enter")
            assert "zeppelin" in reader.passage, width


def test_whole_words_come_before_letters_that_happen_to_be_there() -> None:
    names = [("1", "The catalogue of Ghent", "a"), ("2", "A cat in Ghent", "b")]
    assert [key for key, *_ in rank_documents(names, "cat")] == ["2", "1"]


@pytest.mark.slow
async def test_where_names_of_files_repeat_the_finder_shows_their_folders(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for folder in ("early", "late"):
        written(tmp_path / "corpus" / folder, report=f"{STORM} This came {folder}.")
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await reader.press("f")
        choices = reader.app.screen.query_exactly_one(ChoiceList)
        await reader.until(lambda: "early/report.txt" in reader.shown(choices))
        assert "late/report.txt" in reader.shown(choices)
        assert "B · " in reader.shown(choices)
        await reader.type("late/")
        await reader.press("enter")
        await reader.until(lambda: reader.siglum == "B")


@pytest.mark.slow
async def test_finding_nothing_is_said(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("f")
        await reader.type("qqqqqqq")
        assert "Nothing found" in reader.shown(reader.app.screen.query_exactly_one("ChoiceList"))
        await reader.press("enter")
        assert reader.panes.reader.has_focus


@pytest.mark.slow
async def test_the_dialog_is_no_higher_than_what_it_lists(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("f")
        assert reader.app.screen.query_exactly_one("ChoiceList").size.height == 5
        dialog = reader.app.screen.query_exactly_one(Sheet)
        assert str(dialog.border_title) == "Find a document"
        assert dialog.keys.startswith("Esc back")
