"""The display of the open article, on its own: no screen, no panes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.support.controllers import Recorder
from tests.support.corpora import ALONE, STORM, written
from tests.support.folders import own_folders
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_change import FileChange
from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.reading.article_display import ArticleDisplay
from tui.workspace.workspace import Workspace


class Desk:
    """A display, the objects that it gives its articles to, and their calls in order."""

    def __init__(self, contents: CorpusContents) -> None:
        self.contents = contents
        self.calls: list[tuple[Any, ...]] = []
        self.reader: Any = Recorder("reader", self.calls, offset_here=0)
        self.files: Any = Recorder("files", self.calls, changes={})
        self.matching: Any = SimpleNamespace(first="")
        self.selection: Any = Recorder("selection", self.calls, document="")
        self.matches: Any = Recorder("matches", self.calls, is_current=False)
        self.display = ArticleDisplay(
            self.reader,
            contents,
            files=self.files,
            matching=self.matching,
            selection=self.selection,
            matches=self.matches,
            notes=self._recorder("notes"),
            commands=self._commands,
            documents=self._recorder("list"),
            progress=self._recorder("progress"),
            status=self._recorder("status"),
            hold_frame=self._recorder("frame").hold,
        )

    def _recorder(self, name: str) -> Any:
        return Recorder(name, self.calls)

    @property
    def _commands(self) -> Any:
        return SimpleNamespace(search=self._recorder("search"), notes=self._recorder("selecting"))

    @property
    def names(self) -> list[str]:
        """The names of the calls."""
        return [name for name, *_ in self.calls]

    def of(self, name: str) -> tuple[Any, ...]:
        """Return the arguments of the only call of this name."""
        (arguments,) = (tuple(rest) for called, *rest in self.calls if called == name)
        return arguments


@contextmanager
def at_a_desk(folder: Path) -> Iterator[tuple[Desk, CorpusFile, CorpusFile]]:
    """Give a desk with two articles that were read."""
    corpus = written(folder / "corpus", a=STORM, b=ALONE)
    workspace = Workspace([corpus], own_folders(folder))
    contents = CorpusContents(workspace)
    contents.add((corpus_file, None) for corpus_file in workspace.corpus_files())
    contents.assign_titles()
    first, second = contents.files.values()
    yield Desk(contents), first, second
    workspace.close()


def test_an_article_is_shown_at_an_offset_with_the_card_of_a_source(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, second):
        desk.display.show(first, 9, second.id)
        assert desk.of("reader.show") == (first.document, 9)
        assert desk.of("selection.open") == (first.id, second.id)
        assert desk.of("files.open") == (first.id,)
        assert desk.of("search.open") == (first.id,)
        assert desk.of("notes.open") == (first,)
        assert desk.matching.first == first.id, "it is compared before the others"


def test_what_was_read_before_is_recorded_before_another_text_is_shown(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, _):
        desk.display.show(first, 0, "")
        assert desk.of("progress.open") == (first.id,)
        assert desk.names.index("progress.open") < desk.names.index("reader.show")
        assert desk.names.index("reader.show") < desk.names.index("progress.move")
        assert desk.names.index("progress.move") < desk.names.index("list.update")


def test_a_selection_ends_with_the_text_in_which_it_was_made(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, _):
        desk.display.show_whole(first)
        assert "selecting.end_selecting" in desk.names
        assert "progress.open" not in desk.names, "it is the same article"


def test_a_whole_article_stays_where_its_beginning_was_read(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, _):
        desk.contents.positions.move(first, 21, at_end=False)
        desk.reader.offset_here = 5
        desk.display.show_whole(first)
        assert desk.of("reader.show") == (first.document, 5)
        desk.calls.clear()
        desk.reader.offset_here = 0  # the saved position was beyond the beginning
        desk.display.show_whole(first)
        assert desk.of("reader.show") == (first.document, 21)


def test_the_title_has_the_letter_and_tells_a_change_on_the_disk(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, _):
        desk.display.show_title()
        assert desk.names == [], "no article is open yet"
        desk.selection.document = first.id
        desk.display.show_title()
        (before,) = desk.of("reader.set_title")
        assert before.startswith("2 A · ")
        desk.calls.clear()
        desk.files.changes = {first.id: FileChange.CHANGED}
        desk.display.show_title()
        assert desk.of("reader.set_title") == (before.replace("2 A", "2 ↻ A"),)


def test_cards_are_looked_up_only_if_the_panes_show_others(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, *_):
        desk.matches.is_current = True
        desk.display.show_cards()
        assert desk.names == []
        desk.matches.is_current = False
        desk.display.show_cards()
        assert desk.names == ["frame.hold", "matches.update", "status.update"]


def test_cards_that_come_by_themselves_leave_a_message_in_the_status_line(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, *_):
        desk.display.show_cards(passing=True)
        assert desk.names == ["frame.hold", "matches.update"]


def test_cards_are_drawn_anew_when_something_else_is_written_on_them(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, *_):
        desk.display.show_cards_anew()
        assert desk.names.index("matches.invalidate") < desk.names.index("matches.update")


def test_a_move_is_recorded_before_cards_and_list_show_it(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, _):
        desk.selection.document = first.id
        desk.display.follow()
        assert desk.of("list.update_progress") == ([first.id],)
        assert desk.names.index("progress.record") < desk.names.index("list.update_progress")
        assert desk.names[-2:] == ["matches.update", "status.update"]


def test_only_an_article_with_a_text_has_a_margin(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, first, _):
        desk.selection.document = "gone"
        desk.display.show_margin()
        assert desk.names == []
        desk.selection.document = first.id
        desk.display.show_margin()
        assert desk.names == ["matches.update_margin"]
