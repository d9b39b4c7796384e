"""The survey: every document of a corpus compared with every other it has something to do with.

The order in which the readings come never changes what is found.
"""

from collections.abc import Iterator, Mapping, Sequence

from tui.matching.compare import Pair, Side, compare
from tui.matching.judge import DEFAULT, Judge
from tui.matching.match import Found, Match, Place
from tui.matching.passages import merge
from tui.matching.reading import Reading


def survey(
    readings: Sequence[Reading], first: str | None = None, judge: Judge = DEFAULT
) -> Iterator[Found]:
    """One `Found` for each reading, that of the document `first` first, the others by name.

    Lazily: each costs its own pairs that were not compared before.
    """
    sides = {reading.document: Side(reading) for reading in readings}
    pairs: dict[tuple[str, str], list[Pair]] = {}
    for name in sorted(sides, key=lambda name: (name != first, name)):
        found: dict[str, list[Pair]] = {}
        for other in sorted(sides.keys() - {name}):
            key = (name, other) if name < other else (other, name)
            if key in pairs:
                known = pairs.pop(key)
            else:
                known = pairs[key] = compare(sides[key[0]], sides[key[1]], judge)
            found[other] = known if key[0] == name else [_turned(pair) for pair in known]
        yield _found(
            sides[name].reading, {n: (sides[n].reading, p) for n, p in found.items()}, judge
        )


def _turned(pair: Pair) -> Pair:
    return Pair(pair.there, pair.here, pair.score, pair.kind)


def _found(
    reading: Reading, others: Mapping[str, tuple[Reading, Sequence[Pair]]], judge: Judge
) -> Found:
    """What the pairs come to for one document, echoes given what their originals have."""
    here = _places(reading)
    matches: list[Match] = []
    nearest: dict[int, Match] = {}
    matched: set[int] = set()
    for name, (other, pairs) in others.items():
        there = _places(other)
        for pair in pairs:
            if pair.score < judge.threshold:
                best = nearest.get(pair.here)
                place = Place(name, other.lines[pair.there].passage)
                if best is None or (-pair.score, place) < (-best.score, best.there):
                    passage = reading.lines[pair.here].passage
                    nearest[pair.here] = Match(
                        Place(reading.document, passage), place, pair.score, pair.kind
                    )
                continue
            matched.add(pair.here)
            matches += (
                Match(Place(reading.document, a), Place(name, b), pair.score, pair.kind)
                for a in here[pair.here]
                for b in there[pair.there]
            )
    return Found(
        document=reading.document,
        matches=tuple(sorted(matches, key=lambda m: (m.here.passage, -m.score, m.there))),
        nearest=tuple(
            Match(Place(reading.document, passage), m.there, m.score, m.kind)
            for line, m in sorted(nearest.items())
            if line not in matched
            for passage in here[line]
        ),
        passages=tuple(
            sorted(
                reuse
                for other, pairs in others.values()
                for reuse in merge(
                    reading, other, [(p.here, p.there) for p in pairs if p.score >= judge.threshold]
                )
            )
        ),
    )


def _places(reading: Reading) -> list[list[int]]:
    """For each line, the passages that say it: its own and its echoes."""
    places = [[line.passage] for line in reading.lines]
    for passage, line in reading.echoes:
        places[line].append(passage)
    return places
