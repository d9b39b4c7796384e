"""Versions of one article: V lists what changed, `compare` prints it."""

import json
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.reader import Reader, reading
from tui.widgets.core.choice_list import ChoiceList

FERRY = "The ferry Aurelia ran aground off Vlissingen at dawn with ninety people aboard."
LATER = FERRY.replace("ninety", "seventy")
TUGS = "Two tugs pulled her free at noon, under the eyes of a silent crowd."
INQUIRY = "The ministry announced an inquiry after the union of pilots asked for one."
HEAD = "---\nurl: https://courier.example/ferry\ndate: 2024-05-06\nupdated: {}\n---\n\n"


def corpus(folder: Path, *, versions: bool = True) -> Path:
    found = folder / "corpus"
    found.mkdir()
    first, second = (HEAD.format(day) if versions else "" for day in ("2024-05-07", "2024-05-06"))
    (found / "a.md").write_text(f"{first}{LATER}\n\n{TUGS}\n\n{INQUIRY}\n")
    (found / "b.md").write_text(f"{second}{FERRY}\n\n{TUGS}\n")
    (found / "c.txt").write_text(f"{TUGS}\n\nA third account of the ferry says little else.\n")
    return found


def rows(reader: Reader) -> list[str]:
    choices = reader.app.screen.query_exactly_one(ChoiceList)
    return [row.strip(" ┃│") for row in reader.rows(choices) if row.strip()]


async def listed(reader: Reader) -> None:
    await reader.collated()
    await reader.press("V")
    await reader.until(lambda: bool(reader.app.screen.query(ChoiceList)))
    await reader.until(lambda: bool(rows(reader)))


@pytest.mark.slow
async def test_the_changes_are_listed_and_a_choice_goes_there(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await listed(reader)
        assert rows(reader)[0].startswith("B → A: 2 changes · https://courier.example/ferry")
        assert rows(reader)[1].startswith(f"≠ {FERRY}"[:60])
        assert rows(reader)[2] == "ninety → seventy"
        assert rows(reader)[3].startswith(f"+ {INQUIRY}"[:60])
        assert rows(reader)[3].endswith("added")
        await reader.filter("added")
        await reader.until(lambda: len(rows(reader)) == 2)
        await reader.press("enter")
        await reader.until(lambda: reader.passage == INQUIRY)
        assert reader.siglum == "A"


@pytest.mark.slow
async def test_the_open_version_is_the_one_gone_to(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("semicolon")
        await reader.until(lambda: reader.siglum == "B")
        await listed(reader)
        await reader.press("enter")
        await reader.until(lambda: reader.passage == FERRY)
        assert reader.siglum == "B"


async def test_without_versions_the_key_says_so(tmp_path: Path) -> None:
    folder = corpus(tmp_path, versions=False)
    async with reading(tmp_path, [folder], size=(60, 20)) as reader:
        await reader.collated()
        await reader.press("V")
        said = "No versions: no two of these articles have one address"
        await reader.until(lambda: said in reader.whole_screen[-1])


def test_compare_prints_the_changes(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    text = variorum("compare", str(folder)).stdout
    assert "Versions of https://courier.example/ferry: B to A: 2\n" in text
    assert f"  changed: {FERRY}\n    ninety | seventy\n" in text
    assert f"  added: {INQUIRY}\n" in text
    [pair] = json.loads(variorum("compare", str(folder), "--json").stdout)["versions"]
    assert [Path(pair[side]).name for side in ("earlier", "later")] == ["b.md", "a.md"]
    assert pair["dated"] is True
    raw = (folder / "a.md").read_text()
    spans = [(one["kind"], one["b"]) for one in pair["changes"]]
    assert [(kind, raw[b["start"] : b["end"]]) for kind, b in spans] == [
        ("changed", LATER),
        ("added", INQUIRY),
    ]
    [words] = pair["changes"][0]["words"]
    assert raw[words["b"]["start"] : words["b"]["end"]] == "seventy"
    assert pair["changes"][1]["a"] is None
