"""Matching of a whole corpus: every document is compared with its candidates.

The result doesn't depend on the order of the documents.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tui.matching.candidates.boilerplate import find_boilerplate
from tui.matching.candidates.document_pairs import find_candidates
from tui.matching.candidates.fingerprint import Fingerprint, make_fingerprint
from tui.matching.config import DEFAULT, MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import PreparedDocument
from tui.matching.matches import DocumentMatches, DocumentRange, Kind, Match, PassageRef, TextReuse
from tui.matching.pairs.document_comparison import Comparison, Keys, compare_documents
from tui.text.span import Span


def match_documents(
    readings: Sequence[PreparedDocument], first: str | None = None, config: MatchingConfig = DEFAULT
) -> Iterator[DocumentMatches]:
    """Yield one `DocumentMatches` for each document, in the order of `in_order`."""
    ordered = sorted(readings, key=lambda reading: reading.document)
    subjects = [
        CorpusDocument(reading.document, make_fingerprint(reading, config)) for reading in ordered
    ]
    sides = {s.fingerprint.key: DocumentFeatures(r) for s, r in zip(subjects, ordered, strict=True)}
    texts = fingerprints_by_text(subjects)
    recurring = find_boilerplate(texts, config)
    made = ComparisonTable(corpus_facts(subjects, texts, recurring))
    leading = [text.without(recurring) for text in texts]
    others = comparison_partners(subjects, texts, find_candidates(leading, config))
    for subject in subjects:
        for other in others[subject.document]:
            one, two = keys = keys_of(subject, other)
            if keys not in made:
                made.add(keys, compare_documents(sides[one], sides[two], config))
    for subject in in_order(subjects, first):
        yield matches_of(subject, others[subject.document], made, config)


MOST_REPEATS = 64
"""Largest number of repeats in other words of one passage that get its matches.

Otherwise two articles that repeat a sentence in a thousand wordings would have a million matches.
"""


class CorpusDocument(NamedTuple):
    """Document of the corpus and its fingerprint."""

    document: str
    fingerprint: Fingerprint


class CorpusFacts(NamedTuple):
    """Facts that depend on the corpus as a whole."""

    copies: Mapping[bytes, Sequence[str]] = {}
    """Names of the documents with the same text, by the key of the text."""
    boilerplate: Mapping[int, int] = {}
    """Number of documents that have each sentence of boilerplate, by check sum."""


def in_order(subjects: Iterable[CorpusDocument], first: str | None) -> list[CorpusDocument]:
    """Return the documents by name; those with the text of the document `first` come first."""
    subjects = list(subjects)
    key = next((s.fingerprint.key for s in subjects if s.document == first), b"")
    return sorted(subjects, key=lambda s: (s.fingerprint.key != key, s.document))


def corpus_facts(
    subjects: Iterable[CorpusDocument],
    texts: Sequence[Fingerprint],
    recurring: Mapping[int, Sequence[int]],
) -> CorpusFacts:
    """Return the facts of the corpus; `recurring` is the result of `find_boilerplate`."""
    having = _having(subjects)
    return CorpusFacts(
        {key: copies for key, some in having.items() if len(copies := _names(some)) > 1},
        {line: sum(len(having[texts[n].key]) for n in some) for line, some in recurring.items()},
    )


def _having(subjects: Iterable[CorpusDocument]) -> Mapping[bytes, Sequence[CorpusDocument]]:
    """Return the documents that have each text, by name."""
    having: dict[bytes, list[CorpusDocument]] = {}
    for subject in sorted(subjects, key=lambda s: s.document):
        having.setdefault(subject.fingerprint.key, []).append(subject)
    return having


def _names(subjects: Iterable[CorpusDocument]) -> tuple[str, ...]:
    return tuple(subject.document for subject in subjects)


def fingerprints_by_text(subjects: Iterable[CorpusDocument]) -> Sequence[Fingerprint]:
    """Return the fingerprints of the corpus by key, one for each text; copies count once."""
    texts = {subject.fingerprint.key: subject.fingerprint for subject in subjects}
    return [texts[key] for key in sorted(texts)]


def comparison_partners(
    subjects: Iterable[CorpusDocument],
    texts: Sequence[Fingerprint],
    pairs: Iterable[tuple[int, int]],
) -> Mapping[str, Sequence[CorpusDocument]]:
    """Return for each document the others to compare it with, by name.

    Of copies only the first is compared. `pairs` are the numbers of the texts.
    """
    having = _having(subjects)
    kin: defaultdict[bytes, list[CorpusDocument]] = defaultdict(list)
    for one, two in pairs:
        kin[texts[one].key].append(having[texts[two].key][0])
        kin[texts[two].key].append(having[texts[one].key][0])
    found: dict[str, Sequence[CorpusDocument]] = {}
    for key, (first, *copies) in having.items():
        found[first.document] = sorted(kin[key], key=lambda other: other.document)
        found.update((copy.document, ()) for copy in copies)
    return found


class ComparisonTable:
    """Comparisons of the corpus: one for each pair of texts, however many documents have them."""

    def __init__(self, common: CorpusFacts) -> None:
        self.common = common
        self._made: dict[Keys, Comparison] = {}
        self._places: dict[str, list[list[PassageRef]]] = {}

    def add(self, keys: Keys, made: Comparison) -> None:
        """Add the comparison of two texts."""
        self._made[keys] = made

    def all(self) -> Iterator[tuple[Keys, Comparison]]:
        """Yield every comparison, in order of the keys of its texts."""
        return iter(sorted(self._made.items(), key=lambda made: made[0]))

    def between(self, here: CorpusDocument, there: CorpusDocument) -> Comparison:
        """Return the comparison of two documents, seen from the first one."""
        keys = keys_of(here, there)
        return self._made[keys] if keys[0] == here.fingerprint.key else self._made[keys].reversed()

    def sentence_passages(self, subject: CorpusDocument) -> Sequence[Sequence[PassageRef]]:
        """Return for each comparable sentence the passages that say it; none for boilerplate."""
        if (known := self._places.get(subject.document)) is None:
            known = self._places[subject.document] = _passages(subject, self.common.boilerplate)
        return known

    def __contains__(self, keys: Keys) -> bool:
        return keys in self._made


def keys_of(here: CorpusDocument, there: CorpusDocument) -> Keys:
    """Return the keys of two documents' texts, the smaller one first."""
    one, two = here.fingerprint.key, there.fingerprint.key
    return (one, two) if one <= two else (two, one)


