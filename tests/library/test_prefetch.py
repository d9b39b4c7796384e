"""What a reader can rely on: read ahead or not, the corpus and what it shares are the same."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tui.matching.matches import latest_per_document
from tui.resources import SEEDS
from tui.settings import Folders
from tui.workspace.prefetch import PrefetchProcess, start_prefetch
from tui.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def sent(paths: list[Path], ours: Folders) -> PrefetchProcess:
    forerunner = start_prefetch(paths, ours, secure=False)
    assert forerunner
    return forerunner


def read(workspace: Workspace) -> tuple[object, object, object]:
    corpus_files = list(workspace.corpus_files())
    found = sorted(
        latest_per_document(workspace.match_documents(corpus_files, "")),
        key=lambda one: one.document,
    )
    documents = {
        corpus_file.id: corpus_file.document for corpus_file in corpus_files if corpus_file.document
    }
    grouping = workspace.group_matches(
        found, lambda place: documents[place.document].on_one_line(place.passage), ()
    )
    assert grouping.claims
    return corpus_files, found, grouping


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_what_is_read_ahead_is_what_would_have_been_read(tmp_path: Path, ours: Folders) -> None:
    plain = read(Workspace([SEEDS], Folders(*[tmp_path / "other"] * 5)))
    forerunner = sent([SEEDS], ours)
    assert read(Workspace([SEEDS], ours, prefetched=forerunner)) == plain
    assert forerunner.result
    assert forerunner.result.complaints == []
    assert is_gone(forerunner.process)


@pytest.mark.slow
def test_a_forerunner_that_is_lost_is_done_without(ours: Folders) -> None:
    plain = read(Workspace([SEEDS], ours))
    forerunner = sent([SEEDS], ours)
    os.kill(forerunner.process, signal.SIGSTOP)
    workspace = Workspace([SEEDS], ours, prefetched=forerunner)
    os.kill(forerunner.process, signal.SIGKILL)
    assert read(workspace) == plain


@pytest.mark.slow
def test_one_lost_between_reading_and_comparing_is_done_without(ours: Folders) -> None:
    plain = read(Workspace([SEEDS], ours))
    forerunner = sent([SEEDS], ours)
    workspace = Workspace([SEEDS], ours, prefetched=forerunner)
    corpus_files = list(workspace.corpus_files())
    assert workspace.is_prefetched
    forerunner.close()
    again = sorted(
        latest_per_document(workspace.match_documents(corpus_files, "")),
        key=lambda found: found.document,
    )
    assert (corpus_files, again) == plain[:2]


@pytest.mark.slow
def test_a_large_corpus_is_left_to_the_one_process(tmp_path: Path, ours: Folders) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"{n} says nothing new. " * 5_000)
    forerunner = sent([tmp_path], ours)
    assert list(forerunner.corpus_files()) == []
    assert not forerunner.has_read
    assert len(list(Workspace([tmp_path], ours, prefetched=forerunner).corpus_files())) == 4
    forerunner.close()


def test_leaving_takes_the_forerunner_along(ours: Folders) -> None:
    forerunner = sent([SEEDS], ours)
    Workspace([SEEDS], ours, prefetched=forerunner).close()
    assert is_gone(forerunner.process)


def test_with_one_article_there_is_nothing_to_wait_for(ours: Folders) -> None:
    article = next(SEEDS.glob("*.txt"))
    forerunner = sent([article], ours)
    assert len(list(Workspace([article], ours, prefetched=forerunner).corpus_files())) == 1
    assert is_gone(forerunner.process)


@pytest.mark.slow
def test_of_a_long_file_the_beginning_is_read_ahead(tmp_path: Path, ours: Folders) -> None:
    (tmp_path / "long.txt").write_text("This long file says nothing new.\n\n" * 20_000)
    (tmp_path / "short.txt").write_text("This short file says nothing new.\n")
    forerunner = sent([tmp_path], ours)
    workspace = Workspace([tmp_path], ours, prefetched=forerunner)
    ahead = list(workspace.corpus_files())
    assert forerunner.has_read
    assert is_gone(forerunner.process)
    assert ahead == list(Workspace([tmp_path], ours).corpus_files())
    assert [corpus_file.partial for corpus_file in ahead] == [True, False]
    wholes = list(workspace.wholes())
    assert [corpus_file.name for corpus_file in wholes] == ["long.txt"]
    assert not wholes[0].partial


def test_a_long_file_of_which_no_beginning_is_shown_is_not_read_ahead(
    tmp_path: Path, ours: Folders
) -> None:
    (tmp_path / "long.txt").write_bytes(b"Le caf\xe9 ne dit rien de nouveau.\n\n" * 20_000)
    forerunner = sent([tmp_path], ours)
    assert list(forerunner.corpus_files()) == []
    assert not forerunner.has_read
    forerunner.close()


def test_in_secure_mode_a_long_file_is_not_looked_into_ahead(tmp_path: Path, ours: Folders) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("This long file says nothing new.\n\n" * 20_000)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "link.txt").symlink_to(elsewhere)
    forerunner = start_prefetch([corpus], ours, secure=True)
    assert forerunner
    assert list(forerunner.corpus_files()) == []
    workspace = Workspace([corpus], ours, secure=True, prefetched=forerunner)
    assert [corpus_file.document for corpus_file in workspace.corpus_files()] == [None]


AHEAD = """
import os, sys
os.cpu_count = lambda: 2
from pathlib import Path
from tui.workspace.prefetch import start_prefetch
from tui.workspace.workspace import Workspace
from tui.lazy_imports import executed_modules
from tui.matching.matches import latest_per_document
from tui.settings import Folders
ours = Folders(*[Path(sys.argv[2])] * 5)
forerunner = start_prefetch([Path(sys.argv[1])], ours, secure=False)
library = Workspace([Path(sys.argv[1])], ours, prefetched=forerunner)
holdings = [*library.corpus_files(), *library.wholes()]
found = latest_per_document(library.match_documents(holdings, ""))
claims = library.group_matches(found, lambda place: "", library.excluded_pairs()).claims
list(library.rescore(holdings, ""))
print(len(holdings), len(found), len(claims) > 0)
print(*sorted({"rapidfuzz", "sentencex", "sqlite3", "tui.corpus.loader"} & executed_modules()))
"""


@pytest.mark.slow
def test_what_is_read_ahead_needs_nothing_that_reads_or_compares(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", AHEAD, SEEDS, tmp_path], capture_output=True, text=True, check=True
    ).stdout
    assert told == "5 5 True\n\n"


def test_leaving_does_not_wait_for_a_forerunner_that_hears_no_signal(ours: Folders) -> None:
    forerunner = sent([SEEDS], ours)
    os.kill(forerunner.process, signal.SIGSTOP)
    leaving = threading.Thread(target=forerunner.close, daemon=True)
    leaving.start()
    leaving.join(60)
    is_held = leaving.is_alive()
    if is_held:
        os.kill(forerunner.process, signal.SIGKILL)
    assert not is_held
    assert is_gone(forerunner.process)
