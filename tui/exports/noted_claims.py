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
        (target.corpus_file.id, target.anchor.span): target.corpus_file
        for note in locate(notes, corpus_files)
        for target in note.places
        if target.corpus_file and target.anchor.span
    }
    if not noted:
        return []
    order = {corpus_file.id: n for n, corpus_file in enumerate(corpus_files)}
    claims, claim_passages = list[DossierClaim](), set[tuple[str, Span]]()
    for claim in shared:
        passages = {
            (name, span)
            for name, span in noted
            for wording in claim.wordings
            if wording.corpus_file.id == name and _overlap(wording.span, span)
        }
        if passages:
            claims.append(claim)
            claim_passages |= passages
    claims += [
        DossierClaim((Wording(corpus_file, span),))
        for (name, span), corpus_file in noted.items()
        if (name, span) not in claim_passages
    ]
    return sorted(claims, key=lambda c: (order[c.wordings[0].corpus_file.id], c.wordings[0].span))


def compared_claims(
    comparison: CorpusComparison, corpus_files: Sequence[CorpusFile]
) -> list[DossierClaim]:
    """Return the claims of a comparison, each with the wordings of all copies of an article."""
    by_id = {file.id: file for file in corpus_files if file.document}
    collation = comparison.collation
    return [
        DossierClaim(
            tuple(
                Wording(by_id[name], collation.span(reference))
                for reference in claim.places
                for name in collation.copies(reference.document)
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
    by_id = {corpus_file.id: corpus_file for corpus_file in corpus_files if corpus_file.document}

    def words(reference: PassageRef) -> str:
        document = by_id[reference.document].document
        return document.words_of(reference.passage) if document else ""

    document_matches = run.matched(semantic=semantic)
    repetitions = DuplicatePassages()
    for matches in document_matches:
        repetitions.add(matches)
    grouping = run.grouping(document_matches, words, excluded_pairs)
    passages_by_claim = [claim.places for claim in grouping.claims]
    claim_passages = {reference for references in passages_by_claim for reference in references}
    for name, record in run.records.items():  # claims that only copies of one text make
        copies = repetitions.copies(name)
        if copies and name < min(copies):
            lines = (PassageRef(name, passage) for passage in record.fingerprint.comparable)
            passages_by_claim += [
                (reference,) for reference in lines if reference not in claim_passages
            ]
    return [
        DossierClaim(
            tuple(
                Wording(by_id[p.document], document.passages[p.passage].span)
                for first in references
                for p in repetitions.of(first)
                if (document := by_id[p.document].document)
            )
        )
        for references in passages_by_claim
    ]


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
