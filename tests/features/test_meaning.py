"""What the meaning layer adds is seen as its own kind of evidence; it comes with the extra."""

from pathlib import Path

import pytest

from tests.features.reader import reading, written
from tui.library import model
from tui.settings import SettingsError, read_settings

DOCTOR = "The doctor told her patient to give up smoking at once."
PHYSICIAN = "A physician advised the sick man that he must stop using cigarettes immediately."


@pytest.mark.skipif(
    not model.is_there(), reason=f"the meaning layer is not installed: {model.INSTALL}"
)
async def test_a_match_by_meaning_comes_when_the_words_own_are_shown_already(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path / "corpus", a=DOCTOR, b=PHYSICIAN)
    async with reading(tmp_path, [folder], semantic=True) as reader:
        await reader.until(lambda: "∴ by meaning" in reader.sources)
        assert "stop using cigarettes" in " ".join(reader.sources.split())
        assert "1/1" in str(reader.panes.sources.border_title)


async def test_without_the_layer_nothing_is_matched_by_meaning(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=DOCTOR, b=PHYSICIAN)
    async with reading(tmp_path, [folder]) as reader:
        await reader.pilot.pause()
        assert reader.sources.lstrip().startswith("Only here")


def test_the_layer_can_be_turned_off_in_the_configuration(tmp_path: Path) -> None:
    assert read_settings(tmp_path).semantic
    (tmp_path / "config.toml").write_text("semantic = false\n")
    assert not read_settings(tmp_path).semantic
    (tmp_path / "config.toml").write_text('semantic = "no"\n')
    with pytest.raises(SettingsError, match="line 1: semantic: it must be true or false"):
        read_settings(tmp_path)
