"""The survey: every document of a corpus compared with every other it has something to do with.

The order in which the readings come never changes what is found.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tui.matching.candidates import candidates
from tui.matching.comparison import Comparison, Keys, compared
from tui.matching.judge import DEFAULT, Judge
from tui.matching.match import Found, Match, Place, Reuse, Stretch
from tui.matching.reading import Reading
from tui.matching.side import Side
from tui.matching.trace import Trace, traced


def survey(
    readings: Sequence[Reading], first: str | None = None, judge: Judge = DEFAULT
) -> Iterator[Found]:
    """One `Found` for each reading, that of the document `first` first, the others by name."""
    ordered = sorted(readings, key=lambda reading: reading.document)
    subjects = [Subject(reading.document, traced(reading, judge)) for reading in ordered]
    made = Comparisons()
    sides = {s.trace.key: Side(r) for s, r in zip(subjects, ordered, strict=True)}
    texts = texts_of(subjects)
    others = acquaintances(subjects, texts, candidates(texts, judge))
    for subject in subjects:
        for other in others[subject.document]:
            one, two = keys = keys_of(subject, other)
            if keys not in made:
                made.add(keys, compared(sides[one], sides[two], judge))
    for subject in sorted(subjects, key=lambda s: (s.document != first, s.document)):
        yield found_of(subject, others[subject.document], made, judge)


MOST_ECHOES = 64
"""Passages of one document that say the same, at most, to which their matches are given.

Two articles that each repeat a sentence a thousand times would else have a million.
"""


class Subject(NamedTuple):
    """A document of the corpus, and what is kept of its reading."""

    document: str
    trace: Trace


def texts_of(subjects: Iterable[Subject]) -> Sequence[Trace]:
    """The traces of the corpus, one for every text, however many documents have it; by key."""
    texts = {subject.trace.key: subject.trace for subject in subjects}
    return [texts[key] for key in sorted(texts)]


def acquaintances(
    subjects: Iterable[Subject], texts: Sequence[Trace], couples: Iterable[tuple[int, int]]
) -> Mapping[str, Sequence[Subject]]:
    """For each document, the others worth comparing it with, by name.

    `couples` are the texts that are, by their numbers; copies of a text always are.
    """
    having: dict[bytes, list[Subject]] = {}
    for subject in sorted(subjects, key=lambda s: s.document):
        having.setdefault(subject.trace.key, []).append(subject)
    kin: dict[bytes, list[Subject]] = {key: list(copies) for key, copies in having.items()}
    for one, two in couples:
        kin[texts[one].key] += having[texts[two].key]
        kin[texts[two].key] += having[texts[one].key]
    return {
        subject.document: sorted(
            (other for other in kin[key] if other.document != subject.document),
            key=lambda other: other.document,
        )
        for key, copies in having.items()
        for subject in copies
    }


class Comparisons:
    """What is known of the corpus: one comparison for every two texts, however many have them."""

    def __init__(self) -> None:
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
        """For each telling line of a document, the passages that say it."""
        if (known := self._places.get(subject.document)) is None:
            known = self._places[subject.document] = _places(subject)
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

    Echoes are given what their originals have.
    """
    here = made.places(subject)
    matches: list[Match] = []
    perhaps: list[Match] = []
    reuses: list[Reuse] = []
    for other in others:
        there = made.places(other)
        comparison = made.between(subject, other)
        reuses += (
            Reuse(Stretch(subject.document, ours), Stretch(other.document, theirs))
            for ours, theirs in comparison.passages
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
    )


def _by_passage(match: Match) -> tuple[int, float, Place]:
    return match.here.passage, -match.score, match.there


def _places(subject: Subject) -> list[list[Place]]:
    """For each telling line, the passages that say it: its own, then its echoes, up to a bound."""
    name, trace = subject
    places = [[Place(name, passage)] for passage in trace.telling]
    by_passage = {passage: n for n, passage in enumerate(trace.telling)}
    for echo, original in zip(trace.echoes[::2], trace.echoes[1::2], strict=True):
        if original in by_passage and len(saying := places[by_passage[original]]) < MOST_ECHOES:
            saying.append(Place(name, echo))
    return places


def unheard(trace: Trace) -> int:
    """How many passages of a document are one echo too many: they are given no matches."""
    often = Counter(trace.echoes[1::2])
    return sum(max(0, count + 1 - MOST_ECHOES) for count in often.values())
