"""A page that `variorum add` saves in the folder that is read comes into the list by itself."""

import asyncio
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.corpora import written
from tests.support.reader import reading
from tests.support.saved_files import AGROUND, page
from tests.support.web_server import served

pytestmark = pytest.mark.slow


async def add(address: str, folder: Path) -> None:
    done = await asyncio.to_thread(variorum, "add", address, "--to", str(folder), "--private")
    assert done.returncode == 0, done.stderr


async def test_an_added_page_is_listed_compared_and_told(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a="\n\n".join(AGROUND.paragraphs[:2]))
    with served() as site:
        address = site.add("/aground", page(AGROUND, url=""))
        async with reading(tmp_path, [folder]) as reader:
            await reader.press("g")
            await add(address, folder)
            await reader.until(lambda: "1 new" in reader.status and "verbatim" in reader.sources)
            await reader.until(lambda: "+ B" in reader.listed)
            assert "The Quay Courier" in reader.listed
            assert len(reader.corpus_files) == 2
            longer = AGROUND._replace(paragraphs=(*AGROUND.paragraphs, "The master resigned."))
            site.add("/aground", page(longer, url=""))
            await add(address, folder)
            await reader.until(lambda: "2 new" in reader.status)
            await reader.until(lambda: "1 of 2 versions" in " ".join(reader.listed.split()))