def matches_of(
    subject: CorpusDocument,
    others: Iterable[CorpusDocument],
    made: ComparisonTable,
    config: MatchingConfig = DEFAULT,
) -> DocumentMatches:
    """Return the matches of a document in its corpus from its comparisons with the others.

    Repeats in other words get the matches of their originals. Boilerplate has no matches, and
    ranges that are only boilerplate are dropped.
    """
    matches: list[Match] = []
    perhaps: list[Match] = []
    reuses: list[TextReuse] = []
    for other in others:
        found = pair_matches(subject, other, made, config)
        matches += found.matches
        perhaps += found.near_misses
        reuses += found.reused_ranges
    facts = document_facts(subject, made.common)
    return DocumentMatches(
        document=subject.document,
        matches=tuple(sorted(matches, key=_by_passage)),
        near_misses=tuple(sorted(perhaps, key=_by_passage)),
        reused_ranges=tuple(sorted(reuses)),
        copies=facts.copies,
        repeats=facts.repeats,
        boilerplate=facts.boilerplate,
    )


class PairMatches(NamedTuple):
    """All that one document has to say to another, seen from the latter; in no order."""

    matches: Sequence[Match]
    near_misses: Sequence[Match]
    reused_ranges: Sequence[TextReuse]


def pair_matches(
    subject: CorpusDocument,
    other: CorpusDocument,
    made: ComparisonTable,
    config: MatchingConfig = DEFAULT,
) -> PairMatches:
    """Return the matches of a document with one other, from their comparison."""
    here = made.sentence_passages(subject)
    there = made.sentence_passages(other)
    comparison = made.between(subject, other)
    reuses = [
        TextReuse(DocumentRange(subject.document, ours), DocumentRange(other.document, theirs))
        for ours, theirs in _ranges(
            comparison, (subject.fingerprint, other.fingerprint), made.common, config
        )
    ]
    matches: list[Match] = []
    perhaps: list[Match] = []
    for pair in comparison.pairs:
        score = config.score(pair.odds, pair.kind)
        if score < config.model.perhaps:
            continue
        found = matches if score >= config.model.threshold else perhaps
        for a in here[pair.here]:
            found += [Match(a, b, score, pair.kind) for b in there[pair.there]]
    return PairMatches(matches, perhaps, reuses)


class DocumentFacts(NamedTuple):
    """What `DocumentMatches` says of a document besides its matches."""

    copies: tuple[str, ...]
    repeats: tuple[tuple[int, int], ...]
    boilerplate: tuple[tuple[int, int], ...]


