"""What the meaning of lines adds to their words: by vectors made for the purpose."""

from collections.abc import Mapping, Sequence
from math import log

import pytest

from tui.matching.config import DEFAULT
from tui.matching.matches import Kind
from tui.matching.pairs.document_comparison import Comparison
from tui.matching.pairs.semantic_features import (
    BYTES,
    DIMENSIONS,
    merge_vectors,
    packed_vectors,
    read_lines,
    rescore,
    semantic_features,
)
from tui.matching.pairs.sentence_pairs import SentencePair

numpy = pytest.importorskip("numpy")

Lines = Sequence[Mapping[int, float] | None]
"""What each line means: how much of which dimension; nothing of a line that was not read."""

COPY = SentencePair(0, 0, DEFAULT.copy_odds, DEFAULT.copy_odds, Kind.VERBATIM)


def vectors(lines: Lines) -> bytes:
    whole = numpy.zeros((len(lines), DIMENSIONS), dtype="f4")
    for number, line in enumerate(lines):
        for dimension, value in (line or {}).items():
            whole[number, dimension] = value
        if line:
            whole[number] /= numpy.linalg.norm(whole[number])
    return packed_vectors(whole)


def after(here: Lines, there: Lines, *pairs: SentencePair) -> dict[tuple[int, int], SentencePair]:
    found = rescore(Comparison(pairs, ()), vectors(here), vectors(there))
    return {(pair.here, pair.there): pair for pair in found.pairs}


def score(pair: SentencePair) -> float:
    return DEFAULT.score(pair.odds, pair.kind)


def near_miss(here: int, there: int) -> SentencePair:
    """A pair that its words alone don't make a match, but all but do."""
    least = log(DEFAULT.model.threshold / (1 - DEFAULT.model.threshold))
    return SentencePair(here, there, least - 0.5, 0.0, Kind.REWORDED)


A, B, C, D = ({n: 1.0, 9: 0.3} for n in range(4))
"""Lines that mean different things, of one topic."""


def test_a_near_miss_of_the_words_is_a_match_of_its_own_kind_if_both_mean_the_same() -> None:
    found = after([A, B, C], [D, B, A], near_miss(1, 1))[1, 1]
    assert found.kind is Kind.MEANING
    assert score(found) >= DEFAULT.model.threshold


def test_what_means_something_else_is_less_sure_than_by_its_words() -> None:
    miss = near_miss(1, 0)
    found = after([A, B, C], [D, B, A], miss)[1, 0]
    assert found.kind is Kind.REWORDED
    assert found.odds < miss.odds


def test_a_match_of_the_words_keeps_its_kind_and_can_be_unmade() -> None:
    match = near_miss(1, 1)._replace(odds=2.0)
    assert after([A, B, C], [D, B, A], match)[1, 1].kind is Kind.REWORDED
    unmade = after([A, B, C], [D, A, B], match)[1, 1]
    assert unmade.kind is Kind.REWORDED
    assert score(unmade) < DEFAULT.model.threshold


@pytest.mark.parametrize(
    ("here", "there"),
    [([A, B, C], [D, B, A]), ([A], [D]), ([None], [A]), ([], []), ([A, B], [])],
    ids=["read", "unlike", "one side unread", "nothing", "nothing on one side"],
)
def test_copies_stay_as_they_are(here: Lines, there: Lines) -> None:
    close = COPY._replace(here=1, there=2, kind=Kind.CLOSE)
    assert list(after(here, there, COPY, close).values()) == [COPY, close]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ([A, None, C], [D, B, A]),
        ([A, B, C], [D, None, A]),
        ([A, None, C], [D, None, A]),
        ([A, B, C], []),
        ([], [D, B, A]),
        ([A, B, C], [D]),
        ([None, None], [None, None]),
    ],
    ids=["here", "there", "both", "none there", "none here", "too few there", "no line"],
)
def test_a_pair_with_a_line_that_was_not_read_stays_as_its_words_have_it(
    here: Lines, there: Lines
) -> None:
    miss = near_miss(1, 1)
    assert after(here, there, miss) == {(1, 1): miss}
    assert not dict(semantic_features(vectors(here), vectors(there), [(1, 1)]))


def test_beside_a_pair_that_was_read_one_that_was_not_stays() -> None:
    unread, other = near_miss(0, 1), near_miss(1, 1)
    found = after([None, B, C], [D, B, A], unread, other)
    assert found[0, 1] == unread
    assert found[1, 1] != other


def test_lines_that_were_not_read_mean_nothing_to_the_others() -> None:
    """No mean, topic or neighbour comes from them: they are as if not there but for the places."""
    read = dict(semantic_features(vectors([A, B]), vectors([B, D]), [(0, 0), (1, 0), (1, 1)]))
    sparse = dict(
        semantic_features(
            vectors([None, None, A, B, None]), vectors([None, B, D, None]), [(2, 1), (3, 1), (3, 2)]
        )
    )
    for (a, b), features in read.items():
        other = sparse[a + 2, b + 1]
        for name in ("cosine", "centred", "beside", "context", "topic"):
            assert getattr(other, name) == pytest.approx(getattr(features, name), abs=1e-3), name


def test_features_are_those_seen_from_the_other_side() -> None:
    one, two = vectors([A, B, None, C]), vectors([B, D, C])
    pairs = [(0, 1), (1, 0), (3, 2)]
    there = dict(semantic_features(two, one, [(b, a) for a, b in pairs]))
    for (a, b), features in semantic_features(one, two, pairs):
        assert features == pytest.approx(there[b, a], abs=1e-4)
        assert all(value == value for value in features)  # noqa: PLR0124  # no NaN


def test_vectors_that_came_later_are_put_into_their_places() -> None:
    size = DIMENSIONS * BYTES
    whole = vectors([A, B, C, D])
    some = merge_vectors(b"", {2: whole[2 * size : 3 * size]}, 4)
    assert len(some) == 4 * size
    assert read_lines(some) == {2}
    every = merge_vectors(some, {n: whole[n * size : (n + 1) * size] for n in (0, 1, 3)}, 4)
    assert every == whole
    assert read_lines(every) == {0, 1, 2, 3}


def test_what_was_read_for_other_articles_changes_nothing() -> None:
    """Which lines were read depends on what else is open; what two articles share does not."""
    pairs = (near_miss(0, 0), near_miss(1, 1))
    alone = after([A, B, None, None], [B, {1: 1.0, 4: 0.4}, None], *pairs)
    among = after([A, B, C, D], [B, {1: 1.0, 4: 0.4}, C], *pairs)
    assert among == alone
