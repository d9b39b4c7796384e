"""The survey: every document of a corpus compared with every other it has something to do with.

The order in which the readings come never changes what is found.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tui.matching.candidates.boilerplate import furniture
from tui.matching.candidates.document_pairs import candidates
from tui.matching.candidates.fingerprint import Trace, traced
from tui.matching.config import DEFAULT, Judge
from tui.matching.features.document_features import Side
from tui.matching.features.preprocessing import Reading
from tui.matching.matches import Found, Kind, Match, Place, Reuse, Stretch
from tui.matching.pairs.document_comparison import Comparison, Keys, compared
from tui.text.span import Span


def survey(
    readings: Sequence[Reading], first: str | None = None, judge: Judge = DEFAULT
) -> Iterator[Found]:
    """One `Found` for each reading, `in_order`."""
    ordered = sorted(readings, key=lambda reading: reading.document)
    subjects = [Subject(reading.document, traced(reading, judge)) for reading in ordered]
    sides = {s.trace.key: Side(r) for s, r in zip(subjects, ordered, strict=True)}
    texts = texts_of(subjects)
    recurring = furniture(texts, judge)
    made = Comparisons(common_of(subjects, texts, recurring))
    leading = [text.without(recurring) for text in texts]
    others = acquaintances(subjects, texts, candidates(leading, judge))
    for subject in subjects:
        for other in others[subject.document]:
            one, two = keys = keys_of(subject, other)
            if keys not in made:
                made.add(keys, compared(sides[one], sides[two], judge))
    for subject in in_order(subjects, first):
        yield found_of(subject, others[subject.document], made, judge)


MOST_ECHOES = 64
"""Passages of one document that say the same in other words, at most, to which their matches are
given.

Two articles that each say a sentence in a thousand ways would else have a million.
"""


class Subject(NamedTuple):
    """A document of the corpus, and what is kept of its reading."""

    document: str
    trace: Trace


class Common(NamedTuple):
    """What only the corpus as a whole tells."""

    copies: Mapping[bytes, Sequence[str]] = {}
    """The documents that have each text that several have, by name."""
    furniture: Mapping[int, int] = {}
    """How many documents have each line, by check sum, that is furniture."""


def in_order(subjects: Iterable[Subject], first: str | None) -> list[Subject]:
    """The subjects by name, those with the text of the document `first` before the others."""
    subjects = list(subjects)
    key = next((s.trace.key for s in subjects if s.document == first), b"")
    return sorted(subjects, key=lambda s: (s.trace.key != key, s.document))


def common_of(
    subjects: Iterable[Subject], texts: Sequence[Trace], recurring: Mapping[int, Sequence[int]]
) -> Common:
    """What the corpus tells, by the furniture of its texts, as `furniture` gives it."""
    having = _having(subjects)
    return Common(
        {key: copies for key, some in having.items() if len(copies := _names(some)) > 1},
        {line: sum(len(having[texts[n].key]) for n in some) for line, some in recurring.items()},
    )


def _having(subjects: Iterable[Subject]) -> Mapping[bytes, Sequence[Subject]]:
    """The documents that have each text, by name."""
    having: dict[bytes, list[Subject]] = {}
    for subject in sorted(subjects, key=lambda s: s.document):
        having.setdefault(subject.trace.key, []).append(subject)
    return having


def _names(subjects: Iterable[Subject]) -> tuple[str, ...]:
    return tuple(subject.document for subject in subjects)


def texts_of(subjects: Iterable[Subject]) -> Sequence[Trace]:
    """The traces of the corpus, one for every text, however many documents have it; by key."""
    texts = {subject.trace.key: subject.trace for subject in subjects}
    return [texts[key] for key in sorted(texts)]


def acquaintances(
    subjects: Iterable[Subject], texts: Sequence[Trace], couples: Iterable[tuple[int, int]]
) -> Mapping[str, Sequence[Subject]]:
    """For each document, the others worth comparing it with, by name.

    `couples` are the texts that are, by their numbers. Of copies the first stands for all: the
    others are compared with nothing, and nothing with them.
    """
    having = _having(subjects)
    kin: defaultdict[bytes, list[Subject]] = defaultdict(list)
    for one, two in couples:
        kin[texts[one].key].append(having[texts[two].key][0])
        kin[texts[two].key].append(having[texts[one].key][0])
    found: dict[str, Sequence[Subject]] = {}
    for key, (first, *copies) in having.items():
        found[first.document] = sorted(kin[key], key=lambda other: other.document)
        found.update((copy.document, ()) for copy in copies)
    return found


class Comparisons:
    """What is known of the corpus: one comparison for every two texts, however many have them."""

    def __init__(self, common: Common) -> None:
        self.common = common
        self._made: dict[Keys, Comparison] = {}
        self._places: dict[str, list[list[Place]]] = {}

    def add(self, keys: Keys, made: Comparison) -> None:
        """Take in the comparison of two texts."""
        self._made[keys] = made

    def all(self) -> Iterator[tuple[Keys, Comparison]]:
        """Every comparison, in order of the keys of its texts."""
        return iter(sorted(self._made.items(), key=lambda made: made[0]))

    def between(self, here: Subject, there: Subject) -> Comparison:
        """The comparison of two documents, seen from the first."""
        keys = keys_of(here, there)
        return self._made[keys] if keys[0] == here.trace.key else self._made[keys].turned()

    def places(self, subject: Subject) -> Sequence[Sequence[Place]]:
        """For each telling line of a document, the passages that say it; of furniture none."""
        if (known := self._places.get(subject.document)) is None:
            known = self._places[subject.document] = _places(subject, self.common.furniture)
        return known

    def __contains__(self, keys: Keys) -> bool:
        return keys in self._made


def keys_of(here: Subject, there: Subject) -> Keys:
    """The keys of two documents' texts, the lesser first."""
    one, two = here.trace.key, there.trace.key
    return (one, two) if one <= two else (two, one)


