"""The controller of the contents, on its own: no screen, no panes, no disk but for the texts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.support.controllers import Recorder
from tests.support.corpora import ALONE, PILOTS, STORM, written
from tests.support.folders import own_folders
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_change import FileChange
from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.messages import (
    CorpusUpdated,
    FilesChecked,
    FilesRead,
    FilesReloaded,
    SiglaChanged,
)
from tui.screens.reading.article_navigation import ArticleNavigation
from tui.screens.reading.contents_controller import ContentsController
from tui.workspace.corpus_update import CorpusUpdate
from tui.workspace.document_reload import ReloadedFile, ReloadResult, same_offset
from tui.workspace.workspace import Workspace


class Files(Recorder):
    """The files, of which some have changed on the disk."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        super().__init__("files", calls, changes={}, open_change=None, is_occupied=False)

    def may_update(self) -> bool:
        return not self.is_occupied

    def take_checked(self, event: FilesChecked) -> None:
        self.changes = event.changes
        self.open_change = next(iter(event.changes.values()), None)


class Desk:
    """A controller, the objects that it tells of files, and their calls in order."""

    def __init__(self, contents: CorpusContents) -> None:
        self.contents = contents
        self.calls: list[tuple[Any, ...]] = []
        self.offset_here = 0
        self.source = ""
        self.files = Files(self.calls)
        self.posted: list[object] = []
        self.timed: list[Callable[[], object]] = []
        self.documents: Any = Recorder("list", self.calls, is_due=True)
        self.navigation = ArticleNavigation(
            contents, self, self, show=self._show, focus=lambda: None, say=lambda _: None
        )
        located: Any = Recorder("located", self.calls)
        self.controller = ContentsController(
            self._host,
            contents,
            files=self._as_any(self.files),
            order=self._recorder("order"),
            navigation=self.navigation,
            comparison=self._recorder("comparison"),
            notes=self._as_any(Recorder("notes", self.calls, located_notes=located)),
            article=self._recorder("article"),
            documents=self.documents,
            progress=self._recorder("progress"),
            status=self._recorder("status"),
        )

    @property
    def _host(self) -> Any:
        return SimpleNamespace(
            post_message=self.posted.append,
            set_timer=lambda _, callback: self.timed.append(callback),
        )

    def _as_any(self, one: object) -> Any:
        return one

    def _recorder(self, name: str) -> Any:
        return Recorder(name, self.calls)

    def _show(self, corpus_file: CorpusFile, offset: int, source: str) -> None:
        self.offset_here = offset
        self.calls.append(("shown", corpus_file, offset, source))

    def go_to(self, offset: int) -> None:
        self.offset_here = offset

    def read(self, *files: CorpusFile, last: bool = True) -> None:
        """Take files in for the first time, then forget the calls."""
        self.controller.take_read(FilesRead([(one, None) for one in files], last))
        self.calls.clear()

    @property
    def names(self) -> list[str]:
        """The names of the calls."""
        return [name for name, *_ in self.calls]

    def of(self, name: str) -> list[tuple[Any, ...]]:
        """Return the arguments of each call of this name."""
        return [tuple(rest) for called, *rest in self.calls if called == name]


@contextmanager
def at_a_desk(folder: Path) -> Iterator[tuple[Desk, CorpusFile, CorpusFile]]:
    """Give a desk without articles, and two that may be read."""
    corpus = written(folder / "corpus", a=f"{STORM}\n\n{PILOTS}", b=ALONE)
    workspace = Workspace([corpus], own_folders(folder))
    first, second = workspace.corpus_files()
    yield Desk(CorpusContents(workspace)), first, second
    workspace.close()


def later(offset: int) -> int:
    """Return the offset in a text that has ten more code points before it."""
    return offset + 10


