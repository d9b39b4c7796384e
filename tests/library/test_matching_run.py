"""One run of matching: the screen, `matches` and exports get the same from it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.reader import written
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find, load
from tui.index.match_index import MatchIndex
from tui.index.matching_run import MatchingRun, complaint_of, sources_of
from tui.matching.claim_values import Grouping
from tui.matching.matches import PassageRef, passage_pair
from tui.notes.excluded_pairs import ExcludedPair, QuotedPassage
from tui.resources import SEEDS
from tui.settings import Folders
from tui.storage.sqlite_store import StoreError
from tui.workspace.workspace import Workspace

# Each says twice, in other words, what the others say: what is matched of such is easily lost.
TEASED = "Nine people were hurt when a tram left the rails in Lisbon on Monday, police said."
AGAIN = "Nine people were hurt when a tram left its rails in Lisbon on Monday, police said."


def words_in(holdings: list[CorpusFile]) -> Callable[[PassageRef], str]:
    documents = {holding.id: holding.document for holding in holdings}

    def words(place: PassageRef) -> str:
        document = documents[place.document]
        assert document
        return document.words_of(place.passage)

    return words


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[list[CorpusFile]]:
    folder = written(
        tmp_path / "corpus",
        a=f"{TEASED}\n\nThe line is closed until further notice.\n\n{AGAIN}",
        b=f"{AGAIN} A crane was brought at night.",
        c=f"Trams stood still all day.\n\n{TEASED.replace('Nine', 'At least nine')}",
    )
    return [load(path) for path in find([folder, SEEDS])]


def on_the_screen(
    folder: Path, holdings: list[CorpusFile], rejections: list[ExcludedPair]
) -> tuple[MatchIndex, Grouping]:
    ours = Folders(*(folder / name for name in ("config", "state", "data", "cache", "log")))
    with closing(Workspace([], ours)) as library:
        findings = MatchIndex()
        for found in library.match_documents(holdings, ""):
            findings.add(found)
        assert not library.complaints
        return findings, library.group_matches(findings.all, words_in(holdings), rejections)


@pytest.mark.slow
@pytest.mark.parametrize("is_rejected", [False, True])
def test_a_run_groups_as_the_screen_does(
    tmp_path: Path, holdings: list[CorpusFile], *, is_rejected: bool
) -> None:
    rejections = []
    if is_rejected:
        rejections = [ExcludedPair(QuotedPassage(AGAIN, "a"), QuotedPassage(AGAIN, "b"), 0)]
    findings, seen = on_the_screen(tmp_path, holdings, rejections)
    with closing(MatchingRun(sources_of(holdings), None, pytest.fail)) as run:
        found = run.matched(semantic=False)
        grouping = run.grouping(found, words_in(holdings), rejections)
    assert sorted(found, key=lambda f: f.document) == sorted(findings.all, key=lambda f: f.document)
    assert grouping == seen
    echo = passage_pair(PassageRef(holdings[0].id, 2), PassageRef(holdings[1].id, 0))
    assert (echo in grouping.excluded) is is_rejected


def test_a_store_that_fails_and_a_shared_index_are_told_apart() -> None:
    assert complaint_of(StoreError("full")) == "Comparisons are not saved: full"
    assert complaint_of(ValueError("torn")) == "Shared index: torn"
