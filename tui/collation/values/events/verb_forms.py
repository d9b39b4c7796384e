"""Verb forms: English verbs in the past, and as participles, with the form that they belong to.

Stems are the first letters of words. So they join the forms of long verbs, but not those of short
ones (`sell` and `selling`) and of irregular ones (`sell` and `sold`).
"""

import re
from functools import lru_cache

from tui.collation.values.word_lists import word_list

_LONGEST = 9
"""Largest number of letters of a word whose ending may be within its stem."""
_INFLECTED = re.compile(r"(?P<base>[a-z]{2,5}[^e\W])(?:ed|ing)")
_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"[a-z]*[aeiou](?P<letter>[bgkmnprt])(?P=letter)")
_WITHOUT_E = re.compile(r"[^aeiou]*[aeiou][bcdgklmnprstvz]|[a-z]{2,}[cuvz]|[a-z]+[aeiou]{2}s")
"""Verbs that have lost their `e` before the ending: `hir`, `forc`, `rais`."""
_IRREGULAR = (
    "bear bore borne",
    "bring brought",
    "break broke broken",
    "build built",
    "buy bought",
    "catch caught",
    "choose chose chosen",
    "deal dealt",
    "draw drew drawn",
    "drive drove driven",
    "fight fought",
    "find found",
    "forbid forbade forbidden",
    "freeze froze frozen",
    "give gave given",
    "hear heard",
    "hide hid hidden",
    "hold held",
    "keep kept",
    "lead led",
    "leave left",
    "lend lent",
    "lose lost",
    "mean meant",
    "meet met",
    "pay paid",
    "ride rode ridden",
    "rise rose risen",
    "seek sought",
    "sell sold",
    "send sent",
    "shake shook shaken",
    "shoot shot",
    "sing sang sung",
    "sink sank sunk",
    "sleep slept",
    "speak spoke spoken",
    "spend spent",
    "stand stood",
    "steal stole stolen",
    "strike struck",
    "swear swore sworn",
    "take took taken",
    "teach taught",
    "tear tore torn",
    "throw threw thrown",
    "win won",
    "withdraw withdrew withdrawn",
    "write wrote written",
)
_BASES = {form: word_list(row)[0] for row in _IRREGULAR for form in word_list(row)[1:]}


@lru_cache(maxsize=1 << 14)
def base_of(fold: str) -> str:
    """Return the form to which the past or a participle of a verb belongs; empty if it is none."""
    if (exception := _BASES.get(fold)) is not None:
        return exception
    if len(fold) > _LONGEST or not (match := _INFLECTED.fullmatch(fold)):
        return ""
    base = match["base"]
    if not _VOWEL.search(base):
        return ""
    if _DOUBLED.fullmatch(base):
        return base[:-1]
    return base + "e" if _WITHOUT_E.fullmatch(base) else base


def is_past(fold: str) -> bool:
    """Return True if a word may be a verb in the past."""
    return fold in _BASES or fold.endswith("ed")
