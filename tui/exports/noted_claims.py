"""The claims that have notes, by which a dossier is ordered."""

from collections.abc import Collection, Iterable, Sequence

from tui.collation.corpus_comparison import CorpusComparison
from tui.corpus.corpus_file import CorpusFile
from tui.exports.dossier import DossierClaim, Wording, locate
from tui.index.matching_run import MatchingRun
from tui.matching.duplicate_passages import DuplicatePassages
from tui.matching.matches import PassageRef
from tui.notes.excluded_pairs import ExcludedPair
from tui.notes.note import Note
from tui.text.span import Span


def noted_claims(
    notes: Collection[Note],
    corpus_files: Sequence[CorpusFile],
    run: MatchingRun,
    excluded_pairs: Sequence[ExcludedPair] = (),
    *,
    semantic: bool = False,
) -> list[DossierClaim]:
    """Return each claim of the corpus that has a note, in the order of files and of words.

    The claims are grouped as on the screen, by a `run` over the corpus, without excluded pairs. A
    noted passage that no other article says is a claim with one wording.

    Raises:
        ModelError: If the matching is to be `semantic` and can't be.
    """
    shared = _shared_claims(corpus_files, run, excluded_pairs, semantic=semantic) if notes else []
    return claims_with_notes(notes, corpus_files, shared)


def claims_with_notes(
    notes: Iterable[Note], corpus_files: Sequence[CorpusFile], shared: Iterable[DossierClaim]
) -> list[DossierClaim]:
    """Return the `shared` claims that have a note, and the other noted passages.

    They are in the order of files and of words; a passage that no other article says is a claim
    with one wording.
    """
    noted = {
        (placed.corpus_file.id, placed.anchor.span): placed.corpus_file
        for note in locate(notes, corpus_files)
        for placed in note.places
        if placed.corpus_file and placed.anchor.span
    }
    if not noted:
        return []
    order = {corpus_file.id: n for n, corpus_file in enumerate(corpus_files)}
    found, located_note = list[DossierClaim](), set[tuple[str, Span]]()
    for claim in shared:
        on = {
            (name, span)
            for name, span in noted
            for wording in claim.wordings
            if wording.corpus_file.id == name and _overlap(wording.span, span)
        }
        if on:
            found.append(claim)
            located_note |= on
    found += [
        DossierClaim((Wording(corpus_file, span),))
        for (name, span), corpus_file in noted.items()
        if (name, span) not in located_note
    ]
    return sorted(found, key=lambda c: (order[c.wordings[0].corpus_file.id], c.wordings[0].span))


def compared_claims(
    comparison: CorpusComparison, corpus_files: Sequence[CorpusFile]
) -> list[DossierClaim]:
    """Return the claims of a comparison, each with the wordings of all copies of an article."""
    by_id = {file.id: file for file in corpus_files if file.document}
    collation = comparison.collation
    return [
        DossierClaim(
            tuple(
                Wording(by_id[name], collation.span(place))
                for place in claim.places
                for name in collation.copies(place.document)
                if name in by_id
            )
        )
        for claim in collation.claims
    ]


def _shared_claims(
    corpus_files: Sequence[CorpusFile],
    run: MatchingRun,
    excluded_pairs: Sequence[ExcludedPair],
    *,
    semantic: bool,
) -> list[DossierClaim]:
    """Return the claims that two articles or more have in common."""
    by_id = {h.id: h for h in corpus_files if h.document}

    def words(place: PassageRef) -> str:
        document = by_id[place.document].document
        return document.words_of(place.passage) if document else ""

    each = run.matched(semantic=semantic)
    repetitions = DuplicatePassages()
    for found in each:
        repetitions.add(found)
    grouping = run.grouping(each, words, excluded_pairs)
    said = [claim.places for claim in grouping.claims]
    known = {place for places in said for place in places}
    for name, record in run.records.items():  # claims that only copies of one text make
        copies = repetitions.copies(name)
        if copies and name < min(copies):
            lines = (PassageRef(name, passage) for passage in record.fingerprint.comparable)
            said += [(place,) for place in lines if place not in known]
    return [
        DossierClaim(
            tuple(
                Wording(by_id[p.document], document.passages[p.passage].span)
                for first in places
                for p in repetitions.of(first)
                if (document := by_id[p.document].document)
            )
        )
        for places in said
    ]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
