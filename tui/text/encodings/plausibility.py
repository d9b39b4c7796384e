"""Likelihood of a short text, by the letters of its language and by the positions of its signs.

A detector of encodings counts pairs of letters; a line has too few. This module uses the letters
beyond ASCII of each language, their frequencies, and the positions in which signs stand.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple


class _Language(NamedTuple):
    """Letters beyond ASCII of a language."""

    encodings: str
    """Group of the encodings of texts in the language."""
    weight: float
    """Relative number of texts in the language among those of the same encodings."""
    letters: str
    """Letters, each followed by its frequency in 10,000 letters; 1 without a number."""


_LANGUAGES = (
    _Language("western", 12, "é40ï10ñ10ü10ö10ä8ç8è8á8ó8ê4ô4"),  # English
    _Language("western", 20, "é150à49è27ê22ç9û6ù6î5ô4œ25ëïâ2æü"),  # French
    _Language("western", 20, "ü100ä58ö44ß31é"),  # German
    _Language("western", 20, "ó83í73á50é43ñ31ú17üïç"),  # Spanish
    _Language("western", 12, "ã73ç53ê45é34ó30â20ô15á12í13ú21à7õ10ü"),  # Portuguese
    _Language("western", 12, "à64è50ù25ì30ò20éî"),  # Italian
    _Language("western", 1.5, "à60é60è30ò25í30ó60ç15ú10ïü"),  # Catalan
    _Language("western", 8, "ë50é30ï20è10ö12ü8ó6ê2á2à2ç2"),  # Dutch
    _Language("western", 10, "ä200å100ö130éü"),  # Swedish, Finnish
    _Language("western", 8, "å119ø94æ87é2"),  # Danish, Norwegian
    _Language("western", 0.4, "á180ð440í157é65þ145ö78ú61ó99æ87ý23"),  # Icelandic
    _Language("western", 1, "ä120õ100ü60ö30"),  # Estonian
    _Language("central", 12, "ł210ę104ó90ś81ć74ż71ą99ń36ź8"),  # Polish
    _Language("central", 12, "í164ě122á87ý100é63ž72š69č46ř38ů20ú10ď2ť4ň8ó5"),  # Czech
    _Language("central", 4, "á172í100é80ý100č100ž90š80ú80ľ40ť60ô15ň20ó5ä5ďĺŕ"),  # Slovak
    _Language("central", 10, "é351á337ö82ő88ó63í57ü60ú20ű20"),  # Hungarian
    _Language("central", 5, "š100ž50č100ć70đ30"),  # Croatian, Slovenian
    _Language("central", 4, "ă240î120â60ş155ţ100"),  # Romanian
    _Language("central", 2, "ü100ä58ö44ß31"),  # German
    _Language("romanian", 4, "ă240î120â60ș155ț100"),
    _Language("turkish", 10, "ı511ş178ğ113ü185ö78ç116âî"),
    _Language("baltic", 5, "ė160š140į60ž90ų130ū50č40ą60ę20"),  # Lithuanian
    _Language("baltic", 4, "ā400ē170ī180š100ū60ņ60ļ30ž20ģ10ķ10č10"),  # Latvian
    _Language("baltic", 3, "ä120õ100ü60ö30šž"),  # Estonian
    _Language(
        "cyrillic",
        20,
        "о1097е845а801и735н670т626с547р473в454л440к349м321д298п281у262я201ы190ь174г170з165б159"
        "ч144й121х97ж94ш73ю64ц48щ36э32ф26ъ4ё4",
    ),  # Russian
    _Language(
        "cyrillic",
        6,
        "о940а720н650и610і570в510т550е480р450с410к360л350д330м300у300п290я220з210ь180г170б170"
        "ч140й110х110ж90ц80ю80ш70ї60є60щ50ф30ґ",
    ),  # Ukrainian
    _Language(
        "cyrillic",
        4,
        "а1180о940и930е860т760н710р540с500в450л330к360д360п310м250з210ъ170я170г150б130у140ч130"
        "й70х60ж70щ60ц60ш40ф20ю10ь",
    ),  # Bulgarian
    _Language(
        "cyrillic",
        3,
        "а1180о910и960е880н540р540т440с550ј510у430в370к360д370л330м370п290з170г160б150ш100ч90"
        "ц80ж60х60њ60љ40ћ60ђ20ф20џѓќѕ",
    ),  # Serbian, Macedonian
    _Language(
        "greek",
        8,
        "α950ο800ι720τ780ε650ν650η450σ550ς400υ400ρ420π400κ400μ330λ280ω160ί270ά220έ200ό260ή170"
        "δ170γ190χ110θ110ύ140φ90β70ξ50ώ110ζ40ψ20ϊ3ϋΐΰ",
    ),
    _Language(
        "hebrew",
        4,
        "י1100ו1030ה1090ל740א630מ580ר560ת500ב480ש440נ370ע320ד260ם250ח250פ200ק210ט120צ120כ240ן120"
        "ג120ס150ז130ך80ף30ץ10",
    ),
    _Language(
        "arabic",
        6,
        "ا1300ل1200ي700ن600م600و600ر500ت450ب400د320ع330ة300ف280ه280س250ق250ك220ح210ج140ش120ص110"
        "ط90أ250خ90ى90إ60ذ70ض60ز60ث50ظ20ء30غ50ئ30ؤ10آ20آپچژگی",
    ),  # Arabic, Persian
    _Language(
        "thai",
        4,
        "า700น650ร620ก520อ490เ420ง410ม340ย320ว290ล300ท260ส240ต200ะ200ป150บ150ค190ด200ห230แ130"
        "ข110จ110พ110ช90ซ40ผ70ถ60ไ120ใ90โ70ำ100ั330ิ260ี260่490้430็80ื150ุ140ู100ึ60์150ฟ30ธ40ศ40ณ40"
        "ญ30ษ30ภ40ฝฉๆฯฐฎฏฑฒฌฮฆ",
    ),
    _Language(
        "vietnamese",
        2,
        "đ300à250ư250ô200ả100ạ100â150ê150ơ100ã60á150ì40í60ị60ủ50ờ50ò30é30ú40ù30ă70\u0300100"
        "\u0301150\u030950\u030330\u0323100",
    ),
)  # fmt: skip
_GROUPS = (
    ("western", r"cp1252$|iso8859-15?$|mac-roman$|cp(850|858|437|86[0135])$|mac-iceland$"),
    ("central", r"cp1250$|iso8859-2$|cp852$|mac-latin2$|mac-croatian$"),
    ("romanian", r"iso8859-16$|mac-romanian$"),
    ("turkish", r"cp1254$|iso8859-[39]$|cp857$|mac-turkish$"),
    ("baltic", r"cp1257$|iso8859-(4|10|13)$|cp775$"),
    ("cyrillic", r"cp1251$|koi8|iso8859-5$|cp(866|855|1125)$|mac-cyrillic$|kz|ptcp"),
    ("greek", r"cp1253$|iso8859-7$|cp(737|869)$|mac-greek$"),
    ("hebrew", r"cp1255$|iso8859-8$|cp(862|424|856)$"),
    ("arabic", r"cp1256$|iso8859-6$|cp(720|864|1006)$|mac-(arabic|farsi)$"),
    ("thai", r"cp874$|tis-620$|iso8859-11$"),
    ("vietnamese", r"cp1258$"),
)
"""Groups of encodings, with patterns of the names of their encodings."""
_OTHERS = "western"
"""Group of all other encodings."""
_ENCODINGS = (
    (r"cp1252$", 3.0),
    (r"cp125[01345]$|cp932|gb18030|gbk|big5$|cp949|euc_jp|shift_jis", 1.0),
    (r"iso8859-(1|2|5|7|9|13|15)$|koi8-[ru]$|euc_kr|cp125[67]|cp874", 0.5),
    (r"mac-cyrillic$|cp866$|cp85[02]$|iso8859-16$", 0.1),
    (r"mac-roman$", 0.05),
    (r"iso8859-[468]$|tis-620|mac-latin2|cp1258|cp437$|cp858|hz|iso2022|big5", 0.02),
    (r"mac-|cp[78]", 0.004),
    (r"", 0.001),
)
"""Patterns of the names of encodings, with the relative number of texts in each."""
_SIGNS = {
    "’": r"(?<=\w)’(?=\w)|(?<=[sz])’|(?<![^\W_])’(?=[st0-9])|‘[^’]+’",
    "‘": r"(?<!\w)‘(?=\w)",
    "“": r"(?<![\w])“(?=[\w¿¡«‘(…])|(?<=[\w.!?…,])“(?!\w)",
    "”": r"(?<=[\w.!?…,’%)])”(?!\w)|(?<!\w)”(?=\w)",
    "„": r"(?<!\w)„(?=\w)",
    "‚": r"(?<!\w)‚(?=\w)",
    "«": r"(?<!\w)«(?=[\w\s\xa0¿¡])|(?<=[\w.!?])«(?!\w)",
    "»": r"(?<=[\w.!?…\s\xa0,])»(?!\w)|(?<!\w)»(?=\w)",
    "–": r"(?<=\s)–(?=\s)|(?<=\d)–(?=\d)|(?<!\S)–(?=\d)|^–(?=\s)|(?<=\w)–(?=[A-Z])",
    "—": r"(?<=\s)—(?=\s)|(?<=\w)—(?=\w)|^—(?=\s)",
    "…": r"(?<=\w)…(?!\w)|(?<!\S)…",
    "°": r"(?<=\d)\s?°(?=\s?[CFÇc\d ,.]|$)|\b[nN]°(?=\s?\d)|(?<=\s)°[CF]\b",
    "º": r"\d\.?º(?!\w)|\b[nN]\.?º(?=\s?\d)",
    "ª": r"\d\.?ª(?!\w)",
    "€": r"(?<=\d)[\s\xa0]?€(?!\w)|(?<!\w)€[\s\xa0]?(?=\d)|(?<=\s)€(?!\w)",
    "£": r"(?<!\w)£(?=\d)|(?<=\d)£(?!\w)",
    "¥": r"(?<!\w)¥(?=\d)",
    "§": r"(?<!\w)§{1,2}[\s\xa0]?(?=\d)",
    "№": r"(?<!\w)№[\s\xa0]?(?=\d)",
    "©": r"(?<!\w)©(?=[\s\xa0])",
    "®": r"(?<=\w)®(?!\w)",
    "²": r"(?<=m)²(?!\w)",
    "³": r"(?<=m)³(?!\w)",
    "½": r"(?<![^\W\d])½(?![^\W\d])",
    "¼": r"(?<![^\W\d])¼(?![^\W\d])",
    "¾": r"(?<![^\W\d])¾(?![^\W\d])",
    "±": r"±[\s\xa0]?(?=\d)",
    "×": r"(?<=\d)[\s\xa0]?×(?=[\s\xa0]?\d)",
    "·": r"(?<=\s)·(?=\s)|(?<=l)·(?=l)",
    "•": r"(?<!\S)•(?=\s)",
    "™": r"(?<=\w)™(?!\w)",
    "¿": r"(?<!\w)¿(?=\w[^?]*\?)",
    "¡": r"(?<!\w)¡(?=\w[^!]*!)",
    "\u00a0": r"(?<=\S)\u00a0(?=\S)",
}
"""Positions of a sign; in other positions the sign is not plausible."""
_IN_PLACE, _OUT_OF_PLACE = log(0.02), log(0.00002)
_NAME_BESIDE, _WORD_BESIDE = log(0.3), log(0.02)
"""Factors for a word in ASCII in a text of another script: most such words are names."""
_WIDE_SIGNS = "、。，！？：；「」『』（）《》〈〉・ー～\u3000“”"
_BESIDE_WIDE = "(?<=[\u2e80-\uffef]){0}|{0}(?=[\u2e80-\uffef])"
_LEAST_SHARE = 0.012
"""Least share of letters beyond ASCII in a short text that has such letters."""
_MOST_PLAIN = 200
"""Largest number of ASCII letters that count."""
_WHOLE = 0.8
"""Share of a language's letters in an encoding from which the encoding has all that it needs."""
_NO_LETTER = log(0.00001)
"""Factor for a letter that the language does not write."""
_IDEOGRAPH, _RARE_IDEOGRAPH, _KANA = log(0.0006), log(0.00001), log(0.01)
_STANDARDS = (
    ("gb|hz", ("gb2312", 0xD7)),
    ("cp932|euc_ji|euc_jp|shift_ji|iso2022_jp", ("shift_jis", 0x97)),
    ("big5|cp950", ("big5", 0xC6)),
    ("cp949|euc_kr|johab|iso2022_kr", ("euc_kr", 0xC8)),
)
"""Patterns of the names of encodings, with their standard and the first byte of its last common
letter."""
_WIDE_WEIGHT = log(0.06)
"""Logarithm of the share of texts in scripts whose letters take two bytes."""
_MIXED = log(0.001)
"""Factor for adjacent letters of two scripts."""
_ADJACENT = log(0.02)
"""Factor for a letter beside a digit, and for a capital after a small letter."""
_NO_VOWEL = log(0.1)
_VOWELS = frozenset("aeiouyœæıаеиоуыэюяіїєαεηιουω")
_CONTROL = log(0.000001)
_CAPITAL = log(0.1)
_WORDS_OF_ONE = frozenset("àèéóáíåöőыиоусквяжаїєіηοήέהל")
_ALONE = log(0.05)
"""Factor for a letter that stands alone and is not a word."""
_BESIDE_DIGIT = re.compile(r"\d[^\W\d_a-zA-Zªº]|[^\W\d_a-zA-Zªº]\d")
_LONE_LIGATURE = re.compile(r"(?i)œ(?![iu])")
"""In French, the ligature stands only before these letters."""
_SYLLABLE = 2
"""Largest number of letters of a word without a vowel."""
_WITH_VOWELS = frozenset({"Latin", "Cyrillic", "Greek"})
_WORD = re.compile(r"[^\W\d_]+")


