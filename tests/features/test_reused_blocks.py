"""Reused blocks: a bracket beside what stands, whole, in another article, in any colours."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import TRUECOLOUR, reading

WIRE = (
    "The ferry Ouwerkerk ran aground on a sandbank near Terneuzen shortly before midnight."
    " Its captain, Joris Vermeulen, radioed the coastguard, who sent two lifeboats and a tug."
    " All 61 passengers were brought ashore unhurt before the tide turned at four o'clock."
)
OWN = "Our correspondent spent the evening with the bell founders of Middelburg instead."
OTHER = "Elsewhere a beekeeper from Goes won the regional prize for lavender honey again."


@pytest.mark.slow
@pytest.mark.parametrize(
    "environ", [TRUECOLOUR, {"TERM": "xterm", "NO_COLOR": "1"}], ids=["colours", "none"]
)
async def test_a_bracket_runs_along_what_another_article_has_too(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    folder = written(tmp_path / "corpus", a=f"{OWN}\n\n{WIRE}\n\n{OWN}", b=f"{OTHER}\n\n{WIRE}")
    async with reading(tmp_path, [folder], environ=environ) as reader:
        assert not any(sign in reader.shown(reader.panes.reader) for sign in "╭│╰")
        await reader.press("B")
        rows = reader.rows(reader.panes.reader)
        marked = [row for row in rows if any(sign in row[:9] for sign in "╭│╰")]
        assert "The ferry Ouwerkerk" in marked[0]
        assert "╭" in marked[0]
        assert "four o'clock" in marked[-1]
        assert "╰" in marked[-1]
        assert len(marked) >= 3
        assert not any(word in "\n".join(marked) for word in ("correspondent", "founders"))
        await reader.press("B")
        assert not any(sign in reader.shown(reader.panes.reader) for sign in "╭│╰")


async def test_the_panel_says_that_the_passage_is_in_a_reused_block(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=f"{OWN}\n\n{WIRE}\n\n{OWN}", b=f"{OTHER}\n\n{WIRE}")
    async with reading(tmp_path, [folder]) as reader:
        assert "reused block" not in str(reader.panes.sources.border_title)
        await reader.press("]")
        assert "ferry" in reader.passage
        assert "reused block" in str(reader.panes.sources.border_title)
