"""Notes cost a few keys: written, marked, tagged, linked, undone, and never lost while written."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer

import pytest

from tests.support.corpora import PILOTS, STORM, written
from tests.support.notes import kept, store, take, until_kept, until_row, writing
from tests.support.reader import Reader, reading
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import parse_bytes
from tui.notes.note import Target
from tui.screens.note_service.note_targets import NoteTargets
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.text.parsing.document_parser import Format
from tui.workspace.workspace import Workspace


def corpus(folder: Path) -> Path:
    return written(
        folder / "corpus",
        a=f"{STORM}\n\n{PILOTS}",
        b=f"Some words that only this file has to offer.\n\n{PILOTS}\n\n{STORM}",
    )


@pytest.mark.slow
async def test_a_note_is_written_on_the_passage_being_read(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.type("Says who? [bold]")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert note.text == "Says who? [bold]"
        assert note.targets[0].selector.quote == STORM
        await reader.until(lambda: reader.panes.reader.has_focus)


@pytest.mark.slow
async def test_enter_after_the_tags_saves_the_note(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.type("words")
        await reader.press("tab")
        await reader.type("toll")
        await reader.press("enter")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert (note.text, note.tags) == ("words", ("toll",))
        await reader.until(lambda: reader.panes.reader.has_focus)


@pytest.mark.slow
async def test_the_keys_of_the_editor_are_shown_once(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.until(lambda: any("Ctrl-S" in row for row in reader.whole_screen))
        assert "\n".join(reader.whole_screen).count("Ctrl-S") == 1


@pytest.mark.slow
async def test_selecting_tagging_and_writing_a_note_cost_six_keys_beside_the_words(
    tmp_path: Path,
) -> None:
    pressed: list[str] = []
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:

        async def press(*keys: str) -> None:
            pressed.extend(keys)
            await reader.press(*keys)

        await press("v", "j", "a")  # two passages
        await writing(reader)
        await reader.type("words")
        await press("tab")
        await reader.type("toll, to check")
        await press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
    assert (note.text, note.tags) == ("words", ("toll", "to check"))
    assert note.targets[0].selector.quote == f"{STORM}\n\n{PILOTS}"
    assert len(pressed) <= 6


@pytest.mark.slow
async def test_a_tag_in_the_words_is_a_tag(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.type("#Toll who pays? (#to-check) a#b #1 toll #toll")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
    assert note.text == "#Toll who pays? (#to-check) a#b #1 toll #toll"
    assert note.tags == ("Toll", "to-check")


@pytest.mark.slow
async def test_what_was_typed_stays_as_a_draft_that_comes_back(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.type("half a thought")
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)
        assert kept(tmp_path) == []
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("a")
        assert (await writing(reader)).text == "half a thought"
        await reader.type(" more")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert note.text == "half a thought more"
        await reader.press("a", "n")
        assert (await writing(reader)).text == ""


@pytest.mark.slow
async def test_a_draft_that_another_program_changes_meanwhile_stays_beside_it(
    tmp_path: Path,
) -> None:
    store(tmp_path).close()
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        area = await writing(reader)
        await reader.type("mine")
        with closing(store(tmp_path)) as notes:
            await reader.until(lambda: [d.text for d in notes.drafts.all()] == ["mine"])
            (draft,) = notes.drafts.all()
            notes.drafts.save(replace(draft, text="theirs"))
            await reader.type(" more")
            both = ["mine more", "theirs"]
            await reader.until(lambda: sorted(d.text for d in notes.drafts.all()) == both)
            await reader.until(
                lambda: "second draft" in str(getattr(area.parent, "border_title", ""))
            )


@pytest.mark.slow
async def test_a_draft_is_listed_with_the_notes_of_its_passage(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.type("half a thought")
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)
        await reader.press("o")
        await reader.until(lambda: "half a thought" in "\n".join(reader.whole_screen))
        assert "[this passage]" in "\n".join(reader.whole_screen)


@pytest.mark.slow
async def test_a_noted_passage_offers_its_note_to_be_edited(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    take(tmp_path, "a.txt", STORM, "first thought")
    async with reading(tmp_path, [folder]) as reader:
        await until_row(reader, "✎", STORM)
        await reader.press("a")
        await reader.until(lambda: "first thought" in reader.whole_screen[-1])
        assert "e edits it  n writes a new one  Esc leaves" in reader.whole_screen[-1]
        await reader.press("e")
        assert (await writing(reader)).text == "first thought"
        assert any("Edit note on “" in row for row in reader.whole_screen)
        await reader.type(" grown")
        await reader.press("ctrl+s")
        await reader.until(lambda: kept(tmp_path)[0].text != "first thought")
        assert [note.text for note in kept(tmp_path)] == ["first thought grown"]


@pytest.mark.slow
async def test_a_noted_passage_may_get_a_second_note(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    take(tmp_path, "a.txt", STORM, "first thought")
    async with reading(tmp_path, [folder]) as reader:
        await until_row(reader, "✎", STORM)
        await reader.press("a", "n")
        assert (await writing(reader)).text == ""
        assert any("New note on “" in row for row in reader.whole_screen)
        await reader.type("second")
        await reader.press("ctrl+s")
        assert [n.text for n in await until_kept(reader, tmp_path, 2)] == [
            "first thought",
            "second",
        ]
        await reader.press("a")
        await reader.until(lambda: "The last of 2 notes here" in reader.whole_screen[-1])
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)


@pytest.mark.slow
async def test_leaving_the_program_while_writing_keeps_the_draft(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.type("in haste")
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("a")
        assert (await writing(reader)).text == "in haste"


@pytest.mark.slow
async def test_a_mark_is_saved_though_the_program_is_left_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_left, create = Event(), NoteTargets.create

    def slow(targets: NoteTargets, passage: SelectedPassage) -> Target:
        is_left.wait(30)
        return create(targets, passage)

    monkeypatch.setattr(NoteTargets, "create", slow)
    close = Workspace.close

    def leaving(workspace: Workspace) -> None:
        is_left.set()
        close(workspace)

    monkeypatch.setattr(Workspace, "close", leaving)
    store(tmp_path).close()
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("m", "2")
        Timer(0.5, is_left.set).start()
    assert [note.mark for note in kept(tmp_path)] == [2]


@contextmanager
def locked(reader: Reader, folder: Path) -> Iterator[None]:
    """Another program holds the store."""
    del reader
    holder = sqlite3.connect(folder / "data" / "notes.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


@contextmanager
def full(reader: Reader, folder: Path) -> Iterator[None]:
    """The store can't grow."""
    del folder
    store = reader.workspace.notes().store
    ((pages,),) = store.rows("PRAGMA page_count")
    store.rows(f"PRAGMA max_page_count = {pages}")
    yield
    store.rows("PRAGMA max_page_count = 1000000")


