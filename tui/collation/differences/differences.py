"""Differences: the values in which the accounts of a claim differ, over a whole corpus."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import combinations
from math import log

from tui.collation.differences.sentence_comparison import compare
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.quotation_marks import quoted_spans
from tui.collation.quotations.speakers import utterances
from tui.collation.quotations.speech import language
from tui.collation.values.names import words_of_names
from tui.collation.values.sentence_values import Sentence, Word
from tui.matching.claim_values import Claim
from tui.matching.matches import PassageRef
from tui.text.document import Document
from tui.text.normalization.white_space import collapse_white_space
from tui.text.span import Span
from tui.text.tokens import normalized_tokens

_ALL = ""
"""The key under which the sentences of a document are counted."""
_NEAR = 2
"""Passages before and after one in which the rest of a quotation may stand."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values that differ, in two passages of one claim."""

    kind: Kind
    claim: int
    """Index of the first claim that has both passages."""
    here: PassageRef
    there: PassageRef
    a: Span
    """The first passage; code points of its document's text."""
    b: Span
    a_value: Span
    """The value in the first passage; code points of its document's text."""
    b_value: Span
    a_text: str
    b_text: str
    weight: float
    """The importance of the difference, from 0 to 1."""


def find_differences(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    written: Mapping[str, date] | None = None,
) -> tuple[Difference, ...]:
    """Return the values that differ between the passages of each claim, the weightiest first.

    Passages that repeat another one of their document in other words are compared, too.

    Args:
        claims: The passages of each claim.
        documents: The documents by name.
        written: The days on which documents were written, where they are known.
    """
    differences = each_difference(claims, documents, written)
    return tuple(
        sorted(differences, key=lambda d: (-d.weight, d.claim, d.here, d.there, d.a_value))
    )


def each_difference(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    written: Mapping[str, date] | None = None,
) -> Iterator[Difference]:
    """Yield the differences one by one, claim by claim, so that the caller can stop early."""
    corpus = _Corpus(documents, written or {}, claims)
    seen: set[tuple[PassageRef, PassageRef]] = set()
    for number, claim in enumerate(claims):
        references = corpus.with_repeats(claim.places)
        sentences = corpus.by_document(references)
        for first, second in combinations(references, 2):
            if first.document == second.document or (first, second) in seen:
                continue
            seen.add((first, second))
            surroundings = corpus.surroundings(sentences, first, second)
            for pair in compare(corpus.sentence(first), corpus.sentence(second), surroundings):
                yield corpus.difference(number, first, second, pair)


def distinct_differences(differences: Iterable[Difference]) -> Iterator[Difference]:
    """Yield the first difference for each pair of values and their documents.

    Two accounts often have one value in several sentences; a list needs the pair of values once.
    """
    seen: set[tuple[Kind, frozenset[tuple[str, str]]]] = set()
    for difference in differences:
        sides = (
            (difference.here.document, difference.a_text),
            (difference.there.document, difference.b_text),
        )
        values = ((name, collapse_white_space(text).casefold()) for name, text in sides)
        key = difference.kind, frozenset(values)
        if key not in seen:
            seen.add(key)
            yield difference


