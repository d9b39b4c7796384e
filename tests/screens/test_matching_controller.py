"""The matching controller, on its own: no screen, no panes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.message import Message

from tests.support.controllers import Host, hosting, read, workspace_on
from tests.support.corpora import ALONE, PIER_CLOSED, PIER_STILL_CLOSED, TICKETS, written
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.matching.matches import PassageRef
from tui.notes.excluded_pairs import ExcludedPair, QuotedPassage
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.messages import ClaimsReady, MatchesAdded, MatchesRescored

EXCLUDED = ExcludedPair(
    QuotedPassage(PIER_CLOSED, "a"), QuotedPassage(PIER_STILL_CLOSED, "b"), at=0
)


@asynccontextmanager
async def controlled(
    folder: Path, *, semantic: bool = False, **texts: str
) -> AsyncIterator[tuple[MatchingController, Host, dict[str, CorpusFile]]]:
    corpus = written(folder / "corpus", **texts)
    async with workspace_on(folder, corpus) as workspace, hosting() as host:
        corpus_files = read(workspace)
        titles = DisplayTitles()
        titles.take(corpus_files.values())
        matching = MatchingController(host, workspace, corpus_files, titles, semantic=semantic)

        def take(message: Message) -> None:
            if isinstance(message, MatchesAdded | MatchesRescored | ClaimsReady):
                matching.take(message)

        host.listeners.append(take)
        yield matching, host, corpus_files


async def test_matches_of_all_documents_can_be_looked_up_once_it_is_settled(
    tmp_path: Path,
) -> None:
    async with controlled(tmp_path, a=PIER_CLOSED, b=PIER_STILL_CLOSED, c=ALONE) as made:
        matching, host, corpus_files = made
        a, b, c = corpus_files
        matching.start()
        assert matching.progress == "comparing 0/3"
        await host.until(lambda: matching.is_settled)
        assert matching.progress == ""
        ((match,),) = matching.lookup.groups(PassageRef(a, 0))
        assert match.there == PassageRef(b, 0)
        assert matching.lookup.voice_count(PassageRef(c, 0)) == 0


async def test_scores_are_final_once_the_meaning_layer_has_read_all(tmp_path: Path) -> None:
    async with controlled(tmp_path, semantic=True, a=PIER_CLOSED, b=PIER_STILL_CLOSED) as made:
        matching, host, _ = made
        matching.start()
        assert not matching.is_scored
        await host.until(lambda: matching.is_scored)
        assert matching.is_settled
        assert host.of(MatchesRescored)[-1].last
        matching.restart(())
        assert not matching.is_scored


async def test_without_the_meaning_layer_scores_are_final_once_it_is_settled(
    tmp_path: Path,
) -> None:
    async with controlled(tmp_path, a=PIER_CLOSED, b=PIER_STILL_CLOSED) as (matching, host, _):
        matching.start()
        await host.until(lambda: matching.is_settled)
        assert matching.is_scored


async def test_one_document_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    async with controlled(tmp_path, a=PIER_CLOSED) as (matching, host, _):
        matching.start()
        assert matching.is_settled
        assert not host.posted


async def test_what_an_earlier_run_still_delivers_is_ignored(tmp_path: Path) -> None:
    async with controlled(tmp_path, a=PIER_CLOSED, b=PIER_STILL_CLOSED) as made:
        matching, host, corpus_files = made
        matching.start()
        await host.until(lambda: matching.is_settled)
        (late, *_) = host.of(MatchesAdded)
        matching.restart(tuple(corpus_files))
        assert not matching.is_settled
        assert matching.take(late) is None
        assert len(matching.match_index) == 0
        await host.until(lambda: matching.is_settled)
        assert len(matching.match_index) == 2


async def test_an_excluded_pair_is_no_match_and_one_again_when_it_is_included(
    tmp_path: Path,
) -> None:
    async with controlled(tmp_path, a=PIER_CLOSED, b=PIER_STILL_CLOSED) as made:
        matching, host, corpus_files = made
        place = PassageRef(next(iter(corpus_files)), 0)
        matching.start()
        await host.until(lambda: matching.is_settled)
        assert matching.lookup.voice_count(place) == 1
        matching.exclude((EXCLUDED,))
        await host.until(lambda: matching.lookup.voice_count(place) == 0)
        matching.exclude(())
        await host.until(lambda: matching.lookup.voice_count(place) == 1)


async def test_the_document_that_is_read_is_compared_first(tmp_path: Path) -> None:
    async with controlled(tmp_path, a=PIER_CLOSED, b=PIER_STILL_CLOSED, c=TICKETS) as made:
        matching, host, corpus_files = made
        matching.first = list(corpus_files)[2]
        matching.start()
        await host.until(lambda: matching.is_settled)
        found = [one.document for event in host.of(MatchesAdded) for one in event.document_matches]
        assert found[0] == matching.first
