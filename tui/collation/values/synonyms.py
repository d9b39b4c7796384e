"""Synonyms: words that English news uses for one event or one kind of thing.

They serve to see that two values are of the same thing: `14 were hurt`, `17 people injured`. A
synonym is never a difference itself, so the list may be short and need not be exact.
"""

from functools import lru_cache

from tui.collation.values.events.verb_forms import base_of
from tui.collation.values.word_lists import word_list
from tui.matching.features.stemming import KEPT, stem_of

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
    "children child kids youngsters",
    "women woman",
    "men man",
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
    "lawsuit suit complaint",
    "filed lodged submitted",
    "agreement deal accord treaty pact",
    "election elections ballot polls",
    "speech address remarks",
    "poll survey",
    "lawyers attorneys",
    "prison jail",
    "earthquake quake tremor",
    "flood floods flooding",
    "storm hurricane typhoon cyclone",
    "border frontier",
    "port harbour harbor",
    "experts specialists",
    "aid assistance relief",
    "salary wages pay",
    "profit profits earnings",
    "revenue revenues turnover",
    "customers clients",
    "supporters backers followers",
    "opponents critics",
    "crowd audience",
    "thieves robbers burglars",
    "stole stolen robbed",
    "destroyed razed levelled leveled wrecked",
    "leave leaves leaving left departed",
    "arrived arrives landed",
    "travelled traveled flew went",
    "cancelled canceled scrapped",
    "postponed delayed deferred",
    "verdict ruling judgment",
    "scientists researchers",
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
for _row in (*_TOLLS, *_OTHERS):
    for _word in word_list(_row):
        if _base := base_of(_word):
            _STANDING.setdefault(_stem(_base), _stem(word_list(_row)[0]))


@lru_cache(maxsize=1 << 14)
def meaning(fold: str, stem: str) -> str:
    """Return the stem that stands for the forms and synonyms of a word.

    Args:
        fold: The word, as compared.
        stem: Its stem.
    """
    if (standard := _STANDING.get(stem)) is not None:
        return standard
    base = base_of(fold)[:KEPT]
    return _STANDING.get(base, base) or stem
