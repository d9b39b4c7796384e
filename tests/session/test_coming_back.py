"""Started again, the reader is where it was: the document, and the place in it."""

from pathlib import Path

import pytest

from tests.support.reader import reading

pytestmark = pytest.mark.slow


async def test_the_document_read_last_is_opened_again(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        first = reader.article
        await reader.press("1", "j", "j", "j", "enter")
        await reader.until(lambda: reader.article != first)
        await reader.press("j", "j", "j")
        there, passage = reader.article, reader.passage
    async with reading(tmp_path) as reader:
        assert (reader.article, reader.passage) == (there, passage)


async def test_a_corpus_never_opened_begins_with_its_first_document(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        assert reader.article == reader.corpus_files[0].title
