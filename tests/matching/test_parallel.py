from pathlib import Path

from tui.matching.parallel import compared_in_parallel, pairs
from tui.matching.reading import Reading, prepare
from tui.matching.survey import survey
from tui.text.read import read

SEEDS = Path(__file__).parents[2] / "seeds"


def seeds() -> list[Reading]:
    return [prepare(p.name, read(p.read_bytes().decode())) for p in sorted(SEEDS.glob("*.txt"))]


def test_several_processes_find_what_one_finds() -> None:
    readings = seeds()
    known = {
        pair: comparison
        for some in compared_in_parallel(readings, pairs(readings), workers=2)
        for pair, comparison in some.items()
    }
    assert sorted(known) == pairs(readings)
    assert list(survey(readings, known=known)) == list(survey(readings))


def test_it_can_be_given_up() -> None:
    readings = seeds()
    working = compared_in_parallel(readings, pairs(readings), workers=1)
    next(iter(working))
    close = getattr(working, "close")  # noqa: B009  # an iterator, to the types
    close()
    assert list(working) == []
