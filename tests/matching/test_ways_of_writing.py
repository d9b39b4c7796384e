"""Matching is the same however a text was written down: its form, its quotes, its lines."""

import re
import textwrap
import unicodedata
from itertools import cycle
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.matching.features.preprocessing import preprocess
from tui.matching.matches import Kind
from tui.matching.pipeline import match_documents
from tui.text.parsing.document_parser import parse_document

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

ARTICLES = {
    "English": (
        "Ferry service resumes after the storm\n\n"
        "The ferry between Hollum and the mainland sailed again on Thursday morning, two days after"
        " the storm had torn away part of the landing stage. “We didn’t think it could be mended so"
        " soon,” the harbour master said… The first crossing carried 240 people and the mail.\n\n"
        "Divers had inspected the piles on Wednesday. They found that four of them were broken and"
        " that the others would hold until the spring, when the whole stage is to be replaced."
    ),
    "French": (
        "Le bac reprend après la tempête\n\n"
        "Le bac entre l’île et le continent a navigué de nouveau jeudi matin, deux jours après que"
        " la tempête eut arraché une partie de l’embarcadère. « Nous n’espérions pas une réparation"
        " aussi rapide », a déclaré le chef du port. La première traversée a transporté deux cents"
        " passagers.\n\n"
        "Des plongeurs avaient examiné les piliers mercredi. Ils ont constaté que quatre d’entre"
        " eux étaient brisés et que les autres tiendraient jusqu’au printemps."
    ),
    "Hindi": (
        "तूफ़ान के बाद नाव सेवा फिर शुरू\n\n"
        "द्वीप और मुख्य भूमि के बीच नाव गुरुवार सुबह फिर चली, दो दिन पहले तूफ़ान ने घाट का एक हिस्सा"
        " तोड़ दिया था। बंदरगाह प्रमुख ने कहा कि इतनी जल्दी मरम्मत की आशा किसी को नहीं थी। पहली यात्रा में"
        " दो सौ चालीस यात्री थे।\n\n"
        "गोताखोरों ने बुधवार को खंभों की जाँच की थी। उन्हें चार खंभे टूटे हुए मिले, बाक़ी वसंत तक टिके रहेंगे।"
    ),
    "Arabic": (
        "عودة العبّارة بعد العاصفة\n\n"
        "أبحرت العبّارة بين الجزيرة والبرّ الرئيسي من جديد صباح الخميس، بعد يومين من العاصفة التي"
        " جرفت جزءا من الرصيف. وقال مدير الميناء: «لم نكن نظنّ أن الإصلاح سيتمّ بهذه السرعة»."
        " وحملت الرحلة الأولى مئتين وأربعين راكبا.\n\n"
        "وكان الغوّاصون قد فحصوا الأعمدة يوم الأربعاء. ووجدوا أن أربعة منها مكسورة وأن الباقي سيصمد"
        " حتى الربيع."
    ),
    "Chinese": (
        "渡船星期四恢复航行\n\n"
        "霍卢姆与大陆之间的渡船星期四早上再次启航，两天前暴风雨冲走了码头的一部分。港务长说：“我们没想到"
        "能这么快修好。”第一班船载了两百四十人和邮件。\n\n"
        "潜水员星期三检查了木桩。他们发现其中四根已经折断，其余的可以支撑到春天，届时整个码头都将更换。"
    ),
}
SPELLINGS = {
    "as it is": {},
    "ligatures": {"ffi": "ﬃ", "fi": "ﬁ", "ff": "ﬀ", "fl": "ﬂ"},
    "full width": {c: chr(ord(c) + 0xFEE0) for c in "0123456789abckmtAFT"},
    "points and spaces": {"…": "..."},
    "joiners": {"ـ": "", "لا": "ﻻ", "الل": "الـل", "an": "a\u2060n", "的": "\u200b的"},
}
"""Other ways to write the same by Unicode's compatibility, or with what is not seen."""
NEWLINES = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85")


def folded(text: str) -> list[tuple[str, ...]]:
    return [line.words for line in preprocess("a", parse_document(text)).sentences]


