"""The files controller, on its own: no screen, no panes."""

from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tests.support.controllers import hosting, read, workspace_on
from tests.support.corpora import ALONE, PIER_CLOSED, written
from tui.screens.documents.files_controller import FilesController
from tui.screens.messages import CorpusUpdated, FilesReloaded, FoldersChanged, StatusChanged
from tui.workspace.corpus_update import CorpusUpdate


async def test_reading_again_is_announced_before_its_result_however_quick_the_thread_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_now(work: "partial[None]", **_: object) -> None:
        work()

    corpus = written(tmp_path / "corpus", a=PIER_CLOSED, b=ALONE)
    async with workspace_on(tmp_path, corpus) as workspace, hosting() as host:
        monkeypatch.setattr(host, "run_worker", run_now)
        files = FilesController(
            host, workspace, read(workspace), watch=False, may_update=lambda: True
        )
        files.start_checking()
        (corpus / "a.txt").unlink()
        assert files.reload()
        await host.until(lambda: bool(host.of(FilesReloaded)))
        announced, reloaded = (type(message) for message in host.posted)
        assert (announced, reloaded) == (StatusChanged, FilesReloaded)
        assert host.of(FilesReloaded)[0].result.message.startswith("Not read: a.txt")


async def test_a_file_is_read_in_its_new_encoding_after_a_running_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = Event(), Event()

    def slow(*_: object) -> CorpusUpdate:
        begun.set()
        may_end.wait(30)
        return CorpusUpdate()

    monkeypatch.setattr("tui.workspace.corpus_update.update_corpus", slow)
    corpus = written(tmp_path / "corpus", a=PIER_CLOSED, b=ALONE)
    async with workspace_on(tmp_path, corpus) as workspace, hosting() as host:
        corpus_files = read(workspace)
        files = FilesController(host, workspace, corpus_files, watch=True, may_update=lambda: True)
        host.listeners.append(
            lambda message: (
                isinstance(message, CorpusUpdated) and files.take_updated(message.update)
            )
        )
        files.take_touched(FoldersChanged(frozenset({str(corpus / "a.txt")})))
        await host.until(begun.is_set)
        files.reload_file(next(iter(corpus_files.values())))
        may_end.set()
        await host.until(lambda: bool(host.of(FilesReloaded)))
        assert [type(message) for message in host.posted] == [CorpusUpdated, FilesReloaded]
