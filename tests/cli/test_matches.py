"""`variorum matches` prints what the panel would show, in the files' own code points."""

import json
from pathlib import Path
from typing import Any

from tests.cli.test_command_line import variorum
from tests.features.reader import written
from tui.cli.matches import indented
from tui.resources import SEEDS

STORM = "The harbour of Vlissingen was closed on Tuesday after the storm."
PILOTS = "Three pilots were taken off the sinking barge by helicopter."


def matches(*paths: Path) -> dict[str, Any]:
    done = variorum("matches", *map(str, paths), "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


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


def test_the_same_corpus_gives_the_same_bytes_in_any_order() -> None:
    files = sorted(SEEDS.glob("*.txt"))
    first = variorum("matches", *map(str, files), "--json").stdout
    files = [*files[3:], *files[:3]]
    assert variorum("matches", *map(str, files), "--json").stdout == first


def test_a_file_named_twice_is_compared_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=STORM)
    (folder / "again.txt").symlink_to(folder / "a.txt")
    assert len(matches(folder, folder / "a.txt")["matches"]) == 1


def test_the_list_for_people_shows_passages_and_who_says_them(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=f"{STORM} Alone.", b=STORM)
    done = variorum("matches", str(folder))
    assert done.returncode == 0
    assert f"b.txt: {STORM}" in done.stdout
    assert "verbatim" in done.stdout


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_compared(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=STORM)
    (folder / "c.txt").write_bytes(b"\0\0\0")
    done = variorum("matches", str(folder))
    assert done.returncode == 0
    assert "c.txt: it is a binary file" in done.stderr
    assert "verbatim" in done.stdout


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    done = variorum("matches", str(tmp_path))
    assert done.returncode == 1
    assert "nothing to compare" in done.stderr


def test_json_is_indented_as_the_standard_library_does_it() -> None:
    plain = {"a": [], "b": {}, "c": [1, 2.5, 1e-05, True, None, {"d": 'ü"\\\n\u2028'}], "": ""}
    assert indented(plain) == json.dumps(plain, ensure_ascii=False, indent=1)
