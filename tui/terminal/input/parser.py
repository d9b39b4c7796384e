"""Parser of the terminal's input: bytes become Textual's events; answers to queries are removed.

No input can end the session: bad bytes are replaced, and a parser that fails is replaced.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Iterator
from typing import Final
from unicodedata import name

from textual import constants
from textual.events import Key, Paste
from textual.message import Message

from tui.terminal.transport.flow_control import ANSWER
from tui.textual_private import (
    BRACKETED_PASTE_END,
    BRACKETED_PASTE_START,
    XTermParser,
    character_to_key,
)

_PLACE: Final = re.compile(r"\x1b\[(?!1;)(\d+);(\d+)R")
"""Report of the cursor's position. It is never requested on the first line: F3 has that form."""
_CUT: Final = re.compile(r"\x1b(?:\[(?:\d+(?:;\d*)?)?)?\Z")


class AnswerFilter:
    """Filter that removes the terminal's answers from its input, even if a read divides one."""

    def __init__(self) -> None:
        self._held = ""
        self.places: list[tuple[int, int]] = []
        """Reported lines and columns of the cursor, from 0, until they are taken."""

    @property
    def holds(self) -> bool:
        """True if the beginning of a possible answer is held back."""
        return bool(self._held)

    def filtered(self, text: str, *, expecting: bool) -> tuple[str, int]:
        """Return the text without answers, and the number of answers to flow control.

        The beginning of an answer is held back only if one is expected: a lone escape is a key,
        too.
        """
        text = self._held + text
        self._held = ""
        count = text.count(ANSWER)
        if count:
            text = text.replace(ANSWER, "")
        if expecting:
            for line, column in _PLACE.findall(text):
                self.places.append((int(line) - 1, int(column) - 1))
            text = _PLACE.sub("", text)
            if cut := _CUT.search(text):
                self._held = cut[0]
                text = text[: cut.start()]
        return text, count

    def released(self) -> str:
        """Return the text that was held back, which is not an answer."""
        text, self._held = self._held, ""
        return text


