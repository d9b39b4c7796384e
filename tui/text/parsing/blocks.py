"""What reading a format gives: clean text with its paragraphs and looks, before roles are known."""

from dataclasses import dataclass, field

from tui.text.document import Paragraph, Style
from tui.text.offset_map import SourceMap


@dataclass(frozen=True, slots=True)
class Blocks:
    """A text laid out as paragraphs, the way back from it, and a title if the format names one."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    source: SourceMap
    styles: tuple[Style, ...] = ()
    title: str = ""
    settled: frozenset[int] = field(default_factory=frozenset)
    """The paragraphs whose role the format itself states."""