@contextmanager
def read_only(reader: Reader, folder: Path) -> Iterator[None]:
    """The store may be read only."""
    del folder
    store = reader.workspace.notes().store
    store.rows("PRAGMA query_only = ON")
    yield
    store.rows("PRAGMA query_only = OFF")


in_trouble = pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (locked, "another program"),
        (full, "the disk is full"),
        (read_only, "you may write to the folder"),
    ],
)


@pytest.mark.slow
@in_trouble
async def test_the_words_stay_in_the_editor_when_they_can_t_be_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[Reader, Path], AbstractContextManager[None]],
    told: str,
) -> None:
    monkeypatch.setattr("tui.storage.sqlite_store.PATIENCE", 0.05)
    store(tmp_path).close()
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        area = await writing(reader)
        await reader.until(lambda: area.has_focus)
        words = "do not lose me " * 200
        with trouble(reader, tmp_path):
            area.insert(words)
            await reader.press("ctrl+s")
            editor = area.parent
            await reader.until(lambda: told in str(getattr(editor, "border_title", "")))
            await reader.press("escape")
            await reader.until(
                lambda: "not even as a draft" in str(getattr(editor, "border_title", ""))
            )
            await reader.until(lambda: asked_before_leaving(reader))
            await reader.press("escape")
            assert area.text == words
            await reader.until(lambda: area.has_focus)
            assert kept(tmp_path) == []
        await reader.press("ctrl+s")
        assert (await until_kept(reader, tmp_path, 1))[0].text == words


