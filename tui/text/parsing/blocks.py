"""Result of parsing a format: clean text with paragraphs and markup; roles are assigned later."""

from dataclasses import dataclass, field

from tui.text.document import MarkupSpan, Paragraph
from tui.text.offset_map import OffsetMap


@dataclass(frozen=True, slots=True)
class Blocks:
    """Text in paragraphs, with its offset map, and with a title if the format names one."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    offset_map: OffsetMap
    markup: tuple[MarkupSpan, ...] = ()
    title: str = ""
    settled: frozenset[int] = field(default_factory=frozenset)
    """Indices of the paragraphs whose role the format itself states."""
