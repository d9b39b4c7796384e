"""The same sentences match in every script, and other words are other words."""

import unicodedata
from collections.abc import Callable

import pytest

from tui.matching.features.preprocessing import preprocess
from tui.matching.features.stemming import stem_of
from tui.matching.matches import DocumentMatches, Kind
from tui.matching.pipeline import match_documents
from tui.matching.word_alignment import align
from tui.text.parsing.document_parser import parse_document

TEXTS = {
    "Hindi": "नगर परिषद ने पुराने पुल को बंद करने का निर्णय लिया। मरम्मत में चार महीने लगेंगे।",
    "Bengali": "পৌরসভা পুরোনো সেতুটি বন্ধ করার সিদ্ধান্ত নিয়েছে। মেরামতে চার মাস সময় লাগবে।",
    "Tamil": "நகராட்சி பழைய பாலத்தை மூட முடிவு செய்துள்ளது. பழுதுபார்க்க நான்கு மாதங்கள் ஆகும்.",
    "Urdu": "بلدیہ نے پرانا پل بند کرنے کا فیصلہ کیا ہے۔ مرمت میں چار مہینے لگیں گے۔",
    "Arabic": "قَرَّرَ المَجلِسُ إِغلاقَ الجِسرِ القَديم. سَتَستَغرِقُ الأَعمالُ أَربَعَةَ أَشهُر.",
    "Hebrew": "הָעִירִיָּה הֶחְלִיטָה לִסְגּוֹר אֶת הַגֶּשֶׁר הַיָּשָׁן. הַתִּקּוּן יִמָּשֵׁךְ אַרְבָּעָה חֳדָשִׁים.",
    "Thai": "เทศบาลตัดสินใจปิดสะพานเก่า การซ่อมจะใช้เวลาสี่เดือน",
    "Khmer": "ក្រុងសម្រេចបិទស្ពានចាស់។ ការជួសជុលនឹងចំណាយពេលបួនខែ។",
    "Burmese": "မြို့တော်က တံတားဟောင်းကို ပိတ်ရန် ဆုံးဖြတ်သည်။ ပြုပြင်ရန် လေးလကြာမည်။",
    "Chinese": "市政府决定关闭老桥。修缮工程将持续四个月。",
    "Japanese": "市は古い橋を閉鎖することを決めた。修理には四か月かかる見込みだ。",
    "Korean": "시는 오래된 다리를 폐쇄하기로 결정했다. 보수에는 넉 달이 걸릴 예정이다.",
    "Amharic": "ከተማው አሮጌውን ድልድይ ለመዝጋት ወሰነ። ጥገናው አራት ወራት ይወስዳል።",
    "Greek": "Ο δήμος αποφάσισε να κλείσει την παλιά γέφυρα. Οι εργασίες θα κρατήσουν έναν χρόνο.",
    "Vietnamese": "Thành phố đóng cửa cầu cũ. Các chuyên gia cảnh báo dư chấn.",
    "French": "L’équipe a décidé de fermer l’ancien pont. La réparation durera près d’une année.",
}


def matched(one: str, other: str) -> DocumentMatches:
    return next(
        match_documents(
            [preprocess("a", parse_document(one)), preprocess("b", parse_document(other))]
        )
    )


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFKC", text),
        str.upper,
        lambda text: text.replace("’", "'"),
    ],
    ids=["the same", "NFD", "NFKC", "capitals", "straight quotes"],
)
def test_the_same_sentences_are_verbatim(text: str, changed: Callable[[str], str]) -> None:
    found = matched(text, f"{changed(text)}\n\nXyz.")
    sentences = {p for p, _ in enumerate(parse_document(text).passages)}
    assert {m.here.passage for m in found.matches if m.kind is Kind.VERBATIM} == sentences


@pytest.mark.parametrize(
    "text",
    [
        "ድልድዩ ተዘግቷል፡፡ ነጋዴዎች ተቃውመዋል።",
        "പാലം അടച്ചിട്ടു. വ്യാപാരികൾ പ്രതിഷേധിച്ചു.",
        "다리가 폐쇄됐다. 상인들은 반발했다.",
        "הגשר העתיק נסגר. הסוחרים התנגדו.",
        "أغلق الجسر القديم. التجار يعترضون.",
        "Köprüler kapatıldı. Esnaf kızgındı.",
        "Silta suljettiin. Kauppiaat vastustivat.",
        "Мост закрывают. Торговцы возражают.",
    ],
)
def test_a_sentence_of_two_long_words_says_something(text: str) -> None:
    found = matched(text, f"{text}\n\nXyz.")
    assert {m.here.passage for m in found.matches if m.kind is Kind.VERBATIM} == {0, 1}


@pytest.mark.parametrize("text", ["She agreed.", "Related articles", "다리 닫힘.", "Thank you!"])
def test_two_short_words_or_no_sentence_say_nothing(text: str) -> None:
    line = "The old bridge is closed, the city council said on Monday."
    found = matched(f"{line}\n\n{text}", f"{text}\n\n{line}")
    assert [m.here.passage for m in found.matches] == [0]


def test_other_vowels_make_other_words() -> None:
    found = matched("कल मेरा बाल लाल था, चील दूर थी।", "काल मीरा बोल लोल थे, चाल दौर था।")
    assert not found.matches


def test_unrelated_texts_without_spaces_do_not_match() -> None:
    one = "内閣は来年度の予算案を了承した。野党は反対している。"
    other = "選手は昨日の試合で三回も転倒した。観客は心配している。"
    assert not matched(one, other).matches


def test_a_changed_word_is_what_differs() -> None:
    here, there = "市政府决定关闭老桥，修缮需要四个月。", "市政府决定拆除老桥，修缮需要五个月。"
    apart = [(s.here.of(here), s.there.of(there)) for s in align(here, there) if not s.same]
    assert apart == [("关闭", "拆除"), ("四", "五")]


def test_a_single_letter_in_common_is_no_common_word() -> None:
    here, there = "市长昨天的报告", "市长明天没有的计划"
    same = [s.here.of(here) for s in align(here, there) if s.same]
    assert same == ["市长"]


def test_stems_lose_accents_and_points_but_no_vowel() -> None:
    assert stem_of("école") == stem_of("ecole")
    assert stem_of("وحذّر") == stem_of("وحذر")
    assert stem_of("तेज़") == stem_of("तेज")
    assert stem_of("दिन") != stem_of("दीन")
