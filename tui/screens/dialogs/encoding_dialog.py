"""The choice of a document's encoding, with the beginning of the document in each."""

from collections.abc import Iterator

from tui.corpus.corpus_file import CorpusFile
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.settings import standard_encoding
from tui.text.sanitization import clean_line
from tui.widgets.core.choice_list import Choice

AS_FOUND = "as found"
_COMMON = {
    "utf-8": "Unicode",
    "utf-16-le": "Unicode, two bytes",
    "utf-16-be": "Unicode, two bytes",
    "cp1252": "Western, Windows",
    "iso8859-15": "Western",
    "mac-roman": "Western, Macintosh",
    "cp850": "Western, DOS",
    "cp1250": "Central European, Windows",
    "iso8859-2": "Central European",
    "cp852": "Central European, DOS",
    "mac-latin2": "Central European, Macintosh",
    "cp1257": "Baltic, Windows",
    "iso8859-13": "Baltic",
    "iso8859-16": "Romanian",
    "cp1254": "Turkish, Windows",
    "cp1251": "Cyrillic, Windows",
    "koi8-r": "Russian",
    "koi8-u": "Ukrainian",
    "iso8859-5": "Cyrillic",
    "cp866": "Cyrillic, DOS",
    "mac-cyrillic": "Cyrillic, Macintosh",
    "cp1253": "Greek, Windows",
    "cp1255": "Hebrew, Windows",
    "cp1256": "Arabic, Windows",
    "cp874": "Thai",
    "cp1258": "Vietnamese, Windows",
    "cp932": "Japanese, Shift JIS",
    "euc_jp": "Japanese",
    "iso2022_jp": "Japanese, mail",
    "gb18030": "Chinese",
    "big5": "Chinese, traditional",
    "cp949": "Korean",
}
_NAME = 13
"""Cells for the name of an encoding."""
_READ = 1 << 16
_SHOWN = 160
"""Number of bytes on the screen."""


class EncodingDialog(ChoiceDialog):
    """Returns the standard name of an encoding, `AS_FOUND`, or None."""

    def __init__(self, corpus_file: CorpusFile, encoding: str) -> None:
        """Choose for `corpus_file`; `encoding` is the configured one, or empty."""
        self._corpus_file = corpus_file
        self._configured = encoding
        try:
            with corpus_file.path.open("rb") as file:
                self._sample = _telltale_sample(file.read(_READ))
        except OSError:
            self._sample = b""
        super().__init__(
            f"Encoding of {corpus_file.name}",
            f"Read as {self._read_as}; part of a name or language",
            lambda typed: list(self._choices(typed.strip().lower())),
            enter="read so",
            is_search=True,
        )

    @property
    def _read_as(self) -> str:
        return self._corpus_file.encoding if self._corpus_file.document else "nothing"

    def _choices(self, typed: str) -> Iterator[Choice]:
        """Yield the encodings whose name or use contains the typed text."""
        exact = standard_encoding(typed) if typed else ""
        if exact:
            yield self._choice(exact)
        for name, use in _COMMON.items():
            if name != exact and typed in f"{name} {use.lower()}":
                yield self._choice(name)
        if self._configured and not typed:
            yield Choice(AS_FOUND, AS_FOUND, "removes the encoding that you named")

    def _choice(self, name: str) -> Choice:
        sample = clean_line(self._sample.decode(name, errors="replace"))
        return Choice(name, f"{name:<{_NAME}}{sample}", _COMMON.get(name, ""))


def _telltale_sample(data: bytes) -> bytes:
    """Return the part of `data` from the first line that has bytes beyond ASCII."""
    first = next((n for n, byte in enumerate(data) if byte > 0x7F or not byte), 0)  # noqa: PLR2004
    start = data.rfind(b"\n", 0, first) + 1
    if first - start > _SHOWN // 2:
        start = first - _SHOWN // 4
    return data[start - start % 2 : start + _SHOWN]
