"""Result of parsing a format: clean text with its paragraphs and markup, before roles are known."""

from dataclasses import dataclass, field

from tui.text.document import MarkupSpan, Paragraph
from tui.text.offset_map import OffsetMap


@dataclass(frozen=True, slots=True)
class Blocks:
    """A text laid out as paragraphs, the way back from it, and a title if the format names one."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    offset_map: OffsetMap
    markup: tuple[MarkupSpan, ...] = ()
    title: str = ""
    settled: frozenset[int] = field(default_factory=frozenset)
    """The paragraphs whose role the format itself states."""