def test_the_first_article_is_open_before_all_are_read_and_compared(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.controller.take_read(FilesRead([(first, None)], last=False))
        assert desk.of("shown") == [(first, 0, "")]
        assert "comparison.start" not in desk.names
        desk.controller.take_read(FilesRead([(second, None)], last=True))
        assert desk.names.count("comparison.start") == 1
        assert desk.names.count("files.start_checking") == 1
        assert len(desk.of("shown")) == 1, "the reader stays where he is"


def test_titles_of_a_long_list_are_given_when_it_is_due_and_at_the_end(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.documents.is_due = False
        desk.controller.take_read(FilesRead([(first, None)], last=False))
        assert "list.update" not in desk.names
        assert not desk.contents.titles.siglum(first.id)
        desk.controller.take_read(FilesRead([(second, None)], last=True))
        assert "list.update" in desk.names
        assert desk.contents.titles.siglum(second.id) == "B"


def test_a_whole_article_takes_the_place_of_its_beginning_without_a_jump(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(replace(first, partial=True), last=False)
        desk.go_to(4)
        desk.controller.take_read(FilesRead([(first, None), (second, None)], last=True))
        assert desk.of("article.show_whole") == [(first,)]
        assert desk.of("shown") == []


def test_an_article_read_again_stays_open_at_the_same_words(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(first, second)
        desk.go_to(7)
        result = ReloadResult([ReloadedFile(first, later)], "Read again: a")
        desk.controller.take_reloaded(FilesReloaded(result))
        assert desk.of("shown") == [(first, 17, "")]
        assert desk.of("comparison.restart") == [([first.id],)]
        assert desk.of("status.tell_reload") == [("Read again: a",)]
        assert desk.names[0] == "progress.record", "what was read counts for the old text"
        assert desk.posted == []


def test_files_that_can_not_be_read_leave_text_and_matches_alone(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(first, second)
        desk.controller.take_reloaded(FilesReloaded(ReloadResult([], "Not read: a.txt: gone")))
        assert desk.of("status.tell_reload") == [("Not read: a.txt: gone",)]
        assert "comparison.restart" not in desk.names
        assert "shown" not in desk.names


def test_other_letters_are_told_once_the_configuration_has_changed(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(first, second)
        desk.controller.take_reloaded(FilesReloaded(ReloadResult([], "", is_restated=True)))
        desk.controller.take_updated(CorpusUpdated(CorpusUpdate(is_restated=True)))
        assert [type(one) for one in desk.posted] == [SiglaChanged, SiglaChanged]


def test_an_update_changes_every_article_but_the_open_one(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(first, second)
        newer = replace(first), replace(second)
        desk.contents.positions.move(second, 3, at_end=False)
        desk.controller.take_updated(
            CorpusUpdated(CorpusUpdate([ReloadedFile(one, later) for one in newer]))
        )
        assert desk.contents.files[first.id] is first
        assert desk.contents.files[second.id] is newer[1]
        assert desk.contents.positions.of(second.id).offset == 13
        assert desk.of("comparison.restart") == [({second.id},)]
        assert desk.of("status.tell_reload") == [("2 changed, read again",)]
        assert "shown" not in desk.names


def test_the_way_back_leads_to_the_same_words_after_an_update(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(first, second)
        desk.go_to(7)
        desk.navigation.read(second.id)
        desk.controller.take_updated(CorpusUpdated(CorpusUpdate([ReloadedFile(first, later)])))
        desk.navigation.back()
        assert desk.of("shown")[-1] == (first, 17, "")


def test_an_update_waits_while_a_note_is_written(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(first)
        desk.files.is_occupied = True
        event = CorpusUpdated(CorpusUpdate([ReloadedFile(second, same_offset)]))
        desk.controller.take_updated(event)
        assert desk.calls == []
        assert list(desk.contents.files) == [first.id]
        (again,) = desk.timed
        again()
        assert desk.posted == [event]


def test_a_new_file_is_opened_if_there_was_none(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, _):
        desk.read()
        update = CorpusUpdate([ReloadedFile(first, same_offset)], added=frozenset({first.id}))
        desk.controller.take_updated(CorpusUpdated(update))
        assert desk.navigation.document == first.id
        assert desk.of("comparison.restart") == [({first.id},)]


def test_the_result_of_reading_again_stays_until_the_open_file_changes(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.read(first, second)
        desk.controller.take_checked(FilesChecked({}, [first.id]))
        assert "status.drop_reload" not in desk.names
        desk.controller.take_checked(FilesChecked({first.id: FileChange.CHANGED}, [first.id]))
        assert "status.drop_reload" in desk.names
        assert desk.names[-3:] == ["article.show_title", "list.update", "status.update"]