def document_facts(subject: CorpusDocument, common: CorpusFacts) -> DocumentFacts:
    """Return the facts of a document in its corpus."""
    fingerprint = subject.fingerprint
    return DocumentFacts(
        tuple(common.copies.get(fingerprint.key, ())),
        tuple(fingerprint.exact_repeats()),
        tuple(
            (passage, common.boilerplate[line])
            for passage, line in zip(fingerprint.lines, fingerprint.summed(), strict=True)
            if line in common.boilerplate
        )
        if common.boilerplate
        else (),
    )


def _ranges(
    comparison: Comparison,
    both: tuple[Fingerprint, Fingerprint],
    common: CorpusFacts,
    config: MatchingConfig,
) -> Iterable[tuple[Span, Span]]:
    """Return the reused ranges of two documents, without boilerplate of both.

    A remaining range needs two matches, or one that is a copy, and the least length of a range.
    """
    if not comparison.reused_ranges or not common.boilerplate:
        return comparison.reused_ranges
    here, there = (_WithoutBoilerplate(fingerprint, common.boilerplate) for fingerprint in both)
    if here.all.isdisjoint(there.all):
        return comparison.reused_ranges
    matching = [
        (ours, theirs, pair.kind in {Kind.VERBATIM, Kind.CLOSE})
        for pair in comparison.pairs
        if config.score(pair.odds, pair.kind) >= config.model.threshold
        and (ours := here.span(pair.here))
        and (theirs := there.span(pair.there))
    ]
    found: list[tuple[Span, Span]] = []
    for ours, theirs in comparison.reused_ranges:
        if here.within(ours).isdisjoint(there.within(theirs)):
            found.append((ours, theirs))
            continue
        inside = [m for m in matching if m[0].meets(ours) and m[1].meets(theirs)]
        if len(inside) > 1 or any(is_copy for _, _, is_copy in inside):
            hulls = _hull([m[0] for m in inside]), _hull([m[1] for m in inside])
            if min(hull.end - hull.start for hull in hulls) >= config.shortest:
                found.append(hulls)
    return found


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


class _WithoutBoilerplate:
    """Document with boilerplate sentences."""

    def __init__(self, fingerprint: Fingerprint, boilerplate: Container[int]) -> None:
        self._begins, self._ends = fingerprint.begins, fingerprint.ends
        self._comparable = fingerprint.comparable
        self._said = [line if line in boilerplate else 0 for line in fingerprint.summed()]
        self._at = {passage: number for number, passage in enumerate(fingerprint.lines)}
        self.all = set(self._said) - {0}

    def within(self, span: Span) -> set[int]:
        """Return the boilerplate that ends in a range, by check sum."""
        first, last = bisect_right(self._ends, span.start), bisect_right(self._ends, span.end)
        return set(self._said[first:last]) - {0}

    def span(self, sentence: int) -> Span | None:
        """Return the span of a comparable sentence; None if it is boilerplate."""
        number = self._at[self._comparable[sentence]]
        return None if self._said[number] else Span(self._begins[number], self._ends[number])


def _by_passage(match: Match) -> tuple[int, float, PassageRef]:
    return match.here.passage, -match.score, match.there


def _passages(subject: CorpusDocument, boilerplate: Container[int]) -> list[list[PassageRef]]:
    """Return for each comparable sentence the passages that get its matches.

    These are its own passage and those of `_near`, without boilerplate.
    """
    name, fingerprint = subject
    said = zip(fingerprint.lines, fingerprint.summed(), strict=True)
    left_out = {passage for passage, line in said if line in boilerplate} if boilerplate else set()
    places = [[PassageRef(name, p)] if p not in left_out else [] for p in fingerprint.comparable]
    by_passage = {passage: n for n, passage in enumerate(fingerprint.comparable)}
    for repeat, original in _near(fingerprint):
        if original in by_passage and repeat not in left_out:
            saying = places[by_passage[original]]
            if len(saying) < MOST_REPEATS:
                saying.append(PassageRef(name, repeat))
    return places


def _near(fingerprint: Fingerprint) -> Iterator[tuple[int, int]]:
    """Yield the repeats that say a passage again in other words, each with that passage."""
    if not fingerprint.repeats:
        return
    exact = {repeat for repeat, _ in fingerprint.exact_repeats()}
    for repeat, original in zip(fingerprint.repeats[::2], fingerprint.repeats[1::2], strict=True):
        if repeat not in exact:
            yield repeat, original


def excess_repeats(fingerprint: Fingerprint) -> int:
    """Return the number of passages that are repeats beyond the largest number."""
    often = Counter(original for _, original in _near(fingerprint))
    return sum(max(0, count + 1 - MOST_REPEATS) for count in often.values())
