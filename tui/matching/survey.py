"""The survey: every document of a corpus compared with every other it has something to do with.

The order in which the readings come never changes what is found.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tui.matching.candidates import candidates
from tui.matching.comparison import Comparison, compared
from tui.matching.judge import DEFAULT, Judge
from tui.matching.match import Found, Match, Place, Reuse, Stretch
from tui.matching.reading import Reading
from tui.matching.side import Side


def survey(
    readings: Sequence[Reading],
    first: str | None = None,
    judge: Judge = DEFAULT,
    known: Mapping[tuple[str, str], Comparison] | None = None,
) -> Iterator[Found]:
    """One `Found` for each reading, that of the document `first` first, the others by name.

    Lazily: each costs its own pairs that were not compared before, nor are among the `known`, by
    the names of both documents, the lesser first.
    """
    sides = {reading.document: Side(reading) for reading in readings}
    others = candidates(readings, judge)
    desk = _Desk(sides, known or {}, judge)
    for name in sorted(sides, key=lambda name: (name != first, name)):
        found = {other: desk.comparison(name, other) for other in others[name]}
        yield found_of(sides[name], {n: (sides[n], c) for n, c in found.items()}, len(sides), judge)


class _Desk:
    """Where comparisons are made: one for every two texts, however many documents have them."""

    def __init__(
        self,
        sides: Mapping[str, Side],
        known: Mapping[tuple[str, str], Comparison],
        judge: Judge,
    ) -> None:
        self._sides = sides
        self._known = known
        self._judge = judge
        texts: dict[object, int] = {}
        self._text = {
            name: texts.setdefault((side.reading.text, side.reading.lines), len(texts))
            for name, side in sorted(sides.items())
        }
        self._copies = Counter(self._text.values())
        self._waiting: dict[tuple[str, str], Comparison] = {}
        self._shared: dict[tuple[int, int], Comparison] = {}

    def comparison(self, here: str, there: str) -> Comparison:
        """The comparison of two documents, made now or before; each is asked for twice."""
        if (made := self._waiting.pop((there, here), None)) is None:
            one, two = min(here, there), max(here, there)
            comparison = self._known.get((one, two)) or self._made(one, two)
            made = comparison if one == here else comparison.turned()
            self._waiting[here, there] = made
            return made
        return made.turned()

    def _made(self, one: str, two: str) -> Comparison:
        key = self._text[one], self._text[two]
        if (made := self._shared.get(key)) is None:
            made = compared(self._sides[one], self._sides[two], self._judge)
            if max(self._copies[text] for text in key) > 1:
                self._shared[key] = made
        return made


def found_of(
    side: Side,
    others: Mapping[str, tuple[Side, Comparison]],
    documents: int,
    judge: Judge = DEFAULT,
) -> Found:
    """What the comparisons of a document come to in a corpus of so many `documents`.

    Echoes are given what their originals have.
    """
    here = _places(side)
    matches: list[Match] = []
    nearest: dict[int, Match] = {}
    matched: set[int] = set()
    for _, (other, comparison) in sorted(others.items()):
        there = _places(other)
        for pair in comparison.pairs:
            score = judge.score(pair.total, pair.kind, documents)
            if score >= judge.threshold:
                matched.add(pair.here)
                matches += (
                    Match(a, b, score, pair.kind)
                    for a in here[pair.here]
                    for b in there[pair.there]
                )
            elif score >= judge.worth_showing:
                miss = Match(here[pair.here][0], there[pair.there][0], score, pair.kind)
                best = nearest.get(pair.here)
                if best is None or (-miss.score, miss.there) < (-best.score, best.there):
                    nearest[pair.here] = miss
    misses = (
        Match(place, miss.there, miss.score, miss.kind)
        for line, miss in nearest.items()
        if line not in matched
        for place in here[line]
    )
    name = side.reading.document
    passages = (
        Reuse(Stretch(name, ours), Stretch(other, theirs))
        for other, (_, comparison) in others.items()
        for ours, theirs in comparison.passages
    )
    return Found(
        document=name,
        matches=tuple(sorted(matches, key=lambda m: (m.here.passage, -m.score, m.there))),
        nearest=tuple(sorted(misses, key=lambda miss: miss.here)),
        passages=tuple(sorted(passages)),
    )


def _places(side: Side) -> list[list[Place]]:
    """For each telling line, the passages that say it: its own, then its echoes."""
    name = side.reading.document
    places = [[Place(name, line.passage)] for line in side.lines]
    by_passage = {line.passage: n for n, line in enumerate(side.lines)}
    for echo, original in side.reading.echoes:
        if original in by_passage:
            places[by_passage[original]].append(Place(name, echo))
    return places
