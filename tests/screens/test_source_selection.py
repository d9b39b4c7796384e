"""The selection of a passage and a card: plain values, no panes."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.controllers import read
from tests.support.corpora import ALONE, PIER_CLOSED, PIER_STILL_CLOSED, written
from tests.support.folders import own_folders
from tui.corpus.display_titles import DisplayTitles
from tui.index.match_index import MatchIndex
from tui.matching.matches import PassageRef
from tui.notes.location.located_notes import LocatedNotes
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.matching.source_selection import SourceSelection
from tui.workspace.workspace import Workspace

HERE = f"{PIER_CLOSED} {ALONE}"
TWICE = f"{PIER_CLOSED} {PIER_STILL_CLOSED}"


@dataclass
class Article:
    passage: int = 0


@pytest.fixture
def article() -> Article:
    return Article()


@pytest.fixture
def lookup(tmp_path: Path) -> MatchLookup:
    corpus = written(tmp_path / "corpus", a=HERE, b=PIER_STILL_CLOSED, c=TWICE)
    workspace = Workspace([corpus], own_folders(tmp_path))
    corpus_files, match_index = read(workspace), MatchIndex()
    for found in workspace.match_documents(corpus_files.values(), ""):
        match_index.add(found)
    workspace.close()
    titles = DisplayTitles()
    titles.take(corpus_files.values())
    return MatchLookup(corpus_files, match_index, LocatedNotes(), titles)


@pytest.fixture
def selection(lookup: MatchLookup, article: Article) -> SourceSelection:
    selection = SourceSelection(lookup, article)
    selection.open(next(iter(lookup.corpus_files)))
    return selection


def source(selection: SourceSelection) -> str:
    match = selection.match()
    assert match
    return match.there.document


def test_the_first_card_is_chosen_until_another_is(selection: SourceSelection) -> None:
    first, second = (group[0].there.document for group in selection.groups)
    assert source(selection) == first
    selection.step(1)
    assert source(selection) == second
    selection.step(1)
    assert source(selection) == second
    selection.step(-1)
    assert source(selection) == first


def test_a_card_that_goes_leaves_the_choice_to_its_neighbour(selection: SourceSelection) -> None:
    first, second = (group[0].there.document for group in selection.groups)
    selection.choose_neighbour()
    assert source(selection) == second
    selection.choose_neighbour()
    assert source(selection) == first


def test_a_pinned_passage_stays_selected_while_one_reads_on(
    selection: SourceSelection, article: Article
) -> None:
    selection.pin()
    article.passage = 1
    assert selection.is_pinned
    assert selection.passage == PassageRef(selection.document, 0)
    assert selection.here == PassageRef(selection.document, 1)
    selection.pin()
    assert selection.passage == selection.here
    assert selection.match() is None


def test_all_passages_of_a_source_can_be_listed(
    selection: SourceSelection, lookup: MatchLookup
) -> None:
    *_, c = lookup.corpus_files
    selection.open(selection.document, c)
    assert selection.list_passages()
    assert selection.listed_source == c
    assert len(selection.groups) == 2
    before = selection.state
    selection.step(1)
    assert selection.state != before
    assert selection.list_passages()
    assert selection.listed_source == ""


def test_a_source_with_one_passage_has_no_list(
    selection: SourceSelection, lookup: MatchLookup
) -> None:
    _, b, _ = lookup.corpus_files
    selection.open(selection.document, b)
    assert not selection.list_passages()


def test_the_next_shared_passage_and_the_next_only_here(
    selection: SourceSelection, article: Article
) -> None:
    assert selection.next_covered(1, shared=False) == 1
    article.passage = 1
    assert selection.next_covered(-1, shared=True) == 0
    assert selection.next_covered(1, shared=True) is None
