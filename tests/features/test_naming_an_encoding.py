"""A document read wrongly is read again in the encoding that the reader names."""

from pathlib import Path

import pytest

from tests.support.reader import reading
from tui.screens.dialogs.encoding_dialog import EncodingDialog

CZECH = "Děti šly domů. Řekl to hasič, který u požáru skladiště nebyl zraněn ani letos."


def corpus(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text(CZECH, encoding="utf-8")
    (folder / "b.txt").write_bytes(CZECH.encode("cp1250"))
    return folder


@pytest.mark.slow
async def test_a_key_names_another_and_it_is_remembered(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus")
    async with reading(tmp_path, [folder], size=(160, 40)) as reader:
        assert "read as cp1250" in reader.listed
        assert reader.listed.count("2/2 shared") == 2
        await reader.press("1", "j", "enter")
        assert "read as cp1250" in reader.status
        await reader.press("C")
        await reader.until(lambda: isinstance(reader.app.screen, EncodingDialog))
        await reader.type("koi8-r")
        await reader.press("enter")
        await reader.until(lambda: "read as koi8-r" in reader.listed)
        await reader.until(lambda: reader.screen.is_settled)
        assert "читал" not in reader.passage
        assert reader.passage != "Děti šly domů."
        assert "1/2 shared" in reader.listed
    async with reading(tmp_path, [folder], size=(160, 40), encodings=True) as reader:
        assert "read as koi8-r" in reader.listed


@pytest.mark.slow
async def test_what_is_named_is_evidence_for_other_short_lines(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Der Maßstab ist neu.".encode("cp850"))
    (folder / "b.txt").write_bytes("Der Hafen bleibt außer Betrieb.".encode("cp850"))
    (folder / "c.txt").write_text("Nothing beyond ASCII.", encoding="utf-8")
    async with reading(tmp_path, [folder], size=(160, 40), encodings=True) as reader:
        assert reader.listed.count("read as cp850") < 2
        await reader.press("1", "C")
        await reader.until(lambda: isinstance(reader.app.screen, EncodingDialog))
        await reader.type("cp850")
        await reader.press("enter")
        await reader.until(lambda: reader.listed.count("read as cp850") == 2)
        assert "1 other compared again" in reader.status


@pytest.mark.slow
async def test_it_can_be_forgotten_again(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus")
    async with reading(tmp_path, [folder], size=(160, 40)) as reader:
        await reader.press("1", "j", "C")
        await reader.until(lambda: isinstance(reader.app.screen, EncodingDialog))
        await reader.type("cp1252")
        await reader.press("enter")
        await reader.until(lambda: "read as cp1252" in reader.listed)
        await reader.until(lambda: reader.screen.is_settled)
        await reader.press("C")
        await reader.until(lambda: isinstance(reader.app.screen, EncodingDialog))
        await reader.press("up", *["down"] * 40, "enter")
        await reader.until(lambda: "read as cp1250" in reader.listed)
        await reader.until(lambda: "2/2 shared" in reader.listed)


async def test_titles_that_look_alike_are_told_apart(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus")
    (folder / "deep").mkdir()
    (folder / "deep" / "a.txt").write_text(CZECH, encoding="utf-8")
    async with reading(tmp_path, [folder], size=(160, 40)) as reader:
        assert "b.txt · Děti" in reader.listed
        assert "deep/a.txt · Děti" in reader.listed
        assert "corpus/a.txt · Děti" in reader.listed
        assert "a.txt · Děti" in reader.article
        assert "txt · Děti" in reader.sources
