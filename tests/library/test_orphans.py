"""A note whose file was renamed and edited at once is offered where its words are now."""

from pathlib import Path

from tests.support.corpora import written
from tui.anchoring.resolver import AnchorResolver
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import load
from tui.notes.location.orphans import Offers, Orphans
from tui.notes.note_reports import quoted
from tui.notes.note_store import NoteStore

CREW = "“We pumped all night,” the mate of the Aurelia said — “and nobody slept.”"
VOTE = "Seven councillors voted for the new breakwater… and the rest stayed away."
OPEN = "The harbour opens again on Thursday, if the weather holds."
TEXT = f"{CREW}\n\n{VOTE}\n\n{OPEN}"
PLAIN = TEXT.translate(str.maketrans({"“": '"', "”": '"', "—": "-", "…": "..."}))


def corpus(folder: Path, **articles: str) -> list[CorpusFile]:
    return [load(path) for path in sorted(written(folder / "corpus", **articles).iterdir())]


def noted(notes: NoteStore, folder: Path, quote: str) -> str:
    """The id of a note on a file that is gone at once."""
    (corpus_file,) = corpus(folder, first=TEXT)
    note = notes.add([quoted(corpus_file, quote)], "Is that so?")
    corpus_file.path.unlink()
    return note.id


def words(offers: Offers, corpus_files: list[CorpusFile], name: str) -> list[tuple[str, str]]:
    texts = {h.id: (h.name, h.document.text) for h in corpus_files if h.document}
    return [(texts[o.document][0], o.span.of(texts[o.document][1])) for o in offers[name, 0]]


def test_files_that_hold_the_quote_or_one_near_it_are_offered_the_likeliest_first(
    tmp_path: Path, notes: NoteStore
) -> None:
    name = noted(notes, tmp_path, "councillors voted for the new breakwater")
    corpus_files = corpus(
        tmp_path,
        same=PLAIN + "\n\nA line that was not there.",
        near=f"News of today.\n\n{VOTE.replace('Seven', 'Eight').replace('new', 'long')}\n\n{OPEN}",
        other="Nothing here has to do with harbours. The rest stayed at home.",
    )
    offers = Orphans(notes).look(corpus_files)
    assert offers.keys() == {(name, 0)}
    assert words(offers, corpus_files, name) == [
        ("same.txt", "councillors voted for the new breakwater"),
        ("near.txt", "councillors voted for the long breakwater"),
    ]


def test_quotation_marks_and_dashes_of_another_sort_make_no_difference(
    tmp_path: Path, notes: NoteStore
) -> None:
    name = noted(notes, tmp_path, CREW)
    corpus_files = corpus(tmp_path, renamed=f"{PLAIN}\n\nMore.")
    ((_, found),) = words(Orphans(notes).look(corpus_files), corpus_files, name)
    assert found.startswith('"We pumped all night')


def test_a_quote_in_another_sentence_is_offered(tmp_path: Path, notes: NoteStore) -> None:
    name = noted(notes, tmp_path, "voted for the new breakwater")
    said = "Asked by this paper who had voted for the new breakwater, the mayor hung up, twice."
    corpus_files = corpus(tmp_path, else_where=f"{OPEN.replace('Thursday', 'Friday')}\n\n{said}")
    found = words(Orphans(notes).look(corpus_files), corpus_files, name)
    assert found == [("else_where.txt", "voted for the new breakwater")]


def test_nothing_is_offered_for_what_nothing_resembles(tmp_path: Path, notes: NoteStore) -> None:
    noted(notes, tmp_path, "councillors voted for the new breakwater")
    corpus_files = corpus(
        tmp_path,
        one="The council voted on nothing. The mayor stayed away.",
        two="A new breakwater of stone, for the harbour, was built by councillors long ago.",
    )
    assert Orphans(notes).look(corpus_files) == {}


def test_nothing_is_offered_for_a_note_whose_file_is_there_or_known_by_its_content(
    tmp_path: Path, notes: NoteStore
) -> None:
    (first,) = corpus(tmp_path, first=TEXT)
    notes.add([quoted(first, VOTE)], "Is that so?")
    orphans = Orphans(notes)
    both = corpus(tmp_path, second=PLAIN)
    assert orphans.look(both) == {}
    assert orphans.look(both[1:]) == {}  # not open here, and not gone
    first.path.rename(tmp_path / "corpus" / "renamed.txt")
    assert orphans.look(corpus(tmp_path)) == {}


def test_what_is_offered_follows_the_files_and_the_notes(tmp_path: Path, notes: NoteStore) -> None:
    name = noted(notes, tmp_path, VOTE)
    orphans = Orphans(notes)
    assert orphans.look([]) == {}
    corpus_files = corpus(tmp_path, renamed=PLAIN)
    assert orphans.look(corpus_files).keys() == {(name, 0)}
    notes.remove([name])
    assert orphans.look(corpus_files) == {}
    notes.undo()
    assert orphans.look(corpus_files).keys() == {(name, 0)}


def test_put_into_another_file_a_note_is_on_that_until_it_is_undone(
    tmp_path: Path, notes: NoteStore
) -> None:
    name = noted(notes, tmp_path, VOTE)
    corpus_files = corpus(tmp_path, renamed=PLAIN)
    (renamed,) = corpus_files
    assert renamed.document
    orphans = Orphans(notes)
    (offer,) = orphans.look(corpus_files)[name, 0]
    before = notes.note(name)
    selector = AnchorResolver(renamed.document, renamed.digest).create_selector(offer.span)
    after = notes.put_back(name, 0, selector, path=renamed.key, title="Now")
    assert [n.id for n in notes.of(renamed.key, "")] == [name]
    assert after.targets[0].selector == before.targets[0].selector  # what was chosen stays known
    assert orphans.look(corpus_files) == {}
    notes.undo()
    assert notes.note(name) == before
    assert orphans.look(corpus_files).keys() == {(name, 0)}


def test_short_and_odd_passages_are_looked_for_without_harm(
    tmp_path: Path, notes: NoteStore
) -> None:
    (corpus_file,) = corpus(
        tmp_path, first="Ahoy.\n\n港は木曜日に再び開かれる。\n\nNo. 5 —\n\n***\n\nTwo words."
    )
    for quote in ("Ahoy", "港は木曜日に再び開かれる", "5", "Two words."):
        notes.add([quoted(corpus_file, quote)], "?")
    corpus_file.path.unlink()
    corpus_files = corpus(
        tmp_path, renamed="Ahoy!\n\n港は金曜日に再び開かれる。\n\nTwo words.", empty=" "
    )
    found = {
        notes.note(name).targets[n].selector.quote for name, n in Orphans(notes).look(corpus_files)
    }
    assert "港は木曜日に再び開かれる" in found