@pytest.mark.slow
@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
@given(
    form=st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")),
    quotes=st.sampled_from(("“”‘’«»", '""\'\'""', "„“‛ʼ“”")),
    width=st.none() | st.integers(24, 120),  # wider, too few lines are left to tell by
    newlines=st.lists(st.sampled_from(NEWLINES), min_size=1, max_size=3),
    spelling=st.sampled_from(list(SPELLINGS)),
)
@settings(deadline=None, max_examples=60)
@example(form="NFD", quotes='""\'\'""', width=36, newlines=["\r\n"], spelling="ligatures")
@example(form="NFC", quotes="“”‘’«»", width=33, newlines=["\n"], spelling="joiners")
def test_all_ways_of_writing_an_article_match_it_word_by_word(
    article: str,
    *,
    form: Form,
    quotes: str,
    width: int | None,
    newlines: list[str],
    spelling: str,
) -> None:
    written = article.translate(str.maketrans("“”‘’«»", quotes))
    text = unicodedata.normalize(form, written)
    for usual, instead in SPELLINGS[spelling].items():
        text = text.replace(usual, instead)
    if width is not None:
        text = "\n\n".join(textwrap.fill(block, width) for block in text.split("\n\n"))
    if spelling == "points and spaces":
        text = text.replace(" ", "\u00a0")
    kinds = cycle(newlines)  # \r followed by \n would be one
    other = re.sub("\n+", lambda found: next(kinds) * len(found[0]), text)
    assert folded(other) == folded(article)
    found = next(
        match_documents(
            [preprocess("a", parse_document(article)), preprocess("b", parse_document(other))]
        )
    )
    if found.copies:
        return  # they are even the same text
    verbatim = {m.here.passage for m in found.matches if m.kind is Kind.VERBATIM}
    assert verbatim == set(range(len(parse_document(article).passages)))


@given(st.integers(24, 100), st.sampled_from(["-", "\u2010", "\u00ad"]), st.integers(3, 5))
def test_words_parted_at_the_ends_of_lines_are_whole_again(
    width: int, hyphen: str, least: int
) -> None:
    article = ARTICLES["English"].partition("\n\n")[2]
    parted = "\n\n".join(hyphenated(block, width, hyphen, least) for block in article.split("\n\n"))
    assert folded(parted) == folded(article)


def hyphenated(text: str, width: int, hyphen: str, least: int) -> str:
    """`text` in lines of a width, long words parted so that `least` letters are on either side."""
    lines, line = [], ""
    for word in text.split():
        rest = word
        while len(line) + len(rest) + bool(line) > width:
            room = width - len(line) - bool(line) - 1
            if room >= least and len(rest) - room >= least and rest[: room + least].isalpha():
                line += " " * bool(line) + rest[:room] + hyphen
                rest = rest[room:]
            lines.append(line)
            line = ""
        line += " " * bool(line) + rest
    return "\n".join([*lines, line])


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("the well-\nknown diver came up again", "the well-known diver came up again"),
        ("a state-of-\nthe-art crane lifted the piles", "a state-of-the-art crane lifted"),
        ("in the inspec-\ntion report of the port", "in the inspection report of the port"),
        ("DOCUMENTA-\nTION OF THE PORT IS LOST", "DOCUMENTATION OF THE PORT"),
        ("THE US-\nEU TALKS ON THE PORT ENDED", "THE US-EU TALKS ON THE PORT"),
        ("the Anglo-\nDutch crew of the old ferry", "the Anglo-Dutch crew of the old"),
        ("the COVID-\n19 rules of the old ferry", "the COVID-19 rules of the old"),
        ("pre-\nand post-war ferries were there", "pre- and post-war ferries were"),
        ("die Ver-\nhandlungen der Hafenmeister", "die Verhandlungen der Hafenmeister"),
        ("a re-\nformed crew; others re-formed later", "a re-formed crew; others"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_it_belongs_to_the_word(
    written: str, read_as: str
) -> None:
    assert parse_document(written).text.startswith(read_as)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Roses are red by the harbour wall",
            "Violets grow on the quay",
            "Tulips are sold in town",
        ],
        ["one pound of butter", "two pounds of flour", "three eggs"],
        ["Ferry sails again", "The ferry to the island sailed again on Thursday. It was full."],
        ["- mend the piles", "- paint the stage", "- ring the bell"],
    ],
)
def test_lines_that_are_no_wrapped_text_stay_lines(lines: list[str]) -> None:
    assert len(parse_document("\n".join(lines)).paragraphs) == len(lines)


def test_wrapped_text_without_spaces_is_joined_without_any() -> None:
    document = parse_document(
        "渡船星期四早上再次启航，两天前暴风雨冲走\n了码头的一部分。潜水员检查了木桩，其中四\n根已经折断。"
    )
    assert document.paragraphs[0].span.of(document.text).count(" ") == 0
    assert len(document.paragraphs) == 1


