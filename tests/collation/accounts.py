"""Accounts of one event, written for these tests, and their collation by words alone."""

from collections.abc import Mapping

from tui.collation.sources.collation import Collation
from tui.matching.candidates.fingerprint import make_fingerprint
from tui.matching.claim_clustering import cluster_claims, link_matches, meeting_rule
from tui.matching.features.preprocessing import preprocess
from tui.matching.matches import PassageRef
from tui.matching.pipeline import match_documents
from tui.text.parsing.document_parser import parse_document

FIRE = "A fire on the ferry Noorderlicht injured fourteen passengers off Terschelling on Monday."
ENGINE = "The blaze began in the engine room, where a fuel pipe had burst, the coast guard said."
LIFEBOAT = "Lifeboats from Harlingen took all two hundred passengers off the burning ferry."
CAPTAIN = "The captain, Jelle Postma, was the last to leave the ferry after five hours on board."
INQUIRY = "The transport ministry has opened an inquiry into the maintenance of the fuel pipes."
MUSEUM = "A painter from Franeker exhibited forty watercolours of barns at the town museum in May."
COOK = "The ship's cook, a keen swimmer, dived after a child's lost teddy bear and saved it."

FIRE_AGAIN = (
    "Fourteen passengers were injured when a fire broke out on the ferry Noorderlicht on Monday."
)
ENGINE_AGAIN = (
    "A fuel pipe burst in the engine room and started the blaze, according to the coast guard."
)
LIFEBOAT_AGAIN = (
    "All two hundred passengers were taken off the burning ferry by lifeboats from Harlingen."
)
CAPTAIN_AGAIN = "Jelle Postma, the captain, left the ferry last, after five hours on board."
INQUIRY_AGAIN = (
    "An inquiry into the maintenance of the fuel pipes was opened by the transport ministry."
)

TELEGRAM = f"{FIRE}\n\n{ENGINE}\n\n{LIFEBOAT}\n\n{CAPTAIN}\n\n{INQUIRY}"
COURANT = (
    f"{FIRE_AGAIN}\n\n{ENGINE_AGAIN}\n\n{LIFEBOAT_AGAIN}\n\n{CAPTAIN_AGAIN}\n\n{INQUIRY_AGAIN}"
    f"\n\n{COOK}"
)
BODE = f"{FIRE}\n\n{ENGINE}\n\n{LIFEBOAT_AGAIN}"
ACCOUNTS = {"bode": BODE, "courant": COURANT, "telegram": TELEGRAM}


def collated(texts: Mapping[str, str]) -> Collation:
    """The collation of some texts, by the names of their documents, in their order."""
    documents = {name: parse_document(text) for name, text in texts.items()}
    readings = [preprocess(name, document) for name, document in documents.items()]
    traces = {reading.document: make_fingerprint(reading) for reading in readings}
    found = list(match_documents(readings))
    tokens = meeting_rule(lambda place: traces[place.document].tokens_at(place.passage))
    return Collation(
        documents,
        found,
        cluster_claims(link_matches(m for one in found for m in one.matches), tokens),
    )


def place_of(collation: Collation, document: str, sentence: str) -> PassageRef:
    """Where a sentence stands."""
    numbers = range(len(collation.documents[document].passages))
    (found,) = (n for n in numbers if collation.words(PassageRef(document, n)) == sentence)
    return PassageRef(document, found)
