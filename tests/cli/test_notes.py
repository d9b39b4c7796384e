"""`variorum notes`: notes taken, listed, changed and carried away without a screen."""

import json
from pathlib import Path
from typing import Any

from tests.cli.test_command_line import variorum
from tests.features.reader import written

STORM = "The harbour of Vlissingen was closed on Tuesday after the storm."
PILOTS = "Three pilots were taken off the sinking barge by helicopter."


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


def test_what_can_t_be_done_says_why_and_gives_1(tmp_path: Path) -> None:
    file = corpus(tmp_path) / "a.txt"
    for words, problem in (
        (("add", str(file), "--quote", "nowhere to be found", "x"), "doesn't have the words"),
        (("add", str(tmp_path / "gone.txt"), "--quote", "x", "x"), "can't be read"),
        (("show", "zzz"), "there is no note"),
        (("import", str(file)), "no JSON"),
        (("export", "--to", str(tmp_path / "notes.docx")), "say --form"),
    ):
        result = variorum("notes", *words)
        assert (result.returncode, result.stdout) == (1, "")
        assert problem in result.stderr
        assert "Traceback" not in result.stderr


def test_what_was_asked_for_wrongly_gives_2(tmp_path: Path) -> None:
    for words in ((), ("sing",), ("add", str(corpus(tmp_path) / "a.txt"), "no quote")):
        assert variorum("notes", *words).returncode == 2


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
    text = done("export", folder)
    assert text.count(f"> {STORM}") == 2
    assert "b.txt" in text
    assert "Says who?" in text
    assert PILOTS not in text
    by_article = done("export", folder, "--by", "article", "--form", "org")
    assert "b.txt" not in by_article
    assert "closed on Tuesday" in by_article


def test_a_passage_only_one_article_has_is_a_claim_of_its_own(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    taken(tmp_path, quote="sinking barge")
    text = done("export", folder)
    assert "## sinking barge" in text
    assert "Other notes" not in text


def test_an_export_that_was_edited_is_not_written_over(tmp_path: Path) -> None:
    corpus(tmp_path)
    taken(tmp_path)
    file = tmp_path / "notes.csv"
    done("export", "--to", file)
    file.write_text("mine")
    assert "notes-2.csv: notes.csv was edited, or is not ours" in done("export", "--to", file)
    assert file.read_text() == "mine"


def test_nothing_a_note_says_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    corpus(tmp_path)
    taken(tmp_path, text="\x1b]0;title\x07\x9b31m red")
    told = done("list") + done("show", listed()[0]["id"]) + done("export")
    assert "\x1b" not in told
    assert "\x9b" not in told
