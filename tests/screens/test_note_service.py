"""The note service, on its own: changes come in their order, and a written note leaves no draft."""

import asyncio
from pathlib import Path
from time import sleep

import pytest

from tests.support.controllers import read, workspace_on
from tests.support.corpora import STORM, written
from tui.screens.note_service.note_actions import NoteActions
from tui.screens.note_service.note_drafting import OpenDraft
from tui.screens.note_service.note_service import NoteService
from tui.screens.note_service.selected_passage import SelectedPassage


async def test_changes_are_made_in_the_order_in_which_they_are_asked_for(tmp_path: Path) -> None:
    made: list[str] = []

    def slow(_: NoteActions) -> None:
        sleep(0.2)
        made.append("slow")

    async with workspace_on(tmp_path, written(tmp_path / "corpus", a=STORM)) as workspace:
        service = NoteService(workspace)
        first = asyncio.create_task(service.change(slow))
        second = asyncio.create_task(service.change(lambda _: made.append("quick")))
        await asyncio.gather(first, second)
        service.change_sync(lambda _: made.append("last"))
    assert made == ["slow", "quick", "last"]


async def test_a_change_is_made_though_nobody_waits_for_it_any_more(tmp_path: Path) -> None:
    made: list[str] = []
    async with workspace_on(tmp_path, written(tmp_path / "corpus", a=STORM)) as workspace:
        service = NoteService(workspace)
        held = asyncio.create_task(service.change(lambda _: sleep(0.2)))
        waiting = asyncio.create_task(service.change(lambda _: made.append("made")))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await held
        service.change_sync(lambda _: None)
    assert made == ["made"]


async def test_words_that_are_saved_late_are_no_draft_of_a_written_note(tmp_path: Path) -> None:
    async with workspace_on(tmp_path, written(tmp_path / "corpus", a=STORM)) as workspace:
        (a,) = read(workspace).values()
        assert a.document
        passage = SelectedPassage(a, a.document.passages[0].span)
        writing = OpenDraft(passage.excerpt, passage.draft_key, passage)
        service = NoteService(workspace)
        service.change_sync(lambda actions: actions.drafting.keep_draft(writing, "first", ()))
        assert [draft.text for draft in workspace.notes().drafts.all()] == ["first"]
        service.change_sync(lambda actions: actions.drafting.write(writing, "first thought", ()))
        service.change_sync(lambda actions: actions.drafting.keep_draft(writing, "first", ()))
        assert list(workspace.notes().drafts.all()) == []
        again = OpenDraft(passage.excerpt, passage.draft_key, passage)
        service.change_sync(lambda actions: actions.drafting.keep_draft(again, "second", ()))
        assert [draft.text for draft in workspace.notes().drafts.all()] == ["second"]
