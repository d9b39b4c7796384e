"""Assembles the contents of a report from a comparison and the reader's notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.differences.differences import Difference as ValueDifference
from tui.collation.quotations.quotation import Alteration, Variant
from tui.collation.quotations.speech import language
from tui.collation.sources.families import Family
from tui.collation.sources.omissions import Omission
from tui.collation.sources.uniqueness import PartlyNew, Unique
from tui.exports.report.contents import (
    Article,
    ClaimRow,
    CopiedPair,
    Coverage,
    Difference,
    DifferingClaim,
    Excerpt,
    Mark,
    Missing,
    NoteEntry,
    NotePlace,
    OnlyHere,
    Piece,
    Quote,
    QuoteVariant,
    Report,
    SourceFamily,
)
from tui.matching.matches import Match, PassageRef
from tui.text.normalization.white_space import collapse_white_space
from tui.text.span import Span

KEPT, CUT, ADDED = "kept", "cut", "added"
"""Kinds of a `Piece`."""
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """The facts about an article that its file gives."""

    path: str
    key: str
    """Its path with all links resolved, as in the targets of notes."""
    name: str
    """The file's name, with as many of its folders as make it unique."""
    outlet: str | None
    date: str | None


def assemble_report(
    comparison: CorpusComparison,
    files: Mapping[str, ArticleFile],
    notes: Iterable[Mapping[str, Any]] = (),
    *,
    meaning: bool,
    title: str = "",
) -> Report:
    """Return the contents of a report.

    Args:
        comparison: The comparison of the corpus.
        files: The file of each document, by the documents' names.
        notes: Notes, as `NoteReports.report` returns them.
        meaning: True if the meaning layer scored the matches, too.
        title: The title of the corpus, if it has one.
    """
    return replace(_Assembly(comparison, files).report(notes, meaning=meaning), title=title)


