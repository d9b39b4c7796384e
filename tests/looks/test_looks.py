"""The whole screen, as words in their places; `VARIORUM_LOOKS=new` writes the pictures anew.

Only layout is held here: scores are the matching floor's business and are blanked.
"""

import os
import re
from pathlib import Path

import pytest

from tests.support.corpora import PILOTS, STORM, written
from tests.support.reader import reading

PICTURES = Path(__file__).with_name("pictures")
ALONE = "Nobody else reports the missing ferry Ouwerkerk at all, not even the owner."


def corpus(folder: Path) -> Path:
    return written(
        folder / "corpus",
        a="Harbour of Vlissingen closed after the storm"
        f"\n\n{STORM}\n\n{ALONE}\n\n{PILOTS}\n\nAdvertisement",
        b=f"Three pilots taken off a sinking barge\n\n{PILOTS}\n\n{STORM}",
        c=f"{STORM} It opened again on Thursday, said the mayor of Middelburg.",
    )


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 24), (80, 24), (60, 16)], ids=str)
async def test_the_screen_looks_as_it_did(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=size) as reader:
        await reader.until(lambda: reader.screen.novelty.is_looked_up)
        await reader.press("j")
        await reader.until(lambda: reader.screen.novelty.is_known)
        await reader.pilot.pause(2.5)
        seen = re.sub(r"\b[01]\.\d\d\b", "N.NN", "\n".join(reader.whole_screen)) + "\n"
    picture = PICTURES / f"{size[0]}x{size[1]}.txt"
    if os.environ.get("VARIORUM_LOOKS") == "new":
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(seen, encoding="utf-8")
    assert seen == picture.read_text(encoding="utf-8")
