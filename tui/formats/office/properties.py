"""Properties of an office document: title, author, days, language."""

import re
from typing import NamedTuple

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.office.xml_events import local_name, read_events

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 1_000
"""Largest length of a value in code points."""


class Properties(NamedTuple):
    """Properties of a document; an empty value is not given."""

    title: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""
    language: str = ""

    def article(self, text: str) -> ExtractedArticle:
        """Return the article of a document with these properties.

        Args:
            text: The text of the document as Markdown.

        Raises:
            ExtractionError: If the text is empty.
        """
        if not text:
            raise ExtractionError("it holds no text")
        return ExtractedArticle(
            text,
            is_markdown=True,
            title=self.title,
            author=self.author,
            date=self.created,
            updated=self.modified,
            language=self.language,
        )


_ELEMENTS = {
    "title": "title",
    "creator": "author",
    "initial-creator": "author",
    "created": "created",
    "creation-date": "created",
    "modified": "modified",
    "date": "modified",
    "language": "language",
}
"""Properties by the local names of elements, in DOCX and ODT."""


def read_properties(data: bytes, limits: Limits) -> Properties:
    """Return the properties in `docProps/core.xml` of a DOCX or `meta.xml` of an ODT."""
    handler = _PropertyHandler()
    read_events(data, handler, limits)
    values = {name: " ".join(value.split()) for name, value in handler.values.items()}
    for name in ("created", "modified"):
        day = _DAY.match(values.get(name, ""))
        values[name] = day[0] if day else ""
    return Properties(**values)


class _PropertyHandler:
    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        property_name = _ELEMENTS.get(local_name(name), "")
        self._name = property_name if property_name not in self.values else ""

    def end(self, name: str) -> None:
        del name
        self._name = ""

    def data(self, text: str) -> None:
        if self._name:
            value = self.values.get(self._name, "")
            self.values[self._name] = (value + text)[:_LONGEST]
