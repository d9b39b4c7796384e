"""Files come in many encodings; what is not text at all is said to be none."""

import pytest

from tui.text.encodings.detection import DAMAGED, NotTextError, decode, is_utf8
from tui.text.encodings.evidence import EncodingEvidence

FRENCH = "Le président a déclaré qu’il n’y aurait pas d’élection. À bientôt, café! " * 5
RUSSIAN = "Президент заявил, что выборов не будет, и что он в этом уверен. " * 10
TWO_SENTENCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "czech": (
        (
            "Hasiči v neděli večer zasahovali u požáru skladiště na kraji města. Škoda přesáhne"
            " šest milionů, řekl jejich mluvčí, ale nikdo nebyl zraněn."
        ),
        ("cp1250", "iso8859-2"),
    ),
    "hungarian": (
        (
            "A tűzoltók vasárnap este a város szélén égő raktárhoz vonultak. A kár meghaladja a"
            " hatmilliót, közölte a szóvivő, de senki sem sérült meg, és őrizet nem történt."
        ),
        ("cp1250", "iso8859-2"),
    ),
    "polish": (
        (
            "Strażacy gasili w niedzielę wieczorem pożar magazynu na obrzeżach miasta. Szkody"
            " przekroczą sześć milionów, powiedział rzecznik, ale nikt nie został ranny."
        ),
        ("cp1250", "iso8859-2"),
    ),
    "turkish": (
        (
            "İtfaiye pazar akşamı şehrin kenarındaki depoda çıkan yangını söndürdü. Sözcü, zararın"
            " altı milyonu aşacağını ama kimsenin yaralanmadığını söyledi."
        ),
        ("cp1254", "iso8859-9"),
    ),
    "russian": (
        (
            "Пожарные в воскресенье вечером тушили склад на окраине города. Ущерб превысит шесть"
            " миллионов, сказал их представитель, но никто не пострадал."
        ),
        ("cp1251", "koi8-r", "iso8859-5"),
    ),
    "german": (
        (
            "Die Feuerwehr löschte am Sonntagabend ein Lagerhaus in Köln. Der Schaden liegt über"
            " sechs Millionen, so ihr Sprecher, verletzt worden sei überhaupt niemand."
        ),
        ("cp1252", "iso8859-1"),
    ),
    "japanese": (
        (
            "消防隊は日曜日の夜、町外れの倉庫の火事を消し止めた。被害は六百万を超える見込みだが、"
            "けが人はいないと広報担当者は述べた。"
        ),
        ("cp932", "euc-jp", "iso2022-jp"),
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-8-sig"])
def test_unicode_in_any_form(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)).text.lstrip("\ufeff") == FRENCH


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251")])
def test_older_encodings_are_recognised_and_named(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.encoding == encoding


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, one) for language, (_, some) in TWO_SENTENCES.items() for one in some],
)
def test_two_sentences_are_enough(language: str, encoding: str) -> None:
    text = TWO_SENTENCES[language][0]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text", ["The ferry sank.\n", f"{RUSSIAN}\n", "渡船沉没了。一名乘客说，水很冷。"]
)
def test_wide_encodings_need_no_mark(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "word", ["да", "Το", "Նոր", "አዲሱ", "نئی", "ახალი", "புதிய", "નવી", "नयाँ", "རྒྱལ", "żółw"]
)
def test_one_word_in_a_wide_encoding_is_told_by_its_script(word: str, encoding: str) -> None:
    assert decode(word.encode(encoding)).text == word


@pytest.mark.parametrize("text", [" \n", "a\nb\nc\n", "1\t2\t3\n", "\n\n\n\n", "é\nà\n"])
def test_lines_of_one_letter_are_no_wide_encoding(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode("cp1252")).text == text


def test_a_damaged_byte_does_not_hide_the_rest() -> None:
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    found = decode(data)
    assert found.encoding == DAMAGED
    assert RUSSIAN in found.text


def test_what_a_short_line_is_the_other_texts_tell() -> None:
    line = "Děti šly domů, řekl."
    polish = EncodingEvidence()
    polish.add("Zażółć gęślą jaźń, powiedział.", "iso8859-2")
    czech = EncodingEvidence()
    czech.add("Řekl, že děti šly domů; ještě něco?", "utf-8")
    assert decode(line.encode("iso8859-2"), evidence=lambda: czech).text == line
    assert polish.weight("abc", "iso8859-2") > polish.weight("abc", "cp1252")
    assert czech.weight(line, "cp1250") > czech.weight("Dėti ąly domł, řekl.", "cp1250")


def test_what_is_named_stands_but_for_a_mark() -> None:
    assert decode("żółw".encode("cp1250"), "cp1250").text == "żółw"
    assert decode("żółw".encode("utf-8-sig"), "cp1250").text == "\ufeffżółw"
    assert decode("żółw".encode("cp1250"), "utf-8").encoding == DAMAGED


def test_plain_utf8_is_told_from_encodings_that_look_like_ascii() -> None:
    assert is_utf8("naïve".encode())
    assert not is_utf8("naïve".encode("cp1252"))
    assert not is_utf8("plain".encode("utf-16-le"))
    assert not is_utf8("火事".encode("iso2022-jp"))


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x01\0\0\0", bytes(range(256)) * 9])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        ("déjà vu, “oui”", "cp1252"),
        ("Qui le dit à Paris?", "cp1252"),
        ("coûte 5 €", "cp1252"),
        ("Windows и Linux", "cp1251"),
        ("Кто это говорит?", "cp1251"),
        ("Děti šly domů.", "cp1250"),
    ],
)
def test_a_short_line_has_no_letters_of_another_script_within_its_words(
    line: str, encoding: str
) -> None:
    assert decode(line.encode(encoding)).text == line
