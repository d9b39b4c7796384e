"""The claims that notes stand on: what a dossier is ordered by."""

from collections.abc import Iterable, Sequence

from tui.corpus.corpus_file import Holding
from tui.exports.dossier import Claim, Wording, place
from tui.index.matching_run import MatchingRun
from tui.matching.duplicate_passages import Repetitions
from tui.matching.matches import Place
from tui.notes.excluded_pairs import Rejection
from tui.notes.note import Note
from tui.text.span import Span


def noted_claims(
    notes: Iterable[Note],
    holdings: Sequence[Holding],
    run: MatchingRun,
    rejections: Sequence[Rejection] = (),
    *,
    semantic: bool = False,
) -> list[Claim]:
    """Each claim of the corpus that a note stands on, in the order of files and of words.

    Grouped as on the screen, by a `run` over the corpus, without what the reader called no match. A
    passage noted that no other article says is a claim of one wording. Raises `ModelError` if it is
    to be `semantic` and can't be.
    """
    noted = {
        (placed.holding.id, placed.anchoring.span): placed.holding
        for note in place(notes, holdings)
        for placed in note.places
        if placed.holding and placed.anchoring.span
    }
    if not noted:
        return []
    order = {holding.id: n for n, holding in enumerate(holdings)}
    found, standing = list[Claim](), set[tuple[str, Span]]()
    for claim in _said_by_several(holdings, run, rejections, semantic=semantic):
        on = {
            (name, span)
            for name, span in noted
            for wording in claim.wordings
            if wording.holding.id == name and _meet(wording.span, span)
        }
        if on:
            found.append(claim)
            standing |= on
    found += [
        Claim((Wording(holding, span),))
        for (name, span), holding in noted.items()
        if (name, span) not in standing
    ]
    return sorted(found, key=lambda c: (order[c.wordings[0].holding.id], c.wordings[0].span))


def _said_by_several(
    holdings: Sequence[Holding],
    run: MatchingRun,
    rejections: Sequence[Rejection],
    *,
    semantic: bool,
) -> list[Claim]:
    """The claims that two articles or more have in common."""
    by_id = {h.id: h for h in holdings if h.document}

    def words(place: Place) -> str:
        document = by_id[place.document].document
        return document.words_of(place.passage) if document else ""

    each = run.matched(semantic=semantic)
    repetitions = Repetitions()
    for found in each:
        repetitions.add(found)
    grouping = run.grouping(each, words, rejections)
    said = [claim.places for claim in grouping.claims]
    known = {place for places in said for place in places}
    for name, outline in run.outlines.items():  # what only copies of a text say
        copies = repetitions.copies(name)
        if copies and name < min(copies):
            lines = (Place(name, passage) for passage in outline.trace.telling)
            said += [(place,) for place in lines if place not in known]
    return [
        Claim(
            tuple(
                Wording(by_id[p.document], document.passages[p.passage].span)
                for first in places
                for p in repetitions.of(first)
                if (document := by_id[p.document].document)
            )
        )
        for places in said
    ]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
