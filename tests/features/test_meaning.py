"""What the meaning layer adds is seen as its own kind of evidence; it comes with the extra."""

from pathlib import Path

import pytest

from tests.support.corpora import DOCTOR, in_other_words
from tests.support.reader import reading
from tui.embedding import embedding_model
from tui.settings import SettingsError, read_settings
from tui.widgets.core.choice_list import ChoiceList


@pytest.mark.slow
@pytest.mark.skipif(
    not embedding_model.is_installed(),
    reason=f"the meaning layer is not installed: {embedding_model.INSTALL}",
)
async def test_a_match_by_meaning_comes_when_the_words_own_are_shown_already(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [in_other_words(tmp_path)], semantic=True) as reader:
        assert reader.passage == DOCTOR
        await reader.until(lambda: "∴ by meaning" in reader.sources)
        assert "stop using cigarettes" in " ".join(reader.sources.split())
        assert "1/1" in str(reader.panes.sources.border_title)
        await reader.until(lambda: reader.screen.collation.is_final)
        await reader.until(lambda: "not final" not in reader.status)


@pytest.mark.slow
@pytest.mark.skipif(
    not embedding_model.is_installed(),
    reason=f"the meaning layer is not installed: {embedding_model.INSTALL}",
)
async def test_the_reasons_tell_what_the_words_alone_would_come_to(tmp_path: Path) -> None:
    async with reading(tmp_path, [in_other_words(tmp_path)], semantic=True) as reader:
        await reader.until(lambda: "∴ by meaning" in reader.sources)
        await reader.press("w")
        pane = reader.app.screen.query_exactly_one(ChoiceList)
        await reader.until(lambda: "sure" in reader.shown(pane))
        told = " ".join(reader.shown(pane).split())
        assert "By their words alone it would be" in told
        assert "the rest comes from their meaning" in told


async def test_without_the_layer_nothing_is_matched_by_meaning(tmp_path: Path) -> None:
    async with reading(tmp_path, [in_other_words(tmp_path)]) as reader:
        await reader.pilot.pause()
        assert reader.passage == DOCTOR
        assert "by meaning" not in reader.sources
        assert "0/1" in str(reader.panes.sources.border_title)
        assert not set("▂▅█") & set(reader.reading_row)


def test_the_layer_can_be_turned_off_in_the_configuration(tmp_path: Path) -> None:
    assert read_settings(tmp_path).semantic
    (tmp_path / "config.toml").write_text("semantic = false\n")
    assert not read_settings(tmp_path).semantic
    (tmp_path / "config.toml").write_text('semantic = "no"\n')
    with pytest.raises(SettingsError, match="line 1: semantic: it must be true or false"):
        read_settings(tmp_path)
