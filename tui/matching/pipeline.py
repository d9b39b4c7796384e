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
    features = {
        s.fingerprint.key: DocumentFeatures(r) for s, r in zip(subjects, ordered, strict=True)
    }
    texts = fingerprints_by_text(subjects)
    recurring = find_boilerplate(texts, config)
    comparisons = ComparisonTable(corpus_facts(subjects, texts, recurring))
    reduced_texts = [text.without(recurring) for text in texts]
    partners = comparison_partners(subjects, texts, find_candidates(reduced_texts, config))
    for subject in subjects:
        for partner in partners[subject.document]:
            first_key, second_key = keys = keys_of(subject, partner)
            if keys not in comparisons:
                comparisons.add(
                    keys, compare_documents(features[first_key], features[second_key], config)
                )
    for subject in in_order(subjects, first):
        yield matches_of(subject, partners[subject.document], comparisons, config)


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
    documents_by_text = _documents_by_text(subjects)
    return CorpusFacts(
        {
            key: copies
            for key, holders in documents_by_text.items()
            if len(copies := _names(holders)) > 1
        },
        {
            line: sum(len(documents_by_text[texts[n].key]) for n in numbers)
            for line, numbers in recurring.items()
        },
    )


def _documents_by_text(
    subjects: Iterable[CorpusDocument],
) -> Mapping[bytes, Sequence[CorpusDocument]]:
    """Return the documents that have each text, by name."""
    documents_by_text: dict[bytes, list[CorpusDocument]] = {}
    for subject in sorted(subjects, key=lambda s: s.document):
        documents_by_text.setdefault(subject.fingerprint.key, []).append(subject)
    return documents_by_text


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
    documents_by_text = _documents_by_text(subjects)
    partners: defaultdict[bytes, list[CorpusDocument]] = defaultdict(list)
    for first_text, second_text in pairs:
        partners[texts[first_text].key].append(documents_by_text[texts[second_text].key][0])
        partners[texts[second_text].key].append(documents_by_text[texts[first_text].key][0])
    partners_by_document: dict[str, Sequence[CorpusDocument]] = {}
    for key, (first, *copies) in documents_by_text.items():
        partners_by_document[first.document] = sorted(
            partners[key], key=lambda partner: partner.document
        )
        partners_by_document.update((copy.document, ()) for copy in copies)
    return partners_by_document


class ComparisonTable:
    """Comparisons of the corpus: one for each pair of texts, however many documents have them."""

    def __init__(self, common: CorpusFacts) -> None:
        self.common = common
        self._made: dict[Keys, Comparison] = {}
        self._passages: dict[str, list[list[PassageRef]]] = {}
        self._boilerplate: dict[bytes, _TextBoilerplate] = {}

    def add(self, keys: Keys, comparison: Comparison) -> None:
        """Add the comparison of two texts."""
        self._made[keys] = comparison

    def all(self) -> Iterator[tuple[Keys, Comparison]]:
        """Yield every comparison, in order of the keys of its texts."""
        return iter(sorted(self._made.items(), key=lambda item: item[0]))

    def between(self, first: CorpusDocument, second: CorpusDocument) -> Comparison:
        """Return the comparison of two documents, seen from the first one."""
        keys = keys_of(first, second)
        comparison = self._made[keys]
        return comparison if keys[0] == first.fingerprint.key else comparison.reversed()

    def __getitem__(self, keys: Keys) -> Comparison:
        """Return the comparison of two texts, seen from the one with the smaller key."""
        return self._made[keys]

    def sentence_passages(self, subject: CorpusDocument) -> Sequence[Sequence[PassageRef]]:
        """Return for each comparable sentence the passages that say it; none for boilerplate."""
        if (passages := self._passages.get(subject.document)) is None:
            passages = self._passages[subject.document] = _passages(
                subject, self.common.boilerplate
            )
        return passages

    def boilerplate_of(self, subject: CorpusDocument) -> "_TextBoilerplate":
        """Return the boilerplate sentences of a document."""
        key = subject.fingerprint.key
        if (boilerplate := self._boilerplate.get(key)) is None:
            boilerplate = self._boilerplate[key] = _TextBoilerplate(
                subject.fingerprint, self.common.boilerplate
            )
        return boilerplate

    def __contains__(self, keys: Keys) -> bool:
        return keys in self._made


def keys_of(first: CorpusDocument, second: CorpusDocument) -> Keys:
    """Return the keys of two documents' texts, the smaller one first."""
    first_key, second_key = first.fingerprint.key, second.fingerprint.key
    return (first_key, second_key) if first_key <= second_key else (second_key, first_key)


