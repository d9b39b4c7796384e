"""Quotations of a corpus: the quoted words of each article, with the variants in the others.

The unit is the part of one sentence between one pair of marks. Variants are grouped around the
fullest one: each must be similar to it, by its words or by a claim.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tui.collation.quotations.alterations import compared
from tui.collation.quotations.pieces import Piece, pieces_of
from tui.collation.quotations.quotation import Quotation, Variant
from tui.collation.quotations.quotation_groups import Groups, same_speaker
from tui.collation.quotations.speech import language
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
    among = _claims_of(claims)
    tongues = {name: language(document.text) for name, document in documents.items()}
    groups = Groups(pieces, among, tongues).groups()
    loose = Unmarked(documents, among, pieces)
    found = [_quotation(documents, group, loose.of(group)) for group in groups]
    order = {name: number for number, name in enumerate(documents)}
    found = _merged(found, documents)
    found.sort(key=lambda q: min((order[v.document], v.span) for v in q.variants))
    return _with_full_names(found)


def _claims_of(claims: Iterable[Claim]) -> Mapping[PassageRef, frozenset[PassageRef]]:
    """Return, for each passage, all passages that are in a claim with it."""
    among: defaultdict[PassageRef, set[PassageRef]] = defaultdict(set)
    for claim in claims:
        for place in claim.places:
            among[place].update(claim.places)
    return {place: frozenset(others - {place}) for place, others in among.items()}


def _merged(found: Iterable[Quotation], documents: Mapping[str, Document]) -> list[Quotation]:
    """Return the quotations; successive sentences of one that stand alone are joined again."""
    merged: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.variants[0].document, q.variants[0].span)):
        (variant, *others) = quotation.variants
        last = merged[-1].variants[0] if merged and len(merged[-1].variants) == 1 else None
        if not others and last and (last.document, last.whole) == (variant.document, variant.whole):
            between = documents[last.document].text[last.span.end : variant.span.start]
            if not any(character.isalnum() for character in between):
                whole = replace(last, span=Span(last.span.start, variant.span.end))
                merged[-1] = replace(merged[-1], variants=(whole,))
                continue
        merged.append(quotation)
    return merged


def _quotation(
    documents: Mapping[str, Document], group: Sequence[Piece], loose: Sequence[Variant]
) -> Quotation:
    fullest = group[0]
    others = [piece.variant for piece in group[1:]] + list(loose)
    others = [compared(v, documents[v.document].text, fullest) for v in others]
    order = {name: number for number, name in enumerate(documents)}
    others.sort(key=lambda variant: (order[variant.document], variant.span))
    message = Counter(p.variant.speaker for p in group if p.variant.speaker)
    speaker = fullest.variant.speaker or (message.most_common(1)[0][0] if message else None)
    return Quotation(speaker, (fullest.variant, *others))


def _with_full_names(found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return the quotations with one name for each speaker, where only one fuller name is given."""
    names = Counter(v.speaker for q in found for v in q.variants if v.speaker)
    by_last: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, count in names.items():
        words = name.split()
        if len(words) > 1 and name[:1].isupper():
            for key in {words[-1], words[0]}:
                by_last[key][name] += count
    whole: dict[str, str] = {}
    for name in names:
        words = name.split()
        known = by_last.get(words[-1] if len(words) > 1 else words[0], Counter())
        same = [other for other in known if len(words) == 1 or same_speaker(name, other)]
        if same and name[:1].isupper():
            whole[name] = max(same, key=lambda other: (known[other], other))
    return tuple(
        replace(q, speaker=whole.get(q.speaker, q.speaker) if q.speaker else None) for q in found
    )
