"""The notes controller, on its own: no screen, no panes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

import pytest

from tests.support.controllers import Host, hosting, read, workspace_on
from tests.support.corpora import ALONE, STORM, written
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.index.match_index import MatchIndex
from tui.matching.matches import PassageRef
from tui.notes.location.located_notes import LocatedNotes
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.messages import LocatedNotesChanged, PassageChosen, StatusChanged
from tui.screens.note_service.note_actions import NoteActions
from tui.screens.note_service.note_service import NoteService
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.screens.notes.notes_controller import NotesController
from tui.widgets.article.note_marks import NoteMarks
from tui.widgets.notes.notes_list import NoteEntry


@dataclass
class Article:
    """A view that remembers what it was given."""

    passage: int = 0
    shown: list[NoteMarks] = field(default_factory=list)

    def annotate(self, marks: NoteMarks) -> None:
        self.shown.append(marks)


@asynccontextmanager
async def noted(
    folder: Path, **texts: str
) -> AsyncIterator[tuple[NotesController, Host, Article, list[CorpusFile]]]:
    corpus = written(folder / "corpus", **texts)
    async with workspace_on(folder, corpus) as workspace, hosting() as host:
        corpus_files = read(workspace)
        titles = DisplayTitles()
        titles.take(corpus_files.values())
        lookup = MatchLookup(corpus_files, MatchIndex(), LocatedNotes(), titles)
        article = Article()
        notes = NotesController(host, NoteService(workspace), lookup, article)
        notes.open(next(iter(corpus_files.values())))
        notes.corpus_read()
        yield notes, host, article, list(corpus_files.values())


def first_passage(corpus_file: CorpusFile) -> SelectedPassage:
    assert corpus_file.document
    return SelectedPassage(corpus_file, corpus_file.document.passages[0].span)


async def test_a_change_is_told_located_and_shown_beside_the_text(tmp_path: Path) -> None:
    async with noted(tmp_path, a=STORM) as (notes, host, article, (a,)):
        passage = first_passage(a)
        notes.act(lambda actions: actions.tag(passage, ["pier"], None))
        await host.until(lambda: bool(article.shown))
        assert article.shown[-1]
        await host.until(lambda: bool(host.of(StatusChanged)))
        assert host.of(StatusChanged)[0].text.startswith("Tagged pier")
        assert "pier" in notes.summary(PassageRef(a.id, 0))


async def test_undo_takes_the_note_away_again(tmp_path: Path) -> None:
    async with noted(tmp_path, a=STORM) as (notes, host, _, (a,)):
        passage = first_passage(a)
        await notes.carry_out(lambda actions: actions.mark(passage, 2, None)).wait()
        assert notes.summary(PassageRef(a.id, 0))
        notes.undo()
        await host.until(lambda: not notes.summary(PassageRef(a.id, 0)))
        await host.until(
            lambda: any(said.text.startswith("Undone") for said in host.of(StatusChanged))
        )


async def test_a_named_bookmark_is_gone_to_by_a_message(tmp_path: Path) -> None:
    async with noted(tmp_path, a=STORM, b=ALONE) as (notes, host, _, (_, b)):
        passage = first_passage(b)
        await notes.carry_out(lambda actions: actions.name_bookmark("k", passage)).wait()
        notes.go_to_bookmark("k")
        await host.until(lambda: bool(host.of(PassageChosen)))
        (chosen,) = host.of(PassageChosen)
        assert (chosen.document, chosen.offset) == (b.id, passage.span.start)
        notes.go_to_bookmark("z")
        await host.until(lambda: bool(host.of(StatusChanged)))
        assert host.of(StatusChanged)[0].text.startswith("There is no bookmark z")


async def test_an_entry_of_the_list_is_gone_to_in_another_article(tmp_path: Path) -> None:
    async with noted(tmp_path, a=STORM, b=ALONE) as (notes, host, _, (_, b)):
        passage = first_passage(b)
        await notes.carry_out(lambda actions: actions.mark(passage, 1, None)).wait()
        (located,) = notes.located_notes.of(b.id)
        notes.go_to_entry(NoteEntry(located.note, "1", "", "", ""))
        await host.until(lambda: bool(host.of(PassageChosen)))
        assert host.of(PassageChosen)[0].document == b.id


async def test_a_store_that_cannot_be_read_is_a_problem_in_words(tmp_path: Path) -> None:
    async with noted(tmp_path, a=STORM) as (notes, host, _, _):
        store = tmp_path / "data" / "notes.sqlite"
        store.parent.mkdir(parents=True, exist_ok=True)
        store.write_bytes(b"this is no database" * 100)
        await notes.refresh()
        assert notes.problems.startswith("Notes are not shown: ")
        await host.until(lambda: bool(host.of(LocatedNotesChanged)))


async def test_a_slow_folder_of_notes_holds_one_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.notes.notes_controller._SYNC_EVERY", 0.01)
    running, most, ended = 0, 0, 0

    def slow(_: NoteActions, __: Path) -> str:
        nonlocal running, most, ended
        running += 1
        most = max(most, running)
        sleep(0.2)
        running -= 1
        ended += 1
        return ""

    monkeypatch.setattr(NoteActions, "sync", slow)
    corpus = written(tmp_path / "corpus", a=STORM)
    async with workspace_on(tmp_path, corpus) as workspace, hosting() as host:
        corpus_files = read(workspace)
        titles = DisplayTitles()
        titles.take(corpus_files.values())
        lookup = MatchLookup(corpus_files, MatchIndex(), LocatedNotes(), titles)
        notes = NotesController(
            host, NoteService(workspace), lookup, Article(), folder=tmp_path / "notes"
        )
        notes.start()
        notes.corpus_read()
        await host.until(lambda: ended > 2)
    assert most == 1
