from tui.matching.compare import Pair
from tui.matching.comparison import Comparison
from tui.matching.judge import DEFAULT
from tui.matching.match import Kind
from tui.matching.meaning import Likeness, Likenesses, weighed

DOCUMENTS = 5
DOUBT = DEFAULT.doubt(DOCUMENTS)


def pairs_of(
    likeness: dict[tuple[int, int], Likeness], *before: Pair, kinship: float = 0.92
) -> dict[tuple[int, int], Pair]:
    comparison = Comparison(tuple(before), ())
    after = weighed(comparison, Likenesses(kinship, likeness), DOCUMENTS)
    return {(pair.here, pair.there): pair for pair in after.pairs}


def score(pair: Pair) -> float:
    return DEFAULT.score(pair.total, pair.kind, DOCUMENTS)


def test_lines_alike_in_meaning_alone_are_a_match_of_their_own_kind() -> None:
    (pair,) = pairs_of({(0, 3): Likeness(0.97, 0.0)}).values()
    assert (pair.here, pair.there, pair.kind) == (0, 3, Kind.MEANING)
    assert score(pair) >= DEFAULT.threshold


def test_lines_merely_of_one_topic_are_not() -> None:
    assert not pairs_of({(0, 3): Likeness(0.91, 0.0)})


def test_a_near_miss_of_the_words_is_a_match_if_its_meaning_speaks_for_it() -> None:
    miss = Pair(1, 1, DOUBT - 0.5, Kind.REWORDED)
    assert pairs_of({(1, 1): Likeness(0.96, 0.0)}, miss)[1, 1].kind is Kind.MEANING
    farther = pairs_of({(1, 1): Likeness(0.8, -0.1)}, miss)[1, 1]
    assert farther.kind is Kind.REWORDED
    assert farther.total < miss.total


def test_a_reworded_match_can_be_unmade_but_copies_and_close_ones_never() -> None:
    unlike = {(n, n): Likeness(0.75, -0.2) for n in range(3)}
    kinds = (Kind.REWORDED, Kind.CLOSE, Kind.VERBATIM)
    after = pairs_of(unlike, *(Pair(n, n, DOUBT + 1, kind) for n, kind in enumerate(kinds)))
    assert [score(after[n, n]) >= DEFAULT.threshold for n in range(3)] == [False, True, True]
    assert tuple(after[n, n].kind for n in range(3)) == kinds


def test_in_versions_of_one_text_a_line_has_its_one_counterpart() -> None:
    alike = {
        (2, 2): Likeness(0.95, 0.0),
        (2, 3): Likeness(0.94, -0.01),
        (2, 4): Likeness(0.9, -0.1),
    }
    assert set(pairs_of(alike, kinship=0.985)) == {(2, 2)}


def test_what_the_model_has_not_read_stays_as_it_was() -> None:
    before = Pair(4, 4, DOUBT + 2, Kind.REWORDED)
    assert pairs_of({}, before) == {(4, 4): before}
