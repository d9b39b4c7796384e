"""A corpus with a name: what `variorum.toml` in the folder changes on the screen."""

import json
from pathlib import Path

import pytest

from tests.support.command_line import matches, variorum
from tests.support.corpora import written
from tests.support.reader import Reader, reading
from tui.settings import Settings

pytestmark = pytest.mark.slow

DAWN = "The ferry Aurelia ran aground at dawn with ninety people aboard."
QUAY = "Nobody was hurt, the master of the harbour said on the quay."
LETTER = "Our letter comes each morning, and it is free"
STILL = Settings(watch=False)


def corpus(folder: Path, config: str) -> Path:
    found = written(
        folder / "corpus",
        a=f"{DAWN}\n\n{LETTER}\n\nGulls had followed her since the lighthouse.",
        b=f"{DAWN}\n\n{LETTER}\n\nThe company runs two more ships to England.",
        c=f"{QUAY}\n\n{DAWN}",
    )
    (found / "variorum.toml").write_text(config)
    return found


def rows(reader: Reader) -> list[str]:
    """The rows of the list, two for each article."""
    return [row.strip(" ┃│") for row in reader.rows(reader.panes.documents) if row.strip()]


def order(reader: Reader) -> list[str]:
    """The listed articles by the names of their files."""
    return [Path(name).stem for name in reader.panes.documents.ids]


def sigla(reader: Reader) -> list[str]:
    return [row.split(" · ")[0] for row in rows(reader)[::2]]


def title(reader: Reader) -> str:
    return str(reader.panes.documents.border_title)


async def test_title_order_letters_and_outlets_are_those_of_the_file(tmp_path: Path) -> None:
    config = 'title = "The ferry"\norder = ["c.txt", "a.txt"]\n[letters]\n"b.txt" = "A"\n'
    folder = corpus(tmp_path, f'{config}[outlets]\n"*" = "De Bode"\n"c.txt" = "The Post"\n')
    async with reading(tmp_path, [folder], encodings=True) as reader:
        assert title(reader) == "1 The ferry"
        assert order(reader) == ["c", "a", "b"]
        assert sigla(reader) == ["B", "C", "A"]
        assert rows(reader)[1].startswith("The Post")
        assert rows(reader)[5].startswith("De Bode")
        assert "not read" not in reader.listed  # the file itself is no article


async def test_the_key_for_sorting_leaves_the_stated_order_and_comes_back(tmp_path: Path) -> None:
    folder = corpus(tmp_path, 'order = ["c.txt"]')
    async with reading(tmp_path, [folder], encodings=True) as reader:
        assert order(reader) == ["c", "a", "b"]
        await reader.press("S")
        await reader.until(lambda: order(reader) == ["a", "b", "c"])
        await reader.until(lambda: "on disk" in reader.status)
        while "variorum.toml" not in reader.status:
            before = reader.status
            await reader.press("S")
            await reader.until(lambda before=before: reader.status != before)
        await reader.until(lambda: order(reader) == ["c", "a", "b"])


async def test_stated_letters_stay_when_letters_are_dealt_anew(tmp_path: Path) -> None:
    folder = corpus(tmp_path, '[letters]\n"c.txt" = "K"')
    async with reading(tmp_path, [folder], encodings=True) as reader:
        assert sigla(reader) == ["A", "B", "K"]
        await reader.press("shift+down")
        await reader.until(lambda: order(reader) == ["b", "a", "c"])
        await reader.press("=")
        await reader.until(lambda: sigla(reader) == ["A", "B", "K"])


async def test_boilerplate_of_the_corpus_is_dim_and_matches_nothing(tmp_path: Path) -> None:
    folder = corpus(tmp_path, f'boilerplate = ["{LETTER}"]')
    async with reading(tmp_path, [folder], encodings=True) as reader:
        await reader.press("g")
        await reader.until(lambda: reader.passage == DAWN)
        await reader.collated()
        # The line itself is neither shared nor counted.
        await reader.until(lambda: "1/2 shared" in rows(reader)[1])


@pytest.mark.parametrize("settings", [Settings(), STILL], ids=["watched", "by the key"])
async def test_a_change_of_the_file_is_taken_in_while_one_reads(
    tmp_path: Path, settings: Settings
) -> None:
    folder = corpus(tmp_path, 'title = "Before"')
    async with reading(tmp_path, [folder], encodings=True, settings=settings) as reader:
        assert title(reader) == "1 Before"
        (folder / "variorum.toml").write_text(
            'title = "After"\norder = ["c.txt"]\n[outlets]\n"b.txt" = "De Bode"\n'
            '[letters]\n"c.txt" = "A"\n[groups]\n"c.txt" = "Group"\n'
        )
        if not settings.watch:
            await reader.press("r")
        await reader.until(lambda: title(reader) == "1 After" and "De Bode" in reader.listed)
        await reader.until(lambda: order(reader)[0] == "c" and sigla(reader)[0] == "A")
        assert len(set(sigla(reader))) == 3


