"""Files come in many encodings; what is not text at all is said to be none."""

import pytest

from tui.text.decode import NotTextError, decode

FRENCH = "Le président a déclaré qu’il n’y aurait pas d’élection. À bientôt, café! " * 5
RUSSIAN = "Президент заявил, что выборов не будет, и что он в этом уверен. " * 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-8-sig"])
def test_unicode_in_any_form(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)).text.lstrip("\ufeff") == FRENCH


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251")])
def test_older_encodings_are_recognised_and_named(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.encoding != "utf-8"


def test_a_damaged_byte_does_not_hide_the_rest() -> None:
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    assert RUSSIAN in decode(data).text


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x01\0\0\0", bytes(range(256)) * 9])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)
