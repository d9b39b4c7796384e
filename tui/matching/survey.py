"""The survey: every document of a corpus compared with every other it has something to do with.

The order in which the readings come never changes what is found.
"""

from collections.abc import Iterator, Mapping, Sequence

from tui.matching.candidates import candidates
from tui.matching.comparison import Comparison, compared
from tui.matching.judge import DEFAULT, Judge
from tui.matching.match import Found, Match, Place
from tui.matching.reading import Reading
from tui.matching.side import Side


def survey(
    readings: Sequence[Reading], first: str | None = None, judge: Judge = DEFAULT
) -> Iterator[Found]:
    """One `Found` for each reading, that of the document `first` first, the others by name.

    Lazily: each costs its own pairs that were not compared before.
    """
    sides = {reading.document: Side(reading) for reading in readings}
    others = candidates(readings, judge)
    waiting: dict[tuple[str, str], Comparison] = {}
    for name in sorted(sides, key=lambda name: (name != first, name)):
        found: dict[str, Comparison] = {}
        for other in others[name]:
            if (known := waiting.pop((other, name), None)) is not None:
                found[other] = known.turned()
                continue
            one, two = min(name, other), max(name, other)
            comparison = compared(sides[one], sides[two], judge)
            found[other] = comparison if one == name else comparison.turned()
            waiting[name, other] = found[other]
        yield found_of(sides[name], {n: (sides[n], c) for n, c in found.items()}, len(sides), judge)


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
    passages = (reuse for _, comparison in others.values() for reuse in comparison.passages)
    return Found(
        document=side.reading.document,
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