async def test_words_of_the_open_article_change_only_by_the_key(tmp_path: Path) -> None:
    folder = corpus(tmp_path, "")
    async with reading(tmp_path, [folder], encodings=True) as reader:
        assert LETTER in reader.shown(reader.panes.reader)
        (folder / "variorum.toml").write_text(f'boilerplate = ["{LETTER}"]')
        await reader.until(lambda: "↻" in str(reader.panes.reader.border_title))
        await reader.until(lambda: reader.screen.is_settled)
        await reader.press("r")
        await reader.until(lambda: "↻" not in str(reader.panes.reader.border_title))
        boilerplate = [
            one.document.words_of(n)
            for one in reader.corpus_files
            if one.document
            for n, passage in enumerate(one.document.passages)
            if passage.role == "boilerplate"
        ]
        assert boilerplate == [LETTER, LETTER]


async def test_a_divider_that_is_added_makes_articles_of_a_file(tmp_path: Path) -> None:
    folder = corpus(tmp_path, "")
    (folder / "z.txt").write_text(f"{QUAY}\n\n* * *\n\n{DAWN}\n")
    async with reading(tmp_path, [folder], encodings=True) as reader:
        assert order(reader) == ["a", "b", "c", "z"]
        (folder / "variorum.toml").write_text('[news]\ndivider = "* * *"')
        await reader.press("r")
        await reader.until(lambda: sum("z.txt#" in n for n in reader.panes.documents.ids) == 2)


async def test_a_bad_file_is_told_and_one_reads_on(tmp_path: Path) -> None:
    folder = corpus(tmp_path, 'title = "Good"')
    async with reading(tmp_path, [folder], encodings=True, settings=STILL) as reader:
        (folder / "variorum.toml").write_text('\ntitel = "Bad"')
        await reader.press("r")
        await reader.until(lambda: "line 2: titel" in reader.status)
        assert title(reader) == "1 Good"
        (folder / "variorum.toml").write_text('title = "Mended now"')
        await reader.press("r")
        await reader.until(lambda: title(reader) == "1 Mended now")
        await reader.until(lambda: "titel" not in reader.status)


async def test_a_bad_file_from_the_start_is_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path, "title = 1")
    async with reading(tmp_path, [folder], encodings=True) as reader:
        assert "title: it must be a text" in reader.status
        assert order(reader) == ["a", "b", "c"]


def test_commands_take_the_letters_outlets_and_title_and_tell_of_a_bad_file(
    tmp_path: Path,
) -> None:
    config = 'title = "The ferry"\n[letters]\n"c.txt" = "A"\n[outlets]\n"a.txt" = "De Bode"\n'
    folder = corpus(tmp_path, config)
    done = variorum("report", str(folder), "-o", "-")
    assert done.returncode == 0, done.stderr
    assert "<h1>The ferry</h1>" in done.stdout
    assert "De Bode" in done.stdout
    overview = variorum("compare", str(folder)).stdout.splitlines()
    assert [row[:2] for row in overview if row.endswith("(c.txt)")] == ["A "]
    (folder / "variorum.toml").write_text("letters = 1")
    done = variorum("compare", str(folder), "--json")
    assert done.returncode == 0
    assert f"{folder}: variorum.toml: line 1: letters: it must be a table" in done.stderr


def test_boilerplate_that_is_stated_changes_what_was_compared_before(tmp_path: Path) -> None:
    folder = corpus(tmp_path, "")
    before = matches(folder)
    (folder / "variorum.toml").write_text(f'boilerplate = ["{LETTER[:10]}*"]')
    stated = matches(folder)
    (folder / "variorum.toml").unlink()
    assert len(stated["matches"]) < len(before["matches"])
    assert matches(folder) == before


def test_a_note_on_an_article_that_a_divider_makes_is_listed_without_a_path(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path, '[news]\ndivider = "* * *"')
    (folder / "deep").mkdir()
    file = folder / "deep" / "z.txt"
    file.write_text(f"{QUAY}\n\n* * *\n\n{DAWN}\n")
    done = variorum("notes", "add", str(file), "--quote", "ninety people aboard", "Many.")
    assert done.returncode == 0, done.stderr
    for paths in ((), (str(folder),)):
        listed = variorum("notes", "list", *paths, "--json")
        [note] = json.loads(listed.stdout)
        [target] = note["targets"]
        assert target["state"] == "exact"
        assert "z.txt#" in target["path"]