def asked_before_leaving(reader: Reader) -> bool:
    return getattr(reader.app.focused, "id", "") == "leaving"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_words_that_can_t_be_kept_are_given_up_only_when_that_is_said(
    tmp_path: Path, key: str
) -> None:
    store(tmp_path).close()
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        area = await writing(reader)
        with read_only(reader, tmp_path):
            await reader.type("thought")
            for meanwhile in ("escape", "x"):  # staying, and a key that says nothing
                await reader.press(key)
                await reader.until(lambda: asked_before_leaving(reader))
                await reader.press(meanwhile)
                await reader.pilot.pause()
                assert area.text == "thought"
                assert reader.app.is_running
            await reader.until(lambda: asked_before_leaving(reader))
            await reader.press("c")  # copied, and asked again
            await reader.until(lambda: asked_before_leaving(reader))
            assert "copied 7 char" in str(getattr(area.parent, "border_title", "")).lower()
            await reader.press("y")
            if key == "escape":
                await reader.until(lambda: "not saved" in reader.status)
                assert reader.panes.reader.has_focus
            else:
                await reader.until(lambda: not reader.app.is_running)
    assert reader.workspace.unsaved_words == []
    assert kept(tmp_path) == []


@pytest.mark.slow
async def test_words_that_can_t_be_kept_are_put_in_a_file_when_nobody_can_be_asked(
    tmp_path: Path,
) -> None:
    """As when the connection is lost; the program tells of the file once it has ended."""
    store(tmp_path).close()
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("a")
        await writing(reader)
        await reader.type("thought")
        reader.workspace.notes().store.rows("PRAGMA query_only = ON")
    (file,) = reader.workspace.unsaved_words
    assert file.read_text() == "thought"
    assert file.stat().st_mode & 0o777 == 0o600
    file.unlink()


@pytest.mark.slow
@in_trouble
async def test_a_mark_a_tag_and_undoing_say_why_they_could_not_be_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[Reader, Path], AbstractContextManager[None]],
    told: str,
) -> None:
    monkeypatch.setattr("tui.storage.sqlite_store.PATIENCE", 0.05)
    store(tmp_path).close()
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("m", "1")
        await until_kept(reader, tmp_path, 1)
        await reader.until(lambda: "Marked" in reader.status)
        with trouble(reader, tmp_path):
            asked = ("tag",) if trouble is full else ("mark", "tag", "undo")  # little fits in
            for what in asked:
                await reader.press("G", "g")  # another passage takes the message away
                await reader.until(lambda: told not in reader.status)
                if what == "mark":
                    await reader.press("m", "2")
                elif what == "undo":
                    await reader.press("U")
                else:
                    await reader.press("t")
                    await reader.until(lambda: getattr(reader.app.focused, "id", "") == "tagging")
                    await reader.type("x" * 59)
                    await reader.press("enter")
                await reader.until(lambda: told in reader.status)
            assert [n.mark for n in kept(tmp_path)] == [1]
            assert kept(tmp_path)[0].tags == ()


