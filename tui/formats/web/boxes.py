"""Boxes that sites put around an article and between its paragraphs.

They are told by their first words, by headings that are links, or by standing between paragraphs as
another kind of element that has something to click.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from tui.formats.web.elements import Element, local_name, text_of

_LEADS = re.compile(
    r"(?:"
    r"(?:read|see) (?:more|also|next)|(?:more|explore) (?:on|from|about|like) .{1,40}"
    r"|related(?: \w+)?|recommended(?: .{1,20})?|you (?:may|might) (?:also )?(?:like|enjoy)"
    r"|in case you missed it|most (?:read|viewed|popular|watched)|popular now|top stories"
    r"|lesen sie auch|(?:das )?könnte (?:sie|dich) auch interessieren"
    r"|mehr (?:zum thema|dazu|aus .{1,30})"
    r"|auch interessant|ähnliche (?:artikel|beiträge|themen)|siehe auch|meistgelesen"
    r"|(?:à )?lire aussi|sur le même sujet|lee también|te puede interesar|lees ook|leggi anche"
    r")\s*[:…]?",
    re.IGNORECASE,
)
"""Headings above links to other articles, in six languages."""
_LONGEST_LEAD = 60
_LINKED = 0.5
"""Share of a paragraph that is a link, if it is one to another article."""
_FEW_HEADINGS = 2
_PARAGRAPH = 80
"""Characters of a paragraph from which it counts as one of the article."""
_FEW_PARAGRAPHS = 3
_MAIN = 0.5
"""Share of the text that paragraphs of one kind have, if they are the article's."""
_WRAPPERS = 3
"""Elements around a paragraph, at most, that stand beside those of the others."""
_BLOCKS = ("p", "div", "section", "article", "table", "ul", "ol", "figure", "blockquote", "h2")
_CLICKED = ("a", "button", "input", "form", "iframe")
_KEPT = ("figure", "table", "blockquote", "pre")
"""Elements that an article has between its paragraphs."""
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def leads_elsewhere(element: Element) -> bool:
    """Return True if an element has links to other articles, and says so or has them as headings.

    A paragraph must be a link for the most part.
    """
    links = list(element.iter("a"))
    if not links:
        return False
    if _LEADS.fullmatch(_first_words(element)):
        link_length = sum(len(text_of(link)) for link in links)
        return element.tag != "p" or link_length > _LINKED * len(text_of(element))
    return _has_linked_headings(element)


def _first_words(element: Element) -> str:
    """Return the words of the first piece of text in an element."""
    first = next((words for text in element.itertext() if (words := text.strip())), "")
    return " ".join(first[: 2 * _LONGEST_LEAD].split())


def _has_linked_headings(element: Element) -> bool:
    """Return True if an element has several headings, and each but the first is a link."""
    headings = list(element.iter(*_HEADINGS))
    linked_headings = [heading for heading in headings if _is_linked(heading)]
    return len(linked_headings) >= _FEW_HEADINGS and len(headings) - len(linked_headings) <= 1


def _is_linked(heading: Element) -> bool:
    """Return True if a heading is in a link, or its words are one."""
    link = next(heading.iter("a"), None)
    if link is not None:
        return len(text_of(link)) > _LINKED * len(text_of(heading))
    return any(local_name(ancestor) == "a" for ancestor in heading.iterancestors())


def boxes_between(root: Element) -> list[Element]:
    """Return the boxes between the paragraphs of an article that have something to click."""
    units = _article_units(root)
    if not units:
        return []
    first, last = units[0], units[-1]
    unit_set = set(units)
    boxes = []
    for element in first.itersiblings():
        if element is last:
            break
        if element not in unit_set and _is_box(element):
            boxes.append(element)
    return boxes


def _is_box(element: Element) -> bool:
    name = local_name(element)
    return (
        (name in {"div", "section", "aside"} or "-" in name)
        and next(element.iter(*_CLICKED), None) is not None
        and next(element.iter(*_KEPT), None) is None
    )


def _article_units(root: Element) -> list[Element]:
    """Return the elements beside each other that hold a paragraph of the article each.

    They are of one kind: same names and classes down to the paragraph. If no kind has most of the
    text, there are none.
    """
    groups: dict[tuple[Element, tuple[str, ...]], list[Element]] = defaultdict(list)
    sizes: dict[tuple[Element, tuple[str, ...]], int] = defaultdict(int)
    total = 0
    for paragraph in _paragraphs(root):
        size = len(text_of(paragraph))
        if size < _PARAGRAPH:
            continue
        total += size
        kind: tuple[str, ...] = ()
        for unit in (paragraph, *islice(paragraph.iterancestors(), _WRAPPERS - 1)):
            parent = unit.getparent()
            if parent is None:
                break
            kind = (f"{local_name(unit)} {unit.get('class', '')}", *kind)
            if unit not in groups[parent, kind][-1:]:
                groups[parent, kind].append(unit)
            sizes[parent, kind] += size
    candidates = [key for key, units in groups.items() if len(units) >= _FEW_PARAGRAPHS]
    main = max(candidates, key=lambda key: sizes[key], default=None)
    return groups[main] if main is not None and sizes[main] > _MAIN * total else []


def _paragraphs(root: Element) -> Iterator[Element]:
    """Yield the elements of words that have no blocks in them."""
    for element in root.iter("p", "div"):
        if not any(True for _ in islice(element.iterdescendants(*_BLOCKS), 1)):
            yield element
