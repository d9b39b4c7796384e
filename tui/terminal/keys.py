"""The way in from the terminal: bytes to Textual's events, with the answers to pacing taken out.

Nothing that arrives may end the session: bad bytes are replaced, a parser that fails is renewed.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Final

from textual import constants
from textual._xterm_parser import XTermParser
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


class KeyReader:
    """Textual's own parser of keys, made safe against a bad line."""

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser(debug)

    def decoded(self, data: bytes) -> str:
        """Give the text of the next bytes, a broken one as the replacement character."""
        return self._decode(data)

    def events(self, text: str) -> Iterator[Message]:
        """Give what the text means to Textual."""
        if text:
            yield from self._safely(self._parser.feed(text))

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
