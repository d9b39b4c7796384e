"""Notes are kept the moment they are made, found by article, tag, kind and words, and undone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.anchoring.resolver import create_selector
from tui.notes.database.note_filter import NoteFilter
from tui.notes.drafts import Draft
from tui.notes.note import CONFLICT, TEXT_LONGEST, Kind, NoteError, Target
from tui.notes.note_store import NoteStore
from tui.storage.sqlite_store import StoreError
from tui.text.parsing.document_parser import parse_document
from tui.text.span import Span

ARTICLE = "The mayor spoke on Friday.\n\nShe said 14 people were hurt. Nobody died."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "notes.sqlite"


def passage(words: str = "14 people", path: str = "/a.txt", digest: str = "d1") -> Target:
    document = parse_document(ARTICLE)
    start = document.text.index(words)
    return Target(
        path, "A title", create_selector(document, Span(start, start + len(words)), digest)
    )


def test_a_note_comes_back_as_it_was_made(notes: NoteStore) -> None:
    made = notes.add(
        [passage(), passage("Nobody died.", "/b.txt", "d2")], "Is it so?", tags=["toll", "check"]
    )
    assert notes.note(made.id) == made
    assert notes.all() == [made]
    assert made.kind is Kind.NOTE


def test_a_mark_and_a_link_are_notes_too(notes: NoteStore) -> None:
    mark = notes.add([passage()], mark=3)
    link = notes.add([passage(), passage("Nobody died.")], relation="disputes")
    assert (mark.kind_label, link.kind_label) == ("mark 3", "link disputes")
    assert notes.note(link.id).relation == "disputes"


def test_a_note_is_found_by_its_article_under_either_name(notes: NoteStore) -> None:
    note = notes.add([passage()], "x")
    assert notes.of("/a.txt", "another state") == [note]
    assert notes.of("/renamed.txt", "d1") == [note]
    assert notes.of("/renamed.txt", "another state") == []


def test_what_comes_from_standard_input_is_known_by_its_content_alone(notes: NoteStore) -> None:
    note = notes.add([passage(path="-", digest="d1")], "x")
    assert notes.of("-", "d2") == []
    assert notes.of("-", "d1") == [note]


def test_a_file_seen_in_a_new_state_is_found_by_that_state_as_well(notes: NoteStore) -> None:
    note = notes.add([passage(path="/old.txt")], "x")
    later = passage(digest="d9").selector
    notes.add_snapshot(note.id, 0, later)
    notes.add_snapshot(note.id, 0, later)
    found = notes.of("/new.txt", "d9")
    assert [n.id for n in found] == [note.id]
    assert found[0].targets[0].later == (later,)
    assert found[0].targets[0].selector == note.targets[0].selector


def test_a_renamed_file_takes_its_notes_along(notes: NoteStore, tmp_path: Path) -> None:
    old, new = str(tmp_path / "old.txt"), str(tmp_path / "new.txt")
    note = notes.add([passage(path=old), passage("Nobody died.", "/b.txt", "d2")], "x")
    assert notes.follow_file(new, "d1")
    assert [n.id for n in notes.of(new, "")] == [note.id]
    assert notes.of(old, "") == []
    assert [t.path for t in notes.note(note.id).targets] == [new, "/b.txt"]
    assert not notes.follow_file(new, "d1")


def test_a_copy_of_a_file_that_is_still_there_takes_nothing(
    notes: NoteStore, tmp_path: Path
) -> None:
    old = tmp_path / "old.txt"
    old.write_text(ARTICLE)
    notes.add([passage(path=str(old))], "x")
    assert not notes.follow_file(str(tmp_path / "copy.txt"), "d1")
    assert len(notes.of(str(old), "")) == 1


def test_a_path_that_is_no_text_is_kept(notes: NoteStore) -> None:
    odd = "/caf\udce9.txt"
    note = notes.add([passage(path=odd)], "x")
    assert notes.of(odd, "") == [note]
    assert notes.summaries(NoteFilter(path=odd))[0][0].path == odd


def test_lists_are_filtered_by_words_tag_kind_and_article(notes: NoteStore) -> None:
    one = notes.add([passage()], "Étude of the toll", tags=["Toll"])
    two = notes.add([passage(path="/b.txt", digest="d2")], mark=2)

    def ids(wanted: NoteFilter) -> list[str]:
        return [line.id for line in notes.summaries(wanted)[0]]

    assert ids(NoteFilter()) == [two.id, one.id]
    assert ids(NoteFilter(words="étude TOLL")) == [one.id]
    assert ids(NoteFilter(words="etude tóll")) == [one.id]
    assert ids(NoteFilter(words="14 people")) == [two.id, one.id]
    assert ids(NoteFilter(tags=("toll",))) == [one.id]
    assert ids(NoteFilter(kind=Kind.MARK, mark=2)) == [two.id]
    assert ids(NoteFilter(path="/b.txt")) == [two.id]
    assert ids(NoteFilter(digest="d1")) == [one.id]
    assert ids(NoteFilter(words="toll", tags=("other",))) == []


def test_a_short_list_says_how_many_there_are(notes: NoteStore) -> None:
    for n in range(5):
        notes.add([passage()], f"note {n}")
    lines, count = notes.summaries(NoteFilter(), limit=2)
    assert [line.text for line in lines] == ["note 4", "note 3"]
    assert count == 5


def test_tags_in_use_are_offered_most_used_first(notes: NoteStore) -> None:
    notes.add([passage()], tags=["toll", "police"])
    notes.add([passage()], tags=["Police"])
    assert [count for _, count in notes.tags()] == [2, 1]
    assert notes.tags()[1][0] == "toll"


def test_a_tag_given_twice_is_one_whatever_its_case(notes: NoteStore) -> None:
    assert notes.add([passage()], tags=["#Toll", "toll", " toll "]).tags == ("Toll",)


def test_tags_are_put_on_and_taken_off_several_notes_at_once(notes: NoteStore) -> None:
    ids = [notes.add([passage()], tags=["old"]).id for _ in range(3)]
    notes.tag(ids, add=["new"], drop=["OLD"])
    assert [notes.note(i).tags for i in ids] == [("new",)] * 3
    notes.undo()
    assert [notes.note(i).tags for i in ids] == [("old",)] * 3


def test_the_beginning_of_an_id_is_enough_if_it_is_only_one_s(notes: NoteStore) -> None:
    note = notes.add([passage()], "x")
    assert notes.note(note.id[:6]) == note
    with pytest.raises(NoteError, match="no note"):
        notes.note("nothing-like-it")
    with pytest.raises(NoteError, match="no note"):
        notes.note("")


def test_what_is_out_of_bounds_is_refused_and_never_cut(notes: NoteStore) -> None:
    with pytest.raises(NoteError, match="100,001"):
        notes.add([passage()], "x" * (TEXT_LONGEST + 1))
    with pytest.raises(NoteError, match="longer"):
        notes.add([passage()], tags=["t" * 61])
    with pytest.raises(NoteError, match="letter"):
        notes.add([passage()], tags=["#"])
    with pytest.raises(NoteError, match="1 to 5"):
        notes.add([passage()], mark=6)
    with pytest.raises(NoteError, match="two passages"):
        notes.add([passage()], relation="same")
    assert notes.all() == []


def test_words_that_would_act_on_a_terminal_are_made_safe(notes: NoteStore) -> None:
    note = notes.add([passage()], "a\x1b[2Jb\u202e", tags=["x\x07y"])
    assert (note.text, note.tags) == ("a[2Jb", ("xy",))


def test_a_passage_is_added(notes: NoteStore) -> None:
    note = notes.add([passage()], "x")
    notes.add_target(note.id, passage("Nobody died.", "/b.txt", "d2"))
    assert [t.path for t in notes.note(note.id).targets] == ["/a.txt", "/b.txt"]
    assert [one.id for one in notes.of("/b.txt", "d2")] == [note.id]


def test_putting_back_keeps_what_was_chosen_first(notes: NoteStore) -> None:
    note = notes.add([passage()], "x")
    chosen = passage("Nobody died.", digest="d5").selector
    notes.put_back(note.id, 0, chosen)
    target = notes.note(note.id).targets[0]
    assert target.selector == note.targets[0].selector
    assert target.later == (chosen,)
    notes.undo()
    assert notes.note(note.id) == note


def test_undoing_and_redoing_go_on_after_a_restart(file: Path) -> None:
    first = NoteStore(file)
    note = first.add([passage()], "one")
    first.edit(note.id, text="two")
    first.remove([note.id])
    first.close()
    again = NoteStore(file)
    assert again.undo() == "remove “two”"
    assert again.note(note.id).text == "two"
    again.undo()
    assert again.note(note.id) == note
    again.close()
    third = NoteStore(file)
    third.redo()
    assert third.note(note.id).text == "two"
    third.redo()
    assert third.all() == []
    assert third.redo() is None
    third.close()


def test_nothing_to_undo_is_said_and_harmless(notes: NoteStore) -> None:
    assert notes.undo() is None
    assert notes.redo() is None


def test_a_new_change_after_undoing_leaves_nothing_to_redo(notes: NoteStore) -> None:
    notes.add([passage()], "one")
    notes.undo()
    notes.add([passage()], "two")
    assert notes.redo() is None
    assert [n.text for n in notes.all()] == ["two"]


steps = st.lists(st.integers(0, 5), max_size=25)


@pytest.mark.slow
@given(steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undoing_everything_and_redoing_it_leads_back_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, plan: list[int]
) -> None:
    notes = NoteStore(tmp_path_factory.mktemp("undo") / "notes.sqlite")
    for step in plan:
        there = notes.all()
        if step <= 1 or not there:
            notes.add([passage()], f"note {step}", tags=["t"])
        elif step == 2:
            notes.edit(there[0].id, text=there[0].text + "!")
        elif step == 3:
            notes.remove([there[-1].id])
        elif step == 4:
            notes.tag([n.id for n in there], add=["more"])
        else:
            notes.named_bookmarks.set("a", passage())
    end = (notes.all(), notes.named_bookmarks.all())
    while notes.undo():
        pass
    assert (notes.all(), notes.named_bookmarks.all()) == ([], {})
    while notes.redo():
        pass
    assert (notes.all(), notes.named_bookmarks.all()) == end
    notes.close()


def test_a_draft_stays_until_its_note_is_kept(file: Path) -> None:
    notes = NoteStore(file)
    notes.drafts.save(Draft("/a.txt#40", "half a thou", ("toll",), (passage(),)))
    notes.close()
    notes = NoteStore(file)
    draft = notes.drafts.of("/a.txt#40")
    assert draft is not None
    assert (draft.text, draft.tags, draft.targets) == ("half a thou", ("toll",), (passage(),))
    notes.add(draft.targets, "half a thought", draft="/a.txt#40")
    assert notes.drafts.all() == []
    notes.undo()
    assert [d.text for d in notes.drafts.all()] == ["half a thou"]
    assert notes.all() == []
    notes.close()


def test_a_draft_thrown_away_comes_back_by_undoing(notes: NoteStore) -> None:
    notes.drafts.save(Draft("here", "words"))
    notes.drafts.drop("here")
    assert notes.drafts.of("here") is None
    notes.undo()
    assert notes.drafts.of("here") is not None


def test_a_named_place_leads_to_its_passage(notes: NoteStore) -> None:
    notes.named_bookmarks.set("a", passage())
    notes.named_bookmarks.set("a", passage("Nobody died."))
    found = notes.named_bookmarks.of("a")
    assert found is not None
    assert found.selector.quote == "Nobody died."
    notes.undo()
    assert notes.named_bookmarks.of("a") == passage()
    with pytest.raises(NoteError):
        notes.named_bookmarks.set("ab", passage())


def test_two_processes_see_each_other_s_notes(file: Path) -> None:
    one, other = NoteStore(file), NoteStore(file)
    before = other.version()
    note = one.add([passage()], "x")
    assert other.version() != before
    assert other.of("/a.txt", "") == [note]
    other.undo()
    assert one.all() == []
    one.close()
    other.close()


def test_notes_taken_in_twice_are_there_once(notes: NoteStore) -> None:
    note = notes.add([passage()], "x", tags=["t"])
    assert notes.take_in([note]) == 0
    notes.remove([note.id])
    assert notes.take_in([note]) == 1
    assert notes.note(note.id) == note


def test_a_note_taken_in_that_differs_from_ours_leaves_both(notes: NoteStore) -> None:
    note = notes.add([passage()], "mine")
    theirs = notes.edit(note.id, text="theirs")
    notes.undo()
    assert notes.take_in([theirs]) == 1
    assert sorted(n.text for n in notes.all()) == ["mine", "theirs"]


def test_notes_taken_in_under_one_id_are_all_kept(notes: NoteStore) -> None:
    note = notes.add([passage()], "one")
    other = notes.edit(note.id, text="other")
    notes.remove([note.id])
    assert notes.take_in([note, other, note, other]) == 2
    assert sorted(n.text for n in notes.all()) == ["one", "other"]


def test_a_draft_that_another_program_has_changed_is_kept_beside(notes: NoteStore) -> None:
    notes.drafts.save(Draft("here", "theirs", ("a",), (passage(),)))
    apart = notes.drafts.save(Draft("here", "mine", (), (passage(),)), base="")
    assert apart is not None
    assert {d.text: d.tags for d in notes.drafts.all()} == {
        "mine": (),
        "theirs": ("a", CONFLICT),
    }
    assert apart.targets == (passage(),)
    assert notes.drafts.save(Draft("here", "mine, longer"), base="mine") is None
    assert sorted(d.text for d in notes.drafts.all()) == ["mine, longer", "theirs"]


def test_a_draft_of_a_note_that_another_program_has_changed_keeps_the_passage(
    notes: NoteStore,
) -> None:
    note = notes.add([passage()], "saved")
    notes.drafts.save(Draft(note.id, "theirs", note=note.id))
    apart = notes.drafts.save(Draft(note.id, "mine", note=note.id), base="")
    assert apart is not None
    assert (apart.note, apart.targets) == ("", note.targets)


def test_a_store_that_another_holds_says_so_and_loses_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.storage.sqlite_store.PATIENCE", 0.05)
    notes = NoteStore(file)
    note = notes.add([passage()], "before")
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="close that program, then try again"):
        notes.add([passage()], "meanwhile")
    assert notes.all() == [note]
    holder.execute("ROLLBACK")
    holder.close()
    notes.add([passage()], "after")
    assert [n.text for n in notes.all()] == ["before", "after"]
    notes.close()


def test_a_kind_of_mark_has_the_name_given_last(tmp_path: Path) -> None:
    with closing(NoteStore(tmp_path / "n.sqlite", {1: "set", 2: "two"})) as notes:
        notes.mark_names.set(1, "given \x1b here ")
        assert notes.mark_names.all() == {1: "given here", 2: "two"}
        note = notes.add([], "", mark=1)
        assert note.label(notes.mark_names.all()) == "mark 1 (given here)"
        notes.mark_names.set(1, "")
        assert notes.mark_names.all() == {1: "set", 2: "two"}
        notes.undo()
        assert notes.mark_names.all()[1] == "given here"
        with pytest.raises(NoteError, match="longer than 60"):
            notes.mark_names.set(3, "x" * 61)
        with pytest.raises(NoteError, match="no mark 6"):
            notes.mark_names.set(6, "x")
    with closing(NoteStore(tmp_path / "n.sqlite")) as notes:
        assert notes.mark_names.all() == {1: "given here"}
