"""A passage chosen in a list over the panes, with the action to take there."""

from typing import NamedTuple

from tui.text.span import Span


class PassageChoice(NamedTuple):
    """A passage to go to."""

    document: str
    span: Span
    """Code points of the document's text."""
    source: str = ""
    """The document whose card is selected there."""
    note: bool = False
    """True if a note is to be written on it."""