_KITTY: Final = re.compile(r"\x1b\[(\d+)(?::(\d*))?(?::(\d*))?(?:;(\d*)(:\d*)?)?(?:;([\d:]*))?u")
"""Key in the kitty protocol: its code, with shift, and at its position on an English keyboard; its
modifiers, its event, and its text."""
_CUT_KEY: Final = re.compile(r"\x1b\[\d[\d:;]*\Z")
_SHIFTED: Final = dict(zip("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', strict=True))
_SHIFT: Final = 1
_MODIFIERS: Final = {_SHIFT: "shift", 2: "alt", 4: "ctrl", 8: "super", 16: "hyper", 32: "meta"}
_LOCKS: Final = 64 | 128
_CAPS: Final = 64
_UNPASTED: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Control characters that are removed from pasted text: no escape sequence may reach the app."""


class KeyReader:
    """Textual's parser of keys, protected against bad input.

    Pasted text does not reach that parser: it would read an escape in it as a key, and deliver the
    text after it before the text in front of it.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser(debug)
        self._cut = ""
        """Beginning of a key that continues in the next read."""
        self._before = ""
        """End of the last read that may be the beginning of a paste's mark."""
        self._pasted: list[str] | None = None
        """Pasted text so far; None outside of a paste."""

    def decoded(self, data: bytes) -> str:
        """Return the text of the next bytes, with replacement characters for broken ones."""
        return self._decode(data)

    def events(self, text: str) -> Iterator[Message]:
        """Yield Textual's events for `text`."""
        while text:
            if self._pasted is None:
                text = yield from self._keys(text)
            else:
                text = yield from self._paste(text, self._pasted)

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """Yield the keys before a paste, and return the rest."""
        known = self._before + text
        at = known.find(BRACKETED_PASTE_START)
        end = len(text) if at < 0 else at + len(BRACKETED_PASTE_START) - len(self._before)
        if at < 0:
            self._before = known[1 - len(BRACKETED_PASTE_START) :]
        else:
            self._before, self._pasted = "", []
        yield from self._placed(self._cut + text[:end])
        return text[end:]

    def _placed(self, text: str) -> Iterator[Message]:
        """Yield the keys of a text; a non-Latin letter as the key in its position, if reported."""
        cut = _CUT_KEY.search(text)
        self._cut = cut[0] if cut else ""
        text = text.removesuffix(self._cut)
        at = 0
        for key in _KITTY.finditer(text):
            yield from self._parsed(text[at : key.start()])
            yield from self._parsed(_without_places(key), _place(key))
            at = key.end()
        yield from self._parsed(text[at:])

    def _parsed(self, text: str, place: str = "") -> Iterator[Message]:
        """Yield the events of a text, with its last key named `place` if that is given."""
        messages = list(self._safely(self._parser.feed(text))) if text else []
        if place and messages and isinstance(key := messages[-1], Key):
            messages[-1] = Key(place, key.character)
        yield from messages

    def _paste(self, text: str, pasted: list[str]) -> Generator[Message, None, str]:
        """Yield the paste when its end has arrived, and return the rest."""
        while pasted and len(text) < len(BRACKETED_PASTE_END):
            text = pasted.pop() + text  # two reads may divide the mark
        tail = pasted.pop() + text if pasted else text
        words, mark, rest = tail.partition(BRACKETED_PASTE_END)
        pasted.append(words)
        if not mark:
            return ""
        self._pasted = None
        yield Paste(_UNPASTED.sub("", "".join(pasted)))
        for message in self._safely(self._parser.feed(BRACKETED_PASTE_END)):
            if not isinstance(message, Paste):
                yield message
        return rest

    def late_events(self) -> Iterator[Message]:
        """Yield the events of a sequence that was not continued in time, such as a lone escape."""
        cut, self._cut = self._cut, ""
        yield from self._parsed(cut)
        yield from self._safely(self._parser.tick())

    @staticmethod
    def patience() -> float:
        """Return the seconds after which a sequence without continuation is complete."""
        return float(constants.ESCAPE_DELAY)

    def close(self) -> None:
        """End the parser; an incomplete sequence is lost."""
        for _ in self._safely(self._parser.feed("")):
            pass

    def _safely(self, messages: Iterable[Message]) -> Iterator[Message]:
        iterator = iter(messages)
        while True:
            try:
                message = next(iterator)
            except StopIteration:
                return
            except Exception:  # noqa: BLE001 - whatever a bad byte did, the parser is lost
                self._parser = XTermParser(self._debug)
                return
            yield message


def key_name(char: str) -> str:
    """Return Textual's name for the key of a character."""
    return char if char.isalnum() else character_to_key(char)


def _is_latin(code: int) -> bool:
    return code < ord("\x80") or name(chr(code), "LATIN").startswith("LATIN")


def _without_places(key: re.Match[str]) -> str:
    """Return the sequence of a key without the parts that Textual does not read."""
    code, _, _, modifiers, _, text = key.groups(default="")
    return f"\x1b[{code}{f';{modifiers}' if modifiers or text else ''}{f';{text}' if text else ''}u"


def _place(key: re.Match[str]) -> str:
    """Return the name of the key in the same position of an English keyboard; empty for Latin."""
    code, _, base, modifiers, _, _ = key.groups(default="")
    place = chr(int(base)) if base and int(base) < ord("\x7f") else ""
    if not place or not place.isprintable() or _is_latin(int(code)):
        return ""
    held = int(modifiers or 1) - 1
    if held & ~(_SHIFT | _LOCKS):
        keys = [modifier for bit, modifier in _MODIFIERS.items() if held & bit]
        return "+".join([*sorted(keys), key_name(place)])
    if place.isalpha():
        is_large = bool(held & _SHIFT) != bool(held & _CAPS)
        return place.upper() if is_large else place
    return key_name(_SHIFTED.get(place, place) if held & _SHIFT else place)
