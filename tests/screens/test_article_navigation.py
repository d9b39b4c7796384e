"""The navigation from article to article, on its own: no screen, no panes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.corpora import ALONE, STORM, written
from tests.support.folders import own_folders
from tui.corpus.corpus_file import CorpusFile
from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.messages import PassageChosen
from tui.screens.reading.article_navigation import ArticleNavigation
from tui.workspace.workspace import Workspace

CREDITS = "By Jan de Boer\n\n" + STORM


@dataclass
class Desk:
    """The view, the selection and the status of a reader, as far as the navigation needs them."""

    contents: CorpusContents
    offset_here: int = 0
    source: str = ""
    said: list[str] = field(default_factory=list)
    shown: list[tuple[str, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.navigation = ArticleNavigation(
            self.contents, self, self, show=self.show, focus=lambda: None, say=self.said.append
        )

    def go_to(self, offset: int) -> None:
        self.offset_here = offset

    def show(self, corpus_file: CorpusFile, offset: int, source: str) -> None:
        self.offset_here, self.source = offset, source
        self.shown.append((corpus_file.name, offset, source))


@contextmanager
def at_a_desk(folder: Path, **articles: str) -> Iterator[tuple[Desk, dict[str, str]]]:
    """Give a desk with articles that were read, and the ids of these by their names."""
    workspace = Workspace([written(folder / "corpus", **articles)], own_folders(folder))
    contents = CorpusContents(workspace)
    contents.add((corpus_file, None) for corpus_file in workspace.corpus_files())
    yield Desk(contents), {Path(file.name).stem: name for name, file in contents.files.items()}
    workspace.close()


def test_the_first_article_opens_until_one_is_found_that_was_read_later(tmp_path: Path) -> None:
    with at_a_desk(tmp_path, a=STORM, b=ALONE) as (desk, names):
        assert desk.navigation.is_at_start
        desk.navigation.open_first()
        assert desk.navigation.document == names["a"]
        assert desk.navigation.is_at_start
        desk.go_to(7)
        assert not desk.navigation.is_at_start


def test_an_article_opens_at_its_first_claim_and_then_where_it_was_left(tmp_path: Path) -> None:
    with at_a_desk(tmp_path, a=CREDITS, b=ALONE) as (desk, names):
        desk.navigation.read(names["a"])
        text = desk.contents.files[names["a"]].document.text
        assert desk.offset_here == text.index(STORM)
        positions = desk.contents.positions
        positions.move(desk.contents.files[names["a"]], 3, at_end=False)
        desk.navigation.read(names["b"])
        desk.navigation.read(names["a"])
        assert desk.offset_here == 3


def test_each_jump_can_be_taken_back_and_the_chosen_card_with_it(tmp_path: Path) -> None:
    with at_a_desk(tmp_path, a=STORM, b=ALONE) as (desk, names):
        desk.navigation.open_first()
        desk.go_to(9)
        desk.source = names["b"]
        desk.navigation.go_to(PassageChosen(names["b"], 4, names["a"]))
        assert (desk.navigation.document, desk.offset_here) == (names["b"], 4)
        desk.navigation.back()
        assert desk.shown[-1] == ("a.txt", 9, names["b"])
        desk.navigation.back()
        assert desk.said == ["There is no earlier position to return to"]


def test_a_position_in_an_article_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    with at_a_desk(tmp_path, a=STORM, b=ALONE, c=CREDITS) as (desk, names):
        desk.navigation.open_first()
        desk.navigation.read(names["b"])
        desk.navigation.read(names["c"])
        del desk.contents.files[names["b"]]
        desk.navigation.back()
        assert desk.navigation.document == names["a"]
        desk.navigation.go_to(PassageChosen(names["b"], 0))
        assert desk.navigation.document == names["a"]
        assert desk.said == ["That article is not there any more"]


def test_a_position_moves_with_the_text_of_its_article(tmp_path: Path) -> None:
    with at_a_desk(tmp_path, a=STORM, b=ALONE) as (desk, names):
        desk.navigation.open_first()
        desk.go_to(9)
        desk.navigation.read(names["b"])
        desk.navigation.carry(names["a"], lambda offset: offset + 5)
        desk.navigation.back()
        assert desk.offset_here == 14


def test_without_an_article_the_reason_is_told(tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as (desk, _):
        desk.navigation.open_first()
        assert desk.said == ["There is no article here"]
