"""Elements of HTML and XML, parsed without entities, network access or unlimited nesting."""

import codecs
import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree
from lxml import html as lxml_html

from tui.formats.extracted_article import ExtractionError, Limits
from tui.text.encodings.detection import NotTextError, decode

Element: TypeAlias = etree._Element  # noqa: SLF001  # the name that annotations have

_DEPTH = 255
"""Largest depth of a page: the parser stops one level below, and missing end tags add levels."""
_ELEMENTS = 100_000
"""Largest number of elements of a page or of a file of XML."""
_ATTRIBUTE = 1 << 20
"""Largest length of an attribute in code points."""
_ATTRIBUTES = 1_000
"""Largest number of attributes of an element: the parsers' time grows with its square."""
_EMBEDDED = re.compile(r"""(["'])data:[^"'<>]{2000,}\1""", re.IGNORECASE)
"""Pictures and fonts inside a page; the parser gives up a page with one of 10 MB."""
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{8000,}")
_HEAD = 4096
"""Bytes in which a page names its encoding."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SURROGATE = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|[67]\d{3}))(?![0-9a-f]);?",
    re.IGNORECASE,
)
"""References to surrogates, which parsers accept and can't return."""
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_markup(data: bytes) -> str:
    """Return the text of a page or of XML.

    The encoding is that of its byte order mark, else UTF-8, else the declared one, else the
    detected one.

    Raises:
        ExtractionError: If the bytes are not text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _safe(data.decode(encoding, "replace").lstrip("\ufeff"))
    try:
        return _safe(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    match = _CHARSET.search(data[:_HEAD]) or _XML_ENCODING.match(data[:_HEAD])
    if match:
        encoding = match[1].decode("ascii", "replace").lower()
        encoding = "cp1252" if encoding in {"iso-8859-1", "latin1", "us-ascii"} else encoding
        try:
            return _safe(data.decode(encoding, "replace"))
        except (LookupError, UnicodeError):
            pass
    try:
        return _safe(decode(data).text)
    except NotTextError as error:
        raise ExtractionError(str(error)) from error


def parse_page(text: str) -> Element:
    """Return the root of a page of HTML, even of a badly formed one.

    Raises:
        ExtractionError: If it is empty, or nested too deeply.
    """
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    text = _EMBEDDED.sub('""', _SURROGATE.sub("", _DECLARATION.sub("", text)))
    _check_text(text)
    try:
        root: Element = lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ExtractionError("the page is empty or damaged") from error
    _check_depth(parser, _DEPTH)
    check_size(root)
    return root


def parse_xml(data: bytes, limits: Limits) -> Element:
    """Return the root of a file of XML.

    Entities are not resolved, and a file that defines entities is refused.

    Raises:
        ExtractionError: If it can't be read, defines entities, or is nested too deeply.
    """
    text = decode_markup(data)
    if _DOCTYPE_ENTITY.search(text):
        raise ExtractionError("it defines entities, which are not resolved")
    _check_text(text)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ExtractionError("its XML is damaged") from error
    if root is None:
        raise ExtractionError("its XML is damaged")
    _check_depth(parser, limits.depth)
    check_size(root, limits.depth)
    return root


def _check_text(text: str) -> None:
    """Raise `ExtractionError` for text that would keep a parser busy."""
    if text.count("<") > 3 * _ELEMENTS:  # start tags, end tags, and some signs in the text
        raise ExtractionError(f"it has more than {_ELEMENTS} elements")
    if any(tag[0].count("=") > _ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ExtractionError(f"an element has more than {_ATTRIBUTES} attributes")


def _check_depth(parser: etree.XMLParser | lxml_html.HTMLParser, depth: int) -> None:
    """Raise `ExtractionError` if the parser has stopped before the end of the page."""
    messages = [problem.message for problem in parser.error_log]
    if any("depth" in message for message in messages):
        raise ExtractionError(f"its elements are nested more than {depth} levels deep")
    if any("limit exceeded" in message for message in messages):
        raise ExtractionError("a piece of its text, or a script in it, is longer than 10 MB")


def check_size(root: Element, depth: int = _DEPTH) -> None:
    """Check that a tree is not larger or deeper than an article.

    Raises:
        ExtractionError: If it is.
    """
    level = 0
    for count, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        level += 1 if event == "start" else -1
        if level > depth:
            raise ExtractionError(f"its elements are nested more than {depth} levels deep")
        if count > 2 * _ELEMENTS:
            raise ExtractionError(f"it has more than {_ELEMENTS} elements")
        if event == "start" and any(len(value) > _ATTRIBUTE for value in element.attrib.values()):
            for name, value in element.attrib.items():
                if len(value) > _ATTRIBUTE:  # as pictures inside a page have
                    del element.attrib[name]


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace; empty for a comment and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children with this name, in any namespace."""
    return (child for child in element if local_name(child) == name)


def text_of(element: Element | None) -> str:
    """Return the words in an element, on one line."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _safe(text: str) -> str:
    """Return `text` without the characters, and references to some, that XML forbids."""
    return _SURROGATE.sub("", _CONTROL.sub("", text))