@pytest.mark.parametrize("article", ["English", "French", "Hindi", "Arabic"])
@pytest.mark.parametrize(
    ("first", "rest", "blank"),
    [
        ("> ", "> ", ">"),
        (">> ", ">> ", ">>"),
        ("> > ", "> > ", "> >"),
        ("- ", "  ", ""),
        ("1. ", "   ", ""),
        ("    ", "    ", ""),
        ("", "   ", ""),
    ],
    ids=["mail", "mail twice", "mail apart", "list", "numbers", "indented", "hanging"],
)
def test_lines_quoted_listed_and_indented_are_joined_at_any_width(
    article: str, first: str, rest: str, blank: str
) -> None:
    text = ARTICLES[article]
    passages = set(range(len(parse_document(text).passages)))
    for width in range(30, 100, 10):
        wrapped = f"\n{blank}\n".join(
            textwrap.fill(block, width, initial_indent=first, subsequent_indent=rest)
            for block in text.split("\n\n")
        )
        other = parse_document(f"{wrapped}\n\nXyz.")
        found = next(
            match_documents([preprocess("a", parse_document(text)), preprocess("b", other)])
        )
        assert {m.here.passage for m in found.matches if m.kind is Kind.VERBATIM} == passages
        assert not [p for p in other.paragraphs if "  " in p.span.of(other.text)]


def test_quoted_lines_have_a_bar_and_lead_back_to_the_file() -> None:
    raw = (
        "She wrote on Tuesday:\n\n> We should have closed the bridge to lorries\n> at once.\n>\n"
        "> And we did not.\n> > Why was it open?\n\n> alone\n\nThat was all she wrote.\n"
    )
    document = parse_document(raw)
    shown = [(p.prefix, p.span.of(document.text)) for p in document.paragraphs]
    assert shown == [
        ("", "She wrote on Tuesday:"),
        ("▎ ", "We should have closed the bridge to lorries at once."),
        ("▎ ", "And we did not."),
        ("▎ ▎ ", "Why was it open?"),
        ("", "> alone"),
        ("", "That was all she wrote."),
    ]
    quoted = document.offset_map.span_to_source(document.paragraphs[1].span)
    assert (
        raw[quoted.start : quoted.end] == "We should have closed the bridge to lorries\n> at once."
    )


def test_quoted_and_own_lines_may_be_wrapped_at_different_widths() -> None:
    body = ARTICLES["English"].split("\n\n")[1]
    quoted = textwrap.fill(body, 60, initial_indent="> ", subsequent_indent="> ")
    document = parse_document(f"A mail\n\n{quoted}\n\n{textwrap.fill(body, 40)}")
    assert len(document.paragraphs) == 3
    assert document.paragraphs[1].span.of(document.text) == body
    assert document.paragraphs[2].span.of(document.text) == body


@pytest.mark.parametrize("width", range(20, 90, 5))
def test_wrapped_thai_is_word_by_word_the_same(width: int) -> None:
    article = (
        "เรือข้ามฟากกลับมาให้บริการหลังพายุ\n\n"
        "เรือข้ามฟากระหว่างเกาะกับแผ่นดินใหญ่กลับมาแล่นอีกครั้งเมื่อเช้าวันพฤหัสบดี"
        " สองวันหลังพายุพัดส่วนหนึ่งของท่าเรือหายไป นายท่ากล่าวว่าไม่คิดว่าจะซ่อมได้เร็วเช่นนี้\n\n"
        "นักประดาน้ำตรวจเสาเข็มเมื่อวันพุธ พบว่าสี่ต้นหักและที่เหลือจะอยู่ได้ถึงฤดูใบไม้ผลิ"
    )
    other = "\n\n".join(textwrap.fill(block, width) for block in article.split("\n\n"))
    found = next(
        match_documents(
            [preprocess("a", parse_document(article)), preprocess("b", parse_document(other))]
        )
    )
    verbatim = {m.here.passage for m in found.matches if m.kind is Kind.VERBATIM}
    assert found.copies or verbatim == set(range(len(parse_document(article).passages)))


def test_what_was_parted_is_found_again_in_the_file() -> None:
    raw = (
        "Divers went down. The inspec-\r\ntion of the piles took all day and the night\r\nas well."
    )
    document = parse_document(raw)
    passage = document.passages[1]
    assert document.words_of(1).startswith("The inspection of the piles")
    span = document.offset_map.span_to_source(passage.span)
    assert raw[span.start : span.end].startswith("The inspec-\r\ntion")
    assert raw[span.start : span.end].endswith("as well.")