def found_of(
    subject: Subject, others: Iterable[Subject], made: Comparisons, judge: Judge = DEFAULT
) -> Found:
    """What the comparisons of a document with the others come to in their corpus.

    Echoes in other words are given what their originals have. Furniture has no matches, nor are
    stretches kept that consist of nothing else.
    """
    common = made.common
    here = made.places(subject)
    matches: list[Match] = []
    perhaps: list[Match] = []
    reuses: list[Reuse] = []
    for other in others:
        there = made.places(other)
        comparison = made.between(subject, other)
        reuses += (
            Reuse(Stretch(subject.document, ours), Stretch(other.document, theirs))
            for ours, theirs in _standing(comparison, (subject.trace, other.trace), common, judge)
        )
        for pair in comparison.pairs:
            score = judge.score(pair.odds, pair.kind)
            if score < judge.model.perhaps:
                continue
            found = matches if score >= judge.model.threshold else perhaps
            for a in here[pair.here]:
                found += [Match(a, b, score, pair.kind) for b in there[pair.there]]
    return Found(
        document=subject.document,
        matches=tuple(sorted(matches, key=_by_passage)),
        perhaps=tuple(sorted(perhaps, key=_by_passage)),
        passages=tuple(sorted(reuses)),
        copies=tuple(common.copies.get(subject.trace.key, ())),
        repeats=tuple(subject.trace.repeats()),
        recurring=tuple(
            (passage, common.furniture[line])
            for passage, line in zip(subject.trace.lines, subject.trace.summed(), strict=True)
            if line in common.furniture
        )
        if common.furniture
        else (),
    )


def _standing(
    comparison: Comparison, both: tuple[Trace, Trace], common: Common, judge: Judge
) -> Iterable[tuple[Span, Span]]:
    """The stretches of two documents; of those with furniture of both only what else matches.

    That is two matches or more, or one that is a copy, and as long as a stretch must be.
    """
    if not comparison.passages or not common.furniture:
        return comparison.passages
    here, there = (_Furnished(trace, common.furniture) for trace in both)
    if here.all.isdisjoint(there.all):
        return comparison.passages
    matching = [
        (ours, theirs, pair.kind in {Kind.VERBATIM, Kind.CLOSE})
        for pair in comparison.pairs
        if judge.score(pair.odds, pair.kind) >= judge.model.threshold
        and (ours := here.span(pair.here))
        and (theirs := there.span(pair.there))
    ]
    found: list[tuple[Span, Span]] = []
    for ours, theirs in comparison.passages:
        if here.within(ours).isdisjoint(there.within(theirs)):
            found.append((ours, theirs))
            continue
        inside = [m for m in matching if m[0].meets(ours) and m[1].meets(theirs)]
        if len(inside) > 1 or any(is_copy for _, _, is_copy in inside):
            hulls = _hull([m[0] for m in inside]), _hull([m[1] for m in inside])
            if min(hull.end - hull.start for hull in hulls) >= judge.shortest:
                found.append(hulls)
    return found


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


class _Furnished:
    """A document of which some lines are furniture."""

    def __init__(self, trace: Trace, furniture: Container[int]) -> None:
        self._begins, self._ends = trace.begins, trace.ends
        self._telling = trace.telling
        self._said = [line if line in furniture else 0 for line in trace.summed()]
        self._at = {passage: number for number, passage in enumerate(trace.lines)}
        self.all = set(self._said) - {0}

    def within(self, span: Span) -> set[int]:
        """The furniture that ends in a stretch, by check sum."""
        first, last = bisect_right(self._ends, span.start), bisect_right(self._ends, span.end)
        return set(self._said[first:last]) - {0}

    def span(self, telling: int) -> Span | None:
        """Where a telling line stands; nothing if it is furniture."""
        number = self._at[self._telling[telling]]
        return None if self._said[number] else Span(self._begins[number], self._ends[number])


def _by_passage(match: Match) -> tuple[int, float, Place]:
    return match.here.passage, -match.score, match.there


def _places(subject: Subject, furniture: Container[int]) -> list[list[Place]]:
    """For each telling line, the passages to be given its matches: its own, then those of `_near`.

    None that is furniture.
    """
    name, trace = subject
    said = zip(trace.lines, trace.summed(), strict=True)
    left_out = {passage for passage, line in said if line in furniture} if furniture else set()
    places = [[Place(name, p)] if p not in left_out else [] for p in trace.telling]
    by_passage = {passage: n for n, passage in enumerate(trace.telling)}
    for echo, original in _near(trace):
        if original in by_passage and echo not in left_out:
            saying = places[by_passage[original]]
            if len(saying) < MOST_ECHOES:
                saying.append(Place(name, echo))
    return places


def _near(trace: Trace) -> Iterator[tuple[int, int]]:
    """The echoes that say a passage again in other words, each with that."""
    if not trace.echoes:
        return
    exact = {echo for echo, _ in trace.repeats()}
    for echo, original in zip(trace.echoes[::2], trace.echoes[1::2], strict=True):
        if echo not in exact:
            yield echo, original


def unheard(trace: Trace) -> int:
    """How many passages of a document are one echo too many: they are given no matches."""
    often = Counter(original for _, original in _near(trace))
    return sum(max(0, count + 1 - MOST_ECHOES) for count in often.values())