class _Corpus:
    """The documents, and those of their sentences that were needed so far."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        written: Mapping[str, date],
        claims: Iterable[Claim],
    ) -> None:
        self._documents = documents
        self._claims = claims
        self._written = written
        self._sentences: dict[PassageRef, Sentence] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._languages: dict[str, str] = {}
        self._quotations: dict[str, tuple[Span, ...]] = {}
        self._voices: dict[str, Sequence[str | None]] = {}
        self._rarities: dict[tuple[str, str], Callable[[str], float]] = {}
        self._near: dict[PassageRef, str] = {}

    @cached_property
    def _repeats(self) -> Mapping[PassageRef, Sequence[PassageRef]]:
        repeats: defaultdict[PassageRef, list[PassageRef]] = defaultdict(list)
        for name, document in self._documents.items():
            for n, passage in enumerate(document.passages):
                if passage.duplicate_of is None:
                    continue
                if normalized_tokens(document.words_of(n)) != normalized_tokens(
                    document.words_of(passage.duplicate_of)
                ):
                    repeats[PassageRef(name, passage.duplicate_of)].append(PassageRef(name, n))
        return repeats

    def with_repeats(self, references: Iterable[PassageRef]) -> list[PassageRef]:
        """Return the passages at `references` and their repeats in the same documents, in order."""
        all_references = set(references)
        for reference in tuple(all_references):
            all_references.update(self._repeats.get(reference, ()))
        return sorted(all_references)

    def sentence(self, reference: PassageRef) -> Sentence:
        """Return the sentence of a passage."""
        if (sentence := self._sentences.get(reference)) is None:
            document = self._documents[reference.document]
            sentence = self._sentences[reference] = Sentence(
                document.text,
                document.passages[reference.passage].span,
                self._quotations_of(reference.document),
                proper_nouns=self._names_of(reference.document),
                written=self._written.get(reference.document),
                voices=self._voices_of(reference.document),
                language=self._language_of(reference.document),
            )
        return sentence

    def _language_of(self, name: str) -> str:
        if name not in self._languages:
            self._languages[name] = language(self._documents[name].text)
        return self._languages[name]

    def _names_of(self, name: str) -> frozenset[str]:
        if name not in self._names:
            document = self._documents[name]
            self._names[name] = words_of_names(document.text, (p.span for p in document.passages))
        return self._names[name]

    def _quotations_of(self, name: str) -> tuple[Span, ...]:
        if name not in self._quotations:
            document = self._documents[name]
            paragraphs = [paragraph.span for paragraph in document.paragraphs]
            self._quotations[name] = quoted_spans(document.text, paragraphs)
        return self._quotations[name]

    def _voices_of(self, name: str) -> Sequence[str | None]:
        if name not in self._voices:
            speakers = {u.span: u.speaker for u in utterances(self._documents[name])}
            self._voices[name] = [speakers.get(span) for span in self._quotations_of(name)]
        return self._voices[name]

    def by_document(self, references: Iterable[PassageRef]) -> Mapping[str, Sequence[Sentence]]:
        """Return the sentences of passages, by document."""
        sentences: defaultdict[str, list[Sentence]] = defaultdict(list)
        for reference in references:
            sentences[reference.document].append(self.sentence(reference))
        return sentences

    def surroundings(
        self, sentences: Mapping[str, Sequence[Sentence]], first: PassageRef, second: PassageRef
    ) -> Surroundings:
        """Return the other sentences in which the documents of two passages make the claim."""

        def in_first(words: Sequence[Word]) -> bool:
            return self._says_near(first, words)

        def in_second(words: Sequence[Word]) -> bool:
            return self._says_near(second, words)

        rarity = self._rarity(first.document, second.document)
        return Surroundings(
            sentences[first.document], sentences[second.document], in_first, in_second, rarity
        )

    def _rarity(self, first: str, second: str) -> Callable[[str], float]:
        """Return a function that gives the rarity of a stem in two documents."""
        if (first, second) not in self._rarities:
            first_counts, second_counts = self._counts[first], self._counts[second]
            scale = log(2 + first_counts[_ALL] + second_counts[_ALL])

            @cache
            def rarity(stem: str) -> float:
                return 1 - log(1 + first_counts[stem] + second_counts[stem]) / scale

            self._rarities[first, second] = rarity
        return self._rarities[first, second]

    @cached_property
    def _counts(self) -> Mapping[str, Counter[str]]:
        """For each document, the number of its sentences in claims that have a stem, by stem."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for reference in {reference for claim in self._claims for reference in claim.places}:
            counts[reference.document].update((*self.sentence(reference).content, _ALL))
        return counts

    def _says_near(self, reference: PassageRef, words: Sequence[Word]) -> bool:
        if reference not in self._near:
            document = self._documents[reference.document]
            first = max(0, reference.passage - _NEAR)
            around = document.passages[first : reference.passage + _NEAR + 1]
            folds = (
                f for passage in around for f in normalized_tokens(passage.span.of(document.text))
            )
            self._near[reference] = f" {' '.join(folds)} "
        return f" {' '.join(word.fold for word in words)} " in self._near[reference]

    def difference(
        self, claim: int, first: PassageRef, second: PassageRef, pair: ValuePair
    ) -> Difference:
        """Return a pair of values as a difference between two passages."""
        first_document, second_document = (
            self._documents[first.document],
            self._documents[second.document],
        )
        return Difference(
            pair.kind,
            claim,
            first,
            second,
            first_document.passages[first.passage].span,
            second_document.passages[second.passage].span,
            pair.here,
            pair.there,
            pair.here.of(first_document.text),
            pair.there.of(second_document.text),
            pair.weight,
        )
