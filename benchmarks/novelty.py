"""Chooses the score from which a passage counts as known to a reader of another article.

    python benchmarks/novelty.py [--semantic]

It takes each two articles of each annotated event, as if a reader had read the first one and not
the second. By the annotation a sentence of the second is known if it states claims (core) and the
first article states each of them, too; one that merely touches a claim is new. `precision` is the
share of the sentences called known that are known, `recall` the share of known sentences that are
called so. A false *known* hides news, so precision must be at least 0.8, and recall the highest.
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
"""The shipped share: with less, a sentence with an added clause would be called known."""
PRECISION = 0.8


class Sentence(NamedTuple):
    """A sentence of an article, after another one was read."""

    known: bool
    score: float
    """The score of its surest match among the read passages, without a value that differs."""
    share: float
    """The share by weight of the rarer words of its newest clause that the read passages have."""


def sentences(folder: Path, compared: Compared) -> Iterator[Sentence]:
    """Yield the sentences of each article of an event, for each other article that was read."""
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
                reference = PassageRef(name, passage)
                span = compared.in_file(name, collation.span(reference))
                shared = min(end, span.end) - max(start, span.start)
                if shared >= 0.5 * max(1, min(len(member["quote"]), span.end - span.start)):
                    stated[reference].add(number)
    differing = differing_pairs(compared.comparison.differences)
    for first, second in permutations(collation.documents, 2):
        read_passages = {PassageRef(first, passage) for passage in collation.claim_passages(first)}
        for passage in collation.claim_passages(second):
            reference = PassageRef(second, passage)
            claims = stated[reference]
            is_known = bool(claims) and all(first in states[claim] for claim in claims)
            matches = [
                match for match in collation.matches(reference) if match.there in read_passages
            ]
            read_stems = frozenset().union(
                *(rarer_stems(collation.words(m.there)) for m in matches)
            )
            agreeing = (m.score for m in matches if passage_pair(m.here, m.there) not in differing)
            score = next(agreeing, 0.0)
            yield Sentence(
                is_known, score, least_said(stems_of_clauses(collation, reference), read_stems)
            )


def compare_event(folder: Path, meaning: str) -> list[Sentence]:
    arguments = _parser().parse_args([meaning, *map(str, sorted(folder.glob("*.txt")))])
    with tempfile.TemporaryDirectory() as folder_of_cache:
        folders = Folders(*[Path(folder_of_cache)] * 5)
        return [*sentences(folder, compare_files(arguments, folders, Settings()))]


def count_known(event: Sequence[Sentence], score: float, share: float) -> np.ndarray:
    """Count the sentences that are called known, those of them that are, and all that are."""
    called = [sentence for sentence in event if sentence.score >= score and sentence.share >= share]
    return np.array(
        [len(called), sum(c.known for c in called), sum(sentence.known for sentence in event)]
    )


def rates(counts: np.ndarray) -> tuple[float, float]:
    called, right, count = counts
    return right / max(1, called), right / max(1, count)


def choose_score(events: Sequence[Sequence[Sentence]]) -> float:
    """Return the score with the highest recall among the precise ones, or the most precise one."""
    rates_by_score = {
        score: rates(sum(count_known(event, score, SHARE) for event in events)) for score in SCORES
    }
    precise = [score for score, (precision, _) in rates_by_score.items() if precision >= PRECISION]
    if precise:
        return max(precise, key=lambda score: rates_by_score[score][1])
    return max(rates_by_score, key=lambda score: rates_by_score[score][0])


def main(arguments: Sequence[str]) -> None:
    folders = sorted(path.parent for path in (SHARED / "data/events").glob("*/gold.json"))
    meaning = "--semantic" if "--semantic" in arguments else "--no-semantic"
    # A process for each event: the meaning layer's own processes are started once in a process.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        events = [*processes.map(compare_event, folders, [meaning] * len(folders))]
    for bars in product(SCORES, SHARES):
        precision, recall = rates(sum(count_known(event, *bars) for event in events))
        print(f"score {bars[0]:.2f} share {bars[1]:.2f}: {precision:.3f} {recall:.3f}")
    held_out = np.zeros(3)
    for number, event in enumerate(events):
        other_events = [e for n, e in enumerate(events) if n != number]
        held_out += count_known(event, choose_score(other_events), SHARE)
    print(f"chosen on all: score {choose_score(events)}; precision, recall held out:", end=" ")
    print("{:.3f} {:.3f}".format(*rates(held_out)))


if __name__ == "__main__":
    main(sys.argv[1:])