def plausibility(text: str, encoding: str) -> float:
    """Return the logarithm of the likelihood of `text` in a file of this encoding."""
    letters = [c for c in text if c > "\x7f" and _is_letter(c)]
    wide_letters = [c for c in letters if c >= "\u2e80"]
    plain_words = [word for word in _WORD.findall(text) if word.isascii()]
    count = min(sum(c.isascii() and c.isalpha() for c in text), _MOST_PLAIN)
    plain_score = sum(_NAME_BESIDE if word[0].isupper() else _WORD_BESIDE for word in plain_words)
    if wide_letters:
        language_score = _WIDE_WEIGHT + sum(_of_wide(letter, encoding) for letter in wide_letters)
        language_score += (len(letters) - len(wide_letters)) * _NO_LETTER + plain_score
    else:
        group = _group(encoding)
        language_score = max(
            _by_language(letters, language)
            + (count * language.plain if language.plain else plain_score)
            for language in _frequencies()
            if language.encodings == group
        )
    return language_score + _encoding_weight(encoding) + sum(_of_signs(text)) + sum(_of_words(text))


def _group(encoding: str) -> str:
    return next((group for group, pattern in _GROUPS if re.match(pattern, encoding)), _OTHERS)


@cache
def _encoding_weight(name: str) -> float:
    """Return the logarithm of the relative number of texts in an encoding."""
    return next(log(weight) for pattern, weight in _ENCODINGS if re.match(pattern, name))


