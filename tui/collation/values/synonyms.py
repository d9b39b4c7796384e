"""Synonyms: words that English news uses for one event or one kind of thing.

They serve to see that two values are of the same thing: `14 were hurt`, `17 people injured`. A
synonym is never a difference itself, so the list may be short and need not be exact.
"""

from tui.collation.values.word_lists import word_list
from tui.matching.features.stemming import stem_of

_TOLLS = (
    "killed kill kills killing dead died dies die death deaths dying fatality slain perished",
    "injured injuring injures injuries injury hurt wounded wounding wounds",
    "arrested arrests arrest detained detains custody apprehended",
    "missing disappeared vanished",
    "evacuated evacuations fled displaced",
    "rescued saved",
    "fired dismissed sacked laid",
    "infected infections infection sickened ill",
    "recovered recovery recoveries",
    "hospitalized hospitalised",
    "vaccinated vaccinations",
)
"""Words for things that happen to people, who are counted."""
_OTHERS = (
    "children kids youngsters",
    "soldiers troops servicemen",
    "bills measures",
    "jobs positions posts",
    "protesters protestors demonstrators marchers",
    "protest protests demonstration demonstrations rally rallies march marches",
    "officers policemen",
    "lawmakers legislators parliament parliamentarians mps",
    "passed passes passing approved approves adopted adopts voted votes voting approval",
    "rejected rejects defeated failed fails",
    "accident crash collision wreck",
    "fire blaze",
    "houses homes",
    "flats apartments",
    "company firm business corporation",
    "cars vehicles",
    "students pupils",
    "workers employees staff",
    "began begin begins begun started starts start launched",
    "ended ends finished concluded",
    "opened open opens opening",
    "meet meets met meeting talks",
    "bought purchased acquired",
    "sold fetched",
    "shut closed close closing closure",
    "cut slashed reduced lowered",
    "rose risen increased raised climbed grew jumped",
    "fell fallen dropped declined slid",
    "released freed",
    "resigned quit",
    "attack assault raid",
    "blast explosion bombing",
    "gunmen attackers assailants",
    "plane aircraft jet airliner",
    "ship vessel boat",
    "sentenced jailed imprisoned",
    "charged indicted",
    "film movie",
    "lorry truck",
    "doctors physicians",
)


def singular(stem: str) -> str:
    """Return a stem without the plural s, which stems of up to three letters keep."""
    return stem[:-1] if len(stem) > 3 and stem[-1] == "s" != stem[-2] else stem  # noqa: PLR2004


def _stem(word: str) -> str:
    return singular(stem_of(word))


TOLLS = frozenset(_stem(word_list(row)[0]) for row in _TOLLS)
"""The stems that stand for such words."""
_STANDING = {
    _stem(word): _stem(word_list(row)[0]) for row in (*_TOLLS, *_OTHERS) for word in word_list(row)
}


def meaning(stem: str) -> str:
    """Return the stem that stands for a stem and its synonyms; itself if it has none."""
    return _STANDING.get(stem, stem)
