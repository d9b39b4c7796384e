"""Quotations of a corpus: the quoted words of each article, with the variants in the others.

The unit is the part of one sentence between one pair of marks. Variants are grouped around the
fullest one: each must be similar to it, by its words or by a claim.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tui.collation.quotations.alterations import find_alterations
from tui.collation.quotations.pieces import Piece, pieces_of
from tui.collation.quotations.quotation import Quotation, Variant
from tui.collation.quotations.quotation_groups import Groups, same_speaker
from tui.collation.quotations.speech import is_name, language
from tui.collation.quotations.unmarked_variants import Unmarked
from tui.matching.claim_values import Claim
from tui.matching.matches import PassageRef
from tui.text.document import Document
from tui.text.span import Span


def find_quotations(
    documents: Mapping[str, Document], claims: Iterable[Claim]
) -> tuple[Quotation, ...]:
    """Return the quotations of some documents with speakers and variants, in order.

    Args:
        documents: The documents by name.
        claims: The groups of passages that say the same. Quotations of one claim are variants even
            in other words, as after a translation.
    """
    pieces = [p for name, document in documents.items() for p in pieces_of(name, document)]
    same_claim = _claims_of(claims)
    languages = {name: language(document.text) for name, document in documents.items()}
    groups = Groups(pieces, same_claim, languages).groups()
    unmarked = Unmarked(documents, same_claim, pieces)
    quotations = [_quotation(documents, group, unmarked.of(group)) for group in groups]
    order = {name: number for number, name in enumerate(documents)}
    quotations = _merge(quotations, documents)
    quotations.sort(key=lambda q: min((order[v.document], v.span) for v in q.variants))
    return _with_full_names(quotations)


def _claims_of(claims: Iterable[Claim]) -> Mapping[PassageRef, frozenset[PassageRef]]:
    """Return, for each passage, all passages that are in a claim with it."""
    same_claim: defaultdict[PassageRef, set[PassageRef]] = defaultdict(set)
    for claim in claims:
        for reference in claim.places:
            same_claim[reference].update(claim.places)
    return {
        reference: frozenset(references - {reference})
        for reference, references in same_claim.items()
    }


def _merge(quotations: Iterable[Quotation], documents: Mapping[str, Document]) -> list[Quotation]:
    """Return the quotations; successive sentences of one that stand alone are joined again."""
    merged: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: (q.variants[0].document, q.variants[0].span)):
        (variant, *others) = quotation.variants
        last = merged[-1].variants[0] if merged and len(merged[-1].variants) == 1 else None
        if not others and last and (last.document, last.whole) == (variant.document, variant.whole):
            between = documents[last.document].text[last.span.end : variant.span.start]
            if not any(character.isalnum() for character in between):
                joined = replace(last, span=Span(last.span.start, variant.span.end))
                merged[-1] = replace(merged[-1], variants=(joined,))
                continue
        merged.append(quotation)
    return merged


def _quotation(
    documents: Mapping[str, Document], group: Sequence[Piece], unmarked: Sequence[Variant]
) -> Quotation:
    fullest = group[0]
    variants = [piece.variant for piece in group[1:]] + list(unmarked)
    variants = [find_alterations(v, documents[v.document].text, fullest) for v in variants]
    order = {name: number for number, name in enumerate(documents)}
    variants.sort(key=lambda variant: (order[variant.document], variant.span))
    speakers = Counter(p.variant.speaker for p in group if p.variant.speaker)
    speaker = fullest.variant.speaker or (speakers.most_common(1)[0][0] if speakers else None)
    return Quotation(speaker, (fullest.variant, *variants))


def _with_full_names(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return the quotations with one name for each speaker, where only one fuller name is given."""
    names = Counter(v.speaker for q in quotations for v in q.variants if v.speaker)
    by_last: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, count in names.items():
        words = name.split()
        if len(words) > 1 and is_name(name):
            for key in {words[-1], words[0]}:
                by_last[key][name] += count
    full_name_of: dict[str, str] = {}
    for name in names:
        words = name.split()
        full_names = by_last.get(words[-1] if len(words) > 1 else words[0], Counter())
        candidates = [
            full_name
            for full_name in full_names
            if len(words) == 1 or same_speaker(name, full_name)
        ]
        if candidates and is_name(name):
            full_name_of[name] = max(
                candidates, key=lambda full_name: (full_names[full_name], full_name)
            )
    return tuple(
        replace(q, speaker=full_name_of.get(q.speaker, q.speaker) if q.speaker else None)
        for q in quotations
    )
