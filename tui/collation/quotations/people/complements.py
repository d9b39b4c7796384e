"""Complements: the words that complete an office, as in “a spokesman for the mayor of Halden”."""

import re

from tui.collation.quotations import speech

CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
"""The capital letters, for a set of characters in a pattern."""
_PREPOSITION = re.compile(r"\s+(?:of|for|to|at|in|from|by|close\s+to|on\s+behalf\s+of)\s+")
_VAGUE = frozenset({"in", "to", "at", "from", "by"})
"""Prepositions that complete an office only before a name or a definite noun."""
_STOPS = speech.words_of(
    """and or but nor who whom whose which that where when while as if whether than then also later
    not said says of for to at in from by on with about after before during over under into is are
    was were be been has had have will would can could may might should must did does do he she it
    they we i you this there it’s it's because since until though although against told"""
)
"""Words that are in no noun phrase without a subordinate part."""
_PHRASE = 5
"""Largest number of words of a phrase that completes an office."""
_MOST = 4
"""Largest number of such phrases, one within the other."""
_REACH = 200
"""Largest number of code points of a phrase."""
_WORDS = re.compile(
    r"[^\W\d_](?:[\w&-]|['’](?=\w)|\.(?=\w))*"
    r"(?:(?:(?<=\b[A-Z])|(?<=Mr)|(?<=Mrs)|(?<=Ms)|(?<=Dr)|(?<=Sen)|(?<=Rep)|(?<=Gov))\.)?"
)
_ARTICLES = speech.words_of("the a an his her its their this that")
_DEFINITE = re.compile(rf"(?:the|his|her|its|their)\s+|[{CAPITAL}]")


def end_of_phrase(text: str, end: int) -> int:
    """Return the end of an office that ends at `end`, with its complements."""
    for _ in range(_MOST):
        preposition = _PREPOSITION.match(text, end)
        if not preposition:
            return end
        last = _end_of_noun(text, preposition.end())
        phrase = text[preposition.end() : last].strip().lower()
        is_vague = preposition[0].strip() in _VAGUE
        if not phrase or phrase in _ARTICLES:
            return end
        if is_vague and not _DEFINITE.match(text, preposition.end()):
            return end
        end = last
    return end


def _end_of_noun(text: str, start: int) -> int:
    """Return the end of the noun phrase that begins at `start`; `start` if there is none."""
    last, before, is_large = start, "", False
    for number, word in enumerate(_WORDS.finditer(text, start, start + _REACH)):
        small = word[0].lower().strip(".")
        begins_name = number > 0 and word[0][0].isupper() and not is_large
        if (
            word.start() > last + (number > 0)
            or number == _PHRASE
            or (begins_name and before not in _ARTICLES)
            or small in _STOPS
            or small in speech.STARTERS - _ARTICLES
            or small.endswith("ly")
            or speech.verbs("en").fullmatch(word[0])
        ):
            break
        last, before, is_large = word.end(), small, word[0][0].isupper()
    return last