class _Frequencies(NamedTuple):
    """Letters of a language, with the logarithms of their frequencies."""

    encodings: str
    letters: Mapping[str, float]
    """Letters beyond ASCII."""
    plain: float
    """Logarithm for any letter of ASCII; 0 for a language of another script."""
    language: float
    """Logarithm for the language itself."""


def _of_wide(letter: str, encoding: str) -> float:
    """Return the log likelihood of a letter of two bytes, by the levels of national standards."""
    standard, last = next(
        (candidate for pattern, candidate in _STANDARDS if re.match(pattern, encoding)), ("", 0)
    )
    if "\u3040" <= letter <= "\u30ff" and standard == "shift_jis":
        return _KANA
    code = letter.encode(standard, errors="ignore") if standard else b""
    is_common = len(code) > 1 and code[0] <= last and not "\u3040" <= letter <= "\u30ff"
    return _IDEOGRAPH if is_common else _RARE_IDEOGRAPH


def _by_language(letters: Iterable[str], language: _Frequencies) -> float:
    return language.language + sum(language.letters.get(c, _NO_LETTER) for c in letters)


@cache
def _frequencies() -> Sequence[_Frequencies]:
    languages = []
    total = sum(language.weight for language in _LANGUAGES)
    for encodings, weight, letters in _LANGUAGES:
        counts = {c: int(number or 1) for c, number in re.findall(r"(\D)(\d*)", letters)}
        share = sum(counts.values()) / 10_000
        factor = max(1, _LEAST_SHARE / share)
        logarithms = {c: log(count * factor / 10_000) for c, count in counts.items()}
        for letter, value in list(logarithms.items()):
            capital = "İ" if letter == "ı" else letter.upper()
            if len(capital) == 1 and capital != letter:
                logarithms.setdefault(capital, value + _CAPITAL)
        logarithm = log(1 - share * factor) if share < _WHOLE else 0.0
        languages.append(_Frequencies(encodings, logarithms, logarithm, log(weight / total)))
    return languages


