"""Phases: whether an event is ahead, has begun, or is over: `plans to`, `began to`, `has`.

English only. `would` and `was to`, the future of the past, are left out: it may be over by now.
"""

import re
from enum import IntEnum
from typing import NamedTuple

from tui.text.span import Span


class Phase(IntEnum):
    """The phase of an event."""

    AHEAD = 0
    BEGUN = 1
    OVER = 2


class EventPhase(NamedTuple):
    """Words for the phase of an event, right before its verb, with their span in a text."""

    span: Span
    phase: Phase


_ADVERB = r"(?:(?:now|still|already|also|just|reportedly|expected|currently|finally)\s+)?"
_BE = r"(?:is|are|am)"
_PHASE = re.compile(
    rf"""\b(?:
      (?P<ahead>
        {_BE}\s+{_ADVERB}(?:preparing|planning|expected|set|due|poised|ready|going|about
          |scheduled|slated|likely)\s+to
        |(?:plans?|intends?|hopes?|aims?|prepares?)\s+to
        |{_BE}\s+to(?=\s+[a-z]+)
        |(?:will|’ll|'ll|shall)(?!\s+(?:not|never)\b))
    | (?P<begun>(?:(?:has|have|had)\s+{_ADVERB})?(?:began|begun|started)(?:\s+to)?)
    | (?P<over>(?:has|have)\s+{_ADVERB}(?=[a-z]+(?:ed|n|t|d|m|ne|nk|ng|ld|ght)\b)
        (?!not\b|begun\b|started\b|an\b|in\b|long\b))
    )(?:\s+(?=\S)|\b)""",
    re.VERBOSE,
)


def find_phases(text: str) -> tuple[EventPhase, ...]:
    """Return the phases of events in `text`, in order."""
    return tuple(_read(match) for match in _PHASE.finditer(text))


def _read(match: re.Match[str]) -> EventPhase:
    written = match[0].rstrip()
    span = Span(match.start(), match.start() + len(written))
    phase = Phase.AHEAD if match["ahead"] else Phase.BEGUN if match["begun"] else Phase.OVER
    return EventPhase(span, phase)
