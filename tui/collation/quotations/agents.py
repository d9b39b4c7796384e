"""Agents: the speakers that passive verbs, and articles that quote other articles, name.

As in “was called ‘a ruin’ by critics”, “asked by a reporter, ‘Is it safe?’” and “the Star quoted
the mayor as saying ‘No.’”. Offsets are code points of an article's text in which quoted text is
blank.
"""

import re
from typing import NamedTuple

from tui.collation.quotations import speech
from tui.collation.quotations.people.cast import Cast
from tui.collation.quotations.people.mentions import Mention
from tui.text.span import Span

_NAMED = (
    r"(?:called|described|labell?ed|dubbed|branded|nicknamed|termed|characteri[sz]ed|condemned"
    r"|denounced|dismissed|criticized|criticised|hailed|praised|mocked|derided|referred\s+to)"
)
_IS = r"\b(?:is|are|was|were|be|been|being|get|gets|got)\s+(?:\w+\s+)?"
_BY = r"(?P<by>\s+by\s+[^,;:]{1,60}?)?"
_APART = r"[,—–(-]\s*(?:(?:once|often|also|widely|\w+ly)\s+)?"
_ARTICLE = r"(?:\s+as)?(?:\s+(?:an?|the|his|her|its|their))?\s*$"
_PASSIVE = (
    re.compile(rf"{_IS}{_NAMED}{_BY}{_ARTICLE}"),
    # a participle behind what it describes: “a group, dubbed ‘the moles’”
    re.compile(rf"{_APART}(?:labell?ed|dubbed|branded|nicknamed){_BY}{_ARTICLE}"),
    re.compile(
        rf"{_APART}(?:called|described|termed|characteri[sz]ed|referred\s+to){_BY}\s+"
        r"(?:in\s+.{1,40}\s+)?as(?:\s+(?:an?|the))?\s*$"
    ),
    re.compile(rf"\w\s+(?:labell?ed|dubbed|nicknamed|referred\s+to\s+as){_BY}(?:\s+an?)?\s*$"),
)
_AGENT = re.compile(r"[^\w,;:.()]*(?:\w+\s+){0,4}?by\s+")
"""Text between a quotation and the agent of the verb before it."""
_ASKED = re.compile(
    r"\b(?i:asked|questioned|pressed)\s+by\s+(?P<agent>[^,;:]{1,80}?),?\s*"
    r"(?:(?:whether|if|why|how|what)\b[^,;:.]{0,60})?[,:]?\s*$"
)
_QUOTED = re.compile(
    r"\b(?:quot|cit)(?:e|es|ed|ing)\s+(?!by\b)(?P<agent>[^,;:]{1,60}?)\s+as\s+"
    r"(?:having\s+)?(?:say|sai|tell|told|writ|add|stat|warn)\w*\b"
)


class Agency(NamedTuple):
    """The agent of a verb that is not active."""

    agent: Mention | None
    """The speaker; None if the sentence does not name one."""


def find_agent(text: str, cast: Cast, before: Span, behind: Span) -> Agency | None:
    """Return the speaker of a quotation in a passive clause; None if the clause is no such one.

    Args:
        text: The article's text, in which quoted text is blank.
        cast: The people that the article names.
        before: The part of its sentence before the quotation.
        behind: The part of its sentence behind the quotation.
    """
    lead = before.of(text).rstrip(f"{speech.BLANK} ")
    for pattern in (_ASKED, _QUOTED):
        if (match := pattern.search(lead)) and len(lead) - match.end() <= _BESIDE:
            return Agency(_first(cast, Span(*match.span("agent")).shifted(before.start)))
    if match := _QUOTED.search(text, behind.start, min(behind.end, behind.start + _REACH)):
        return Agency(_first(cast, Span(*match.span("agent"))))
    match = next((m for pattern in _PASSIVE if (m := pattern.search(lead))), None)
    if not match:
        return None
    if match["by"]:
        start, end = match.span("by")
        agent = _first(cast, Span(start, end).shifted(before.start))
        return Agency(agent) if agent else None
    by = _AGENT.match(text, behind.start, behind.end)
    return Agency(_first(cast, Span(by.end(), min(behind.end, by.end() + _REACH))) if by else None)


_BESIDE = 30
"""Code points between the verb and the quotation."""
_REACH = 80
"""Code points behind a quotation, or behind “by”, in which the agent is looked for."""


def _first(cast: Cast, zone: Span) -> Mention | None:
    """Return the first mention in a zone, if the zone begins with it or with its office."""
    return next(iter(cast.mentions(zone)), None)
