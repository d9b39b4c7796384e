"""Where sentences end, in any script, and where they don't."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.document import Role
from tui.text.parsing.document_parser import parse_document
from tui.text.sentences import sentences
from tui.text.span import Span


def divided(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "parts",
    [
        ("नदी में पानी बढ़ा।", "लोग भागे॥", "फिर क्या हुआ?"),
        ("دریا میں پانی بڑھ گیا۔", "لوگ بھاگے؟", "پھر؟"),
        ("ወንዙ ሞላ።", "ሰዎች ሸሹ፧", "ከዚያስ።"),
        ("ទឹកឡើង។", "មនុស្សរត់។"),
        ("ወንዙ ሞላ፡፡", "ሰዎች ሸሹ፡፡"),
        ("ཆུ་ཕྱུར།", "མི་བྲོས།"),
        ("น้ำในแม่น้ำสูงขึ้นสองเมตรเมื่อคืนนี้", "ชาวบ้านหนีขึ้นไปอยู่บนเนินเขาทั้งหมด"),
        ("ນ້ຳໃນແມ່ນ້ຳສູງຂຶ້ນສອງແມັດໃນຄືນນີ້", "ຊາວບ້ານໜີຂຶ້ນໄປຢູ່ເທິງເນີນພູທັງໝົດ"),
        ("ชาวบ้าน 14 คน ปลอดภัย น้ำลด",),
        ("Ջուրը բարձրացավ։", "Մարդիկ փախան։"),
        ("He waited…", "Nobody came."),
        ("वह रुका…", "कोई नहीं आया।"),
        ("The mole broke.[2][3]", "It was mended.[^a]", "Boats came back.¹", "All of them."),
        ("“It broke.”", "So he said."),
        ("(It was late.)", "They left."),
        ("It broke.", "https://example.org/mole tells more."),
        ("It broke!", "#mole #storm"),
        ("At 5 p.m. it rained.", "No. 4 sank.", "J. R. Ames saw it, in Vol. 2 of his log."),
        (
            "One of Ms. Rice's aides asked.",
            "Reps. Lee and Ames went to Ft. Worth at 5 p.m. Monday.",
        ),
        ("They met at 5 p.m. Monday.", "They left at 6 p.m.", "Nobody stayed."),
        ("पुल ६.४ मीटर ऊँचा है।", "डॉ. राव ने देखा।"),
        ("Она упала в г. Твери.", "А. Б. Иванов видел."),
        ("Τι έγινε;", "Κανείς δεν ξέρει."),
        ("Es war am 3. Mai.", "Dann kam z. B. Regen."),
        ("Es kostet 4,5 Mio. Euro.", "Wer zahlt?"),
        ("Kes maksab?", "5. mail suleti sild.", "See oli 12. korral."),
        ("The average was 2.81.", "married couples lived there."),
    ],
)
def test_sentences_end_where_a_reader_sees_them_end(parts: tuple[str, ...]) -> None:
    assert divided(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "parts",
    [
        ("水位上涨。", "人们逃走了！", "后来呢？"),
        ("「水が来た。」", "と彼は言った。"),
        ("『はい。』", "（終わった。）", "帰ろう。"),
    ],
)
def test_no_space_is_needed_where_none_is_written(parts: tuple[str, ...]) -> None:
    assert divided("".join(parts)) == list(parts)


@given(st.text(st.sampled_from("aé.।。?!… )]”\"'[3]#Aक्िधが한"), max_size=40))
def test_sentences_are_in_order_and_leave_no_word_out(text: str) -> None:
    found = list(sentences(text, Span(0, len(text))))
    assert "".join("".join(s.of(text) for s in found).split()) == "".join(text.split())


@given(st.sampled_from(["É", "ñ", "がん", "फ़", "한"]), st.sampled_from([". ", "। ", "… ", "。"]))
def test_both_normal_forms_are_divided_alike(letter: str, stop: str) -> None:
    text = f"{letter}t {letter}a{stop}{letter}o{stop}Then"
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    one, other = ([unicodedata.normalize("NFC", s) for s in divided(form)] for form in forms)
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        "نہر میں پانی آیا۔ لوگ خوش ہوئے۔ کھیت ہرے ہو گئے۔",
        "नहर में पानी आया। लोग खुश हुए। खेत हरे हो गए।",
        "运河来水了。人们很高兴。田地绿了。",
        "The canal filled.[1] People cheered.[2] Fields greened.[3]",
        "The canal filled. People cheered. Fields greened. #canal https://example.org/c",
    ],
)
def test_a_paragraph_of_sentences_is_no_headline_and_no_caption(text: str) -> None:
    document = parse_document(f"{text}\n\n{text[:9]}")
    assert document.paragraphs[0].role is Role.BODY
    assert len(document.passages) >= 4


def test_a_paragraph_without_stops_is_no_caption_where_none_are_written() -> None:
    document = parse_document("น้ำเข้าคลองแล้ว\n\nชาวบ้านดีใจมาก นาข้าวเขียวขจี เก็บเกี่ยวได้ดี")
    assert document.paragraphs[1].role is Role.BODY


def test_a_headline_without_spaces_is_one_and_its_article_is_counted_in_characters() -> None:
    document = parse_document("运河来水了\n\n水位上涨了两米，人们很高兴。\n\n田地绿了，收成会好。")
    assert document.title == "运河来水了"
    assert document.paragraphs[0].role is Role.TITLE
    assert document.words == document.letters == 5 + 12 + 8
