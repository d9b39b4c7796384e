"""Keyboards whose letters are not Latin: which key of an English one stands at the same place.

So `о` of a Russian keyboard does what `j` does. Only what is no ASCII is looked up here: those who
have such a keyboard turn to Latin letters now and then, and these mean themselves.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple
from unicodedata import category, digit, normalize

LATIN: Final = "latin"
"""The choice by which every key means what it is."""

_PLAIN: Final = ("`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./")
_SHIFTED: Final = ("~!@#$%^&*()_+", "QWERTYUIOP{}|", 'ASDFGHJKL:"', "ZXCVBNM<>?")
_NO_ROW: Final = ""
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_TO_ASCII: Final = 0xFEE0
_EVERYWHERE: Final = {"。": ".", "、": "\\", "「": "[", "」": "]", "【": "[", "】": "]", "　": " "}
"""Signs as input methods for Chinese and Japanese change them."""


class Layout(NamedTuple):
    """A keyboard: its rows from the digits down, with blanks for the keys of an English one."""

    title: str
    plain: tuple[str, str, str, str]
    shifted: tuple[str, str, str, str] = (_NO_ROW, _NO_ROW, _NO_ROW, _NO_ROW)
    """Shifted signs, where they aren't the capitals of the plain ones."""

    @property
    def english_keys(self) -> Mapping[str, str]:
        """The English key of each of its characters."""
        pairs = chain(_pairs(self.shifted, _SHIFTED), _pairs(self.plain, _PLAIN))
        keys = {char: key for char, key in pairs if not char.isascii()}
        for char, key in zip("".join(self.plain), _on_plain(self.plain), strict=True):
            if len(char.upper()) == 1 and char.upper() != char:
                keys.setdefault(char.upper(), key)
        return keys


def _pairs(rows: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for row, key_row in zip(rows, keys, strict=True):
        yield from zip(row, key_row, strict=False)


def _on_plain(rows: tuple[str, ...]) -> Iterator[str]:
    """Yield what shift makes of the key of each character in the rows."""
    for row, keys in zip(rows, _SHIFTED, strict=True):
        yield from keys[: len(row)]


LAYOUTS: Final[Mapping[str, Layout]] = {
    "ru": Layout(
        "Russian",
        ("ё", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
        ("   №", _NO_ROW, _NO_ROW, _NO_ROW),
    ),
    "uk": Layout("Ukrainian", ("", "йцукенгшщзхїґ", "фівапролджє", "ячсмитьбю")),
    "be": Layout("Belarusian", ("ё", "йцукенгшўзх", "фывапролджэ", "ячсмітьбю")),
    "bg": Layout("Bulgarian", ("", " уеишщксдзц", "ьяаожгтнвмч", "юйъэфхпрлб")),
    "bg-phonetic": Layout(
        "Bulgarian phonetic", ("ч", "явертъуиопшщю", "асдфгхйкл", "зьцжбнм")
    ),
    "sr": Layout("Serbian", ("", "љњертзуиопшђж", "асдфгхјклчћ", "ѕџцвбнм")),
    "mk": Layout("Macedonian", ("", "љњертѕуиопшѓж", "асдфгхјклчќ", "зџцвбнм")),
    "el": Layout("Greek", ("", " ςερτυθιοπ", "ασδφγηξκλ΄", "ζχψωβνμ")),
    "he": Layout("Hebrew", ("", "  קראטוןםפ", "שדגכעיחלךף", "זסבהנמצתץ")),
    "ar": Layout(
        "Arabic",
        ("ذ", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر ىةوزظ"),
        ("", "\u064e\u064b\u064f\u064c إ‘÷×؛", "\u0650\u064d   أـ،", " \u0652   آ’  ؟"),
    ),
    "fa": Layout(
        "Persian",
        ("", "ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"),
        ("", _NO_ROW, "     آـ»«", "      ء  ؟"),
    ),
    "ka": Layout(
        "Georgian",
        ("", "ქწერტყუიოპ", "ასდფგჰჯკლ", "ზხცვბნმ"),
        ("", " ჭ ღთ", " შ    ჟ", "ძ ჩ"),
    ),
    "hy": Layout("Armenian", ("", "քոեռտըւիօպխծշ", "ասդֆգհյկլ", "զղցվբնմ")),
    "hi": Layout(
        "Hindi",
        (
            "",
            "\u094c\u0948\u093e\u0940\u0942बहगदजड\u093c\u0949",
            "\u094b\u0947\u094d\u093f\u0941परतकचट",
            " \u0902मनवलस  य",
        ),
        ("", "औऐआईऊभङघधझढञ", "ओएअइउफ खथछठ", " \u0901ण  ळशष।"),
    ),
    "th": Layout(
        "Thai",
        (
            " ๅ  ภถ\u0e38\u0e36คตจขช",
            "ๆไ\u0e33พะ\u0e31\u0e35รนยบลฃ",
            "ฟหกดเ\u0e49\u0e48าสวง",
            "ผปแอ\u0e34\u0e37ทมใฝ",
        ),
        ("", "๐ ฎฑธ\u0e4d\u0e4aณฯญฐ ฅ", "ฤฆฏโฌ\u0e47\u0e4bษศซ", "  ฉฮ\u0e3a\u0e4c ฒฬฦ"),
    ),
    "ko": Layout(
        "Korean",
        ("", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ"),
        ("", "ㅃㅉㄸㄲㅆ   ㅒㅖ", "", ""),
    ),
}  # fmt: skip
"""Layouts by their names in the configuration; of those with a letter the first is likeliest."""


class Keyboard:
    """The keyboard in use: the one chosen, or found by the letters that come from it."""

    def __init__(self, choice: str = "", language: str = "") -> None:
        """`choice`: one of `LAYOUTS` or `LATIN`; `language`: as in LANG, tried before others."""
        self.name = choice if choice in LAYOUTS else ""
        """Name of the layout; empty while there is none."""
        self._is_settled = bool(choice)
        likely_names = [name for name in LAYOUTS if name.partition("-")[0] == language[:2].lower()]
        self._likely = [*likely_names, *[name for name in LAYOUTS if name not in likely_names]]
        self._letters: set[str] = set()
        self._english_keys: Mapping[str, str] = LAYOUTS[self.name].english_keys if self.name else {}

    @property
    def is_found(self) -> bool:
        """True if the layout was found by letters, and so may be another one."""
        return bool(self.name) and not self._is_settled

    def key(self, char: str) -> str:
        """Return the character of the English key at the same place; empty where none is known."""
        if char.isascii():
            return ""
        if not self._is_settled:
            self._find(char)
        bare = normalize("NFD", char)[:1]
        return self._english_keys.get(char) or self._english_keys.get(bare) or _anywhere(char)

    def _find(self, char: str) -> None:
        """Find the likeliest layout that has all letters so far, or else the last one."""
        bare = normalize("NFD", char)[:1]
        if (
            category(char)[0] not in "LM"
            or char in self._english_keys
            or bare in self._english_keys
        ):
            self._letters.add(char)
            return
        for letters in ({*self._letters, char}, {char}):
            for name in self._likely:
                english_keys = LAYOUTS[name].english_keys
                if all(
                    letter in english_keys or normalize("NFD", letter)[:1] in english_keys
                    for letter in letters
                ):
                    self.name, self._english_keys, self._letters = name, english_keys, letters
                    return


def _anywhere(char: str) -> str:
    if ord(char) in _FULL_WIDTH:
        return chr(ord(char) - _TO_ASCII)
    return _EVERYWHERE.get(char) or str(digit(char, ""))
