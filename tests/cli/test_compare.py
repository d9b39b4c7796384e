"""`variorum compare` prints what each article alone says, lacks and says differently."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.collation.accounts import (
    ACCOUNTS,
    CAPTAIN,
    COOK,
    FIRE,
    INQUIRY,
    LIFEBOAT_AGAIN,
    MUSEUM,
    TELEGRAM,
)
from tests.support.command_line import variorum
from tests.support.reader import written
from tui.cli.compare_command import print_comparison
from tui.cli.matches_command import CorpusMatches, match_paths

KEYS = ["documents", "claims", "only", "missing", "differences", "quotes", "versions"]
TOLL = FIRE.replace("fourteen", "seventeen")
SAID = "“Nobody panicked, and the crew was splendid,” said Aafke Visser, a passenger."
SAID_AGAIN = "A passenger, Aafke Visser, said: “Nobody panicked.”"


def compared(*arguments: object) -> dict[str, Any]:
    done = variorum("compare", *map(str, arguments), "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def words(found: dict[str, Any], span: dict[str, Any]) -> str:
    (path,) = (d["path"] for d in found["documents"] if d["id"] == span["document"])
    with Path(path).open(encoding="utf-8", newline="") as file:
        return file.read()[span["start"] : span["end"]]


def named(found: dict[str, Any], siglum: str) -> str:
    (name,) = (d["id"] for d in found["documents"] if d["siglum"] == siglum)
    return str(name)


@pytest.mark.slow
def test_json_has_what_the_page_on_comparing_says(tmp_path: Path) -> None:
    found = compared(written(tmp_path / "corpus", **ACCOUNTS))
    assert list(found) == KEYS
    assert [d["siglum"] for d in found["documents"]] == ["A", "B", "C"]
    for document in found["documents"]:
        assert set(document) == {"id", "path", "title", "siglum", "outlet", "date"}
    for claim in found["claims"]:
        assert set(claim) == {"id", "members"}
        assert len({member["document"] for member in claim["members"]}) > 1
        for member in claim["members"]:
            assert set(member) == {"document", "start", "end", "kind"}
            assert member["kind"] in {"verbatim", "close", "reworded", "meaning"}
    assert len({claim["id"] for claim in found["claims"]}) == len(found["claims"])


def test_spans_are_the_files_own_whatever_was_cleaned(tmp_path: Path) -> None:
    texts = {**ACCOUNTS, "courant": f"\ufeff\x1b[1m{ACCOUNTS['courant']}".replace("\n", "\r\n")}
    found = compared(written(tmp_path / "corpus", **texts))
    (only,) = found["only"]
    assert words(found, only) == COOK
    assert only["document"] == named(found, "B")


@pytest.mark.slow
def test_what_is_missing_names_its_claim_and_where_it_would_stand(tmp_path: Path) -> None:
    found = compared(written(tmp_path / "corpus", **ACCOUNTS))
    claims = {claim["id"]: claim["members"] for claim in found["claims"]}
    assert [m["document"] for m in found["missing"]] == [named(found, "A")] * 2
    tellings = [{words(found, s) for s in claims[m["claim"]]} for m in found["missing"]]
    assert CAPTAIN in tellings[0]
    assert INQUIRY in tellings[1]
    for item in found["missing"]:
        before = {"document": item["document"], "start": 0, "end": item["after"]}
        assert words(found, before).endswith(LIFEBOAT_AGAIN)


@pytest.mark.slow
def test_values_that_differ_are_told_with_both_sentences(tmp_path: Path) -> None:
    texts = {**ACCOUNTS, "telegram": TELEGRAM.replace(FIRE, TOLL)}
    found = compared(written(tmp_path / "corpus", **texts))
    told = [
        {(words(found, d["a"]), d["a_text"]), (words(found, d["b"]), d["b_text"])}
        for d in found["differences"]
    ]
    assert {(FIRE, "fourteen"), (TOLL, "seventeen")} in told
    claims = {claim["id"] for claim in found["claims"]}
    for one in found["differences"]:
        assert set(one) == {"type", "claim", "a", "b", "a_text", "b_text"}
        assert one["claim"] in claims


@pytest.mark.slow
def test_quotations_are_told_with_their_speakers(tmp_path: Path) -> None:
    texts = {
        "bode": f"{ACCOUNTS['bode']}\n\n{SAID_AGAIN}",
        "telegram": f"{TELEGRAM}\n\n{SAID}",
    }
    found = compared(written(tmp_path / "corpus", **texts))
    (quote,) = found["quotes"]
    assert set(quote) == {"id", "speaker", "variants"}
    assert quote["speaker"] == "Aafke Visser"
    assert len(quote["variants"]) == 2
    assert all("Nobody panicked" in words(found, span) for span in quote["variants"])


@pytest.mark.slow
def test_outlet_and_date_are_those_of_the_front_matter(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    head = "---\ntitle: Fire at sea\nsource: De Bode\ndate: 2026-03-02T10:00\n---\n\n"
    (folder / "bode.md").write_text(head + ACCOUNTS["bode"], encoding="utf-8")
    (folder / "telegram.md").write_text(TELEGRAM, encoding="utf-8")
    bode, telegram = compared(folder)["documents"]
    assert (bode["outlet"], bode["date"]) == ("De Bode", "2026-03-02")
    assert (telegram["outlet"], telegram["date"]) == (None, None)


@pytest.mark.slow
def test_unrelated_files_change_nothing_of_the_others(tmp_path: Path) -> None:
    alone = compared(written(tmp_path / "one", **ACCOUNTS))
    more = {**ACCOUNTS, "zoo": f"{MUSEUM}\n\nNone of them was sold before the autumn market."}
    both = compared(written(tmp_path / "other", **more))
    ours = {d["id"]: Path(d["path"]).name for d in alone["documents"]}
    theirs = {d["id"]: Path(d["path"]).name for d in both["documents"]}

    def plain(value: Any, names: dict[str, str]) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner, names) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner, names) for inner in value]
        return names.get(value, value) if isinstance(value, str) else value

    for key in ("claims", "missing", "differences", "quotes"):
        assert plain(alone[key], ours) == plain(both[key], theirs)
    only = [o for o in plain(both["only"], theirs) if o["document"] != "zoo.txt"]
    assert only == plain(alone["only"], ours)


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", **ACCOUNTS)
    one, two = (variorum("compare", str(folder), "--json").stdout for _ in range(2))
    assert one == two != ""


def test_people_read_an_overview(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {**ACCOUNTS, "copy": TELEGRAM}
    assert print_comparison([str(written(tmp_path / "corpus", **texts))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Matched by words alone."
    assert "  Not in this article: 2" in lines
    assert f"      would stand after: {LIFEBOAT_AGAIN}" in lines
    at = lines.index("  Only here: 1")
    assert lines[at + 1] == f"    {COOK}"
    assert "  the same text as D" in lines
    assert "One voice: B, D" in lines
    assert any("100% the same" in line and "direction unclear" in line for line in lines)


def test_the_list_of_differences_names_the_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {**ACCOUNTS, "telegram": TELEGRAM.replace(FIRE, TOLL)}
    folder = written(tmp_path / "corpus", **texts)
    assert print_comparison([str(folder), "--differences"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Differences: ")
    assert any("fourteen (A) | seventeen (C)" in line for line in lines)
    assert not any("Only here" in line for line in lines)


def test_the_map_comes_as_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "corpus", **ACCOUNTS)
    assert print_comparison([str(folder), "--csv"]) == 0
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert [cell[:3] for cell in head[3:]] == ["A: ", "B: ", "C: "]
    assert [row[3] for row in rows].count("absent") == 2


@pytest.mark.parametrize("arguments", [[], ["--json", "--csv", "."], ["--json"]])
def test_asked_wrongly_it_says_so(arguments: list[str]) -> None:
    done = variorum("compare", *arguments)
    assert done.returncode == 2
    assert "variorum compare" in done.stderr


def test_a_file_that_changes_meanwhile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "corpus", **ACCOUNTS)

    def then_changed(*given: Any, **asked: Any) -> CorpusMatches:
        found = match_paths(*given, **asked)
        written(folder, bode=f"{MUSEUM}\n\n{ACCOUNTS['bode']}")
        return found

    monkeypatch.setattr("tui.cli.matches_command.match_paths", then_changed)
    assert print_comparison([str(folder), "--json"]) == 1
    done = capsys.readouterr()
    assert "bode" in done.err
    assert "compare again" in done.err
    assert done.out == ""


def test_where_there_is_nothing_to_compare_it_fails(tmp_path: Path) -> None:
    done = variorum("compare", str(tmp_path), "--json")
    assert done.returncode == 1
    assert "nothing to compare" in done.stderr
    assert done.stdout == ""
