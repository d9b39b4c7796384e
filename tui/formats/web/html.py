"""Reader of HTML: the article of a page, without the text around it.

trafilatura separates the article from the rest. If it finds none, all words of the page are taken.
"""

import re
from collections.abc import Iterator

from lxml import etree
from trafilatura import bare_extraction

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.web.boxes import boxes_between, leads_elsewhere
from tui.formats.web.elements import (
    Element,
    decode_markup,
    local_name,
    parse_page,
    text_of,
)
from tui.formats.web.markdown import heading, markdown_of
from tui.formats.web.page_metadata import headline, page_metadata, without_site

_LEAST = 40
"""Letters of Markdown that make an article; of fewer the whole page is taken."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ADDED = re.compile(
    r"(?:^|[\s_-])(?:newsletter|subscribe|subscription|signup|sign-up|paywall|sharedaddy|cookie\w*"
    r"|consent|gdpr|promo|advert\w*|related|see-also|readmore|recommended|visuali[sz]ation)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of classes of what sites put between the paragraphs of an article."""
_NAMED = ("class", "id", "data-component", "data-testid", "aria-label")
"""Attributes in which sites name the kind of a box."""
_UNSEEN = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|a11y-hidden)(?:$|\s)",
    re.IGNORECASE,
)
"""Names of classes of words for those who have the page read aloud: labels of what others see."""
_BREAKS = re.compile(r"<br\s*/?>(?:\s|&nbsp;)*<br\s*/?>", re.IGNORECASE)
"""Separator of paragraphs in older pages."""
_MOST_ADDED = 0.3
"""Share of the page's words above which such a name is not believed."""
_OFFER = 300
"""Characters of the longest element that is an offer, if it has a button."""
_FEW_LINKS, _LINKED = 3, 0.7
"""Links, and their share of the words, of an element that leads elsewhere."""
_NAMES = {
    "list": "ul", "item": "li", "quote": "blockquote", "hi": "em", "lb": "br", "ref": "a",
    "row": "tr", "cell": "td",
}  # fmt: skip
"""Elements of trafilatura by those of HTML."""


def extract(data: bytes, limits: Limits) -> Iterator[ExtractedArticle]:  # noqa: ARG001  # one page
    """Yield the article of a page.

    Raises:
        ExtractionError: If it has no words, or is not to be read.
    """
    yield article_of_page(decode_markup(data))


def article_of_page(page: str) -> ExtractedArticle:
    """Return the article of a page of HTML.

    Raises:
        ExtractionError: If it has no words, or is not to be read.
    """
    root = parse_page(_BREAKS.sub("</p><p>", page))
    page_values = page_metadata(root)
    title = headline(root) or without_site(page_values.title, page_values.metadata.outlet)
    _prepare(root)
    words = _article(root) or markdown_of(root)
    if not words:
        raise ExtractionError("the page has no words")
    return ExtractedArticle(
        with_title(words, title), is_markdown=True, title=title, **page_values.metadata._asdict()
    )


def with_title(words: str, title: str) -> str:
    """Return Markdown with its title as a heading, unless it begins with that."""
    begin = _letters(words[: 2 * len(title) + 200])
    if not title or begin.startswith(_letters(title)):
        return words
    return "\n\n".join(filter(None, (heading(title), words)))


def markdown_of_fragment(fragment: str) -> str:
    """Return a piece of HTML, such as the content of a feed's entry, as Markdown.

    Raises:
        ExtractionError: If it is not to be read.
    """
    if not fragment.strip():
        return ""
    root = parse_page(fragment)
    _remove_hidden(root)
    return markdown_of(root)


def _article(root: Element) -> str:
    """Return the article in a page as Markdown, or an empty text if none is found."""
    extraction = bare_extraction(
        root,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=False,
        as_dict=False,
    )
    body = getattr(extraction, "body", None)
    if body is None:
        return ""
    for element in body.iter():
        name = local_name(element)
        rend = element.get("rend", "")
        if name == "head":
            element.tag = rend if re.fullmatch(r"h[1-6]", rend) else "h2"
        elif name == "list" and rend == "ol":
            element.tag = "ol"
        elif name == "hi" and rend != "#i":
            element.tag = "strong" if rend == "#b" else "span"
        elif name in _NAMES:
            element.tag = _NAMES[name]
    words = markdown_of(body)
    return words if len(words) >= _LEAST else ""


def _prepare(root: Element) -> None:
    """Take out what is not seen or is no article, and make captions paragraphs."""
    _remove_hidden(root)
    total = len(text_of(root)) or 1
    for element in list(root.iter("div", "aside", "section", "p", "ul", "ol", "form")):
        names = " ".join(element.get(name, "") for name in _NAMED)
        size = len(text_of(element))
        if size < _MOST_ADDED * total and (
            _ADDED.search(names)
            or _is_offer(element, size)
            or _is_links(element, size)
            or leads_elsewhere(element)
        ):
            _remove(element)
    for box in boxes_between(root):
        if len(text_of(box)) < _MOST_ADDED * total:
            _remove(box)
    for caption in list(root.iter("figcaption")):
        figure = next((e for e in caption.iterancestors("figure")), None)
        if figure is None or figure.getparent() is None or not text_of(caption):
            continue
        caption.tag = "p"
        caption.attrib.clear()  # by its class trafilatura would drop it
        caption.tail = None
        figure.addnext(caption)
        caption.tail, figure.tail = figure.tail, None


def _is_offer(element: Element, size: int) -> bool:
    """Return True if an element of `size` characters is a short one with something to press."""
    return size < _OFFER and next(element.iter("button", "input"), None) is not None


def _is_links(element: Element, size: int) -> bool:
    """Return True if an element of `size` characters is hardly more than links to other pages."""
    links = [len(text_of(link)) for link in element.iter("a")] if element.tag != "p" else []
    return len(links) >= _FEW_LINKS and sum(links) > _LINKED * size


def _remove_hidden(root: Element) -> None:
    """Take out what a browser does not show."""
    for element in list(root.iter(etree.Element)):
        if (
            local_name(element) in {"script", "style", "noscript", "template"}
            or "hidden" in element.attrib
            or element.get("aria-hidden") == "true"
            or _UNSEEN.search(element.get("class", ""))
            or _HIDDEN.search(element.get("style", ""))
        ):
            _remove(element)


def _remove(element: Element) -> None:
    """Take out an element, and keep the words behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
