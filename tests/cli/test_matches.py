"""`variorum matches` prints what the panel would show, in the files' own code points."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import matches, variorum
from tests.support.corpora import (
    LETTER,
    PILOTS,
    STORM,
    TRAM,
    in_other_words,
    story,
    with_lines,
    written,
)
from tests.support.disks import blocked
from tests.support.saved_files import AGROUND as STORY
from tests.support.saved_files import STORM as OTHER
from tests.support.saved_files import feed, page
from tui.cli.index_command import make_index
from tui.cli.json_output import in_json, indented
from tui.cli.matches_command import print_matches
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import load
from tui.embedding import embedding_model
from tui.embedding.embedding_model import ModelError
from tui.index.cache.comparison_cache import FILE
from tui.notes.excluded_pairs import QuotedPassage
from tui.notes.note_store import NoteStore
from tui.resources import SEEDS

MORE = f"{STORM} It opens again."
"""The same sentence in another text: of copies no line is listed."""


def source(path: str) -> str:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return file.read()


def test_every_span_stands_in_its_file(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=f"\ufeff{STORM}\r\n\r\n{PILOTS}", b=f"\x1b\x07{STORM}")
    found = matches(folder)
    paths = {d["id"]: d["path"] for d in found["documents"]}
    (match,) = found["matches"]
    for side in ("here", "there"):
        place = match[side]
        assert source(paths[place["document"]])[place["start"] : place["end"]] == STORM
    assert match["kind"] == "verbatim"
    assert 0 < match["score"] <= 1


@pytest.mark.slow
def test_each_pair_is_given_once_and_no_article_matches_itself() -> None:
    found = matches(SEEDS)
    assert len(found["documents"]) == 5
    pairs = [
        frozenset((m[s]["document"], m[s]["start"], m[s]["end"]) for s in ("here", "there"))
        for m in found["matches"]
    ]
    assert len(pairs) == len(set(pairs)) > 50
    assert all(m["here"]["document"] != m["there"]["document"] for m in found["matches"])
    assert found["passages"]
    assert {m["kind"] for m in found["matches"]} <= {"verbatim", "close", "reworded"}


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_bytes_in_any_order() -> None:
    files = sorted(SEEDS.glob("*.txt"))
    first = variorum("matches", *map(str, files), "--json").stdout
    files = [*files[3:], *files[:3]]
    assert variorum("matches", *map(str, files), "--json").stdout == first


def test_a_file_named_twice_is_compared_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=MORE)
    (folder / "again.txt").symlink_to(folder / "a.txt")
    assert len(matches(folder, folder / "a.txt")["matches"]) == 1


def test_the_list_for_people_shows_passages_and_who_says_them(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=f"{STORM} Alone.", b=STORM)
    done = variorum("matches", str(folder))
    assert done.returncode == 0
    assert f"b.txt: {STORM}" in done.stdout
    assert "verbatim" in done.stdout


@pytest.mark.slow
def test_the_list_reads_each_of_many_files_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = {f"n{n}": f"Number {n} begins so.\n\n{STORM}\n\n{PILOTS}" for n in range(70)}
    folder = written(tmp_path / "corpus", **articles)
    opened: Counter[str] = Counter()

    def counted(path: Path, *more: Any, **named: Any) -> CorpusFile:
        opened[path.name] += 1
        return load(path, *more, **named)

    monkeypatch.setattr("tui.index.source.load", counted)
    assert print_matches([str(folder)]) == 0
    assert f"n69.txt: {PILOTS}" in capsys.readouterr().out
    assert len(opened) == 70
    assert set(opened.values()) == {2}  # once to be compared, once to be shown


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_compared(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=MORE)
    (folder / "c.txt").write_bytes(b"\0\0\0")
    done = variorum("matches", str(folder))
    assert done.returncode == 0
    assert "c.txt: it is a binary file" in done.stderr
    assert "verbatim" in done.stdout


@pytest.mark.slow
def test_a_file_whose_disk_does_not_answer_is_told_and_the_rest_is_compared(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=MORE, c=PILOTS)
    with blocked(folder / "c.txt"):
        done = variorum("matches", str(folder), "--json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["matches"]) == 1
    (told,) = done.stderr.splitlines()
    assert "c.txt: it did not answer in time and is skipped for now" in told


def test_a_line_without_an_end_of_sentence_is_compared_in_pieces_and_told(tmp_path: Path) -> None:
    endless = " ".join(f"word{n}" for n in range(1_000))
    done = variorum(
        "matches", str(written(tmp_path / "corpus", a=endless, b=f"{endless} more", c=STORM))
    )
    assert done.returncode == 0
    assert "a.txt: 4 passages without an end of sentence, cut after 2,000" in done.stderr
    assert "c.txt" not in done.stderr
    assert "verbatim" in done.stdout


def test_files_of_the_same_name_are_told_apart_and_counted_on(tmp_path: Path) -> None:
    for name, more in (("10", ""), ("9", " It opens again.")):
        written(tmp_path / name, story=f"{STORM} {PILOTS}{more}")
    done = variorum("matches", str(tmp_path))
    assert f"10/story.txt: {PILOTS}" in done.stdout
    assert done.stdout.index("(9/story.txt)") < done.stdout.index("(10/story.txt)")


def test_files_of_other_formats_are_told(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM)
    (folder / "b.epub").write_bytes(b"PK\3\4mimetypeapplication/epub+zipPK")
    (folder / "c.gif").write_bytes(b"GIF89a")
    done = variorum("matches", str(folder))
    assert "1 file of other formats: not read: 1 gif" in done.stderr
    assert "b.epub: it is a damaged zip file" in done.stderr


@pytest.mark.slow
def test_a_page_and_the_entries_of_a_feed_are_matched_and_named(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(page(STORY))
    (tmp_path / "feed.xml").write_text(feed([STORY, OTHER]))
    found = json.loads(variorum("matches", str(tmp_path), "--json").stdout)
    ids = {one["id"]: one["path"] for one in found["documents"]}
    assert len(ids) == 3
    assert set(ids.values()) == {str(tmp_path / "page.txt"), str(tmp_path / "feed.xml")}
    entries = {one for one in ids if one.startswith(f"{tmp_path / 'feed.xml'}#")}
    assert len(entries) == 2
    [(one, other)] = {tuple(sorted(copies)) for copies in found["copies"]}
    assert one in entries
    assert other == str(tmp_path / "page.txt")
    printed = variorum("matches", str(tmp_path)).stdout
    assert f"(feed.xml#{one.rpartition('#')[2]})" in printed


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    done = variorum("matches", str(tmp_path))
    assert done.returncode == 1
    assert "nothing to compare" in done.stderr


def test_json_is_indented_as_the_standard_library_does_it() -> None:
    plain = {"a": [], "b": {}, "c": [1, 2.5, 1e-05, True, None, {"d": 'ü"\\\n\u2028'}], "": ""}
    assert indented(plain) == json.dumps(plain, ensure_ascii=False, indent=1)
    lists = {"a": [], "b": [1], "c": [plain, {}]}
    assert "".join(in_json(lists, in_ascii=True)) == json.dumps(lists, indent=1) + "\n"
    assert "".join(in_json(lists)) == json.dumps(lists, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.slow
def test_what_the_reader_called_no_match_is_not_printed(tmp_path: Path) -> None:
    differently = STORM.replace("the storm", "the great storm")
    folder = written(tmp_path / "corpus", a=STORM, b=differently, c=MORE, d=PILOTS)
    data = tmp_path / "data"
    with closing(NoteStore(data / "variorum" / "notes.sqlite")) as notes:
        notes.excluded_pairs.add(QuotedPassage(differently.upper(), ""), QuotedPassage(STORM, ""))
    before = variorum("matches", str(folder), "--json")
    after = variorum("matches", str(folder), "--json", XDG_DATA_HOME=str(data))
    assert len(json.loads(before.stdout)["matches"]) == 3
    (left,) = json.loads(after.stdout)["matches"]
    names = {Path(left[side]["document"]).name for side in ("here", "there")}
    assert names == {"a.txt", "c.txt"}


@pytest.mark.slow
def test_an_article_only_a_claim_leads_to_is_printed_with_the_way(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", **TRAM)
    (way,) = [match for match in matches(folder)["matches"] if "by" in match]
    assert {Path(way[side]["document"]).name for side in ("here", "there")} == {
        "asker.txt",
        "capital.txt",
    }
    assert Path(way["by"]["document"]).name in {"broad.txt", "daily.txt"}
    assert "(by way of" in variorum("matches", str(folder)).stdout


def test_a_file_reached_by_links_is_compared_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=MORE)
    (folder / "link.txt").symlink_to("a.txt")
    (folder / "loop").symlink_to(".")
    found = matches(folder, tmp_path / "corpus" / "link.txt", folder / "loop" / "a.txt")
    assert len(found["documents"]) == 2
    assert len(found["matches"]) == 1


def test_a_damaged_store_is_told_and_the_articles_are_compared(tmp_path: Path) -> None:
    store = tmp_path / "cache" / "variorum" / FILE
    store.parent.mkdir(parents=True)
    store.write_bytes(b"no database at all, " * 400)
    corpus = written(tmp_path / "corpus", a=STORM, b=MORE)
    done = variorum("matches", str(corpus), "--json", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["matches"]) == 1
    assert "damaged" in done.stderr
    assert str(store) in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not embedding_model.is_installed(), reason="the meaning layer is not installed")
@pytest.mark.parametrize(
    ("words", "setting", "layers"),
    [
        ((), "1", ["words", "meaning"]),
        ((), "0", ["words"]),
        (("--no-semantic",), "1", ["words"]),
        (("--semantic",), "0", ["words", "meaning"]),
    ],
)
def test_what_is_matched_by_meaning_is_printed_as_the_reader_shows_it(
    words: tuple[str, ...], setting: str, layers: list[str], tmp_path: Path
) -> None:
    folder = in_other_words(tmp_path)
    done = variorum("matches", str(folder), "--json", *words, VARIORUM_SEMANTIC=setting)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["layers"] == layers
    kinds = [match["kind"] for match in found["matches"]]
    assert kinds.count("meaning") == ("meaning" in layers)
    assert len(kinds) == 1 + ("meaning" in layers), "the words' own match is there in any case"
    done = variorum("matches", str(folder), *words, VARIORUM_SEMANTIC=setting)
    told = "by words and by meaning." if "meaning" in layers else "by words alone."
    assert done.stdout.splitlines()[0] == f"Matched {told}"


def test_without_the_meaning_layer_words_judge_and_the_first_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(embedding_model, "PACKAGE", "no_such_package")
    monkeypatch.setenv("VARIORUM_SEMANTIC", "1")
    folder = str(written(tmp_path / "corpus", a=STORM, b=MORE))
    assert print_matches([folder]) == 0
    printed = capsys.readouterr()
    assert (
        printed.out.splitlines()[0]
        == f"Matched by words alone; by meaning, too: {embedding_model.INSTALL}."
    )
    assert "verbatim" in printed.out
    assert not printed.err
    assert print_matches([folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["layers"] == ["words"]


@pytest.mark.parametrize("command", [print_matches, make_index])
def test_to_ask_for_meaning_where_it_is_missing_is_an_error_that_says_what_to_do(
    command: Callable[[Sequence[str]], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(embedding_model, "PACKAGE", "no_such_package")
    folder = str(written(tmp_path / "corpus", a=STORM, b=MORE))
    assert command([folder, "--semantic"]) == 2
    printed = capsys.readouterr()
    assert not printed.out
    assert (
        printed.err == f"variorum: the meaning layer is not installed: {embedding_model.INSTALL}\n"
    )


@pytest.mark.skipif(not embedding_model.is_installed(), reason="the meaning layer is not installed")
def test_a_meaning_layer_that_fails_is_told_and_words_judge_unless_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> None:
        raise ModelError("its weights are of another format")

    monkeypatch.setattr("tui.index.semantic_matcher.SemanticMatcher.rescore", fail)
    monkeypatch.setenv("VARIORUM_SEMANTIC", "1")
    folder = str(written(tmp_path / "corpus", a=STORM, b=MORE))
    assert print_matches([folder]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == "Matched by words alone."
    assert "verbatim" in printed.out
    assert "another format" in printed.err
    assert print_matches([folder, "--semantic"]) == 1
    assert not capsys.readouterr().out


@pytest.mark.slow
def test_lines_that_recur_everywhere_are_left_out_told_and_kept_if_asked_for(
    tmp_path: Path,
) -> None:
    texts = {f"a{n}": with_lines(n, [LETTER], 3) for n in range(6)}
    folder = written(tmp_path / "corpus", **texts)
    done = variorum("matches", str(folder), "--json")
    assert json.loads(done.stdout)["matches"] == []
    assert "1 line recurs in many articles and was left out (--keep-recurring" in done.stderr
    kept = variorum("matches", str(folder), "--json", "--keep-recurring")
    found = json.loads(kept.stdout)["matches"]
    assert len(found) == 15
    assert all(len(match["echoes"]) == 4 for match in found)
    assert not kept.stderr
    again = variorum("matches", str(folder), "--json")
    assert again.stdout == done.stdout


@pytest.mark.slow
def test_copies_are_listed_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", **{f"n{n}": STORM for n in (10, 9, 1)}, other=MORE)
    found = matches(folder)
    assert [[Path(one).name for one in some] for some in found["copies"]] == [
        ["n1.txt", "n9.txt", "n10.txt"]
    ]
    pairs = [
        sorted(Path(match[side]["document"]).name for side in ("here", "there"))
        for match in found["matches"]
    ]
    assert sorted(pairs) == [["n1.txt", "n10.txt"], ["n1.txt", "n9.txt"], ["n1.txt", "other.txt"]]
    assert "the same text: n9.txt, n10.txt" in variorum("matches", str(folder)).stdout


@pytest.mark.slow
def test_a_block_goes_with_the_last_of_its_matches(tmp_path: Path) -> None:
    first, second = (". ".join(story(n)[1].split(". ")[:1]) + "." for n in (1, 2))
    folder = written(
        tmp_path / "corpus",
        a=f"{story(3)[1]}\n\n{first} {second}",
        b=f"{story(4)[1]}\n\n{first} {second}",
    )
    assert len(matches(folder)["passages"]) == 1
    data = tmp_path / "data"
    with closing(NoteStore(data / "variorum" / "notes.sqlite")) as notes:
        notes.excluded_pairs.add(QuotedPassage(first, ""), QuotedPassage(first, ""))
    one = json.loads(variorum("matches", str(folder), "--json", XDG_DATA_HOME=str(data)).stdout)
    assert (len(one["matches"]), len(one["passages"])) == (1, 1)
    with closing(NoteStore(data / "variorum" / "notes.sqlite")) as notes:
        notes.excluded_pairs.add(QuotedPassage(second, ""), QuotedPassage(second, ""))
    none = json.loads(variorum("matches", str(folder), "--json", XDG_DATA_HOME=str(data)).stdout)
    assert (none["matches"], none["passages"]) == ([], [])
