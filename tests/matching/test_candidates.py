"""Which documents are worth comparing: found quickly, and just as if every two had been tried."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from operator import eq

import pytest

from tui.matching.candidates.document_pairs import Couple, candidates, renewed
from tui.matching.candidates.fingerprint import Trace, acquainted, traced, weighed
from tui.matching.candidates.minhash import Lots
from tui.matching.config import Judge
from tui.matching.features.preprocessing import prepare
from tui.text.parsing.document_parser import read

JUDGE = Judge(few=4, couple_documents=6, throng=3)
WORDS = [f"{a}{b}{c}{d}" for a in "bdgk" for b in "aeiou" for c in "lmnr" for d in "aio"]


def corpus(chance: random.Random, size: int) -> list[Trace]:
    """So many texts by key, some of them made of others' sentences with a word or two changed.

    Two sentences are so in very many.
    """
    printed = [chance.choices(WORDS, k=14) for _ in range(2)]
    known: list[list[str]] = []
    traces = {}
    while len(traces) < size:
        sentences = []
        for _ in range(chance.randrange(1, 6)):
            words = chance.choices(WORDS, range(len(WORDS), 0, -1), k=chance.randrange(3, 14))
            if known and chance.random() < 0.4:
                words = list(chance.choice(chance.choice([known, printed])))
                for _ in range(chance.randrange(6)):
                    words[chance.randrange(len(words))] = chance.choice(WORDS)
            known.append(words)
            sentences.append(" ".join(words).capitalize() + ".")
        trace = traced(prepare("", read("\n\n".join(sentences))), JUDGE)
        traces[trace.key] = trace
    return [traces[key] for key in sorted(traces)]


def by_trying_every_two(traces: Sequence[Trace]) -> set[Couple]:
    frequency = Counter(couple for trace in traces for couple in trace.led())
    leading = {couple for couple, n in frequency.items() if n <= JUDGE.couple_documents}

    lots = [Lots(draw) for draw in range(JUDGE.draws)]
    drawn = {
        trace.key: [
            [lot.drawn(trace.line(line), JUDGE.drawn) for lot in lots]
            for line in range(len(trace.starts) - 1)
        ]
        for trace in traces
    }

    def lines_by_couple(trace: Trace) -> list[tuple[int, int]]:
        return [(couple, line) for couple, line in trace.placed() if couple in leading]

    def frequent_by_line(trace: Trace) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for couple, line in trace.placed():
            if couple not in leading:
                found.setdefault(line, set()).add(couple)
        return found

    def are_of_a_throng(one: Trace, two: Trace) -> bool:
        return any(
            len(ours & theirs) >= JUDGE.throng
            and any(map(eq, drawn[one.key][a], drawn[two.key][b]))
            and acquainted(weighed(one.line(a)), weighed(two.line(b)), JUDGE.acquainted)
            for a, ours in frequent_by_line(one).items()
            for b, theirs in frequent_by_line(two).items()
        )

    def is_worth_it(one: Trace, two: Trace) -> bool:
        return (
            not set(one.sentences).isdisjoint(two.sentences)
            or len(one.led() & two.led() & leading) >= JUDGE.couples
            or any(
                acquainted(weighed(one.line(a)), weighed(two.line(b)), JUDGE.acquainted)
                for couple, a in lines_by_couple(one)
                for other, b in lines_by_couple(two)
                if couple == other
            )
            or are_of_a_throng(one, two)
        )

    numbered = combinations(enumerate(traces), 2)
    return {(a, b) for (a, one), (b, two) in numbered if is_worth_it(one, two)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_the_candidates_are_those_that_trying_every_two_would_give(seed: int) -> None:
    traces = corpus(random.Random(seed), 60)  # noqa: S311  # no secret
    found = candidates(traces, JUDGE)
    assert found == by_trying_every_two(traces)
    assert 0 < len(found) < 60 * 59 / 2


@pytest.mark.parametrize("seed", range(6))
def test_of_a_corpus_changed_a_little_the_candidates_are_those_of_a_new_one(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    everything = corpus(chance, 60)
    gone, new = chance.sample(everything, 3), chance.sample(everything, 3)
    before = [trace for trace in everything if trace not in new or trace in gone]
    after = [trace for trace in everything if trace not in gone]
    number = {trace.key: n for n, trace in enumerate(after)}
    known = {
        (number[before[a].key], number[before[b].key])
        for a, b in candidates(before, JUDGE)
        if before[a].key in number and before[b].key in number
    }
    came = [number[trace.key] for trace in new if trace not in gone]
    assert renewed(after, known, came, gone, JUDGE) == candidates(after, JUDGE)


def test_of_few_documents_every_two_are_compared() -> None:
    traces = corpus(random.Random(0), JUDGE.few)  # noqa: S311  # no secret
    assert candidates(traces, JUDGE) == set(combinations(range(JUDGE.few), 2))


def copies(chance: random.Random, number: int, sentences: int, changed: int) -> list[Trace]:
    """So many copies of a story by key, some words changed in each sentence of each."""
    story = [[made_up(chance) for _ in range(20)] for _ in range(sentences)]
    traces = {}
    while len(traces) < number:
        edited = [list(words) for words in story]
        for words in edited:
            for place in chance.sample(range(len(words)), changed):
                words[place] = made_up(chance)
        text = "\n\n".join(" ".join(words).capitalize() + "." for words in edited)
        trace = traced(prepare("", read(text)))
        traces[trace.key] = trace
    return [traces[key] for key in sorted(traces)]


def made_up(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(4))


@pytest.mark.parametrize("changed", [1, 3])
def test_edited_copies_of_what_very_many_print_all_lead_to_each_other(changed: int) -> None:
    traces = copies(random.Random(2), 130, 12, changed)  # noqa: S311  # no secret
    assert candidates(traces) == set(combinations(range(130), 2))


def test_what_very_many_say_in_passing_leads_nowhere() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    in_passing = [made_up(chance) for _ in range(4)]
    traces = {}
    while len(traces) < 130:
        words = [made_up(chance) for _ in range(16)]
        trace = traced(prepare("", read(" ".join([*words, *in_passing]).capitalize() + ".")))
        traces[trace.key] = trace
    assert candidates(list(traces.values())) == set()