@pytest.mark.slow
async def test_a_mark_is_two_keys_repeated_with_one(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("m", "3")
        await until_kept(reader, tmp_path, 1)
        await reader.press("G", ".")
        notes = await until_kept(reader, tmp_path, 2)
        assert [n.mark for n in notes] == [3, 3]
        assert [n.targets[0].selector.quote for n in notes] == [STORM, PILOTS]
        await reader.until(lambda: "Marked 3" in reader.status)
        await reader.press("m", "5")
        await reader.until(lambda: [n.mark for n in kept(tmp_path)] == [3, 5])
        await reader.until(lambda: "Marked 5" in reader.status)
        await reader.press("m", "5")
        await until_kept(reader, tmp_path, 1)


@pytest.mark.slow
async def test_tags_are_completed_from_those_in_use(tmp_path: Path) -> None:
    notes = store(tmp_path)
    notes.add([], "x", tags=["Police report"])
    notes.close()
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("t")
        await reader.until(lambda: getattr(reader.app.focused, "id", "") == "tagging")
        await reader.type("toll, pol")
        await reader.pilot.pause(0.1)
        await reader.press("tab", "enter")
        note = (await until_kept(reader, tmp_path, 2))[-1]
        assert note.tags == ("toll", "Police report")
        await reader.until(lambda: "Tagged" in reader.status)
        await reader.press("t")
        await reader.until(lambda: getattr(reader.app.focused, "id", "") == "tagging")
        await reader.type("third")
        await reader.press("enter")
        await reader.until(lambda: kept(tmp_path)[-1].tags[-1:] == ("third",))
        assert len(kept(tmp_path)) == 2


@pytest.mark.slow
async def test_a_link_ties_the_passage_to_the_chosen_card_s(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("l", "3")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert note.kind_label == "link disputes"
        assert [Path(t.path).name for t in note.targets] == ["a.txt", "b.txt"]
        await reader.press("l", "w")
        await reader.type("mocks")
        await reader.press("enter")
        assert (await until_kept(reader, tmp_path, 2))[-1].relation == "mocks"


@pytest.mark.slow
async def test_one_note_can_hold_passages_of_several_articles(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("m", "1")
        await until_kept(reader, tmp_path, 1)
        await reader.press("enter", "+")
        await reader.until(lambda: len(kept(tmp_path)[0].targets) == 2)
        assert [Path(t.path).name for t in kept(tmp_path)[0].targets] == ["a.txt", "b.txt"]


@pytest.mark.slow
async def test_every_change_is_undone_and_redone_also_after_a_restart(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("m", "2")
        await until_kept(reader, tmp_path, 1)
        await reader.press("U")
        await until_kept(reader, tmp_path, 0)
        await reader.press("ctrl+r")
        await until_kept(reader, tmp_path, 1)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("U")
        await until_kept(reader, tmp_path, 0)
        await reader.press("U")
        await reader.until(lambda: "Nothing to undo" in reader.status)


@pytest.mark.slow
async def test_a_bookmark_is_gone_back_to_from_another_article(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        title = reader.article
        await reader.press("G", "M", "p")
        await reader.until(lambda: "Bookmark p" in reader.status)
        await reader.press("g", "enter")
        assert reader.article != title
        await reader.press("apostrophe", "p")
        await reader.until(lambda: reader.article == title)
        assert reader.passage == PILOTS
        await reader.press("apostrophe", "z")
        await reader.until(lambda: "There is no bookmark z" in reader.status)


@pytest.mark.slow
async def test_a_bookmark_whose_words_are_gone_is_said_to_be_lost(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("G", "M", "p")
        await reader.until(lambda: "Bookmark p" in reader.status)
    like = "Nobody was left on the sinking barge, a helicopter crew said on Friday."
    file = folder / "a.txt"
    file.write_text(f"{STORM}\n\nA line between.\n\n{like}")
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("g")
        before = reader.article, reader.passage
        await reader.press("apostrophe", "p")
        await reader.until(lambda: "Bookmark p is lost: “Three pilots were" in reader.status)
        assert (reader.article, reader.passage) == before
    file.unlink()
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("apostrophe", "p")
        await reader.until(lambda: "which is not open here" in reader.status)


@pytest.mark.slow
async def test_a_place_named_in_piped_words_is_not_gone_to_in_others(tmp_path: Path) -> None:
    def piped(text: str) -> CorpusFile:
        return parse_bytes("-", Path("-"), "standard input", text.encode(), Format.PLAIN)

    words = f"{STORM}\n\n{PILOTS}"
    async with reading(tmp_path, [], piped=piped(words)) as reader:
        await reader.press("G", "M", "p")
        await reader.until(lambda: "Bookmark p" in reader.status)
    async with reading(tmp_path, [], piped=piped(f"{PILOTS}\n\nAnother text.")) as reader:
        assert reader.passage == PILOTS  # it opens at its beginning
        await reader.press("apostrophe", "p")
        await reader.until(lambda: "which is not open here" in reader.status)
    async with reading(tmp_path, [], piped=piped(words)) as reader:
        await reader.press("g", "apostrophe", "p")
        await reader.until(lambda: reader.passage == PILOTS)


@pytest.mark.slow
async def test_escape_leaves_whatever_was_asked(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        for key in ("m", "l", "M", "apostrophe", "v"):
            await reader.press(key)
            assert not reader.panes.reader.has_focus
            await reader.press("escape")
            await reader.until(lambda: reader.panes.reader.has_focus)
        await reader.press("t")
        await reader.until(lambda: getattr(reader.app.focused, "id", "") == "tagging")
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)
        assert not (tmp_path / "data" / "notes.sqlite").exists() or kept(tmp_path) == []
