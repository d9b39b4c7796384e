"""A disk that doesn't answer holds up nobody: its files are put off, and the rest is read."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.corpora import inspect_file, written
from tests.support.disks import blocked
from tests.support.folders import own_folders
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find, find_allowed, load, preview
from tui.index.source import Source
from tui.storage.disk_timeout import DiskTimeoutError, call_with_timeout, end_threads, forget
from tui.workspace.workspace import Workspace

FERRY = "The ferry Aurelia ran aground at dawn with ninety people aboard."
QUIET = "did not answer"


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody is to wait for these tests either."""
    monkeypatch.setattr("tui.storage.disk_timeout.LIMIT", 0.3)
    monkeypatch.setattr("tui.storage.disk_timeout.SOON", 0.1)
    yield
    forget()


@pytest.fixture
def never() -> Iterator[Callable[..., None]]:
    """A call that does not come back before the test has ended."""
    ended = threading.Event()
    yield lambda *_: ended.wait(30) and None
    ended.set()


def corpus(folder: Path) -> Path:
    return written(folder / "corpus", a=FERRY, b=f"{FERRY} Again.", c="Something else, at noon.")


def workspace(folder: Path, corpus: Path) -> Workspace:
    return Workspace([corpus], own_folders(folder))


def test_what_a_call_gives_or_raises_comes_back() -> None:
    assert call_with_timeout(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        call_with_timeout(divmod, 7, 0)
    assert call_with_timeout(divmod, 9, 2) == (4, 1)


def test_what_never_comes_back_is_given_up_and_the_next_call_is_made(
    never: Callable[..., None],
) -> None:
    with pytest.raises(DiskTimeoutError, match=QUIET):
        call_with_timeout(never, disk="dead")
    assert call_with_timeout(divmod, 7, 2, disk="dead") == (3, 1)


def test_calls_are_made_after_a_fork_too() -> None:
    assert call_with_timeout(divmod, 7, 2) == (3, 1)
    end_threads()
    child = os.fork()
    if not child:
        os._exit(0 if call_with_timeout(divmod, 7, 2) == (3, 1) else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_file_that_blocks_is_put_off_and_the_others_are_read(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    with blocked(folder / "b.txt"):
        corpus_files = [load(path) for path in find([folder])]
        assert [corpus_file.document is not None for corpus_file in corpus_files] == [
            True,
            False,
            True,
        ]
        assert QUIET in corpus_files[1].problem
        seen = inspect_file(folder / "b.txt")
        assert isinstance(seen, CorpusFile)
        assert QUIET in seen.problem
        assert isinstance(inspect_file(folder / "a.txt"), Source)
    assert load(folder / "b.txt").document


def test_a_file_that_blocks_comes_last_and_holds_up_no_other(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    open_library = workspace(tmp_path, folder)
    with blocked(folder / "b.txt"):
        at_once = list(open_library.corpus_files())
        assert [corpus_file.name for corpus_file in at_once] == ["a.txt", "b.txt", "c.txt"]
        assert at_once[1].partial
        assert "yet" in at_once[1].problem
        (put_off,) = open_library.wholes()
        assert put_off.id == at_once[1].id
        assert QUIET in put_off.problem
        assert not put_off.partial
    assert open_library.reload(put_off)[0].document
    open_library.close()


def test_a_slow_disk_that_answers_in_the_end_is_read(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    open_library = workspace(tmp_path, folder)
    with blocked(folder / "a.txt"):
        list(open_library.corpus_files())
    assert [corpus_file.name for corpus_file in open_library.wholes() if corpus_file.document] == [
        "a.txt"
    ]
    open_library.close()


def test_a_long_file_that_blocks_is_put_off_as_well(tmp_path: Path) -> None:
    file = written(tmp_path / "corpus", long=f"{FERRY}\n\n" * 12_000) / "long.txt"
    with blocked(file):
        seen = preview(file)
        assert seen
        assert seen.document is None
        assert seen.partial
        assert QUIET in load(file).problem


@pytest.mark.slow
@pytest.mark.parametrize("call", ["scandir", "stat"])
def test_a_folder_that_blocks_is_told_and_the_others_are_read(
    tmp_path: Path, never: Callable[..., None], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    folder = corpus(tmp_path)
    dead = written(tmp_path / "dead", d=FERRY)
    (folder / "link.txt").symlink_to(dead)
    real = getattr(os, call)

    def blocking(path: object, *more: object, **named: object) -> object:
        is_dead = isinstance(path, str | Path) and Path(path).name in ("dead", "link.txt")
        return never() if is_dead else real(path, *more, **named)

    monkeypatch.setattr(os, call, blocking)
    for paths in ([folder, dead], [dead, folder]):
        for secure in (False, True):
            reached = list(find_allowed(paths, secure=secure))
            corpus_files = [one if isinstance(one, CorpusFile) else load(one) for one in reached]
            read = [corpus_file.name for corpus_file in corpus_files if corpus_file.document]
            assert [name for name in read if name in ("a.txt", "b.txt", "c.txt")] == read
            assert len(read) == 3
            assert any(QUIET in corpus_file.problem for corpus_file in corpus_files), [
                (corpus_file.name, corpus_file.problem) for corpus_file in corpus_files
            ]


def test_a_pipe_in_the_corpus_is_told_and_never_opened(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    (pipe,) = [h for h in workspace(tmp_path, folder).corpus_files() if h.name == "pipe.txt"]
    assert pipe.problem == "it is not a regular file"


def test_a_page_whose_disk_is_slow_is_no_file_of_another_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object, **__: object) -> bytes:
        raise DiskTimeoutError("it did not answer")

    folder = written(tmp_path / "corpus", a=FERRY)
    (folder / "page.html").write_text(
        f"<html><body><article><p>{FERRY}</p></article></body></html>"
    )
    (folder / "sheet.bin").write_bytes(b"\x00\x01")
    left: dict[str, Path] = {}
    assert [path.name for path in find([folder], left)] == ["a.txt", "page.html"]
    assert [path.name for path in left.values()] == ["sheet.bin"]
    monkeypatch.setattr("tui.corpus.loader.read_beginning", silent)
    found = [path.name for path in find([folder])]
    assert "page.html" in found
