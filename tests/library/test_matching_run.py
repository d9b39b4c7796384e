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


def words_in(corpus_files: list[CorpusFile]) -> Callable[[PassageRef], str]:
    documents = {corpus_file.id: corpus_file.document for corpus_file in corpus_files}

    def words(place: PassageRef) -> str:
        document = documents[place.document]
        assert document
        return document.words_of(place.passage)

    return words


@pytest.fixture
def corpus_files(tmp_path: Path) -> Iterator[list[CorpusFile]]:
    folder = written(
        tmp_path / "corpus",
        a=f"{TEASED}\n\nThe line is closed until further notice.\n\n{AGAIN}",
        b=f"{AGAIN} A crane was brought at night.",
        c=f"Trams stood still all day.\n\n{TEASED.replace('Nine', 'At least nine')}",
    )
    return [load(path) for path in find([folder, SEEDS])]


def on_the_screen(
    folder: Path, corpus_files: list[CorpusFile], rejections: list[ExcludedPair]
) -> tuple[MatchIndex, Grouping]:
    ours = Folders(*(folder / name for name in ("config", "state", "data", "cache", "log")))
    with closing(Workspace([], ours)) as workspace:
        findings = MatchIndex()
        for found in workspace.match_documents(corpus_files, ""):
            findings.add(found)
        assert not workspace.complaints
        return findings, workspace.group_matches(findings.all, words_in(corpus_files), rejections)


@pytest.mark.slow
@pytest.mark.parametrize("is_rejected", [False, True])
def test_a_run_groups_as_the_screen_does(
    tmp_path: Path, corpus_files: list[CorpusFile], *, is_rejected: bool
) -> None:
    rejections = []
    if is_rejected:
        rejections = [ExcludedPair(QuotedPassage(AGAIN, "a"), QuotedPassage(AGAIN, "b"), 0)]
    findings, seen = on_the_screen(tmp_path, corpus_files, rejections)
    with closing(MatchingRun(sources_of(corpus_files), None, pytest.fail)) as run:
        found = run.matched(semantic=False)
        grouping = run.grouping(found, words_in(corpus_files), rejections)
    assert sorted(found, key=lambda f: f.document) == sorted(findings.all, key=lambda f: f.document)
    assert grouping == seen
    echo = passage_pair(PassageRef(corpus_files[0].id, 2), PassageRef(corpus_files[1].id, 0))
    assert (echo in grouping.excluded) is is_rejected


def test_a_store_that_fails_and_a_shared_index_are_told_apart() -> None:
    assert complaint_of(StoreError("full")) == "Comparisons are not saved: full"
    assert complaint_of(ValueError("torn")) == "Shared index: torn"
