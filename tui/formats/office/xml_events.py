"""The XML of office documents, read event by event, without a tree and without entities."""

from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from tui.formats.extracted_article import ExtractionError, Limits

_PIECE = 1 << 16


class ElementHandler(Protocol):
    """Receiver of the events of a document; names have the form `{namespace}name`."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the beginning of an element."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""

    def data(self, text: str) -> None:
        """Handle a piece of text."""


def read_events(data: bytes, handler: ElementHandler, limits: Limits) -> None:
    """Pass the events of the XML document `data` to `handler`.

    Raises:
        ExtractionError: If it is not XML, declares a document type (as attacks with entities do),
            or its elements are nested too deeply.
    """
    parser = DefusedXMLParser(target=_BoundedHandler(handler, limits.depth), forbid_dtd=True)
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
        parser.close()
    except DefusedXmlException as error:
        raise ExtractionError("its XML declares a document type, which is not read") from error
    except (ParseError, ValueError, LookupError) as error:
        raise ExtractionError("its XML is damaged") from error


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return the value of the first attribute with this local name; empty if there is none."""
    return next((value for key, value in attributes.items() if local_name(key) == name), "")


class _BoundedHandler:
    """Handler that counts the levels of elements."""

    def __init__(self, handler: ElementHandler, largest_depth: int) -> None:
        self._handler = handler
        self._most = largest_depth
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._most:
            raise ExtractionError(f"its elements are nested more than {self._most} levels deep")
        self._handler.start(name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(name)

    def data(self, text: str) -> None:
        self._handler.data(text)

    def close(self) -> None:
        """Handle the end of the document, as the parser requires."""
