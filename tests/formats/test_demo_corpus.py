"""The demo has a file of each format, and each of them is read."""

from pathlib import PurePath

import pytest

from benchmarks.formats.demo_corpus import ACCOUNTS, files
from tui.formats.detection import FileFormat, detect_format
from tui.formats.extracted_article import Limits
from tui.formats.registry import extract

FILES = files()
TEXT = {FileFormat.PLAIN, FileFormat.MARKDOWN}


def test_there_is_a_file_of_each_format() -> None:
    found = {detect_format(content, PurePath(name).name) for name, content in FILES.items()}
    assert found == set(FileFormat)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_demo_tells_its_accounts(name: str) -> None:
    content = FILES[name]
    file_format = detect_format(content, PurePath(name).name)
    assert file_format is not None
    if file_format in TEXT:
        return
    articles = list(extract(file_format, content, Limits()))
    assert articles
    assert {article.title for article in articles} <= {account.title for account in ACCOUNTS}
