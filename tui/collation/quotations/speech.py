"""Words of reported speech: verbs, nouns, offices, pronouns.

The lists are complete for English; for German, French and Spanish they have the most common verbs.
"""

import re
from collections import Counter
from functools import cache

BLANK = "\ufffc"
"""The replacement of each quoted code point, marks included, in a text that is searched."""


def words_of(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


_SPOKE = """
accuse acknowledge add address admit advise agree allege announce answer apologize apologise
applaud argue ask assert assure blast boast brag call caution charge chide cite claim comment
complain concede conclude condemn confess confirm contend continue counter criticize criticise
declare decline decry defend demand denounce deny describe dismiss dispute elaborate emphasize
emphasise exclaim explain express chant fume hail hint implore imply indicate insist interject joke
label lament mention mock muse mutter note object observe offer opine plead pledge post praise
predict proclaim promise proffer propose protest question quip recall recommend recount refer
reflect reiterate reject remark remember reply report request respond retort reveal scoff shout
signal slam speculate state stress suggest surmise testify threaten thunder tout tweet underline
underscore urge vent vow warn whisper wonder yell
"""
_IRREGULAR = """
said says say saying told tells tell telling wrote writes write writing went\\ on\\ to\\ say
spoke speaks speaking began begins read reads reading repeated repeats repeating put\\ it
puts\\ it replied replies replying denied denies denying testified testifies testifying
decried decries implied implies implying referring referred refers clarified clarifies
clarifying quipped quipping admitted admitting thought thinks thinking believed believes
believing made\\ clear makes\\ clear making\\ clear made\\ it\\ clear makes\\ it\\ clear held holds
found finds argued arguing swore swears taunted taunting ruled rules concurred concurs
dubbed dubbing branded branding characterized characterizes characterizing characterised
wants wanted hoped hopes joked joking justified certified specified summed\\ up sums\\ up
taught teaches teaching understood emailed e-mailed texted
"""
_ASIDE = words_of(
    """reports notes charges claims offers posts calls questions comments requests remarks
    demands states promises objects signals addresses label state post call report note offer
    question comment request demand charge claim remark promise object signal address reading
    holding finding finds held found rules ruled ask"""
)
"""Forms that are more often nouns, or have other meanings, than verbs of speech."""
SELDOM = words_of("states reads notes reports charges claims")
"""Such forms that count where they stand beside the quotation."""


def _forms(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    if verb.endswith(("ss", "sh", "x", "ch")):
        return {verb, f"{verb}es", f"{verb}ed", f"{verb}ing"}
    if verb.endswith("y") and verb[-2] not in "aeou":
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    return {verb, f"{verb}s", f"{stem}ed", f"{stem}ing"}


_ENGLISH = (
    {form for verb in _SPOKE.split() for form in _forms(verb)}
    | {form.replace("\\", "") for form in re.findall(r"(?:\\ |\S)+", _IRREGULAR)}
    | {"slammed", "slamming", "quipped", "quipping", "referred", "referring", "made the case"}
) - (_ASIDE - SELDOM)

_ABROAD = {
    "de": """sagt sagte sagten erklärt erklärte erklärten betont betonte schreibt schrieb meint
    meinte warnt warnte fordert forderte kritisiert kritisierte ergänzt ergänzte berichtet
    berichtete teilte antwortet antwortete nennt nannte behauptet behauptete verspricht versprach
    begründete bekräftigte kündigte räumte so hieß heißt""",
    "fr": """dit déclare déclaré affirme affirmé ajoute ajouté explique expliqué estime estimé
    assure assuré souligne souligné indique indiqué précise précisé écrit lance lancé répond répondu
    regrette regretté insiste insisté prévient prévenu rappelle rappelé dénonce dénoncé confie
    confié conclut conclu promet promis martèle martelé""",
    "es": """dijo dice afirmó afirma declaró declara señaló señala aseguró asegura agregó agrega
    añadió añade explicó explica sostuvo sostiene escribió escribe advirtió advierte indicó indica
    manifestó subrayó insistió respondió criticó destacó expresó comentó apuntó denunció""",
}
_ACCORDING = {
    "en": r"according to|in the words of|as described by|in a statement from|in a statement by",
    "de": r"laut|nach Angaben von|nach den Worten von",
    "fr": r"selon|d['’]après|pour",
    "es": r"según|de acuerdo con",
}
_MARKS = {
    "de": words_of("der die und das nicht mit ein eine ist den von für sich auf dem"),
    "fr": words_of("le la les des et une est dans que pour qui sur pas avec du"),
    "es": words_of("el la los las que una por con para del se su como más y"),
    "en": words_of("the of and to in that is for on with was as it by at"),
    "it": words_of("il di che è la per un non del della con sono alla dei anche"),
    "pt": words_of("o de que e do da em um para com não uma os no dos"),
    "nl": words_of("de het een van en in is dat op te voor met zijn niet aan"),
    "ru": words_of("и в не на что с по как из от для это за к"),
}
"""Frequent words that identify the language of an article."""
_SPARSE = 12
"""Number of words that contain at least one of them."""

GERMAN_ROLES = words_of(
    """sprecher sprecherin anwalt anwältin berater beraterin vertreter vertreterin mitarbeiter
    mitarbeiterin ministerin präsident präsidentin bürgermeister bürgermeisterin kanzler kanzlerin
    senatorin"""
)
"""Offices in German, which are capitalized as names are."""
ROLES = GERMAN_ROLES | words_of(
    """adviser advisor advocate aide ambassador analyst anchor archbishop assistant attorney
    author authorities bishop candidate captain cardinal chair chairman chairwoman chairperson
    chancellor chief colleague columnist commander commissioner congressman congresswoman
    conservative counsel co-chair co-founder critic dean democrat deputy designer diplomat
    director economist editor editor-in-chief executive ceo expert father fellow founder
    general governor head historian hopeful host investigator journalist judge justice king
    lawmaker lawyer legislator leader lieutenant major manager mayor minister mogul mother nominee
    official officer operative opponent organizer owner pastor politician pollster pope
    president priest prince princess producer professor prosecutor queen rabbi representative
    reporter republican researcher rev reverend scholar scientist secretary senator sergeant
    sheriff speaker spokesman spokesperson spokeswoman sponsor staffer strategist student
    supporter surrogate teacher trustee whip witness writer gov sen sens rep reps gen col lt
    sgt dr mr mrs ms miss sir lady lord prof judge hopeful contender incumbent senators
    lawmakers activist actor actress agent artist banker biologist billionaire businessman
    businesswoman campaigner coach consultant contractor coordinator correspondent counselor
    detective developer doctor driver employee engineer entrepreneur farmer firefighter geologist
    inspector instructor lecturer lobbyist magistrate manufacturer meteorologist musician negotiator
    novelist nurse ombudsman paramedic pathologist physician physicist pilot player poet policeman
    policewoman principal psychiatrist psychologist publisher rector seismologist singer soldier
    specialist superintendent surgeon technician therapist treasurer tycoon veteran worker"""
)
"""Offices and professions: nouns for a speaker, or words before a name."""
OFFICES_IN_FULL = {
    "sen": "senator",
    "rep": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "rev": "reverend",
    "dr": "doctor",
}
"""Offices that are abbreviated before a name, or have two words, with one word for both."""
OFFICE_WORDS = ROLES | words_of(
    """acting majority minority house senate state vice prime foreign defense press white former
    first special us u.s american chinese british russian french german israeli canadian
    mexican democratic gop then-president then-sen ex-president treasury judiciary
    intelligence budget communications legislative policy political national security interior
    finance district supreme court federal senior top conservative liberal real estate"""
)
"""Words that stand before a name and are no part of it."""
SOURCES = words_of(
    """administration agency amendment article bill blog board book bureau cable campaign clause
    committee company complaint constitution council court decision declaration department
    dispatch document draft editorial email e-mail essay filing government group indictment
    information investigation investigators law lawsuit letter line magazine memo memorandum
    message ministry network newspaper note office opinion order organization page panel paper
    party platform poll post posting post proposal release report resolution ruling script
    sign source spokesmen statement statute story study summary text transcript treaty tweet
    union white-paper witnesses women men people family parents brothers woman man girl boy
    resident voter caller announcement application banner brief communique communiqué crowd
    dossier embassy firm giant guide headline inscription institute instruction manual motion
    neighbor neighbour notice passenger petition placard plaque police poster protester
    demonstrator recording regulator relative slogan speech survivor tablet testimony verdict
    villager watchdog website coalition husband wife son daughter brother sister cousin widow
    widower uncle aunt nephew niece friend partner ally allies study studies parties agencies
    companies universities"""
)
SHARED = words_of(
    """hopeful candidate contender nominee senator representative congressman congresswoman lawmaker
    legislator democrat republican conservative spokesman spokeswoman spokesperson official lawyer
    attorney reporter journalist professor aide adviser advisor analyst expert witness critic
    supporter author writer activist politician billionaire businessman"""
)
"""Offices that many people have: “the senator” is nobody who is named only later."""
DESCRIBED = words_of(
    """hopeful candidate contender nominee republican democrat congressman congresswoman lawmaker
    legislator politician billionaire businessman businesswoman tycoon mogul incumbent"""
)
"""Offices by which a person who was just named is mentioned again: “the presidential hopeful”."""
"""Other things that are said to say something."""
_TOGETHER = "|".join(sorted({re.escape(w) for w in ROLES | SOURCES}, key=len, reverse=True))
SOMEBODY = re.compile(
    r"\b(?:(?i:the|a|an|one|another|some|several|many|two|three|other|both|his|her|their|its|this"
    r"|that|each|every|other|most)\s+)?(?:(?![.,;:!?])[\w’'.&-]+\s+){0,4}?"
    rf"(?P<head>(?:(?:{_TOGETHER}) )*?(?:{_TOGETHER}))(?P<many>s|es)?\b"
    rf"(?! (?:{_TOGETHER})\b)(?![’']s)"
)
"""Somebody without a name: “a White House spokeswoman”, “prosecutors”, “the report”."""
PRONOUNS = {"he": "m", "she": "f", "they": "", "it": ""}
"""Pronouns with the gender that each requires."""
RELATIVE = re.compile(r"\b(?:who|which|that)$")
GENDERED = {
    **dict.fromkeys(
        words_of("mr sir king prince spokesman congressman chairman father pope lord"), "m"
    ),
    **dict.fromkeys(
        words_of("mrs ms miss lady queen princess spokeswoman congresswoman chairwoman mother"), "f"
    ),
}
NAMES_OF_MEN = words_of(
    """adam alan albert alex andrew anthony antony barack barry ben benjamin bernie bill bob brad
    brian bruce charles chris christopher chuck daniel dave david dennis donald ed edward eric
    frank gary george greg harry henry jack james jason jay jeff jeffrey jim joe john jonathan
    joseph josh justin keith ken kevin kyle larry lee lindsey louis mark martin matt matthew
    max michael mike mitch mitt nicholas omar oscar patrick paul peter phil randy ray richard
    rick robert robin roger ron ronald roy rush sam scott sean stephen steve steven ted thomas
    tim todd tom tony vladimir walter william xi"""
)
NAMES_OF_WOMEN = words_of(
    """alice amy andrea angela ann anna anne barbara betty beverly carol caroline catherine
    cheryl christine cindy claire condoleezza cynthia deborah debra denise diana diane donna
    dorothy elena elizabeth ellen emily eva gloria heather helen hillary jane janet jennifer
    jessica jill joan judith julia julie karen kate katherine kathleen kathy kay kellyanne
    kelly kim laura leigh lisa linda lori malia margaret maria marie martha mary megan melania
    melissa meredith michele michelle nancy nicole nina olivia pamela patricia patti rachel
    rebecca rosa ruth sandra sarah sasha sharon sonia stephanie susan tammy teresa theresa
    tina valerie vicki victoria wendy"""
)
ORGANISATIONS = words_of(
    """academy act administration agency civil rights liberties freedom airlines alliance america
    american army association authority axios bank bill board bureau cable caucus center
    centre channel church city clause club coalition college commission committee company
    conference congress constitution convention corporation council country county court daily
    department division east europe federation foreign forum foundation fox fund great group
    hall herald hill house institute international journal league magazine medicare ministry
    monitor movement nation national network news north office organization parliament party
    pentagon police post press project republicans democrats radio republic reserve review
    road school security senate service services social society south standard state states
    street sunday supreme television third times today tower tribune trust twitter facebook
    union united university valley washington way week west white wall world year"""
)
"""Words in the names of organisations."""
STARTERS = words_of(
    """a about according after all although among an and another any are as asked at because
    before both but by despite during each earlier even every first for from had has have he her
    here his how however if in indeed instead is it its just last late later like many
    meanwhile meeting more most much nearly never no nonetheless not now of officially on once
    one only or other others our over perhaps regarding second separately several she since so
    some speaking still such than that the their then there these they this those though
    through thus to today tomorrow two under unlike until update was we were what when where
    whether which while who whose why with without would yes yesterday yet you your monday
    tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mon tue wed thu fri sat sun"""
)
"""Words that begin a sentence, and days and months: capitalized, but no names."""
TITLED = re.compile(
    r"\b(?:titled|entitled|headlined|headline|named|nicknamed|songs?|books?|movie|film|novel|show"
    r"|program|programme|series|column|album|band|podcast|so-called"
    r"|referred to as(?: an?)?|known as(?: an?| the)?|slogan|motto|hashtag|channel"
    r"|on (?:NBC|CBS|ABC|CNN|MSNBC|Fox|PBS)(?:[’']s?)?|the word|the words|the phrase|the term)"
    r"[\s,:(]*$"
)
"""Words before a quoted title, which is no quotation."""


_GENERATIONS = words_of("jr sr ii iii iv")
_COMPLEMENT = re.compile(r"\s(?:(?:of|for|to|at|in|from|by|close|des?|du|del)\s|d['’])")


def head_of(speaker: str) -> str:
    """Return the noun of a speaker: the last name, or “spokesman” for “a spokesman for Ann Orr”."""
    if speaker[:1].islower():
        speaker = _COMPLEMENT.split(speaker, maxsplit=1)[0]
    words = speaker.split()
    while len(words) > 1 and words[-1].lower().strip(".") in _GENERATIONS:
        words.pop()
    return words[-1] if words else ""


def is_name(speaker: str) -> bool:
    """Return True if a speaker is given by name, not as “an aide” or “the mayor’s office”."""
    return speaker[:1].isupper() and head_of(speaker)[:1].isupper()


def language(text: str) -> str:
    """Return the code of the language of `text`, if its frequent words are known; else ""."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    counts_of_words = Counter(words)
    scores = {name: sum(counts_of_words[mark] for mark in marks) for name, marks in _MARKS.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if words and scores[best] * _SPARSE >= len(words) else ""


@cache
def verbs(language_code: str) -> re.Pattern[str]:
    """Return the pattern of a language's verbs of speech; see `language`."""
    forms_by_language = {
        "en": _ENGLISH,
        **{name: words_of(forms) for name, forms in _ABROAD.items()},
    }
    # A text too short for its language to be found is searched for the verbs of all languages.
    forms = forms_by_language.get(language_code) or frozenset().union(*forms_by_language.values())
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


@cache
def according(language_code: str) -> re.Pattern[str]:
    """Return the pattern of a language's words before the name of a source."""
    return re.compile(rf"\b(?i:{_ACCORDING.get(language_code, '(?!)')})\s+")
