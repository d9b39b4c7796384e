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

_POSITION: Final = re.compile(r"\x1b\[(?!1;)(\d+);(\d+)R")
"""Report of the cursor's position. It is never requested on the first line: F3 has that form."""
_CUT: Final = re.compile(r"\x1b(?:\[(?:\d+(?:;\d*)?)?)?\Z")


class AnswerFilter:
    """Filter that removes the terminal's answers from its input, even if a read divides one."""

    def __init__(self) -> None:
        self._held = ""
        self.positions: list[tuple[int, int]] = []
        """Reported lines and columns of the cursor, from 0, until they are taken."""

    @property
    def holds(self) -> bool:
        """True if the beginning of a possible answer is held back."""
        return bool(self._held)

    def filtered(self, text: str, *, is_expecting: bool) -> tuple[str, int]:
        """Return the text without answers, and the number of answers to flow control.

        The beginning of an answer is held back only if one is expected: a lone escape is a key,
        too.
        """
        text = self._held + text
        self._held = ""
        count = text.count(ANSWER)
        if count:
            text = text.replace(ANSWER, "")
        if is_expecting:
            for line, column in _POSITION.findall(text):
                self.positions.append((int(line) - 1, int(column) - 1))
            text = _POSITION.sub("", text)
            if match := _CUT.search(text):
                self._held = match[0]
                text = text[: match.start()]
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
        searched_text = self._before + text
        start = searched_text.find(BRACKETED_PASTE_START)
        end = len(text) if start < 0 else start + len(BRACKETED_PASTE_START) - len(self._before)
        if start < 0:
            self._before = searched_text[1 - len(BRACKETED_PASTE_START) :]
        else:
            self._before, self._pasted = "", []
        yield from self._keys_with_positions(self._cut + text[:end])
        return text[end:]

    def _keys_with_positions(self, text: str) -> Iterator[Message]:
        """Yield the keys of a text; a non-Latin letter as the key in its position, if reported."""
        match = _CUT_KEY.search(text)
        self._cut = match[0] if match else ""
        text = text.removesuffix(self._cut)
        offset = 0
        for key in _KITTY.finditer(text):
            yield from self._parsed(text[offset : key.start()])
            yield from self._parsed(_without_positions(key), _english_key(key))
            offset = key.end()
        yield from self._parsed(text[offset:])

    def _parsed(self, text: str, english_key: str = "") -> Iterator[Message]:
        """Yield the events of a text, with its last key named `english_key` if that is given."""
        messages = list(self._safely(self._parser.feed(text))) if text else []
        if english_key and messages and isinstance(key := messages[-1], Key):
            messages[-1] = Key(english_key, key.character)
        yield from messages

    def _paste(self, text: str, parts: list[str]) -> Generator[Message, None, str]:
        """Yield the paste when its end has arrived, and return the rest."""
        while parts and len(text) < len(BRACKETED_PASTE_END):
            text = parts.pop() + text  # two reads may divide the mark
        tail = parts.pop() + text if parts else text
        words, mark, rest = tail.partition(BRACKETED_PASTE_END)
        parts.append(words)
        if not mark:
            return ""
        self._pasted = None
        yield Paste(_UNPASTED.sub("", "".join(parts)))
        for message in self._safely(self._parser.feed(BRACKETED_PASTE_END)):
            if not isinstance(message, Paste):
                yield message
        return rest

    def late_events(self) -> Iterator[Message]:
        """Yield the events of a sequence that was not continued in time, such as a lone escape."""
        rest, self._cut = self._cut, ""
        yield from self._parsed(rest)
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


def _without_positions(key: re.Match[str]) -> str:
    """Return the sequence of a key without the parts that Textual does not read."""
    code, _, _, modifiers, _, text = key.groups(default="")
    return f"\x1b[{code}{f';{modifiers}' if modifiers or text else ''}{f';{text}' if text else ''}u"


def _english_key(key: re.Match[str]) -> str:
    """Return the name of the key in the same position of an English keyboard; empty for Latin."""
    code, _, base, modifiers, _, _ = key.groups(default="")
    character = chr(int(base)) if base and int(base) < ord("\x7f") else ""
    if not character or not character.isprintable() or _is_latin(int(code)):
        return ""
    modifier_bits = int(modifiers or 1) - 1
    if modifier_bits & ~(_SHIFT | _LOCKS):
        names = [modifier for bit, modifier in _MODIFIERS.items() if modifier_bits & bit]
        return "+".join([*sorted(names), key_name(character)])
    if character.isalpha():
        is_large = bool(modifier_bits & _SHIFT) != bool(modifier_bits & _CAPS)
        return character.upper() if is_large else character
    return key_name(_SHIFTED.get(character, character) if modifier_bits & _SHIFT else character)