def _is_letter(character: str) -> bool:
    return (character.isalpha() or "\u0e31" <= character <= "\u0e4e") and character not in "ªº"


def _of_signs(text: str) -> Iterator[float]:
    """Yield the log likelihood of each sign beyond ASCII, by its position."""
    for sign in {c for c in text if c > "\x7f" and not _is_letter(c)}:
        count = text.count(sign)
        if sign < "\u00a0":
            yield count * _CONTROL
            continue
        pattern = _SIGNS.get(sign) or (_BESIDE_WIDE.format(sign) if sign in _WIDE_SIGNS else "")
        plausible = min(count, len(re.findall(pattern, text))) if pattern else 0
        yield plausible * _IN_PLACE + (count - plausible) * _OUT_OF_PLACE


def _of_words(text: str) -> Iterator[float]:
    """Yield the log likelihoods of implausible words: mixed scripts, capitals inside words."""
    yield (len(_BESIDE_DIGIT.findall(text)) + len(_LONE_LIGATURE.findall(text))) * _ADJACENT
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        if len(word) == 1 and word.lower() not in _WORDS_OF_ONE:
            yield _ALONE
        for letter, following in pairwise(word):
            if (letter + following).isascii():
                continue
            if _script(letter) != _script(following):
                yield _MIXED
            elif letter.islower() and following.isupper():
                yield _ADJACENT
        if len(word) > _SYLLABLE and _script(word[0]) in _WITH_VOWELS:
            letters = {unicodedata.normalize("NFD", c)[0] for c in word.lower()}
            if letters.isdisjoint(_VOWELS):
                yield _NO_VOWEL


def _script(letter: str) -> str:
    if letter < "\u0250" or "\u1e00" <= letter < "\u1f00":
        return "Latin"
    if letter < "\u0700":
        return "Greek" if letter < "\u0400" else "Cyrillic" if letter < "\u0530" else "Semitic"
    return "other"