class _Assembly:
    def __init__(self, comparison: CorpusComparison, files: Mapping[str, ArticleFile]) -> None:
        self._comparison = comparison
        self._collation = comparison.collation
        self._sigla = comparison.sigla
        self._files = files

    def report(self, notes: Iterable[Mapping[str, Any]], *, meaning: bool) -> Report:
        by_path = {file.key: self._sigla[name] for name, file in self._files.items()}
        return Report(
            layers=("words", "meaning") if meaning else ("words",),
            articles=[self._article(name) for name in self._collation.documents],
            claims=list(self._claims()),
            differing=self._differing(),
            quotes=[
                Quote(f"q{n}", quotation.speaker, list(self._variants(quotation.variants)))
                for n, quotation in enumerate(self._comparison.quotations, 1)
            ],
            families=[self._family(family) for family in self._comparison.families],
            notes=[_note(note, by_path) for note in notes],
        )

    # Words

    def _excerpt(self, name: str, span: Span, marks: Iterable[Span] = ()) -> Excerpt:
        document = self._collation.documents[name]
        file_span = document.offset_map.span_to_source(span)
        excerpt_marks = [
            Mark(max(mark.start, span.start) - span.start, min(mark.end, span.end) - span.start)
            for mark in marks
            if mark.start < span.end and span.start < mark.end
        ]
        words = span.of(document.text).replace("\n", " ")  # offsets stay as they are
        return Excerpt(
            name, self._sigla[name], file_span.start, file_span.end, words, excerpt_marks
        )

    def _sentence(self, reference: PassageRef, marks: Iterable[Span] = ()) -> Excerpt:
        return self._excerpt(reference.document, self._collation.span(reference), marks)

    def _nearest(self, nearest: Sequence[Match]) -> Excerpt | None:
        return self._sentence(nearest[0].there) if nearest else None

    # Articles

    def _article(self, name: str) -> Article:
        document, file = self._collation.documents[name], self._files[name]
        unique = self._comparison.only_here(name)
        return Article(
            id=name,
            path=file.path,
            name=file.name,
            siglum=self._sigla[name],
            title=document.title,
            outlet=file.outlet,
            date=file.date,
            language=language(document.text),
            copies=[self._sigla[n] for n in self._collation.copies(name) if n != name],
            coverage=self._coverage(name, unique),
            only=[
                OnlyHere(self._sentence(sentence.place), self._nearest(sentence.nearest))
                for sentence in unique
            ],
            partly_new=[
                self._partly_new(sentence) for sentence in self._comparison.partly_new(name)
            ],
            missing=[self._missing(omission) for omission in self._comparison.omissions(name)],
        )

    def _coverage(self, name: str, unique_sentences: Sequence[Unique]) -> Coverage:
        unique_passages = {sentence.place.passage for sentence in unique_sentences}
        by_several = by_one = uncertain = 0
        sentences = self._collation.claim_passages(name)
        for number in sentences:
            matches = self._collation.matches(PassageRef(name, number))
            sources = {n for m in matches for n in self._collation.copies(m.there.document)}
            sources = sources.union(self._collation.copies(name)) - {name}
            if len(sources) >= _SEVERAL:
                by_several += 1
            elif sources:
                by_one += 1
            elif number not in unique_passages:
                uncertain += 1
        rest = len(sentences) - by_several - by_one - uncertain
        return Coverage(len(sentences), by_several, by_one, uncertain, rest)

    def _partly_new(self, sentence: PartlyNew) -> OnlyHere:
        return OnlyHere(
            self._sentence(sentence.place, sentence.new), self._nearest(sentence.nearest)
        )

    def _missing(self, omission: Omission) -> Missing:
        document = self._collation.documents[omission.document]
        before = document.passage_at(omission.after - 1) if omission.after else None
        sigla = {
            reference.document: self._sigla[reference.document] for reference in omission.tellings
        }
        return Missing(
            claim=_claim_id(omission.claim),
            words=self._sentence(omission.tellings[0]),
            sigla=[sigla[name] for name in self._collation.documents if name in sigla],
            after=None if before is None else self._sentence(PassageRef(omission.document, before)),
            nearest=self._sentence(omission.nearest.here) if omission.nearest else None,
        )

    # Claims

    def _claims(self) -> Iterable[ClaimRow]:
        claims_by_source = self._comparison.claim_map
        sigla = [self._sigla[name] for name in claims_by_source.documents]
        for row in claims_by_source.rows:
            kinds = [str(cell.kind) for cell in row.cells]
            cells = dict(zip(sigla, kinds, strict=True))
            yield ClaimRow(_claim_id(row.claim), self._best(row.claim), row.sources, cells)

    def _best(self, claim: int) -> Excerpt:
        return self._sentence(self._collation.tellings(claim)[0])

    def _differing(self) -> list[DifferingClaim]:
        by_claim: dict[int, list[Difference]] = {}
        for difference in self._comparison.differences:
            by_claim.setdefault(difference.claim, []).append(self._difference(difference))
        return [
            DifferingClaim(_claim_id(claim), self._best(claim), differences)
            for claim, differences in by_claim.items()
        ]

    def _difference(self, difference: ValueDifference) -> Difference:
        return Difference(
            type=str(difference.kind),
            claim=_claim_id(difference.claim),
            a=self._excerpt(difference.here.document, difference.a, [difference.a_value]),
            b=self._excerpt(difference.there.document, difference.b, [difference.b_value]),
            a_text=collapse_white_space(difference.a_text),
            b_text=collapse_white_space(difference.b_text),
        )

    # Quotations

    def _variants(self, variants: Sequence[Variant]) -> Iterable[QuoteVariant]:
        fullest = variants[0]
        for variant in variants:
            yield QuoteVariant(
                words=self._excerpt(variant.document, variant.span),
                speaker=variant.speaker,
                marked=variant.marked,
                negation=str(variant.negation) if variant.negation else None,
                pieces=[piece for piece in self._pieces(variant, fullest) if piece.words],
            )

    def _pieces(self, variant: Variant, fullest: Variant) -> Iterable[Piece]:
        variant_text = self._collation.documents[variant.document].text
        fullest_text = self._collation.documents[fullest.document].text
        offset = variant.span.start
        for step in variant.steps:
            yield Piece(KEPT, collapse_white_space(variant_text[offset : step.here.start]))
            if step.alteration is not Alteration.ADDED:
                yield Piece(CUT, collapse_white_space(step.there.of(fullest_text)))
            if step.alteration is not Alteration.CUT:
                yield Piece(ADDED, collapse_white_space(step.here.of(variant_text)))
            offset = max(offset, step.here.end)
        yield Piece(KEPT, collapse_white_space(variant_text[offset : variant.span.end]))

    def _family(self, family: Family) -> SourceFamily:
        return SourceFamily(
            [self._sigla[name] for name in family.documents],
            [
                CopiedPair(
                    one=self._sigla[copy.one],
                    other=self._sigla[copy.other],
                    same=round(copy.same, 4),
                    order=round(copy.order, 4),
                    errors=list(copy.errors),
                    source=self._sigla[copy.source] if copy.source else None,
                    direction=str(copy.direction),
                )
                for copy in family.copies
            ],
        )


def _note(note: Mapping[str, Any], by_path: Mapping[str, str]) -> NoteEntry:
    places = [
        NotePlace(
            siglum=by_path.get(target["path"]),
            path=target["path"],
            words=collapse_white_space(target["quote"]),
            start=target["start"],
            end=target["end"],
            state=target["state"],
            change=target.get("change", ""),
        )
        for target in note["targets"]
    ]
    name = note.get("mark_name", "")
    return NoteEntry(note["id"], note["kind"], list(note["tags"]), note["text"], places, name)


def _claim_id(number: int) -> str:
    return f"c{number + 1}"