def matches_of(
    subject: CorpusDocument,
    partners: Iterable[CorpusDocument],
    comparisons: ComparisonTable,
    config: MatchingConfig = DEFAULT,
) -> DocumentMatches:
    """Return the matches of a document in its corpus from its comparisons with the others.

    Repeats in other words get the matches of their originals. Boilerplate has no matches, and
    ranges that are only boilerplate are dropped.
    """
    matches: list[Match] = []
    near_misses: list[Match] = []
    reuses: list[TextReuse] = []
    for partner in partners:
        result = pair_matches(subject, partner, comparisons, config)
        matches += result.matches
        near_misses += result.near_misses
        reuses += result.reused_ranges
    facts = document_facts(subject, comparisons.common)
    return DocumentMatches(
        document=subject.document,
        matches=tuple(sorted(matches, key=_by_passage)),
        near_misses=tuple(sorted(near_misses, key=_by_passage)),
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
    partner: CorpusDocument,
    comparisons: ComparisonTable,
    config: MatchingConfig = DEFAULT,
) -> PairMatches:
    """Return the matches of a document with one other, from their comparison."""
    passages_here = comparisons.sentence_passages(subject)
    passages_there = comparisons.sentence_passages(partner)
    keys = keys_of(subject, partner)
    is_turned = keys[0] != subject.fingerprint.key
    matches: list[Match] = []
    near_misses: list[Match] = []
    model, least_odds = config.model, config.least_odds
    for pair in comparisons[keys].pairs:
        if pair.odds < least_odds and pair.kind is not Kind.VERBATIM:
            continue  # many pairs are stored for the layer of meaning alone
        score = config.score(pair.odds, pair.kind)
        if score < model.perhaps:
            continue
        group = matches if score >= model.threshold else near_misses
        number_here, number_there = (
            (pair.there, pair.here) if is_turned else (pair.here, pair.there)
        )
        for here in passages_here[number_here]:
            group += [
                Match(here, there, score, pair.kind) for there in passages_there[number_there]
            ]
    reuses = [
        TextReuse(
            DocumentRange(subject.document, range_here),
            DocumentRange(partner.document, range_there),
        )
        for range_here, range_there in _ranges(subject, partner, comparisons, config)
    ]
    return PairMatches(matches, near_misses, reuses)


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
    subject: CorpusDocument,
    partner: CorpusDocument,
    comparisons: ComparisonTable,
    config: MatchingConfig,
) -> Iterable[tuple[Span, Span]]:
    """Return the reused ranges of two documents, without boilerplate of both.

    A remaining range needs two matches, or one that is a copy, and the least length of a range.
    """
    if not comparisons[keys_of(subject, partner)].reused_ranges:
        return ()
    comparison = comparisons.between(subject, partner)
    if not comparisons.common.boilerplate:
        return comparison.reused_ranges
    here, there = (comparisons.boilerplate_of(document) for document in (subject, partner))
    if here.all.isdisjoint(there.all):
        return comparison.reused_ranges
    matched_spans = [
        (span_here, span_there, pair.kind in {Kind.VERBATIM, Kind.CLOSE})
        for pair in comparison.pairs
        if config.score(pair.odds, pair.kind) >= config.model.threshold
        and (span_here := here.span(pair.here))
        and (span_there := there.span(pair.there))
    ]
    ranges: list[tuple[Span, Span]] = []
    for span_here, span_there in comparison.reused_ranges:
        if here.within(span_here).isdisjoint(there.within(span_there)):
            ranges.append((span_here, span_there))
            continue
        contained = [m for m in matched_spans if m[0].meets(span_here) and m[1].meets(span_there)]
        if len(contained) > 1 or any(is_copy for _, _, is_copy in contained):
            hulls = _hull([m[0] for m in contained]), _hull([m[1] for m in contained])
            if min(hull.end - hull.start for hull in hulls) >= config.shortest:
                ranges.append(hulls)
    return ranges


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


class _TextBoilerplate:
    """The boilerplate sentences of a text."""

    def __init__(self, fingerprint: Fingerprint, boilerplate: Container[int]) -> None:
        self._begins, self._ends = fingerprint.begins, fingerprint.ends
        self._comparable = fingerprint.comparable
        self._lines = [line if line in boilerplate else 0 for line in fingerprint.summed()]
        self._numbers = {passage: number for number, passage in enumerate(fingerprint.lines)}
        self.all = set(self._lines) - {0}

    def within(self, span: Span) -> set[int]:
        """Return the boilerplate that ends in a range, by check sum."""
        first, last = bisect_right(self._ends, span.start), bisect_right(self._ends, span.end)
        return set(self._lines[first:last]) - {0}

    def span(self, sentence: int) -> Span | None:
        """Return the span of a comparable sentence; None if it is boilerplate."""
        number = self._numbers[self._comparable[sentence]]
        return None if self._lines[number] else Span(self._begins[number], self._ends[number])


def _by_passage(match: Match) -> tuple[int, float, PassageRef]:
    return match.here.passage, -match.score, match.there


def _passages(subject: CorpusDocument, boilerplate: Container[int]) -> list[list[PassageRef]]:
    """Return for each comparable sentence the passages that get its matches.

    These are its own passage and those of `_near`, without boilerplate.
    """
    name, fingerprint = subject
    lines = zip(fingerprint.lines, fingerprint.summed(), strict=True)
    left_out = {passage for passage, line in lines if line in boilerplate} if boilerplate else set()
    passages = [[PassageRef(name, p)] if p not in left_out else [] for p in fingerprint.comparable]
    numbers_by_passage = {passage: n for n, passage in enumerate(fingerprint.comparable)}
    for repeat, original in _near(fingerprint):
        if original in numbers_by_passage and repeat not in left_out:
            passage_list = passages[numbers_by_passage[original]]
            if len(passage_list) < MOST_REPEATS:
                passage_list.append(PassageRef(name, repeat))
    return passages


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
    counts = Counter(original for _, original in _near(fingerprint))
    return sum(max(0, count + 1 - MOST_REPEATS) for count in counts.values())
