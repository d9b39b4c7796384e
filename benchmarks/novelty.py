"""Chooses from what on a passage counts as known to somebody who has read another article.

    python benchmarks/novelty.py [--semantic]

On the annotated events, for each two articles of one event: somebody has read the first; which
sentences of the second are known? By the annotation a sentence is known if it states claims (core)
and the first article states each of them, too; one that merely touches a claim is new. `precision`
is the share of what is called known that is, `recall` the share of what is known that is called so.
A false *known* hides news, so precision is to be at least 0.8, and recall the highest there is.
Held out: the score from which a sentence of an event is known is chosen on the other events.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import permutations, product
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
from gold import SHARED

from tui.cli.compare_command import Compared, _parser, compare_files
from tui.collation.sources.novelty import differing_pairs, least_said, stems_of_clauses
from tui.collation.sources.uniqueness import rarer_stems
from tui.matching.matches import PassageRef, passage_pair
from tui.settings import Folders, Settings

SCORES = (0.56, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97)
SHARES = (0.0, 0.1, 0.2, 0.34, 0.5)
SHARE = 0.2
"""The share that is shipped: less would call a sentence known to which a clause was added."""
PRECISION = 0.8


class Sentence(NamedTuple):
    """A sentence of an article, after another one was read."""

    known: bool
    score: float
    """Of the surest match among what was read, without a value that differs."""
    share: float
    """Of the rarer words of its newest clause, by weight, those that stand in what was read."""


def sentences(folder: Path, compared: Compared) -> Iterator[Sentence]:
    """The sentences of each article of an event after each other one was read."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    collation = compared.collation
    names = {compared.sources[name].path.name: name for name in collation.documents}
    raw = {file: (folder / file).read_bytes().decode() for file in names}
    stated: defaultdict[PassageRef, set[int]] = defaultdict(set)
    states: defaultdict[int, set[str]] = defaultdict(set)
    for number, claim in enumerate(gold["claims"]):
        for member in claim["core"]:
            start = raw[member["document"]].find(member["quote"])
            end = start + len(member["quote"])
            name = names[member["document"]]
            states[number].add(name)
            for passage in collation.claim_passages(name):
                place = PassageRef(name, passage)
                span = compared.in_file(name, collation.span(place))
                shared = min(end, span.end) - max(start, span.start)
                if shared >= 0.5 * max(1, min(len(member["quote"]), span.end - span.start)):
                    stated[place].add(number)
    differing = differing_pairs(compared.comparison.differences)
    for one, other in permutations(collation.documents, 2):
        read = {PassageRef(one, passage) for passage in collation.claim_passages(one)}
        for passage in collation.claim_passages(other):
            place = PassageRef(other, passage)
            claims = stated[place]
            known = bool(claims) and all(one in states[claim] for claim in claims)
            alike = [match for match in collation.matches(place) if match.there in read]
            said = frozenset().union(*(rarer_stems(collation.words(m.there)) for m in alike))
            same = (m.score for m in alike if passage_pair(m.here, m.there) not in differing)
            score = next(same, 0.0)
            yield Sentence(known, score, least_said(stems_of_clauses(collation, place), said))


def compared_event(folder: Path, meaning: str) -> list[Sentence]:
    asked = _parser().parse_args([meaning, *map(str, sorted(folder.glob("*.txt")))])
    with tempfile.TemporaryDirectory() as kept:
        ours = Folders(*[Path(kept)] * 5)
        return [*sentences(folder, compare_files(asked, ours, Settings()))]


def counts(some: Sequence[Sentence], score: float, share: float) -> np.ndarray:
    """How many are called known, how many of these rightly, and how many are known."""
    called = [one for one in some if one.score >= score and one.share >= share]
    return np.array([len(called), sum(c.known for c in called), sum(one.known for one in some)])


def rates(found: np.ndarray) -> tuple[float, float]:
    called, right, known = found
    return right / max(1, called), right / max(1, known)


def chosen(events: Sequence[Sequence[Sentence]]) -> float:
    """The score with the highest recall of those that are precise enough, or the most precise."""
    rated = {score: rates(sum(counts(event, score, SHARE) for event in events)) for score in SCORES}
    precise = [score for score, (precision, _) in rated.items() if precision >= PRECISION]
    if precise:
        return max(precise, key=lambda score: rated[score][1])
    return max(rated, key=lambda score: rated[score][0])


def main(arguments: Sequence[str]) -> None:
    folders = sorted(path.parent for path in (SHARED / "data/events").glob("*/gold.json"))
    meaning = "--semantic" if "--semantic" in arguments else "--no-semantic"
    # A process for each event: the meaning layer's own processes are started once in a process.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        events = [*processes.map(compared_event, folders, [meaning] * len(folders))]
    for bars in product(SCORES, SHARES):
        precision, recall = rates(sum(counts(event, *bars) for event in events))
        print(f"score {bars[0]:.2f} share {bars[1]:.2f}: {precision:.3f} {recall:.3f}")
    held = np.zeros(3)
    for number, event in enumerate(events):
        others = [other for n, other in enumerate(events) if n != number]
        held += counts(event, chosen(others), SHARE)
    print(f"chosen on all: score {chosen(events)}; precision, recall held out:", end=" ")
    print("{:.3f} {:.3f}".format(*rates(held)))


if __name__ == "__main__":
    main(sys.argv[1:])
