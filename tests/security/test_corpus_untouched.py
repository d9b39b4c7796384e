"""The corpus is only read: reading, noting and comparing leave it as it was, to the byte."""

from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.reader_session import ready, session
from tui.resources import SEEDS
from tui.settings import SettingsError, read_settings, shared_index_path


def state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    return [
        (str(path), about.st_mode, about.st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted([folder, *folder.rglob("*")])
        for about in [path.stat()]
    ]


@pytest.mark.slow
def test_nothing_is_written_into_the_corpus(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "inner").mkdir(parents=True)
    for number, seed in enumerate(sorted(SEEDS.glob("*.txt"))):
        copy = corpus / ("inner" if number % 2 else ".") / seed.name
        copy.write_bytes(seed.read_bytes())
        copy.chmod(0o444)
    for folder in (corpus / "inner", corpus):
        folder.chmod(0o555)
    before = state(corpus)
    assert variorum("index", str(corpus), "--to", str(tmp_path / "index")).returncode == 0
    assert variorum("matches", str(corpus)).returncode == 0
    with session(corpus, VARIORUM_INDEX=str(tmp_path / "index")) as terminal:
        ready(terminal)
        terminal.press("]]jj")
        terminal.until_quiet()
        terminal.press("m")
        terminal.until_text("Mark as")
        terminal.press("1")
        terminal.until_quiet()
        terminal.press("\r")
        terminal.until_quiet(0.6)
        assert "Shared index" not in terminal.emulator.text()
        terminal.press("q")
        assert terminal.ended() == 0
    assert state(corpus) == before
    for path in (corpus, corpus / "inner"):
        path.chmod(0o755)
    kept = [*tmp_path.glob("xdg-*/**/*.sqlite*")]
    assert any(path.name == "notes.sqlite" for path in kept), "a note was taken meanwhile"
    for path in kept:
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


def test_the_environment_has_the_last_word_on_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('index = "~/shared.index"')
    settings = read_settings(tmp_path)
    assert shared_index_path(settings) == Path("~/shared.index").expanduser()
    monkeypatch.setenv("VARIORUM_INDEX", "/srv/other")
    assert shared_index_path(settings) == Path("/srv/other")
    monkeypatch.setenv("VARIORUM_INDEX", "")
    assert shared_index_path(settings) is None
    config.write_text("width = 60\nindex = 5")
    with pytest.raises(SettingsError, match="line 2"):
        read_settings(tmp_path)
