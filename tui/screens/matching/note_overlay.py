"""What is noted, as the reader and the cards show it: also what is noted in other articles."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tui.corpus.corpus_file import Holding
from tui.index.match_index import Findings
from tui.matching.matches import Place
from tui.notes.location.located_notes import Standing, Standings
from tui.text.document import Document
from tui.text.span import Span
from tui.widgets.article.note_marks import ELSEWHERE, LINK, NOTE, NoteMark, NoteMarks, note_marks


def glyph(standing: Standing) -> str:
    """The sign of a note: a mark's figure, or its kind's."""
    return str(standing.mark) if standing.mark else LINK if standing.kind == "link" else NOTE


def glyphs(standings: Iterable[Standing]) -> str:
    """The signs of several, each once."""
    return " ".join(dict.fromkeys(map(glyph, standings)))


def marks(
    document_id: str,
    document: Document,
    holdings: Mapping[str, Holding],
    findings: Findings,
    standings: Standings,
) -> NoteMarks:
    """The notes on a document, and on what other articles say like it."""
    own = [NoteMark(s.span, glyph(s)) for s in standings.of(document_id)]
    borrowed = [
        NoteMark(passage.span, ELSEWHERE)
        for n, passage in enumerate(document.passages)
        if any(True for _ in elsewhere(Place(document_id, n), holdings, findings, standings))
    ]
    return note_marks(document, chain(own, borrowed))


def elsewhere(
    place: Place, holdings: Mapping[str, Holding], findings: Findings, standings: Standings
) -> Iterator[Standing]:
    """The notes on what other articles say like the passage at `place`."""
    for there in findings.elsewhere(place):
        if standings.of(there.document):
            yield from standings.on(there.document, _span(holdings, there))


def on_passage(
    place: Place, holdings: Mapping[str, Holding], findings: Findings, standings: Standings
) -> list[Standing]:
    """The notes on the passage at `place`, then those on what other articles say like it."""
    here = standings.on(place.document, _span(holdings, place))
    found = chain(here, elsewhere(place, holdings, findings, standings))
    return list({standing.note: standing for standing in reversed(list(found))}.values())[::-1]


def _span(holdings: Mapping[str, Holding], place: Place) -> Span:
    document = holdings[place.document].document
    passages = document.passages if document else ()
    return passages[place.passage].span if place.passage < len(passages) else Span(0, 0)
