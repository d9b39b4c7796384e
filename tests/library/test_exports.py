"""Notes leave in forms other tools read, come back the same, and overwrite nobody's edits."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyrefiqda import RefiCodebook

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find, load
from tui.exports.dossier import DossierClaim, ExportNames, Wording, dossier
from tui.exports.formats import ExportFormat, import_notes, render, write
from tui.exports.jsonld import notes_of
from tui.exports.markdown import code, escaped
from tui.exports.noted_claims import noted_claims
from tui.index.matching_run import MatchingRun, sources_of
from tui.notes.excluded_pairs import QuotedPassage
from tui.notes.note import Note, NoteError
from tui.notes.note_reports import quoted
from tui.notes.note_store import NoteStore
from tui.resources import SEEDS
from tui.storage.sqlite_store import StoreError
from tui.text.span import Span

HOLDINGS = [load(path) for path in find([SEEDS])]
ODD = "*Stars*, `ticks` and <b>tags</b>\n\n- a list\n# no heading\n1. one\n=== \x1b[31m|x|"


def wording(corpus_file: CorpusFile, words: str) -> Wording:
    assert corpus_file.document
    start = corpus_file.document.text.index(words)
    return Wording(corpus_file, Span(start, start + len(words)))


def taken(notes: NoteStore) -> list[Note]:
    one = quoted(HOLDINGS[0], "unacceptable to the US")
    other = quoted(HOLDINGS[2], "American right to protest")
    notes.add([one], ODD, tags=["claim", "to check"])
    notes.add([other], mark=4)
    notes.add([one, other], "see both", relation="disputes")
    notes.add([other, one], "=SUM(A1)", tags=["=cmd"])
    return notes.all()


CLAIMS = [
    DossierClaim(
        (
            wording(
                HOLDINGS[0],
                "He underscored that any form of election interference by China is unacceptable"
                " to the US.",
            ),
            wording(HOLDINGS[1], "Any form of Chinese interference in elections is something"),
        ),
        "China must not interfere",
    )
]


def test_a_dossier_tells_each_claim_its_wordings_and_its_notes(notes: NoteStore) -> None:
    text = render(ExportFormat.MARKDOWN, taken(notes), HOLDINGS, CLAIMS)
    claim, other = text.split("## Other notes")
    assert "## China must not interfere" in claim
    assert "> He underscored that any form" in claim
    assert "> Any form of Chinese interference" in claim
    assert f"`{HOLDINGS[0].name}`" in claim
    assert "link disputes" in claim
    assert "mark 4" not in claim
    assert "mark 4" in other


def test_claims_are_grouped_without_what_the_reader_called_no_match(
    notes: NoteStore, tmp_path: Path
) -> None:
    storm = "The harbour of Vlissingen was closed on Tuesday after the storm."
    great = storm.replace("the storm", "the great storm")
    for name, text in {"a": storm, "b": great, "c": storm}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    corpus_files = [load(path) for path in find([tmp_path]) if path.suffix == ".txt"]
    notes.add([quoted(corpus_files[0], storm)], "Which storm?")
    run = MatchingRun(sources_of(corpus_files), None, pytest.fail)
    (whole,) = noted_claims(notes.all(), corpus_files, run)
    assert {w.corpus_file.name for w in whole.wordings} == {"a.txt", "b.txt", "c.txt"}
    notes.excluded_pairs.add(QuotedPassage(great, "b"), QuotedPassage(storm, "a"))
    (left,) = noted_claims(notes.all(), corpus_files, run, notes.excluded_pairs.all())
    assert {w.corpus_file.name for w in left.wordings} == {"a.txt", "c.txt"}
    run.close()


def test_without_claims_a_dossier_follows_the_documents(notes: NoteStore) -> None:
    told = dossier(taken(notes), HOLDINGS)
    assert [e.claim.wordings[0].quote for e in told.entries] == [
        "unacceptable to the US",
        "American right to protest",
    ]
    assert told.loose == ()
    assert len(told.notes) == 4


def test_what_a_note_says_is_never_markup(notes: NoteStore) -> None:
    text = render(ExportFormat.MARKDOWN, taken(notes), HOLDINGS)
    tokens = MarkdownIt("commonmark").parse(text)
    headings = [n for n, token in enumerate(tokens) if token.type == "heading_open"]
    assert [tokens[n + 1].content for n in headings] == [
        "Notes by article",
        HOLDINGS[0].title,
        HOLDINGS[2].title,
    ]
    said = " ".join(c.content for t in tokens if t.children for c in t.children)
    assert "*Stars*, `ticks` and <b>tags</b>" in said
    assert "1. one" in said


def test_a_passage_that_changed_says_what_became_of_it(notes: NoteStore, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("First words here stand alone. Police said 14 people were hurt there today.")
    notes.add([quoted(load(file), "14 people were hurt")], "how many?")
    file.write_text("First words here stand alone. Police said 17 people were hurt there today.")
    assert "edited: 14 → 17" in render(ExportFormat.MARKDOWN, notes.all(), [load(file)])
    assert "edited: 14 → 17" in render(ExportFormat.ORG, notes.all(), [load(file)])
    assert ",edited,14 → 17" in render(ExportFormat.CSV, notes.all(), [load(file)])
    file.write_text("Something else entirely.")
    assert "(orphan)" in render(ExportFormat.MARKDOWN, notes.all(), [load(file)])


def test_a_table_has_a_row_for_every_passage(notes: NoteStore) -> None:
    rows = list(csv.DictReader(io.StringIO(render(ExportFormat.CSV, taken(notes), HOLDINGS))))
    assert len(rows) == 6
    for row in rows:
        raw = Path(row["path"]).read_bytes().decode()
        assert raw[int(row["start"]) : int(row["end"])] == row["quote"]
        assert row["state"] == "exact"
    assert {row["text"] for row in rows} >= {"'=SUM(A1)", "see both"}
    assert {row["tags"] for row in rows} >= {"'=cmd", "claim, to check"}


def test_org_headings_are_claims_and_notes_alone(notes: NoteStore) -> None:
    taken(notes)
    notes.edit(notes.all()[0].id, text="* not a heading\n#+begin_src sh\n,* nor this")
    text = render(ExportFormat.ORG, notes.all(), HOLDINGS, CLAIMS)
    headings = [line for line in text.splitlines() if line.startswith("*")]
    assert headings[0] == "* China must not interfere"
    assert headings[1] == "** note: * not a heading #+begin_src sh ,* nor this :claim:to_check:"
    assert len(headings) == 6
    assert ",* not a heading\n,#+begin_src sh\n,,* nor this" in text


def test_annotations_are_what_the_standard_says(notes: NoteStore) -> None:
    page = json.loads(render(ExportFormat.JSONLD, taken(notes), HOLDINGS))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    link = page["items"][2]
    assert link["motivation"] == "linking"
    assert [t["source"] for t in link["target"]] == [
        HOLDINGS[0].path.resolve().as_uri(),
        HOLDINGS[2].path.resolve().as_uri(),
    ]
    quote, position = link["target"][0]["selector"]
    assert quote["exact"] == "unacceptable to the US"
    raw = HOLDINGS[0].path.read_bytes().decode()
    assert raw[position["start"] : position["end"]] == quote["exact"]


def test_notes_exported_and_taken_in_elsewhere_are_the_same(
    notes: NoteStore, tmp_path: Path
) -> None:
    before = taken(notes)
    notes.put_back(before[0].id, 0, quoted(HOLDINGS[1], "the United States").selector)
    before = notes.all()
    place = write(
        notes, tmp_path / "notes.jsonld", render(ExportFormat.JSONLD, before, HOLDINGS)
    ).path
    other = NoteStore(tmp_path / "other.sqlite")
    assert import_notes(other, place) == (4, 4)
    assert other.all() == before
    assert import_notes(other, place) == (0, 4)
    other.undo()
    assert other.all() == []
    other.close()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        '{"items": 3}',
        '{"items": [{}]}',
        '{"items": [{"variorum:note": {"id": "../x", "kind": "note"}}]}',
        '{"items": [{"variorum:note": {"id": "x", "kind": "novel"}}]}',
        '{"items": [{"variorum:note": {"id": "x", "kind": "note", "text": 3}}]}',
        '{"items": [{"variorum:note": {"id": "x", "kind": "note", "created": 1e99}}]}',
        '{"items": [{"variorum:note": {"id": "x", "kind": "note", "targets": [{}]}}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_export_of_ours_is_refused_whole(
    notes: NoteStore, tmp_path: Path, written: str
) -> None:
    file = tmp_path / "odd.json"
    file.write_text(written)
    with pytest.raises(NoteError, match="nothing was imported"):
        import_notes(notes, file)
    assert notes.all() == []


def test_an_import_is_made_safe_to_show() -> None:
    record = {"id": "x", "kind": "note", "text": "a\x1b]0;b\x07", "tags": ["\u202et"]}
    page = {"items": [{"variorum:note": record}]}
    (note,) = notes_of(json.dumps(page))
    assert (note.text, note.tags) == ("a]0;b", ("t",))


def test_a_file_edited_since_the_last_export_is_never_written_over(
    notes: NoteStore, tmp_path: Path
) -> None:
    path = tmp_path / "dossier.md"
    assert write(notes, path, "one").path == path
    assert write(notes, path, "two").path == path
    assert path.read_text() == "two"
    path.write_text("two, and my own words")
    beside = write(notes, path, "three")
    assert (beside.path.name, beside.beside) == ("dossier-2.md", True)
    assert path.read_text() == "two, and my own words"
    assert write(notes, path, "four").path == beside.path
    assert beside.path.read_text() == "four"
    beside.path.write_text("mine too")
    assert write(notes, path, "five").path.name == "dossier-3.md"
    assert beside.path.read_text() == "mine too"


def test_a_file_that_was_there_before_is_never_written_over(
    notes: NoteStore, tmp_path: Path
) -> None:
    path = tmp_path / "thesis.md"
    path.write_text("years of work")
    assert write(notes, path, "x").path.name == "thesis-2.md"
    assert path.read_text() == "years of work"


def test_an_export_that_can_t_be_written_leaves_what_was_there(
    notes: NoteStore, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="nothing was written"):
        write(notes, tmp_path / "nowhere" / "x.md", "words")
    assert not (tmp_path / "nowhere").exists()


def test_a_link_to_a_file_is_followed(notes: NoteStore, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.md"
    write(notes, tmp_path / "real" / "x.md", "one")
    link.symlink_to(tmp_path / "real" / "x.md")
    write(notes, link, "two")
    assert link.is_symlink()
    assert (tmp_path / "real" / "x.md").read_text() == "two"


def test_tags_marks_and_links_leave_as_a_codebook_that_its_library_reads(
    notes: NoteStore, tmp_path: Path
) -> None:
    taken(notes)
    notes.add([], "x", tags=["<&> “toll”", "police"])
    notes.add([], "y", tags=["POLICE"])
    place = write(notes, tmp_path / "book.qdc", render(ExportFormat.REFI, notes.all(), [])).path
    codes = RefiCodebook.load(place).codes.code
    named = {code.name: code for code in codes}
    assert named["<&> “toll”"].description == "A tag on 1 note in variorum"
    assert named["police"].description == "A tag on 2 notes in variorum"
    assert len({code.guid for code in codes}) == len(codes) == len(named)
    assert render(ExportFormat.REFI, notes.all(), []) == place.read_text()


def test_a_codebook_without_its_library_says_how_to_get_it(
    notes: NoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyrefiqda.models.codebook", None)
    notes.add([], "x", tags=["a"])
    with pytest.raises(NoteError, match=r"variorum\[refi\]"):
        render(ExportFormat.REFI, notes.all(), [])


STORM = "The harbour of Vlissingen was closed on Tuesday after the storm."
FERRY = "The ferry line stayed shut for two days because of the ice."


def article(folder: Path, name: str, text: str) -> CorpusFile:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return load(folder / name)


def two_articles(folder: Path) -> list[CorpusFile]:
    first = article(
        folder,
        "north_[1]*gazette.md",
        "---\nauthor: Photo: A. Vos\noutlet: North Gazette\n---\n"
        f"# Storm_tide\n\n{STORM}\n\n{FERRY}\n",
    )
    second = article(
        folder, "b.md", f"---\nauthor: Ann Lee\n---\n# Ferries\n\nDELFT — {FERRY}\n\n{STORM}\n"
    )
    return [first, second]


def test_by_article_each_has_a_heading_with_its_letter(notes: NoteStore, tmp_path: Path) -> None:
    files = two_articles(tmp_path / "c")
    notes.add([quoted(files[1], FERRY)], "shut?", mark=2)
    notes.add([quoted(files[0], STORM)], "which?")
    names = ExportNames({files[0].key: "A", files[1].key: "C"}, {2: "doubt"})
    text = render(ExportFormat.MARKDOWN, notes.all(), files, None, names)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Notes by article",
        "## A · Storm_tide",
        "## C · Ferries",
    ]
    assert "**mark 2 (doubt)**" in text
    assert "\\" not in text
    assert "`north_[1]*gazette.md`" in text
    assert "> — paragraph 2" in text
    outline = render(ExportFormat.ORG, notes.all(), files, None, names)
    assert "* C · Ferries" in outline.splitlines()
    assert "— C, “Ferries”, Ann Lee, b.md, paragraph 2" in outline
    assert "** mark 2 (doubt): shut?" in outline
    rows = list(
        csv.DictReader(io.StringIO(render(ExportFormat.CSV, notes.all(), files, None, names)))
    )
    assert {(row["siglum"], row["mark_name"]) for row in rows} == {("A", ""), ("C", "doubt")}
    page = json.loads(render(ExportFormat.JSONLD, notes.all(), [], None, names))
    assert [item["target"][0]["variorum:siglum"] for item in page["items"]] == ["C", "A"]
    assert notes_of(json.dumps(page)) == notes.all()


def test_a_town_or_a_credit_line_is_no_author(notes: NoteStore, tmp_path: Path) -> None:
    files = two_articles(tmp_path / "c")
    notes.add([quoted(files[0], STORM)], "which?")
    notes.add([quoted(files[1], FERRY)], "shut?")
    text = render(ExportFormat.MARKDOWN, notes.all(), files)
    assert "North Gazette, `north" in text
    assert "Photo" not in text
    assert "DELFT" not in text
    assert "Ann Lee, `b.md`" in text


@pytest.mark.parametrize("form", [ExportFormat.MARKDOWN, ExportFormat.ORG])
def test_by_claim_a_note_is_told_once_and_names_what_else_it_touches(
    notes: NoteStore, tmp_path: Path, form: ExportFormat
) -> None:
    files = two_articles(tmp_path / "c")
    claims = [
        DossierClaim(tuple(wording(file, words) for file in files)) for words in (STORM, FERRY)
    ]
    notes.add([quoted(files[0], STORM), quoted(files[1], FERRY)], "both at once")
    names = ExportNames({files[0].key: "A", files[1].key: "B"})
    text = render(form, notes.all(), files, claims, names)
    first, second = text.split(f"# {FERRY}" if form is ExportFormat.MARKDOWN else f"* {FERRY}")
    told = "**note**" if form is ExportFormat.MARKDOWN else "** note: both at once"
    assert (first.count(told), second.count(told)) == (1, 0)
    also = f"Also touches: “{FERRY}”"
    assert (f"{also} (A, B)" if form is ExportFormat.MARKDOWN else also) in first
    assert "Noted above: note, “both at once”" in second
    assert second.count("both at once") == 1


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("ridge_wire_2.md", "ridge_wire_2.md"),
        ("a #tag and C#", "a #tag and C#"),
        ("[1] see [x]", "[1] see [x]"),
        ("_so_", "\\_so\\_"),
        ("[x](http://y)", "[x\\](http://y)"),
        ("[[x]]", "\\[[x]]"),
        ("# head", "\\# head"),
        ("12. x", "12\\. x"),
    ],
)
def test_only_what_would_be_markup_is_escaped(words: str, kept: str) -> None:
    assert escaped(words) == kept
    tokens = MarkdownIt("commonmark").parse(escaped(words))
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    said = tokens[1].children or []
    assert "".join(t.content for t in said) == words
    assert {t.type for t in said} == {"text"}


@given(st.text(alphabet="a`b ", min_size=1, max_size=12).filter(lambda t: t.strip() == t))
def test_a_name_in_code_is_the_name(name: str) -> None:
    tokens = MarkdownIt("commonmark").parse(code(name))
    (said,) = tokens[1].children or []
    assert (said.type, said.content) == ("code_inline", name)
