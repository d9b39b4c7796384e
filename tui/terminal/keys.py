"""The way in from the terminal: bytes to Textual's events, with the answers to pacing taken out.

Nothing that arrives may end the session: bad bytes are replaced, a parser that fails is renewed.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Iterator
from typing import Final

from textual import constants
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Paste
from textual.message import Message

from tui.terminal.pacing import ANSWER

_PLACE: Final = re.compile(r"\x1b\[(?!1;)(\d+);(\d+)R")
"""Where the cursor is. On the first line nothing is asked for: so F3 is sent."""
_CUT: Final = re.compile(r"\x1b(?:\[(?:\d+(?:;\d*)?)?)?\Z")


class AnswerFilter:
    """Takes the terminal's answers out of what it sends, also where a read cut one in two."""

    def __init__(self) -> None:
        self._held = ""
        self.places: list[tuple[int, int]] = []
        """Lines and columns (from nought) the cursor was said to be at, until they are taken."""

    @property
    def holds(self) -> bool:
        """Whether the start of a possible answer is kept back."""
        return bool(self._held)

    def filtered(self, text: str, *, expecting: bool) -> tuple[str, int]:
        """Give the text without answers, and how many to pacing there were.

        Only while one is expected is the start of one kept back: a lone escape is a key, too.
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
        """Give what was kept back, which is no answer after all."""
        text, self._held = self._held, ""
        return text


_UNPASTED: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Controls that are no words: what is pasted reaches nobody with an escape in it."""


class KeyReader:
    """Textual's own parser of keys, made safe against a bad line.

    What is pasted is kept from it: it would take an escape in it for a key, and let what follows
    overtake what stands before.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser(debug)
        self._before = ""
        """The last that was read, as far as it may be the beginning of a paste's mark."""
        self._pasted: list[str] | None = None
        """What was pasted so far; None outside of a paste."""

    def decoded(self, data: bytes) -> str:
        """Give the text of the next bytes, a broken one as the replacement character."""
        return self._decode(data)

    def events(self, text: str) -> Iterator[Message]:
        """Give what the text means to Textual."""
        while text:
            if self._pasted is None:
                text = yield from self._keys(text)
            else:
                text = yield from self._paste(text, self._pasted)

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """Give the keys up to a paste, and return what is left."""
        known = self._before + text
        at = known.find(BRACKETED_PASTE_START)
        end = len(text) if at < 0 else at + len(BRACKETED_PASTE_START) - len(self._before)
        if at < 0:
            self._before = known[1 - len(BRACKETED_PASTE_START) :]
        else:
            self._before, self._pasted = "", []
        yield from self._safely(self._parser.feed(text[:end]))
        return text[end:]

    def _paste(self, text: str, pasted: list[str]) -> Generator[Message, None, str]:
        """Give what was pasted once its end has come, and return what is left."""
        while pasted and len(text) < len(BRACKETED_PASTE_END):
            text = pasted.pop() + text  # the mark may have come in pieces
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
        """Give what is meant by a sequence that did not go on in time, such as a lone escape."""
        yield from self._safely(self._parser.tick())

    @staticmethod
    def patience() -> float:
        """Give the seconds after which a sequence that does not go on is taken as it stands."""
        return float(constants.ESCAPE_DELAY)

    def close(self) -> None:
        """Let the parser finish; what it still held is lost."""
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
