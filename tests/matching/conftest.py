"""What the tests of matching share."""

import pytest

from tui.resources import SEEDS
from tui.text.document import Document
from tui.text.parsing.document_parser import parse_document


@pytest.fixture(scope="session")
def seeds() -> dict[str, Document]:
    """The sample articles by the names of their files."""
    return {p.name: parse_document(p.read_bytes().decode()) for p in sorted(SEEDS.glob("*.txt"))}
