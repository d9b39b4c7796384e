"""Which documents are worth comparing: found quickly, and just as if every two had been tried."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from operator import eq

import pytest

from tui.matching.candidates.document_pairs import DocumentPair, find_candidates, update_candidates
from tui.matching.candidates.fingerprint import (
    Fingerprint,
    is_similar,
    make_fingerprint,
    with_weight,
)
from tui.matching.candidates.minhash import MinHasher
from tui.matching.config import MatchingConfig
from tui.matching.features.preprocessing import preprocess
from tui.text.parsing.document_parser import parse_document

JUDGE = MatchingConfig(
    few=4,
    max_stem_pair_documents=6,
    min_shared_stem_pairs=4,
    uncommon=20,
    least_uncommon=2,
    throng=3,
)
WORDS = [f"{a}{b}{c}{d}" for a in "bdgk" for b in "aeiou" for c in "lmnr" for d in "aio"]


def corpus(chance: random.Random, size: int) -> list[Fingerprint]:
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
        trace = make_fingerprint(preprocess("", parse_document("\n\n".join(sentences))), JUDGE)
        traces[trace.key] = trace
    return [traces[key] for key in sorted(traces)]


def by_trying_every_two(traces: Sequence[Fingerprint]) -> set[DocumentPair]:
    frequency = Counter(couple for trace in traces for couple in trace.stem_pair_set())
    leading = {couple for couple, n in frequency.items() if n <= JUDGE.max_stem_pair_documents}
    uncommon = {couple for couple, n in frequency.items() if n <= len(traces) // JUDGE.uncommon}

    lots = [MinHasher(draw) for draw in range(JUDGE.draws)]
    drawn = {
        trace.key: [
            [lot.signature(trace.sentence_tokens(line), JUDGE.drawn) for lot in lots]
            for line in range(len(trace.starts) - 1)
        ]
        for trace in traces
    }

    def lines_by_couple(trace: Fingerprint) -> list[tuple[int, int]]:
        return list(trace.located_among(leading))

    def frequent_by_line(trace: Fingerprint) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for couple, line in trace.located_among(trace.stem_pair_set() - leading):
            found.setdefault(line, set()).add(couple)
        return found

    def are_of_a_throng(one: Fingerprint, two: Fingerprint) -> bool:
        return any(
            len(ours & theirs) >= JUDGE.throng
            and any(map(eq, drawn[one.key][a], drawn[two.key][b]))
            and is_similar(
                with_weight(one.sentence_tokens(a)),
                with_weight(two.sentence_tokens(b)),
                JUDGE.min_sentence_cosine,
            )
            for a, ours in frequent_by_line(one).items()
            for b, theirs in frequent_by_line(two).items()
        )

    def is_worth_it(one: Fingerprint, two: Fingerprint) -> bool:
        return (
            not set(one.sentences).isdisjoint(two.sentences)
            or len(one.stem_pair_set() & two.stem_pair_set() & uncommon)
            >= JUDGE.min_shared_stem_pairs
            or any(
                is_similar(
                    with_weight(one.sentence_tokens(a)),
                    with_weight(two.sentence_tokens(b)),
                    JUDGE.min_sentence_cosine,
                )
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
    found = find_candidates(traces, JUDGE)
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
        for a, b in find_candidates(before, JUDGE)
        if before[a].key in number and before[b].key in number
    }
    came = [number[trace.key] for trace in new if trace not in gone]
    assert update_candidates(after, known, came, gone, JUDGE) == find_candidates(after, JUDGE)


def test_of_few_documents_every_two_are_compared() -> None:
    traces = corpus(random.Random(0), JUDGE.few)  # noqa: S311  # no secret
    assert find_candidates(traces, JUDGE) == set(combinations(range(JUDGE.few), 2))


def copies(chance: random.Random, number: int, sentences: int, changed: int) -> list[Fingerprint]:
    """So many copies of a story by key, some words changed in each sentence of each."""
    story = [[made_up(chance) for _ in range(20)] for _ in range(sentences)]
    traces = {}
    while len(traces) < number:
        edited = [list(words) for words in story]
        for words in edited:
            for place in chance.sample(range(len(words)), changed):
                words[place] = made_up(chance)
        text = "\n\n".join(" ".join(words).capitalize() + "." for words in edited)
        trace = make_fingerprint(preprocess("", parse_document(text)))
        traces[trace.key] = trace
    return [traces[key] for key in sorted(traces)]


def made_up(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(4))


@pytest.mark.slow
@pytest.mark.parametrize("changed", [1, 3])
def test_edited_copies_of_what_very_many_print_all_lead_to_each_other(changed: int) -> None:
    traces = copies(random.Random(2), 130, 12, changed)  # noqa: S311  # no secret
    assert find_candidates(traces) == set(combinations(range(130), 2))


def test_what_very_many_say_in_passing_leads_nowhere() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    in_passing = [made_up(chance) for _ in range(4)]
    traces = {}
    while len(traces) < 130:
        words = [made_up(chance) for _ in range(16)]
        trace = make_fingerprint(
            preprocess("", parse_document(" ".join([*words, *in_passing]).capitalize() + "."))
        )
        traces[trace.key] = trace
    assert find_candidates(list(traces.values())) == set()
