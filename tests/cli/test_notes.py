"""`variorum notes`: notes taken, listed, changed and carried away without a screen."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import variorum
from tests.support.corpora import PILOTS, STORM, written
from tests.support.disks import blocked
from tui.embedding import embedding_model
from tui.notes.note_store import NoteStore
from tui.reading_state.sigla_store import FILE, SiglaStore, corpus_key
from tui.settings import folders

pytestmark = pytest.mark.slow


def corpus(folder: Path) -> Path:
    return written(folder / "corpus", a=f"{STORM}\n\n{PILOTS}", b=f"Words of its own.\n\n{STORM}")


def done(*words: object, stdin: str = "") -> str:
    result = variorum("notes", *map(str, words), stdin=stdin.encode())
    assert result.returncode == 0, result.stderr
    assert not result.stderr
    return result.stdout


def listed(*paths: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done("list", *paths, "--json"))
    return found


def taken(folder: Path, text: str = "Says who?", quote: str = "closed on Tuesday") -> str:
    file = folder / "corpus" / "a.txt"
    return done("add", file, "--quote", quote, "--tag", "check", text).strip()


def test_a_note_taken_is_listed_with_its_passage_as_it_stands(tmp_path: Path) -> None:
    file = corpus(tmp_path) / "a.txt"
    name = taken(tmp_path)
    start = STORM.index("closed")
    target = {"path": str(file), "quote": "closed on Tuesday", "start": start, "end": start + 17}
    (note,) = listed()
    assert note == {
        "id": name,
        "kind": "note",
        "text": "Says who?",
        "tags": ["check"],
        "targets": [{**target, "state": "exact"}],
    }
    file.write_text(file.read_text().replace("Tuesday", "Wednesday"))
    ((changed,),) = (n["targets"] for n in listed(file))
    assert (changed["state"], changed["change"]) == ("edited", "Tuesday → Wednesday")
    assert "edited: Tuesday → Wednesday" in done("list")


def test_a_file_whose_disk_does_not_answer_is_told_and_its_notes_are_listed(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    name = taken(tmp_path)
    with blocked(folder / "a.txt"):
        for asked in ((), (str(folder),)):
            result = variorum("notes", "list", *asked)
            assert result.returncode == 0
            assert "a.txt: it did not answer in time" in result.stderr
            if not asked:
                assert name in result.stdout


def test_a_list_can_be_of_some_files_a_tag_or_a_kind(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    name = taken(tmp_path)
    assert [n["id"] for n in listed(folder)] == [name]
    assert listed(folder / "b.txt") == []
    assert name in done("list", "--tag", "CHECK", "--kind", "note")
    assert done("list", "--tag", "other") == done("list", "--kind", "mark") == ""


def test_a_note_is_edited_tagged_shown_and_removed_by_the_beginning_of_its_id(
    tmp_path: Path,
) -> None:
    corpus(tmp_path)
    name = taken(tmp_path)
    done("edit", name[:6], "-", stdin="Two\nlines")
    done("tag", name[:6], "--add", "storm", "--drop", "check")
    shown = done("show", name[:6])
    assert "Two\n  lines" in shown
    assert "#storm" in shown
    assert "#check" not in shown
    done("rm", name[:6])
    assert listed() == []


def test_an_export_in_json_ld_brings_the_same_notes_back(tmp_path: Path) -> None:
    corpus(tmp_path)
    name = taken(tmp_path)
    before = listed()
    done("export", "--to", tmp_path / "notes.jsonld")
    done("rm", name)
    assert done("import", tmp_path / "notes.jsonld") == "1 of 1 notes were new\n"
    assert listed() == before


def test_a_dossier_has_every_source_s_wording_of_the_claims_noted(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    taken(tmp_path)
    text = done("export", folder, "--by", "claim")
    assert text.count(f"> {STORM}") == 2
    assert "b.txt" in text
    assert "Says who?" in text
    assert PILOTS not in text
    by_article = done("export", folder, "--form", "org")
    assert "b.txt" not in by_article
    assert "closed on Tuesday" in by_article


@pytest.mark.skipif(not embedding_model.is_installed(), reason="the meaning layer is not installed")
def test_a_dossier_has_the_claims_that_only_their_meaning_ties_as_the_screen_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARIORUM_SEMANTIC", "1")
    asked = "The doctor told her patient that he must give up smoking at once."
    before = "The physician advised the patient to stop using cigarettes immediately."
    folder = written(
        tmp_path / "corpus",
        a=f"{asked}\n\n{STORM}\n\nTicket prices for the ferry are going up next year.",
        b=f"{before}\n\nParliament rejected a new budget with ninety votes.\n\n{STORM}",
    )
    done("add", folder / "a.txt", "--quote", asked, "Who told her?")
    text = done("export", folder, "--by", "claim")
    assert f"> {asked}" in text
    assert f"> {before}" in text


def test_a_passage_only_one_article_has_is_a_claim_of_its_own(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    taken(tmp_path, quote="sinking barge")
    text = done("export", folder, "--by", "claim")
    assert "## sinking barge" in text
    assert "Other notes" not in text


def test_an_export_that_was_edited_is_not_written_over(tmp_path: Path) -> None:
    corpus(tmp_path)
    taken(tmp_path)
    file = tmp_path / "notes.csv"
    done("export", "--to", file)
    file.write_text("mine")
    reason = "notes-2.csv: notes.csv was edited, or was not written by variorum"
    assert reason in done("export", "--to", file)
    assert file.read_text() == "mine"


def test_nothing_a_note_says_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    corpus(tmp_path)
    taken(tmp_path, text="\x1b]0;title\x07\x9b31m red")
    told = done("list") + done("show", listed()[0]["id"]) + done("export")
    assert "\x1b" not in told
    assert "\x9b" not in told


def test_what_is_asked_for_wrongly_is_told_apart_from_what_can_t_be_done(tmp_path: Path) -> None:
    file = corpus(tmp_path) / "a.txt"
    name = taken(tmp_path)
    for code, told, words in (
        (2, "invalid choice", ("lost",)),
        (2, "after --quote", ("add", file, "--quote", " ", "x")),
        (2, "is a folder", ("add", tmp_path, "--quote", "x", "x")),
        (2, "--add TAG", ("tag", name)),
        (2, "give it with --form", ("export", "--to", tmp_path / "x.docx")),
        (1, "does not exist", ("list", tmp_path / "nowhere.txt")),
        (1, "doesn't have the words", ("add", file, "--quote", "zebra", "x")),
        (2, "required", ("add", file, "no quote")),
        (1, "can't be read", ("add", tmp_path / "gone.txt", "--quote", "x", "x")),
        (1, "there is no note", ("rm", "zebra")),
        (1, "there is no note", ("show", "zebra")),
        (1, "not JSON", ("import", file)),
    ):
        result = variorum("notes", *map(str, words))
        assert (result.returncode, result.stdout) == (code, ""), words
        assert told in result.stderr
        assert "Traceback" not in result.stderr
    assert [n["id"] for n in listed()] == [name]


def test_without_a_command_the_notes_are_listed(tmp_path: Path) -> None:
    corpus(tmp_path)
    taken(tmp_path)
    assert variorum("notes").stdout == variorum("notes", "list").stdout != ""


def test_the_notes_on_a_file_that_is_gone_are_listed_by_its_name(tmp_path: Path) -> None:
    file = corpus(tmp_path) / "a.txt"
    name = taken(tmp_path)
    file.unlink()
    ((target,),) = (n["targets"] for n in listed(file) if n["id"] == name)
    assert target["state"] == "orphan"


def test_the_letters_that_the_reader_knows_are_in_lists_and_exports(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    taken(tmp_path)
    assert "siglum" not in listed(folder)[0]["targets"][0]
    keys = [str((folder / name).resolve()) for name in ("b.txt", "a.txt")]
    file = folders().state / FILE
    with closing(SiglaStore(file)) as store:
        store.keep(corpus_key([folder]), lambda kept: kept.extend_keys((k, "") for k in keys))
    assert [t["siglum"] for t in listed(folder)[0]["targets"]] == ["B"]
    assert [t["siglum"] for t in listed()[0]["targets"]] == ["B"]
    assert f"— B, {folder / 'a.txt'}" in done("list", folder)
    assert "## B · " in done("export", folder)
    assert "## B · " in done("export")
    page = json.loads(done("export", folder, "--form", "jsonld"))
    assert page["items"][0]["target"][0]["variorum:siglum"] == "B"
    compared = json.loads(variorum("compare", str(folder), "--json").stdout)
    assert [(d["siglum"], Path(d["path"]).name) for d in compared["documents"]] == [
        ("A", "b.txt"),
        ("B", "a.txt"),
    ]


def test_names_of_marks_are_in_lists_and_exports(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    taken(tmp_path)
    ours = folders()
    with closing(NoteStore(ours.data / "notes.sqlite")) as notes:
        notes.add([*notes.all()[0].targets], mark=2)
        notes.mark_names.set(2, "doubt")
    assert [n.get("mark_name") for n in listed(folder)] == [None, "doubt"]
    assert "mark 2 (doubt)" in done("list")
    assert "**mark 2 (doubt)**" in done("export", folder)
